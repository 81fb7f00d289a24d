import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { type KeptRow, readExactly } from "./rules.ts";

/** Rows of tables beside the ledger, as whoever compares them with it wants them. */

/**
 * All rows of a question in which the table is called `kept`; `more` puts something in the place of columns, or beside
 * them, or leaves them out.
 */
export async function keptRows(tx: Transaction, from: RawBuilder<unknown>, more: RawBuilder<unknown> = sql``): Promise<KeptRow[]> {
  const { rows } = await sql<{ row: string }>`select (to_jsonb(kept) ${more})::text as row from ${from}`.execute(tx.tables());
  return rows.map(({ row }) => readExactly(row));
}

/** What an entry told of rows, with the place where it stands. */
export type Telling = { readonly seq: number; readonly by: string; readonly action: string; readonly subject: string; readonly data: KeptRow };

type Tables = { "congtam.audit_entry": { seq: number; by: string | null; action: string | null; subject: string | null; data: string | null } };

/** What the ledger has entries about, of these kinds ("campaign:"). */
export async function subjectsBeginning(tx: Transaction, ...kinds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .tables<Tables>()
    .selectFrom("congtam.audit_entry")
    .select(sql<string>`subject`.as("subject"))
    .distinct()
    .where((is) => is.or(kinds.map((kind) => sql<boolean>`starts_with(subject, ${kind})`)))
    .execute();
  return rows.map((one) => one.subject);
}

const ENTRIES_PER_BATCH = 500;

/** What a question about entries asks for. */
type Wanted = RawBuilder<boolean>;

/** All entries about one thing, oldest first. */
export const tellingsOf = (tx: Transaction, subject: string): AsyncGenerator<Telling, void, undefined> => tellings(tx, sql<boolean>`subject = ${subject}`);

/** All entries of these actions, about whatever, oldest first. */
export const tellingsOfActions = (tx: Transaction, actions: readonly string[]): AsyncGenerator<Telling, void, undefined> => tellings(tx, sql<boolean>`action = any (${actions}::text[])`);

/** All entries of actions that begin so, about whatever, oldest first. */
export const tellingsOfActionsBeginning = (tx: Transaction, beginning: string): AsyncGenerator<Telling, void, undefined> => tellings(tx, sql<boolean>`starts_with(action, ${beginning})`);

/** All entries about one thing and about what is under it ("report:P:"), oldest first. */
export const tellingsAbout = (tx: Transaction, subject: string, under: string): AsyncGenerator<Telling, void, undefined> => tellings(tx, sql<boolean>`(subject = ${subject} or starts_with(subject, ${under}))`);

/** Some hundred at a time. */
async function* tellings(tx: Transaction, wanted: Wanted): AsyncGenerator<Telling, void, undefined> {
  for (let after = 0; ; ) {
    const rows = await tx
      .tables<Tables>()
      .selectFrom("congtam.audit_entry")
      .select(["seq", sql<string>`coalesce("by", '')`.as("by"), sql<string>`coalesce(action, '')`.as("action"), sql<string>`coalesce(subject, '')`.as("subject"), sql<string | null>`data::text`.as("data")])
      .where(wanted)
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(ENTRIES_PER_BATCH)
      .execute();
    for (const { data, ...row } of rows) yield { ...row, data: readExactly(data) };
    const last = rows.at(-1);
    if (last === undefined || rows.length < ENTRIES_PER_BATCH) return;
    after = last.seq;
  }
}
