import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** Indexes as they were entered; the newest row of a place counts. */

type Row = { index: string; year: number; unit: string; number: number; value: number | null; rank: number | null; of: number | null; source: string; by: string; at: Date };
type YearTables = { "congtam.report_index": Row };
const tables = (tx: Transaction) => tx.tables<YearTables>();

export type Entered = Omit<Row, "by">;

/** Of the province and of these units. */
export const enteredYears = (tx: Transaction, units: readonly string[]): Promise<Entered[]> =>
  tables(tx).selectFrom("congtam.report_index").distinctOn(["index", "year", "unit"]).select(["index", "year", "unit", "number", "value", "rank", "of", "source", "at"]).where("unit", "in", ["", ...units]).orderBy("index").orderBy("year").orderBy("unit").orderBy("number", "desc").execute();

/** Adds the next version of a value; false when somebody else just did. */
export async function enterYear(tx: Transaction, row: Omit<Row, "at">): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.report_index").values({ ...row, at: await tx.now() }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

/** How many reports of each year were handed in, on time, returned. */
export async function reportCounts(tx: Transaction): Promise<{ year: number; title: string; units: number; submitted: number; returned: number }[]> {
  const { rows } = await sql<{ year: number; title: string; units: number; submitted: number; returned: number }>`
    select p.year, p.title,
      (select count(*) from congtam.report_unit u where u.period = p.id) as units,
      (select count(distinct s.unit) from congtam.report_step s where s.period = p.id and s.step ->> 'kind' = 'submit') as submitted,
      (select count(distinct s.unit) from congtam.report_step s where s.period = p.id and s.step ->> 'kind' = 'return') as returned
    from congtam.report_period p order by p.due_at`.execute(tables(tx));
  return rows;
}
