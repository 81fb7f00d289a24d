import { type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { NOTHING_READ, type Reading } from "./reader/reading.ts";
import type { FileKind } from "./settings.ts";
import type { Sketch } from "./sketch.ts";

/** The room's SQL about what was read out of files. */

type Tables = { "congtam.evidence_page": { sha256: string; page: number; text: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type PageText = { readonly page: number; readonly text: string };

export const pageTexts = (tx: Transaction, sha256: string, after: number, limit: number): Promise<PageText[]> => tables(tx).selectFrom("congtam.evidence_page").select(["page", "text"]).where("sha256", "=", sha256).where("page", ">", after).orderBy("page").limit(limit).execute();

export async function isRead(tx: Transaction, sha256: string): Promise<boolean> {
  const { rows } = await sql`select from congtam.evidence_content where sha256 = ${sha256}`.execute(tables(tx));
  return rows.length > 0;
}

/** Kept files that nobody has read: their job was given up, or their reading was taken away to be made again. */
export async function contentsToRead(tx: Transaction, limit: number): Promise<{ sha256: string; kind: FileKind }[]> {
  const { rows } = await sql<{ sha256: string; kind: FileKind }>`
    select k.sha256, min(k.kind) as kind from congtam.evidence_kept k
    where k.at < clock_timestamp() - interval '1 hour' and not exists (select from congtam.evidence_content c where c.sha256 = k.sha256)
    group by k.sha256 order by k.sha256 limit ${limit}`.execute(tables(tx));
  return rows;
}

type Found = Sketch & { readonly sha256: string; readonly found: Reading | undefined; /** Which roots its signatures were held against. */ readonly roots: string; readonly words: readonly string[]; readonly pages: readonly (PageText & { readonly words: readonly string[] })[] };

/** Writes down what was read; a second reader of the same bytes changes nothing. */
export async function saveContent(tx: Transaction, { sha256, found, roots, words, pages, sketch, bands }: Found): Promise<void> {
  const { signatures, proposal, ...read } = found ?? NOTHING_READ;
  const { numAffectedRows = 0n } = await sql`
    insert into congtam.evidence_content (sha256, state, pages, has_text, encrypted, unreadable, signatures, proposal, words, sketch, bands, roots, at)
    values (${sha256}, ${found === undefined ? "failed" : "read"}, ${read.pages}, ${read.hasText}, ${read.encrypted}, ${read.unreadable}, ${JSON.stringify(signatures)}::jsonb, ${proposal === null ? null : JSON.stringify(proposal)}::jsonb,
      array_to_tsvector(${words}::text[]), ${sketch}::bigint[], ${bands}::bigint[], ${roots}, clock_timestamp())
    on conflict do nothing`.execute(tables(tx));
  if (numAffectedRows === 0n || pages.length === 0) return;
  await sql`
    insert into congtam.evidence_page (sha256, page, text, words)
    select ${sha256}, page, text, array_to_tsvector(array(select jsonb_array_elements_text(words)))
    from jsonb_to_recordset(${JSON.stringify(pages)}::jsonb) as given (page integer, text text, words jsonb)`.execute(tables(tx));
}

/** What was read of signed files under other roots than these is taken away, to be read again. */
export async function forgetOldTrust(tx: Transaction, roots: string, limit: number): Promise<void> {
  await sql`delete from congtam.evidence_content where sha256 in (select c.sha256 from congtam.evidence_content c where c.roots <> ${roots} and c.signatures <> '[]'::jsonb limit ${limit})`.execute(tables(tx));
}
