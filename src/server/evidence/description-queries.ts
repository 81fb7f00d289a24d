import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { Description } from "./rows.ts";

/** The room's SQL about descriptions. */

type Tables = { "congtam.evidence_description": { item: string; unit: string; revision: number; number: string; dated: string | null; issuer: string; subject: string; words: RawBuilder<unknown>; by: string; at: Date } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** So that of two who describe an item at once the second sees what the first wrote. */
export const lockItem = (tx: Transaction, item: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${`evidence item:${item}`}, 0))`.execute(tables(tx));

export async function addDescription(tx: Transaction, { item, unitId, words }: { readonly item: string; readonly unitId: string; readonly words: readonly string[] }, { at, ...said }: Description): Promise<void> {
  await sql`
    insert into congtam.evidence_description (item, unit, revision, number, dated, issuer, subject, words, by, at)
    values (${item}, ${unitId}, ${said.revision}, ${said.number}, ${said.dated}, ${said.issuer}, ${said.subject}, array_to_tsvector(${words}::text[]), ${said.by}, ${at})`.execute(tables(tx));
}

/** Every description that was ever given, newest first. */
export async function descriptionsOf(tx: Transaction, item: string): Promise<Description[]> {
  const rows = await tables(tx).selectFrom("congtam.evidence_description").select(["revision", "number", "dated", "issuer", "subject", "by", "at"]).where("item", "=", item).orderBy("revision", "desc").execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
