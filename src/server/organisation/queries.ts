import { type Generated, type Kysely, sql } from "kysely";
import type { PostKind } from "../../contract/organisation.ts";
import type { Transaction } from "../platform/index.ts";
import { fold, type LinkFacts, type NameFacts, type UnitFacts } from "./rules.ts";

/** The room's SQL about units. */

type LinkKind = "merge" | "split" | "rename";

export type OrganisationTables = {
  "congtam.unit": { id: string; code: string; parent_id: string | null; index_code: string | null; valid_from: string; valid_to: string | null; version: Generated<number> };
  "congtam.unit_name": { unit_id: string; name: string; folded: string; valid_from: string; valid_to: string | null };
  "congtam.unit_successor": { unit_id: string; successor_id: string; on_day: string; kind: LinkKind };
  "congtam.person": { id: string; name: string; folded: string; version: Generated<number> };
  "congtam.post": { id: string; person_id: string; unit_id: string; kind: PostKind; title: string; valid_from: string; valid_to: string | null };
};

export const tables = (tx: Transaction): Kysely<OrganisationTables> => tx.tables<OrganisationTables>();

const UNIT = ["congtam.unit.id", "congtam.unit.code", "congtam.unit.parent_id as parent", "congtam.unit.index_code as index", "congtam.unit.valid_from as from", "congtam.unit.valid_to as to", "congtam.unit.version"] as const;
export type UnitRecord = UnitFacts & { readonly version: number };
type NamedRecord = UnitRecord & { readonly name: string };

/** Any number of the program's own; whoever changes units, names or posts waits here, so that the rules see everything. */
const CHANGES = 3_352_003;
export const lockChanges = (tx: Transaction): Promise<unknown> => sql`select pg_advisory_xact_lock(${CHANGES})`.execute(tables(tx));

/** A pattern that finds the text anywhere, whatever its characters mean to LIKE. */
export const containing = (text: string): string => `%${fold(text).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

type UnitSearch = { readonly at: string; readonly index: string | undefined; readonly text: string | undefined; readonly after: string | undefined; readonly limit: number };

/** Units that exist on the day, with the name that they have then. */
const unitsAt = (tx: Transaction, at: string) =>
  tables(tx)
    .selectFrom("congtam.unit")
    .innerJoin("congtam.unit_name", "congtam.unit_name.unit_id", "congtam.unit.id")
    .select([...UNIT, "congtam.unit_name.name"])
    .where("congtam.unit.valid_from", "<=", at)
    .where((is) => is.or([is("congtam.unit.valid_to", "is", null), is("congtam.unit.valid_to", ">", at)]))
    .where("congtam.unit_name.valid_from", "<=", at)
    .where((is) => is.or([is("congtam.unit_name.valid_to", "is", null), is("congtam.unit_name.valid_to", ">", at)]));

/** Those that fit, by code. */
export const searchUnits = (tx: Transaction, { at, index, text, after, limit }: UnitSearch): Promise<NamedRecord[]> =>
  unitsAt(tx, at)
    .$if(index !== undefined, (query) => query.where("congtam.unit.index_code", "=", index ?? null))
    .$if(text !== undefined, (query) => query.where("congtam.unit_name.folded", "like", containing(text ?? "")))
    .$if(after !== undefined, (query) => query.where("congtam.unit.code", ">", after ?? ""))
    .orderBy("congtam.unit.code")
    .limit(limit)
    .execute();

export const findUnit = (tx: Transaction, id: string): Promise<UnitRecord | undefined> => tables(tx).selectFrom("congtam.unit").select(UNIT).where("id", "=", id).executeTakeFirst();

export const unitsWithCode = (tx: Transaction, code: string): Promise<UnitRecord[]> => tables(tx).selectFrom("congtam.unit").select(UNIT).where("code", "=", code).execute();

export const unitsWithCodes = (tx: Transaction, codes: readonly string[], at: string): Promise<NamedRecord[]> =>
  codes.length === 0 ? Promise.resolve([]) : unitsAt(tx, at).where("congtam.unit.code", "in", codes).orderBy("congtam.unit.code").execute();

/** All units, for questions about the tree. */
export const allUnits = (tx: Transaction): Promise<UnitRecord[]> => tables(tx).selectFrom("congtam.unit").select(UNIT).execute();

/** Each of these units with the evaluated ones that stand above it, the nearest first. */
export async function unitsAbove(tx: Transaction, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ unit: string; above: string }>`with recursive line (unit, above, height) as (
    select id, id, 0 from congtam.unit where id = any(${ids}::text[])
    union all
    select line.unit, held.parent_id, line.height + 1 from line join congtam.unit held on held.id = line.above join congtam.unit above on above.id = held.parent_id where above.index_code is not null and line.height < 20
  ) select unit, above from line order by unit, height`.execute(tables(tx));
  return new Map([...Map.groupBy(rows, (one) => one.unit)].map(([unit, line]) => [unit, line.map((one) => one.above)]));
}

export const childrenOf = (tx: Transaction, parent: string): Promise<UnitRecord[]> => tables(tx).selectFrom("congtam.unit").select(UNIT).where("parent_id", "=", parent).orderBy("code").execute();

/** The names of one unit, or of all, oldest first. */
export const namesOf = (tx: Transaction, unit?: string): Promise<(NameFacts & { unit: string })[]> =>
  tables(tx)
    .selectFrom("congtam.unit_name")
    .select(["unit_id as unit", "name", "valid_from as from", "valid_to as to"])
    .$if(unit !== undefined, (query) => query.where("unit_id", "=", unit ?? ""))
    .orderBy("valid_from")
    .execute();

type LinkRecord = LinkFacts & { readonly kind: LinkKind; readonly id: string; readonly code: string; readonly name: string };

/** The links of a unit in both directions, with the name that the other unit had last. */
export const linksOf = (tx: Transaction, unit: string): Promise<LinkRecord[]> =>
  tables(tx)
    .selectFrom("congtam.unit_successor as link")
    .innerJoin("congtam.unit as other", (join) => join.on((is) => is.or([is.and([is("link.unit_id", "=", unit), is("other.id", "=", is.ref("link.successor_id"))]), is.and([is("link.successor_id", "=", unit), is("other.id", "=", is.ref("link.unit_id"))])])))
    .innerJoin("congtam.unit_name as last", (join) => join.onRef("last.unit_id", "=", "other.id").on("last.valid_to", "is", null))
    .select(["link.unit_id as unit", "link.successor_id as successor", "link.on_day as on", "link.kind", "other.id", "other.code", "last.name"])
    .where((is) => is.or([is("link.unit_id", "=", unit), is("link.successor_id", "=", unit)]))
    .orderBy("link.on_day")
    .orderBy("other.code")
    .execute();

export const allLinks = (tx: Transaction): Promise<LinkFacts[]> => tables(tx).selectFrom("congtam.unit_successor").select(["unit_id as unit", "successor_id as successor", "on_day as on"]).execute();

export async function existingUnits(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tables(tx).selectFrom("congtam.unit").select("id").where("id", "in", ids).execute();
  return rows.map((row) => row.id);
}

type NewUnit = { readonly id: string; readonly code: string; readonly name: string; readonly index: string | null; readonly parent: string | null; readonly from: string };

const foldedOf = (code: string, name: string): string => `${fold(code)} ${fold(name)}`;

/** All in two statements; parents may stand among the new units themselves. */
export async function insertUnits(tx: Transaction, units: readonly NewUnit[]): Promise<void> {
  if (units.length === 0) return;
  await tables(tx).insertInto("congtam.unit").values(units.map(({ id, code, index, parent, from }) => ({ id, code, parent_id: parent, index_code: index, valid_from: from, valid_to: null }))).execute();
  await tables(tx).insertInto("congtam.unit_name").values(units.map(({ id, code, name, from }) => ({ unit_id: id, name, folded: foldedOf(code, name), valid_from: from, valid_to: null }))).execute();
}

export const updateUnit = (tx: Transaction, id: string, version: number, set: { readonly parent_id?: string | null; readonly index_code?: string | null; readonly valid_to?: string }): Promise<unknown> =>
  tables(tx).updateTable("congtam.unit").set({ ...set, version: version + 1 }).where("id", "=", id).where("version", "=", version).execute();

/** The last name gives way on the day, or is itself put right. */
export async function rename(tx: Transaction, unit: UnitFacts, name: string, on: string, how: "correct" | "follow"): Promise<void> {
  const folded = foldedOf(unit.code, name);
  const last = tables(tx).updateTable("congtam.unit_name").where("unit_id", "=", unit.id).where("valid_to", "is", null);
  if (how === "correct") {
    await last.set({ name, folded }).execute();
    return;
  }
  await last.set({ valid_to: on }).execute();
  await tables(tx).insertInto("congtam.unit_name").values({ unit_id: unit.id, name, folded, valid_from: on, valid_to: null }).execute();
}

export const insertLink = (tx: Transaction, unit: string, successor: string, on: string, kind: LinkKind): Promise<unknown> => tables(tx).insertInto("congtam.unit_successor").values({ unit_id: unit, successor_id: successor, on_day: on, kind }).execute();
