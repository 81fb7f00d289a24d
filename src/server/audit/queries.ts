import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { GENESIS, type Head, type StoredRow } from "./rules.ts";

type Tables = { "congtam.audit_entry": { seq: number; at: string; by: string; action: string; subject: string; data: string; previous: Buffer; hash: Buffer } };

/** A moment with all its microseconds, whatever the session's settings; what no clock shows stays as it is. */
const momentText = (moment: ReturnType<typeof sql>) => sql<string | null>`case when ${moment} >= '0001-01-01Z' and ${moment} < '9999-12-31Z' then to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else ${moment}::text end`;

export async function readHead(tx: Transaction): Promise<Head> {
  const row = await tx.tables<Tables>().selectFrom("congtam.audit_entry").select(["seq", sql<string>`encode(hash, 'hex')`.as("hash")]).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row ?? GENESIS;
}

/** An entry ready to be chained: its data as canonical JSON, and the text that is hashed before and after the time. */
type Appended = { readonly action: string; readonly subject: string; readonly data: string; readonly head: string; readonly tail: string };

/** Chains entries behind the ledger's head, in one question: all others who record wait until this transaction ends. */
export async function appendEntries(tx: Transaction, by: string, entries: readonly Appended[]): Promise<void> {
  const of = (field: keyof Appended) => sql`${entries.map((one) => one[field])}::text[]`;
  await sql`select congtam.audit_append(${by}, ${of("action")}, ${of("subject")}, ${of("data")}, ${of("head")}, ${of("tail")})`.execute(tx.tables<Tables>());
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

/** The hashes under these numbers, as they stand in the table. */
export async function hashesAt(tx: Transaction, seqs: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.tables<Tables>().selectFrom("congtam.audit_entry").select(["seq", sql<string>`coalesce(encode(hash, 'hex'), '')`.as("hash")]).where(sql<boolean>`seq = any (${seqs}::bigint[])`).execute();
  return new Map(rows.map((one) => [one.seq, one.hash]));
}

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

/** How many entries fit. */
export async function countEntries(tx: Transaction, filter: EntryFilter): Promise<number> {
  let rows = tx.tables<Tables>().selectFrom("congtam.audit_entry").select(sql<number>`count(*)::integer`.as("count"));
  if (filter.subject !== undefined) rows = rows.where("subject", "=", filter.subject);
  if (filter.action !== undefined) rows = rows.where("action", "=", filter.action);
  if (filter.by !== undefined) rows = rows.where("by", "=", filter.by);
  return (await rows.executeTakeFirst())?.count ?? 0;
}

/** What an entry says, for whoever builds something again from the ledger. */
export type LedgerEntry = { readonly seq: number; readonly by: string; readonly action: string; readonly data: unknown };

/** Entries about a campaign up to a number, oldest first: its own, and those about its units' files. */
export async function entriesUnder(tx: Transaction, { subject, below, upTo }: { readonly subject: string; readonly below: string; readonly upTo: number }): Promise<LedgerEntry[]> {
  const rows = await tx
    .tables<Tables>()
    .selectFrom("congtam.audit_entry")
    .select(["seq", "by", "action"])
    .select(sql<string>`data::text`.as("data"))
    .where((is) => is.or([is("subject", "=", subject), is.and([is("subject", ">=", below), is("subject", "<", `${below}\u{10FFFF}`)])]))
    .where("seq", "<=", upTo)
    .orderBy("seq")
    .execute();
  return rows.map(({ data, ...row }) => ({ ...row, data: JSON.parse(data) as unknown }));
}

/** Where the ledger holds a hash: as an entry's own, or as the receipt that was given for what a unit handed in. */
export async function findHash(tx: Transaction, hash: string): Promise<{ readonly seq: number; readonly at: Date; readonly what: "entry" | "receipt" } | undefined> {
  const found = await sql<{ seq: number; at: Date; what: "entry" | "receipt" }>`
    select seq, at, 'entry' as what from congtam.audit_entry where hash = decode(${hash}, 'hex')
    union all
    select seq, at, 'receipt' from congtam.audit_entry where action = 'assessment.submit' and data -> 'action' ->> 'hash' = ${hash}
    order by seq limit 1`.execute(tx.tables<Tables>());
  return found.rows[0];
}
