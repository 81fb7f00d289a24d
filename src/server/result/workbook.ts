import type { CompiledContent, CompiledIndex, CompiledRatio, Engine } from "../../scoring/engine/compile.ts";
import type { EvaluatedUnit, Evaluation } from "../../scoring/engine/evaluate.ts";
import { type Cell, columnLetters, type Formula, quoted, type Row, type Sheet, type SheetColumn } from "../documents/index.ts";
import { type CellOf, columnRange, isLive, placeFormula, reachedFormula } from "./workbook-columns.ts";

/**
 * The whole result as a workbook that recomputes itself: points of each criterion are entered, everything from the sum of
 * a content to the level is a formula, each with the value that the engine found. No I/O.
 */

const HUNDRED = 100;
const points = (hundredths: number): number => hundredths / HUNDRED;
/** What stands where a criterion does not apply: words, which no sum counts. */
export const NOT_APPLICABLE = "KAD";

/** Before the code of an index in the name of its sheet. */
export const INDEX_SHEET = "Chỉ số ";

/** Rows above the units on each sheet. */
const HEAD_ROWS = 4;
const FIRST = HEAD_ROWS + 1;
const cellAt = (column: number, row: number, isFixed = false): string => `${isFixed ? "$" : ""}${columnLetters(column)}${isFixed ? "$" : ""}${String(row)}`;

/** Columns of an index's sheet: of each content its criteria, then its points and maximum. */
type Place = { readonly content: CompiledContent; readonly from: number; readonly to: number; readonly points: number; readonly max: number };
function placesOf({ contents }: CompiledIndex): Place[] {
  let next = 3;
  return contents.map((content) => {
    const from = next;
    next += content.leaves.length + 2;
    return { content, from, to: next - 3, points: next - 2, max: next - 1 };
  });
}

function contentFormulas({ content, from, to }: Place, row: number): { readonly points: string; readonly max: string } {
  const own = `${cellAt(from, row)}:${cellAt(to, row)}`;
  const sum = `ROUND(SUM(${own}),2)`;
  const maxima = `$${columnLetters(from)}$${String(HEAD_ROWS)}:$${columnLetters(to)}$${String(HEAD_ROWS)}`;
  const cap = content.max === null ? sum : `MIN(${sum},${String(points(content.max))})`;
  switch (content.kind) {
    case "points":
      return { points: sum, max: `ROUND(SUMPRODUCT(ISNUMBER(${own})*${maxima}),2)` };
    case "bonus":
      return { points: cap, max: String(points(content.max ?? 0)) };
    case "deduction":
      return { points: `-${cap}`, max: "0" };
  }
}

function unitRow({ scored }: EvaluatedUnit, places: readonly Place[], row: number): Row {
  const cells = places.flatMap((place, at): Cell[] => {
    const result = scored.contents[at];
    const formulas = contentFormulas(place, row);
    return [...(result?.leaves ?? []).map((leaf): Cell => (leaf.state === "notApplicable" ? NOT_APPLICABLE : points(leaf.points))), { formula: formulas.points, result: points(result?.points ?? 0) }, { formula: formulas.max, result: points(result?.maxPoints ?? 0) }];
  });
  return { cells: [scored.unit.code, scored.unit.name ?? "", ...cells] };
}

function indexSheet(index: CompiledIndex, units: readonly EvaluatedUnit[], regulation: string): Sheet {
  const places = placesOf(index);
  const heads = places.flatMap(({ content }) => [...content.leaves.map((leaf) => [leaf.code, leaf.leaf.title, leaf.max === null ? null : points(leaf.max)] as const), [`Điểm ND ${content.code}`, content.content.title, null] as const, [`Tối đa ND ${content.code}`, "", null] as const]);
  const row = (at: 0 | 1 | 2, first: readonly Cell[]): Cell[] => [...first, ...heads.map((one) => one[at])];
  return {
    name: `${INDEX_SHEET}${index.index.code}`,
    frozen: [HEAD_ROWS, 2],
    columns: [{ width: 14 }, { width: 34 }, ...heads.map((): SheetColumn => ({ width: 11, decimals: 2 }))],
    rows: [
      { cells: [`${index.index.title}. ${regulation}`], looks: "title" },
      { cells: row(0, ["Mã", "Cơ quan, đơn vị"]), looks: "head" },
      { cells: row(1, ["", "Tiêu chí"]), looks: "head", height: 90 },
      { cells: row(2, ["", "Điểm tối đa"]), looks: "head" },
      ...units.map((unit, at) => unitRow(unit, places, FIRST + at)),
    ],
  };
}

/** The result's columns of one ratio, from this one on. */
type RatioColumns = { readonly compiled: CompiledRatio; readonly points: number; readonly max: number; readonly percent: number; readonly order: number; readonly rank: number; readonly reached: number; readonly level: number };
const COLUMNS_OF_RATIO = 7;

/** Every fact of the regulation; of counts each of its numbers. */
export const factNames = ({ facts }: Engine): string[] => [...facts.values()].flatMap((fact) => (fact.type === "counts" ? fact.fields.map((field) => `${fact.key}.${field.key}`) : [fact.key]));

type Plan = { readonly contents: ReadonlyMap<string, number>; readonly facts: ReadonlyMap<string, number>; readonly ratios: readonly RatioColumns[]; readonly last: number };

/** Where everything stands on the sheet of results: unit, contents, facts that levels look at, then each ratio. */
function planOf({ engine }: Evaluation, unitCount: number): Plan {
  let next = 4;
  const take = (): number => next++;
  const contents = new Map<string, number>();
  for (const index of engine.indexes.values()) for (const { code } of index.contents) if (!contents.has(code)) contents.set(code, take());
  const facts = new Map(factNames(engine).map((name) => [name, take()]));
  const ratios = engine.ratios.map((compiled): RatioColumns => {
    const from = next;
    next += COLUMNS_OF_RATIO;
    return { compiled, points: from, max: from + 1, percent: from + 2, order: from + 3, rank: from + 4, reached: from + 5, level: from + 6 };
  });
  return { contents, facts, ratios, last: HEAD_ROWS + unitCount };
}

/** Everything that formulas of one unit's row on the sheet of results refer to. */
type Spot = { readonly plan: Plan; readonly row: number; readonly sheet: string; readonly sheetRow: number; readonly places: readonly Place[] };

const sumOf = (cells: readonly string[]): string => (cells.length === 0 ? "0" : cells.join("+"));

/** Rank within the index: how many stand before, by percent, then by each tie-break, then by what was decided. */
function rankFormula({ plan, row }: Spot, ratio: RatioColumns): string {
  const range = (column: number) => columnRange(column, FIRST, plan.last);
  const own = (column: number) => cellAt(column, row);
  const keys = [ratio.percent, ...ratio.compiled.ratio.tieBreaks.flatMap(({ content }) => plan.contents.get(content) ?? [])];
  const isIndex = `(${range(3)}=${own(3)})`;
  const tied = (upTo: number) => keys.slice(0, upTo).map((column) => `*(${range(column)}=${own(column)})`).join("");
  const ahead = keys.map((column, at) => `SUMPRODUCT(${isIndex}${tied(at)}*(${range(column)}>${own(column)}))`);
  return `1+${ahead.join("+")}+SUMPRODUCT(${isIndex}${tied(keys.length)}*(${range(ratio.order)}<${own(ratio.order)}))`;
}

function ratioCells(unit: EvaluatedUnit, at: number, spot: Spot, decidedLevels: ReadonlyMap<string, string>): Cell[] {
  const { plan, row } = spot;
  const found = unit.ratios[at];
  const columns = plan.ratios[at];
  if (found === undefined || columns === undefined) return [];
  const { compiled, placed } = found;
  const { ranked, level, standing } = placed;
  const own = (column: number) => cellAt(column, row);
  const contents = (of: "points" | "max") => compiled.ratio.contents.flatMap((code) => (of === "points" ? (plan.contents.get(code) ?? []) : []));
  const cellOf: CellOf = (name) => (name === "percent" ? own(columns.percent) : own(plan.facts.get(name) ?? 1));
  const range = (column: number) => columnRange(column, FIRST, plan.last);
  const maxima = spot.places.filter((place) => compiled.ratio.contents.includes(place.content.code)).map((place) => `${spot.sheet}!${cellAt(place.max, spot.sheetRow)}`);
  const [p, m] = [own(columns.points), own(columns.max)];
  const titles = compiled.classification.levels.map((one) => one.title);
  const title = level?.title ?? decidedLevels.get(`${compiled.ratio.key} ${unit.scored.unit.code}`) ?? "";
  const order = ranked.decided === undefined ? 0 : ranked.decided.indexOf(unit.scored.unit.code) + 1;
  const formula = (text: string, result: Formula["result"]): Formula => ({ formula: text, result });
  const place = placeFormula(compiled, { cellOf, index: own(3), rank: own(columns.rank), reached: own(columns.reached), indexes: range(3), ranks: range(columns.rank), reachedAll: range(columns.reached) });
  const named = `IFERROR(CHOOSE(${place},${titles.map(quoted).join(",")}),"")`;
  return [
    formula(`MAX(0,ROUND(${sumOf(contents("points").map(own))},2))`, points(ranked.of.points)),
    formula(`ROUND(${sumOf(maxima)},2)`, points(ranked.of.maxPoints)),
    // Whole hundredths over whole hundredths, half up: no fraction of the machine's stands between.
    formula(`INT((20000*ROUND(${p}*100,0)+ROUND(${m}*100,0))/(2*ROUND(${m}*100,0)))/100`, points(ranked.of.percent)),
    order,
    formula(rankFormula(spot, columns), ranked.rank),
    formula(reachedFormula(compiled, cellOf), standing.byCondition === null ? 0 : (compiled.place.get(standing.byCondition.key) ?? 0) + 1),
    level !== null && isLive(compiled) ? formula(named, title) : title,
  ];
}

function factCell(unit: EvaluatedUnit, name: string): Cell {
  const facts = unit.ratios[0]?.placed.ranked.of.facts;
  const value = facts?.values.get(name);
  if (value === undefined || typeof value === "boolean") return value ?? facts?.texts.get(name) ?? null;
  return Number(value.n) / Number(value.d);
}

function resultRow(unit: EvaluatedUnit, spot: Spot, decidedLevels: ReadonlyMap<string, string>): Row {
  const { plan, sheet, sheetRow, places } = spot;
  const contents = [...plan.contents.keys()].map((code): Cell => {
    const at = places.findIndex((one) => one.content.code === code);
    const place = places[at];
    return place === undefined ? null : { formula: `${sheet}!${cellAt(place.points, sheetRow)}`, result: points(unit.scored.contents[at]?.points ?? 0) };
  });
  return { cells: [unit.scored.unit.code, unit.scored.unit.name ?? "", unit.scored.index.index.code, ...contents, ...[...plan.facts.keys()].map((name) => factCell(unit, name)), ...plan.ratios.flatMap((_ratio, at) => ratioCells(unit, at, spot, decidedLevels))] };
}

export const ORDER_HEAD = "Thứ tự do lãnh đạo quyết định";
export const RESULTS = "Kết quả";
export const ABOUT = "Thông tin";
const RATIO_HEADS = ["Điểm đạt", "Điểm tối đa", "Tỷ lệ (%)", ORDER_HEAD, "Hạng", "Mức theo điều kiện (1 là cao nhất)", "Mức xếp loại"] as const;
const RATIO_COLUMNS: readonly SheetColumn[] = [{ width: 11, decimals: 2 }, { width: 11, decimals: 2 }, { width: 11, decimals: 2 }, { width: 11 }, { width: 8 }, { width: 11 }, { width: 30 }];

export function factTitle(engine: Engine, name: string): string {
  const [key = "", field] = name.split(".");
  const fact = engine.facts.get(key);
  const title = fact?.type === "counts" ? fact.fields.find((one) => one.key === field)?.title : undefined;
  return title ?? fact?.title ?? name;
}

/** `decidedLevels`: titles of levels that people decided, by "ratio unit". */
export function resultWorkbook(evaluation: Evaluation, decidedLevels: ReadonlyMap<string, string> = new Map()): Sheet[] {
  const { engine } = evaluation;
  const { regulation } = engine;
  const plan = planOf(evaluation, evaluation.units.length);
  const byIndex = Map.groupBy(evaluation.units, (one) => one.scored.index);
  const sheetOf = (code: string): string => `'${INDEX_SHEET}${code}'`;
  const rows = evaluation.units.map((unit, at) => {
    const members = byIndex.get(unit.scored.index) ?? [];
    return resultRow(unit, { plan, row: FIRST + at, sheet: sheetOf(unit.scored.index.index.code), sheetRow: FIRST + members.indexOf(unit), places: placesOf(unit.scored.index) }, decidedLevels);
  });
  const heads = ["Mã", "Cơ quan, đơn vị", "Chỉ số", ...Array.from(plan.contents.keys(), (code) => `ND ${code}`), ...Array.from(plan.facts.keys(), (name) => factTitle(engine, name)), ...plan.ratios.flatMap(() => RATIO_HEADS)];
  const over: Cell[] = heads.map(() => "");
  for (const { compiled, points: from } of plan.ratios) over[from - 1] = compiled.ratio.title;
  const results: Sheet = {
    name: RESULTS,
    frozen: [HEAD_ROWS, 2],
    columns: [{ width: 14 }, { width: 38 }, { width: 8 }, ...Array.from(plan.contents, (): SheetColumn => ({ width: 9, decimals: 2 })), ...Array.from(plan.facts, (): SheetColumn => ({ width: 12 })), ...plan.ratios.flatMap(() => RATIO_COLUMNS)],
    rows: [
      { cells: [regulation.title], looks: "title" },
      { cells: [`Điểm từng tiêu chí ở các trang Chỉ số; tổng, tỷ lệ, hạng và mức là công thức. ${NOT_APPLICABLE}: không áp dụng.${regulation.illustrative === undefined ? "" : ` ${regulation.illustrative}`}`], looks: "note" },
      { cells: over, looks: "head" },
      { cells: heads, looks: "head", height: 48 },
      ...rows,
    ],
  };
  const about: Sheet = { name: ABOUT, columns: [{ width: 30 }, { width: 90 }], rows: [{ cells: ["Mã quy định", regulation.id] }, { cells: ["Quy định", regulation.title] }, { cells: ["SHA-256 của quy định", engine.sha256] }, { cells: ["Tính lại", "congtam evaluate --input TỆP.xlsx"] }] };
  return [results, ...[...byIndex].map(([index, units]) => indexSheet(index, units, regulation.title)), about];
}
