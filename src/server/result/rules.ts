import type { Decided, VersionItem } from "../../contract/result.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import type { Result } from "../../scoring/engine/result.ts";

/** What becomes of a result after it was computed. No I/O. */

export type Version = {
  readonly number: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly regulationVersionId: string;
  readonly regulationSha256: string;
  readonly ledgerSeq: number;
  readonly ledgerHash: string;
  readonly resultSha256: string;
};
/** What can happen to a version. */
export type StepWhat =
  | { readonly kind: "return"; readonly data: { readonly reason: string } }
  | { readonly kind: "approve"; readonly data: { readonly decisionNumber: string; readonly decidedOn: string } }
  | { readonly kind: "publish"; readonly data: Readonly<Record<string, never>> }
  /** Publication is ordered for a later hour, or (null) the order is taken back. */
  | { readonly kind: "embargo"; readonly data: { readonly until: string | null } };
export type VersionStep = { readonly number: number; readonly step: number; readonly at: Date; readonly by: string } & StepWhat;

/** The hour for which an approved version's publication is ordered; null without an order, and once it is published. */
function embargoOf(own: readonly VersionStep[]): string | null {
  const newest = own.findLast((one) => one.kind === "embargo");
  return newest === undefined || own.some((one) => one.kind === "publish") ? null : newest.data.until;
}

/** A version with what became of it. */
export function itemOf(version: Version, steps: readonly VersionStep[]): VersionItem {
  const own = steps.filter((one) => one.number === version.number);
  const approval = own.find((one) => one.kind === "approve");
  const publication = own.find((one) => one.kind === "publish");
  const sentBack = own.find((one) => one.kind === "return");
  return {
    number: version.number,
    state: publication !== undefined ? "published" : approval !== undefined ? "approved" : sentBack !== undefined ? "returned" : "proposed",
    reason: version.reason,
    proposedBy: version.by,
    proposedAt: version.at.toISOString(),
    approvedBy: approval?.by ?? null,
    decision: approval === undefined ? null : { number: approval.data.decisionNumber, on: approval.data.decidedOn },
    publishedAt: publication?.at.toISOString() ?? null,
    embargoUntil: embargoOf(own),
    returned: sentBack === undefined ? null : { by: sentBack.by, at: sentBack.at.toISOString(), reason: sentBack.data.reason },
    regulation: { versionId: version.regulationVersionId, sha256: version.regulationSha256 },
    ledger: { seq: version.ledgerSeq, hash: version.ledgerHash },
    sha256: version.resultSha256,
  };
}

/** Decisions on levels in force: the newest of each unit and ratio. */
function levelDecisions(decisions: readonly Decided[]): Decided[] {
  const newest = new Map<string, Decided>();
  for (const one of decisions) if (one.decision.kind === "level") newest.set(`${one.decision.ratio} ${one.decision.unit}`, one);
  return [...newest.values()];
}

/** Those of them that answer what the engine leaves to people now: a level that the law itself gives needs no decision any more. */
export function levelsDecided(pending: readonly Pending[], decisions: readonly Decided[]): Decided[] {
  const open = new Set(pending.flatMap((one) => (one.why === "no-level" || one.why === "force-majeure" ? one.units.map((unit) => `${one.ratio} ${unit}`) : [])));
  return levelDecisions(decisions).filter(({ decision }) => decision.kind === "level" && open.has(`${decision.ratio} ${decision.unit}`));
}

/** What the engine leaves to people and nobody has decided: gaps of levels are decided beside the engine, which knows only orders. */
export function undecided(pending: readonly Pending[], decisions: readonly Decided[]): Pending[] {
  const levels = new Set(levelDecisions(decisions).flatMap(({ decision }) => (decision.kind === "level" ? [`${decision.ratio} ${decision.unit}`] : [])));
  return pending.filter((one) => (one.why !== "no-level" && one.why !== "force-majeure") || !one.units.every((unit) => levels.has(`${one.ratio} ${unit}`)));
}

export type UnitStanding = { readonly percent: string; readonly rank: number; readonly level: string | null };

/** Where each unit stands in one ratio. */
export const standings = (result: Result, ratio: string): Map<string, UnitStanding> =>
  new Map(
    result.units.flatMap((unit) => {
      const own = unit.ratios[ratio];
      return own === undefined ? [] : [[unit.code, { percent: own.percent, rank: own.rank, level: own.level }] as const];
    }),
  );
