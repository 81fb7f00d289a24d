import { PassThrough, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { readable } from "./readable.ts";

/** Writing workbooks of Excel: sheets as data, row after row into a stream. Words of people are words there, whatever they begin with. */

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A formula brings its value, for whoever does not recompute. */
export type Formula = { readonly formula: string; readonly result: string | number | boolean };
export type Cell = string | number | boolean | null | Formula;
type Looks = "title" | "head" | "note" | "plain";
/** What may be entered in one cell of a row; columns are counted from 0. */
export type Accepts = { readonly column: number; readonly choices?: readonly string[]; readonly between?: readonly [number, number] };
export type Row = { readonly cells: readonly Cell[]; readonly looks?: Looks; readonly height?: number; readonly accepts?: readonly Accepts[] };
/** `decimals` of the numbers in a column; words have none. */
export type SheetColumn = { readonly width: number; readonly decimals?: number; readonly isOpen?: boolean; readonly isHidden?: boolean };
export type Sheet = {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<Row>;
  /** Rows and columns that stay when one scrolls. */
  readonly frozen?: readonly [number, number];
  /** Only cells of open columns can be changed. */
  readonly isLocked?: boolean;
  readonly isHidden?: boolean;
};

const LONGEST = 32_767;
const plain = (words: string): string => readable(words).slice(0, LONGEST);

/** A name that Excel takes for a sheet. */
export const sheetName = (words: string): string => plain(words).replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31);

/** 1 → "A", 27 → "AA". */
export function columnLetters(column: number): string {
  let letters = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCodePoint(65 + ((left - 1) % 26)) + letters;
  return letters;
}

/** A word of text within a formula. */
export const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`;

const THIN = { style: "thin" as const };
const FRAME = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const FONT = { name: "Times New Roman", size: 11 };
/** As text: neither now nor when somebody edits it does such a cell become a formula. */
const AS_TEXT = "@";

const formatOf = ({ decimals }: SheetColumn): string => (decimals === undefined ? "General" : decimals === 0 ? "0" : `0.${"0".repeat(decimals)}`);
const isFormula = (cell: Cell): cell is Formula => typeof cell === "object" && cell !== null;

function fillCell(target: ExcelJS.Cell, cell: Cell, column: SheetColumn, looks: Looks): void {
  if (cell === null && looks !== "plain") return;
  target.value = isFormula(cell) ? { formula: cell.formula, result: cell.result, date1904: false } : typeof cell === "string" ? plain(cell) : cell;
  const isWords = typeof cell === "string";
  target.numFmt = isWords ? AS_TEXT : formatOf(column);
  target.font = { ...FONT, bold: looks === "title" || looks === "head", italic: looks === "note" };
  target.alignment = { vertical: "middle", wrapText: looks !== "title" && looks !== "note", horizontal: looks === "head" ? "center" : isWords || looks !== "plain" ? "left" : "right" };
  if (looks === "head" || looks === "plain") target.border = FRAME;
  if (looks === "head") target.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8ECEF" } };
  if (looks === "plain" && column.isOpen === true) target.protection = { locked: false };
}

const REFUSED = { showErrorMessage: true, allowBlank: true, errorTitle: "Không hợp lệ" } as const;

const here = (number: number): string => String(number).replace(".", ",");

function limit(target: ExcelJS.Cell, { choices, between }: Accepts): void {
  if (choices !== undefined) target.dataValidation = { ...REFUSED, type: "list", formulae: [quoted(choices.join(","))], error: `Hãy chọn: ${choices.join(", ")}.` };
  if (between !== undefined) target.dataValidation = { ...REFUSED, type: "decimal", operator: "between", formulae: [...between], error: `Hãy nhập số từ ${here(between[0])} đến ${here(between[1])}.` };
}

async function writeSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, { name, columns, rows, frozen, isLocked = false, isHidden = false }: Sheet): Promise<void> {
  const view = frozen === undefined ? [] : [{ state: "frozen" as const, ySplit: frozen[0], xSplit: frozen[1] }];
  const sheet = workbook.addWorksheet(sheetName(name), { views: view, state: isHidden ? "veryHidden" : "visible", pageSetup: { paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, ...(frozen === undefined ? {} : { printTitlesRow: `1:${String(Math.max(1, frozen[0]))}` }) } });
  sheet.columns = columns.map(({ width, isHidden: isAway = false }) => ({ width, hidden: isAway }));
  if (isLocked) await sheet.protect("", { formatColumns: true, formatRows: true, autoFilter: true, sort: false });
  for (const { cells, looks = "plain", height, accepts = [] } of rows) {
    const row = sheet.addRow([]);
    if (height !== undefined) row.height = height;
    for (const [at, cell] of cells.entries()) fillCell(row.getCell(at + 1), cell, columns[at] ?? { width: 10 }, looks);
    for (const one of accepts) limit(row.getCell(one.column + 1), one);
    row.commit();
  }
  sheet.commit();
}

/** Writes a workbook into a stream and ends it. */
export async function writeWorkbook(sheets: Iterable<Sheet>, target: Writable): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: target, useStyles: true, useSharedStrings: false });
  workbook.creator = "Công Tâm";
  for (const sheet of sheets) await writeSheet(workbook, sheet);
  await workbook.commit();
}

/** The same in memory. */
export async function workbookOf(sheets: Iterable<Sheet>): Promise<Uint8Array> {
  const pipe = new PassThrough();
  const [bytes] = await Promise.all([buffer(pipe), writeWorkbook(sheets, pipe)]);
  return new Uint8Array(bytes);
}
