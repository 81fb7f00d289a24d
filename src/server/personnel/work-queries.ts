import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { type Item, type ItemEvent, work } from "./work-tables.ts";

/** The room's SQL about pieces of work. */

type Wanted = { readonly people?: readonly string[]; readonly units?: readonly string[]; readonly ids?: readonly string[]; readonly states?: readonly Item["state"][] };

/** Pieces of work of a period; each question names some of what it wants. */
export const itemsOf = (tx: Transaction, period: string, { people, units, ids, states }: Wanted): Promise<Item[]> =>
  work(tx)
    .selectFrom("congtam.work_item")
    .selectAll()
    .where("period", "=", period)
    .$if(people !== undefined, (query) => query.where(sql<boolean>`person = any(${people ?? []}::text[])`))
    .$if(units !== undefined, (query) => query.where(sql<boolean>`unit = any(${units ?? []}::text[])`))
    .$if(ids !== undefined, (query) => query.where(sql<boolean>`id = any(${ids ?? []}::bigint[])`))
    .$if(states !== undefined, (query) => query.where(sql<boolean>`state = any(${states ?? []}::text[])`))
    .orderBy("due")
    .orderBy("id")
    .execute();

/** What somebody has to do, in sums: in units of 1/10^6 of a standard product, as text, and in pieces. */
export type Load = { readonly person: string; readonly items: number; readonly assigned: string; readonly done: string; readonly accepted: string; readonly load: string; readonly overdue: number; readonly waiting: number; /** What was taken over from others. */ readonly taken: readonly string[] };

/** Added up where the pieces are: of thousands of an office nobody needs each. Whoever has no work is not among them. */
export async function loadsOf(tx: Transaction, period: string, people: readonly string[], today: string): Promise<Map<string, Load>> {
  const { rows } = await sql<Load>`
    select person, count(*)::integer as items,
      coalesce(sum(coefficient::bigint * assigned) filter (where not extra), 0)::text as assigned, sum(coefficient::bigint * done)::text as done,
      sum(coefficient::bigint * accepted)::text as accepted, sum(coefficient::bigint * assigned)::text as load,
      (count(*) filter (where state = 'assigned' and due < ${today}::date))::integer as overdue, (count(*) filter (where state = 'done'))::integer as waiting,
      coalesce(array_agg(taken_from::text) filter (where taken_from is not null), '{}') as taken
    from congtam.work_item where period = ${period} and person = any(${people}::text[]) group by person`.execute(work(tx));
  return new Map(rows.map((row) => [row.person, row]));
}

export type NewItem = Pick<Item, "person" | "unit" | "product" | "coefficient" | "assigned" | "extra" | "assigned_on" | "due" | "output"> & Partial<Pick<Item, "done" | "done_on" | "reference" | "state" | "taken_from" | "team">>;

/** Adds any number of pieces in one question; in the order given. */
export async function insertItems(tx: Transaction, period: string, items: readonly NewItem[]): Promise<Item[]> {
  const rows = items.map((one, at) => ({ at, ...one }));
  const { rows: added } = await sql<Item>`
    insert into congtam.work_item (period, person, unit, product, coefficient, assigned, done, extra, state, assigned_on, due, done_on, output, reference, taken_from, team)
    select ${period}, person, unit, product, coefficient, assigned, coalesce(done, 0), extra, coalesce(state, 'assigned'), assigned_on, due, done_on, nullif(output, ''), nullif(reference, ''), taken_from, team
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (at integer, person text, unit text, product text, coefficient integer, assigned integer, done integer, extra boolean, state text, assigned_on date, due date, done_on date, output text, reference text, taken_from bigint, team bigint)
    order by at
    returning *`.execute(work(tx));
  return added.toSorted((a, b) => a.id - b.id);
}

/** The first piece's number names a team. */
export async function nextTeam(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval('congtam.work_item_id') as id`.execute(work(tx));
  return rows[0]?.id ?? 0;
}

type ItemChange = Pick<Item, "id" | "version"> & Pick<Item, "done" | "done_on" | "accepted" | "quality_failures" | "delays" | "excused" | "state" | "reference" | "output">;

/** Writes the new standing of pieces whose version is still the one that was seen; gives those that were written. */
export async function updateItems(tx: Transaction, period: string, changes: readonly ItemChange[]): Promise<Item[]> {
  const { rows } = await sql<Item>`
    update congtam.work_item item
    set done = given.done, done_on = given.done_on, accepted = given.accepted, quality_failures = given.quality_failures, delays = given.delays, excused = given.excused, state = given.state, reference = given.reference, output = given.output, version = item.version + 1
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as given (id bigint, version integer, done integer, done_on date, accepted integer, quality_failures smallint, delays smallint, excused smallint, state text, reference text, output text)
    where item.period = ${period} and item.id = given.id and item.version = given.version
    returning item.*`.execute(work(tx));
  return rows.toSorted((a, b) => a.id - b.id);
}

/** Appends what was done to pieces; each takes the number of its new version. */
export async function insertEvents(tx: Transaction, period: string, by: string, events: readonly { readonly item: Item; readonly action: ItemEvent }[]): Promise<void> {
  const rows = events.map(({ item, action }) => ({ item: item.id, number: item.version, action }));
  await sql`
    insert into congtam.work_event (period, item, number, at, by, action)
    select ${period}, item, number, ${await tx.now()}, ${by}, action from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (item bigint, number integer, action jsonb)`.execute(work(tx));
}

/** One who writes into a person's period waits for whoever confirms it, and the other way round; always in the same order. */
export const lockPeople = (tx: Transaction, period: string, people: readonly string[]): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(held, 0)) from (select held from unnest(${[...new Set(people)].toSorted().map((one) => `work-form:${period}:${one}`)}::text[]) held order by held) in_order`.execute(work(tx));

/** Which of these people's periods are confirmed: nothing of theirs changes any more. */
export async function confirmedAmong(tx: Transaction, period: string, people: readonly string[]): Promise<string[]> {
  const rows = await work(tx).selectFrom("congtam.work_result").select("person").where("period", "=", period).where("state", "in", ["confirmed", "absent"]).where(sql<boolean>`person = any(${people}::text[])`).execute();
  return rows.map((row) => row.person);
}

/** Whether work that was handed back is somebody else's already. */
export async function isPassedOn(tx: Transaction, period: string, item: number): Promise<boolean> {
  const row = await work(tx).selectFrom("congtam.work_item").select("id").where("period", "=", period).where("taken_from", "=", item).executeTakeFirst();
  return row !== undefined;
}
