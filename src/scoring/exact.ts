/**
 * Exact numbers. Points and percents are integers of hundredths, everything on the way to them is a
 * fraction of two big integers; no binary fraction ever stands between an input and a result.
 * The types are branded so that points, percents and counts cannot be mixed up.
 */

declare const unit: unique symbol;

/** Points in hundredths: 1250 is 12.50 points. Always a safe integer. */
export type Points = number & { readonly [unit]: "points" };
/** Percent in hundredths: 9124 is 91.24 %. Always a safe integer. */
export type Percent = number & { readonly [unit]: "percent" };
/** An exact rational number; `d` is positive. Not necessarily reduced. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

export const NO_POINTS = 0 as Points;

/** Integer digits that any number may have; keeps hostile inputs small. */
export const MAX_INTEGER_DIGITS = 15;
/** Decimals that a measured value may have (points have two). */
export const MAX_DECIMALS = 12;

const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Reads a decimal as people write it in data: digits, at most one point, no exponent, no separator.
 * A JSON number is read through its shortest text, so 12.5 is exactly 12.5.
 * Returns undefined when it is not one, has more than `decimals` places or over 15 integer digits.
 */
export function parseDecimal(input: unknown, decimals: number = MAX_DECIMALS): Fraction | undefined {
  if (typeof input !== "string" && typeof input !== "number") return undefined;
  const text = typeof input === "number" ? String(input) : input;
  if (text.length > MAX_INTEGER_DIGITS + MAX_DECIMALS + 2 || !PLAIN_DECIMAL.test(text)) return undefined;
  const dot = text.indexOf(".");
  const places = dot === -1 ? 0 : text.length - dot - 1;
  if (places > decimals || text.replace("-", "").split(".", 1)[0]!.length > MAX_INTEGER_DIGITS) return undefined;
  return { n: BigInt(text.replace(".", "")), d: 10n ** BigInt(places) };
}

/** Largest points or percent that may be entered, in hundredths: 9,999,999.99. */
const MAX_HUNDREDTHS = 999_999_999;
const ZERO = 48;
const DOT = 46;

/**
 * The quick reader for the commonest input: a decimal of at most two places, not negative, as an integer
 * of hundredths. Returns -1 when the input is anything else; the caller then finds out what is wrong.
 */
export function readHundredths(input: unknown): number {
  const text = typeof input === "number" ? String(input) : input;
  if (typeof text !== "string" || text.length === 0 || text.length > 10) return -1;
  let value = 0;
  let places = -1;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      if (places >= 0) places++;
    } else if (text.charCodeAt(i) === DOT && places < 0 && i > 0) {
      places = 0;
    } else return -1;
  }
  if (places === 0 || places > 2 || (text.length > 1 && text.startsWith("0") && text.charCodeAt(1) !== DOT)) return -1;
  const hundredths = places === 2 ? value : places === 1 ? value * 10 : value * 100;
  return hundredths > MAX_HUNDREDTHS ? -1 : hundredths;
}

/** Points of a regulation's own decimal text, already checked by its schema. */
export function pointsOf(text: string): Points {
  const value = readHundredths(text);
  if (value < 0) throw new RangeError(`not points: ${text}`);
  return value as Points;
}

/** A regulation's own decimal text, already checked by its schema, as a fraction. */
export function decimalOf(text: string): Fraction {
  const value = parseDecimal(text);
  if (value === undefined) throw new RangeError(`not a decimal: ${text}`);
  return value;
}

export const fraction = (n: bigint, d: bigint = 1n): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d });
export const fractionOfHundredths = (value: number): Fraction => ({ n: BigInt(value), d: 100n });

/** a + b. One denominator is kept where it divides the other, so that long sums of decimals do not grow. */
export function add(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d };
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { n: -b.n, d: b.d });
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
/** a ÷ b; the caller has made sure that b is not zero. */
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
/** Negative, zero or positive as a is less than, equal to or more than b. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}
export const isZero = (a: Fraction): boolean => a.n === 0n;
export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b);

/** Rounds half up (away from zero at the half) to an integer of hundredths. */
export function roundToHundredths(value: Fraction): number {
  const negative = value.n < 0n;
  const twice = (negative ? -value.n : value.n) * 200n + value.d;
  const rounded = Number(twice / (2n * value.d));
  return negative ? -rounded || 0 : rounded;
}

/** Points of an exact value, rounded half up to two decimals (contract step 1). */
export const roundToPoints = (value: Fraction): Points => roundToHundredths(value) as Points;

/** 100 × points ÷ maxPoints, rounded half up to two decimals; both not negative, maxPoints above 0. */
export function percentOf(points: Points, maxPoints: Points): Percent {
  const twice = 20_000 * points + maxPoints;
  if (!Number.isSafeInteger(twice)) return roundToHundredths({ n: 100n * BigInt(points), d: BigInt(maxPoints) }) as Percent;
  return ((twice - (twice % (2 * maxPoints))) / (2 * maxPoints)) as Percent;
}

/** "12.50": two decimals with a point, as every interface prints points and percents. */
export function formatHundredths(value: number): string {
  const sign = value < 0 ? "-" : "";
  const text = String(Math.abs(value)).padStart(3, "0");
  return `${sign}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** A fraction as a decimal, cut to `decimals` places after rounding half up, without needless zeros. */
export function formatFraction(value: Fraction, decimals: number = 6): string {
  const scale = 10n ** BigInt(decimals);
  const negative = value.n < 0n;
  const scaled = ((negative ? -value.n : value.n) * scale * 2n + value.d) / (2n * value.d);
  const text = String(scaled).padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals);
  const rest = text.slice(text.length - decimals).replace(/0+$/, "");
  return `${negative && scaled !== 0n ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}
