import { type Kysely, sql } from "kysely";
import type { CatalogueState, CatalogueStep, Frame, ItemFields } from "../../contract/personnel-catalogue-parts.ts";
import type { Transaction } from "../platform/index.ts";
import type { CatalogueTables } from "./catalogue-tables.ts";

/** The SQL of lists, their lines and what was done with them. */

const tables = (tx: Transaction): Kysely<CatalogueTables> => tx.tables<CatalogueTables>();

export type ListRecord = { readonly id: string; readonly unitId: string | null; readonly number: number; readonly basedOn: string | null; readonly title: string; readonly year: number; readonly standardName: string; readonly standardPoints: string; readonly frames: readonly Frame[]; readonly state: CatalogueState; readonly inForceFrom: string | null; readonly version: number; readonly createdAt: Date; readonly createdBy: string; readonly items: number };
export type ItemRecord = ItemFields & { readonly id: string; readonly work: string; readonly position: number };
export type StepRecord = { readonly number: number; readonly at: Date; readonly by: string; readonly step: CatalogueStep };

const ITEMS = sql<number>`(select count(*) from congtam.work_catalogue_item item where item.catalogue = held.id)`.as("items");
const lists = (tx: Transaction) =>
  tables(tx)
    .selectFrom("congtam.work_catalogue as held")
    .select(["held.id", "held.unit as unitId", "held.number", "held.based_on as basedOn", "held.title", "held.year", "held.standard_name as standardName", "held.standard_points as standardPoints", "held.frames", "held.state", "held.in_force_from as inForceFrom", "held.version", "held.created_at as createdAt", "held.created_by as createdBy", ITEMS]);

export const findList = (tx: Transaction, id: string): Promise<ListRecord | undefined> => lists(tx).where("held.id", "=", id).executeTakeFirst();

/** The same, and nobody else changes it until the transaction ends. */
export async function holdList(tx: Transaction, id: string): Promise<ListRecord | undefined> {
  await sql`select from congtam.work_catalogue where id = ${id} for update`.execute(tables(tx));
  return findList(tx, id);
}

/** Who begins or sends lists waits here for whoever does the same, so that all see the same lists. */
const LISTS = 3_352_027;
export const lockLists = (tx: Transaction): Promise<unknown> => sql`select pg_advisory_xact_lock(${LISTS})`.execute(tables(tx));

/** `units` are those whose lists somebody sees before they are approved; undefined: all. */
type Search = { readonly units: readonly string[] | undefined; readonly unitId: string | undefined; readonly state: CatalogueState | undefined; readonly after: string | undefined; readonly limit: number };

export const searchLists = (tx: Transaction, { units, unitId, state, after, limit }: Search): Promise<ListRecord[]> =>
  lists(tx)
    .$if(units !== undefined, (query) => query.where(sql<boolean>`(held.state = 'approved' or held.unit = any(${units ?? []}::text[]))`))
    .$if(unitId !== undefined, (query) => query.where("held.unit", "=", unitId ?? ""))
    .$if(state !== undefined, (query) => query.where("held.state", "=", state ?? "draft"))
    .$if(after !== undefined, (query) => query.where("held.id", ">", after ?? ""))
    .orderBy("held.id")
    .limit(limit)
    .execute();

/** All versions of a unit's list, or of the province's, the newest first. */
export const listsOf = (tx: Transaction, unit: string | null): Promise<ListRecord[]> => lists(tx).where(sql<boolean>`held.unit is not distinct from ${unit}`).orderBy("held.number", "desc").execute();

/** Units' lists that are before the department, or were taken by it: of each unit the newest. */
export async function handedLists(tx: Transaction): Promise<ListRecord[]> {
  const all = await lists(tx).where("held.unit", "is not", null).where("held.state", "in", ["sent", "accepted"]).orderBy("held.unit").orderBy("held.number", "desc").execute();
  return all.filter((one, at) => all[at - 1]?.unitId !== one.unitId);
}

type NewList = { readonly id: string; readonly unitId: string | null; readonly number: number; readonly basedOn: string | null; readonly title: string; readonly year: number; readonly standardName: string; readonly standardPoints: string; readonly frames: readonly Frame[] };

export async function insertList(tx: Transaction, { id, unitId, number, basedOn, title, year, standardName, standardPoints, frames }: NewList, by: string): Promise<void> {
  await tables(tx).insertInto("congtam.work_catalogue").values({ id, unit: unitId, number, based_on: basedOn, title, year, standard_name: standardName, standard_points: standardPoints, frames: JSON.stringify(frames), in_force_from: null, created_at: await tx.now(), created_by: by }).execute();
}

type Changed = { readonly title?: string; readonly year?: number; readonly standard_name?: string; readonly standard_points?: string; readonly frames?: string; readonly state?: CatalogueState; readonly in_force_from?: string };
/** Every change has a version of its own. */
export async function updateList(tx: Transaction, { id, version }: Pick<ListRecord, "id" | "version">, change: Changed = {}): Promise<void> {
  await tables(tx).updateTable("congtam.work_catalogue").set({ ...change, version: version + 1 }).where("id", "=", id).execute();
}

const rowsIn = (tx: Transaction) =>
  tables(tx)
    .selectFrom("congtam.work_catalogue_item as item")
    .select(["item.id", "item.work", "item.position", "item.unit as unitId", "item.code", "item.field", "item.name", "item.detail", "item.output", "item.unit_of_measure as unitOfMeasure", "item.complexity as group", "item.points", "item.note"]);

export const itemsOf = (tx: Transaction, catalogue: string): Promise<ItemRecord[]> => rowsIn(tx).where("item.catalogue", "=", catalogue).orderBy("item.position").orderBy("item.id").execute();

export const pageOfItems = (tx: Transaction, catalogue: string, after: readonly [number, string] | undefined, limit: number): Promise<ItemRecord[]> =>
  rowsIn(tx)
    .where("item.catalogue", "=", catalogue)
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(item.position, item.id) > (${after?.[0] ?? 0}::integer, ${after?.[1] ?? ""})`))
    .orderBy("item.position")
    .orderBy("item.id")
    .limit(limit)
    .execute();

/** Lines of several lists. */
export const itemsOfLists = (tx: Transaction, catalogues: readonly string[]): Promise<(ItemRecord & { readonly catalogueId: string })[]> =>
  rowsIn(tx).select("item.catalogue as catalogueId").where(sql<boolean>`item.catalogue = any(${catalogues}::text[])`).orderBy("item.catalogue").orderBy("item.position").orderBy("item.id").execute();

const ROW = sql`as given (id text, work text, position integer, "unitId" text, code text, field text, name text, detail text, output text, "unitOfMeasure" text, "group" integer, points numeric, note text)`;

/** As many as there are, in one statement. */
export async function insertItems(tx: Transaction, catalogue: string, items: readonly ItemRecord[]): Promise<void> {
  if (items.length === 0) return;
  await sql`insert into congtam.work_catalogue_item (id, catalogue, work, position, unit, code, field, name, detail, output, unit_of_measure, complexity, points, note) select id, ${catalogue}, work, position, "unitId", code, field, name, detail, output, "unitOfMeasure", "group", points, note from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) ${ROW}`.execute(tables(tx));
}

export async function updateItems(tx: Transaction, catalogue: string, items: readonly ItemRecord[]): Promise<void> {
  if (items.length === 0) return;
  await sql`update congtam.work_catalogue_item item set unit = given."unitId", code = given.code, field = given.field, name = given.name, detail = given.detail, output = given.output, unit_of_measure = given."unitOfMeasure", complexity = given."group", points = given.points, note = given.note from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) ${ROW} where item.id = given.id and item.catalogue = ${catalogue}`.execute(tables(tx));
}

export async function deleteItems(tx: Transaction, catalogue: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`delete from congtam.work_catalogue_item where catalogue = ${catalogue} and id = any(${ids}::text[])`.execute(tables(tx));
}

export const stepsOf = (tx: Transaction, catalogue: string): Promise<StepRecord[]> => tables(tx).selectFrom("congtam.work_catalogue_step").select(["number", "at", "by", "step"]).where("catalogue", "=", catalogue).orderBy("number").execute();

export async function insertStep(tx: Transaction, catalogue: string, number: number, by: string, step: CatalogueStep): Promise<void> {
  await tables(tx).insertInto("congtam.work_catalogue_step").values({ catalogue, number, at: await tx.now(), by, step: JSON.stringify(step) }).execute();
}

// What became of the units' lines

export type Fate = { readonly print: string; readonly source: string; readonly item: string | null; readonly reason: string };

export const fatesIn = (tx: Transaction, catalogue: string): Promise<Fate[]> => tables(tx).selectFrom("congtam.work_catalogue_source").select(["print", "source", "item", "reason"]).where("catalogue", "=", catalogue).orderBy("print").execute();

/** A line has one answer; the newer one counts. */
export async function keepFates(tx: Transaction, catalogue: string, fates: readonly Fate[]): Promise<void> {
  if (fates.length === 0) return;
  await sql`insert into congtam.work_catalogue_source (catalogue, print, source, item, reason) select ${catalogue}, print, source, item, reason from jsonb_to_recordset(${JSON.stringify(fates)}::jsonb) as given (print text, source text, item text, reason text) on conflict (catalogue, print) do update set source = excluded.source, item = excluded.item, reason = excluded.reason`.execute(tables(tx));
}

export async function dropFates(tx: Transaction, catalogue: string, prints: readonly string[]): Promise<void> {
  if (prints.length > 0) await sql`delete from congtam.work_catalogue_source where catalogue = ${catalogue} and print = any(${prints}::text[])`.execute(tables(tx));
}
