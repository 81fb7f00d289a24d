/** Where a measure will be if it goes on as it does. No I/O; values are whole hundredths. */

export type Point = { readonly month: number; readonly value: number };
export type Forecast = { readonly value: number; readonly low: number; readonly high: number; readonly points: number };

const YEAR_END = 12;
/** Two standard errors, as one says "about 95 of 100". */
const ERRORS = 2;

type Line = { readonly at: (month: number) => number; readonly spread: number; readonly middle: number; readonly square: number };

/** The straight line nearest to the points. */
function lineThrough(points: readonly Point[]): Line {
  const count = points.length;
  const middle = points.reduce((sum, one) => sum + one.month, 0) / count;
  const mean = points.reduce((sum, one) => sum + one.value, 0) / count;
  const square = points.reduce((sum, one) => sum + (one.month - middle) ** 2, 0);
  const slope = points.reduce((sum, one) => sum + (one.month - middle) * (one.value - mean), 0) / square;
  const at = (month: number): number => mean + slope * (month - middle);
  const left = points.reduce((sum, one) => sum + (one.value - at(one.month)) ** 2, 0);
  return { at, spread: count > 2 ? Math.sqrt(left / (count - 2)) : 0, middle, square };
}

const clamped = (value: number, isPercent: boolean): number => Math.round(isPercent ? Math.min(10_000, Math.max(0, value)) : Math.max(0, value));

/**
 * The end of the year by the line through what was reported, with its range: of two points the range is as wide as what
 * may change in the time that is left. Undefined with fewer than two points, or when the year is over.
 */
export function forecastOf(points: readonly Point[], isPercent: boolean): Forecast | undefined {
  const last = points.at(-1);
  const before = points.at(-2);
  if (last === undefined || before === undefined || last.month >= YEAR_END || before.month >= last.month) return undefined;
  const { at, spread, middle, square } = lineThrough(points);
  const value = at(YEAR_END);
  const left = (YEAR_END - last.month) / (last.month - before.month);
  const width = points.length > 2 ? ERRORS * spread * Math.sqrt(1 + 1 / points.length + (YEAR_END - middle) ** 2 / square) : Math.abs(last.value - before.value) * left;
  return { value: clamped(value, isPercent), low: clamped(value - width, isPercent), high: clamped(value + width, isPercent), points: points.length };
}
