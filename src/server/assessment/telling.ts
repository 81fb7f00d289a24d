import { deadlineOf } from "../../contract/cycle.ts";
import { type Campaign, readAudience } from "../campaign/index.ts";
import { notify } from "../notification/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Desk } from "./desk.ts";

/** What people are told about files and requests for opinion, in the act's own transaction. */

/** The unit's people hear that the file came back to them or was handed in; whoever did it knows. */
export async function tellOfFile(tx: Transaction, { campaign, unit, viewer }: Desk, kind: "returned" | "submitted"): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  const to = ofUnits(campaign, [unit.unitId]).filter((person) => person !== viewer.personId);
  await notify(tx, { to, kind, subject: `assessment:${campaign.id}/${unit.unitId}`, data: { campaign: campaign.title, unit: unit.name } });
}

/** The heads, who submit, hear that the file was prepared for them; anew each time, since something was changed between. */
export async function tellHeads(tx: Transaction, { campaign, unit, viewer, file }: Desk): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  const to = ofUnits(campaign, [unit.unitId], ["unit-head"]).filter((person) => person !== viewer.personId);
  await notify(tx, { to, kind: "handed-up", subject: `assessment:${campaign.id}/${unit.unitId}`, data: { campaign: campaign.title, unit: unit.name }, dedupe: String(file.version + 1) });
}

/** Who explains for the unit hears of a criterion that was contested when the explanations had begun; of the first one only. */
export async function tellContested(tx: Transaction, { campaign, unit, cycle }: Desk): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  await notify(tx, { to: ofUnits(campaign, [unit.unitId]), kind: "explanation-wanted", subject: `assessment:${campaign.id}/${unit.unitId}`, data: { campaign: campaign.title, unit: unit.name, until: deadlineOf(cycle, "explanation", unit.unitId) ?? null }, dedupe: "explanation" });
}

/** Those who give opinions for the body that was asked. */
export async function tellOfRequest(tx: Transaction, campaign: Campaign, { id, toUnitId }: { readonly id: string; readonly toUnitId: string }): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  await notify(tx, { to: ofUnits(campaign, [toUnitId], ["opinion-giver"]), kind: "opinion-requested", subject: `campaign:${campaign.id}`, data: { campaign: campaign.title, until: null }, dedupe: id });
}
