import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. */

type Tables = { "congtam.leader_mark": unknown };

/** Every campaign that any row names. */
export async function markedCampaigns(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ campaign: string }>`select campaign from congtam.leader_remit union select campaign from congtam.leader_mark`.execute(tx.tables<Tables>());
  return rows.map((one) => one.campaign);
}

/** All that the room keeps of a campaign, by table; marks as the text that they are everywhere. */
export async function keptMarks(tx: Transaction, campaign: string): Promise<Record<"leader_remit" | "leader_mark", KeptRow[]>> {
  return {
    leader_remit: await keptRows(tx, sql`congtam.leader_remit kept where campaign = ${campaign}`),
    leader_mark: await keptRows(tx, sql`congtam.leader_mark kept where campaign = ${campaign}`, sql`|| jsonb_build_object('mark', mark::text)`),
  };
}
