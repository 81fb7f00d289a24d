import { RATING_LEVELS, type RatingLevel } from "../../contract/personnel-year-steps.ts";
import type { Transaction } from "../platform/index.ts";
import { type PublishedUnit, publishedUnits } from "./publication-queries.ts";

/**
 * At which level units were recognised for a year: of the newest published version. What is not published is
 * hidden from some, and a person's level must be the same for whoever looks. */

const QUALITY = "quality";

function levelIn({ code, level, levelDecisions }: PublishedUnit): RatingLevel | undefined {
  const decided = levelDecisions.findLast(({ decision }) => decision.kind === "level" && decision.ratio === QUALITY && decision.unit === code)?.decision;
  const held = decided?.kind === "level" ? decided.level : level;
  return RATING_LEVELS.find((one) => one === held);
}

/** By unit; a unit that no published result names is left out. */
export async function publishedLevels(tx: Transaction, units: readonly string[], year: number): Promise<Map<string, RatingLevel>> {
  if (units.length === 0) return new Map();
  return new Map((await publishedUnits(tx, units, year, QUALITY)).flatMap((row) => {
    const level = levelIn(row);
    return level === undefined ? [] : [[row.unit, level] as const];
  }));
}
