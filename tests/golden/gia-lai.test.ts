import { describe, expect, it } from "vitest";
import { engineOf, faultsFor, pointsFor, resultFor, standing, type TestUnit, unitOf } from "../support.ts";

const org = engineOf("gia-lai-2026-org");
const staff = engineOf("gia-lai-2026-staff");

const done = { assigned: 100, completed: 100, onTime: 100, exceeded: 30 };
/** An organisation with so many of 100 points and these tasks. */
const remedied: Record<string, unknown> = { shortcomingsRemedied: true };
const body = (code: string, points: number, tasks: Record<string, number> = done, facts: Record<string, unknown> = remedied): TestUnit => ({
  code,
  index: "01",
  facts: { tasks, ...facts },
  scores: pointsFor(org, "01", { 1: Math.min(30, points), 2: Math.max(0, Math.round((points - 30) * 100) / 100) }),
});
/** Five good bodies, so that excellent has a place. */
const others = Array.from({ length: 5 }, (_, i) => body(`F${String(i)}`, 75 + i, { ...done, exceeded: 0 }));

describe("levels of organisations (NĐ 335, article 8)", () => {
  it.each([
    [90, done, "excellent"],
    [89.99, done, "good"],
    [90, { ...done, exceeded: 29 }, "good"],
    [70, done, "good"],
    [69.99, done, "completed"],
    [95, { ...done, onTime: 99 }, "completed"],
    [95, { ...done, onTime: 80 }, "completed"],
    [50, { ...done, onTime: 80, exceeded: 0 }, "completed"],
    [49.99, done, "failed"],
    [95, { assigned: 100, completed: 69, onTime: 69, exceeded: 0 }, "failed"],
  ])("%d points with %o is %s", (points, tasks, level) => {
    const result = resultFor(org, [body("A", points, tasks), ...others]);
    expect(unitOf(result, "A").ratios["quality"]?.level).toBe(level);
  });

  it.each([
    ["80 points with 85 % of tasks done", 80, { assigned: 100, completed: 85, onTime: 85, exceeded: 0 }],
    ["all done but more than 20 % late", 80, { ...done, onTime: 79, exceeded: 0 }],
    ["exactly 70 % done", 95, { assigned: 100, completed: 70, onTime: 70, exceeded: 0 }],
    ["one task of many undone", 99, { assigned: 100, completed: 99, onTime: 99, exceeded: 50 }],
  ])("the text has a gap: %s", (_name, points, tasks) => {
    const result = resultFor(org, [body("A", points, tasks), ...others]);
    expect(unitOf(result, "A").ratios["quality"]?.level).toBeNull();
    expect(result.pending).toEqual([{ ratio: "quality", units: ["A"], why: "no-level" }]);
  });

  it("a failed subordinate or an unremedied shortcoming costs excellent", () => {
    for (const facts of [{ shortcomingsRemedied: true, subordinateFailed: true }, { shortcomingsRemedied: false }, {}]) {
      expect(standing(resultFor(org, [body("A", 95, done, facts), ...others]), "A")).toBe("1 good 95.00");
    }
  });

  it("a violation fails whatever the points; failed units do not count in the quota base", () => {
    const result = resultFor(org, [body("A", 95), body("V", 99, done, { shortcomingsRemedied: true, violation: true }), ...others.slice(0, 3)]);
    expect(standing(result, "V")).toBe("1 failed 99.00");
    // Four good or better: no place.
    expect(standing(result, "A")).toBe("2 good 95.00");
  });

  it("force majeure leaves a unit that would fail to a person", () => {
    const result = resultFor(org, [body("A", 95, { assigned: 100, completed: 60, onTime: 60, exceeded: 0 }, { forceMajeure: true })]);
    expect(standing(result, "A")).toBe("1 null 95.00");
    expect(result.pending).toEqual([{ ratio: "quality", units: ["A"], why: "force-majeure" }]);
  });

  it("force majeure changes nothing for a unit that does not fail", () => {
    expect(standing(resultFor(org, [body("A", 75, done, { forceMajeure: true })]), "A")).toBe("1 good 75.00");
  });

  it("equal percents at the last place wait as a contested place only, and may be decided", () => {
    const two = [body("A", 95), body("B", 95), ...others.slice(0, 3)];
    expect(resultFor(org, two).pending).toEqual([{ ratio: "quality", units: ["A", "B"], why: "quota-tie" }]);
    const decided = resultFor(org, two, { quality: [["B", "A"]] });
    expect([standing(decided, "B"), standing(decided, "A")]).toEqual(["1 excellent 95.00", "2 good 95.00"]);
  });

  it.each([
    ["more done than assigned", { assigned: 10, completed: 11, onTime: 10, exceeded: 0 }],
    ["more on time than done", { assigned: 10, completed: 5, onTime: 6, exceeded: 0 }],
    ["nothing assigned", { assigned: 0, completed: 0, onTime: 0, exceeded: 0 }],
    ["half a task", { assigned: 10, completed: 2.5, onTime: 2, exceeded: 0 }],
  ])("counts that cannot be are faults: %s", (_name, tasks) => {
    expect(faultsFor(org, { units: [body("A", 80, tasks)] })).not.toEqual([]);
  });
});

/** A civil servant with all 30 general points and this work. */
const person = (code: string, work: unknown, facts: Record<string, unknown> = {}): TestUnit => ({ code, index: "01", facts, scores: { ...pointsFor(staff, "01", { 1: 30 }), 2.1: work } });
const item = (more: object = {}) => ({ coefficient: "1", assigned: 4, done: 4, qualityFailures: 0, delays: 0, extra: false, ...more });
const worked = (items: object[], more: object = {}) => unitOf(resultFor(staff, [person("A", { leader: false, items, ...more })]), "A").contents[1]?.points;

describe("points from work (NĐ 335, articles 14 to 18, an example of each)", () => {
  it("14.1, 16.1: all done, in quality and in time, is 70", () => {
    expect(worked([item()])).toBe("70.00");
  });

  it("14.2.a–c, 16.1: of 1.5 × 4 assigned 3 are done, one with a major fault", () => {
    // a = 3/4, b = 2.75/4, c = 3/4: 70 × (0.75 + 0.6875 + 0.75)/3 = 51.0416…
    expect(worked([item({ coefficient: "1.5", done: 3, qualityFailures: 1 })])).toBe("51.04");
  });

  it("18.1.d: handed back, the task stays in what was assigned and counts as not done", () => {
    // a = b = c = 4/8
    expect(worked([item(), item({ done: 0 })])).toBe("35.00");
  });

  it("18.1.d: taken over or unplanned, it counts only in what was done, at most 100 % each", () => {
    // a = b = c = (2 + 1)/4
    expect(worked([item({ done: 2 }), item({ assigned: 1, done: 1, extra: true })])).toBe("52.50");
    expect(worked([item(), item({ assigned: 1, done: 1, extra: true })])).toBe("70.00");
  });

  it("14.2.b, 14.2.c: each major fault and each delay takes a quarter of one product, never more than the item is worth", () => {
    // b = max(0, 1 − 0.25 × 5)/1 = 0; a = c = 1
    expect(worked([item({ assigned: 1, done: 1, qualityFailures: 5 })])).toBe("46.67");
    // c = (4 − 0.5)/4
    expect(worked([item({ delays: 2 })])).toBe("67.08");
  });

  it("14.1, 18.1.b: quantities are converted: 2 × 1 undone against 1 × 2 done is half", () => {
    expect(worked([item({ coefficient: "2", assigned: 1, done: 0 }), item({ assigned: 2, done: 2 })])).toBe("35.00");
  });

  it("15.2, 15.3, 15.4, 16.2: a leader has six shares, d, đ and e being 100 % or 50 %", () => {
    expect(worked([item()], { leader: true, d: true, dd: true, e: true })).toBe("70.00");
    // (3 + 0.5 + 1 + 0.5)/6
    expect(worked([item()], { leader: true, d: false, dd: true, e: false })).toBe("58.33");
  });

  it("17.1: the period is the general criteria and 70 × the share of the results together, 81.04 here", () => {
    const { contents, ratios } = unitOf(resultFor(staff, [person("A", { leader: false, items: [item({ coefficient: "1.5", done: 3, qualityFailures: 1 })] })]), "A");
    expect([...contents.map((one) => one.points), ratios["quality"]?.percent, ratios["quality"]?.level]).toEqual(["30.00", "51.04", "81.04", "good"]);
  });

  it("a leader without d, đ, e, and work without anything assigned, are faults", () => {
    expect(faultsFor(staff, { units: [person("A", { leader: true, items: [item()] })] }).map((one) => one.place.path?.join("."))).toEqual(["d", "dd", "e"]);
    expect(faultsFor(staff, { units: [person("A", { leader: false, items: [item({ extra: true })] })] })[0]?.code).toBe("nothing-assigned");
  });
});

describe("levels of civil servants (NĐ 335, article 20)", () => {
  const rated = (code: string, points: number, facts: Record<string, unknown> = {}) => person(code, { points: Math.round((points - 30) * 100) / 100 }, facts);
  const colleagues = (count: number, facts: Record<string, unknown> = {}) => Array.from({ length: count }, (_, i) => rated(`C${String(i)}`, 70 + i, facts));

  it.each([
    [90, "excellent"],
    [89.99, "good"],
    [70, "good"],
    [69.99, "completed"],
    [50, "completed"],
    [49.99, "failed"],
  ])("%d points is %s", (points, level) => {
    expect(unitOf(resultFor(staff, [rated("A", points), ...colleagues(5)]), "A").ratios["quality"]?.level).toBe(level);
  });

  it.each(["misconduct", "disciplined", "unitCorruption"])("%s fails whatever the points (20.4)", (fact) => {
    expect(standing(resultFor(staff, [rated("A", 99, { [fact]: true }), ...colleagues(5)]), "A")).toBe("1 failed 99.00");
  });

  it("the quota is counted within each group of like tasks (20.5)", () => {
    const result = resultFor(staff, [rated("A", 95, { quotaGroup: "g" }), ...colleagues(3, { quotaGroup: "g" }), rated("B", 94), ...Array.from({ length: 4 }, (_, i) => rated(`D${String(i)}`, 71.5 + i))]);
    expect(unitOf(result, "A").ratios["quality"]?.level).toBe("good");
    expect(unitOf(result, "B").ratios["quality"]?.level).toBe("excellent");
  });

  it("a head is never above the unit and then takes no place (20.6)", () => {
    const result = resultFor(staff, [rated("H", 98, { headOf: "good" }), rated("A", 95), ...colleagues(3)]);
    expect(standing(result, "H")).toBe("1 good 98.00");
    expect(standing(result, "A")).toBe("2 excellent 95.00");
    expect(standing(resultFor(staff, [rated("H", 98, { headOf: "failed" })]), "H")).toBe("1 failed 98.00");
    expect(standing(resultFor(staff, [rated("H", 98, { headOf: "excellent" }), ...colleagues(4)]), "H")).toBe("1 excellent 98.00");
  });
});
