import type { Facts } from "../case/facts.ts";
import { asPoints, type Percent, percentOf, type Points } from "../exact.ts";
import { type Fault, fault } from "../fault.ts";
import type { CompiledRatio } from "./compile.ts";
import type { ContentResult, ScoredUnit } from "./score-unit.ts";

/** A unit's points, maximum and percent in one ratio. */
export type UnitRatio = {
  readonly unit: ScoredUnit;
  readonly facts: Facts;
  readonly contents: readonly ContentResult[];
  readonly points: Points;
  readonly maxPoints: Points;
  /** The percent as published, two decimals; everything later uses this one. */
  readonly percent: Percent;
};

export const contentOf = (unit: ScoredUnit, code: string): ContentResult | undefined => unit.contents.find((one) => one.content.code === code);

/** Sums the ratio's contents, not below 0. A maximum of 0 is a fault and gives percent 0. */
export function computeRatio(unit: ScoredUnit, facts: Facts, { ratio }: CompiledRatio, faults: Fault[]): UnitRatio {
  const contents = ratio.contents.flatMap((code) => contentOf(unit, code) ?? []);
  let sum = 0;
  let maxPoints = 0;
  for (const one of contents) {
    sum += one.points;
    maxPoints += one.maxPoints;
  }
  const points = asPoints(Math.max(0, sum));
  if (maxPoints === 0) faults.push(fault("zero-maximum", { unit: unit.unit.code }, { ratio: ratio.key }));
  return { unit, facts, contents, points, maxPoints: asPoints(maxPoints), percent: percentOf(points, asPoints(maxPoints)) };
}
