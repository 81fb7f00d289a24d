import type { Bilingual } from "../platform/index.ts";
import { columnLetters } from "./workbook.ts";

/** What is wrong with one cell of a workbook that came in: where, what stands there, what was expected, what to do. */
export type SheetFault = { readonly sheet: string; readonly cell: string; readonly found: string; readonly expected: Bilingual; readonly suggestion: Bilingual };

const LONGEST_FOUND = 80;

/** `row` and `column` are counted from 0. */
export const sheetFault = (sheet: string, [row, column]: readonly [number, number], found: string | number | boolean | null, expected: Bilingual, suggestion: Bilingual): SheetFault => ({ sheet, cell: `${columnLetters(column + 1)}${String(row + 1)}`, found: found === null ? "" : String(found).slice(0, LONGEST_FOUND), expected, suggestion });

/** One line for who reads it without the workbook before them. */
export function sheetFaultLine({ sheet, cell, found, expected, suggestion }: SheetFault, language: "vi" | "en"): string {
  const what = found === "" ? { vi: "để trống", en: "is empty" } : { vi: `có “${found}”`, en: `has "${found}"` };
  return language === "vi" ? `Trang “${sheet}”, ô ${cell} ${what.vi}; cần ${expected.vi}. ${suggestion.vi}` : `Sheet "${sheet}", cell ${cell} ${what.en}; expected ${expected.en}. ${suggestion.en}`;
}
