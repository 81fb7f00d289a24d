import { createHash } from "node:crypto";
import { sql } from "kysely";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as whoever compares them with the ledger wants them. */

type Kept<Table extends string> = Record<Table, KeptRow[]>;

export const keptPlans = async (tx: Transaction): Promise<Kept<"reform_programme" | "reform_plan" | "plan_version" | "plan_issue" | "plan_target" | "plan_task">> => ({
  reform_programme: await keptRows(tx, sql`congtam.reform_programme kept`),
  reform_plan: await keptRows(tx, sql`congtam.reform_plan kept`),
  plan_version: await keptRows(tx, sql`congtam.plan_version kept`),
  plan_issue: await keptRows(tx, sql`congtam.plan_issue kept`),
  plan_target: await keptRows(tx, sql`congtam.plan_target kept`),
  plan_task: await keptRows(tx, sql`congtam.plan_task kept`),
});

export const keptUnitPlans = async (tx: Transaction): Promise<Kept<"unit_plan" | "unit_plan_item" | "unit_plan_step" | "plan_work_record" | "plan_duplicate" | "plan_calendar_link">> => ({
  unit_plan: await keptRows(tx, sql`congtam.unit_plan kept`),
  unit_plan_item: await keptRows(tx, sql`congtam.unit_plan_item kept`),
  unit_plan_step: await keptRows(tx, sql`congtam.unit_plan_step kept`),
  plan_work_record: await keptRows(tx, sql`congtam.plan_work_record kept`),
  plan_duplicate: await keptRows(tx, sql`congtam.plan_duplicate kept`),
  plan_calendar_link: await keptRows(tx, sql`congtam.plan_calendar_link kept`),
});

/** Of files their hashes, which the database makes of their bytes. */
export const keptInspections = async (tx: Transaction): Promise<Kept<"inspection" | "inspection_step" | "inspection_file" | "plan_register" | "plan_register_version">> => ({
  inspection: await keptRows(tx, sql`congtam.inspection kept`),
  inspection_step: await keptRows(tx, sql`congtam.inspection_step kept`),
  inspection_file: await keptRows(tx, sql`congtam.inspection_file kept`, sql`|| jsonb_build_object('bytes', encode(sha256(kept.bytes), 'hex'))`),
  plan_register: await keptRows(tx, sql`congtam.plan_register kept`),
  plan_register_version: await keptRows(tx, sql`congtam.plan_register_version kept`),
});

export const keptInspectionScans = (tx: Transaction): Promise<KeptRow[]> => keptRows(tx, sql`congtam.inspection_scan kept`);

export const reportPeriods = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from congtam.report_period union select period from congtam.report_unit order by 1`.execute(tx.tables());
  return rows.map((one) => one.id);
};

export const keptPeriod = async (tx: Transaction, period: string): Promise<Kept<"report_period" | "report_unit" | "report_value" | "report_text" | "report_step" | "report_submission" | "report_import">> => ({
  report_period: await keptRows(tx, sql`congtam.report_period kept where kept.id = ${period}`),
  report_unit: await keptRows(tx, sql`congtam.report_unit kept where kept.period = ${period}`),
  report_value: await keptRows(tx, sql`congtam.report_value kept where kept.period = ${period}`),
  report_text: await keptRows(tx, sql`congtam.report_text kept where kept.period = ${period}`),
  report_step: await keptRows(tx, sql`congtam.report_step kept where kept.period = ${period}`),
  report_submission: await keptRows(tx, sql`congtam.report_submission kept where kept.period = ${period}`),
  report_import: await keptRows(tx, sql`congtam.report_import kept where kept.period = ${period}`),
});

/** What was drawn together is told by its hash, whatever order the database gives its parts. */
export function hashOfResult(result: unknown): string {
  const written = JSON.stringify(result);
  const plain: unknown = JSON.parse(written);
  return createHash("sha256").update(canonicalJson(plain)).digest("hex");
}

export const keptReports = async (tx: Transaction): Promise<Kept<"report_form" | "report_mapping" | "report_consolidation" | "report_index" | "report_measured">> => ({
  report_form: await keptRows(tx, sql`congtam.report_form kept`),
  report_mapping: await keptRows(tx, sql`congtam.report_mapping kept`),
  report_consolidation: (await keptRows(tx, sql`congtam.report_consolidation kept`)).map(({ result, ...row }) => (result === null || result === undefined ? row : { ...row, "sha256 of result": hashOfResult(result) })),
  report_index: await keptRows(tx, sql`congtam.report_index kept`),
  report_measured: await keptRows(tx, sql`congtam.report_measured kept`),
});
