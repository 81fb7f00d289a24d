import type { Task, Timing } from "../../contract/plan-content.ts";
import type { PeriodKind } from "../../contract/plan-form.ts";
import type { Duty, DutyState } from "../../contract/plan-work.ts";
import type { UnitItem } from "../../contract/plan-units.ts";
import { dayOf, type KnownUnit } from "../organisation/index.ts";
import { meansAny } from "./parties.ts";
import type { WorkRecord } from "./unit-queries.ts";

/** What a unit owes in a year, and when. Pure. */

const MONTHS = 12;
const EVERY = { month: 1, quarter: 3, "half-year": 6, year: 12 } as const;
const two = (number: number): string => String(number).padStart(2, "0");
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function periodName(year: number, every: keyof typeof EVERY, at: number): string {
  const names = { month: `-${two(at)}`, quarter: `-Q${String(at)}`, "half-year": `-H${String(at)}`, year: "" } as const;
  return `${String(year)}${names[every]}`;
}

/** Each time in the year when it is due: by period, on its day; a day that the month lacks is its last. */
export function occasionsOf(timing: Timing, year: number): { readonly period: string; readonly due: string }[] {
  if (timing.kind === "once") return [{ period: String(year), due: timing.due }];
  if (timing.kind === "throughout") return [{ period: String(year), due: `${String(year)}-12-31` }];
  const length = EVERY[timing.every];
  return Array.from({ length: MONTHS / length }, (_, i) => {
    const month = (i + 1) * length;
    return { period: periodName(year, timing.every, i + 1), due: `${String(year)}-${two(month)}-${two(Math.min(timing.onDay, lastDay(year, month)))}` };
  });
}

const DAY_MS = 86_400_000;
const NEAR_DAYS = 7;

export function stateOf(due: string, today: string, record: Pick<WorkRecord, "isDone" | "at"> | undefined): DutyState {
  if (record?.isDone === true) return dayOf(record.at) > due ? "done-late" : "done";
  if (due < today) return "late";
  return Date.parse(due) - Date.parse(today) <= NEAR_DAYS * DAY_MS ? "near" : "open";
}

/** What is due besides the plan's tasks: by whoever hands it in. */
export type OtherDue = { readonly unitId: string; readonly key: string; readonly period: string; readonly source: "rule" | "inspection" | "report"; readonly title: string; readonly output: string; readonly due: string; readonly doneAt: Date | null; /** Of a report: its period, and whether it came late by the hour. */ readonly report?: { readonly periodId: string; readonly isLate: boolean } };

type WorkOf = {
  readonly year: number;
  readonly today: string;
  readonly tasks: readonly Task[];
  /** By unit; of units whose plan is approved. */
  readonly items: ReadonlyMap<string, readonly UnitItem[]>;
  readonly records: readonly WorkRecord[];
  /** "unit key" of what was merged into another unit's task. */
  readonly merged: ReadonlySet<string>;
  readonly others: readonly OtherDue[];
};

export const placeOf = (unitId: string, key: string): string => `${unitId} ${key}`;

type Work = Pick<UnitItem, "key" | "title" | "output" | "timing"> & { readonly source: "province" | "own"; readonly area: string | null; readonly byReport: boolean };

/** What an approved plan says of a task goes before what the province says; a task that it does not have is owed all the same. */
function workOf(unit: KnownUnit, { tasks, items }: Pick<WorkOf, "tasks" | "items">): Work[] {
  const own = items.get(unit.id) ?? [];
  const known = new Map(tasks.map((one) => [one.key, one]));
  const taken = new Set(own.map((one) => one.key));
  const left = tasks.filter((one) => meansAny(one.lead, unit) && !taken.has(one.key)).map(({ key, title, output, timing, area, doneBy }): Work => ({ key, title, output, timing, source: "province", area, byReport: doneBy === "report" }));
  const taskOf = (key: string, isProvinces: boolean): Pick<Work, "area" | "byReport"> => ({ area: known.get(key)?.area ?? null, byReport: isProvinces && known.get(key)?.doneBy === "report" });
  return [...own.filter((one) => one.kind === "task").map(({ key, title, output, timing, isProvinces }): Work => ({ key, title, output, timing, source: isProvinces ? "province" : "own", ...taskOf(key, isProvinces) })), ...left];
}

/** The period that reports on the same months: of "2025-Q2" that of six months. */
const REPORTED: Readonly<Record<string, PeriodKind>> = { Q1: "q1", Q2: "h1", Q3: "q3", Q4: "year", H1: "h1", H2: "year", "": "year" };
const reportFor = (period: string): string => `report-${REPORTED[period.slice(5)] ?? ""}`;

function stateOfOther({ due, doneAt, report }: OtherDue, today: string): DutyState {
  // A report is late by the hour, not by the day.
  if (doneAt !== null && report !== undefined) return report.isLate ? "done-late" : "done";
  return stateOf(due, today, doneAt === null ? undefined : { isDone: true, at: doneAt });
}

const byDay = (a: Duty, b: Duty): number => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.key < b.key ? -1 : 1);

type Records = ReadonlyMap<string, WorkRecord>;

/** What the plan asks of a unit, each time that it is due; what is done by a report follows it, where its period was opened. */
function plannedOf(unit: KnownUnit, work: WorkOf, records: Records, reports: ReadonlyMap<string, OtherDue>): Duty[] {
  return workOf(unit, work)
    .filter((one) => !work.merged.has(placeOf(unit.id, one.key)))
    .flatMap(({ timing, byReport, ...one }) =>
      occasionsOf(timing, work.year).map(({ period, due }): Duty => {
        const record = records.get(`${placeOf(unit.id, one.key)} ${period}`);
        const report = byReport ? reports.get(reportFor(period)) : undefined;
        const standing = report === undefined ? { due, state: stateOf(due, work.today, record), reportPeriodId: null } : { due: report.due, state: stateOfOther(report, work.today), reportPeriodId: report.report?.periodId ?? null };
        return { unitId: unit.id, ...one, period, ...standing, record: record === undefined ? null : { number: record.number, isDone: record.isDone, note: record.note, files: [...record.files], at: record.at.toISOString() } };
      }),
    );
}

/** All that these units owe, by unit. */
export function dutiesOf(units: readonly KnownUnit[], work: WorkOf): Map<string, Duty[]> {
  const records: Records = new Map(work.records.map((one) => [`${placeOf(one.unitId, one.key)} ${one.period}`, one]));
  const others = Map.groupBy(work.others, (one) => one.unitId);
  return new Map(
    units.map((unit) => {
      const own = others.get(unit.id) ?? [];
      const planned = plannedOf(unit, work, records, new Map(own.filter((one) => one.source === "report").map((one) => [one.key, one])));
      // A report that a task stands for is owed once.
      const stoodFor = new Set(planned.map((one) => one.reportPeriodId));
      const besides = own.filter(({ report }) => report === undefined || !stoodFor.has(report.periodId)).map((one): Duty => {
        const { doneAt: _doneAt, report, ...due } = one;
        return { ...due, area: null, state: stateOfOther(one, work.today), reportPeriodId: report?.periodId ?? null, record: null };
      });
      return [unit.id, [...planned, ...besides].toSorted(byDay)];
    }),
  );
}

/** By month: what is due, done, late. */
export const countsByMonth = (duties: readonly Pick<Duty, "due" | "state">[]): { month: number; due: number; done: number; late: number }[] =>
  Array.from({ length: MONTHS }, (_, i) => {
    const own = duties.filter((one) => Number(one.due.slice(5, 7)) === i + 1);
    return { month: i + 1, due: own.length, done: own.filter((one) => one.state === "done" || one.state === "done-late").length, late: own.filter((one) => one.state === "late").length };
  });
