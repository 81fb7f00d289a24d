import type { Decided, Gap } from "../../contract/result.ts";
import type { Pending, PendingWhy } from "../../scoring/engine/evaluate.ts";
import type { RatioResult, Result } from "../../scoring/engine/result.ts";
import type { Classification } from "../../scoring/regulation/schema.ts";

/** A result as the rows of a ranking: what stands beside each other, in which order, and where places end. No I/O. */

export type UnitName = { readonly unitId: string; readonly code: string; readonly name: string; readonly index: string };
export type Standing = { readonly percent: string; readonly rank: number; readonly level: string | null };

export type Row = UnitName &
  Pick<RatioResult, "points" | "maxPoints" | "percent" | "rank" | "level" | "why"> & {
    /** The level was set by a person, where the law has none. */
    readonly isDecided: boolean;
    /** What still waits for a person. */
    readonly pending: PendingWhy | undefined;
    readonly gaps: number;
    /** The year before; several where units were merged. */
    readonly before: readonly Standing[];
  };

export type Given = {
  readonly result: Result;
  readonly ratio: string;
  readonly index: string;
  readonly units: readonly UnitName[];
  readonly gaps: readonly Gap[];
  readonly decisions: readonly Decided[];
  readonly before: ReadonlyMap<string, readonly Standing[]>;
};

/** Levels that people decided, the newest of each unit and ratio. */
export function decidedLevels(decisions: readonly Decided[]): ReadonlyMap<string, string> {
  return new Map(decisions.flatMap(({ decision }) => (decision.kind === "level" ? [[`${decision.ratio} ${decision.unit}`, decision.level] as const] : [])));
}

/** What is left to people in a result, without the levels that they have decided already. */
export function openCases(result: Result, decisions: readonly Decided[]): Pending[] {
  const levels = decidedLevels(decisions);
  return result.pending.flatMap((one) => {
    if (one.why === "tie" || one.why === "quota-tie") return [one];
    const units = one.units.filter((unit) => !levels.has(`${one.ratio} ${unit}`));
    return units.length === 0 ? [] : [{ ...one, units }];
  });
}

export function rowsOf({ result, ratio, index, units, gaps, decisions, before }: Given): Row[] {
  const names = new Map(units.map((one) => [one.code, one]));
  const levels = decidedLevels(decisions);
  const waiting = new Map(openCases(result, decisions).filter((one) => one.ratio === ratio).flatMap((one) => one.units.map((unit) => [unit, one.why] as const)));
  const missing = Map.groupBy(gaps, (one) => one.unit);
  return result.units.flatMap((unit) => {
    const own = unit.ratios[ratio];
    if (own === undefined || unit.index !== index) return [];
    const name = names.get(unit.code) ?? { unitId: "", code: unit.code, name: unit.code, index };
    const set = own.level === null ? levels.get(`${ratio} ${unit.code}`) : undefined;
    return [{ ...name, ...own, level: own.level ?? set ?? null, isDecided: set !== undefined, pending: waiting.get(unit.code), gaps: missing.get(unit.code)?.length ?? 0, before: before.get(unit.code) ?? [] }];
  });
}

const ORDERS = ["rank", "name", "percent", "points", "level", "change", "gaps"] as const;
export type Order = (typeof ORDERS)[number];

/** Percent against the year before, in hundredths; only against one unit, not against several that were merged. */
export function changeOf({ percent, before }: Pick<Row, "percent" | "before">): number | undefined {
  const [last, ...others] = before;
  return last === undefined || others.length > 0 ? undefined : Math.round(Number(percent) * 100) - Math.round(Number(last.percent) * 100);
}

/** Hundredths as a plain decimal. */
export const plainOf = (hundredths: number): string => (hundredths / 100).toFixed(2);

const NOTHING = -1e9;

/** Rows in an order; equal ones by rank, then by name. */
export function inOrder(rows: readonly Row[], order: Order, isDown: boolean, compare: (one: string, other: string) => number): Row[] {
  const by: Readonly<Record<Order, (one: Row, other: Row) => number>> = {
    rank: (one, other) => one.rank - other.rank,
    name: (one, other) => compare(one.name, other.name),
    percent: (one, other) => Number(one.percent) - Number(other.percent),
    points: (one, other) => Number(one.points) - Number(other.points),
    level: (one, other) => compare(one.level ?? "", other.level ?? ""),
    change: (one, other) => (changeOf(one) ?? NOTHING) - (changeOf(other) ?? NOTHING),
    gaps: (one, other) => one.gaps - other.gaps,
  };
  const turn = isDown ? -1 : 1;
  return rows.toSorted((one, other) => turn * by[order](one, other) || one.rank - other.rank || compare(one.name, other.name));
}

/** Where the places of a level end: after this unit. */
export type QuotaLine = { readonly after: string; readonly level: string; readonly title: string; readonly share: string; readonly base: string; readonly places: string; readonly taken: number };

const textIn = (values: RatioResult["why"][number]["values"], name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value : "";
};

const listIn = (values: RatioResult["why"][number]["values"], name: string): readonly string[] => {
  const value = values[name];
  return typeof value === "object" ? value : [];
};

/** The quota lines among rows of one index, read from the derivations that the engine has given. */
export function quotaLines(rows: readonly Row[], { levels }: Classification): QuotaLine[] {
  const limited = levels.filter((one) => one.quota !== undefined);
  const found = new Map<string, QuotaLine>();
  const ranks = new Map(rows.map((one) => [one.code, one.rank]));
  for (const { text, values } of rows.flatMap((one) => one.why)) {
    const takers = listIn(values, "takers");
    const level = limited.find((one) => text.includes(`“${one.title}”`));
    if (takers.length === 0 || level === undefined) continue;
    const last = takers.toSorted((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0)).at(-1) ?? "";
    found.set(`${level.key} ${last}`, { after: last, level: level.key, title: level.title, share: textIn(values, "share"), base: textIn(values, "base"), places: textIn(values, "places"), taken: takers.length });
  }
  return [...found.values()];
}

/** How many units of each index have each level, by "index level"; "" is no level yet. */
export function levelCounts(result: Result, ratio: string, decisions: readonly Decided[]): ReadonlyMap<string, number> {
  const levels = decidedLevels(decisions);
  const counts = new Map<string, number>();
  for (const { code, index, ratios } of result.units) {
    const own = ratios[ratio];
    if (own === undefined) continue;
    const key = `${index} ${own.level ?? levels.get(`${ratio} ${code}`) ?? ""}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** A table as a spreadsheet takes it from the clipboard; nothing in it is a formula. */
export const asSheet = (lines: readonly (readonly string[])[]): string => lines.map((cells) => cells.map((cell) => (/^[=+@]/.test(cell) ? `'${cell}` : cell.replaceAll(/[\t\n]/g, " "))).join("\t")).join("\n");

/** The list with one of its items a place higher or lower. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
