import { describe, expect, it } from "vitest";
import { engineOf, faultsFor, pointsFor, resultFor, standing, type TestUnit, unitOf } from "../support.ts";

const engine = engineOf("dak-lak-2025");
const full = { 1: 45, 2: 35, 3: 12, 4: 5, 5: 3 };

/** A unit of index 01 whose contents have these points. */
const unit = (code: string, contents: Record<number, number>, more: Partial<TestUnit> = {}): TestUnit => ({ code, index: "01", scores: pointsFor(engine, "01", contents), ...more });
/** Units that only fill the quota base: 80 % each, all different so that nobody is tied. */
const fillers = (count: number): TestUnit[] => Array.from({ length: count }, (_, i) => unit(`F${String(i)}`, { 1: 40 - i / 10, 2: 28, 3: 8, 4: 4 }));

describe("thresholds of the quality levels and their neighbours (QĐ 02050, II.5.a)", () => {
  // 45 + 35 + 12 + 5 + 3 = 100, so the points are the percent.
  it.each([
    [59.99, "failed"],
    [60, "completed"],
    [74.99, "completed"],
    [75, "good"],
    [89.99, "good"],
  ])("%d %% is %s", (percent, level) => {
    const result = resultFor(engine, [unit("A", { 1: percent - 45, 2: 33, 3: 9, 4: 3 })]);
    expect(standing(result, "A")).toBe(`1 ${level} ${percent.toFixed(2)}`);
  });

  it("90.00 % is excellent where there is a place", () => {
    // Five units good or better give one place.
    const result = resultFor(engine, [unit("A", { ...full, 1: 35 }), ...fillers(4)]);
    expect(standing(result, "A")).toBe("1 excellent 90.00");
  });

  it("at exactly 90.00 % a disciplined leader makes the difference between excellent and good", () => {
    const at90 = { ...full, 1: 35 };
    const others = fillers(4);
    expect(standing(resultFor(engine, [unit("A", at90, { facts: { leaderDisciplined: true } }), ...others]), "A")).toBe("1 good 90.00");
    expect(standing(resultFor(engine, [unit("A", at90, { facts: { leaderDisciplined: false } }), ...others]), "A")).toBe("1 excellent 90.00");
  });

  it("a unit above 90 % whose leader was disciplined is good, and the place goes to the next", () => {
    const result = resultFor(engine, [unit("A", full, { facts: { leaderDisciplined: true } }), unit("B", { ...full, 1: 35 }), ...fillers(3)]);
    expect(standing(result, "A")).toBe("1 good 100.00");
    expect(standing(result, "B")).toBe("2 excellent 90.00");
  });
});

describe("thresholds of the reform levels (QĐ 02050, II.5.b)", () => {
  // Contents 2–6 are worth 55: 55 × 0.8 = 44.
  it.each([
    [44, "80.00", "good"],
    [43.99, "79.98", "fair"],
    [38.5, "70.00", "fair"],
    [38.49, "69.98", "average"],
    [27.5, "50.00", "average"],
    [27.49, "49.98", "weak"],
  ])("%d of 55 points is %s %%: %s", (points, percent, level) => {
    const result = resultFor(engine, [unit("A", { 1: 45, 2: Math.min(35, points), 3: Math.max(0, Math.round((points - 35) * 100) / 100) })]);
    expect(standing(result, "A", "reform")).toBe(`1 ${level} ${percent}`);
  });

  it("equal percents share a rank and wait for nobody", () => {
    const result = resultFor(engine, [unit("A", { ...full, 1: 30 }), unit("B", { ...full, 1: 31 })]);
    expect(standing(result, "A", "reform")).toBe("1 good 100.00");
    expect(standing(result, "B", "reform")).toBe("1 good 100.00");
    expect(result.pending).toEqual([]);
  });
});

describe("the quota of excellent: at most 20 % of those good or better, rounded down (II.5.a)", () => {
  it("an index of one unit has no place", () => {
    expect(standing(resultFor(engine, [unit("A", full)]), "A")).toBe("1 good 100.00");
  });

  it("four good units give no place, five give one, in rank order", () => {
    const two = [unit("A", full), unit("B", { ...full, 1: 40 })];
    expect(standing(resultFor(engine, [...two, ...fillers(2)]), "A")).toBe("1 good 100.00");
    const result = resultFor(engine, [...two, ...fillers(3)]);
    expect(standing(result, "A")).toBe("1 excellent 100.00");
    expect(standing(result, "B")).toBe("2 good 95.00");
  });

  it("units below good do not count in the base", () => {
    const weak = Array.from({ length: 20 }, (_, i) => unit(`W${String(i)}`, { 1: 45, 2: 20 + i / 10 }));
    expect(standing(resultFor(engine, [unit("A", full), ...weak]), "A")).toBe("1 good 100.00");
  });

  it("indexes have their own quotas", () => {
    const other = fillers(5).map((one, i) => ({ ...one, code: `G${String(i)}`, index: "03", scores: pointsFor(engine, "03", { 1: 40 - i / 10, 2: 28, 3: 8, 4: 4 }) }));
    expect(standing(resultFor(engine, [unit("A", full), ...other]), "A")).toBe("1 good 100.00");
  });

  it("tied units that straddle the last place get no level and wait, as a tie and as a contested place", () => {
    const result = resultFor(engine, [unit("A", full), unit("B", full), ...fillers(3)]);
    expect(standing(result, "A")).toBe("1 null 100.00");
    expect(standing(result, "B")).toBe("1 null 100.00");
    expect(result.pending).toEqual([
      { ratio: "quality", units: ["A", "B"], why: "tie" },
      { ratio: "quality", units: ["A", "B"], why: "quota-tie" },
    ]);
  });

  it("places that tied units contest are not given to units below them", () => {
    const result = resultFor(engine, [unit("A", full), unit("B", full), unit("C", { ...full, 1: 40 }), ...fillers(2)]);
    expect(standing(result, "C")).toBe("3 good 95.00");
  });

  it("a decision gives the place to the first and lets the second fall", () => {
    const result = resultFor(engine, [unit("A", full), unit("B", full), ...fillers(3)], { quality: [["B", "A"]] });
    expect(standing(result, "B")).toBe("1 excellent 100.00");
    expect(standing(result, "A")).toBe("2 good 100.00");
    expect(result.pending).toEqual([]);
  });

  it("tied units that all find a place take it, though their order is still open", () => {
    const result = resultFor(engine, [unit("A", full), unit("B", full), ...fillers(8)]);
    expect(standing(result, "A")).toBe("1 excellent 100.00");
    expect(result.pending).toEqual([{ ratio: "quality", units: ["A", "B"], why: "tie" }]);
  });

  it("of a tied pair only the eligible one contests the place", () => {
    const result = resultFor(engine, [unit("A", full), unit("B", full, { facts: { leaderDisciplined: true } }), ...fillers(3)]);
    expect(standing(result, "A")).toBe("1 excellent 100.00");
    expect(standing(result, "B")).toBe("1 good 100.00");
    expect(result.pending).toEqual([{ ratio: "quality", units: ["A", "B"], why: "tie" }]);
  });
});

describe("ranks and ties (II.5.a)", () => {
  it("equal percents are separated by content 1, then by content 2", () => {
    const result = resultFor(engine, [unit("A", { 1: 30, 2: 30, 3: 10 }), unit("B", { 1: 31, 2: 29, 3: 10 }), unit("C", { 1: 30, 2: 31, 3: 9 })]);
    expect([standing(result, "B"), standing(result, "C"), standing(result, "A")]).toEqual(["1 completed 70.00", "2 completed 70.00", "3 completed 70.00"]);
  });

  it("what is still tied shares a rank; the next rank is left out", () => {
    const result = resultFor(engine, [unit("A", { 1: 45 }), unit("B", { 1: 40 }), unit("C", { 1: 40 }), unit("D", { 1: 30 })]);
    expect(["A", "B", "C", "D"].map((code) => unitOf(result, code).ratios["quality"]?.rank)).toEqual([1, 2, 2, 4]);
    expect(result.pending).toEqual([{ ratio: "quality", units: ["B", "C"], why: "tie" }]);
  });

  it("ties arise from the published percent, not from what lies behind it", () => {
    // 69.64/99.50 = 69.9899… % is published as 69.99 %, like 69.99/100; content 1 then puts the former first.
    const leaf = engine.indexes.get("01")?.leaves.findLast((one) => one.max === 50 && one.code.startsWith("2."));
    const scores = pointsFor(engine, "01", { 1: 30, 2: 29.64, 3: 10 });
    const result = resultFor(engine, [unit("B", { 1: 29, 2: 30.99, 3: 10 }), { code: "A", index: "01", scores: { ...scores, [leaf?.code ?? ""]: { notApplicable: true } } }]);
    expect(unitOf(result, "A").ratios["quality"]).toMatchObject({ points: "69.64", maxPoints: "99.50", percent: "69.99", rank: 1 });
    expect(unitOf(result, "B").ratios["quality"]).toMatchObject({ points: "69.99", percent: "69.99", rank: 2 });
  });
});

describe("not applicable, bonus and deduction (II.4.b)", () => {
  it("a leaf that is not applicable leaves points and maximum", () => {
    const { [engine.indexes.get("01")?.leaves[0]?.code ?? ""]: first, ...rest } = pointsFor(engine, "01", full);
    const [leaf] = engine.indexes.get("01")?.leaves ?? [];
    expect(first).toBeDefined();
    const result = resultFor(engine, [{ code: "A", index: "01", scores: { ...rest, [leaf?.code ?? ""]: { notApplicable: true } } }]);
    expect(unitOf(result, "A").ratios["quality"]).toMatchObject({ percent: "100.00", maxPoints: ((10_000 - (leaf?.max ?? 0)) / 100).toFixed(2) });
  });

  it("a whole content that is not applicable leaves its maximum 0.00 and the ratio smaller", () => {
    const scores = Object.fromEntries(Object.entries(pointsFor(engine, "01", { ...full, 3: 0 })).filter(([code]) => !code.startsWith("3.")));
    const result = resultFor(engine, [{ code: "A", index: "01", scores: { ...scores, 3: { notApplicable: true } } }]);
    expect(unitOf(result, "A").contents[2]).toEqual({ code: "3", points: "0.00", maxPoints: "0.00" });
    expect(unitOf(result, "A").ratios["quality"]).toMatchObject({ points: "88.00", maxPoints: "88.00", percent: "100.00" });
    expect(unitOf(result, "A").ratios["reform"]).toMatchObject({ points: "43.00", maxPoints: "43.00" });
  });

  it("a mark on a group wins over entries below it", () => {
    const scores = pointsFor(engine, "01", full);
    const result = resultFor(engine, [{ code: "A", index: "01", scores: { ...scores, 3: { notApplicable: true } } }]);
    expect(unitOf(result, "A").contents[2]).toEqual({ code: "3", points: "0.00", maxPoints: "0.00" });
  });

  it("without bonus the best unit reaches 97 %", () => {
    expect(standing(resultFor(engine, [unit("A", { ...full, 5: 0 })]), "A")).toBe("1 good 97.00");
  });

  it("the bonus is capped at 3 and stays in the maximum when it is marked not applicable", () => {
    const bonus = engine.indexes.get("01")?.contents[4]?.leaves ?? [];
    const most = Object.fromEntries(bonus.map((leaf) => [leaf.code, leaf.leaf.method === "occurrences" ? { occurrences: 50 } : { points: ((leaf.max ?? 0) / 100).toFixed(2) }]));
    const capped = resultFor(engine, [{ code: "A", index: "01", scores: { ...pointsFor(engine, "01", { ...full, 5: 0 }), ...most } }]);
    expect(unitOf(capped, "A").contents[4]).toEqual({ code: "5", points: "3.00", maxPoints: "3.00" });
    const none = resultFor(engine, [{ code: "A", index: "01", scores: { ...pointsFor(engine, "01", { ...full, 5: 0 }), 5: { notApplicable: true } } }]);
    expect(unitOf(none, "A").contents[4]).toEqual({ code: "5", points: "0.00", maxPoints: "3.00" });
  });

  it("deductions count negative, add nothing to the maximum, and a ratio is never below 0", () => {
    const some = unitOf(resultFor(engine, [unit("A", { ...full, 6: 2.5 })]), "A");
    expect(some.contents[5]).toEqual({ code: "6", points: "-2.50", maxPoints: "0.00" });
    expect(some.ratios["quality"]).toMatchObject({ points: "97.50", maxPoints: "100.00" });
    const all = unitOf(resultFor(engine, [unit("A", { 1: 1, 6: 50 })]), "A");
    expect(all.ratios["quality"]).toMatchObject({ points: "0.00", percent: "0.00", level: "failed" });
  });
});

describe("decisions are only for ties", () => {
  const units = [unit("A", full), unit("B", full), unit("C", full), unit("D", { 1: 10 })];
  it.each([
    ["units that are not tied", [["A", "D"]], "decision-not-tied"],
    ["a part of a tie", [["A", "B"]], "decision-incomplete"],
    ["an unknown unit", [["A", "X"]], "decision-unknown-unit"],
    ["one unit", [["A"]], "decision-short"],
    ["a unit twice in one list", [["A", "B", "C", "A"]], "decision-twice"],
    ["a unit in two lists", [["A", "B", "C"], ["C", "B", "A"]], "decision-twice"],
  ])("%s is a fault", (_name, quality, code) => {
    expect(faultsFor(engine, { units, decisions: { quality } }).map((one) => one.code)).toContain(code);
  });

  it("the reform ratio has nothing to decide", () => {
    expect(faultsFor(engine, { units, decisions: { reform: [["A", "B", "C"]] } })[0]?.code).toBe("decision-not-allowed");
  });
});
