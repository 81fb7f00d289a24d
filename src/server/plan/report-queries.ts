import { type RawBuilder, sql } from "kysely";
import type { PeriodKind, ReportForm } from "../../contract/plan-form.ts";
import type { Transaction } from "../platform/index.ts";
import type { Kept } from "./report-cells.ts";
import { foldReport, type Hours, type RecordedStep, type ReportStep, type Standing } from "./report-standing.ts";

/** Forms, periods, and what stands in the reports on them. */

export type Link = { readonly title: string; readonly number: string; readonly url: string | null };
export type ReportTables = {
  "congtam.report_form": { key: string; number: number; form: ReportForm; sha256: string; by: string; at: Date };
  "congtam.report_period": { id: string; year: number; kind: PeriodKind; form: string; form_number: number; title: string; opens_at: Date; due_at: Date; closes_at: Date; by: string; at: Date };
  "congtam.report_unit": { period: string; unit: string; code: string; name: string; index_code: string | null };
  "congtam.report_value": { period: string; unit: string; key: string; version: number; value: number | null; is_confirmed: boolean; note: string; source: string; by: string; at: Date };
  "congtam.report_text": { period: string; unit: string; key: string; version: number; text: string; links: Link[]; by: string; at: Date };
  "congtam.report_step": { period: string; unit: string; number: number; step: ReportStep; by: string; at: Date };
};

const tables = (tx: Transaction) => tx.tables<ReportTables>();
export const asJson = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;
const isAdded = (answer: { numInsertedOrUpdatedRows?: bigint | undefined }): boolean => (answer.numInsertedOrUpdatedRows ?? 0n) > 0n;

// Forms

export type KeptForm = { readonly key: string; readonly number: number; readonly form: ReportForm; readonly sha256: string; readonly at: Date };

export const newestForms = (tx: Transaction): Promise<KeptForm[]> => tables(tx).selectFrom("congtam.report_form").distinctOn("key").select(["key", "number", "form", "sha256", "at"]).orderBy("key").orderBy("number", "desc").execute();

export const findForm = (tx: Transaction, key: string, number?: number): Promise<KeptForm | undefined> =>
  tables(tx).selectFrom("congtam.report_form").select(["key", "number", "form", "sha256", "at"]).where("key", "=", key).$if(number !== undefined, (query) => query.where("number", "=", number ?? 0)).orderBy("number", "desc").limit(1).executeTakeFirst();

export const insertForm = async (tx: Transaction, form: KeptForm, by: string): Promise<boolean> => isAdded(await tables(tx).insertInto("congtam.report_form").values({ ...form, form: asJson(form.form), by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());

// Periods

export type Period = { readonly id: string; readonly year: number; readonly kind: PeriodKind; readonly form: string; readonly formNumber: number; readonly title: string; readonly hours: Hours };
export type UnitOf = { readonly unitId: string; readonly code: string; readonly name: string; readonly index: string | null };

type PeriodRow = Pick<ReportTables["congtam.report_period"], "id" | "year" | "kind" | "form" | "form_number" | "title" | "opens_at" | "due_at" | "closes_at">;
const PERIOD = ["id", "year", "kind", "form", "form_number", "title", "opens_at", "due_at", "closes_at"] as const;
const periodOf = ({ id, year, kind, form, form_number: formNumber, title, ...at }: PeriodRow): Period => ({ id, year, kind, form, formNumber, title, hours: { opensAt: at.opens_at.toISOString(), dueAt: at.due_at.toISOString(), closesAt: at.closes_at.toISOString() } });

export const allPeriods = async (tx: Transaction): Promise<Period[]> => (await tables(tx).selectFrom("congtam.report_period").select(PERIOD).orderBy("due_at", "desc").orderBy("id").execute()).map(periodOf);

export async function findPeriod(tx: Transaction, id: string): Promise<Period | undefined> {
  const row = await tables(tx).selectFrom("congtam.report_period").select(PERIOD).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : periodOf(row);
}

export async function insertPeriod(tx: Transaction, { hours, formNumber, ...period }: Period, units: readonly UnitOf[], by: string): Promise<boolean> {
  const row = { ...period, form_number: formNumber, opens_at: new Date(hours.opensAt), due_at: new Date(hours.dueAt), closes_at: new Date(hours.closesAt), by, at: await tx.now() };
  if (!isAdded(await tables(tx).insertInto("congtam.report_period").values(row).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow())) return false;
  await tables(tx).insertInto("congtam.report_unit").values(units.map((one) => ({ period: period.id, unit: one.unitId, code: one.code, name: one.name, index_code: one.index }))).execute();
  return true;
}

export const unitsOfPeriod = (tx: Transaction, period: string): Promise<UnitOf[]> => tables(tx).selectFrom("congtam.report_unit").select(["unit as unitId", "code", "name", "index_code as index"]).where("period", "=", period).orderBy("code").execute();

export const unitsOfPeriods = (tx: Transaction): Promise<(UnitOf & { period: string })[]> => tables(tx).selectFrom("congtam.report_unit").select(["period", "unit as unitId", "code", "name", "index_code as index"]).execute();

/** The periods that a unit reports on. */
export const periodsOfUnit = async (tx: Transaction, unit: string): Promise<Set<string>> => new Set((await tables(tx).selectFrom("congtam.report_unit").select("period").where("unit", "=", unit).execute()).map((one) => one.period));

export const findUnitOf = (tx: Transaction, period: string, unit: string): Promise<UnitOf | undefined> => tables(tx).selectFrom("congtam.report_unit").select(["unit as unitId", "code", "name", "index_code as index"]).where("period", "=", period).where("unit", "=", unit).executeTakeFirst();

// Steps

type Stepped = { readonly period: string; readonly unit: string } & RecordedStep;
const stepOf = ({ at, ...row }: ReportTables["congtam.report_step"]): Stepped => ({ ...row, at: at.toISOString() });

/** The steps of one report, of a period, or of all periods. */
export async function stepsOf(tx: Transaction, of: { readonly period?: string; readonly unit?: string }): Promise<Stepped[]> {
  const rows = await tables(tx)
    .selectFrom("congtam.report_step")
    .selectAll()
    .$if(of.period !== undefined, (query) => query.where("period", "=", of.period ?? ""))
    .$if(of.unit !== undefined, (query) => query.where("unit", "=", of.unit ?? ""))
    .orderBy("period")
    .orderBy("unit")
    .orderBy("number")
    .execute();
  return rows.map(stepOf);
}

/** Where each report of a period stands, by unit. */
export async function standingsOf(tx: Transaction, period: Period, units: readonly UnitOf[]): Promise<Map<string, Standing>> {
  const steps = Map.groupBy(await stepsOf(tx, { period: period.id }), (one) => one.unit);
  return new Map(units.map(({ unitId }) => [unitId, foldReport(period.hours, steps.get(unitId) ?? [])]));
}

export type NewStep = { readonly unit: string; readonly number: number; readonly step: ReportStep };

/** Adds steps by one person; how many were the next of their report. */
export async function insertSteps(tx: Transaction, period: string, by: string, steps: readonly NewStep[]): Promise<number> {
  if (steps.length === 0) return 0;
  const at = await tx.now();
  const { length } = await tables(tx).insertInto("congtam.report_step").values(steps.map((one) => ({ ...one, step: asJson(one.step), period, by, at }))).onConflict((on) => on.doNothing()).returning("unit").execute();
  return length;
}

const ROWS_AT_ONCE = 300;

/** Adds steps that were taken elsewhere before, each as of its moment. */
export async function insertStepsTaken(tx: Transaction, steps: readonly ReportTables["congtam.report_step"][]): Promise<void> {
  for (let from = 0; from < steps.length; from += ROWS_AT_ONCE) await tables(tx).insertInto("congtam.report_step").values(steps.slice(from, from + ROWS_AT_ONCE).map((one) => ({ ...one, step: asJson(one.step) }))).execute();
}

const lockName = (period: string, unit: string): string => `report:${period}:${unit}`;
/** While one cell is written others may be, but nothing is handed in. */
export const holdOpen = (tx: Transaction, period: string, unit: string): Promise<unknown> => sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(period, unit)}, 0))`.execute(tables(tx));
/** While something is handed in or given back nothing is written. */
export const holdAlone = (tx: Transaction, period: string, unit: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${lockName(period, unit)}, 0))`.execute(tables(tx));

/** The same for many reports at once, always in the same order. */
export const holdAllAlone = (tx: Transaction, period: string, units: readonly string[]): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from (select name from unnest(${units.map((unit) => lockName(period, unit)).toSorted()}::text[]) with ordinality as named (name, at) order by at) ordered`.execute(tables(tx));

// Cells and texts

export type Cell = Kept & { readonly key: string; readonly version: number; readonly note: string; readonly source: string; readonly at: Date };
export const cellsOf = (tx: Transaction, period: string, unit: string): Promise<Cell[]> => tables(tx).selectFrom("congtam.report_value").select(["key", "version", "value", "is_confirmed as isConfirmed", "note", "source", "at"]).where("period", "=", period).where("unit", "=", unit).execute();

export const findCell = (tx: Transaction, period: string, unit: string, key: string): Promise<Cell | undefined> =>
  tables(tx).selectFrom("congtam.report_value").select(["key", "version", "value", "is_confirmed as isConfirmed", "note", "source", "at"]).where("period", "=", period).where("unit", "=", unit).where("key", "=", key).executeTakeFirst();

/** The cells of many units at once. */
export async function cellVersions(tx: Transaction, period: string, units: readonly string[]): Promise<{ unit: string; key: string; version: number; value: number | null }[]> {
  const { rows } = await sql<{ unit: string; key: string; version: number; value: number | null }>`select unit, key, version, value from congtam.report_value where period = ${period} and unit = any(${units}::text[])`.execute(tables(tx));
  return rows;
}

/** How many cells of each report hold a figure. */
export const filledOf = (tx: Transaction, period: string): Promise<{ unit: string; filled: number }[]> => tables(tx).selectFrom("congtam.report_value").select(({ fn }) => ["unit", fn.countAll<number>().as("filled")]).where("period", "=", period).where("value", "is not", null).groupBy("unit").execute();

export type NewCell = { readonly unit: string; readonly key: string; readonly value: number | null; readonly isConfirmed: boolean; readonly note?: string; readonly source: string; readonly before: number };

/** Writes cells that stand as they were seen; how many did. */
export async function writeCells(tx: Transaction, period: string, by: string, cells: readonly NewCell[]): Promise<number> {
  if (cells.length === 0) return 0;
  const given = JSON.stringify(cells);
  const { rows } = await sql<{ key: string }>`
    insert into congtam.report_value as kept (period, unit, key, version, value, is_confirmed, note, source, by, at)
    select ${period}, unit, key, before + 1, value, "isConfirmed", coalesce(note, ''), source, ${by}, ${await tx.now()}::timestamptz
    from jsonb_to_recordset(${given}::jsonb) as given (unit text, key text, value bigint, "isConfirmed" boolean, note text, source text, before integer)
    on conflict (period, unit, key) do update set version = excluded.version, value = excluded.value, is_confirmed = excluded.is_confirmed, note = excluded.note, source = excluded.source, by = excluded.by, at = excluded.at
    where kept.version = excluded.version - 1
    returning key`.execute(tables(tx));
  return rows.length;
}

export type Text = { readonly key: string; readonly version: number; readonly text: string; readonly links: Link[]; readonly at: Date };
export const textsOf = (tx: Transaction, period: string, unit: string): Promise<Text[]> => tables(tx).selectFrom("congtam.report_text").select(["key", "version", "text", "links", "at"]).where("period", "=", period).where("unit", "=", unit).execute();

export async function writeTexts(tx: Transaction, period: string, by: string, texts: readonly { readonly unit: string; readonly key: string; readonly text: string; readonly links: readonly Link[]; readonly before: number }[]): Promise<number> {
  if (texts.length === 0) return 0;
  const { rows } = await sql<{ key: string }>`
    insert into congtam.report_text as kept (period, unit, key, version, text, links, by, at)
    select ${period}, unit, key, before + 1, text, links, ${by}, ${await tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as given (unit text, key text, text text, links jsonb, before integer)
    on conflict (period, unit, key) do update set version = excluded.version, text = excluded.text, links = excluded.links, by = excluded.by, at = excluded.at
    where kept.version = excluded.version - 1
    returning key`.execute(tables(tx));
  return rows.length;
}
