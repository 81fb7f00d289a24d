import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coefficientOf } from "./coefficient.ts";

describe("a coefficient is points ÷ points of the standard unit", () => {
  it.each([
    ["5.00", "5.00", "1", true],
    ["8", "5", "1.6", true],
    ["3", "5.00", "0.6", true],
    ["150", "100", "1.5", true],
    ["70", "3", "23.3333", false],
    ["50", "3", "16.6667", false],
  ])("%s ÷ %s = %s", (points, standard, text, isExact) => {
    expect(coefficientOf(points, standard)).toEqual({ text, isExact });
  });

  it("is nothing where there is no number above 0", () => {
    expect(coefficientOf("0", "5")).toBeUndefined();
    expect(coefficientOf("5", "0.00")).toBeUndefined();
    expect(coefficientOf("", "5")).toBeUndefined();
  });

  it("says truly whether it was rounded", () => {
    const hundredths = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(hundredths, hundredths, (points, standard) => {
        const found = coefficientOf((points / 100).toFixed(2), (standard / 100).toFixed(2));
        expect(found?.isExact).toBe((points * 10_000) % standard === 0);
      }),
    );
  });
});
