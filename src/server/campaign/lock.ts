import { sql } from "kysely";
import { type CycleState, foldCycle, refuseByResult, type Stage } from "../../contract/cycle.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { actionsOf, insertAction } from "./queries.ts";
import { refusalWords } from "./rules.ts";

/** How rooms on higher floors act together with a campaign's cycle. */

/**
 * Holds a campaign's stage until the transaction ends: `shared` by everybody who writes into a stage, `exclusive` by
 * whoever changes it or fixes what was written. So nothing lands in a stage that has just been closed.
 */
export async function lockCampaign(tx: Transaction, campaign: string, how: "shared" | "exclusive"): Promise<void> {
  const key = sql`hashtextextended(${`campaign:${campaign}`}, 0)`;
  await (how === "shared" ? sql`select pg_advisory_xact_lock_shared(${key})` : sql`select pg_advisory_xact_lock(${key})`).execute(tx.tables());
}

/**
 * Moves the cycle on when a result was approved or published; a replacement of a published result moves nothing.
 * The caller holds the campaign exclusively. Returns the ledger's entries, none when nothing moved.
 */
export async function advanceByResult(tx: Transaction, campaign: string, to: Stage & ("decided" | "published"), by: string): Promise<AuditEntry[]> {
  const state: CycleState = foldCycle((await actionsOf(tx, [campaign])).get(campaign) ?? []);
  if (state.stage === "published") return [];
  const refusal = refuseByResult(state, to);
  if (refusal !== undefined) throw new Problem("conflict", { detail: refusalWords(refusal) });
  const number = state.version + 1;
  const action = { kind: "advance", to } as const;
  if (!(await insertAction(tx, campaign, number, by, action))) throw new Problem("stale");
  return [{ action: "campaign.advance", subject: `campaign:${campaign}`, data: { number, ...action } }];
}
