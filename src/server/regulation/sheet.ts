import type { z } from "zod";
import type { readIndexWorkbook } from "../../contract/regulation.ts";
import { type Merged, type Rows, wordsOf } from "../../scoring/sheet/columns.ts";
import { readIndexSheet } from "../../scoring/sheet/index-sheet.ts";
import { Problem } from "../platform/index.ts";

/** An index set from a workbook. The room that reads workbooks stands beside this one, so its function is handed in. */

type Sheet = { readonly name: string; readonly rows: Rows; readonly merged: Merged };
export type ReadSheets = (bytes: Uint8Array) => Promise<readonly Sheet[] | undefined>;

const HEAD_ROWS = 15;
const HEAD_COLUMNS = 20;

/** The sheet that somebody means: the named one, else the one with the most rows. */
const chosen = (sheets: readonly Sheet[], name: string | undefined): Sheet | undefined => (name === undefined ? sheets.toSorted((a, b) => b.rows.length - a.rows.length)[0] : sheets.find((one) => one.name === name));

export async function tellSheet(readSheets: ReadSheets, { content, sheet: name, mapping, ...about }: z.output<NonNullable<typeof readIndexWorkbook.body>>): Promise<z.input<typeof readIndexWorkbook.response>> {
  const sheets = await readSheets(new Uint8Array(Buffer.from(content, "base64")));
  if (sheets === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi: "Không phải tệp Excel (.xlsx) đọc được.", en: "Not a workbook of Excel (.xlsx) that can be read." } }] });
  const sheet = chosen(sheets, name);
  if (sheet === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/sheet", message: { vi: "Tệp không có trang này.", en: "The workbook has no such sheet." } }] });
  const read = readIndexSheet(sheet.rows, sheet.merged, about, mapping);
  const head = sheet.rows.slice(0, HEAD_ROWS).map((row) => row.slice(0, HEAD_COLUMNS).map(wordsOf));
  const known = { sheets: sheets.map((one) => one.name), sheet: sheet.name, head };
  if (read.why !== undefined) return { ...known, mapping: null, preview: [], doubts: [], yaml: "" };
  return { ...known, mapping: { ...read.mapping, points: [...read.mapping.points] }, preview: [...read.preview], doubts: [...read.doubts], yaml: read.yaml };
}
