import { describe, expect, it } from "vitest";
import { formatHundredths } from "../../src/scoring/exact.ts";
import { faultLine } from "../../src/scoring/fault-text.ts";
import { baseOf, faultsIn, leafUnder } from "./base.ts";
import { changed, type Json, type JsonPath, REMOVED } from "./json.ts";

const base = baseOf("dak-lak-2025");
const [first, second] = base.units;
const ratio = leafUnder(base, "ratio");
const choice = leafUnder(base, "choice");
const checklist = leafUnder(base, "checklist");
const answers = leafUnder(base, "answers");
const relative = leafUnder(base, "relative");
const group = ratio.code.slice(0, ratio.code.lastIndexOf("."));
const maximum = formatHundredths(ratio.max ?? 0);

const inUnit = (...path: JsonPath): JsonPath => ["units", 0, ...path];
const score = (code: string, ...path: JsonPath): JsonPath => inUnit("scores", code, ...path);

/** The lines that a case is refused with; each must be fit to be shown to anyone. */
function linesFor(value: Json, on: typeof base = base, language: "vi" | "en" = "vi"): string[] {
  const lines = faultsIn(on.engine, value).map((one) => faultLine(one, language));
  for (const line of lines) expect(line).not.toMatch(/[\r\n]|undefined|\[object |\{\w+\}|\bat .*\.ts:\d/);
  return lines;
}

/** A change of the valid case that makes exactly one fault, whose line has all these words. */
type Row = readonly [title: string, path: JsonPath, to: Json | typeof REMOVED, words: readonly string[]];

function refuses(rows: readonly Row[]): void {
  it.each(rows)("%s", (_title, path, to, words) => {
    const lines = linesFor(changed(base.case, path, to));
    expect(lines).toHaveLength(1);
    for (const word of words) expect(lines[0]).toContain(word);
  });
}

it("the case that is broken below is in order", () => {
  expect(linesFor(base.case)).toEqual([]);
});

describe("names that the regulation does not know", () => {
  refuses([
    ["an index", inUnit("index"), "09", [first, '"09"', "cần một trong: 01"]],
    ["a criterion", score("9.9.9"), { points: 1 }, [first, "9.9.9", "Chỉ số 01"]],
    ["an option", score(choice.code), { choice: "nope" }, [first, choice.code, '"nope"', "cần một trong: "]],
    ["an item of a checklist", score(checklist.code), { checked: ["nope"] }, [first, checklist.code, '"nope"', "cần một trong: "]],
    ["an answer", score(answers.code), { counts: { nope: 1 } }, [first, answers.code, '"nope"', "cần một trong: "]],
    ["a fact", inUnit("facts", "nope"), true, [first, "nope", "cần một trong: leaderDisciplined"]],
    ["a field of an entry", score(ratio.code), { points: 1, nope: 2 }, [first, ratio.code, "nope"]],
    ["a field of a unit", inUnit("nope"), 1, [first, "nope"]],
    ["a field of the case", ["nope"], 1, ["nope"]],
    ["another regulation", ["regulation"], "gia-lai-2026-org", ['"gia-lai-2026-org"', "dak-lak-2025"]],
  ]);
});

describe("points that are none", () => {
  const none: readonly Json[] = [1.234, "1.234", "NaN", "Infinity", "1e309", "1e1", "0x1", "12,5", "1.", ".5", "01", "+1", " 1", "1 ", "", "١", -1, "-1", "-0.01", 1e-7, 1e21, null, true, [1], {}, "9".repeat(400)];
  it.for(none)("%j", (points) => {
    const lines = linesFor(changed(base.case, score(ratio.code), { points }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${first} ${ratio.code} points`);
    expect(lines[0]).toContain("cần số từ 0, tối đa 2 chữ số thập phân");
  });

  refuses([
    ["above the maximum", score(ratio.code), { points: formatHundredths((ratio.max ?? 0) + 1) }, [first, ratio.code, `cần từ 0 đến ${maximum}`]],
    ["far above the maximum", score(ratio.code), { points: 9_999_999 }, [first, ratio.code, `cần từ 0 đến ${maximum}`]],
    ["beyond what points may be", score(ratio.code), { points: "99999999999999999999" }, [first, ratio.code, "cần số từ 0"]],
    ["none at all", score(ratio.code), REMOVED, [first, ratio.code, "cần ratio hoặc điểm trực tiếp"]],
    ["points beside not applicable", score(ratio.code), { points: 1, notApplicable: true }, [first, ratio.code, "points"]],
    ["not applicable: false", score(ratio.code), { notApplicable: false }, [first, ratio.code, "cần notApplicable: true"]],
    ["points on a group", score(group), { points: 1 }, [first, group, "notApplicable: true"]],
    ["an item twice", score(checklist.code), { checked: Array.from({ length: 2 }, () => (checklist.leaf.method === "checklist" ? (checklist.leaf.items[0]?.key ?? "") : "")) }, [first, checklist.code, "cần một lần"]],
  ]);

  it.each([0, "0", "0.00", maximum, Number(maximum)])("%j is allowed", (points) => {
    expect(linesFor(changed(base.case, score(ratio.code), { points }))).toEqual([]);
  });
});

describe("a denominator of 0 is pointed at notApplicable", () => {
  refuses([
    ["a ratio", score(ratio.code), { numerator: 0, denominator: 0 }, [first, ratio.code, "notApplicable: true"]],
    ["a ratio as text", score(ratio.code), { numerator: "3", denominator: "0.00" }, [first, ratio.code, "notApplicable: true"]],
    ["answers that nobody gave", score(answers.code), { counts: {} }, [first, answers.code, "notApplicable: true"]],
  ]);

  it("a comparison whose best is 0", () => {
    const lines = linesFor(changed(changed(base.case, score(relative.code), { value: 0 }), ["units", 1, "scores", relative.code], { value: 0 }));
    expect(lines).toHaveLength(2);
    for (const [i, unit] of [first, second].entries()) expect(lines[i]).toMatch(new RegExp(`^${unit} ${relative.code} .*notApplicable: true`));
  });

  it("work of which nothing was assigned", () => {
    const staff = baseOf("gia-lai-2026-staff");
    const work = leafUnder(staff, "work");
    const items = [{ coefficient: 1, assigned: 0, done: 3 }];
    const lines = linesFor(changed(staff.case, score(work.code), { leader: false, items }), staff);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${staff.units[0]} ${work.code} .*notApplicable: true`));
  });
});

describe("wrong types", () => {
  const lists = [{}, "x", null, 5, []];
  it.for(lists)("units: %j", (units) => {
    expect(linesFor(changed(base.case, ["units"], units))).toEqual([expect.stringMatching(/^units: .*cần danh sách đơn vị/)]);
  });
  it.for(["x", null, 5, []])("a unit: %j", (unit) => {
    expect(linesFor(changed(base.case, ["units", 1], unit))).toEqual([expect.stringMatching(/^units\.1: .*cần một nhóm trường/)]);
  });
  it.for([[], null, "x", 5, true])("scores: %j", (scores) => {
    expect(linesFor(changed(base.case, inUnit("scores"), scores))).toEqual([expect.stringMatching(new RegExp(`${first}.*scores: .*cần một nhóm trường`))]);
  });
  it.for([[], null, "x", 5, true])("an entry: %j", (entry) => {
    expect(linesFor(changed(base.case, score(ratio.code), entry))).toEqual([expect.stringMatching(new RegExp(`^${first} ${ratio.code}: .*cần một nhóm trường`))]);
  });
  it.for([[], null, "x", 5, true])("facts: %j", (facts) => {
    expect(linesFor(changed(base.case, inUnit("facts"), facts))).toEqual([expect.stringMatching(new RegExp(`${first}.*facts: .*cần một nhóm trường`))]);
  });
  it.for(["false", 0, null, [], {}])("a fact that is true or false: %j", (fact) => {
    expect(linesFor(changed(base.case, inUnit("facts", "leaderDisciplined"), fact))).toEqual([expect.stringMatching(new RegExp(`^${first} facts\\.leaderDisciplined: .*cần true hoặc false`))]);
  });
  it.for([5, null, {}, "", "A B", "-", "x".repeat(61)])("a unit's code: %j", (code) => {
    expect(linesFor(changed(base.case, inUnit("code"), code))).toEqual([expect.stringMatching(/^units\.0\.code: .*cần mã/)]);
  });
  it.for([null, [], "x", 5, true])("the whole case: %j", (value) => {
    expect(linesFor(value)).toEqual([expect.stringContaining("cần một nhóm trường")]);
  });

  refuses([
    ["scores left out", inUnit("scores"), REMOVED, [first, "scores", "cần một nhóm trường"]],
    ["an index that is a number", inUnit("index"), 1, [first, "index", "cần mã"]],
    ["a name that is a number", inUnit("name"), 1, [first, "name", "cần tên"]],
    ["the regulation as a number", ["regulation"], 5, ["regulation", "cần mã quy định"]],
    ["decisions: null", ["decisions"], null, ["decisions", "cần một nhóm trường"]],
    ["decisions as a list", ["decisions"], [], ["decisions", "cần một nhóm trường"]],
    ["one decided order instead of a list of them", ["decisions"], { quality: [first] }, ["decisions.quality.0", "cần danh sách"]],
    ["a number among decided codes", ["decisions"], { quality: [[first, 1]] }, ["decisions.quality.0.1", "cần mã"]],
    ["an option as a number", score(choice.code), { choice: 1 }, [first, choice.code, "cần khóa"]],
    ["a checklist as text", score(checklist.code), { checked: "x" }, [first, checklist.code, "cần danh sách khóa"]],
    ["a denominator left out", score(ratio.code), { numerator: 1 }, [first, ratio.code, "denominator", "cần số từ 0"]],
  ]);

  it("counts that are none, or contradict one another", () => {
    const org = baseOf("gia-lai-2026-org");
    const tasks = { assigned: 10, completed: 9, onTime: 8, exceeded: 2 };
    const faults = (to: Json) => linesFor(changed(org.case, inUnit("facts", "tasks"), to), org);
    expect(faults(tasks)).toEqual([]);
    for (const wrong of [null, [], 5, "x"]) expect(faults(wrong)).toEqual([expect.stringMatching(new RegExp(`^${org.units[0]} facts\\.tasks: .*cần nhóm các số đếm`))]);
    for (const wrong of [-1, 1.5, "x", null, 1e10]) expect(faults({ ...tasks, completed: wrong })).toEqual([expect.stringMatching(new RegExp(`^${org.units[0]} facts\\.tasks\\.completed: .*cần số nguyên từ 0`))]);
    expect(faults({ ...tasks, completed: 11 })).toEqual([expect.stringMatching(new RegExp(`^${org.units[0]} facts\\.tasks\\.completed: .*lớn hơn tasks\\.assigned \\(10\\)`))]);
    expect(faults({ ...tasks, nope: 1 })).toEqual([expect.stringMatching(new RegExp(`^${org.units[0]} facts\\.tasks\\.nope: `))]);
  });
});
