import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. */

/** What a person's newest confirmation came to, as it counts for the year. */
const COUNTED = sql`|| jsonb_build_object('counted', (
  select jsonb_build_object('state', held.state, 'total', held.total, 'level', held.level) from congtam.work_result held
  where kept.action ->> 'kind' = 'confirm' and held.period = kept.period and held.person = kept.person
    and not exists (select from congtam.work_form_action later where later.period = kept.period and later.person = kept.person and later.number > kept.number)))`;

type Work = "work_period" | "work_period_action" | "work_granularity" | "work_form_action" | "work_unit_action" | "work_remit" | "work_import";
type Rating = "rating_year" | "rating_file" | "rating_step" | "rating_round_step" | "rating_meeting" | "task_review";

/** Periods, forms, meetings of offices and imports. */
export const keptWork = async (tx: Transaction): Promise<Record<Work, KeptRow[]>> => ({
  work_period: await keptRows(tx, sql`congtam.work_period kept`),
  work_period_action: await keptRows(tx, sql`congtam.work_period_action kept`),
  work_granularity: await keptRows(tx, sql`congtam.work_granularity kept`),
  work_form_action: await keptRows(tx, sql`congtam.work_form_action kept`, COUNTED),
  work_unit_action: await keptRows(tx, sql`congtam.work_unit_action kept`),
  work_remit: await keptRows(tx, sql`congtam.work_remit kept`),
  work_import: await keptRows(tx, sql`congtam.work_import kept`),
});

/** Work of a period that people assigned and recorded here, and what they attached; of what came in bulk the ledger has the hash of each import, and of files the database makes the hash of their bytes. */
export const keptItems = async (tx: Transaction, period: string): Promise<Record<"work_item" | "work_file" | "work_scan", KeptRow[]>> => ({
  work_item: await keptRows(tx, sql`congtam.work_item kept where kept.period = ${period} and kept.source is null`),
  work_file: await keptRows(tx, sql`congtam.work_file kept where kept.period = ${period}`, sql`|| jsonb_build_object('bytes', encode(sha256(kept.bytes), 'hex'))`),
  work_scan: await keptRows(tx, sql`congtam.work_scan kept where kept.period = ${period}`),
});

/** Ratings of years and reviews of tasks. */
export const keptRatings = async (tx: Transaction): Promise<Record<Rating, KeptRow[]>> => ({
  rating_year: await keptRows(tx, sql`congtam.rating_year kept`),
  rating_file: await keptRows(tx, sql`congtam.rating_file kept`),
  rating_step: await keptRows(tx, sql`congtam.rating_step kept`),
  rating_round_step: await keptRows(tx, sql`congtam.rating_round_step kept`),
  rating_meeting: await keptRows(tx, sql`congtam.rating_meeting kept`),
  task_review: await keptRows(tx, sql`congtam.task_review kept`),
});

/** Every period that a row names. */
export async function keptPeriods(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from congtam.work_period order by id`.execute(tx.tables());
  return rows.map((one) => one.id);
}
