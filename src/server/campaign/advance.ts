import { type CycleState, foldCycle, refuseByResult, type Stage } from "../../contract/cycle.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { announce } from "./announcements.ts";
import { actionsOf, findCampaign, insertAction } from "./queries.ts";
import { refusalWords } from "./rules.ts";

/** How rooms on higher floors act together with a campaign's cycle. */

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
  const moved = await findCampaign(tx, campaign);
  // A publication is told with its number, of the first result as of every replacement.
  if (moved !== undefined && to === "decided") await announce(tx, moved, state, { action, by, contestedUnits: async () => new Set() });
  return [{ action: "campaign.advance", subject: `campaign:${campaign}`, data: { number, by, at: (await tx.now()).toISOString(), ...action } }];
}
