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

/** Those who give opinions for the body that was asked. */
export async function tellOfRequest(tx: Transaction, campaign: Campaign, { id, toUnitId }: { readonly id: string; readonly toUnitId: string }): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  await notify(tx, { to: ofUnits(campaign, [toUnitId], ["opinion-giver"]), kind: "opinion-requested", subject: `campaign:${campaign.id}`, data: { campaign: campaign.title, until: null }, dedupe: id });
}
