import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { sql } from "kysely";
import type { ComputationItem, ComputationSummary } from "../../contract/personnel-computation.ts";
import { postsByPerson } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { COPIED_RESULT } from "./computing-rows.ts";
import { sumColumns } from "./form-queries.ts";
import { work } from "./work-tables.ts";

/** The SQL of computing a period for everybody. */

/** What people wrote into a form, by which no points are reckoned. */
const UNREAD = "{strengths,shortcomings,remark,reason,result}";

type Row = { id: string; period: string; state: ComputationItem["state"]; done: number; total: number; summary: ComputationSummary | null; by: string; at: Date; ended_at: Date | null };
const tables = (tx: Transaction) => tx.tables<{ "congtam.work_computation": Row }>();

const itemOf = ({ id, period, state, done, total, summary, at, ended_at: ended }: Row): ComputationItem => ({ id, periodId: period, state, done, total, summary, at: at.toISOString(), endedAt: ended?.toISOString() ?? null });
export const isUnderWay = ({ state }: Pick<ComputationItem, "state">): boolean => state === "waiting" || state === "running";

export async function insertComputation(tx: Transaction, { id, period, by }: { readonly id: string; readonly period: string; readonly by: string }): Promise<ComputationItem> {
  const row: Row = { id, period, state: "waiting", done: 0, total: 0, summary: null, by, at: await tx.now(), ended_at: null };
  await tables(tx).insertInto("congtam.work_computation").values(row).execute();
  return itemOf(row);
}

export const computationsOf = async (tx: Transaction, period: string): Promise<ComputationItem[]> => (await tables(tx).selectFrom("congtam.work_computation").selectAll().where("period", "=", period).orderBy("at", "desc").orderBy("id").limit(20).execute()).map(itemOf);

export async function findComputation(tx: Transaction, id: string): Promise<ComputationItem | undefined> {
  const row = await tables(tx).selectFrom("congtam.work_computation").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

type Change = Partial<Pick<Row, "state" | "done" | "total" | "summary" | "ended_at">>;

/** Changes one that is under way; undefined when it has ended meanwhile. */
export async function changeComputation(tx: Transaction, id: string, { summary, ...change }: Change): Promise<ComputationItem | undefined> {
  const row = await tables(tx)
    .updateTable("congtam.work_computation")
    .set({ ...change, ...(summary === undefined ? {} : { summary: sql`${JSON.stringify(summary)}::jsonb` }) })
    .where("id", "=", id)
    .where("state", "in", ["waiting", "running"])
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** One at a time begins for a period. */
export const holdComputations = (tx: Transaction, period: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${`work-computation:${period}`}, 0))`.execute(tables(tx));

/**
 * Everybody who works on a day, each a row in the columns of `computing-rows.ts`: posts, whether the result is settled, what the
 * work of the period adds up to by one pass over its partition, and what was done with the form. A stream of bytes: whoever
 * reads slowly slows the database down, and nobody holds them all.
 */
export async function copyPeople(tx: Transaction, { period, day, takes }: { readonly period: string; readonly day: string; readonly takes: number }): Promise<Readable> {
  // Statistics do not know yet what was imported or confirmed a minute ago: with them it might go through everybody for everybody.
  // Some more memory than for a request, so that what was added up of everybody stays there.
  await sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '32MB', true)`.execute(work(tx));
  // A copy takes no parameters; the period has the shape of one, and what failures take is a whole number.
  const question = sql`
    select person, post.posts, held.state, held.level, item.assigned, item.quantity, item.quality, item.progress, item.open, item.waiting, form.actions
    from (${postsByPerson(day)}) post
    left join (select person, ${sumColumns(takes)} from congtam.work_item where period = ${sql.lit(period)} group by person) item using (person)
    left join (select person, state, level from congtam.work_result where period = ${sql.lit(period)} and state <> 'computed') held using (person)
    left join (select person, string_agg((action - ${sql.lit(UNREAD)}::text[])::text, ',' order by number) as actions from congtam.work_form_action where period = ${sql.lit(period)} group by person) form using (person)`;
  return tx.copyOut(`copy (${question.compile(work(tx)).sql}) to stdout`);
}

async function copyInto(tx: Transaction, table: string, rows: Uint8Array): Promise<void> {
  const copy = await tx.copyIn(`copy ${table} ${COPIED_RESULT} from stdin`);
  copy.end(rows);
  await finished(copy);
}

/** Of people of whom there is no result yet: into the period's own partition, past the policies on rows. */
export const copyResults = (tx: Transaction, period: string, rows: Uint8Array): Promise<void> => copyInto(tx, `congtam.work_result_${period.toLowerCase().replaceAll("-", "_")}`, rows);

/** Beside results that are there: what was confirmed meanwhile stays, and what came out as before is not written again. */
export async function mergeResults(tx: Transaction, rows: Uint8Array): Promise<void> {
  await sql`create temporary table work_computed (like congtam.work_result) on commit drop`.execute(work(tx));
  await copyInto(tx, "work_computed", rows);
  await sql`
    insert into congtam.work_result as held ${sql.raw(COPIED_RESULT)} select ${sql.raw(COPIED_RESULT.slice(1, -1))} from work_computed
    on conflict (period, person) do update
    set unit = excluded.unit, general = excluded.general, results = excluded.results, total = excluded.total, level = excluded.level, parts = excluded.parts, reason = excluded.reason, at = excluded.at
    where held.state = 'computed' and (held.unit, held.general, held.results, held.total, held.level, held.parts, held.reason) is distinct from (excluded.unit, excluded.general, excluded.results, excluded.total, excluded.level, excluded.parts, excluded.reason)`.execute(work(tx));
}

/** Whether anybody has a result of a period already. */
export async function hasResults(tx: Transaction, period: string): Promise<boolean> {
  return (await work(tx).selectFrom("congtam.work_result").select("person").where("period", "=", period).limit(1).executeTakeFirst()) !== undefined;
}

/** Of how many the results are settled: confirmed, or absent. */
export async function countSettled(tx: Transaction, period: string): Promise<number> {
  const { rows } = await sql<{ settled: number }>`select count(*) as settled from congtam.work_result where period = ${period} and state <> 'computed'`.execute(work(tx));
  return rows[0]?.settled ?? 0;
}
