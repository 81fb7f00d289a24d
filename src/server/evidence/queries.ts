import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { FileRow, ItemRow, Kept, Reserved } from "./rows.ts";
import type { FileKind } from "./settings.ts";
import { IN_USE } from "./withdrawal-queries.ts";

/** The room's SQL about items and files. */

type Tables = {
  "congtam.evidence_item": { id: string; unit: string; year: number; at: Date; by: string };
  "congtam.evidence_file": { id: string; item: string; unit: string; year: number; number: number; name: string; size: number; sha256: string; reserved_at: Date; by: string; bytes_until: Date };
  "congtam.evidence_kept": { file: string; unit: string; sha256: string; kind: FileKind; at: Date };
  "congtam.evidence_refused": { file: string; unit: string; reason: string; at: Date; by: string };
  "congtam.evidence_writer": { file: string; holder: string; until: Date };
};
export const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

const iso = (column: string): RawBuilder<string> => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A file `f` with what became of it, as an object. */
export const FILE = sql<FileRow>`json_build_object(
  'id', f.id, 'itemId', f.item, 'unitId', f.unit, 'year', f.year, 'number', f.number, 'name', f.name, 'size', f.size, 'sha256', f.sha256,
  'reservedAt', ${iso("f.reserved_at")}, 'by', f.by, 'bytesUntil', ${iso("f.bytes_until")}, 'keptAt', ${iso("k.at")}, 'kind', k.kind, 'refusal', r.reason, 'withdrawal', w.reason,
  'verdict', (select s.verdict from congtam.evidence_scan s where s.sha256 = f.sha256 and k.file is not null order by s.id desc limit 1),
  'content', case when k.file is null or c.sha256 is null then null else json_build_object('state', c.state, 'pages', c.pages, 'hasText', c.has_text, 'encrypted', c.encrypted, 'unreadable', c.unreadable, 'signatures', c.signatures, 'proposal', c.proposal) end)`;
export const FILES = sql`congtam.evidence_file f left join congtam.evidence_kept k on k.file = f.id left join congtam.evidence_refused r on r.file = f.id left join congtam.evidence_withdrawn w on w.file = f.id left join congtam.evidence_content c on c.sha256 = f.sha256`;

const DESCRIPTION = sql`(select json_build_object('revision', d.revision, 'number', d.number, 'dated', d.dated, 'issuer', d.issuer, 'subject', d.subject, 'by', d.by, 'at', ${iso("d.at")})
  from congtam.evidence_description d where d.item = i.id order by d.revision desc limit 1)`;

/** An item `i`, with the newest kept file that the reader sees (`shows`, about `f`). */
const itemWith = (shows: RawBuilder<boolean>) => sql<ItemRow>`json_build_object(
  'id', i.id, 'unitId', i.unit, 'year', i.year, 'at', ${iso("i.at")}, 'by', i.by, 'description', ${DESCRIPTION},
  'versionCount', (select count(*) from congtam.evidence_file f join congtam.evidence_kept k on k.file = f.id where f.item = i.id and ${IN_USE} and ${shows}),
  'current', (select ${FILE} from ${FILES} where f.item = i.id and k.file is not null and w.file is null and ${shows} order by f.number desc limit 1))`;

/** Which rows `f` of files somebody bound to units sees: of the own ones. */
export const ofUnits = (units: readonly string[]): RawBuilder<boolean> => sql<boolean>`f.unit = any(${units}::text[])`;

/** These files themselves. */
export const amongFiles = (ids: readonly string[]): RawBuilder<boolean> => sql<boolean>`f.id = any(${ids}::text[])`;

export type Row<T> = { readonly row: T };

export async function findFile(tx: Transaction, id: string, shows: RawBuilder<boolean>): Promise<FileRow | undefined> {
  const { rows } = await sql<Row<FileRow>>`select ${FILE} as row from ${FILES} where f.id = ${id} and ${shows}`.execute(tables(tx));
  return rows[0]?.row;
}

export async function filesOfItem(tx: Transaction, item: string, shows: RawBuilder<boolean>): Promise<FileRow[]> {
  const { rows } = await sql<Row<FileRow>>`select ${FILE} as row from ${FILES} where f.item = ${item} and ${shows} order by f.number desc`.execute(tables(tx));
  return rows.map((one) => one.row);
}

/** Files by id, whoever asks; the policies on rows still hold. */
export async function filesById(tx: Transaction, ids: readonly string[]): Promise<FileRow[]> {
  const { rows } = await sql<Row<FileRow>>`select ${FILE} as row from ${FILES} where f.id = any(${ids}::text[])`.execute(tables(tx));
  return rows.map((one) => one.row);
}

/** Items of which somebody sees at least one file that was kept; newest first. */
export async function pageOfItems(tx: Transaction, place: { readonly unitId: string; readonly year: number }, shows: RawBuilder<boolean>, page: { readonly after: string | undefined; readonly limit: number }): Promise<ItemRow[]> {
  const { rows } = await sql<Row<ItemRow>>`
    select ${itemWith(shows)} as row from congtam.evidence_item i
    where i.unit = ${place.unitId} and i.year = ${place.year} and (${page.after ?? null}::text is null or i.id < ${page.after ?? null}::text)
      and exists (select from congtam.evidence_file f join congtam.evidence_kept k on k.file = f.id where f.item = i.id and ${IN_USE} and ${shows})
    order by i.id desc limit ${page.limit}`.execute(tables(tx));
  return rows.map((one) => one.row);
}

export async function itemsById(tx: Transaction, ids: readonly string[], shows: RawBuilder<boolean>): Promise<ItemRow[]> {
  const { rows } = await sql<Row<ItemRow>>`
    select ${itemWith(shows)} as row from congtam.evidence_item i
    where i.id = any(${ids}::text[]) and exists (select from congtam.evidence_file f where f.item = i.id and ${shows})`.execute(tables(tx));
  return rows.map((one) => one.row);
}

/** Files that were named and have not come, or were refused or taken back within the week; oldest first. */
export async function pendingFiles(tx: Transaction, place: { readonly unitId: string; readonly year: number }, page: { readonly after: string | undefined; readonly limit: number }): Promise<FileRow[]> {
  const { rows } = await sql<Row<FileRow>>`
    select ${FILE} as row from ${FILES}
    where f.unit = ${place.unitId} and f.year = ${place.year} and ((k.file is null and (r.file is null or r.at > clock_timestamp() - interval '7 days')) or w.at > clock_timestamp() - interval '7 days')
      and (${page.after ?? null}::text is null or f.id > ${page.after ?? null}::text)
    order by f.id limit ${page.limit}`.execute(tables(tx));
  return rows.map((one) => one.row);
}

/** One at a time in a unit's library: so that two never take the same number or the last of the room. */
export const holdLibrary = (tx: Transaction, unitId: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${`evidence:${unitId}`}, 0))`.execute(tables(tx));

/** Together with others who link its files: none of them is taken back meanwhile. */
export const holdLibraryTogether = (tx: Transaction, unitId: string): Promise<unknown> => sql`select pg_advisory_xact_lock_shared(hashtextextended(${`evidence:${unitId}`}, 0))`.execute(tables(tx));

/** What a unit's files take or have reserved. */
export async function usedBytes(tx: Transaction, unitId: string): Promise<number> {
  const { rows } = await sql<{ used: string }>`select coalesce(sum(f.size), 0)::text as used from congtam.evidence_file f where f.unit = ${unitId} and not exists (select from congtam.evidence_refused r where r.file = f.id)`.execute(tables(tx));
  return Number(rows[0]?.used ?? 0);
}

/** The newest number of each of these items, as far as they are of this unit and year. */
export async function itemNumbers(tx: Transaction, place: { readonly unitId: string; readonly year: number }, items: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ item: string; number: number }>`select i.id as item, max(f.number) as number from congtam.evidence_item i join congtam.evidence_file f on f.item = i.id where i.id = any(${items}::text[]) and i.unit = ${place.unitId} and i.year = ${place.year} group by i.id`.execute(tables(tx));
  return new Map(rows.map(({ item, number }) => [item, number]));
}

export async function addFiles(tx: Transaction, items: readonly { readonly id: string }[], files: readonly Reserved[]): Promise<void> {
  const made = new Set(items.map((one) => one.id));
  const first = files.filter((one) => made.has(one.itemId));
  if (first.length > 0) await tables(tx).insertInto("congtam.evidence_item").values(first.map(({ itemId, unitId, year, reservedAt, by }) => ({ id: itemId, unit: unitId, year, at: new Date(reservedAt), by }))).execute();
  await tables(tx).insertInto("congtam.evidence_file").values(files.map((one) => ({ id: one.id, item: one.itemId, unit: one.unitId, year: one.year, number: one.number, name: one.name, size: one.size, sha256: one.sha256, reserved_at: new Date(one.reservedAt), by: one.by, bytes_until: new Date(one.bytesUntil) }))).execute();
}

export async function addKept(tx: Transaction, { file, unitId, sha256, kind, at }: Kept): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.evidence_kept").values({ file, unit: unitId, sha256, kind, at: new Date(at) }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export async function addRefused(tx: Transaction, { file, unitId, reason, at, by }: { readonly file: string; readonly unitId: string; readonly reason: string; readonly at: string; readonly by: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.evidence_refused").values({ file, unit: unitId, reason, at: new Date(at), by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

// Writers

/** What a crash may forget, since who held a file then holds it no more: nobody waits for the disk. */
export const unhurried = (tx: Transaction): Promise<unknown> => sql`set local synchronous_commit = off`.execute(tables(tx));

/** Makes somebody the one writer of a file until they end or no sign of them is seen; false while another one is. */
export async function takeWriter(tx: Transaction, file: string, holder: string, seconds: number): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into congtam.evidence_writer (file, holder, until) values (${file}, ${holder}, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (file) do update set holder = excluded.holder, until = excluded.until
    where evidence_writer.holder = excluded.holder or evidence_writer.until < clock_timestamp()`.execute(tables(tx));
  return numAffectedRows > 0n;
}

export async function leaveWriter(tx: Transaction, file: string, holder: string): Promise<void> {
  await tables(tx).deleteFrom("congtam.evidence_writer").where("file", "=", file).where("holder", "=", holder).execute();
}

/** Named files that never came and will not be taken any more. */
export async function overdueFiles(tx: Transaction, limit: number): Promise<FileRow[]> {
  const { rows } = await sql<Row<FileRow>>`
    select ${FILE} as row from ${FILES}
    where f.bytes_until < clock_timestamp() - interval '1 hour' and k.file is null and r.file is null
    order by f.id limit ${limit}`.execute(tables(tx));
  return rows.map((one) => one.row);
}

/** Of these files those that are kept or never will be: nothing of them is in the making any more. */
export async function settledFiles(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from congtam.evidence_file f
    where f.id = any(${ids}::text[]) and (exists (select from congtam.evidence_kept k where k.file = f.id) or exists (select from congtam.evidence_refused r where r.file = f.id))`.execute(tables(tx));
  return rows.map((one) => one.id);
}
