import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. A row whose request is gone belongs to no campaign. */

type Tables = { "congtam.assessment_entry": unknown };
/** Not a join: who adds the same request once more must not multiply what hangs on it. */
const CAMPAIGN = sql`coalesce((select min(asked.campaign) from congtam.opinion_request asked where asked.id = kept.request), '')`;

/** Every file (campaign and unit) that any row names. */
export async function filesKept(tx: Transaction): Promise<{ campaign: string; unit: string }[]> {
  const { rows } = await sql<{ campaign: string; unit: string }>`
    select campaign, unit from congtam.assessment_entry union select campaign, unit from congtam.assessment_action
    union select campaign, unit from congtam.evidence_link_set union select campaign, unit from congtam.evidence_link
    union select ${CAMPAIGN}, kept.unit from congtam.opinion_answer kept`.execute(tx.tables<Tables>());
  return rows;
}

/** Every campaign in which somebody was asked. */
export async function askedCampaigns(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ campaign: string }>`select campaign from congtam.opinion_request union select ${CAMPAIGN} from congtam.opinion_item kept`.execute(tx.tables<Tables>());
  return rows.map((one) => one.campaign);
}

/** All that the room keeps of a unit's file, by table. */
export async function keptOfFile(tx: Transaction, campaign: string, unit: string): Promise<Record<"assessment_entry" | "assessment_action" | "opinion_answer" | "evidence_link_set" | "evidence_link", KeptRow[]>> {
  return {
    assessment_entry: await keptRows(tx, sql`congtam.assessment_entry kept where campaign = ${campaign} and unit = ${unit}`),
    assessment_action: await keptRows(tx, sql`congtam.assessment_action kept where campaign = ${campaign} and unit = ${unit}`),
    evidence_link_set: await keptRows(tx, sql`congtam.evidence_link_set kept where campaign = ${campaign} and unit = ${unit}`),
    evidence_link: await keptRows(tx, sql`congtam.evidence_link kept where campaign = ${campaign} and unit = ${unit}`),
    opinion_answer: await keptRows(tx, sql`congtam.opinion_answer kept where ${CAMPAIGN} = ${campaign} and kept.unit = ${unit}`),
  };
}

/** What bodies were asked in a campaign. */
export async function keptRequests(tx: Transaction, campaign: string): Promise<Record<"opinion_request" | "opinion_item", KeptRow[]>> {
  return {
    opinion_request: await keptRows(tx, sql`congtam.opinion_request kept where campaign = ${campaign}`),
    opinion_item: await keptRows(tx, sql`congtam.opinion_item kept where ${CAMPAIGN} = ${campaign}`),
  };
}
