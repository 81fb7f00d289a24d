/**
 * Exact numbers. Points and percents are integers of hundredths, everything on the way to them is a
 * fraction of two whole numbers; no binary fraction ever stands between an input and a result.
 * The types are branded so that points, percents and counts cannot be mixed up.
 */

declare const unit: unique symbol;

/** Points in hundredths: 1250 is 12.50 points. Always a safe integer. */
export type Points = number & { readonly [unit]: "points" };
/** Percent in hundredths: 9124 is 91.24 %. Always a safe integer. */
export type Percent = number & { readonly [unit]: "percent" };
/**
 * A whole number: a safe integer as long as it fits, a big integer beyond. Only this file looks inside.
 */
type Int = number | bigint;
/** An exact rational number; `d` is positive. Not necessarily reduced. */
export type Fraction = { readonly n: Int; readonly d: Int };

export const NO_POINTS = 0 as Points;

/** Says that a whole number of hundredths is points; the one place where a bare number becomes points. */
export function asPoints(hundredths: number): Points {
  if (!Number.isSafeInteger(hundredths)) throw new RangeError(`not whole hundredths: ${String(hundredths)}`);
  // Minus zero would print and compare like zero but is another value.
  return (hundredths === 0 ? 0 : hundredths) as Points;
}

/** Integer digits that any number may have; keeps hostile inputs small. */
const MAX_INTEGER_DIGITS = 15;
/** Decimals that a measured value may have (points have two). */
export const MAX_DECIMALS = 12;

/** 1, 10, 100 … up to MAX_DECIMALS places; all are safe integers. */
const TEN_TO = Array.from({ length: MAX_DECIMALS + 1 }, (_, places) => 10 ** places);
const MAX_INTEGER = 10 ** MAX_INTEGER_DIGITS;

const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Reads a decimal as people write it in data: digits, at most one point, no exponent, no separator.
 * A JSON number is read through its shortest text, so 12.5 is exactly 12.5.
 * Returns undefined when it is not one, has more than `decimals` places or over 15 integer digits.
 */
export function parseDecimal(input: unknown, decimals: number = MAX_DECIMALS): Fraction | undefined {
  if (typeof input === "number" && Number.isSafeInteger(input) && Math.abs(input) < MAX_INTEGER) return { n: input === 0 ? 0 : input, d: 1 };
  if (typeof input !== "string" && typeof input !== "number") return undefined;
  const text = typeof input === "number" ? String(input) : input;
  if (text.length > MAX_INTEGER_DIGITS + MAX_DECIMALS + 2 || !PLAIN_DECIMAL.test(text)) return undefined;
  const dot = text.indexOf(".");
  const places = dot === -1 ? 0 : text.length - dot - 1;
  const whole = dot === -1 ? text.length : dot;
  if (places > decimals || whole - (text.startsWith("-") ? 1 : 0) > MAX_INTEGER_DIGITS) return undefined;
  const digits = dot === -1 ? text : text.slice(0, dot) + text.slice(dot + 1);
  const short = Number(digits);
  return { n: Number.isSafeInteger(short) ? (short === 0 ? 0 : short) : BigInt(digits), d: TEN_TO[places] ?? 1 };
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

/** A product of whole numbers; a double that is no longer a safe integer is computed again as a big one. */
function times(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return BigInt(a) * BigInt(b);
}

function sum(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const total = a + b;
    if (Number.isSafeInteger(total)) return total;
  }
  return BigInt(a) + BigInt(b);
}

const negative = (a: Int): Int => (typeof a === "number" ? 0 - a : -a);

/** a ÷ b where b divides a, or undefined. */
function quotient(a: Int, b: Int): Int | undefined {
  if (typeof a === "number" && typeof b === "number") return a % b === 0 ? a / b : undefined;
  const [left, right] = [BigInt(a), BigInt(b)];
  return left % right === 0n ? left / right : undefined;
}

/** n/d of safe integers; d is not 0. */
export const fraction = (n: number, d: number = 1): Fraction => (d < 0 ? { n: -n, d: -d } : { n, d });
/** A whole number as a database prints it, counted in units of 1/10^places. */
export function fractionOfUnits(whole: string, places: number): Fraction {
  const short = Number(whole);
  return { n: Number.isSafeInteger(short) ? short : BigInt(whole), d: TEN_TO[places] ?? 1 };
}
/** Points or percent in hundredths as an exact value. */
export const fractionOfHundredths = (value: number): Fraction => ({ n: value, d: 100 });

/** a + b. One denominator is kept where it divides the other, so that long sums of decimals do not grow. */
export function add(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: sum(a.n, b.n), d: a.d };
  const widenB = quotient(a.d, b.d);
  if (widenB !== undefined) return { n: sum(a.n, times(b.n, widenB)), d: a.d };
  const widenA = quotient(b.d, a.d);
  if (widenA !== undefined) return { n: sum(times(a.n, widenA), b.n), d: b.d };
  return { n: sum(times(a.n, b.d), times(b.n, a.d)), d: times(a.d, b.d) };
}
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { n: negative(b.n), d: b.d });
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ n: times(a.n, b.n), d: times(a.d, b.d) });
/** a ÷ b; the caller has made sure that b is not zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  // Where one denominator divides the other the numbers stay small.
  const widen = quotient(a.d, b.d);
  const [n, d] = widen === undefined ? [times(a.n, b.d), times(a.d, b.n)] : [a.n, times(b.n, widen)];
  return d < 0 ? { n: negative(n), d: negative(d) } : { n, d };
}
/** Negative, zero or positive as a is less than, equal to or more than b. */
export function compare(a: Fraction, b: Fraction): number {
  const left = times(a.n, b.d);
  const right = times(b.n, a.d);
  return left < right ? -1 : left > right ? 1 : 0;
}
/** -1, 0 or 1. */
export const signOf = (a: Fraction): number => (a.n > 0 ? 1 : a.n < 0 ? -1 : 0);
export const isZero = (a: Fraction): boolean => signOf(a) === 0;
/** The value as a number where it is a whole number that fits, else undefined. */
export function wholeOf(a: Fraction): number | undefined {
  const whole = quotient(a.n, a.d);
  return typeof whole === "number" ? whole : undefined;
}
export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b);

/**
 * Rounds half up (away from zero at the half) to an integer of hundredths. Inputs are bounded so that the
 * result is a safe integer; a RangeError here is a mistake of the program, never of the data.
 */
export function roundToHundredths(value: Fraction): number {
  const isNegative = value.n < 0;
  const twice = sum(times(isNegative ? negative(value.n) : value.n, 200), value.d);
  const whole = times(value.d, 2);
  const rounded = typeof twice === "number" && typeof whole === "number" ? (twice - (twice % whole)) / whole : Number(BigInt(twice) / BigInt(whole));
  if (!Number.isSafeInteger(rounded)) throw new RangeError("a value beyond all bounds was rounded");
  return isNegative ? 0 - rounded : rounded;
}

/** Points of an exact value, rounded half up to two decimals. */
export const roundToPoints = (value: Fraction): Points => roundToHundredths(value) as Points;

/** 100 × points ÷ maxPoints, rounded half up to two decimals; both not negative. A maximum of 0 gives 0. */
export function percentOf(points: Points, maxPoints: Points): Percent {
  if (maxPoints === 0) return 0 as Percent;
  const twice = 20_000 * points + maxPoints;
  if (!Number.isSafeInteger(twice)) return roundToHundredths({ n: times(points, 100), d: maxPoints }) as Percent;
  return ((twice - (twice % (2 * maxPoints))) / (2 * maxPoints)) as Percent;
}

/** "12.50": two decimals with a point, as every interface prints points and percents. */
export function formatHundredths(value: number): string {
  const sign = value < 0 ? "-" : "";
  const text = String(Math.abs(value)).padStart(3, "0");
  return `${sign}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** The largest power of ten by which a remainder of this divisor can be widened, once more by two for rounding, and stay exact. */
function widestStep(d: number, decimals: number): number {
  let places = 0;
  while (places < decimals && d * (TEN_TO[places + 1] ?? Infinity) * 2 <= Number.MAX_SAFE_INTEGER) places++;
  return places;
}

/** The size of a fraction in units of 1/10^decimals, rounded half up; in doubles as long as they are exact, as one divides on paper. */
function scaledOf({ n, d }: Fraction, decimals: number): Int {
  if (typeof n === "number" && typeof d === "number" && decimals <= MAX_DECIMALS) {
    const size = Math.abs(n);
    const step = widestStep(d, decimals);
    let rest = size % d;
    let all = (size - rest) / d;
    let left = step === 0 ? 0 : decimals;
    while (left > 0) {
      const places = Math.min(step, left);
      const scale = TEN_TO[places] ?? 1;
      const widened = rest * scale;
      rest = widened % d;
      all = all * scale + (widened - rest) / d;
      left -= places;
    }
    const isExact = step > 0 || decimals === 0;
    if (isExact && Number.isSafeInteger(all + 1)) return rest * 2 >= d ? all + 1 : all;
  }
  const [top, bottom, scale] = [BigInt(n), BigInt(d), 10n ** BigInt(decimals)];
  return ((top < 0n ? -top : top) * scale * 2n + bottom) / (2n * bottom);
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === ZERO) end--;
  return digits.slice(0, end);
}

/** A fraction as a decimal, cut to `decimals` places after rounding half up, without needless zeros. */
export function formatFraction(value: Fraction, decimals: number = 6): string {
  if (value.d === 1) return String(value.n);
  if (value.d === 100 && typeof value.n === "number" && decimals >= 2) return formatHundredths(value.n).replace(/\.?0+$/, "");
  const scaled = scaledOf(value, decimals);
  const text = String(scaled).padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals);
  const rest = withoutZeros(text.slice(text.length - decimals));
  return `${value.n < 0 && Number(scaled) !== 0 ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}
