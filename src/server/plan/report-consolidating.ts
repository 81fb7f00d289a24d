import { createHash } from "node:crypto";
import type { Consolidated, ConsolidationItem } from "../../contract/plan-consolidation.ts";
import { MONTHS, type ReportForm } from "../../contract/plan-form.ts";
import { record } from "../audit/index.ts";
import type { Database, Task, Tasks, Transaction } from "../platform/index.ts";
import { end, findConsolidation, goOn, type Item } from "./consolidation-queries.ts";
import { hashOfResult } from "./kept-queries.ts";
import { formOf } from "./report-desk.ts";
import { measuresOf } from "./report-form.ts";
import { consolidate, gather, type Gathered, nothing, type Report } from "./report-gather.ts";
import { allPeriods, findPeriod, type Period, standingsOf, type UnitOf, unitsOfPeriod } from "./report-queries.ts";
import { isLateNow } from "./report-standing.ts";
import { newestSubmissions } from "./submission-queries.ts";

/** The work of drawing together: beside requests, a few units at a time, so that one sees how far it is and can stop it. */

export const TASK = "report.consolidate";

const AT_ONCE = 32;
const MOST_YEARS = 5;

/** The last period of the form before this one, and the same part of the years before, oldest first. */
function beforeOf(period: Period, all: readonly Period[]): { readonly last: Period | undefined; readonly years: readonly Period[] } {
  const place = ({ year, kind }: Period): number => year * 12 + MONTHS[kind];
  const earlier = all.filter((one) => one.form === period.form && place(one) < place(period)).toSorted((a, b) => place(b) - place(a));
  return { last: earlier[0], years: earlier.filter((one) => one.kind === period.kind && one.year > period.year - MOST_YEARS).toReversed() };
}

const reportsIn = async (tx: Transaction, period: string, units: readonly UnitOf[]): Promise<Report[]> => {
  const names = new Map(units.map((one) => [one.unitId, one.name]));
  return (await newestSubmissions(tx, [period], units.map((one) => one.unitId))).map(({ unit, figures, texts, number, sha256 }) => ({ unitId: unit, name: names.get(unit) ?? unit, figures, texts, number, sha256 }));
};

type Part = { readonly period: string; readonly units: readonly UnitOf[]; readonly into: Gathered; readonly isWhole: boolean };

/** Everything that is to be read, in pieces. */
async function partsOf(tx: Transaction, period: Period, counted: readonly UnitOf[]): Promise<{ readonly parts: readonly Part[]; readonly now: Gathered; readonly last: Gathered | undefined; readonly years: readonly { readonly year: number; readonly gathered: Gathered }[] }> {
  const { last, years } = beforeOf(period, await allPeriods(tx));
  const others = new Map([...years, ...(last === undefined ? [] : [last])].map((one) => [one.id, nothing()]));
  const now = nothing();
  const slices = async (of: string, units: readonly UnitOf[], into: Gathered, isWhole: boolean): Promise<Part[]> => Array.from({ length: Math.ceil(units.length / AT_ONCE) }, (_, i) => ({ period: of, units: units.slice(i * AT_ONCE, (i + 1) * AT_ONCE), into, isWhole }));
  const parts = [...(await slices(period.id, counted, now, true))];
  for (const [id, into] of others) parts.push(...(await slices(id, await unitsOfPeriod(tx, id), into, false)));
  return { parts, now, last: last === undefined ? undefined : others.get(last.id), years: years.map((one) => ({ year: one.year, gathered: others.get(one.id) ?? nothing() })) };
}

export const hashOf = (result: Consolidated): string => createHash("sha256").update(JSON.stringify(result)).digest("hex");

type Ready = { readonly period: Period; readonly form: ReportForm; readonly item: Item; readonly units: readonly UnitOf[]; readonly counted: readonly UnitOf[]; readonly late: readonly UnitOf[]; readonly parts: Awaited<ReturnType<typeof partsOf>> };

async function prepare(tx: Transaction, id: string): Promise<Ready | undefined> {
  const item = await findConsolidation(tx, id);
  const period = item === undefined ? undefined : await findPeriod(tx, item.periodId);
  if (item === undefined || period === undefined || item.state === "done" || item.state === "cancelled") return undefined;
  const units = await unitsOfPeriod(tx, period.id);
  const standings = await standingsOf(tx, period, units);
  const now = (await tx.now()).toISOString();
  // What was returned is not counted until it is handed in again.
  const counted = units.filter(({ unitId }) => ["submitted", "accepted"].includes(standings.get(unitId)?.state ?? "open"));
  const late = units.filter(({ unitId }) => {
    const standing = standings.get(unitId);
    return standing !== undefined && isLateNow(standing, now);
  });
  return { period, form: await formOf(tx, period), item, units, counted, late, parts: await partsOf(tx, period, counted) };
}

const reporter = ({ unitId, name }: UnitOf) => ({ unitId, name });

/** Keeps what came of it, if nobody has stopped it meanwhile, with its entry for the ledger. */
async function finish(tx: Transaction, { item, period, form, units, counted, late, parts: { now, last, years } }: Ready): Promise<void> {
  const inside = new Set(counted.map((one) => one.unitId));
  const result = consolidate(form, { title: period.title, year: period.year, all: units.length, late: late.map(reporter), missing: units.filter((one) => !inside.has(one.unitId)).map(reporter), now, last, before: years });
  const sha256 = hashOf(result);
  if (!(await end(tx, item, result, sha256))) return;
  await record(tx, "system", [{ action: "report.consolidated", subject: `consolidation:${item.id}`, data: { period: period.id, counted: counted.length, sha256, canonical: hashOfResult(result), sources: result.sources } }]);
}

/** Does all of it; a second runner of the same job finds it done, or writes the same. */
export async function runConsolidation(database: Pick<Database, "transaction">, id: string): Promise<void> {
  const ready = await database.transaction((tx) => prepare(tx, id));
  if (ready === undefined) return;
  const { parts: { parts }, form, item } = ready;
  const measures = measuresOf(form);
  for (const [at, { period, units, into, isWhole }] of parts.entries()) {
    const reports = await database.transaction(async (tx) => ((await goOn(tx, id, Math.floor((at / parts.length) * item.total))) ? reportsIn(tx, period, units) : undefined));
    if (reports === undefined) return;
    gather(into, measures, reports, isWhole);
  }
  await database.transaction(async (tx) => {
    if (await goOn(tx, id, item.total)) await finish(tx, ready);
  });
}

const consolidating = (database: Database): Task => async (payload) => {
  if (typeof payload === "object" && payload !== null && "id" in payload && typeof payload.id === "string") await runConsolidation(database, payload.id);
};

export const reportTasksOn = (database: Database): Tasks => ({ [TASK]: consolidating(database) });

/** Whoever reads the database after a crash: nobody works at what waits no more. */
export const isUnderWay = ({ state }: Pick<ConsolidationItem, "state">): boolean => state === "waiting" || state === "running";
