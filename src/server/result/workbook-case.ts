import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../scoring/engine/evaluate.ts";
import { isFields } from "../../scoring/fields.ts";
import { type ReadSheet, sheetFault, type SheetFault, type Value } from "../documents/index.ts";
import { ABOUT, factNames, factTitle, INDEX_SHEET, NOT_APPLICABLE, ORDER_HEAD, RESULTS } from "./workbook.ts";

/** From a workbook of the result's layout back to a case: what a clerk has entered, and every cell that cannot be read. No I/O. */

type Unit = { readonly code: string; readonly name: string; readonly index: string; facts: Record<string, unknown>; readonly scores: Record<string, unknown> };
type Read = { readonly input: unknown; readonly faults: readonly SheetFault[] };

const words = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).trim());
/** Numbers as Vietnamese type them into cells of text. */
const TYPED = /^\d{1,9}(?:[.,]\d{1,2})?$/;

/** The regulation that the workbook says it follows. */
export const regulationIn = (sheets: readonly ReadSheet[]): string | undefined => {
  const row = sheets.find((one) => one.name === ABOUT)?.rows.find(([name]) => name === "Mã quy định");
  return row === undefined ? undefined : words(row[1]);
};

const headRow = ({ rows }: ReadSheet): number => rows.findIndex(([first]) => words(first) === "Mã");

const EXPECTED = { vi: `số không âm, hoặc ${NOT_APPLICABLE} khi không áp dụng`, en: `a number, or ${NOT_APPLICABLE} where it does not apply` };
const SUGGESTION = { vi: "Hãy nhập lại điểm của tiêu chí.", en: "Enter the points of the criterion again." };

function entryOf(value: Value): { readonly entry: unknown } | undefined {
  if (typeof value === "number") return { entry: { points: String(value) } };
  const typed = words(value);
  if (typed.toUpperCase() === NOT_APPLICABLE) return { entry: { notApplicable: true } };
  return TYPED.test(typed) ? { entry: { points: typed.replace(",", ".") } } : undefined;
}

function unitsOn(sheet: ReadSheet, index: CompiledIndex, faults: SheetFault[]): Unit[] {
  const head = headRow(sheet);
  if (head === -1) {
    faults.push(sheetFault(sheet.name, [0, 0], words(sheet.rows[0]?.[0]), { vi: "một dòng tiêu đề có ô đầu là “Mã” rồi mã các tiêu chí", en: 'a head row that begins with "Mã" and the codes of the criteria' }, { vi: "Hãy giữ nguyên dòng mã của tệp mẫu.", en: "Keep the row of codes as it was." }));
    return [];
  }
  const columns = (sheet.rows[head] ?? []).map((value) => index.leafByCode.get(words(value))?.code);
  return sheet.rows.flatMap((row, at): Unit[] => {
    const code = words(row[0]);
    // Below the codes stand titles and maxima, which have no unit.
    if (at <= head || code === "") return [];
    const scores: Record<string, unknown> = {};
    for (const [column, leaf] of columns.entries()) {
      const value = row[column] ?? null;
      if (leaf === undefined || words(value) === "") continue;
      const read = entryOf(value);
      if (read === undefined) faults.push(sheetFault(sheet.name, [at, column], value, EXPECTED, SUGGESTION));
      else scores[leaf] = read.entry;
    }
    return [{ code, name: words(row[1]) === "" ? code : words(row[1]), index: index.index.code, facts: {}, scores }];
  });
}

const YES = new Set(["TRUE", "CÓ", "X", "1"]);
const NO = new Set(["FALSE", "KHÔNG", "0"]);

function factOf(value: Value, type: string): unknown {
  if (type !== "boolean" || typeof value === "boolean") return typeof value === "number" && type === "text" ? String(value) : value;
  const said = words(value).toUpperCase();
  return YES.has(said) ? true : NO.has(said) ? false : value;
}

/** Facts of one unit from its row of the results. */
function factsIn(engine: Engine, row: readonly Value[], columns: ReadonlyMap<string, number>): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const name of factNames(engine)) {
    const column = columns.get(factTitle(engine, name));
    const value = column === undefined ? null : (row[column] ?? null);
    if (words(value) === "") continue;
    const [key = "", field] = name.split(".");
    const read = factOf(value, engine.facts.get(key)?.type ?? "");
    const counts = facts[key];
    facts[key] = field === undefined ? read : { ...(isFields(counts) ? counts : {}), [field]: read };
  }
  return facts;
}

/** The decided orders: within each tie that there is, as the numbers in the column say. */
function ordersIn(engine: Engine, units: readonly Unit[], orders: readonly ReadonlyMap<string, number>[]): Record<string, string[][]> {
  if (orders.every((one) => one.size === 0)) return {};
  const undecided = evaluate(engine, { units });
  if (isFaulty(undecided)) return {};
  const decisions: Record<string, string[][]> = {};
  for (const { ratio, units: tied, why } of undecided.pending) {
    const own = orders[engine.ratios.findIndex((one) => one.ratio.key === ratio)];
    if (why !== "tie" || own === undefined || !tied.every((code) => own.has(code))) continue;
    (decisions[ratio] ??= []).push(tied.toSorted((a, b) => (own.get(a) ?? 0) - (own.get(b) ?? 0)));
  }
  return decisions;
}

/** The case that the workbook holds. Units stand in the order of the sheet of results, as they came. */
export function caseFromWorkbook(engine: Engine, sheets: readonly ReadSheet[]): Read {
  const faults: SheetFault[] = [];
  const units = sheets.flatMap((sheet) => {
    const index = sheet.name.startsWith(INDEX_SHEET) ? engine.indexes.get(sheet.name.slice(INDEX_SHEET.length).trim()) : undefined;
    return index === undefined ? [] : unitsOn(sheet, index, faults);
  });
  if (units.length === 0 && faults.length === 0) faults.push(sheetFault(sheets[0]?.name ?? "", [0, 0], "", { vi: `các trang “${INDEX_SHEET}…” có điểm của từng đơn vị`, en: `sheets "${INDEX_SHEET}…" with the points of each unit` }, { vi: "Hãy dùng tệp do congtam evaluate --xlsx hoặc hệ thống xuất ra.", en: "Use a file that congtam evaluate --xlsx or the system has written." }));
  const results = sheets.find((one) => one.name === RESULTS);
  const head = results === undefined ? -1 : headRow(results);
  const titles = (results?.rows[head] ?? []).map(words);
  const columns = new Map(titles.map((title, at) => [title, at]));
  const orderColumns = titles.flatMap((title, at) => (title === ORDER_HEAD ? [at] : []));
  const rowOf = new Map((results?.rows ?? []).slice(head + 1).map((row, at) => [words(row[0]), { row, at }]));
  for (const unit of units) unit.facts = factsIn(engine, rowOf.get(unit.code)?.row ?? [], columns);
  const ordered = units.toSorted((a, b) => (rowOf.get(a.code)?.at ?? 0) - (rowOf.get(b.code)?.at ?? 0));
  const orders = orderColumns.map((column) => new Map(units.flatMap(({ code }) => (Number(rowOf.get(code)?.row[column] ?? 0) > 0 ? [[code, Number(rowOf.get(code)?.row[column])] as const] : []))));
  const decisions = faults.length === 0 ? ordersIn(engine, ordered, orders) : {};
  return { faults, input: { regulation: engine.regulation.id, units: ordered, ...(Object.keys(decisions).length === 0 ? {} : { decisions }) } };
}
