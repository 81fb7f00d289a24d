import { type RawBuilder, sql } from "kysely";
import type { PostKind } from "../../contract/organisation.ts";
import type { Transaction } from "../platform/index.ts";
import { tables } from "./queries.ts";
import type { Period } from "./rules.ts";

/** The questions of other rooms about who works where, as what, in time. */

/** One post of somebody, with the person's name. */
export type StaffPost = Period & { readonly person: string; readonly name: string; readonly unit: string; readonly kind: PostKind; readonly title: string };

type Asked = { readonly units?: readonly string[] | undefined; readonly people?: readonly string[] | undefined; readonly kind?: PostKind; readonly during: Period };

const STAFF = sql`
  select post.person_id as person, person.name, post.unit_id as unit, post.kind, post.title, post.valid_from as "from", post.valid_to as "to"
  from congtam.post join congtam.person on person.id = post.person_id`;
const IN_ORDER = sql`order by person.folded, post.person_id, post.valid_from, post.id`;

/** Posts at some time of the period, in these units or of these people. */
export async function staffOf(tx: Transaction, { units, people, kind, during }: Asked): Promise<StaffPost[]> {
  const { rows } = await sql<StaffPost>`
    ${STAFF}
    where (${units ?? null}::text[] is null or post.unit_id = any(${units ?? null}::text[]))
      and (${people ?? null}::text[] is null or post.person_id = any(${people ?? null}::text[]))
      and (${kind ?? null}::text is null or post.kind = ${kind ?? null})
      and (post.valid_to is null or post.valid_to > ${during.from}::date) and (${during.to}::date is null or post.valid_from < ${during.to}::date)
    ${IN_ORDER}`.execute(tables(tx));
  return rows;
}

const holdsOn = (day: string): RawBuilder<unknown> => sql`valid_from <= ${sql.lit(day)}::date and (valid_to is null or valid_to > ${sql.lit(day)}::date)`;

/** Every post on a day of whoever leads something then, in the order of `staffOf`. */
export async function leadersOn(tx: Transaction, day: string): Promise<StaffPost[]> {
  const { rows } = await sql<StaffPost>`
    ${STAFF}
    where ${holdsOn(day)} and post.person_id in (select person_id from congtam.post where kind <> 'officer' and ${holdsOn(day)})
    ${IN_ORDER}`.execute(tables(tx));
  return rows;
}

/** For a question about everybody: each `person` who works on a day, with kind and unit of each post, in the order of `staffOf`, as one text. */
export const postsByPerson = (day: string): RawBuilder<unknown> => sql`
  select person_id as person, string_agg(kind || ' ' || unit_id, ' ' order by valid_from, id) as posts from congtam.post where ${holdsOn(day)} group by person_id`;

/** How many work on a day. */
export async function countStaff(tx: Transaction, day: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`select count(distinct person_id) as people from congtam.post where ${holdsOn(day)}`.execute(tables(tx));
  return rows[0]?.people ?? 0;
}

/** Every unit of a day with the one above it. */
export async function parentsOn(tx: Transaction, day: string): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; parent: string | null }>`select id, parent_id as parent from congtam.unit where ${holdsOn(day)}`.execute(tables(tx));
  return new Map(rows.map((row) => [row.id, row.parent]));
}

/** Each of these units with all that stand under it on a day, itself first. */
export async function unitTrees(tx: Transaction, ids: readonly string[], day: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ root: string; id: string }>`with recursive below (root, id, depth) as (
    select id, id, 0 from congtam.unit where id = any(${ids}::text[])
    union
    select below.root, held.id, below.depth + 1 from below join congtam.unit held on held.parent_id = below.id
    where held.valid_from <= ${day}::date and (held.valid_to is null or held.valid_to > ${day}::date) and below.depth < 20
  ) select root, id from below order by root, depth, id`.execute(tables(tx));
  return new Map([...Map.groupBy(rows, (row) => row.root)].map(([root, below]) => [root, below.map((row) => row.id)]));
}

/** These units with all that stand under them on a day, each once. */
export const unitsUnder = async (tx: Transaction, ids: readonly string[], day: string): Promise<string[]> => [...new Set([...(await unitTrees(tx, ids, day)).values()].flat())];

/** Each of these units, itself first, with all that stand above it, the province too. */
export async function linesAbove(tx: Transaction, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ unit: string; above: string }>`with recursive line (unit, above, height) as (
    select id, id, 0 from congtam.unit where id = any(${ids}::text[])
    union all
    select line.unit, held.parent_id, line.height + 1 from line join congtam.unit held on held.id = line.above where held.parent_id is not null and line.height < 20
  ) select unit, above from line order by unit, height`.execute(tables(tx));
  return new Map([...Map.groupBy(rows, (row) => row.unit)].map(([unit, line]) => [unit, line.map((row) => row.above)]));
}

/**
 * Of each unit all units of the agency to which it belongs: of it and those above it the highest that the authority evaluates,
 * with everything under that. A unit of no agency stands for itself and what is under it.
 */
export async function agencyUnits(tx: Transaction, ids: readonly string[], day: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ unit: string; agency: string }>`with recursive line (unit, id, parent_id, index_code, height) as (
    select id, id, parent_id, index_code, 0 from congtam.unit where id = any(${ids}::text[])
    union all
    select line.unit, held.id, held.parent_id, held.index_code, line.height + 1 from line join congtam.unit held on held.id = line.parent_id where line.height < 20
  ) select distinct on (unit) unit, id as agency from line where index_code is not null order by unit, height desc`.execute(tables(tx));
  const agencies = new Map(rows.map((row) => [row.unit, row.agency]));
  const trees = await unitTrees(tx, [...new Set(ids.map((id) => agencies.get(id) ?? id))], day);
  return new Map(ids.map((id) => [id, trees.get(agencies.get(id) ?? id) ?? [id]]));
}
