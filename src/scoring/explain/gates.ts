import type { Facts } from "../case/facts.ts";
import { fraction } from "../exact.ts";
import { satisfies, type Values } from "../regulation/condition.ts";
import type { Classification, Level } from "../regulation/schema.ts";
import { tryingOrder } from "../regulation/lint/levels.ts";
import { thresholdsOf } from "./thresholds.ts";

/** What points alone and conditions alone would allow: shown beside one another where a level asks for both. */

const ALL_POINTS = fraction(100);

/** The best level that a unit's conditions allow if it had every point; null where the text has a gap. */
export function levelByConditions({ levels }: Classification, facts: Pick<Facts, "values">): Level | null {
  const values: Values = (name) => (name === "percent" ? ALL_POINTS : facts.values.get(name));
  return tryingOrder(levels).find((level) => satisfies(level.when, values)) ?? null;
}

/** The best level whose threshold the percent ("82.50") reaches, conditions aside; below all of them the last level. */
export function levelByPoints(classification: Classification, percent: string): Level | null {
  const reached = new Set(thresholdsOf(classification).filter((one) => Number(one.at) <= Number(percent)).map((one) => one.level));
  return classification.levels.find((level) => reached.has(level.key)) ?? classification.levels.at(-1) ?? null;
}

/** What a unit's points leave to whoever decides a gap in the text: no level above the one that they allow. */
export function levelsWithin(classification: Classification, percent: string): readonly Level[] {
  const most = levelByPoints(classification, percent);
  return most === null ? classification.levels : classification.levels.slice(classification.levels.indexOf(most));
}
