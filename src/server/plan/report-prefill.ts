import type { FigureSource } from "../../contract/plan-form.ts";
import type { Transaction } from "../platform/index.ts";
import { figuresFor, type Kept } from "./report-cells.ts";
import type { Desk, Last } from "./report-desk.ts";
import { surveyedFigures } from "./report-surveyed.ts";
import type { SurveyedValues } from "./measured-findings.ts";

/** What need not be typed again: figures that only go on, and what is recorded already. */

/** Figures of a unit, by key, that records come to until a period's end; in whole hundredths. */
export type RecordedFigures = (tx: Transaction, of: { readonly unitId: string; readonly year: number; readonly until: string; readonly keys: readonly string[]; readonly source: FigureSource }) => Promise<ReadonlyMap<string, number>>;

/** Where figures that are known already come from: this program's records, and surveys as the room tells that keeps them. */
export type Fillings = { readonly recorded: RecordedFigures; readonly surveyed: SurveyedValues };

export type Proposed = { readonly key: string; readonly value: number; readonly source: string };

/** Sources that are this program's own records. */
const RECORDED = ["tasks", "registers"] as const satisfies readonly FigureSource[];

/** What would be written into the cells in which nothing stands. */
export async function proposedFor(tx: Transaction, { period, unit, form }: Desk, last: Last | undefined, kept: ReadonlyMap<string, Kept>, { recorded, surveyed }: Fillings): Promise<Proposed[]> {
  const empty = figuresFor(form, unit).filter((one) => (kept.get(one.key)?.value ?? null) === null);
  const known = new Map<string, { readonly value: number; readonly source: string }>();
  for (const source of RECORDED) {
    const keys = empty.filter((one) => one.from === source).map((one) => one.key);
    if (keys.length === 0) continue;
    const found = await recorded(tx, { unitId: unit.unitId, year: period.year, until: period.hours.dueAt, keys, source });
    for (const [key, value] of found) known.set(key, { value, source });
  }
  for (const [key, found] of await surveyedFigures(tx, { unitId: unit.unitId, year: period.year, figures: empty }, surveyed)) known.set(key, found);
  return empty.flatMap((one): Proposed[] => {
    const record = known.get(one.key);
    if (record !== undefined) return [{ key: one.key, ...record }];
    // What stands on a day goes on until somebody says otherwise; what is counted since January does not.
    const before = one.over === "moment" && one.kind !== "percent" ? last?.figures.get(one.key) : undefined;
    return before === undefined ? [] : [{ key: one.key, value: before, source: "last" }];
  });
}
