import { TABLE_LIMITS } from "../../contract/documents.ts";
import { type Cell, type Sheet, workbookOf } from "./workbook.ts";

/** A plain table of words and numbers as a workbook of one sheet. No I/O; for the thread. */

export type BareTable = { readonly name: string; readonly columns: readonly { readonly title: string; readonly width: number; readonly decimals?: number | undefined }[]; readonly rows: string };

const isCell = (value: unknown): value is Cell => value === null || (typeof value === "string" && value.length <= TABLE_LIMITS.words) || (typeof value === "number" && Number.isFinite(value));

function rowsIn(text: string, width: number): readonly (readonly Cell[])[] | undefined {
  try {
    const rows: unknown = JSON.parse(text);
    if (!Array.isArray(rows) || rows.length > TABLE_LIMITS.rows) return undefined;
    return rows.every((row): row is Cell[] => Array.isArray(row) && row.length <= width && row.every(isCell)) ? rows : undefined;
  } catch {
    // Not JSON: whoever sent it hears what was expected.
    return undefined;
  }
}

/** Undefined: the rows are none. */
export async function bareTableOf({ name, columns, rows }: BareTable): Promise<Uint8Array | undefined> {
  const cells = rowsIn(rows, columns.length);
  if (cells === undefined) return undefined;
  const sheet: Sheet = {
    name,
    frozen: [1, 0],
    columns: columns.map(({ width, decimals }) => ({ width, ...(decimals === undefined ? {} : { decimals }) })),
    rows: [{ cells: columns.map((one) => one.title), looks: "head" }, ...cells.map((row) => ({ cells: row }))],
  };
  return workbookOf([sheet]);
}
