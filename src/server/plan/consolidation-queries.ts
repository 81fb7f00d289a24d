import { sql } from "kysely";
import type { Consolidated, ConsolidationItem } from "../../contract/plan-consolidation.ts";
import type { Transaction } from "../platform/index.ts";
import { asJson } from "./report-queries.ts";

/** Consolidations: how far each has come, and what came of it. */

type Row = { id: string; period: string; state: ConsolidationItem["state"]; done: number; total: number; result: Consolidated | null; sha256: string | null; by: string; at: Date; ended_at: Date | null };
type ConsolidationTables = { "congtam.report_consolidation": Row };
const tables = (tx: Transaction) => tx.tables<ConsolidationTables>();
const ITEM = ["id", "period", "state", "done", "total", "sha256", "by", "at", "ended_at"] as const;
export type Item = ConsolidationItem & { readonly by: string };
const itemOf = ({ id, period, state, done, total, sha256, by, at, ended_at: ended }: Omit<Row, "result">): Item => ({ id, periodId: period, state, done, total, sha256, by, at: at.toISOString(), endedAt: ended?.toISOString() ?? null });
export const itemView = ({ by: _by, ...item }: Item): ConsolidationItem => item;

export async function insertConsolidation(tx: Transaction, id: string, period: string, total: number, by: string): Promise<Item> {
  const row: Omit<Row, "result" | "sha256" | "ended_at"> = { id, period, state: "waiting", done: 0, total, by, at: await tx.now() };
  await tables(tx).insertInto("congtam.report_consolidation").values({ ...row, result: null, sha256: null, ended_at: null }).execute();
  return itemOf({ ...row, sha256: null, ended_at: null });
}

export const consolidationsOf = async (tx: Transaction, period: string): Promise<Item[]> => (await tables(tx).selectFrom("congtam.report_consolidation").select(ITEM).where("period", "=", period).orderBy("at", "desc").orderBy("id").limit(50).execute()).map(itemOf);

export async function findConsolidation(tx: Transaction, id: string): Promise<Item | undefined> {
  const row = await tables(tx).selectFrom("congtam.report_consolidation").select(ITEM).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

export const resultOf = async (tx: Transaction, id: string): Promise<Consolidated | null> => (await tables(tx).selectFrom("congtam.report_consolidation").select("result").where("id", "=", id).executeTakeFirst())?.result ?? null;

/** Ends one that is under way; undefined when it has ended by itself. */
export async function cancel(tx: Transaction, id: string): Promise<Item | undefined> {
  const row = await tables(tx).updateTable("congtam.report_consolidation").set({ state: "cancelled", ended_at: await tx.now() }).where("id", "=", id).where("state", "in", ["waiting", "running"]).returning(ITEM).executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** Says how far it has come; false when somebody has stopped it. */
export async function goOn(tx: Transaction, id: string, done: number): Promise<boolean> {
  const row = await tables(tx).updateTable("congtam.report_consolidation").set({ state: "running", done }).where("id", "=", id).where("state", "in", ["waiting", "running"]).returning("id").executeTakeFirst();
  return row !== undefined;
}

/** Keeps what came of it; false when somebody has stopped it meanwhile. */
export async function end(tx: Transaction, { id, total }: Item, result: Consolidated, sha256: string): Promise<boolean> {
  const row = await tables(tx).updateTable("congtam.report_consolidation").set({ state: "done", done: total, result: asJson(result), sha256, ended_at: await tx.now() }).where("id", "=", id).where("state", "=", "running").returning("id").executeTakeFirst();
  return row !== undefined;
}

/** Waits until no other consolidation of the period begins. */
export const holdPeriod = (tx: Transaction, period: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${`consolidation:${period}`}, 0))`.execute(tables(tx));
