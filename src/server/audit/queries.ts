import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";
import { type Entry, GENESIS, type Head, type StoredRow } from "./rules.ts";

type Tables = { "congtam.audit_entry": { seq: number; at: string; by: string; action: string; subject: string; data: string; previous: Buffer; hash: Buffer } };

/** Any number that all processes agree on: who holds it writes the next entries. */
const LOCK = 3_352_026;
const ROWS_PER_INSERT = 1000;

/** A moment with all its microseconds, whatever the session's settings; what no clock shows stays as it is. */
const momentText = (moment: ReturnType<typeof sql>) => sql<string | null>`case when ${moment} >= '0001-01-01Z' and ${moment} < '9999-12-31Z' then to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else ${moment}::text end`;

/** One writer at a time until the transaction ends, so that numbers have no gaps. */
export async function lockLedger(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx.tables<Tables>());
}

/** The head, and the clock at the writing (not at the start of a transaction that may have waited), in one question: others wait meanwhile. */
export async function readHeadAndClock(tx: Transaction): Promise<{ readonly head: Head; readonly at: string }> {
  const last = sql`select seq, encode(hash, 'hex') as hash from congtam.audit_entry order by seq desc limit 1`;
  const { rows } = await sql<{ at: string; seq: number | null; hash: string | null }>`select ${momentText(sql`now.at`)} as at, last.seq, last.hash from (select clock_timestamp() as at) as now left join (${last}) as last on true`.execute(tx.tables<Tables>());
  const [row] = rows;
  if (row === undefined) throw new RangeError("the database has no clock");
  return { head: row.seq === null || row.hash === null ? GENESIS : { seq: row.seq, hash: row.hash }, at: row.at };
}

export async function readHead(tx: Transaction): Promise<Head> {
  const row = await tx.tables<Tables>().selectFrom("congtam.audit_entry").select(["seq", sql<string>`encode(hash, 'hex')`.as("hash")]).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row ?? GENESIS;
}

export async function insertEntries(tx: Transaction, entries: readonly Entry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
    const rows = entries.slice(from, from + ROWS_PER_INSERT).map((entry) => ({
      seq: entry.seq,
      at: entry.at,
      by: entry.by,
      action: entry.action,
      subject: entry.subject,
      data: canonicalJson(entry.data),
      previous: Buffer.from(entry.previous, "hex"),
      hash: Buffer.from(entry.hash, "hex"),
    }));
    await tx.tables<Tables>().insertInto("congtam.audit_entry").values(rows).execute();
  }
}

const stored = (tx: Transaction) =>
  tx
    .tables<Tables>()
    .selectFrom("congtam.audit_entry")
    .select(["seq", "by", "action", "subject"])
    .select([momentText(sql`at`).as("at"), sql<string | null>`data::text`.as("data"), sql<string | null>`encode(previous, 'hex')`.as("previous"), sql<string | null>`encode(hash, 'hex')`.as("hash")]);

/** The lowest and highest number in the table, whatever they should be. */
export async function readBounds(tx: Transaction): Promise<{ readonly lowest: number; readonly highest: number }> {
  const row = await tx.tables<Tables>().selectFrom("congtam.audit_entry").select([sql<number | null>`min(seq)`.as("lowest"), sql<number | null>`max(seq)`.as("highest")]).executeTakeFirst();
  return { lowest: row?.lowest ?? 1, highest: row?.highest ?? 0 };
}

/** All rows with these numbers, by range and not by count: nothing may hide behind a number that occurs twice. */
export const readRows = (tx: Transaction, from: number, to: number): Promise<StoredRow[]> => stored(tx).where("seq", ">=", from).where("seq", "<=", to).orderBy("seq").execute();

export type EntryFilter = { readonly subject?: string | undefined; readonly action?: string | undefined; readonly by?: string | undefined };

/** The newest rows that fit, before a number. */
export function readPage(tx: Transaction, filter: EntryFilter, before: number | undefined, limit: number): Promise<StoredRow[]> {
  let rows = stored(tx).orderBy("seq", "desc").limit(limit);
  if (before !== undefined) rows = rows.where("seq", "<", before);
  if (filter.subject !== undefined) rows = rows.where("subject", "=", filter.subject);
  if (filter.action !== undefined) rows = rows.where("action", "=", filter.action);
  if (filter.by !== undefined) rows = rows.where("by", "=", filter.by);
  return rows.execute();
}
