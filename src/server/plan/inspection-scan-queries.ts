import { type Generated, type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about what the scanner said of files of inspections. */

type Verdict = "waiting" | "clean" | "infected";
type Tables = { "congtam.inspection_file": { inspection: string; number: number; bytes: Buffer; at: Date }; "congtam.inspection_scan": { id: Generated<string>; inspection: string; number: number; verdict: Verdict; detail: string; at: Date } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type FileOf = { readonly inspection: string; readonly number: number };

/** What the scanner said last of a row `f`. */
export const VERDICT = sql<Verdict | "unscanned">`coalesce((select s.verdict from congtam.inspection_scan s where (s.inspection, s.number) = (f.inspection, f.number) order by s.id desc limit 1), 'unscanned')`;

export async function bytesOf(tx: Transaction, { inspection, number }: FileOf): Promise<Uint8Array | undefined> {
  const row = await tables(tx).selectFrom("congtam.inspection_file").select("bytes").where("inspection", "=", inspection).where("number", "=", number).executeTakeFirst();
  return row === undefined ? undefined : new Uint8Array(row.bytes);
}

type Said = FileOf & { readonly id: number; readonly verdict: Verdict; readonly detail: string; readonly at: string };

export async function addVerdict(tx: Transaction, { inspection, number }: FileOf, verdict: Verdict, detail: string): Promise<Said> {
  const at = await tx.now();
  const { id } = await tables(tx).insertInto("congtam.inspection_scan").values({ inspection, number, verdict, detail, at }).returning("id").executeTakeFirstOrThrow();
  return { id: Number(id), inspection, number, verdict, detail, at: at.toISOString() };
}

const HOUR_MS = 3_600_000;

export const filesToScan = async (tx: Transaction, limit: number): Promise<FileOf[]> =>
  tables(tx).selectFrom("congtam.inspection_file as f").select(["f.inspection", "f.number"]).where("f.at", "<", new Date((await tx.now()).getTime() - HOUR_MS)).where(sql<boolean>`${VERDICT} in ('waiting', 'unscanned')`).orderBy("f.inspection").orderBy("f.number").limit(limit).execute();
