import { divide, formatHundredths, fraction, roundToHundredths } from "../../scoring/exact.ts";
import type { UnitSpread } from "../../contract/personnel-form.ts";

/** How points are spread: 97 % in one level tells nothing, so what is looked for is spread and what lies far outside. Points are in hundredths. */

/** Undefined of nobody. */
export const meanPoints = (points: readonly number[]): number | undefined => (points.length === 0 ? undefined : roundToHundredths(divide(fraction(points.reduce((sum, one) => sum + one, 0)), fraction(points.length * 100))));

/** The standard deviation, rounded to hundredths: a measure for people to look at, which decides nothing. */
export function deviation(points: readonly number[]): number | undefined {
  const mean = meanPoints(points);
  if (mean === undefined) return undefined;
  return Math.round(Math.sqrt(points.reduce((sum, one) => sum + (one - mean) ** 2, 0) / points.length));
}

const WIDTH = 500;
const TOP = 10_000;

/** How many have how many points, in steps of five. */
export const histogram = (points: readonly number[]): { from: string; to: string; people: number }[] =>
  Array.from({ length: TOP / WIDTH }, (_, i) => {
    const [from, to] = [i * WIDTH, (i + 1) * WIDTH];
    return { from: formatHundredths(from), to: formatHundredths(to), people: points.filter((one) => one >= from && (one < to || (to === TOP && one === TOP))).length };
  });

/** From how many people on a unit's spread says something. */
const FEW = 5;
/** Everybody within a point of the mean. */
const FLAT = 100;
/** As many deviations from the mean of all as one unit in a hundred lies by chance. */
const FAR = 2.5;

type Looked = { readonly points: readonly number[]; readonly whole: readonly number[]; readonly levels: readonly string[]; readonly isLate: boolean };

/** What somebody should look at in a unit. */
export function signsOf({ points, whole, levels, isLate }: Looked): UnitSpread["signs"] {
  const late = isLate ? (["late"] as const) : [];
  if (points.length < FEW) return [...late];
  const [own, all, width] = [meanPoints(points) ?? 0, meanPoints(whole) ?? 0, deviation(whole) ?? 0];
  // The mean of n people varies by the root of n less than one of them.
  const isFar = width > 0 && Math.abs(own - all) > (FAR * width) / Math.sqrt(points.length);
  return [
    ...((deviation(points) ?? 0) < FLAT ? (["flat"] as const) : []),
    ...(new Set(levels).size === 1 ? ([levels[0] === "excellent" ? "all-excellent" : "one-level"] as const) : []),
    ...(isFar ? ([own > all ? "far-above" : "far-below"] as const) : []),
    ...late,
  ];
}
