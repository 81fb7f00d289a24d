import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, asPoints, compare, divide, formatFraction, formatHundredths, type Fraction, fraction, multiply, parseDecimal, percentOf, readHundredths, roundToHundredths, subtract } from "./exact.ts";

const hundredths = fc.integer({ min: 0, max: 999_999_999 });
const big = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });
const fractions = fc.record({ n: big, d: positive });
const same = (a: Fraction, b: Fraction): boolean => compare(a, b) === 0;

describe("reading decimals", () => {
  it.each([
    [12.5, 1250],
    ["12.5", 1250],
    ["0.07", 7],
    ["7", 700],
    [0, 0],
    ["9999999.99", 999_999_999],
  ])("%j is %d hundredths", (input, expected) => {
    expect(readHundredths(input)).toBe(expected);
  });

  it.each(["12,5", "1e2", "+1", " 1", "1 ", "", ".5", "5.", "01", "1.234", "-1", "NaN", "Infinity", "٣", "10000000", "0x1", "1_000", Number.NaN, Number.POSITIVE_INFINITY, -1, 1.234, 1e21, 1e-7, null, undefined, true, [1], {}])("%j is refused", (input) => {
    expect(readHundredths(input)).toBe(-1);
  });

  it("reads every amount of hundredths back from its text", () => {
    fc.assert(fc.property(hundredths, (value) => readHundredths(formatHundredths(value)) === value));
  });

  it("reads a JSON number through its shortest text", () => {
    fc.assert(fc.property(hundredths, (value) => readHundredths(value / 100) === value));
  });

  it("keeps up to twelve decimals and fifteen integer digits exactly", () => {
    expect(formatFraction(parseDecimal("123456789012345.123456789012") ?? fraction(0), 12)).toBe("123456789012345.123456789012");
    expect(parseDecimal("1234567890123456")).toBeUndefined();
    expect(parseDecimal("0.1234567890123")).toBeUndefined();
  });
});

describe("exact arithmetic", () => {
  it("agrees with big integers, however large the numbers", () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(same(add(a, b), { n: a.n * b.d + b.n * a.d, d: a.d * b.d })).toBe(true);
        expect(same(subtract(add(a, b), b), a)).toBe(true);
        expect(same(multiply(a, b), { n: a.n * b.n, d: a.d * b.d })).toBe(true);
        expect(b.n === 0n || same(multiply(divide(a, b), b), a)).toBe(true);
      }),
    );
  });

  it("small and big representations of one number are equal", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), fc.integer(), fc.integer({ min: 1 }), (n, d, m, e) => {
        const bigSum = add({ n: BigInt(n), d: BigInt(d) }, { n: BigInt(m), d: BigInt(e) });
        expect(same(add(fraction(n, d), fraction(m, e)), bigSum)).toBe(true);
      }),
    );
  });
});

describe("rounding", () => {
  it.each([
    ["0.005", 1],
    ["0.004999999999", 0],
    ["2.345", 235],
    ["1.005", 101],
    ["-0.005", -1],
  ])("rounds half up, away from zero: %s → %d", (text, expected) => {
    expect(roundToHundredths(parseDecimal(text) ?? fraction(0))).toBe(expected);
  });

  it("is the nearest hundredth for every fraction", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 10n ** 7n, max: 10n ** 20n }), (n, d) => {
        const rounded = BigInt(roundToHundredths({ n, d }));
        const distance = 200n * n - 2n * rounded * d;
        expect(distance >= -d && distance < d).toBe(true);
      }),
      { examples: [[1n, 200n], [3n, 200n], [10n ** 20n, 10n ** 7n]] },
    );
  });

  it("the percent is 100 × points ÷ maximum, rounded half up", () => {
    fc.assert(
      fc.property(hundredths, fc.integer({ min: 1, max: 999_999_999 }), (points, max) => {
        const doubled = (20_000n * BigInt(points) + BigInt(max)) / (2n * BigInt(max));
        expect(percentOf(asPoints(points), asPoints(max))).toBe(Number(doubled));
      }),
    );
  });
});
