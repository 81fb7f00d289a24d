import { parse } from "csv-parse/sync";
import type { FormFigure } from "../../contract/plan-form.ts";
import type { ReportMapping } from "../../contract/plan-report.ts";
import type { ReadSheet, Value } from "../documents/index.ts";
import type { FieldProblem } from "../platform/index.ts";
import { readCell } from "./report-cells.ts";

/** A table of another system becomes figures of units, whole or not at all. No I/O. */

export type Table = { readonly head: readonly string[]; readonly rows: readonly { readonly line: number; readonly cells: readonly Value[] }[] };
export type TableValue = { readonly unit: string; readonly key: string; readonly value: number; readonly cell: string };
type Unit = { readonly unitId: string; readonly code: string; readonly name: string; readonly figures: ReadonlyMap<string, FormFigure> };

const MOST_FAULTS = 100;
const MOST_ROWS = 20_000;

const folded = (value: Value): string => String(value ?? "").normalize("NFC").trim().toLowerCase();

/** "A", "B", … "AA" */
function letters(column: number): string {
  let name = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCodePoint(65 + ((left - 1) % 26)) + name;
  return name;
}

/** The first line that names the columns that are wanted is the head; what is above it is a title. */
function tableOf(lines: readonly (readonly Value[])[], wanted: readonly string[]): Table | undefined {
  const at = lines.slice(0, 30).findIndex((line) => {
    const names = new Set(line.map(folded));
    return wanted.every((one) => names.has(folded(one)));
  });
  if (at === -1) return undefined;
  const rows = lines.slice(at + 1, at + 1 + MOST_ROWS).map((cells, i) => ({ line: at + i + 2, cells }));
  return { head: (lines[at] ?? []).map(folded), rows: rows.filter((row) => row.cells.some((one) => folded(one) !== "")) };
}

const columnsOf = ({ unitColumn, columns }: ReportMapping): string[] => [...(unitColumn === null ? [] : [unitColumn]), ...columns.map((one) => one.column)];

/** Among the sheets of a workbook the first that has all columns. */
export const tableInSheets = (sheets: readonly ReadSheet[], mapping: ReportMapping): Table | undefined => sheets.map((one) => tableOf(one.rows, columnsOf(mapping))).find((one) => one !== undefined);

export function tableInCsv(bytes: Uint8Array, mapping: ReportMapping): Table | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const [first = ""] = text.split(/\r?\n/u, 1);
    const delimiter = [";", "\t", ","].find((one) => first.includes(one)) ?? ",";
    const lines: string[][] = parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false, max_record_size: 200_000, to: MOST_ROWS + 30 });
    return tableOf(lines, columnsOf(mapping));
  } catch {
    // Neither UTF-8 nor lines of cells: it is no such table.
    return undefined;
  }
}

/** What somebody wrote as a number: "1.234,5", "12 %", "120 hồ sơ"; the unit must be the figure's own. */
function plainNumber(value: Value, figure: FormFigure): string | { readonly unit: string } {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(2);
  const text = String(value ?? "").trim();
  const found = /^(-?[\d., \u00A0]+?)\s*(\D*)$/u.exec(text);
  if (found === null) return text;
  const [, digits = "", unit = ""] = found;
  if (unit !== "" && folded(unit) !== folded(figure.unit)) return /^[^\d\s]/u.test(unit) ? { unit } : text;
  const bare = digits.replaceAll(/[\s\u00A0]/gu, "");
  if (/^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  return bare.replace(",", ".");
}

type ReadTable = { readonly values: readonly TableValue[]; readonly units: number; readonly faults?: never } | { readonly faults: readonly FieldProblem[]; readonly values?: never };

/** What a table is read against; `own`: the only unit of a table that names none. */
export type Against = { readonly mapping: ReportMapping; readonly units: readonly Unit[]; readonly own: string | undefined; readonly form: ReadonlyMap<string, FormFigure> };
type Fault = readonly [vi: string, en: string];
const isFault = (value: unknown): value is Fault => Array.isArray(value);

/** The figure in one cell; undefined for an empty one. */
function valueIn(value: Value, key: string, unit: Unit, form: ReadonlyMap<string, FormFigure>): number | undefined | Fault {
  if (folded(value) === "") return undefined;
  const figure = unit.figures.get(key);
  if (figure === undefined) return [`“${form.get(key)?.title ?? key}” không thuộc báo cáo của ${unit.name}.`, `“${form.get(key)?.title ?? key}” is not in the report of ${unit.name}.`];
  const text = plainNumber(value, figure);
  if (typeof text === "object") return [`“${figure.title}” tính bằng ${figure.unit}, không phải ${text.unit}.`, `“${figure.title}” is in ${figure.unit}, not in ${text.unit}.`];
  const read = readCell(figure, text);
  return read.fault === undefined ? (read.value ?? undefined) : [read.fault.vi, read.fault.en];
}

/** The unit that a line is about. */
function unitIn(name: Value, { units, own }: Against, byName: ReadonlyMap<string, Unit>, isNamed: boolean): Unit | Fault {
  const unit = isNamed ? byName.get(folded(name)) : units.find((one) => one.unitId === own);
  if (unit === undefined) return [`kỳ này không có đơn vị “${String(name ?? "")}”.`, `the period has no unit “${String(name ?? "")}”.`];
  return own === undefined || unit.unitId === own ? unit : [`số liệu của ${unit.name}, không phải của đơn vị này.`, `figures of ${unit.name}, not of this unit.`];
}

export function readTable(table: Table, against: Against): ReadTable {
  const { mapping, units, form } = against;
  const byName = new Map(units.flatMap((one) => [[folded(one.code), one] as const, [folded(one.name), one] as const]));
  const unitAt = mapping.unitColumn === null ? -1 : table.head.indexOf(folded(mapping.unitColumn));
  const places = mapping.columns.map(({ column, key }) => ({ key, at: table.head.indexOf(folded(column)) }));
  const faults: FieldProblem[] = [];
  const values: TableValue[] = [];
  const seen = new Set<string>();
  const refuse = (cell: string, [vi, en]: Fault): void => {
    faults.push({ pointer: `/cells/${cell}`, message: { vi: `Ô ${cell}: ${vi}`, en: `Cell ${cell}: ${en}` } });
  };
  for (const { line, cells } of table.rows) {
    const unitCell = `${letters(Math.max(unitAt, 0))}${String(line)}`;
    const unit = unitIn(cells[unitAt] ?? null, against, byName, unitAt !== -1);
    if (isFault(unit)) {
      refuse(unitCell, unit);
      continue;
    }
    if (seen.has(unit.unitId)) refuse(unitCell, [`${unit.name} có hai dòng.`, `${unit.name} has two lines.`]);
    seen.add(unit.unitId);
    for (const { key, at } of places) {
      const cell = `${letters(at)}${String(line)}`;
      const value = valueIn(cells[at] ?? null, key, unit, form);
      if (isFault(value)) refuse(cell, value);
      else if (value !== undefined) values.push({ unit: unit.unitId, key, value, cell });
    }
  }
  return faults.length > 0 ? { faults: faults.slice(0, MOST_FAULTS) } : { values, units: seen.size };
}
