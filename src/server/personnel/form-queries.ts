import { type RawBuilder, sql } from "kysely";
import type { KeptFormAction, RecordedFormAction } from "../../contract/personnel-form.ts";
import type { RecordedUnitAction } from "./unit-state.ts";
import type { UnitAction } from "../../contract/personnel-work.ts";
import type { Transaction } from "../platform/index.ts";
import type { Sums } from "./score.ts";
import { isAdded, work } from "./work-tables.ts";

/** The room's SQL about forms, sums of work and what periods came to. */

/**
 * The sums of the work of each person of a period: exact, in units of the core's own. `takes` is in hundredths of a percent.
 * Only what failures took is added up for quality and progress, so that pieces without any (nearly all) cost nothing there;
 * and what is accepted is neither open nor waiting, which a number tells sooner than a text.
 */
export function sumColumns(takes: number): RawBuilder<unknown> {
  const without = (failures: RawBuilder<unknown>) => sql`(100 * sum(coefficient::bigint * accepted) - coalesce(sum(coefficient::bigint * least(accepted::bigint * 100, ${sql.lit(takes)} * ${failures})) filter (where ${failures} > 0), 0))::text`;
  return sql`
    coalesce(sum(coefficient::bigint * assigned) filter (where not extra), 0)::text as assigned,
    sum(coefficient::bigint * accepted)::text as quantity,
    ${without(sql`quality_failures`)} as quality,
    ${without(sql`delays`)} as progress,
    (count(*) filter (where accepted = 0 and state = 'assigned'))::integer as open, (count(*) filter (where accepted = 0 and state = 'done'))::integer as waiting`;
}

/** What the sums of some people are; whoever has no work has none. */
export async function sumsOf(tx: Transaction, period: string, people: readonly string[], takes: number): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums & { person: string }>`select person, ${sumColumns(takes)} from congtam.work_item where period = ${period} and person = any(${people}::text[]) group by person`.execute(work(tx));
  return new Map(rows.map((row) => [row.person, row]));
}

/** What was done with the forms of some people, each in order. */
export async function formActionsOf(tx: Transaction, period: string, people: readonly string[]): Promise<Map<string, RecordedFormAction[]>> {
  const rows = await work(tx).selectFrom("congtam.work_form_action").select(["person", "number", "at", "by", "action"]).where("period", "=", period).where(sql<boolean>`person = any(${people}::text[])`).orderBy("person").orderBy("number").execute();
  return new Map([...Map.groupBy(rows, (row) => row.person)].map(([person, own]) => [person, own.map(({ number, at, by, action }) => ({ number, at: at.toISOString(), by, action }))]));
}

/** The primary key refuses a second one of the same number. */
export const insertFormAction = async (tx: Transaction, row: { readonly period: string; readonly person: string; readonly number: number; readonly unit: string; readonly by: string }, action: KeptFormAction): Promise<boolean> =>
  isAdded(await work(tx).insertInto("congtam.work_form_action").values({ ...row, at: await tx.now(), action: JSON.stringify(action) }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());

export type ResultRow = { readonly period: string; readonly person: string; readonly unit: string; readonly state: "computed" | "confirmed" | "absent"; readonly general: number | null; readonly results: number | null; readonly total: number | null; readonly level: string | null; readonly parts: Readonly<Record<string, string>>; readonly reason: string | null };

export async function writeResult(tx: Transaction, { parts, ...row }: ResultRow): Promise<void> {
  const values = { ...row, parts: JSON.stringify(parts), at: await tx.now() };
  await work(tx).insertInto("congtam.work_result").values(values).onConflict((on) => on.columns(["period", "person"]).doUpdateSet(values)).execute();
}

const RESULT = ["period", "person", "unit", "state", "general", "results", "total", "level", "parts", "reason"] as const;
type Asked = { readonly people?: readonly string[] | undefined; readonly units?: readonly string[] | undefined; readonly periods: readonly string[] };

/** What periods came to, of people or of units. */
export const resultsOf = (tx: Transaction, { people, units, periods }: Asked): Promise<ResultRow[]> =>
  work(tx)
    .selectFrom("congtam.work_result")
    .select(RESULT)
    .where(sql<boolean>`period = any(${periods}::text[])`)
    .$if(people !== undefined, (query) => query.where(sql<boolean>`person = any(${people ?? []}::text[])`))
    .$if(units !== undefined, (query) => query.where(sql<boolean>`unit = any(${units ?? []}::text[])`))
    .orderBy("period")
    .orderBy("person")
    .execute();

export type ConfirmedResult = { readonly person: string; readonly unit: string; readonly period: string; readonly from: string; readonly months: number; readonly general: number; readonly results: number; readonly total: number };

/** The confirmed results of people in the periods that begin in a year; trials are none. */
export async function confirmedResults(tx: Transaction, people: readonly string[], year: number): Promise<ConfirmedResult[]> {
  const { rows } = await sql<ConfirmedResult>`
    select r.person, r.unit, r.period, p.from_day as "from", p.months, r.general, r.results, r.total
    from congtam.work_result r join congtam.work_period p on p.id = r.period
    where r.person = any(${people}::text[]) and r.state = 'confirmed' and p.from_day >= ${`${String(year)}-01-01`}::date and p.from_day < ${`${String(year + 1)}-01-01`}::date and r.period not like 'T-%'
    order by r.person, p.from_day, p.months`.execute(work(tx));
  return rows;
}

export async function unitActionsOf(tx: Transaction, period: string, unit: string): Promise<RecordedUnitAction[]> {
  const rows = await work(tx).selectFrom("congtam.work_unit_action").select(["number", "at", "by", "action"]).where("period", "=", period).where("unit", "=", unit).orderBy("number").execute();
  return rows.map(({ number, at, by, action }) => ({ number, at: at.toISOString(), by, action }));
}

export const insertUnitAction = async (tx: Transaction, row: { readonly period: string; readonly unit: string; readonly number: number; readonly by: string }, action: UnitAction): Promise<boolean> =>
  isAdded(await work(tx).insertInto("congtam.work_unit_action").values({ ...row, at: await tx.now(), action: JSON.stringify(action) }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());
