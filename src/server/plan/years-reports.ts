import { MONTHS, type ReportForm } from "../../contract/plan-form.ts";
import type { Consolidated } from "../../contract/plan-consolidation.ts";
import type { Transaction } from "../platform/index.ts";
import { formOf } from "./report-desk.ts";
import { measuresOf } from "./report-form.ts";
import { consolidate, gather, type Gathered, nothing } from "./report-gather.ts";
import { allPeriods, type Period, unitsOfPeriod } from "./report-queries.ts";
import { newestSubmissions } from "./submission-queries.ts";

/** What was reported in several years, drawn together: of each year the period that says most. */

export type WholeYears = { readonly form: ReportForm; readonly result: Consolidated };

/** The last period of each year that has reports, of the newest form. */
function lastOfYears(periods: readonly Period[], from: number, to: number): Period[] {
  const inside = periods.filter((one) => one.year >= from && one.year <= to).toSorted((a, b) => b.year - a.year || MONTHS[b.kind] - MONTHS[a.kind]);
  const [newest] = inside;
  return [...Map.groupBy(inside.filter((one) => one.form === newest?.form), (one) => one.year).values()].flatMap(([one]) => one ?? []).toReversed();
}

export async function wholeYears(tx: Transaction, from: number, to: number): Promise<WholeYears | undefined> {
  const periods = lastOfYears(await allPeriods(tx), from, to);
  const last = periods.at(-1);
  if (last === undefined) return undefined;
  const form = await formOf(tx, last);
  const measures = measuresOf(form);
  const units = await unitsOfPeriod(tx, last.id);
  const names = new Map(units.map((one) => [one.unitId, one.name]));
  const copies = Map.groupBy(await newestSubmissions(tx, periods.map((one) => one.id)), (one) => one.period);
  const gathered = new Map<string, Gathered>();
  for (const { id } of periods) {
    const into = nothing();
    gather(into, measures, (copies.get(id) ?? []).map((one) => ({ unitId: one.unit, name: names.get(one.unit) ?? one.unit, figures: one.figures, texts: one.texts, number: one.number, sha256: one.sha256 })), id === last.id);
    gathered.set(id, into);
  }
  const of = ({ id }: Period): Gathered => gathered.get(id) ?? nothing();
  const before = periods.slice(0, -1);
  const previous = before.at(-1);
  return { form, result: consolidate(form, { title: last.title, year: last.year, late: [], missing: [], all: units.length, now: of(last), last: previous === undefined ? undefined : of(previous), before: before.map((one) => ({ year: one.year, gathered: of(one) })) }) };
}
