import { type CycleState, foldCycle } from "../../contract/cycle.ts";
import type { Transaction } from "../platform/index.ts";
import { actionsOf, campaignsWith, holdStage } from "./queries.ts";
import { actionsAndMarks, type UnitMark } from "./record-queries.ts";

/** A campaign's state now, folded from its actions. */
export async function stateOf(tx: Transaction, campaignId: string): Promise<CycleState> {
  const recorded = await actionsOf(tx, [campaignId]);
  return foldCycle(recorded.get(campaignId) ?? []);
}

/** The same with the marks of one of its units, in one question: what each save begins with. */
export async function stateAndMarks(tx: Transaction, campaignId: string, unitId: string): Promise<{ readonly state: CycleState; readonly marks: readonly UnitMark[] }> {
  const { actions, marks } = await actionsAndMarks(tx, campaignId, unitId);
  return { state: foldCycle(actions), marks };
}

/** The same, and it stays so until the transaction ends: for changes that a stage allows. */
export async function heldStateOf(tx: Transaction, campaignId: string): Promise<CycleState> {
  await holdStage(tx, campaignId);
  return stateOf(tx, campaignId);
}

/** The newest campaign of the whole authority until a year that had a unit and whose result is published, with the unit's index in it. */
export async function newestPublished(tx: Transaction, unitId: string, untilYear: number): Promise<{ readonly id: string; readonly year: number; readonly index: string } | undefined> {
  const campaigns = await campaignsWith(tx, unitId, untilYear);
  const recorded = await actionsOf(tx, campaigns.map((one) => one.id));
  return campaigns.find(({ id }) => foldCycle(recorded.get(id) ?? []).stage === "published");
}

/**
 * Whether a result of the campaign was proposed and waits for approval or publication; asked of the room that knows,
 * which stands above. Whoever holds the campaign's stage is told what stays so until the transaction ends.
 */
export type IsProposed = (tx: Transaction, campaignId: string) => Promise<boolean>;
