import { compare, type Fraction, fraction, formatFraction, fractionOfHundredths } from "../../exact.ts";
import { type Fault, fault } from "../../fault.ts";
import { comparisonsIn, type Comparison, operatorOf, satisfies, type Values } from "../condition.ts";
import type { Classification, Regulation } from "../schema.ts";
import { lintReferences } from "./references.ts";

/**
 * Levels are tried on sample units that stand at, just below and just above every threshold, with every
 * combination of facts: what no level takes is a gap, a level that takes nobody is out of reach, and a
 * better level must not begin at a lower percent than a worse one. The samples are complete for thresholds on
 * percent, for booleans, for counts compared with numbers, and for shares of and equality with a count that
 * has no bound of its own; a share of a count that is itself bounded is tried only near its plain number.
 */
type Sample = ReadonlyMap<string, Fraction | boolean>;

const MOST_SAMPLES = 60_000;
/** Counts are sampled as if so many had been assigned; a multiple of 100 makes every whole percent a count. */
const WHOLE = 100;

const unique = (values: readonly number[]): number[] => [...new Set(values)].toSorted((a, b) => a - b);

/** Percents to try, in hundredths: each threshold and its neighbours, and both ends. */
function percentSamples(comparisons: readonly Comparison[]): number[] {
  const thresholds = comparisons.flatMap((c) => {
    const right = c[operatorOf(c)];
    return c.value === "percent" && typeof right === "string" && /^-?\d/.test(right) ? [Number(right) * 100] : [];
  });
  return unique([0, 10_000, ...thresholds.flatMap((t) => [t - 1, t, t + 1])].map(Math.round)).filter((p) => p >= 0 && p <= 10_000);
}

/**
 * Counts to try for one field: the ends and, around each number or share it is compared with, both sides. A
 * field without bound is tried around the plain numbers it is compared with, and as the whole of shares.
 */
function countSamples(name: string, isBounded: boolean, comparisons: readonly Comparison[]): number[] {
  const near = comparisons.flatMap((c) => {
    const right = c[operatorOf(c)];
    const isPlain = c.value === name && typeof right === "string" && /^\d/.test(right);
    return isPlain && (isBounded || c.percentOf === undefined) ? [Number(right)] : [];
  });
  const around = near.flatMap((n) => [Math.ceil(n) - 1, Math.ceil(n), Math.floor(n) + 1]);
  return isBounded ? unique([0, WHOLE - 1, WHOLE, ...around]).filter((n) => n >= 0 && n <= WHOLE) : unique([WHOLE, ...around, ...(near.length > 0 ? [0] : [])]).filter((n) => n >= 0);
}

type Axis = { name: string; values: (Fraction | boolean)[]; atMost?: string };

function axesOf(regulation: Regulation, comparisons: readonly Comparison[]): Axis[] {
  const used = new Set(comparisons.flatMap((c) => [c.value, String(c[operatorOf(c)]), c.percentOf ?? ""]));
  const axes: Axis[] = [{ name: "percent", values: percentSamples(comparisons).map(fractionOfHundredths) }];
  for (const one of regulation.facts) {
    if (one.type === "boolean" && used.has(one.key)) axes.push({ name: one.key, values: [false, true] });
    if (one.type !== "counts") continue;
    for (const field of one.fields) {
      const name = `${one.key}.${field.key}`;
      const bound = field.atMost === undefined ? {} : { atMost: `${one.key}.${field.atMost}` };
      const least = Number(field.atLeast ?? "0");
      const values = used.has(name) ? countSamples(name, field.atMost !== undefined, comparisons).filter((n) => n >= least) : [WHOLE];
      axes.push({ name, values: values.map((n) => fraction(n)), ...bound });
    }
  }
  return axes;
}

/** Every combination, or the number at which there were too many to try. */
function samplesOf(axes: readonly Axis[]): Sample[] | number {
  let samples = [new Map<string, Fraction | boolean>()];
  for (const axis of axes) {
    const next: Map<string, Fraction | boolean>[] = [];
    for (const sample of samples) {
      const bound = axis.atMost === undefined ? undefined : sample.get(axis.atMost);
      for (const value of axis.values) {
        if (typeof bound === "object" && typeof value === "object" && compare(value, bound) > 0) continue;
        next.push(new Map(sample).set(axis.name, value));
      }
    }
    samples = next;
    if (samples.length > MOST_SAMPLES) return samples.length;
  }
  return samples;
}

/** The order in which levels are tried: those tested first, then best to worst. */
export const tryingOrder = <L extends { testedFirst?: boolean | undefined }>(levels: readonly L[]): L[] => [...levels.filter((one) => one.testedFirst === true), ...levels.filter((one) => one.testedFirst !== true)];

const example = (sample: Sample): string => [...sample].map(([name, value]) => `${name} = ${typeof value === "object" ? formatFraction(value) : String(value)}`).join(", ");

const startsAbove = (one: Fraction | undefined, other: Fraction | undefined): boolean => one !== undefined && other !== undefined && compare(one, other) > 0;

function lintOne(classification: Classification, regulation: Regulation, path: readonly (string | number)[]): Fault[] {
  const order = tryingOrder(classification.levels);
  const comparisons = order.flatMap((level) => comparisonsIn(level.when));
  const samples = samplesOf(axesOf(regulation, comparisons));
  if (typeof samples === "number") return [fault("too-many-facts", { path: [...path, "levels"] }, { found: String(samples), max: String(MOST_SAMPLES) })];
  const lowest = new Map<string, Fraction>();
  let gap: Sample | undefined;
  for (const sample of samples) {
    const values: Values = (name) => sample.get(name);
    const level = order.find((one) => satisfies(one.when, values));
    const percent = sample.get("percent");
    if (level === undefined) gap ??= sample;
    else if (typeof percent === "object") {
      const before = lowest.get(level.key);
      if (before === undefined || compare(percent, before) < 0) lowest.set(level.key, percent);
    }
  }
  const levelPath = (key: string) => [...path, "levels", classification.levels.findIndex((one) => one.key === key)];
  const unreachable = classification.levels.filter((one) => !lowest.has(one.key)).map((one) => fault("level-unreachable", { path: levelPath(one.key) }, { level: one.key }));
  const disordered = classification.levels.flatMap((one, i) => {
    const worse = classification.levels.slice(i + 1).find((other) => startsAbove(lowest.get(other.key), lowest.get(one.key)));
    return worse === undefined ? [] : [fault("level-order", { path: levelPath(one.key) }, { level: one.key, worse: worse.key })];
  });
  return [
    ...unreachable,
    ...disordered,
    ...(gap !== undefined && classification.gap === undefined ? [fault("level-gap", { path: [...path, "levels"] }, { example: example(gap) })] : []),
    ...(gap === undefined && classification.gap !== undefined ? [fault("gap-stale", { path: [...path, "gap"] })] : []),
  ];
}

/** Gaps, unreachable and disordered levels. Silent while references are broken: those are reported first. */
export function lintLevels(regulation: Regulation): Fault[] {
  if (lintReferences(regulation).some((one) => one.code === "unknown-value" || one.code === "comparison-types")) return [];
  return regulation.classifications.flatMap((one, i) => lintOne(one, regulation, ["classifications", i]));
}

