import { type Generated, type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about what the scanner said of files of pieces of work. */

type Verdict = "waiting" | "clean" | "infected";
type Tables = { "congtam.work_file": { period: string; item: number; number: number; bytes: Buffer; at: Date }; "congtam.work_scan": { id: Generated<string>; period: string; item: number; number: number; verdict: Verdict; detail: string; at: Date } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type FileOf = { readonly period: string; readonly item: number; readonly number: number };

/** What the scanner said last of a row `f`. */
export const VERDICT = sql<Verdict | "unscanned">`coalesce((select s.verdict from congtam.work_scan s where (s.period, s.item, s.number) = (f.period, f.item, f.number) order by s.id desc limit 1), 'unscanned')`;

export async function bytesOf(tx: Transaction, { period, item, number }: FileOf): Promise<Uint8Array | undefined> {
  const row = await tables(tx).selectFrom("congtam.work_file").select("bytes").where("period", "=", period).where("item", "=", item).where("number", "=", number).executeTakeFirst();
  return row === undefined ? undefined : new Uint8Array(row.bytes);
}

type Said = FileOf & { readonly id: number; readonly verdict: Verdict; readonly detail: string; readonly at: string };

export async function addVerdict(tx: Transaction, { period, item, number }: FileOf, verdict: Verdict, detail: string): Promise<Said> {
  const at = await tx.now();
  const { id } = await tables(tx).insertInto("congtam.work_scan").values({ period, item, number, verdict, detail, at }).returning("id").executeTakeFirstOrThrow();
  return { id: Number(id), period, item, number, verdict, detail, at: at.toISOString() };
}

const HOUR_MS = 3_600_000;

export const filesToScan = async (tx: Transaction, limit: number): Promise<FileOf[]> =>
  tables(tx).selectFrom("congtam.work_file as f").select(["f.period", "f.item", "f.number"]).where("f.at", "<", new Date((await tx.now()).getTime() - HOUR_MS)).where(sql<boolean>`${VERDICT} in ('waiting', 'unscanned')`).orderBy("f.period").orderBy("f.item").orderBy("f.number").limit(limit).execute();
