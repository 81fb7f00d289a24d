import { fractionOfHundredths } from "../exact.ts";
import { satisfies, type Tried, type Values } from "../regulation/condition.ts";
import type { Level } from "../regulation/schema.ts";
import type { CompiledRatio } from "./compile.ts";
import type { UnitRatio } from "./ratio.ts";

/** One level that was tried on a unit, with every comparison of its condition. */
export type Trial = { readonly level: Level; readonly holds: boolean; readonly tried: readonly Tried[] };

/** What a unit's own percent and facts make of it, before any quota. */
export type Standing = {
  /** Every level tried, in order, up to the first that holds. */
  readonly trials: readonly Trial[];
  /** The first level whose condition holds, quota and ceiling aside; null where the text has a gap. */
  readonly byCondition: Level | null;
  /** The same after the ceiling (the level of the unit that the person heads). */
  readonly level: Level | null;
  /** The level that the ceiling allows at most, when it held the unit down. */
  readonly heldBy: Level | null;
  /** The unit would fall to the level that force majeure leaves to a person. */
  readonly forceMajeure: boolean;
};

/** The values that conditions of a unit may look at. */
function valuesOf(one: UnitRatio): Values {
  const percent = fractionOfHundredths(one.percent);
  return (name) => (name === "percent" ? percent : one.facts.values.get(name));
}

function tryLevel(level: Level, values: Values): Trial {
  const tried: Tried[] = [];
  const holds = satisfies(level.when, values, (one) => tried.push(one));
  return { level, holds, tried };
}

/** Tries levels in order until one holds. */
function tryUntilHolds(levels: readonly Level[], values: Values): Trial[] {
  const trials: Trial[] = [];
  for (const level of levels) {
    const trial = tryLevel(level, values);
    trials.push(trial);
    if (trial.holds) break;
  }
  return trials;
}

const foundIn = (trials: readonly Trial[]): Level | null => trials.findLast((trial) => trial.holds)?.level ?? null;

/** The level that a fact forbids to exceed, if it is better than the one reached. */
function ceilingOf(one: UnitRatio, reached: Level | null, { classification, place }: CompiledRatio): Level | null {
  const key = classification.ceiling === undefined ? undefined : one.facts.texts.get(classification.ceiling.fact);
  if (key === undefined || reached === null) return null;
  const isHeld = (place.get(reached.key) ?? 0) < (place.get(key) ?? 0);
  return isHeld ? (classification.levels.find((level) => level.key === key) ?? null) : null;
}

/** Where a unit stands by its own percent and facts. */
export function standingOf(one: UnitRatio, compiled: CompiledRatio): Standing {
  const trials = tryUntilHolds(compiled.trying, valuesOf(one));
  const byCondition = foundIn(trials);
  const { forceMajeure } = compiled.classification;
  if (forceMajeure !== undefined && byCondition?.key === forceMajeure.level && one.facts.values.get(forceMajeure.fact) === true) {
    return { trials, byCondition, level: null, heldBy: null, forceMajeure: true };
  }
  const heldBy = ceilingOf(one, byCondition, compiled);
  return { trials, byCondition, level: heldBy ?? byCondition, heldBy, forceMajeure: false };
}

/** The trials below a level whose quota is full: the next level that the unit satisfies. */
export function trialsBelow(level: Level, one: UnitRatio, compiled: CompiledRatio): { trials: Trial[]; level: Level | null } {
  const start = compiled.trying.indexOf(level) + 1;
  const trials = tryUntilHolds(compiled.trying.slice(start), valuesOf(one));
  return { trials, level: foundIn(trials) };
}
