import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lintQuestionnaire, type Questionnaire, questionnaire } from "../../contract/questionnaire.ts";
import { conversion } from "../../contract/survey-design.ts";
import { type Fields, readAnswers } from "./answers.ts";
import { convert, type Counts, type Tally } from "./conversion.ts";
import { allocate, sampleSize } from "./sample.ts";
import { type Cell, cellKey, LEAST_SHOWN, type PlacedCell, type Shown, shownTables } from "./suppression.ts";

const vi = (text: string) => ({ vi: text });
const form: Questionnaire = questionnaire.parse({
  title: vi("Phiếu"),
  sections: [
    {
      key: "about",
      title: vi("Chung"),
      questions: [
        { kind: "units", key: "which", text: vi("Đơn vị nào"), most: 2 },
        { kind: "single", key: "visited", text: vi("Đã đến?"), options: [{ key: "yes", text: vi("Có") }, { key: "no", text: vi("Không") }] },
        { kind: "number", key: "times", text: vi("Mấy lần"), max: 99, when: [{ question: "visited", is: ["yes"] }] },
        { kind: "multiple", key: "how", text: vi("Cách"), required: false, most: 2, options: ["web", "desk", "post"].map((key) => ({ key, text: vi(key) })) },
        { kind: "ranking", key: "order", text: vi("Thứ tự"), required: false, options: ["a", "b", "c"].map((key) => ({ key, text: vi(key) })) },
        { kind: "text", key: "note", text: vi("Góp ý"), required: false, maxLength: 10 },
      ],
    },
    { key: "each", title: vi("Từng đơn vị"), eachUnit: true, questions: [{ kind: "scale", key: "q1", text: vi("Hài lòng") }, { kind: "matrix", key: "m", text: vi("Bảng"), rows: [{ key: "r1", text: vi("1") }, { key: "r2", text: vi("2") }] }] },
  ],
});
const rated = { fixed: null, choice: [{ code: "SNV", name: "Sở Nội vụ" }, { code: "STC", name: "Sở Tài chính" }] };
const sent = (given: Readonly<Record<string, string | readonly string[]>>): Fields => new Map(Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? [value] : value]));
const filled = { "c.which": ["SNV"], "c.visited": "no", "u.SNV.q1": "4", "u.SNV.m.r1": "5", "u.SNV.m.r2": "none" };
const faultsOf = (given: Readonly<Record<string, string | readonly string[]>>) => readAnswers(form, sent(given), rated).faults.map((one) => one.field);

describe("what a form sends", () => {
  it("is kept by place, of each unit that was chosen", () => {
    expect(readAnswers(form, sent({ ...filled, "c.which": ["STC", "SNV"], "u.STC.q1": "1", "u.STC.m.r1": "1", "u.STC.m.r2": "2", "c.how": ["post", "web"], "c.order.a": "2", "c.order.b": "1", "c.order.c": "3", "c.note": " tốt\r\n" }), rated)).toEqual({
      answers: { common: { which: ["SNV", "STC"], visited: "no", how: ["web", "post"], order: ["b", "a", "c"], note: "tốt" }, units: { SNV: { q1: "4", "m.r1": "5", "m.r2": "none" }, STC: { q1: "1", "m.r1": "1", "m.r2": "2" } } },
      faults: [],
    });
  });

  it("asks what depends on an answer only of those who gave it, and drops it from others", () => {
    expect(faultsOf({ ...filled, "c.visited": "yes" })).toEqual(["c.times"]);
    const { answers, faults } = readAnswers(form, sent({ ...filled, "c.times": "3" }), rated);
    expect([answers.common["times"], faults]).toEqual([undefined, []]);
  });

  it.each([
    ["a missing answer", { "u.SNV.q1": "" }, ["u.SNV.q1"]],
    ["two answers to one question", { "u.SNV.q1": ["4", "5"] }, ["u.SNV.q1"]],
    ["a level that does not exist", { "u.SNV.q1": "6" }, ["u.SNV.q1"]],
    ["a unit that is not offered", { "c.which": ["STP"] }, ["c.which"]],
    ["too many units", { "c.which": ["SNV", "STC", "SNV"] }, ["c.which"]],
    ["a field of its own", { "c.extra": "1" }, [""]],
    ["a field of another unit", { "u.STP.q1": "1" }, [""]],
    ["too long a text", { "c.note": "x".repeat(11) }, ["c.note"]],
    ["a ranking with a place twice", { "c.order.a": "1", "c.order.b": "1", "c.order.c": "3" }, ["c.order"]],
    ["a ranking that is not whole", { "c.order.a": "1" }, ["c.order"]],
    ["a number out of bounds", { "c.visited": "yes", "c.times": "100" }, ["c.times"]],
    ["an option twice", { "c.how": ["web", "web"] }, ["c.how"]],
  ])("names %s", (_what, change, expected) => {
    expect(faultsOf({ ...filled, ...change }).filter((one) => !one.startsWith("u.SNV.m"))).toEqual(expected);
  });

  it("reads whatever bytes come without failing, and keeps nothing that the form does not offer", () => {
    const field = fc.constantFrom("c.which", "c.visited", "c.times", "c.how", "c.order.a", "c.note", "u.SNV.q1", "u.SNV.m.r1", "u..", "c.__proto__", "u.SNV.constructor");
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.array(fc.string({ unit: "binary", maxLength: 30 }), { maxLength: 3 })), { maxLength: 12 }), (pairs) => {
        const { answers } = readAnswers(form, new Map(pairs), rated);
        expect(Object.keys(answers.common).every((key) => ["which", "visited", "times", "how", "order", "note"].includes(key))).toBe(true);
        expect(JSON.stringify(answers)).not.toMatch(/\\u0000/);
      }),
    );
  });

  it("is refused as a questionnaire when a condition looks ahead or keys repeat", () => {
    const [about] = form.sections;
    const questions = about?.questions ?? [];
    expect(lintQuestionnaire(form)).toEqual([]);
    expect(lintQuestionnaire({ ...form, sections: [{ ...form.sections[0], questions: questions.toReversed() } as never] }).length).toBeGreaterThan(0);
    expect(lintQuestionnaire({ ...form, sections: [...form.sections, ...form.sections] }).length).toBeGreaterThan(0);
  });
});

const mean = conversion.parse({ index: "01", leaf: "3.1.1", groups: [{ group: "g" }], questions: ["q1"], rule: { kind: "mean" } });
const tallyOf = (groups: Readonly<Record<string, Counts>>): Tally => new Map(Object.entries(groups).map(([group, counts]) => [group, new Map([["q1", counts]])]));
const asked = { issued: 100, ballots: 60 };

describe("conversion", () => {
  it("takes the mean of levels, without those who have no opinion", () => {
    const result = convert(mean, tallyOf({ g: { 1: 0, 2: 1, 3: 2, 4: 3, 5: 4, none: 7 } }), asked);
    expect(result).toMatchObject({ input: { mean: "4", counts: { 1: 0, 2: 1, 3: 2, 4: 3, 5: 4 } }, answers: 10, responseRate: "60.00" });
    // s² = (10·170 − 40²)/(10·9) = 10/9; 1.96·√(10/9/10) = 0.6533…
    expect(result?.margin).toBe("0.65");
    expect(result?.warnings.map((one) => one.en)).toEqual(["Only 10 answers; the value says little."]);
    expect(result?.reason.vi).toContain("5: 4");
  });

  it("weights groups against each other, not their ballots", () => {
    const rule = { ...mean, groups: [{ group: "g", weight: "3" }, { group: "h", weight: "1" }, { group: "silent", weight: "5" }] };
    expect(convert(rule, tallyOf({ g: { 5: 10 }, h: { 1: 99 } }), asked)?.input).toEqual({ mean: "4" });
  });

  it("takes the share of satisfied answers, and counts for weighted options", () => {
    const answers = { 1: 2, 2: 2, 3: 0, 4: 6, 5: 2, none: 4 };
    expect(convert({ ...mean, rule: { kind: "top-share", from: "4" } }, tallyOf({ g: answers }), asked)?.input).toEqual({ score: "66.666666666667" });
    expect(convert({ ...mean, rule: { kind: "answers", options: { 5: "good", 4: "good", 3: "fair", 2: "poor", 1: "poor" } } }, tallyOf({ g: answers }), asked)?.input).toEqual({ counts: { good: 8, fair: 0, poor: 4 } });
  });

  it("says nothing of what nobody answered, or so few that they would be found", () => {
    expect(convert(mean, tallyOf({ g: { 4: 9, none: 20 } }), asked)).toBeUndefined();
    expect(convert(mean, tallyOf({ g: { none: 3 } }), asked)).toBeUndefined();
    expect(convert(mean, tallyOf({ other: { 5: 3 } }), asked)).toBeUndefined();
  });
});

describe("the sample", () => {
  it.each([[400, "0.05", 200], [1_000_000, "0.05", 400], [1, "0.05", 1], [2000, "0.03", 715]])("of %i at %s is %i", (population, error, expected) => {
    expect(sampleSize(population, error)).toBe(expected);
  });

  it("is shared out whole, within one of the exact share, and never beyond the people", () => {
    expect([...allocate(10, [{ key: "a", population: 50 }, { key: "b", population: 30 }, { key: "c", population: 20 }])]).toEqual([["a", 5], ["b", 3], ["c", 2]]);
    // Remainders 0.57, 0.86, 0.57: the largest first, then the earlier key.
    expect([...allocate(10, [{ key: "a", population: 5 }, { key: "b", population: 4 }, { key: "c", population: 5 }])]).toEqual([["a", 4], ["b", 3], ["c", 3]]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 20 }), (total, people) => {
        const layers = people.map((population, i) => ({ key: `s${String(i)}`, population }));
        const all = people.reduce((sum, one) => sum + one, 0);
        const given = allocate(total, layers);
        expect([...given.values()].reduce((sum, one) => sum + one, 0)).toBe(Math.min(total, all));
        for (const { key, population } of layers) {
          const share = (Math.min(total, all) * population) / all;
          expect(Math.abs((given.get(key) ?? 0) - share)).toBeLessThan(1);
          expect(given.get(key)).toBeLessThanOrEqual(population);
        }
      }),
    );
  });
});

type Figure = { readonly n: number; readonly covers: ReadonlySet<string> };

/** Every number that is shown, with the cells that it covers. */
/** One table alone. */
const shownCells = (cells: readonly Cell[]): Shown => shownTables(new Map([["", cells]])).get("") ?? { cells: new Set(), rows: new Set(), columns: new Set(), whole: false };

function shownNumbers(cells: readonly Cell[], shown = shownCells(cells)): Figure[] {
  const of = (own: readonly Cell[]) => ({ n: own.reduce((sum, one) => sum + one.n, 0), covers: new Set(own.map(cellKey)) });
  return [
    ...cells.filter((one) => shown.cells.has(cellKey(one))).map((one) => of([one])),
    ...[...Map.groupBy(cells, (one) => one.row)].filter(([row]) => shown.rows.has(row)).map(([, own]) => of(own)),
    ...[...Map.groupBy(cells, (one) => one.column)].filter(([column]) => shown.columns.has(column)).map(([, own]) => of(own)),
    ...(shown.whole ? [of(cells)] : []),
  ];
}

/** A number itself, less each number within it, and less all single cells that are shown of a line. */
function rests(line: Figure, numbers: readonly Figure[], size: number): number[] {
  const within = numbers.filter((one) => one !== line && [...one.covers].every((key) => line.covers.has(key)));
  // A line of one cell says the same as the cell.
  const single = [...new Map(within.filter((one) => one.covers.size === 1).map((one) => [[...one.covers].join(""), one.n])).values()].reduce((sum, n) => sum + n, 0);
  return [line.n, ...within.map((one) => line.n - one.n), ...(line.covers.size < size ? [line.n - single] : [])];
}

const sumOf = (cells: readonly Cell[]): number => cells.reduce((sum, one) => sum + one.n, 0);
type Told = { readonly row: string; readonly columns: readonly string[]; readonly tables: readonly string[] };
const membersOf = (all: readonly PlacedCell[], { row, columns, tables }: Told): PlacedCell[] => all.filter((one) => one.row === row && columns.includes(one.column) && tables.includes(one.table));

const hiddenOf = (members: readonly PlacedCell[], shown: ReturnType<typeof shownTables>): number => sumOf(members.filter((cell) => shown.get(cell.table)?.cells.has(cellKey(cell)) !== true));

describe("small cells", () => {
  const someCell = fc.record({ row: fc.constantFrom("a", "b", "c", "d"), column: fc.constantFrom("x", "y", "z"), n: fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 500 })) });
  const table = fc.uniqueArray(someCell, { selector: cellKey, minLength: 1, maxLength: 12 });

  it("are not shown, nor told by the difference of two numbers or of a line and all that is shown of it", () => {
    fc.assert(
      fc.property(table, (cells) => {
        const numbers = shownNumbers(cells);
        const told = numbers.flatMap((line) => rests(line, numbers, cells.length));
        expect(told.filter((n) => n > 0 && n < LEAST_SHOWN)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("are not told by what criteria were given either: whatever sums of groups and questions are published of a unit", () => {
    const published = fc.array(fc.record({ row: fc.constantFrom("a", "b", "c", "d"), columns: fc.constantFrom<string[]>(["x", "y"], ["z"], ["x", "y", "z"]), tables: fc.constantFrom<string[]>(["q1"], ["q2"], ["q1", "q2"]) }), { maxLength: 1 });
    fc.assert(
      fc.property(table, table, published, (one, other, sums) => {
        const tables = new Map([["q1", one], ["q2", other]]);
        const all: PlacedCell[] = [...one.map((cell) => ({ ...cell, table: "q1" })), ...other.map((cell) => ({ ...cell, table: "q2" }))];
        const placed = sums.map((told) => membersOf(all, told)).filter((members) => sumOf(members) >= LEAST_SHOWN);
        const shown = shownTables(tables, placed);
        // What is left of a published sum when everything that is shown of it is taken away.
        const left = placed.map((members) => hiddenOf(members, shown));
        expect(left.filter((rest) => rest > 0 && rest < LEAST_SHOWN)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    // Without it: 40 are shown of one group, 45 are published of both.
    const cells: Cell[] = [{ row: "a", column: "x", n: 40 }, { row: "a", column: "y", n: 5 }, { row: "a", column: "z", n: 60 }];
    const naive = shownTables(new Map([["q", cells]]));
    expect(naive.get("q")?.cells.size).toBeLessThanOrEqual(1);
  });

  it("would be told, were only small numbers themselves hidden", () => {
    const cells: Cell[] = [{ row: "a", column: "x", n: 40 }, { row: "a", column: "y", n: 3 }, { row: "b", column: "x", n: 20 }, { row: "b", column: "y", n: 30 }];
    const naive = { cells: new Set(cells.filter((one) => one.n >= LEAST_SHOWN).map(cellKey)), rows: new Set(["a", "b"]), columns: new Set(["x", "y"]), whole: true };
    const told = (numbers: readonly Figure[]) => numbers.flatMap((line) => rests(line, numbers, cells.length)).filter((n) => n > 0 && n < LEAST_SHOWN);
    expect(told(shownNumbers(cells, naive))).toContain(3);
    expect(told(shownNumbers(cells))).toEqual([]);
  });
});
