import { z } from "zod";
import { RATING_LEVELS, type RatingLevel } from "./personnel-year-steps.ts";

/** Which levels may be proposed and decided of somebody, and why not the others (article 20): the same in the server and on the page. */

const level = z.enum(RATING_LEVELS);

/** What a level is held against. */
export const levelLimits = z.strictObject({
  isRated: z.boolean(),
  /** By the engine over the whole round; null while nobody can say. */
  computed: level.nullable(),
  isTied: z.boolean(),
  /** By the points alone. */
  byPoints: level.nullable(),
  hasFact: z.boolean(),
  isHead: z.boolean(),
  /** The level of the unit that somebody heads. */
  unit: level.nullable(),
});
export type LevelLimits = z.output<typeof levelLimits>;

/** Why a level is out of reach. */
const LEVEL_BARS = ["months", "no-points", "tie", "fact", "points", "head-of", "quota"] as const;
export type LevelBar = (typeof LEVEL_BARS)[number];

/** The better, the smaller. */
const rankOf = (one: RatingLevel): number => RATING_LEVELS.indexOf(one);
const isAbove = (one: RatingLevel, other: RatingLevel | null): boolean => other !== null && rankOf(one) < rankOf(other);

/** The engine's level is the best that the law allows. Undefined: this one may be given. */
export function barOf(wanted: RatingLevel, { isRated, computed, isTied, byPoints, hasFact, unit }: LevelLimits): LevelBar | undefined {
  if (!isRated) return "months";
  if (computed === null) return isTied ? "tie" : "no-points";
  if (!isAbove(wanted, computed)) return undefined;
  if (hasFact) return "fact";
  if (isAbove(wanted, byPoints)) return "points";
  return isAbove(wanted, unit) ? "head-of" : "quota";
}

export const lacksUnitLevel = ({ isHead, unit }: LevelLimits): boolean => isHead && unit === null;
/** Less than the engine's level is said why; so is whatever is decided of a head while the unit's level is not known (article 20.6). */
export const needsReason = (wanted: RatingLevel, limits: LevelLimits): boolean => (limits.computed !== null && wanted !== limits.computed) || lacksUnitLevel(limits);
