import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { measure } from "./measured-rules.ts";
import { brokenChecks, changeFrom, plainOf, readCell } from "./report-cells.ts";
import { computeMeasures, formFaults, measuresOf, readForm } from "./report-form.ts";
import { compute, hundredthsOf, isRatio, readFormula } from "./report-formula.ts";
import { foldReport, isLateNow, mayWrite, type RecordedStep } from "./report-standing.ts";
import { figureFrom } from "./report-surveyed.ts";
import { readTable, tableInCsv } from "./report-table.ts";

const YAML = readFileSync(new URL("../../../plans/reports/cchc-dinh-ky.form.yaml", import.meta.url), "utf8");
const SMALL = `
key: thu
title: Thử
areas: [{ key: chung, title: Chung }]
figures:
  - { key: tong, area: chung, title: Tổng, unit: hồ sơ, kind: count, over: year }
  - { key: phan, area: chung, title: Phần, unit: hồ sơ, kind: count, over: year }
  - { key: ty-le, area: chung, title: Tỷ lệ, unit: "%", kind: percent, over: moment }
  - { key: tien, area: chung, title: Tiền, unit: triệu đồng, kind: money, over: moment }
checks: [{ kind: within, parts: [phan], total: tong }]
measures: [{ key: dat, area: chung, title: Đạt, unit: "%", formula: 100 * phan / tong, direction: up, threshold: "90" }]
`;
const small = () => {
  const { form } = readForm(SMALL);
  if (form === undefined) throw new Error("the small form is unsound");
  return form;
};
const figureOf = (key: string) => {
  const found = small().figures.find((one) => one.key === key);
  if (found === undefined) throw new Error(key);
  return found;
};
const pointersOf = (yaml: string): string[] => (readForm(yaml).faults ?? []).map((one) => one.pointer);

describe("a form", () => {
  it("that comes with the program is sound, and each measure of a target can be computed", () => {
    const { form, faults } = readForm(YAML);
    expect(faults).toBeUndefined();
    expect(form?.measures.filter((one) => one.target !== undefined).length).toBeGreaterThan(15);
    expect(form === undefined ? [] : [...computeMeasures(measuresOf(form), new Map(form.figures.map((one) => [one.key, 100]))).values()].every((one) => isRatio(one))).toBe(true);
  });
  it("is refused where a measure divides by zero, refers to itself or to what is not there", () => {
    const withFormula = (formula: string) => pointersOf(SMALL.replace("100 * phan / tong", formula));
    for (const formula of ["phan / 0", "phan / (1 - 1)", "phan / (tong - tong)", "100 * dat", "phan / nowhere", "phan +", "phan tong", "(phan", "phan ? tong"]) expect({ formula, at: withFormula(formula)[0] }).toEqual({ formula, at: "/measures/0/formula" });
    expect(withFormula("(phan + 1) * 100 / (tong + 1)")).toEqual([]);
    const circle = SMALL.replace("measures: [", 'measures: [{ key: vong, area: chung, title: Vòng, unit: "%", formula: dat + 1, direction: up, threshold: null }, ').replace("100 * phan / tong", "vong * 2");
    expect(pointersOf(circle)).toEqual(["/measures/0/formula", "/measures/1/formula"]);
  });
  it("is refused where a check joins figures of different units, or parts with themselves", () => {
    expect(pointersOf(SMALL.replace("parts: [phan]", "parts: [tien]"))).toEqual(["/checks/0/parts/0"]);
    expect(pointersOf(SMALL.replace("parts: [phan]", "parts: [tong]"))).toEqual(["/checks/0/total"]);
    expect(pointersOf(SMALL.replace("key: phan,", "key: tong,"))).toContain("/figures/1/key");
    expect(pointersOf("a: &x 1\nb: *x\n")).toEqual(["/yaml"]);
  });
  it("is refused where a figure names criteria of a survey and is from none, or names none", () => {
    const survey = (rest: string) => pointersOf(SMALL.replace("kind: count, over: year }", `kind: count, over: year, ${rest} }`));
    expect(survey('from: survey, surveyed: ["01/3.2.3"], answers: [satisfied]')).toEqual([]);
    expect(survey('surveyed: ["01/3.2.3"]')).toEqual(["/figures/0/from"]);
    expect(survey("from: survey, answers: [satisfied]")).toEqual(["/figures/0/surveyed"]);
    expect(survey('from: survey, surveyed: ["3.2.3"]')).toEqual(["/figures/0/surveyed/0"]);
    expect(pointersOf(SMALL.replace("kind: money, over: moment }", 'kind: money, over: moment, from: survey, surveyed: ["01/3.2.3"] }'))).toEqual(["/figures/3/kind"]);
  });
  it("has no faults that its check does not find anew", () => {
    expect(formFaults(small())).toEqual([]);
  });
});

describe("formulas", () => {
  const valueOf = (text: string, values: Readonly<Record<string, number>> = {}) => {
    const { formula } = readFormula(text);
    if (formula === undefined) throw new Error(text);
    return compute(formula, (name) => (values[name] === undefined ? "missing" : { n: BigInt(values[name]), d: 1n }));
  };
  it("are exact, whatever the order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (a, b) => {
        const value = valueOf("100 * a / b", { a, b });
        const other = valueOf("a / b * 100", { a, b });
        if (!isRatio(value) || !isRatio(other)) return false;
        return hundredthsOf(value) === hundredthsOf(other) && hundredthsOf(value) === Number((BigInt(a) * 20_000n + BigInt(b)) / (2n * BigInt(b)));
      }),
    );
  });
  it("say what is missing and what divides by zero", () => {
    expect(valueOf("a / b", { a: 1 })).toBe("missing");
    expect(valueOf("a / b", { a: 1, b: 0 })).toBe("zero");
    expect(valueOf("a-b", { a: 1, b: 1 })).toBe("missing");
    expect(valueOf("a - b", { a: 3, b: 1 })).toEqual({ n: 2n, d: 1n });
  });
});

describe("cells", () => {
  it("take what they are meant for and name what they refuse", () => {
    for (const [key, text, value] of [["tong", "120", 12_000], ["tien", "1.5", 150], ["ty-le", "100", 10_000], ["tong", "", null]] as const) expect(readCell(figureOf(key), text)).toEqual({ value });
    for (const [key, text] of [["tong", "nhiều"], ["tong", "1.5"], ["ty-le", "100.01"], ["tong", "-1"], ["tien", "1e5"], ["tien", "99999999999999"]] as const) expect(readCell(figureOf(key), text).fault?.vi).toContain(`Ô “${figureOf(key).title}”`);
  });
  it("write hundredths so that they are read back", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (value) => readCell(figureOf("tien"), plainOf(value)).value === value));
  });
  it("do not hold parts that exceed their total", () => {
    expect(brokenChecks(small(), new Map([["tong", 100], ["phan", 200]])).map((one) => one.keys)).toEqual([["phan", "tong"]]);
    expect(brokenChecks(small(), new Map([["tong", 200], ["phan", 200]]))).toEqual([]);
    expect(brokenChecks(small(), new Map([["phan", 200]]))).toEqual([]);
  });
  it("are asked about when they change much against the last period", () => {
    const before = { year: 2025, kind: "q1", figures: new Map([["tong", 30_000], ["ty-le", 9000]]) } as const;
    const at = { year: 2025, kind: "h1" } as const;
    expect(changeFrom(small(), figureOf("tong"), 36_000, at, before)?.percent).toBe(-80);
    expect(changeFrom(small(), figureOf("tong"), 60_000, at, before)).toBeUndefined();
    expect(changeFrom(small(), figureOf("tong"), 29_900, at, before)?.message.vi).toContain("lũy kế từ đầu năm giảm");
    expect(changeFrom(small(), figureOf("ty-le"), 1800, at, before)?.message.vi).toContain("giảm 80% so với kỳ trước: đúng không?");
    expect(changeFrom(small(), figureOf("tong"), 120_000, { year: 2026, kind: "year" }, { ...before, kind: "year" })?.percent).toBe(300);
  });
});

describe("where a report stands", () => {
  const hours = { opensAt: "2026-03-01T00:00:00.000Z", dueAt: "2026-03-20T00:00:00.000Z", closesAt: "2026-03-31T00:00:00.000Z" };
  const steps = (...all: readonly RecordedStep["step"][]): RecordedStep[] => all.map((step, i) => ({ number: i + 1, at: `2026-03-2${String(i)}T00:00:00.000Z`, by: "x", step }));
  it("is late after it is due, and closed after it closes, until it is extended", () => {
    const none = foldReport(hours, []);
    expect([isLateNow(none, hours.dueAt), isLateNow(none, "2026-03-20T00:00:00.001Z")]).toEqual([false, true]);
    expect([mayWrite(none, hours, "2026-02-28T00:00:00.000Z"), mayWrite(none, hours, hours.opensAt), mayWrite(none, hours, hours.closesAt)]).toEqual([false, true, false]);
    const extended = foldReport(hours, steps({ kind: "extend", reason: "r", until: "2026-04-05T00:00:00.000Z" }));
    expect([isLateNow(extended, "2026-04-01T00:00:00.000Z"), mayWrite(extended, hours, "2026-04-01T00:00:00.000Z"), mayWrite(extended, hours, "2026-04-05T00:00:00.000Z")]).toEqual([false, true, false]);
  });
  it("is not made late by a correction, and a corrected one is written again", () => {
    const returned = foldReport(hours, steps({ kind: "submit", submission: 1, isLate: false }, { kind: "return", reason: "r", until: "2026-04-10T00:00:00.000Z", keys: [] }));
    expect([returned.state, mayWrite(returned, hours, "2026-04-05T00:00:00.000Z")]).toEqual(["returned", true]);
    const again = foldReport(hours, steps({ kind: "submit", submission: 1, isLate: false }, { kind: "return", reason: "r", until: "2026-04-10T00:00:00.000Z", keys: [] }, { kind: "submit", submission: 2, isLate: true }));
    expect([again.state, again.isLate, again.submission, again.returned]).toEqual(["submitted", false, 2, 1]);
  });
});

describe("a figure of a survey", () => {
  const counts = { counts: { good: 6, fair: "3", poor: 1 } };
  it("counts the answers that it names, or all, or their share", () => {
    expect(figureFrom({ kind: "count" }, counts)).toBe(1000);
    expect(figureFrom({ kind: "count", answers: ["good", "fair", "nowhere"] }, counts)).toBe(900);
    expect(figureFrom({ kind: "percent", answers: ["good"] }, counts)).toBe(6000);
    expect(figureFrom({ kind: "percent" }, { score: "83.125" })).toBe(8313);
  });
  it("takes nothing where the survey does not say it", () => {
    expect([figureFrom({ kind: "count" }, { mean: "4.2" }), figureFrom({ kind: "percent", answers: ["good"] }, { counts: { good: 0 } }), figureFrom({ kind: "percent" }, { score: "101" }), figureFrom({ kind: "count" }, { counts: { good: "nhiều" } }), figureFrom({ kind: "money" }, counts)]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

describe("a criterion by reports that came in time", () => {
  const leaf = { code: "1", at: 0, max: null, leaf: { title: "Báo cáo", method: "ratio", source: { from: "reports-on-time" } }, bound: { score: () => 75 } } as unknown as CompiledLeaf;
  const due = (periodId: string, isLate: boolean, isMissing: boolean) => ({ periodId, title: `Báo cáo ${periodId}`, isLate, isMissing });
  const known = { unitId: "u", newest: undefined, titles: new Map<string, string>(), work: undefined, targets: new Map<string, never>(), inspected: new Map<string, never>(), surveyed: new Map<string, never>() };
  it("takes how many of those that were due came in time, each named with its record", () => {
    const measured = measure(leaf, { ...known, due: [due("q1", false, false), due("h1", true, false), due("q3", true, true), due("year", false, false)] });
    expect([measured.input, measured.points, measured.reason.vi]).toEqual([{ numerator: "2", denominator: "4" }, "0.75", "2/4 báo cáo định kỳ gửi đúng hạn."]);
    expect(measured.records.map(({ detail, href }) => [detail, href])).toEqual([["đúng hạn", "/reports/q1/units/u"], ["nộp trễ", "/reports/h1/units/u"], ["chưa nộp", "/reports/q3/units/u"], ["đúng hạn", "/reports/year/units/u"]]);
  });
  it("takes nothing while none was due", () => {
    expect(measure(leaf, { ...known, due: [] })).toMatchObject({ input: null, points: null, records: [], reason: { vi: expect.stringContaining("chưa có kỳ báo cáo nào đến hạn") as string } });
  });
});

describe("a table of another system", () => {
  const form = small();
  const byKey = new Map(form.figures.map((one) => [one.key, one]));
  const units = [{ unitId: "u1", code: "SNV", name: "Sở Nội vụ", figures: byKey }, { unitId: "u2", code: "STC", name: "Sở Tài chính", figures: new Map([...byKey].slice(0, 1)) }];
  const mapping = { unitColumn: "Mã", columns: [{ column: "Tiếp nhận", key: "tong" }, { column: "Tỷ lệ", key: "ty-le" }] };
  const read = (csv: string, own?: string) => {
    const table = tableInCsv(new TextEncoder().encode(csv), mapping);
    return table === undefined ? undefined : readTable(table, { mapping, units, own, form: byKey });
  };
  it("is read wherever its head stands, by code or name", () => {
    const taken = read("\uFEFFBáo cáo;\nMã;Tiếp nhận;Tỷ lệ\nSNV;1.234;97,5 %\nSở Tài chính;12 hồ sơ;\n");
    expect(taken?.values?.map(({ unit, key, value }) => [unit, key, value])).toEqual([["u1", "tong", 123_400], ["u1", "ty-le", 9750], ["u2", "tong", 1200]]);
  });
  it("is refused with its cells named", () => {
    const faults = read("Mã;Tiếp nhận;Tỷ lệ\nSNV;abc;101\nSTC;5 triệu đồng;3\nABC;1;2\nSNV;1;2\n")?.faults ?? [];
    expect(faults.map((one) => one.pointer)).toEqual(["/cells/B2", "/cells/C2", "/cells/B3", "/cells/C3", "/cells/A4", "/cells/A5"]);
    expect(read("Mã;Tiếp nhận;Tỷ lệ\nSTC;1;\n", "u1")?.faults?.[0]?.pointer).toBe("/cells/A2");
    expect(read("Mã;Khác\nSNV;1\n")).toBeUndefined();
  });
});
