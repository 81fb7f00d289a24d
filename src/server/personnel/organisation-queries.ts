import { type Kysely, sql } from "kysely";
import type { TaskCounts } from "../../contract/personnel-organisation.ts";
import type { Transaction } from "../platform/index.ts";

/** The SQL of organisations' tasks: quarterly reviews, and work that people recorded. */

type Tables = { "congtam.task_review": { year: number; quarter: number; unit: string; number: number; assigned: number; completed: number; on_time: number; exceeded: number; source: string; at: Date; by: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type ReviewRow = TaskCounts & { readonly year: number; readonly quarter: number; readonly unitId: string; readonly number: number; readonly source: string; readonly at: Date; readonly by: string };

/** The newest version of each unit's quarter. */
export const reviewsOf = (tx: Transaction, year: number): Promise<ReviewRow[]> =>
  tables(tx)
    .selectFrom("congtam.task_review")
    .distinctOn(["quarter", "unit"])
    .select(["year", "quarter", "unit as unitId", "number", "assigned", "completed", "on_time as onTime", "exceeded", "source", "at", "by"])
    .where("year", "=", year)
    .orderBy("quarter")
    .orderBy("unit")
    .orderBy("number", "desc")
    .execute();

/** False when somebody was faster. */
export async function insertReview(tx: Transaction, { unitId, onTime, ...row }: ReviewRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.task_review").values({ ...row, unit: unitId, on_time: onTime }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

/**
 * Pieces of work of a year by unit, of those who had a post there (work is found by whose it is): assigned is what was in the plan or came on top, completed what was accepted whole, on time
 * what came without delay or failure of quality, exceeded what was accepted beyond what was assigned.
 */
export async function workCounts(tx: Transaction, { units, people, year }: { readonly units: readonly string[]; readonly people: readonly string[]; readonly year: number }): Promise<Map<string, TaskCounts>> {
  if (units.length === 0) return new Map();
  const { rows } = await sql<TaskCounts & { unit: string }>`
    select i.unit, count(*)::integer as assigned,
      count(*) filter (where i.state = 'accepted' and i.accepted >= i.assigned)::integer as completed,
      count(*) filter (where i.state = 'accepted' and i.accepted >= i.assigned and i.delays = 0 and i.quality_failures = 0)::integer as "onTime",
      count(*) filter (where i.state = 'accepted' and i.accepted > i.assigned)::integer as exceeded
    from congtam.work_item i join congtam.work_period p on p.id = i.period
    where i.unit = any(${units}::text[]) and i.person = any(${people}::text[]) and p.from_day >= ${`${String(year)}-01-01`}::date and p.from_day < ${`${String(year + 1)}-01-01`}::date and i.period not like 'T-%'
    group by i.unit`.execute(tx.tables());
  return new Map(rows.map(({ unit, assigned, completed, onTime, exceeded }) => [unit, { assigned, completed, onTime, exceeded }]));
}
