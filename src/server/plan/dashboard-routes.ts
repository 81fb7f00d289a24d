import { readDashboard, readMeasure } from "../../contract/plan-dashboard.ts";
import { type FormMeasure, MONTHS, type ReportForm } from "../../contract/plan-form.ts";
import { actorOf, type Call, type Endpoint, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { plainOf } from "./report-cells.ts";
import { forecastOf, type Point } from "./dashboard-rules.ts";
import { formOf, oversees } from "./report-desk.ts";
import { computeMeasures, inputsOf, type Measures, measuresOf } from "./report-form.ts";
import { type Computed, hundredthsOf, isRatio, namesIn } from "./report-formula.ts";
import { reaches } from "./report-gather.ts";
import { allPeriods, findPeriod, type Period, standingsOf, type UnitOf, unitsOfPeriod, unitsOfPeriods } from "./report-queries.ts";
import { isLateNow } from "./report-standing.ts";
import { type Inputs, newestInputs, submittedCounts } from "./submission-queries.ts";

/** The dashboard is computed from what was handed in, whenever somebody looks. */

type Body = Reply<typeof readDashboard>["body"];
type MeasureView = Body["measures"][number];

const place = ({ year, kind }: Pick<Period, "year" | "kind">): number => year * 12 + MONTHS[kind];

/** Sums of many units' figures. */
function sumsOf(reports: readonly Inputs[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { inputs } of reports) for (const [key, value] of Object.entries(inputs)) sums.set(key, (sums.get(key) ?? 0) + value);
  return sums;
}

const valueOf = (computed: Computed | undefined): number | undefined => (computed !== undefined && isRatio(computed) ? hundredthsOf(computed) : undefined);

type Computing = { readonly measures: Measures; readonly byPeriod: ReadonlyMap<string, ReadonlyMap<string, Computed>>; readonly periods: readonly Period[]; readonly period: Period; readonly before: Period | undefined; readonly byUnit: ReadonlyMap<string, ReadonlyMap<string, Computed>> };

function measureView(measure: FormMeasure, { byPeriod, periods, period, before, byUnit }: Computing): MeasureView {
  const { key, area, title, unit, direction, threshold, target = null } = measure;
  const computed = byPeriod.get(period.id)?.get(key);
  const value = valueOf(computed);
  const previous = before === undefined ? undefined : valueOf(byPeriod.get(before.id)?.get(key));
  const points = periods.flatMap((one) => {
    const at = valueOf(byPeriod.get(one.id)?.get(key));
    return at === undefined ? [] : [{ periodId: one.id, value: at, year: one.year, month: MONTHS[one.kind] }];
  });
  const ofYear: Point[] = points.filter((one) => one.year === period.year);
  const forecast = forecastOf(ofYear, unit === "%");
  const own = [...byUnit.values()].flatMap((values) => valueOf(values.get(key)) ?? []);
  return {
    key, area, title, unit, direction, threshold, target,
    value: value === undefined ? null : plainOf(value),
    why: computed === "zero" ? "zero" : value === undefined ? "missing" : null,
    isReached: value === undefined ? null : reaches(measure, value),
    change: value === undefined || previous === undefined ? null : plainOf(value - previous),
    points: points.map((one) => ({ periodId: one.periodId, value: plainOf(one.value) })),
    forecast: forecast === undefined ? null : { value: plainOf(forecast.value), low: plainOf(forecast.low), high: plainOf(forecast.high), points: forecast.points, isReached: reaches(measure, forecast.value) },
    units: own.length,
    reached: own.filter((one) => reaches(measure, one) === true).length,
  };
}

function heatOf(form: ReportForm, units: readonly UnitOf[], byUnit: ReadonlyMap<string, ReadonlyMap<string, Computed>>): Body["heat"] {
  const judged = form.measures.filter((one) => one.threshold !== null);
  return units.map(({ unitId, code, name }) => ({
    unitId, code, name,
    cells: form.areas.map(({ key: area }) => {
      const own = judged.filter((one) => one.area === area).flatMap((one) => {
        const value = valueOf(byUnit.get(unitId)?.get(one.key));
        return value === undefined ? [] : [reaches(one, value) === true];
      });
      return { area, measures: own.length, reached: own.filter(Boolean).length };
    }),
  }));
}

type Shown = { readonly periods: readonly Period[]; readonly period: Period | undefined; readonly counts: ReadonlyMap<string, { readonly units: number; readonly submitted: number }> };

/** All periods with how many reported, and the one that is shown: the newest of which at least half have come in. */
async function shownOf(tx: Transaction, wanted: string | undefined): Promise<Shown> {
  const periods = await allPeriods(tx);
  const units = Map.groupBy(await unitsOfPeriods(tx), (one) => one.period);
  const submitted = await submittedCounts(tx);
  const counts = new Map(periods.map(({ id }) => [id, { units: units.get(id)?.length ?? 0, submitted: submitted.get(id) ?? 0 }]));
  if (wanted !== undefined && !counts.has(wanted)) throw new Problem("not-found");
  const isFull = ({ id }: Period): boolean => (counts.get(id)?.submitted ?? 0) * 2 >= (counts.get(id)?.units ?? 0);
  const sorted = periods.toSorted((a, b) => place(b) - place(a));
  return { periods: sorted, period: sorted.find((one) => (wanted === undefined ? isFull(one) : one.id === wanted)) ?? sorted[0], counts };
}

const asPeriod = ({ id, year, kind, title }: Period, counts: Shown["counts"]): Body["periods"][number] => ({ id, year, kind, title, ...(counts.get(id) ?? { units: 0, submitted: 0 }) });

async function handleDashboard(call: Call<typeof readDashboard>): Promise<Reply<typeof readDashboard>> {
  const { tx } = call;
  const actor = actorOf(call);
  const now = (await tx.now()).toISOString();
  const { periods, period, counts } = await shownOf(tx, call.query.periodId);
  const listed = periods.map((one) => asPeriod(one, counts));
  if (period === undefined) return { body: { periods: listed, period: null, before: null, areas: [], measures: [], heat: [], late: [], now } };
  const form = await formOf(tx, period);
  const near = periods.filter((one) => one.form === period.form && place(one) <= place(period) && one.year >= period.year - 1).toReversed();
  const reports = Map.groupBy(await newestInputs(tx, near.map((one) => one.id)), (one) => one.period);
  const measures = measuresOf(form);
  const byPeriod = new Map(near.map(({ id }) => [id, computeMeasures(measures, sumsOf(reports.get(id) ?? []))]));
  const byUnit = new Map((reports.get(period.id) ?? []).map(({ unit, inputs }) => [unit, computeMeasures(measures, new Map(Object.entries(inputs)))]));
  const before = near.at(-2);
  const units = await unitsOfPeriod(tx, period.id);
  const standings = await standingsOf(tx, period, units);
  // A unit's people see the province as a whole, and of units their own.
  const seen = oversees(actor) ? units : units.filter((one) => actor.unitIds.includes(one.unitId));
  const computing = { measures, byPeriod, byUnit, periods: near, period, before };
  return {
    body: {
      periods: listed,
      period: asPeriod(period, counts),
      before: before === undefined ? null : asPeriod(before, counts),
      areas: form.areas,
      measures: form.measures.map((one) => measureView(one, computing)),
      heat: heatOf(form, seen, byUnit),
      late: seen.flatMap(({ unitId, name }) => {
        const standing = standings.get(unitId);
        return standing !== undefined && isLateNow(standing, now) ? [{ unitId, name, isMissing: standing.submission === 0 }] : [];
      }),
      now,
    },
  };
}

async function handleMeasure(call: Call<typeof readMeasure>): Promise<Reply<typeof readMeasure>> {
  const { tx, params } = call;
  const actor = actorOf(call);
  const period = await findPeriod(tx, params.periodId);
  const form = period === undefined ? undefined : await formOf(tx, period);
  const measure = form?.measures.find((one) => one.key === params.key);
  if (period === undefined || form === undefined || measure === undefined) throw new Problem("not-found");
  const measures = measuresOf(form);
  const inputs = inputsOf(form);
  const named = new Set(measures.filter((one) => one.measure.key === measure.key).flatMap((one) => namesIn(one.formula)).filter((name) => inputs.has(name)));
  const reports = await newestInputs(tx, [period.id]);
  const sums = sumsOf(reports);
  const all = valueOf(computeMeasures(measures, sums).get(measure.key));
  const byUnit = new Map(reports.map((one) => [one.unit, one]));
  const units = (await unitsOfPeriod(tx, period.id)).filter((one) => oversees(actor) || actor.unitIds.includes(one.unitId));
  return {
    body: {
      title: measure.title, unit: measure.unit, formula: measure.formula, threshold: measure.threshold,
      value: all === undefined ? null : plainOf(all),
      figures: form.figures.filter((one) => named.has(one.key)).map(({ key, title, unit }) => { const sum = sums.get(key); return { key, title, unit, sum: sum === undefined ? null : plainOf(sum) }; }),
      units: units.flatMap(({ unitId, code, name }) => {
        const report = byUnit.get(unitId);
        if (report === undefined) return [];
        const value = valueOf(computeMeasures(measures, new Map(Object.entries(report.inputs))).get(measure.key));
        const figures = Object.fromEntries(Object.entries(report.inputs).filter(([key]) => named.has(key)).map(([key, one]) => [key, plainOf(one)]));
        return [{ unitId, code, name, value: value === undefined ? null : plainOf(value), isReached: value === undefined ? null : reaches(measure, value), figures, submission: report.number, at: report.at.toISOString() }];
      }),
    },
  };
}

export const dashboardRoutes: readonly Endpoint[] = [query(readDashboard, handleDashboard), query(readMeasure, handleMeasure)];
