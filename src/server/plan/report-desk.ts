import { createHash } from "node:crypto";
import { MONTHS, type ReportForm } from "../../contract/plan-form.ts";
import type { Relation, Role } from "../../contract/route.ts";
import { actorOf, type Actor, type Bilingual, Problem, type Transaction } from "../platform/index.ts";
import { APPRAISERS } from "./own-unit.ts";
import type { Figures, LastReport } from "./report-cells.ts";
import { findForm, findPeriod, findUnitOf, allPeriods, holdAlone, holdOpen, type Period, stepsOf, type UnitOf } from "./report-queries.ts";
import { foldReport, type RecordedStep, type Standing } from "./report-standing.ts";
import { newestSubmissions, type SubmittedText } from "./submission-queries.ts";

/** What every request about one report begins with: the period, the unit, the form, where it stands. */

export type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly periodId: string; readonly unitId: string } };
export type Desk = { readonly period: Period; readonly unit: UnitOf; readonly form: ReportForm; readonly standing: Standing; readonly steps: readonly RecordedStep[]; readonly now: string };

export const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

const OVERSEERS: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman"];
export const oversees = ({ roles }: Pick<Actor, "roles">): boolean => roles.some((one) => OVERSEERS.includes(one));

const appraises = ({ roles }: Pick<Actor, "roles">): boolean => roles.some((one) => APPRAISERS.includes(one));

/** For the gate: a report is one's own unit's, or there is none that one could know of. */
export async function reportRelation({ tx, actor: given, params }: Asked): Promise<readonly Relation[]> {
  const actor = actorOf({ actor: given });
  const isOwn = actor.unitIds.includes(params.unitId);
  if ((!isOwn && !oversees(actor) && !appraises(actor)) || (await findUnitOf(tx, params.periodId, params.unitId)) === undefined) throw new Problem("not-found");
  return isOwn ? ["own-unit"] : [];
}

export async function formOf(tx: Transaction, period: Period): Promise<ReportForm> {
  const kept = await findForm(tx, period.form, period.formNumber);
  if (kept === undefined) throw new Error(`the form ${period.form} ${String(period.formNumber)} is gone`);
  return kept.form;
}

/** `hold`: what is written meanwhile waits; `share`: it may go on, but nothing is handed in. */
export async function openReport({ tx, params: { periodId, unitId } }: Pick<Asked, "tx" | "params">, hold: "nothing" | "share" | "alone"): Promise<Desk> {
  if (hold !== "nothing") await (hold === "share" ? holdOpen : holdAlone)(tx, periodId, unitId);
  const period = await findPeriod(tx, periodId);
  const unit = period === undefined ? undefined : await findUnitOf(tx, periodId, unitId);
  if (period === undefined || unit === undefined) throw new Problem("not-found");
  const steps = await stepsOf(tx, { period: periodId, unit: unitId });
  return { period, unit, form: await formOf(tx, period), standing: foldReport(period.hours, steps), steps, now: (await tx.now()).toISOString() };
}

/** The place of a period among all of its form. */
const order = ({ year, kind }: Pick<Period, "year" | "kind">): number => year * 12 + MONTHS[kind];

export type Last = LastReport & { readonly title: string; readonly texts: readonly SubmittedText[] };

/** What the unit handed in for the period before this one. */
export async function lastOf(tx: Transaction, period: Period, unit: string): Promise<Last | undefined> {
  const before = (await allPeriods(tx)).filter((one) => one.form === period.form && order(one) < order(period)).toSorted((a, b) => order(b) - order(a));
  const copies = new Map((await newestSubmissions(tx, before.slice(0, 4).map((one) => one.id), [unit])).map((one) => [one.period, one]));
  const last = before.find((one) => copies.has(one.id));
  const copy = copies.get(last?.id ?? "");
  return last === undefined || copy === undefined ? undefined : { year: last.year, kind: last.kind, title: last.title, figures: new Map(Object.entries(copy.figures)), texts: copy.texts };
}

const CLOSED: Bilingual = { vi: "Kỳ báo cáo đã đóng; cần được gia hạn mới nộp được.", en: "The period is closed; an extension is needed." };
const NOT_YET: Bilingual = { vi: "Kỳ báo cáo chưa mở.", en: "The period is not open yet." };
const HANDED_IN: Bilingual = { vi: "Báo cáo đã nộp; chỉ sửa được khi bị trả lại.", en: "The report is handed in; it can be changed once it is returned." };

/** Refuses whatever would change a report that cannot be changed now, and says why; `pointer` is the cell that was to be written. */
export function requireWritable({ standing: { state, until }, period: { hours }, now }: Desk, pointer?: string): void {
  const refuse = (message: Bilingual): Problem => new Problem("conflict", { detail: message, ...(pointer === undefined ? {} : { fields: [{ pointer, message }] }) });
  if (state === "submitted" || state === "accepted") throw refuse(HANDED_IN);
  if (now < hours.opensAt) throw refuse(NOT_YET);
  if (now >= until) throw refuse(CLOSED);
}

export function requireFuture(until: string, now: string): void {
  if (until <= now) throw new Problem("invalid-input", { fields: [{ pointer: "/until", message: { vi: "Thời hạn phải ở tương lai.", en: "The time must lie in the future." } }] });
}

export const hashOfCopy = (figures: Figures | ReadonlyMap<string, number>, texts: readonly SubmittedText[]): string =>
  createHash("sha256").update(JSON.stringify([[...figures].toSorted(([a], [b]) => (a < b ? -1 : 1)), texts])).digest("hex");
