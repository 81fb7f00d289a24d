import { type Kysely, sql } from "kysely";
import { coefficientOf } from "../../scoring/coefficient.ts";
import { dayOf, linesOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { CatalogueTables } from "./catalogue-tables.ts";

/** What the rest of the room asks of the catalogue: the work that may be assigned, with what it counts. */

/** A product or piece of work of the province's catalogue. */
export type CatalogueItem = {
  readonly id: string;
  readonly versionId: string;
  /** Whose work it is; null: everybody's. */
  readonly unit: string | null;
  /** The same in every version. */
  readonly work: string;
  readonly code: string;
  readonly name: string;
  readonly detail: string;
  readonly output: string;
  readonly unitOfMeasure: string;
  /** Of complexity, from 1 on. */
  readonly group: number;
  readonly points: string;
  readonly standardPoints: string;
  readonly coefficient: string;
  /** Of a version that is no longer in force, or not yet. */
  readonly retired: boolean;
};

const tables = (tx: Transaction): Kysely<CatalogueTables> => tx.tables<CatalogueTables>();

type Row = Omit<CatalogueItem, "coefficient" | "retired" | "group" | "points"> & { readonly group: number | null; readonly points: string | null };

const items = (tx: Transaction) =>
  tables(tx)
    .selectFrom("congtam.work_catalogue_item as item")
    .innerJoin("congtam.work_catalogue as held", "held.id", "item.catalogue")
    .select(["item.id", "item.catalogue as versionId", "item.unit", "item.work", "item.code", "item.name", "item.detail", "item.output", "item.unit_of_measure as unitOfMeasure", "item.complexity as group", "item.points", "held.standard_points as standardPoints"]);

/** An approved version has no gaps; the types do not know that. */
function itemOf(row: Row, inForce: string | undefined): CatalogueItem {
  const points = row.points ?? "0.00";
  return { ...row, group: row.group ?? 0, points, coefficient: coefficientOf(points, row.standardPoints)?.text ?? "0", retired: row.versionId !== inForce };
}

/** The version of the province's catalogue that is in force on a day; undefined before the first. */
export async function catalogueInForce(tx: Transaction, on: string): Promise<string | undefined> {
  const found = await tables(tx).selectFrom("congtam.work_catalogue").select("id").where("state", "=", "approved").where("in_force_from", "<=", on).orderBy("in_force_from", "desc").limit(1).executeTakeFirst();
  return found?.id;
}

/** Everything that may be assigned by anybody on a day. */
export async function catalogueItemsOn(tx: Transaction, on: string): Promise<CatalogueItem[]> {
  const version = await catalogueInForce(tx, on);
  return version === undefined ? [] : (await items(tx).where("item.catalogue", "=", version).orderBy("item.position").orderBy("item.id").execute()).map((row) => itemOf(row, version));
}

/** What may be assigned in a unit on a day: everybody's work, and that of the unit and of those above it. */
export async function catalogueItems(tx: Transaction, { unit, on }: { readonly unit: string; readonly on: string }): Promise<CatalogueItem[]> {
  const version = await catalogueInForce(tx, on);
  if (version === undefined) return [];
  const line = (await linesOf(tx, [unit])).get(unit) ?? [unit];
  const rows = await items(tx)
    .where("item.catalogue", "=", version)
    .where(sql<boolean>`(item.unit is null or item.unit = any(${line}::text[]))`)
    .orderBy("item.position")
    .orderBy("item.id")
    .execute();
  return rows.map((row) => itemOf(row, version));
}

/** One of an approved version, by its id; `on` is today when no day is given. Lines of lists that are not approved are nobody's to assign. */
export async function catalogueItem(tx: Transaction, id: string, on?: string): Promise<CatalogueItem | undefined> {
  const row = await items(tx).where("item.id", "=", id).where("held.state", "=", "approved").executeTakeFirst();
  if (row === undefined) return undefined;
  return itemOf(row, await catalogueInForce(tx, on ?? dayOf(await tx.now())));
}

/** Several at once, by id; what is unknown is left out. */
export async function catalogueItemsById(tx: Transaction, ids: readonly string[], on?: string): Promise<Map<string, CatalogueItem>> {
  const rows = await items(tx).where(sql<boolean>`item.id = any(${ids}::text[])`).where("held.state", "=", "approved").execute();
  const inForce = await catalogueInForce(tx, on ?? dayOf(await tx.now()));
  return new Map(rows.map((row) => [row.id, itemOf(row, inForce)]));
}
