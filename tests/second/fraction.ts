// Exact fractions of BigInts. No value is rounded except where the published interface says so.
import { Fault } from './shapes.ts';
import type { Num } from './shapes.ts';

export interface Fraction {
  readonly top: bigint;
  /** Always positive. */
  readonly bottom: bigint;
}

/** Not reduced to lowest terms: nothing here compares tops or bottoms on their own. */
export const fraction = (top: bigint, bottom = 1n): Fraction =>
  bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom };

export const ZERO = fraction(0n, 100n);
export const ONE = fraction(1n);
export const HUNDRED = fraction(100n);

/** Reads a decimal as it is written; the shortest spelling of a JSON number is what its author wrote. */
export function decimal(written: Num | undefined | null): Fraction {
  const text = String(written);
  const known = read.get(text);
  if (known !== undefined) return known;
  const made = readDecimal(text);
  if (read.size < 100_000) read.set(text, made);
  return made;
}

const read = new Map<string, Fraction>();

function readDecimal(written: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(written);
  if (match === null) throw new Fault(`not a decimal: ${written}`);
  const [, sign = '', whole = '', part = ''] = match;
  // At least hundredths, so that long sums of points keep one small denominator.
  const digits = part.padEnd(2, '0');
  return fraction(BigInt(sign + whole + digits), 10n ** BigInt(digits.length));
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.bottom === b.bottom
    ? fraction(a.top + b.top, a.bottom)
    : fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, fraction(-b.top, b.bottom));

export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.bottom * b.bottom);

export function over(a: Fraction, b: Fraction): Fraction {
  if (b.top === 0n) throw new Error('division by zero that no rule caught');
  return fraction(a.top * b.bottom, a.bottom * b.top);
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.top * b.bottom;
  const right = b.top * a.bottom;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const equal = (a: Fraction, b: Fraction): boolean => compare(a, b) === 0;
export const atLeast = (a: Fraction, b: Fraction): boolean => compare(a, b) >= 0;
export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b);
export const sum = (list: readonly Fraction[]): Fraction => list.reduce(plus, ZERO);

/** The largest whole number not above the fraction. */
export function floor(a: Fraction): bigint {
  const cut = a.top / a.bottom;
  return a.top < 0n && a.top % a.bottom !== 0n ? cut - 1n : cut;
}

/** Half up to two decimals. */
export const rounded = (a: Fraction): Fraction =>
  fraction(floor(plus(times(a, HUNDRED), fraction(1n, 2n))), 100n);

/** A value that has two decimals at most, printed with exactly two. */
export function printed(a: Fraction): string {
  const hundredths = floor(times(a, HUNDRED));
  if (!equal(a, fraction(hundredths, 100n))) throw new Error('printing an unrounded value');
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
