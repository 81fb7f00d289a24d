import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { faultLine } from "../../src/scoring/fault-text.ts";
import { isLoaded, loadRegulation } from "../../src/scoring/regulation/load.ts";
import { baseOf, faultsIn, leafUnder, smallCase } from "./base.ts";
import { changed, type Json, type JsonPath } from "./json.ts";
import { SMALL } from "./small.ts";

/** What `congtam regulation check` would print for a file of this text. */
function linesFor(text: string, others: readonly (readonly [string, string])[] = []): string[] {
  const result = loadRegulation(new Map([["small.yaml", text], ...others]), "small.yaml");
  const lines = isLoaded(result) ? [] : result.map((one) => faultLine(one, "vi"));
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]|undefined|\[object |\{\w+\}|call stack|stack overflow/i);
    expect(line.length).toBeLessThan(2000);
  }
  return lines;
}

const builtIn = (id: string): string => readFileSync(new URL(`../../regulations/${id}/regulation.yaml`, import.meta.url), "utf8");
const lineOf = (words: string, text: string = SMALL): number => text.slice(0, text.indexOf(words)).split("\n").length;

/** The small regulation with these words, which stand in it once, replaced. */
function replaced(words: string, by: string): string {
  expect(SMALL.split(words)).toHaveLength(2);
  return SMALL.replace(words, () => by);
}

it("the regulation that is broken below is in order", () => {
  expect(linesFor(SMALL)).toEqual([]);
  expect(linesFor(SMALL.replaceAll("\n", "\r\n"))).toEqual([]);
});

describe("one fault, at its line", () => {
  const rows: readonly (readonly [title: string, words: string, by: string, code: string, said: string])[] = [
    ["an unknown key", "year: 2025", "year: 2025\nnope: 1", "unknown-field", '"nope"'],
    ["an unknown key inside", "mode: halfUp", "mode: halfUp, nope: 1", "unknown-field", '"nope"'],
    ["a key called __proto__", "year: 2025", "year: 2025\n__proto__: { year: 2024 }", "unknown-field", '"__proto__"'],
    ["a key called constructor", "year: 2025", "year: 2025\nconstructor: 1", "unknown-field", '"constructor"'],
    ["a merge key", "rounding: { places: 2,", "rounding: { places: 2, <<: { a: 1 },", "unknown-field", '"<<"'],
    ["a key of a megabyte", "year: 2025", `year: 2025\n? ${"k".repeat(1_000_000)}\n: 1`, "unknown-field", "kkk"],
    ["a duplicate key", "year: 2025", "year: 2025\nyear: 2025", "yaml-duplicate-key", "hai lần"],
    ["an anchor", "year: 2025", "year: &year 2025", "yaml-anchor", "&"],
    ["an alias of nothing", "year: 2025", "year: *year", "yaml-anchor", "*"],
    ["a tag of one's own", "year: 2025", "year: !year 2025", "yaml-tag", "!"],
    ["a tag of some language", "year: 2025", "year: !!js/function 2025", "yaml-tag", "!"],
    ["a tag of a type", "year: 2025", "year: !!int 2025", "yaml-tag", "!"],
    ["a value of the wrong kind", "year: 2025", "year: [2025]", "bad-value", "năm có bốn chữ số"],
    ["text that would steer a terminal", "year: 2025", String.raw`year: "20\e[31m\n25"`, "bad-value", "năm có bốn chữ số"],
    ["an empty value", "year: 2025", "year:", "bad-value", "năm có bốn chữ số"],
    ["points of three decimals", "maxPoints: 10.25", "maxPoints: 10.255", "bad-value", "tối đa 2 chữ số thập phân"],
    ["points with a comma", "points: 5.25 }", 'points: "5,25" }', "bad-value", "tối đa 2 chữ số thập phân"],
    ["points that are NaN", "points: 5.25 }", "points: .nan }", "bad-value", "tối đa 2 chữ số thập phân"],
    ["an unknown method", "method: rating", "method: nope", "bad-value", "một phương pháp chấm"],
    ["an unknown kind", "kind: bonus", "kind: nope", "not-one-of", "points, bonus, deduction"],
    ["two operators", "value: percent, atLeast: 90", "value: percent, above: 1, atLeast: 90", "bad-value", "đúng một phép so sánh"],
    ["a fact that is not declared", "value: disciplined", "value: nope", "unknown-value", "percent, disciplined"],
  ];
  it.each(rows)("%s", (_title, words, by, code, said) => {
    const lines = linesFor(replaced(words, by));
    const about = lines.filter((line) => line.includes(`: ${code}: `));
    expect(about).toHaveLength(1);
    expect(about[0]).toContain(said);
    // What was put in after a line break stands one line further down.
    const at = lineOf(words);
    expect(about[0]).toMatch(new RegExp(String.raw`^small\.yaml:(?:${String(at)}|${String(at + 1)}): `));
  });

  it("a tab", () => {
    expect(linesFor(replaced("  - { abbreviation: QĐ 1", "\t- { abbreviation: QĐ 1")).join("\n")).toMatch(/^small\.yaml:8: yaml-tab: .*dấu cách/m);
  });

  it("a sum that does not hold, at the sum", () => {
    expect(linesFor(replaced("maxPoints: 10.25", "maxPoints: 10.24"))).toEqual([expect.stringMatching(new RegExp(`^small\\.yaml:${String(lineOf("maxPoints: 35.5"))}: sum: .*35\\.49`))]);
  });

  it("a fault in a file of its own is told with that file", () => {
    const [before, index, after] = SMALL.split(/^(?= {2}- code: "01")|(?=^ratios:)/m);
    const main = `${before ?? ""}  - file: index-01.yaml\n${after ?? ""}`;
    const own = (index ?? "").replace("- code", "  code").replaceAll(/^ {4}/gm, "");
    expect(linesFor(main, [["index-01.yaml", own]])).toEqual([]);
    expect(linesFor(main.replace("index-01.yaml", "../../../../etc/passwd"))).toEqual([expect.stringMatching(/^small\.yaml:\d+: file-missing: .*passwd/)]);
    expect(linesFor(main)).toEqual([expect.stringMatching(/^small\.yaml:\d+: file-missing: .*index-01\.yaml/)]);
    expect(linesFor(main, [["index-01.yaml", own.replace("kind: bonus", "kind: nope")]])).toEqual([expect.stringMatching(new RegExp(`^index-01\\.yaml:${String(lineOf("kind: bonus", own))}: not-one-of: `))]);
    expect(linesFor(main, [["index-01.yaml", ""]])).toEqual(["index-01.yaml:1: empty-file: tệp không có nội dung"]);
  });

  it("a built-in regulation in place of an index", () => {
    const main = builtIn("dak-lak-2025");
    const lines = linesFor(main.replace("index-02.yaml", "other.yaml").replace(/^ {2}- file: index-0[13]\.yaml\n/gm, ""), [["other.yaml", main]]);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^(?:other|small)\.yaml:\d+: /);
  });
});

const unitA = (...path: JsonPath): JsonPath => ["units", 0, ...path];

/** The lines for the small case with one change, under the small regulation with these words replaced. */
function used(words: string, by: string, path: JsonPath, to: Json): string[] {
  const result = loadRegulation(new Map([["small.yaml", SMALL.replaceAll(words, by)]]), "small.yaml");
  if (!isLoaded(result)) throw new Error(result.map((one) => faultLine(one, "en")).join("\n"));
  const engine = compileRegulation(result);
  return faultsIn(engine, changed(smallCase(engine), path, to)).map((one) => faultLine(one, "vi"));
}

describe("a regulation that holds can be used", () => {
  const survey = "method: survey, question: Hài lòng, scaleMin: 1, scaleMax: 5";
  const answers = "method: answers, question: Hỏi, options: [{ key: toString, title: Tốt, weight: 100 }, { key: constructor, title: Khá, weight: 50 }, { key: poor, title: Kém, weight: 0 }]";

  it.each(["constructor", "toString", "valueOf", "hasOwnProperty"])("whatever it names %s", (name) => {
    for (const words of ["quality", "disciplined", "excellent", "key: full"]) expect(used(words, words === "key: full" ? `key: ${name}` : name, ["decisions"], {})).toEqual([]);
  });
  it("whichever answers nobody gave", () => {
    expect(used(survey, answers, unitA("scores", "1.3"), { counts: { poor: 3 } })).toEqual([]);
    expect(used(survey, answers, unitA("scores", "1.3", "counts", "__proto__"), 3)).toEqual([expect.stringMatching(/^A 1\.3 counts\.__proto__: /)]);
  });
  it("however often something happened", () => {
    expect(used("", "", unitA("scores", "4.1"), { occurrences: 1_000_000 })).toEqual([]);
    for (const line of used("pointsEach: 2 }", "pointsEach: 9999999.99 }", unitA("scores", "4.1"), { occurrences: 1_000_000_000 })) expect(line).toMatch(/^A 4\.1/);
  });
  it("however much was done", () => {
    const staff = baseOf("gia-lai-2026-staff");
    const result = loadRegulation(new Map([["staff.yaml", builtIn("gia-lai-2026-staff").replace("capShares: true", "capShares: false")]]), "staff.yaml");
    if (!isLoaded(result)) throw new Error(result.map((one) => faultLine(one, "en")).join("\n"));
    const work = leafUnder(staff, "work").code;
    const items = [{ coefficient: 1, assigned: "0.000000000001", done: "999999999999999" }];
    for (const one of faultsIn(compileRegulation(result), changed(staff.case, unitA("scores", work), { leader: false, items }))) expect(one.place).toMatchObject({ unit: staff.units[0], criterion: work });
  });
});

describe("files that are no regulation", () => {
  const nothing: readonly (readonly [string, string])[] = [["empty", ""], ["blank", "\n \n"], ["a comment", "# only\n"]];
  it.each(nothing)("%s", (_title, text) => {
    expect(linesFor(text)).toEqual([expect.stringMatching(/^small\.yaml:1: empty-file: /)]);
  });
  it.each(["hello", "...\n", "- a\n- b\n", "[]", "~", "12"])("not a mapping: %j", (text) => {
    expect(linesFor(text)).toEqual([expect.stringMatching(/^small\.yaml:1: (?:bad-value: .*cần một nhóm trường|empty-file)/)]);
  });
  it("an empty mapping: every field that is missing", () => {
    const lines = linesFor("{}");
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).toMatch(/^small\.yaml:1: missing-field: /);
  });
  it("two documents", () => {
    expect(linesFor(`${SMALL}---\n${SMALL}`)).toEqual([expect.stringMatching(/yaml-syntax: .*multiple documents/)]);
  });
  it("control characters", () => {
    expect(linesFor("a\u0000\u0001\u001B[31m: \u007F\u2028\n").length).toBeGreaterThan(0);
  });
});

describe("files that would exhaust the machine", () => {
  /** Far above what these take; a bomb that goes off takes hours. */
  const MOST_MILLISECONDS = 10_000;
  const layers = Array.from({ length: 30 }, (_, i) => `l${String(i + 1)}: &l${String(i + 1)} [${Array.from({ length: 9 }, () => `*l${String(i)}`).join(", ")}]`);
  const rows: readonly (readonly [string, string, RegExp])[] = [
    ["an alias bomb", ["l0: &l0 x", ...layers].join("\n"), /: yaml-anchor: /],
    ["10,000 lists in a list", `${"- ".repeat(10_000)}x\n`, /: too-deep: .*tối đa 40 tầng/],
    ["10,000 keys in a key", `${"? ".repeat(10_000)}x\n`, /: too-deep: /],
    ["10,000 brackets, closed", `${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, /: too-deep: /],
    ["10,000 brackets, left open", "[".repeat(10_000), /: too-deep: /],
    ["10,000 braces", "{a: ".repeat(10_000), /: too-deep: /],
    ["2,000 keys, each deeper", Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""), /: too-deep: /],
    ["60 conditions in a condition", replaced("when: { value: percent, atLeast: 70 }", `when: ${"{ not: ".repeat(60)}{ value: percent, atLeast: 70 }${" }".repeat(60)}`), /: too-deep: /],
    ["more values than any regulation has", "- a\n".repeat(201_000), /: too-large: .*tối đa 200000/],
  ];
  it.each(rows)("%s", (_title, text, said) => {
    const start = performance.now();
    const lines = linesFor(text);
    expect(performance.now() - start).toBeLessThan(MOST_MILLISECONDS);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(said);
  });
});
