import ExcelJS from "exceljs";
import { archiveState } from "./archive.ts";
import { readable } from "./readable.ts";

/** Somebody's own workbook, with what is wrong marked where it stands. No I/O; for the thread. */

type Mark = { readonly row: number; readonly column: number | null; readonly message: string };

type MarkedSheet = { readonly name: string; readonly marks: readonly Mark[] };

const RED: ExcelJS.Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFF8D7DA" } };
const HEAD = "Lỗi cần sửa";

/** Row by row, behind the last column: for who prints the table, where notes are not seen. */
function sayBeside(sheet: ExcelJS.Worksheet, marks: readonly Mark[]): void {
  const column = sheet.columnCount + 1;
  const byRow = Map.groupBy(marks, (one) => one.row);
  const first = Math.min(...byRow.keys());
  if (first > 0) sheet.getCell(first, column).value = HEAD;
  for (const [row, own] of byRow) {
    const cell = sheet.getCell(row + 1, column);
    cell.value = readable(own.map((one) => one.message).join("\n"));
    cell.numFmt = "@";
    cell.alignment = { wrapText: true, vertical: "top" };
    cell.fill = RED;
  }
  sheet.getColumn(column).width = 60;
}

function markSheet(sheet: ExcelJS.Worksheet, marks: readonly Mark[]): void {
  for (const [place, own] of Map.groupBy(marks.filter((one) => one.column !== null), (one) => `${String(one.row)} ${String(one.column)}`)) {
    const [row = 0, column = 0] = place.split(" ").map(Number);
    const cell = sheet.getCell(row + 1, column + 1);
    // Cells share what they look like: what is changed in place would be changed in others.
    cell.style = { ...cell.style, fill: RED };
    cell.note = readable(own.map((one) => one.message).join("\n"));
  }
  sayBeside(sheet, marks);
}

/** Undefined: it is no workbook, or has no such sheet. */
export async function markWorkbook({ bytes, sheets }: { readonly bytes: Uint8Array; readonly sheets: readonly MarkedSheet[] }): Promise<Uint8Array | undefined> {
  if ((await archiveState(bytes)) !== "sound") return undefined;
  try {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    for (const { name, marks } of sheets) {
      const sheet = workbook.getWorksheet(name);
      if (sheet === undefined) return undefined;
      markSheet(sheet, marks);
    }
    return new Uint8Array(await workbook.xlsx.writeBuffer());
  } catch {
    // Whatever the library did not like: it is no workbook that it can write again.
    return undefined;
  }
}
