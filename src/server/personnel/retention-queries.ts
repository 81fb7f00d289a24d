import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The SQL of what ends with the time for which it is kept. */

/** Years whose time is over at a moment, and which are still there. */
export async function yearsToForget(tx: Transaction, year: number): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select held.year from (select distinct on (year) year, retention_years from congtam.rating_year order by year, number desc) held
    where held.year + held.retention_years < ${year} and not exists (select from congtam.rating_forgotten gone where gone.year = held.year)
    order by held.year`.execute(tx.tables());
  return rows.map((one) => one.year);
}

/** Deletes a year's records of people; null where somebody was faster. The database itself refuses what is still to be kept. */
export async function forgetYear(tx: Transaction, year: number, at: Date): Promise<Readonly<Record<string, number>> | null> {
  const { rows } = await sql<{ counts: Readonly<Record<string, number>> | null }>`select congtam.forget_rating_year(${year}, ${at}) as counts`.execute(tx.tables());
  return rows[0]?.counts ?? null;
}
