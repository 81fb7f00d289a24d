import type { readGrid } from "../../../contract/assessment-grid.ts";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import type { Answer } from "../../shell/client.ts";
import { COMMON } from "../../shell/evidence/common.ts";
import { type Format, matches } from "../../ui/format.ts";

/** The rows of the grid: which are shown, in what order, which stand out. */

export type Row = Answer<typeof readGrid>["body"]["items"][number];

const HUNDRED = 100;
const hundredths = (points: string): number => Math.round(Number(points) * HUNDRED);
const plain = (value: number): string => (value / HUNDRED).toFixed(2);

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
const ascending = (values: readonly number[]): number[] => values.toSorted((one, other) => one - other);

/** Between how many units a middle says something. */
const FEWEST = 5;
/** How many times the usual distance from the middle is far, and the least share of the maximum that is. */
const TIMES = 3;
const LEAST_SHARE = 0.2;

/** From where on points are far from the others': the middle of all units, and the distance from it. */
export type Far = { readonly median: string; readonly distance: string };

/**
 * What counts as far: three times the usual distance from the median (the median of the distances), and at least a
 * fifth of the maximum, so that a criterion on which all agree does not call every small step an outlier.
 */
export function farOf(leaf: CompiledLeaf, rows: readonly Row[]): Far | undefined {
  const all = ascending(rows.flatMap((one) => (one.before === null ? [] : [hundredths(one.before.points)])));
  if (all.length < FEWEST) return undefined;
  const median = medianOf(all);
  const usual = medianOf(ascending(all.map((one) => Math.abs(one - median))));
  const least = (leaf.max ?? all.at(-1) ?? 0) * LEAST_SHARE;
  const distance = Math.max(TIMES * usual, least);
  return distance === 0 ? undefined : { median: plain(median), distance: plain(distance) };
}

export const isFar = ({ before }: Row, far: Far | undefined): boolean => before !== null && far !== undefined && Math.abs(hundredths(before.points) - hundredths(far.median)) >= hundredths(far.distance);

/** What was noticed about a row's files, but for what nearly every file has. */
export const noticedIn = ({ notices }: Pick<Row, "notices">): Row["notices"] => notices.filter((one) => !COMMON.some((common) => common === one));

export const FILTERS = ["all", "left", "changed", "contested", "disputed", "noNote", "noEvidence", "noticed", "outliers"] as const;
export type Filter = (typeof FILTERS)[number];

/** Whether a row is shown under a filter; of what is not applicable only under "all". */
export function isIn(filter: Filter, row: Row, far: Far | undefined): boolean {
  switch (filter) {
    case "all":
      return true;
    case "left":
      return row.states.includes("to-do");
    case "changed":
      return row.states.includes("changed");
    case "contested":
      return row.states.includes("contested");
    case "disputed":
      return row.states.includes("disputed");
    case "noNote":
      return row.before !== null && (row.criterion.self?.note ?? "").trim() === "";
    case "noEvidence":
      return row.before !== null && row.evidence === 0 && !row.explainsInstead;
    case "noticed":
      return noticedIn(row).length > 0;
    case "outliers":
      return isFar(row, far);
  }
}

export const SORTS = ["unit", "self", "mine", "status"] as const;
export type Sort = { readonly by: (typeof SORTS)[number]; readonly isDown: boolean };

const numberOr = (points: string | null | undefined): number => (points === null || points === undefined ? -1 : Number(points));

function compareBy(by: Sort["by"], format: Format): (one: Row, other: Row) => number {
  switch (by) {
    case "unit":
      return (one, other) => format.compare(one.unitName, other.unitName);
    case "self":
      return (one, other) => numberOr(one.before?.points) - numberOr(other.before?.points);
    case "mine":
      return (one, other) => numberOr(one.mine?.points) - numberOr(other.mine?.points);
    case "status":
      return (one, other) => Number(other.states.includes("to-do")) - Number(one.states.includes("to-do"));
  }
}

export type View = { readonly filter: Filter; readonly search: string; readonly sort: Sort };

/** The rows that are shown, in the order that was chosen; equal ones by the unit's name. */
export function shownRows(rows: readonly Row[], { filter, search, sort }: View, far: Far | undefined, format: Format): Row[] {
  const compare = compareBy(sort.by, format);
  const turn = sort.isDown ? -1 : 1;
  return rows.filter((one) => isIn(filter, one, far) && matches(`${one.unitName} ${one.unitCode}`, search)).toSorted((one, other) => turn * compare(one, other) || format.compare(one.unitName, other.unitName));
}

/** The rows with which one may agree at once: open, assigned, with points before and none of one's own. */
export const agreeable = (rows: readonly Row[]): Row[] => rows.filter((one) => one.isAssigned && one.isOpen && one.before !== null && one.mine === null && one.criterion.notApplicable === null && one.states.includes("to-do"));

/** Whether something can be written into a row now. */
export const isWritable = (row: Row): boolean => row.isAssigned && row.isOpen && row.criterion.notApplicable === null;

/** A row after its own appraisal was saved, until the server says it anew. */
export function withMine(row: Row, mine: NonNullable<Row["mine"]>, isChanged: boolean): Row {
  const rest = row.states.filter((one) => one !== "to-do" && one !== "done" && one !== "changed");
  return { ...row, mine, version: mine.version, states: mine.input === null ? ["to-do", ...rest] : [...rest, "done", ...(isChanged ? (["changed"] as const) : [])] };
}
