import type { VersionItem } from "../../contract/result.ts";
import { type Campaign, findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { kinOf } from "../organisation/index.ts";
import type { Database, Transaction } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import { paperText } from "../documents/index.ts";
import { decisionPaper } from "./decision-document.ts";
import { paperGiven } from "./paper-given.ts";
import { textsOf } from "./queries.ts";
import { addSnapshot, campaignsWithoutSnapshot, type SnapshotAbout } from "./snapshot-queries.ts";
import { itemsOf } from "./steps.ts";

/** What is published is copied to where the public reads, in the transaction that publishes. */

/** Adds a published version to what the public reads. How a unit evaluates its own offices is not the province's result. */
export async function keepSnapshot(tx: Transaction, campaign: Campaign, item: VersionItem): Promise<void> {
  if (campaign.ownerUnitId !== null || item.publishedAt === null) return;
  const texts = await textsOf(tx, campaign.id, item.number);
  const law = await findRegulation(tx, item.regulation.versionId);
  if (texts === undefined || law === undefined) throw new RangeError(`version ${String(item.number)} of ${campaign.id} has no texts or no regulation`);
  const units = await unitsOfCampaign(tx, campaign.id);
  const kin = await kinOf(tx, units.map((one) => one.unitId));
  const told = { caseText: texts.caseText, levelDecisions: texts.levelDecisions };
  const text = item.decision === null ? [] : await paperText(tx, decisionPaper, decisionPaper.filling(await paperGiven(tx, { campaign, item, law, told })));
  const about: SnapshotAbout = {
    reason: item.reason,
    decision: item.decision,
    text,
    ledger: item.ledger,
    units: units.map(({ unitId, code, name, index }) => ({ id: unitId, code, name, index, kin: (kin.get(unitId) ?? []).filter((one) => one !== unitId) })),
    levels: texts.levelDecisions.flatMap(({ decision }) => (decision.kind === "level" ? [{ ratio: decision.ratio, unit: decision.unit, level: decision.level, reason: decision.reason }] : [])),
  };
  await addSnapshot(tx, { campaign: campaign.id, number: item.number, year: campaign.year, title: campaign.title, publishedAt: new Date(item.publishedAt), about, caseText: texts.caseText, resultText: texts.resultText, resultSha256: item.sha256 }, { sha256: item.regulation.sha256, document: law.regulation });
}

/** Copies what was published before there was a place for it, or was lost from there. Returns how many versions. */
export async function rebuildSnapshots(database: Database): Promise<number> {
  const missing = await database.transaction(campaignsWithoutSnapshot);
  for (const { campaign, numbers } of missing) await database.transaction((tx) => keepAgain(tx, campaign, numbers));
  return missing.reduce((sum, one) => sum + one.numbers.length, 0);
}

async function keepAgain(tx: Transaction, id: string, numbers: readonly number[]): Promise<void> {
  const campaign = await findCampaign(tx, id);
  if (campaign === undefined) return;
  for (const item of await itemsOf(tx, id)) if (numbers.includes(item.number)) await keepSnapshot(tx, campaign, item);
}
