import { pointsOf } from "../exact.ts";
import type { Level } from "../regulation/schema.ts";
import type { CompiledRatio } from "./compile.ts";
import { type Standing, type Trial, trialsBelow } from "./level.ts";
import type { Ranked } from "./rank.ts";

/** How the places of a level were shared out among one index or group. */
export type QuotaRound = {
  readonly level: Level;
  readonly group: string | undefined;
  /** n of the quota: how many units it is a share of. */
  readonly base: number;
  readonly places: number;
  readonly eligible: number;
  /** Codes of the units that took places, in rank order. */
  readonly takers: readonly string[];
  /** Codes of the tied units that straddle the last place. */
  readonly straddling: readonly string[];
};

type QuotaOutcome = "took" | "full" | "straddles";

/** A unit's way through levels and quotas. */
export type Placed = {
  readonly ranked: Ranked;
  readonly standing: Standing;
  readonly level: Level | null;
  readonly quotas: readonly { round: QuotaRound; outcome: QuotaOutcome; trials: readonly Trial[] }[];
};

const HUNDRED_PERCENT = 10_000;

/** ⌊share × base⌋; share in hundredths of a percent. */
const placesOf = (share: number, base: number): number => Math.floor((share * base) / HUNDRED_PERCENT);

/** Whether a unit counts in the base of a quota; ceiling and quota aside, levels tested first excluded. */
function countsInBase(one: Placed, level: Level, compiled: CompiledRatio): boolean {
  const { quota } = level;
  if (quota === undefined || quota.base === "all") return true;
  const reached = one.standing.forceMajeure ? null : one.standing.byCondition;
  if (reached === null) return false;
  return quota.base === "levelOnly" ? reached.key === quota.baseLevel : (compiled.place.get(reached.key) ?? 0) <= (compiled.place.get(quota.baseLevel ?? "") ?? -1);
}

const codeOf = (one: Placed): string => one.ranked.of.unit.unit.code;

function byRank(units: readonly Placed[]): Placed[][] {
  const groups = new Map<number, Placed[]>();
  for (const one of units) {
    const group = groups.get(one.ranked.rank);
    if (group === undefined) groups.set(one.ranked.rank, [one]);
    else group.push(one);
  }
  return [...groups.entries()].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}

/** Shares out the places of one level within one group: whole ties in, or none of a tie that straddles the end. */
function shareOut(members: readonly Placed[], level: Level, group: string | undefined, compiled: CompiledRatio): { round: QuotaRound; outcomes: Map<Placed, QuotaOutcome> } {
  const eligible = members.filter((one) => one.level === level);
  const base = members.filter((one) => countsInBase(one, level, compiled)).length;
  const places = placesOf(pointsOf(level.quota?.share ?? "0"), base);
  const outcomes = new Map<Placed, QuotaOutcome>();
  let left = places;
  for (const tied of byRank(eligible)) {
    const outcome: QuotaOutcome = left === 0 ? "full" : tied.length <= left ? "took" : "straddles";
    for (const one of tied) outcomes.set(one, outcome);
    // Places that straddling units contest are kept for them; nobody below may take one meanwhile.
    left = outcome === "took" ? left - tied.length : 0;
  }
  const codes = (wanted: QuotaOutcome) => byRank(eligible).flat().filter((one) => outcomes.get(one) === wanted).map(codeOf);
  return { round: { level, group, base, places, eligible: eligible.length, takers: codes("took"), straddling: codes("straddles") }, outcomes };
}

function afterQuota(one: Placed, level: Level, round: QuotaRound, outcome: QuotaOutcome | undefined, compiled: CompiledRatio): Placed {
  if (outcome === undefined) return one;
  if (outcome === "took") return { ...one, quotas: [...one.quotas, { round, outcome, trials: [] }] };
  const below = outcome === "full" ? trialsBelow(level, one.ranked.of, compiled) : { trials: [], level: null };
  return { ...one, level: below.level, quotas: [...one.quotas, { round, outcome, trials: below.trials }] };
}

/** Applies the quota of each level, best first, to the units of one index. */
export function applyQuotas(units: readonly Placed[], compiled: CompiledRatio): Placed[] {
  let placed = [...units];
  for (const level of compiled.classification.levels) {
    if (level.quota === undefined) continue;
    const groupFact = level.quota.group;
    const groupOf = (one: Placed) => (groupFact === undefined ? undefined : one.ranked.of.facts.texts.get(groupFact));
    const groups = Map.groupBy(placed, groupOf);
    const shared = new Map([...groups].map(([group, members]) => [group, shareOut(members, level, group, compiled)]));
    placed = placed.map((one) => {
      const found = shared.get(groupOf(one));
      return found === undefined ? one : afterQuota(one, level, found.round, found.outcomes.get(one), compiled);
    });
  }
  return placed;
}
