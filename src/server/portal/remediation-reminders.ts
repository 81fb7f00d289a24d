import { foldRemediation, isOverdue } from "../../contract/remediation.ts";
import { findCampaign, readAudience, unitsOfCampaigns } from "../campaign/index.ts";
import type { Reminder } from "../notification/index.ts";
import { dayOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { itemsUnderWay, type StoredItem } from "./remediation-queries.ts";

/** Commitments whose day comes near or has passed: their unit hears of both, the officer of what is overdue. */

const DAY_MS = 86_400_000;
const NEAR_DAYS = 7;

function alarmOf({ steps }: Pick<StoredItem, "steps">, now: Date): "near" | "overdue" | undefined {
  const folded = foldRemediation(steps);
  const today = dayOf(now);
  if (isOverdue(folded, today)) return "overdue";
  const isOpen = folded.state === "planned" || folded.state === "confirmed";
  return isOpen && folded.deadline !== null && folded.deadline <= dayOf(new Date(now.getTime() + NEAR_DAYS * DAY_MS)) ? "near" : undefined;
}

export async function remediationDue(tx: Transaction, now: Date): Promise<readonly Reminder[]> {
  const alarmed = (await itemsUnderWay(tx)).flatMap((item) => {
    const alarm = alarmOf(item, now);
    return alarm === undefined ? [] : [{ item, alarm }];
  });
  if (alarmed.length === 0) return [];
  const audience = await readAudience(tx);
  const campaigns = [...new Set(alarmed.map(({ item }) => item.campaignId))];
  const units = await unitsOfCampaigns(tx, campaigns, [...new Set(alarmed.map(({ item }) => item.unitId))]);
  const reminders: Reminder[] = [];
  for (const id of campaigns) {
    const campaign = await findCampaign(tx, id);
    if (campaign === undefined) continue;
    const names = new Map(units.filter((one) => one.campaignId === id).map((one) => [one.unitId, one.name]));
    for (const { item, alarm } of alarmed.filter((one) => one.item.campaignId === id)) {
      const to = [...audience.ofUnits(campaign, [item.unitId]), ...(alarm === "overdue" ? audience.withRole(campaign, ["programme-officer"]) : [])];
      reminders.push({ to, kind: "remediation", subject: `campaign:${id}`, data: { campaign: campaign.title, unit: names.get(item.unitId) ?? item.unitId, step: alarm }, dedupe: `${alarm} ${item.id} ${foldRemediation(item.steps).deadline ?? ""}` });
    }
  }
  return reminders;
}
