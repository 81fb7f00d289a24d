import type { RatingPeriod } from "../../contract/personnel-year.ts";
import { RATING_FACTS, RATING_LEVELS, type RatingLevel, type RatingState } from "../../contract/personnel-year-steps.ts";
import type { CaseInput } from "../../scoring/case/schema.ts";
import { compileRegulation, type CompiledLeaf, type Engine } from "../../scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../scoring/engine/evaluate.ts";
import type { QuotaRound } from "../../scoring/engine/quota.ts";
import { resultOf } from "../../scoring/engine/result.ts";
import { add, divide, formatHundredths, fraction, fractionOfHundredths, multiply, pointsOf, roundToHundredths } from "../../scoring/exact.ts";
import type { Step } from "../../scoring/explain/why.ts";
import { sha256OfDocument } from "../../scoring/regulation/canonical.ts";
import type { LoadedRegulation } from "../../scoring/regulation/load.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";

/** From the periods of a year to levels: every figure is the engine's, so that `congtam evaluate` gives the same. No I/O. */

/** Hundredths of the mean of a year's periods, each counting for its months (articles 17.3, 19.3): of equal periods the plain mean. */
function mean(periods: readonly RatingPeriod[], pick: (one: RatingPeriod) => string): number {
  const months = periods.reduce((sum, one) => sum + one.months.length, 0);
  const sum = periods.reduce((total, one) => add(total, multiply(fractionOfHundredths(pointsOf(pick(one))), fraction(one.months.length))), fraction(0));
  return roundToHundredths(divide(sum, fraction(months)));
}

type YearPoints = { readonly total: number; readonly results: number; readonly general: number };

/**
 * The year's points in hundredths. The total is the mean of the totals, rounded once; the general part is what it leaves
 * beside the mean of the results, so that both parts add up to it.
 */
export function yearPoints(periods: readonly RatingPeriod[]): YearPoints | undefined {
  if (periods.every((one) => one.months.length === 0)) return undefined;
  const total = mean(periods, (one) => one.total);
  const results = Math.min(mean(periods, (one) => one.results), total);
  return { total, results, general: total - results };
}

export const monthsOf = (periods: readonly RatingPeriod[]): number => new Set(periods.flatMap((one) => one.months)).size;

/** Shares hundredths out over criteria in proportion to their maxima: the sum is exact and none is above its own. */
export function spread(points: number, maxima: readonly number[]): number[] {
  const whole = maxima.reduce((sum, one) => sum + one, 0);
  const shares = maxima.map((max) => Math.min(max, Math.floor((points * max) / Math.max(1, whole))));
  let left = points - shares.reduce((sum, one) => sum + one, 0);
  // What rounding down left over, less than a hundredth for each, goes to the first that have room.
  return shares.map((share, at) => {
    const more = left > 0 && share < (maxima[at] ?? 0) ? 1 : 0;
    left -= more;
    return share + more;
  });
}

const scoresOf = (leaves: readonly CompiledLeaf[], points: number): [string, { points: string }][] => {
  const shares = spread(points, leaves.map((leaf) => leaf.max ?? 0));
  return leaves.map((leaf, at) => [leaf.code, { points: formatHundredths(shares[at] ?? 0) }]);
};

export type Member = { readonly fileId: string; readonly name: string; readonly basis: "civil-servant" | "contract"; readonly periods: readonly RatingPeriod[]; readonly state: Pick<RatingState, "facts" | "group">; readonly headOf: RatingLevel | undefined };

/** People on contract are rated beside the civil servants and take none of their places. */
export const quotaGroupOf = (basis: Member["basis"], group: string): string => (basis === "contract" ? `hợp đồng ${group}`.trim() : group);
const groupOf = ({ basis, state }: Member): string => quotaGroupOf(basis, state.group);

/** Everybody of a round who has points, as `congtam evaluate` takes them. */
function caseOf(engine: Engine, members: readonly Member[], orders: readonly (readonly string[])[]): CaseInput {
  const [index] = engine.indexes.values();
  if (index === undefined) throw new RangeError("a regulation without an index");
  const [general, results] = index.contents;
  const units = members.flatMap((one) => {
    const points = yearPoints(one.periods);
    if (points === undefined) return [];
    const facts = { ...Object.fromEntries(RATING_FACTS.map((key) => [key, one.state.facts[key]])), ...(one.headOf === undefined ? {} : { headOf: one.headOf }), ...(groupOf(one) === "" ? {} : { quotaGroup: groupOf(one) }) };
    return [{ code: one.fileId, name: one.name, index: index.index.code, facts, scores: Object.fromEntries([...scoresOf(general?.leaves ?? [], points.general), ...scoresOf(results?.leaves ?? [], points.results)]) }];
  });
  return { regulation: engine.regulation.id, units, ...(orders.length === 0 ? {} : { decisions: { [engine.ratios[0]?.ratio.key ?? ""]: orders } }) };
}

/** The regulation with another share of places (article 20.5.b): it has a hash of its own. */
export function withShare({ regulation, sha256 }: LoadedRegulation, share: string | undefined): LoadedRegulation {
  if (share === undefined) return { regulation, sha256 };
  const wanted = formatHundredths(pointsOf(share));
  const changed: Regulation = { ...regulation, classifications: regulation.classifications.map((one) => ({ ...one, levels: one.levels.map((level) => (level.quota === undefined ? level : { ...level, quota: { ...level.quota, share: wanted } })) })) };
  return { regulation: changed, sha256: sha256OfDocument(changed) };
}

export type Placing = { readonly percent: string; readonly level: RatingLevel | null; readonly isTied: boolean; readonly why: readonly Step[]; readonly isHeldByQuota: boolean };
export type QuotaLine = { readonly group: string; readonly base: number; readonly places: number; readonly takers: readonly string[]; readonly straddling: readonly string[] };
export type Computed = { readonly byFile: ReadonlyMap<string, Placing>; readonly quota: readonly QuotaLine[]; readonly input: CaseInput; readonly sha256: string };

const levelOf = (key: string | null | undefined): RatingLevel | null => RATING_LEVELS.find((one) => one === key) ?? null;
export const NOBODY: Computed = { byFile: new Map(), quota: [], input: { units: [] }, sha256: "" };

function quotaLine({ group, base, places, takers, straddling }: QuotaRound): QuotaLine {
  return { group: group ?? "", base, places, takers, straddling };
}

/** Levels of a whole round, with what led to them. */
export function computeRound(law: LoadedRegulation, members: readonly Member[], orders: readonly (readonly string[])[]): Computed {
  const engine = compileRegulation(law);
  const input = caseOf(engine, members, orders);
  if (input.units.length === 0) return NOBODY;
  const evaluation = evaluate(engine, input);
  if (isFaulty(evaluation)) throw new RangeError(`the case of a round has faults: ${evaluation.faults.map((one) => one.code).join(", ")}`);
  const why = new Map(resultOf(evaluation).units.map((one) => [one.code, Object.values(one.ratios)[0]]));
  const rounds = new Map<string, QuotaLine>();
  const byFile = new Map<string, Placing>();
  for (const { scored, ratios: [first] } of evaluation.units) {
    const { code } = scored.unit;
    const quotas = first?.placed.quotas ?? [];
    for (const { round } of quotas) rounds.set(round.group ?? "", quotaLine(round));
    byFile.set(code, { percent: why.get(code)?.percent ?? "0.00", level: levelOf(first?.placed.level?.key), isTied: quotas.some((one) => one.outcome === "straddles"), isHeldByQuota: quotas.some((one) => one.outcome === "full"), why: why.get(code)?.why ?? [] });
  }
  return { byFile, quota: [...rounds.values()], input, sha256: sha256OfDocument(input) };
}
