import type { ReportForm } from "../../contract/plan-form.ts";
import type { AuditEntry, Transaction } from "../platform/index.ts";
import { brokenChecks, figuresFor } from "./report-cells.ts";
import { formOf, hashOfCopy } from "./report-desk.ts";
import { inputsOf } from "./report-form.ts";
import { findPeriod, insertStepsTaken, type ReportTables, unitsOfPeriod, writeCells, writeTexts } from "./report-queries.ts";
import type { ReportStep } from "./report-standing.ts";
import { insertSubmissions, type Submission } from "./submission-queries.ts";

/** Reports of many units at once, as of moments that have passed: for data that is generated, and for what was reported elsewhere before. */

export type WholeReport = {
  readonly unitId: string;
  readonly by: string;
  /** Whole hundredths. */
  readonly figures: Readonly<Record<string, number>>;
  readonly texts: readonly { readonly key: string; readonly text: string }[];
  /** In order; a submission takes the figures above. */
  readonly steps: readonly { readonly at: string; readonly by: string; readonly step: Omit<Extract<ReportStep, { kind: "submit" }>, "submission"> | Exclude<ReportStep, { kind: "submit" }> }[];
};

/** What is entered obeys the form, or nothing of it is entered. */
function requireSound(form: ReportForm, reports: readonly WholeReport[], units: ReadonlyMap<string, { readonly code: string; readonly index: string | null }>): void {
  for (const { unitId, figures } of reports) {
    const unit = units.get(unitId);
    const own = new Set(unit === undefined ? [] : figuresFor(form, unit).map((one) => one.key));
    const strange = Object.keys(figures).find((key) => !own.has(key));
    const [broken] = brokenChecks(form, new Map(Object.entries(figures)));
    if (strange !== undefined || broken !== undefined) throw new RangeError(`${unit?.code ?? unitId}: ${strange ?? broken?.message.en ?? ""}`);
  }
}

function submissionsOf(period: string, form: ReportForm, { unitId, by, figures, texts, steps }: WholeReport): Submission[] {
  const wanted = inputsOf(form);
  const told = texts.map((one) => ({ ...one, links: [] })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const inputs = Object.fromEntries(Object.entries(figures).filter(([key]) => wanted.has(key)));
  const sha256 = hashOfCopy(new Map(Object.entries(figures)), told);
  return steps.filter((one) => one.step.kind === "submit").map(({ at }, i) => ({ period, unit: unitId, number: i + 1, figures, inputs, texts: told, sources: {}, sha256, by, at: new Date(at) }));
}

function stepsOf(period: string, { unitId, steps }: WholeReport): ReportTables["congtam.report_step"][] {
  let submission = 0;
  return steps.map(({ at, by, step }, i) => {
    if (step.kind === "submit") submission += 1;
    return { period, unit: unitId, number: i + 1, step: step.kind === "submit" ? { ...step, submission } : step, by, at: new Date(at) };
  });
}

export async function enterReports(tx: Transaction, periodId: string, reports: readonly WholeReport[], loader: string): Promise<AuditEntry[]> {
  const period = await findPeriod(tx, periodId);
  if (period === undefined) throw new RangeError(`there is no period ${periodId}`);
  const form = await formOf(tx, period);
  const units = new Map((await unitsOfPeriod(tx, periodId)).map((one) => [one.unitId, one]));
  requireSound(form, reports, units);
  await writeCells(tx, periodId, loader, reports.flatMap(({ unitId, figures }) => Object.entries(figures).map(([key, value]) => ({ unit: unitId, key, value, isConfirmed: true, source: "loaded", before: 0 }))));
  await writeTexts(tx, periodId, loader, reports.flatMap(({ unitId, texts }) => texts.map((one) => ({ unit: unitId, ...one, links: [], before: 0 }))));
  await insertSubmissions(tx, reports.flatMap((one) => submissionsOf(periodId, form, one)));
  await insertStepsTaken(tx, reports.flatMap((one) => stepsOf(periodId, one)));
  const wanted = inputsOf(form);
  return reports.map(({ unitId, ...report }) => ({ action: "report.entered", subject: `report:${periodId}:${unitId}`, data: { ...report, inputs: Object.keys(report.figures).filter((key) => wanted.has(key)), loader } }));
}
