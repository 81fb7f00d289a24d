import type { ReadSheet, Value } from "../documents/index.ts";
import { plainKey } from "./catalogue-similar.ts";

/** Which column of somebody's sheet holds what, by the words of its head. Pure. */

export type Column = "number" | "code" | "field" | "name" | "detail" | "output" | "unitOfMeasure" | "group" | "frame" | "points" | "coefficient" | "note";
export type Columns = ReadonlyMap<Column, number>;

/** Words that begin or make up a head, the more particular first. */
const HEADS: readonly (readonly [Column, RegExp])[] = [
  ["number", /^(?:stt|tt|so tt|so thu tu)$/],
  ["code", /^ma\b/],
  ["detail", /(?:chi tiet|dien giai|mo ta)/],
  ["output", /(?:dau ra|ket qua|san pham hoan thanh)/],
  ["unitOfMeasure", /(?:don vi tinh|^dvt$)/],
  ["frame", /khung diem/],
  ["coefficient", /he so/],
  ["group", /(?:^nhom|muc do phuc tap|cap do phuc tap|do phuc tap)/],
  ["points", /diem/],
  ["note", /^(?:ghi chu|chu thich)/],
  ["field", /^(?:phong|linh vuc|bo phan|don vi thuc hien|phong ban|vi tri viec lam)/],
  ["name", /(?:nhiem vu|cong viec|san pham)/],
];

const words = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).replaceAll(/\s+/g, " ").trim());

/** What the heads in a row stand for; each column once. */
function columnsIn(row: readonly Value[]): Columns {
  const found = new Map<Column, number>();
  for (const [at, value] of row.entries()) {
    const said = plainKey(words(value));
    if (said === "" || said.length > 60) continue;
    const column = HEADS.find(([name, pattern]) => !found.has(name) && pattern.test(said))?.[0];
    if (column !== undefined) found.set(column, at);
  }
  return found;
}

/** A head of a list of work names the work and two other things. */
const LEAST_HEADS = 3;
const isHead = (columns: Columns): boolean => columns.has("name") && columns.size >= LEAST_HEADS;

/** How far down a head may stand. */
const SEARCHED = 30;

/** The row of the head and what its columns hold; undefined where a sheet is no list of work. */
export function headOf(sheet: ReadSheet): { readonly row: number; readonly columns: Columns } | undefined {
  for (const [row, cells] of sheet.rows.slice(0, SEARCHED).entries()) {
    const columns = columnsIn(cells);
    if (isHead(columns)) return { row, columns };
  }
  return undefined;
}

/** A head that is there again further down, as on every printed page. */
export const isHeadAgain = (row: readonly Value[], columns: Columns): boolean => {
  const again = columnsIn(row);
  return isHead(again) && [...again].every(([column, at]) => columns.get(column) === at);
};

/** "Sản phẩm chuẩn = 5 điểm": what a sheet says of the points of the standard unit. */
export function standardPointsIn(sheet: ReadSheet): string | undefined {
  for (const row of sheet.rows.slice(0, SEARCHED)) {
    for (const value of row) {
      const found = /chuan\D{0,40}?(\d{1,5}(?:[.,]\d{1,2})?)\s*diem/.exec(foldedText(words(value)));
      if (found?.[1] !== undefined) return found[1].replace(",", ".");
    }
  }
  return undefined;
}

const foldedText = (text: string): string => text.normalize("NFC").toLowerCase().replaceAll("đ", "d").normalize("NFD").replaceAll(/\p{Mn}/gu, "");

/** Cells that are merged downwards have the value of their first cell in each row: `row` as somebody sees it. */
export function filledDown(sheet: ReadSheet): (row: number, column: number) => Value {
  const first = new Map<string, readonly [number, number]>();
  for (const { top, left, bottom, right } of sheet.merged) {
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) if (row !== top || column !== left) first.set(`${String(row)} ${String(column)}`, [top, left]);
  }
  return (row, column) => {
    const [at, over] = first.get(`${String(row)} ${String(column)}`) ?? [row, column];
    // What is merged sideways stands in its first column only.
    return over === column ? (sheet.rows[at]?.[over] ?? null) : null;
  };
}
