import { describe, expect, it } from "vitest";
import { asPoints, formatHundredths, fraction } from "../exact.ts";
import type { Fields } from "../fields.ts";
import { bind, leaf, type Leaf } from "./methods.ts";
import type { GroupBest } from "./method.ts";

const base = { code: "1.1", title: "Tiêu chí", maxPoints: "10", article: "II.1", text: "Quy tắc.", evidence: ["Tài liệu"] };
const made = (fields: object): Leaf => leaf.parse({ ...base, ...fields });
const option = (key: string, points: string) => ({ key, title: key, points });

const leaves = {
  points: made({ method: "points" }),
  choice: made({ method: "choice", options: [option("full", "10"), option("half", "4.5"), option("none", "0")] }),
  checklist: made({ method: "checklist", items: [option("a", "4"), option("b", "3.5"), option("c", "2.5")] }),
  ratio: made({ method: "ratio", numerator: "a", denominator: "b", bands: [{ atLeast: "95", points: "10" }, { atLeast: "80", proportional: "true" }, { atLeast: "50", points: "2" }, { atLeast: "0", points: "0" }] }),
  occurrences: made({ method: "occurrences", event: "lần", pointsEach: "1.5", cap: "10" }),
  rating: made({ method: "rating", raters: "lãnh đạo" }),
  survey: made({ method: "survey", question: "Hài lòng", scaleMin: "1", scaleMax: "5" }),
  answers: made({ method: "answers", question: "Hài lòng", options: [{ key: "a", title: "A", weight: "100" }, { key: "b", title: "B", weight: "60" }, { key: "c", title: "C", weight: "0" }] }),
  deduct: made({ method: "deduct", event: "lần", pointsEach: "3" }),
  inverse: made({ method: "inverse", measure: "Quá hạn", unit: "%", target: "2" }),
  external: made({ method: "external", publisher: "QĐ 766", scaleMax: "100" }),
  relative: made({ method: "relative", measure: "Sáng kiến", unit: "lần" }),
  bands: made({ method: "bands", measure: "Giải ngân", unit: "%", lowest: "0", bands: [{ atLeast: "95", points: "10" }, { atLeast: "60", line: { from: "60", to: "95", pointsFrom: "3", pointsTo: "10" } }, { atLeast: "0", proportionalTo: "200" }] }),
};

/** The points as text, or the codes of the faults. */
function scored(name: keyof typeof leaves, entry: Fields, best?: GroupBest): string {
  const points = bind(leaves[name]).score(entry, best);
  return typeof points === "number" ? formatHundredths(points) : points.map((one) => one.code).join(" ");
}

describe("every method at its edges", () => {
  it.each<[keyof typeof leaves, Fields, string]>([
    ["points", { points: "10" }, "10.00"],
    ["points", { points: 10.01 }, "points-above-maximum"],
    ["choice", { choice: "half" }, "4.50"],
    ["choice", { choice: "most" }, "not-one-of"],
    ["choice", { choice: 1 }, "bad-value"],
    ["checklist", { checked: [] }, "0.00"],
    ["checklist", { checked: ["a", "c"] }, "6.50"],
    ["checklist", { checked: ["a", "a"] }, "given-twice"],
    ["checklist", { checked: ["x"] }, "not-one-of"],
    ["ratio", { numerator: 95, denominator: 100 }, "10.00"],
    ["ratio", { numerator: "94.99", denominator: 100 }, "9.50"],
    ["ratio", { numerator: 80, denominator: 100 }, "8.00"],
    ["ratio", { numerator: "79.9999", denominator: 100 }, "2.00"],
    ["ratio", { numerator: "49.99", denominator: 100 }, "0.00"],
    ["ratio", { numerator: 3, denominator: 2 }, "10.00"],
    ["ratio", { numerator: 0, denominator: 0 }, "zero-denominator"],
    ["ratio", { numerator: -1, denominator: 2 }, "bad-value"],
    ["occurrences", { occurrences: 6 }, "9.00"],
    ["occurrences", { occurrences: 7 }, "10.00"],
    ["occurrences", { occurrences: 1.5 }, "bad-value"],
    ["survey", { mean: 1 }, "0.00"],
    ["survey", { mean: "4.3333333333" }, "8.33"],
    ["survey", { mean: 5 }, "10.00"],
    ["survey", { mean: 5.01 }, "outside-scale"],
    // (1 × 3 + 3 × 5) ÷ 4 = 4.5; 10 × 3.5 ÷ 4
    ["survey", { mean: "4.5", counts: { 3: 1, 5: 3 } }, "8.75"],
    ["survey", { mean: "4.4", counts: { 3: 1, 5: 3 } }, "mean-not-of-counts"],
    ["survey", { mean: "5", counts: { 4: 1, 6: 1 } }, "outside-scale"],
    ["survey", { mean: "1", counts: { 1: 0 } }, "zero-denominator"],
    ["survey", { mean: "1", counts: { 1: -1 } }, "bad-value"],
    ["survey", { mean: "1", counts: { one: 1 } }, "bad-value"],
    ["answers", { counts: { a: 5, b: 5 } }, "8.00"],
    ["answers", { counts: { a: 0 } }, "zero-denominator"],
    ["answers", { counts: { z: 1 } }, "not-one-of"],
    ["deduct", { occurrences: 3 }, "1.00"],
    ["deduct", { occurrences: 4 }, "0.00"],
    ["inverse", { value: 2 }, "10.00"],
    ["inverse", { value: 3 }, "6.67"],
    ["inverse", { value: 0 }, "10.00"],
    ["external", { score: "92.5" }, "9.25"],
    ["external", { score: "100.1" }, "outside-scale"],
    ["bands", { value: 95 }, "10.00"],
    ["bands", { value: 60 }, "3.00"],
    ["bands", { value: "77.5" }, "6.50"],
    ["bands", { value: 59 }, "2.95"],
    ["bands", { value: -1 }, "below-lowest"],
  ])("%s %j → %s", (name, entry, expected) => {
    expect(scored(name, entry)).toBe(expected);
  });

  it("rating is the mean, rounded half up", () => {
    expect(scored("rating", { ratings: ["4.75", "4.75", "5"] })).toBe("4.83");
    expect(scored("rating", { ratings: ["0.01", "0"] })).toBe("0.01");
    expect(scored("rating", { ratings: [11] })).toBe("points-above-maximum");
    expect(scored("rating", { ratings: [] })).toBe("bad-value");
  });

  it("relative compares with the best of the group; alone, a unit is its own best", () => {
    expect(scored("relative", { value: 3 }, fraction(4))).toBe("7.50");
    expect(scored("relative", { value: 3 })).toBe("10.00");
    expect(scored("relative", { value: 0 }, fraction(0))).toBe("zero-best");
  });
});

describe("every method explains and describes itself", () => {
  it.each<[keyof typeof leaves, Fields]>([
    ["points", { points: 3 }],
    ["choice", { choice: "half" }],
    ["checklist", { checked: ["a"] }],
    ["ratio", { numerator: 9, denominator: 10 }],
    ["occurrences", { occurrences: 2 }],
    ["rating", { ratings: [3, 4] }],
    ["survey", { mean: 3 }],
    ["answers", { counts: { a: 1, b: 1 } }],
    ["deduct", { occurrences: 1 }],
    ["inverse", { value: 4 }],
    ["external", { score: 50 }],
    ["relative", { value: 1 }],
    ["bands", { value: 70 }],
  ])("%s: the sentence and the values end in the points", (name, entry) => {
    const bound = bind(leaves[name]);
    const points = bound.score(entry, fraction(2));
    const reason = bound.reason(entry, fraction(2));
    expect(typeof points).toBe("number");
    const text = formatHundredths(typeof points === "number" ? points : asPoints(-1));
    expect(reason.values["points"]).toBe(text);
    expect(reason.text).toContain(text.replace(".", ","));
    expect(bound.describe()).toMatch(/^\S.*\.$/su);
    expect(bound.lint()).toEqual([]);
  });
});
