import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { FILE, FILES, type Row } from "./queries.ts";
import type { FileRow } from "./rows.ts";
import { IN_USE } from "./withdrawal-queries.ts";
import { asQuery } from "./words.ts";

/** The room's SQL about finding texts, and texts that are like others. */

type Wanted = { readonly words: readonly string[]; readonly unitId: string | undefined; readonly year: number | undefined; readonly shows: RawBuilder<boolean>; readonly limit: number };
type Match = { readonly item: string; readonly contents: readonly string[] };

/** Items that have all the words in a text or in the description, as far as somebody sees them; described ones first, then the newest. `shows` is asked of very many rows. */
export async function matchingItems(tx: Transaction, { words, unitId, year, shows, limit }: Wanted): Promise<Match[]> {
  const wanted = sql<boolean>`(${unitId ?? null}::text is null or f.unit = ${unitId ?? null}::text) and (${year ?? null}::integer is null or f.year = ${year ?? null}::integer) and ${IN_USE} and ${shows}`;
  const { rows } = await sql<Match>`
    with matched as materialized (select sha256, file, item from congtam.evidence_matching(${asQuery(words, "&")}::tsquery)),
    seen as (
      select f.item, matched.sha256 from matched join congtam.evidence_file f on f.id = matched.file where ${wanted}
      union all
      select f.item, null from matched join congtam.evidence_file f on f.item = matched.item join congtam.evidence_kept k on k.file = f.id where matched.file is null and ${wanted})
    select item, coalesce(array_agg(distinct sha256) filter (where sha256 is not null), '{}') as contents
    from seen group by item order by bool_or(sha256 is null) desc, item desc limit ${limit}`.execute(tx.tables());
  return rows;
}

export type FoundPage = { readonly sha256: string; readonly page: number; readonly text: string };

/** Of each text the first pages that have most of the words. */
export async function matchingPages(tx: Transaction, contents: readonly string[], words: readonly string[], each: number): Promise<FoundPage[]> {
  const { rows } = await sql<FoundPage>`
    select wanted.sha256, found.page, found.text
    from unnest(${contents}::text[]) as wanted (sha256),
      lateral (select p.page, p.text from congtam.evidence_page p where p.sha256 = wanted.sha256 and p.words @@ ${asQuery(words, "|")}::tsquery order by p.words @@ ${asQuery(words, "&")}::tsquery desc, p.page limit ${each}) found`.execute(tx.tables());
  return rows;
}

/** Kept files of these contents that somebody sees. */
export async function filesWithContent(tx: Transaction, contents: readonly string[], shows: RawBuilder<boolean>): Promise<FileRow[]> {
  const { rows } = await sql<Row<FileRow>>`select ${FILE} as row from ${FILES} where k.sha256 = any(${contents}::text[]) and w.file is null and ${shows} order by f.id`.execute(tx.tables());
  return rows.map((one) => one.row);
}

export type Near = { readonly sha256: string; readonly sketch: readonly number[]; readonly near: string; readonly near_sketch: readonly number[] };

export async function nearContents(tx: Transaction, contents: readonly string[]): Promise<Near[]> {
  const { rows } = await sql<Near>`select sha256, sketch, near, near_sketch from congtam.evidence_near(${contents}::text[])`.execute(tx.tables());
  // The database gives large numbers in lists as texts.
  return rows.map((one) => ({ ...one, sketch: one.sketch.map(Number), near_sketch: one.near_sketch.map(Number) }));
}
