import { LEVELS } from "../../contract/questionnaire.ts";
import { csvTable } from "../documents/index.ts";
import { divide, formatHundredths, fraction, roundToHundredths } from "../../scoring/exact.ts";
import { WHOLE_BALLOT } from "./box.ts";
import type { Count } from "./box-queries.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { type Cell, cellKey, LEAST_SHOWN, type PlacedCell, shownTables } from "./suppression.ts";

/** How answers are spread, of every unit and group and question; what could point at somebody is left out. */

export type Spread = { readonly channel: "card" | "open"; readonly unit: string; readonly respondents: string; readonly place: string; readonly answers: number | null; readonly counts: Readonly<Record<string, number>> | null; readonly mean: string | null; readonly topShare: string | null };

type Own = { readonly unit: string; readonly respondents: string; readonly counts: Record<string, number> };

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, n) => all + n, 0);

function gathered(counts: readonly Count[]): Own[] {
  const cells = new Map<string, Own>();
  for (const { unit, respondents, option, n } of counts) {
    const key = cellKey({ row: unit, column: respondents });
    const own = cells.get(key) ?? { unit, respondents, counts: {} };
    cells.set(key, own);
    own.counts[option] = (own.counts[option] ?? 0) + n;
  }
  return [...cells.values()];
}

const asCells = (cells: readonly Own[]): Cell[] => cells.map(({ unit, respondents, counts }) => ({ row: unit, column: respondents, n: sum(counts) }));

/** What criteria were given is told with its counts, so the spread must not give away what is left when that is subtracted. */
function published({ conversions }: Pick<SurveyDesign, "conversions">, tables: ReadonlyMap<string, readonly Cell[]>): PlacedCell[][] {
  const units = new Set([...tables.values()].flatMap((cells) => cells.map((one) => one.row)));
  return conversions.flatMap(({ questions, groups }) => {
    const own = new Set(groups.map((one) => one.group));
    const members = questions.flatMap((table) => (tables.get(table) ?? []).filter((one) => own.has(one.column)).map((one) => ({ ...one, table })));
    return [...units].map((unit) => members.filter((one) => one.row === unit)).filter((some) => some.reduce((all, one) => all + one.n, 0) >= LEAST_SHOWN);
  });
}

function figuresOf(counts: Readonly<Record<string, number>>): Pick<Spread, "mean" | "topShare"> {
  const levels = LEVELS.map((level) => ({ value: Number(level), n: counts[level] ?? 0 }));
  const n = levels.reduce((all, one) => all + one.n, 0);
  if (n === 0 || Object.keys(counts).some((key) => key !== "none" && !(LEVELS as readonly string[]).includes(key))) return { mean: null, topShare: null };
  const total = levels.reduce((all, one) => all + one.n * one.value, 0);
  const top = levels.filter((one) => one.value >= 4).reduce((all, one) => all + one.n, 0);
  return { mean: formatHundredths(roundToHundredths(divide(fraction(total), fraction(n)))), topShare: formatHundredths(roundToHundredths(fraction(100 * top, n))) };
}

/** What is told of counts: all of it or nothing. */
const numbersOf = (counts: Readonly<Record<string, number>>, isShown: boolean): Pick<Spread, "answers" | "counts" | "mean" | "topShare"> => (isShown ? { answers: sum(counts), counts, ...figuresOf(counts) } : { answers: null, counts: null, mean: null, topShare: null });

/** What a group answered to a question over all units. */
export type Total = Omit<Spread, "unit">;

/** The counts of several cells together. */
function added(cells: readonly Own[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { counts } of cells) for (const [option, n] of Object.entries(counts)) all[option] = (all[option] ?? 0) + n;
  return all;
}

/** Every question as a table of units and groups with its totals by group, of which small numbers and what would tell them are hidden. */
export function spreadWith(counts: readonly Count[], design: Pick<SurveyDesign, "conversions">): { readonly items: Spread[]; readonly totals: Total[] } {
  const all = [...Map.groupBy(counts, (one) => one.channel)].map(([channel, own]) => {
    const byPlace = new Map([...Map.groupBy(own, (one) => one.place)].map(([place, of]) => [place, gathered(of)]));
    const tables = new Map([...byPlace].map(([place, cells]) => [place, asCells(cells)]));
    const told = channel === "card" ? published(design, tables) : [];
    const shown = shownTables(tables, told);
    const isCellShown = (place: string, cell: Pick<Own, "unit" | "respondents">): boolean => {
      const key = cellKey({ row: cell.unit, column: cell.respondents });
      return shown.get(place)?.cells.has(key) === true && shown.get(WHOLE_BALLOT.place)?.cells.has(key) === true;
    };
    // A hidden number that lies in a criterion's sum and in a group's total could be found from both together.
    const bound = new Set(told.flat().map((one) => `${one.table} ${cellKey(one)}`));
    const isTotalShown = (place: string, some: readonly Own[]): boolean => shown.get(place)?.columns.has(some[0]?.respondents ?? "") === true && some.every((one) => isCellShown(place, one) || !bound.has(`${place} ${cellKey({ row: one.unit, column: one.respondents })}`));
    const places = [...byPlace].filter(([place]) => place !== WHOLE_BALLOT.place);
    const items = places.flatMap(([place, cells]) => cells.map((one): Spread => ({ channel, unit: one.unit, respondents: one.respondents, place, ...numbersOf(one.counts, isCellShown(place, one)) })));
    const totals = places.flatMap(([place, cells]) => [...Map.groupBy(cells, (one) => one.respondents)].map(([respondents, some]): Total => ({ channel, respondents, place, ...numbersOf(added(some), isTotalShown(place, some)) })));
    return { items, totals };
  });
  return { items: all.flatMap((one) => one.items), totals: all.flatMap((one) => one.totals) };
}

export const spreadOf = (counts: readonly Count[], design: Pick<SurveyDesign, "conversions">): Spread[] => spreadWith(counts, design).items;

export function csvOf(rows: readonly Spread[]): string {
  const head = ["kenh", "don_vi", "nhom", "cau_hoi", "so_tra_loi", "trung_binh", "ty_le_hai_long", "phan_bo"];
  return `\u{FEFF}${csvTable([head, ...rows.map((one) => [one.channel, one.unit, one.respondents, one.place, one.answers === null ? "< 10" : String(one.answers), one.mean ?? "", one.topShare ?? "", one.counts === null ? "" : Object.entries(one.counts).map(([option, n]) => `${option}:${String(n)}`).join(" ")])])}`;
}
