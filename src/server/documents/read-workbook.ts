import ExcelJS from "exceljs";
import { archiveState } from "./archive.ts";

/** Reading workbooks that anybody may have made: as values, bounded, without running anything in them. */

export type Value = string | number | boolean | null;
/** Rows and cells are counted from 0; `merged` are ranges whose value stands in their first cell. */
export type ReadSheet = { readonly name: string; readonly rows: readonly (readonly Value[])[]; readonly merged: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[] };
type UnreadableWhy = "not-xlsx" | "too-large";
type ReadWorkbook = { readonly sheets: readonly ReadSheet[]; readonly why?: never } | { readonly why: UnreadableWhy; readonly sheets?: never };

const MOST_COLUMNS = 2000;
/** What Excel shows of a number: behind it stands the dust of binary fractions. */
const DIGITS = 15;

function valueOf(value: ExcelJS.CellValue): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number(value.toPrecision(DIGITS));
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ("richText" in value) return value.richText.map((one) => one.text).join("");
  if ("text" in value) return valueOf(value.text);
  if ("result" in value) return valueOf(value.result);
  return null;
}

function mergesOf(sheet: ExcelJS.Worksheet): ReadSheet["merged"] {
  const merges: readonly string[] = "merges" in sheet.model && Array.isArray(sheet.model.merges) ? sheet.model.merges : [];
  return merges.flatMap((range) => {
    const [from = "", to = ""] = range.split(":");
    const [first, last] = [sheet.getCell(from), sheet.getCell(to)];
    return [{ top: Number(first.row) - 1, left: Number(first.col) - 1, bottom: Number(last.row) - 1, right: Number(last.col) - 1 }];
  });
}

function sheetOf(sheet: ExcelJS.Worksheet): ReadSheet {
  const rows: Value[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row, number) => {
    const cells: Value[] = [];
    for (let at = 1; at <= Math.min(row.cellCount, MOST_COLUMNS); at++) {
      const cell = row.getCell(at);
      // The library gives what stands in a merged cell for each of its cells; it stands in the first.
      cells.push(cell.isMerged && cell.master.address !== cell.address ? null : valueOf(cell.value));
    }
    rows[number - 1] = cells;
  });
  return { name: sheet.name, rows: Array.from(rows, (row) => row ?? []), merged: mergesOf(sheet) };
}

/** All sheets with their values; of formulas the values that were computed last. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  try {
    const state = await archiveState(bytes);
    if (state !== "sound") return { why: state === "too-large" ? "too-large" : "not-xlsx" };
    const workbook = new ExcelJS.Workbook();
    // A copy: the library wants a buffer that is all its own.
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    return { sheets: workbook.worksheets.map(sheetOf) };
  } catch {
    // Whatever the library did not like: it is no workbook.
    return { why: "not-xlsx" };
  }
}
