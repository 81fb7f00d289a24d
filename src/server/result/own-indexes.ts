import { findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import type { Transaction } from "../platform/index.ts";
import { publishedPercents } from "./publication-queries.ts";

export type OwnIndex = { readonly index: string; readonly year: number; readonly unitId: string; readonly percent: string; readonly rank: number; readonly of: number; readonly title: string };

/** Every unit's percent and rank in the newest published result of each campaign of the authority's. */
export async function ownIndexes(tx: Transaction): Promise<OwnIndex[]> {
  const found: OwnIndex[] = [];
  for (const [id, of] of Map.groupBy(await publishedPercents(tx), (one) => one.campaign)) {
    const campaign = await findCampaign(tx, id);
    if (campaign === undefined || campaign.ownerUnitId !== null) continue;
    const ids = new Map((await unitsOfCampaign(tx, id)).map((one) => [one.code, one.unitId]));
    found.push(...of.flatMap(({ code, campaign: _campaign, ...one }) => { const unitId = ids.get(code); return unitId === undefined ? [] : [{ ...one, unitId, year: campaign.year, title: campaign.title }]; }));
  }
  return found;
}
