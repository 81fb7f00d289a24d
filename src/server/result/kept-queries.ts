import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's own rows as they are, to be compared with the ledger. */

type Tables = { "congtam.result_version": unknown };

/** Every campaign that any row names. */
export async function resultCampaigns(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ campaign: string }>`select campaign from congtam.result_version union select campaign from congtam.result_step union select campaign from congtam.result_decision`.execute(tx.tables<Tables>());
  return rows.map((one) => one.campaign);
}

/** All that the room keeps of a campaign, by table. Texts of some megabytes come as their hashes; so the stored hash can be held against its text. */
export async function keptResults(tx: Transaction, campaign: string): Promise<Record<"result_decision" | "result_version" | "result_step", KeptRow[]>> {
  const hashes = sql`- 'case_text' - 'result_text' || jsonb_build_object(
    'sha256 of case_text', encode(sha256(convert_to(kept.case_text, 'UTF8')), 'hex'), 'sha256 of result_text', encode(sha256(convert_to(kept.result_text, 'UTF8')), 'hex'))`;
  return {
    result_decision: await keptRows(tx, sql`congtam.result_decision kept where campaign = ${campaign}`),
    result_version: await keptRows(tx, sql`congtam.result_version kept where campaign = ${campaign}`, hashes),
    result_step: await keptRows(tx, sql`congtam.result_step kept where campaign = ${campaign}`),
  };
}
