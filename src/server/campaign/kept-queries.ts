import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. */

type Tables = { "congtam.campaign": unknown };

/** Every campaign that any row names, whether it exists or not. */
export async function campaignsKept(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from congtam.campaign union select campaign from congtam.campaign_unit union select campaign from congtam.campaign_action
    union select campaign from congtam.campaign_mark union select campaign from congtam.campaign_fact union select campaign from congtam.campaign_assignment`.execute(tx.tables<Tables>());
  return rows.map((one) => one.id);
}

/** All that the room keeps of a campaign, by table. */
export async function keptOfCampaign(tx: Transaction, campaign: string): Promise<Record<"campaign" | "campaign_unit" | "campaign_action" | "campaign_mark" | "campaign_fact" | "campaign_assignment", KeptRow[]>> {
  return {
    campaign: await keptRows(tx, sql`congtam.campaign kept where id = ${campaign}`),
    campaign_unit: await keptRows(tx, sql`congtam.campaign_unit kept where campaign = ${campaign}`),
    campaign_action: await keptRows(tx, sql`congtam.campaign_action kept where campaign = ${campaign}`),
    campaign_mark: await keptRows(tx, sql`congtam.campaign_mark kept where campaign = ${campaign}`),
    campaign_fact: await keptRows(tx, sql`congtam.campaign_fact kept where campaign = ${campaign}`),
    // Entries of old tell that one ended, and not when.
    campaign_assignment: await keptRows(tx, sql`congtam.campaign_assignment kept where campaign = ${campaign}`, sql`|| jsonb_build_object('is_ended', ended_at is not null or ended_by is not null)`),
  };
}
