import { type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { CampaignTables } from "./queries.ts";

/** The room's SQL about marks and facts of units: numbered per unit, only added to, the last row of a code or key holds. */

type Tables = CampaignTables & {
  "congtam.campaign_mark": { campaign: string; unit: string; number: number; code: string; is_set: boolean; reason: string; article: string | null; at: Date; by: string };
  "congtam.campaign_fact": { campaign: string; unit: string; number: number; key: string; value: unknown; proof: string; at: Date; by: string };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** A content, group or leaf that does not apply to a unit, with the legal ground. */
export type UnitMark = { readonly unitId: string; readonly code: string; readonly reason: string; readonly article: string; readonly by: string; readonly at: string };
/** What is known of a unit besides its scores, with the document that proves it. */
export type UnitFact = { readonly unitId: string; readonly key: string; readonly value: unknown; readonly proof: string; readonly by: string; readonly at: string };

const withTime = <T extends { readonly at: Date }>({ at, ...row }: T): Omit<T, "at"> & { readonly at: string } => ({ ...row, at: at.toISOString() });

/** Not-applicable marks in force, of one unit or all; by unit, then code. */
export async function marksOf(tx: Transaction, campaignId: string, unitId?: string): Promise<UnitMark[]> {
  const last = tables(tx)
    .selectFrom("congtam.campaign_mark")
    .select(["unit as unitId", "code", "reason", sql<string>`coalesce(article, '')`.as("article"), "by", "at", "is_set"])
    .distinctOn(["unit", "code"])
    .where("campaign", "=", campaignId)
    .$if(unitId !== undefined, (query) => query.where("unit", "=", unitId ?? ""))
    .orderBy("unit")
    .orderBy("code")
    .orderBy("number", "desc");
  const rows = await tables(tx).selectFrom(last.as("last")).select(["unitId", "code", "reason", "article", "by", "at"]).where("is_set", "=", true).orderBy("unitId").orderBy("code").execute();
  return rows.map(withTime);
}

/** Facts in force, of one unit or all; by unit, then key. */
export async function factsOf(tx: Transaction, campaignId: string, unitId?: string): Promise<UnitFact[]> {
  const last = tables(tx)
    .selectFrom("congtam.campaign_fact")
    .select(["unit as unitId", "key", "value", "proof", "by", "at"])
    .distinctOn(["unit", "key"])
    .where("campaign", "=", campaignId)
    .$if(unitId !== undefined, (query) => query.where("unit", "=", unitId ?? ""))
    .orderBy("unit")
    .orderBy("key")
    .orderBy("number", "desc");
  const rows = await tables(tx).selectFrom(last.as("last")).selectAll().where(sql<boolean>`value <> 'null'::jsonb`).orderBy("unitId").orderBy("key").execute();
  return rows.map(withTime);
}
