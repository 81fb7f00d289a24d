import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { work } from "./work-tables.ts";

/** The room's SQL about what waits for somebody: counts, not pieces. */

type OwnWork = { readonly left: number; readonly late: number; readonly firstDue: string | null };

/** Somebody's own pieces of a period that have no result yet. */
export async function toRecord(tx: Transaction, period: string, person: string, today: string): Promise<OwnWork> {
  const { rows } = await sql<OwnWork>`
    select count(*)::integer as left, (count(*) filter (where due < ${today}::date))::integer as late, min(due) as "firstDue"
    from congtam.work_item where period = ${period} and person = ${person} and state = 'assigned'`.execute(work(tx));
  return rows[0] ?? { left: 0, late: 0, firstDue: null };
}

/** Of each of these people, how many pieces wait to be accepted, or to be given to somebody else after they came back. */
export async function toAccept(tx: Transaction, period: string, people: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ person: string; waiting: number }>`
    with own as (select id, person, state, taken_from from congtam.work_item where period = ${period} and person = any(${people}::text[]))
    select person, count(*)::integer as waiting from own
    where state = 'done' or (state = 'handed-back' and not exists (select from own other where other.taken_from = own.id))
    group by person`.execute(work(tx));
  return new Map(rows.map((row) => [row.person, row.waiting]));
}
