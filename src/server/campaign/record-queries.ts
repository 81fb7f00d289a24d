import { type Kysely, sql } from "kysely";
import type { RecordedAction } from "../../contract/cycle.ts";
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

/** The texts of moments, as `toISOString` writes them. */
const isoText = (moment: string) => sql`to_char(${sql.ref(moment)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The campaign's actions in order and the marks in force of one unit, in one question. */
export async function actionsAndMarks(tx: Transaction, campaignId: string, unitId: string): Promise<{ readonly actions: readonly RecordedAction[]; readonly marks: readonly UnitMark[] }> {
  const { rows: [row] } = await sql<{ actions: RecordedAction[]; marks: UnitMark[] }>`
    select
      (select coalesce(json_agg(json_build_object('number', number, 'at', ${isoText("at")}, 'by', by, 'action', action) order by number), '[]')
        from congtam.campaign_action where campaign = ${campaignId}) as actions,
      (select coalesce(json_agg(json_build_object('unitId', unit, 'code', code, 'reason', reason, 'article', coalesce(article, ''), 'by', by, 'at', ${isoText("at")}) order by code), '[]')
        from (select distinct on (code) * from congtam.campaign_mark where campaign = ${campaignId} and unit = ${unitId} order by code, number desc) last where is_set) as marks`.execute(tables(tx));
  return row ?? { actions: [], marks: [] };
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

type Place = { readonly campaignId: string; readonly unitId: string };
type Said = { readonly number: number; readonly by: string; readonly at: string };
export type MarkChange = Said & { readonly code: string; readonly isSet: boolean; readonly reason: string; readonly article: string | null };
export type FactChange = Said & { readonly key: string; readonly value: unknown; readonly proof: string };

/** Every change of the marks of one unit, in order. */
export async function markChanges(tx: Transaction, { campaignId, unitId }: Place): Promise<MarkChange[]> {
  const rows = await tables(tx).selectFrom("congtam.campaign_mark").select(["number", "code", "is_set as isSet", "reason", "article", "by", "at"]).where("campaign", "=", campaignId).where("unit", "=", unitId).orderBy("number").execute();
  return rows.map(withTime);
}

/** Every change of the facts of one unit, in order. */
export async function factChanges(tx: Transaction, { campaignId, unitId }: Place): Promise<FactChange[]> {
  const rows = await tables(tx).selectFrom("congtam.campaign_fact").select(["number", "key", "value", "proof", "by", "at"]).where("campaign", "=", campaignId).where("unit", "=", unitId).orderBy("number").execute();
  return rows.map(withTime);
}

type OfUnit = { readonly unitId: string };

/** Appends marks in one statement; false when somebody else has taken one of the numbers. */
export async function addMarks(tx: Transaction, campaignId: string, marks: readonly (Omit<MarkChange, "at"> & OfUnit)[]): Promise<boolean> {
  if (marks.length === 0) return true;
  const at = await tx.now();
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.campaign_mark")
    .values(marks.map(({ unitId, number, code, isSet, reason, article, by }) => ({ campaign: campaignId, unit: unitId, number, code, is_set: isSet, reason, article, by, at })))
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(marks.length);
}

/** Appends facts in one statement; false when somebody else has taken one of the numbers. */
export async function addFacts(tx: Transaction, campaignId: string, facts: readonly (Omit<FactChange, "at"> & OfUnit)[]): Promise<boolean> {
  if (facts.length === 0) return true;
  const at = await tx.now();
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.campaign_fact")
    .values(facts.map(({ unitId, number, key, value, proof, by }) => ({ campaign: campaignId, unit: unitId, number, key, value: JSON.stringify(value), proof, by, at })))
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(facts.length);
}

/** The last number of each unit that has marks, facts. */
export async function numbersOf(tx: Transaction, campaignId: string): Promise<{ readonly marks: ReadonlyMap<string, number>; readonly facts: ReadonlyMap<string, number> }> {
  const last = async (table: "congtam.campaign_mark" | "congtam.campaign_fact") => {
    const rows = await tables(tx).selectFrom(table).select(["unit", (of) => of.fn.max("number").as("number")]).where("campaign", "=", campaignId).groupBy("unit").execute();
    return new Map(rows.map((row): [string, number] => [row.unit, row.number]));
  };
  return { marks: await last("congtam.campaign_mark"), facts: await last("congtam.campaign_fact") };
}
