import type { Consolidated } from "../../contract/plan-consolidation.ts";
import type { FormMeasure, ReportForm } from "../../contract/plan-form.ts";
import { plainOf } from "./report-cells.ts";
import { computeMeasures, type Measures, measuresOf } from "./report-form.ts";
import { type Computed, hundredthsOf, isRatio } from "./report-formula.ts";
import type { SubmittedText } from "./submission-queries.ts";

/** Draws reports together, a few units at a time: sums, rates, best and worst, what was told by area. No I/O. */

export type Report = { readonly unitId: string; readonly name: string; readonly figures: Readonly<Record<string, number>>; readonly texts: readonly SubmittedText[]; readonly number: number; readonly sha256: string };
type Unit = Omit<Report, "figures"> & { readonly measures: ReadonlyMap<string, Computed> };

/** What was added up so far. Sums are of whole hundredths, far below 2^53 for a province. */
export type Gathered = { readonly sums: Map<string, number>; readonly counts: Map<string, number>; readonly units: Unit[] };
export const nothing = (): Gathered => ({ sums: new Map(), counts: new Map(), units: [] });

/** Adds reports to what was gathered; `isWhole`: with what each unit's measures come to and what it told. */
export function gather(gathered: Gathered, measures: Measures, reports: readonly Report[], isWhole: boolean): void {
  const { sums, counts, units } = gathered;
  for (const { figures, ...report } of reports) {
    for (const [key, value] of Object.entries(figures)) {
      sums.set(key, (sums.get(key) ?? 0) + value);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    units.push({ ...report, measures: isWhole ? computeMeasures(measures, new Map(Object.entries(figures))) : new Map() });
  }
}

const SHOWN = 3;
const valueOf = (computed: Computed | undefined): number | undefined => (computed !== undefined && isRatio(computed) ? hundredthsOf(computed) : undefined);

const hundredthsIn = (threshold: string): number => Math.round(Number(threshold) * 100);
export const reaches = ({ direction, threshold }: Pick<FormMeasure, "direction" | "threshold">, value: number): boolean | null => (threshold === null ? null : direction === "up" ? value >= hundredthsIn(threshold) : value <= hundredthsIn(threshold));

/** What a measure comes to for everybody together: of the sums, and not a mean of rates. */
function measureView(measure: FormMeasure, all: Computed | undefined, last: Computed | undefined, units: readonly Unit[]): Consolidated["areas"][number]["measures"][number] {
  const value = valueOf(all);
  const before = valueOf(last);
  const places = units.flatMap(({ unitId, name, measures }) => {
    const own = valueOf(measures.get(measure.key));
    return own === undefined ? [] : [{ unitId, name, value: own }];
  });
  const sorted = places.toSorted((a, b) => (measure.direction === "up" ? b.value - a.value : a.value - b.value) || (a.name < b.name ? -1 : 1));
  const asPlace = (one: (typeof places)[number]) => ({ ...one, value: plainOf(one.value) });
  const { key, title, unit, threshold } = measure;
  return {
    key, title, unit, threshold,
    value: value === undefined ? null : plainOf(value),
    why: all === "zero" ? "zero" : value === undefined ? "missing" : null,
    isReached: value === undefined ? null : reaches(measure, value),
    last: before === undefined ? null : plainOf(before),
    units: places.length,
    reached: places.filter((one) => reaches(measure, one.value) === true).length,
    best: sorted.slice(0, SHOWN).map(asPlace),
    worst: sorted.slice(Math.max(SHOWN, sorted.length - SHOWN)).toReversed().map(asPlace),
  };
}

const decimals = (values: ReadonlyMap<string, number>): Record<string, string> => Object.fromEntries([...values].map(([key, value]) => [key, plainOf(value)]));
const decimalsOf = (values: ReadonlyMap<string, Computed>): Record<string, string> => Object.fromEntries([...values].flatMap(([key, computed]) => (isRatio(computed) ? [[key, plainOf(hundredthsOf(computed))]] : [])));

type Whole = Pick<Consolidated, "title" | "year" | "late" | "missing"> & { readonly all: number; readonly now: Gathered; readonly last: Gathered | undefined; readonly before: readonly { readonly year: number; readonly gathered: Gathered }[] };

/** Everything as it is kept. */
export function consolidate(form: ReportForm, { title, year, late, missing, all, now, last, before }: Whole): Consolidated {
  const measures = measuresOf(form);
  const values = computeMeasures(measures, now.sums);
  const lastValues = last === undefined ? new Map<string, Computed>() : computeMeasures(measures, last.sums);
  const units = now.units.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const areas = form.areas.map((area) => ({
    ...area,
    figures: form.figures.filter((one) => one.area === area.key).map(({ key, title: name, unit, kind }) => {
      // A sum of rates is no rate.
      const [sum, before_] = kind === "percent" ? [undefined, undefined] : [now.sums.get(key), last?.sums.get(key)];
      return { key, title: name, unit, sum: sum === undefined ? null : plainOf(sum), units: now.counts.get(key) ?? 0, last: before_ === undefined ? null : plainOf(before_) };
    }),
    measures: form.measures.filter((one) => one.area === area.key).map((one) => measureView(one, values.get(one.key), lastValues.get(one.key), units)),
    narratives: form.narratives.filter((one) => one.area === area.key).map(({ key, title: name, part }) => ({
      key,
      title: name,
      part,
      parts: units.flatMap(({ unitId, name: unit, texts }) => {
        const told = texts.find((one) => one.key === key);
        return told === undefined || told.text.trim() === "" ? [] : [{ unitId, name: unit, text: told.text.trim(), links: told.links.map((one) => ({ ...one })) }];
      }),
    })),
  }));
  return {
    title, year, late, missing, areas,
    units: all,
    counted: units.length,
    years: before.map((one) => ({ year: one.year, units: one.gathered.units.length, figures: decimals(one.gathered.sums), measures: decimalsOf(computeMeasures(measures, one.gathered.sums)) })),
    sources: units.map(({ unitId, name, number, sha256 }) => ({ unitId, name, number, sha256 })),
  };
}
