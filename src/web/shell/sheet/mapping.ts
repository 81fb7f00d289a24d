import type { SheetMapping } from "../../../contract/sheets.ts";

/** Which column of somebody's table is what: found by its head, or known from another time. No I/O. */

export type SheetField = {
  readonly key: string;
  readonly label: string;
  /** What heads of such a column say, in small letters. */
  readonly heads: readonly string[];
  readonly isNeeded: boolean;
  /** Shown as numbers are written here. */
  readonly isNumber?: boolean;
};
export type Rows = readonly (readonly string[])[];
export type Columns = Readonly<Record<string, number | null>>;
type Found = { readonly head: number; readonly columns: Columns; readonly isLearnt: boolean };

const LAST_HEAD = 25;
const LONGEST = 4000;

const plain = (words: string | undefined): string => (words ?? "").normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();

/** The head row as one line, by which the layout is known again. */
export const signatureOf = (row: readonly string[] | undefined): string => (row ?? []).map(plain).join(" | ").replace(/(?: \| )+$/, "").slice(0, LONGEST);

/** A column whose head is one of the field's words; else one whose head holds one, and no other field has it. */
function columnsOf(row: readonly string[], fields: readonly SheetField[]): Columns {
  const taken = new Set<number>();
  const find = (fits: (words: string) => boolean): number | null => {
    const at = row.findIndex((words, column) => !taken.has(column) && fits(plain(words)));
    if (at === -1) return null;
    taken.add(at);
    return at;
  };
  const exact = fields.map((field) => find((words) => field.heads.includes(words)));
  return Object.fromEntries(fields.map((field, i) => [field.key, exact[i] ?? find((words) => words !== "" && field.heads.some((one) => words.includes(one)))]));
}

const countOf = (columns: Columns): number => Object.values(columns).filter((one) => one !== null).length;

/** A layout that was learnt, where one of the first rows is its head; else the row that looks most like a head. */
export function findColumns(rows: Rows, fields: readonly SheetField[], learnt: readonly { readonly signature: string; readonly mapping: SheetMapping }[]): Found {
  const first = rows.slice(0, LAST_HEAD);
  for (const [head, row] of first.entries()) {
    const known = learnt.find((one) => one.signature === signatureOf(row) && one.signature !== "");
    if (known === undefined) continue;
    const columns = Object.fromEntries(fields.map(({ key }) => [key, typeof known.mapping[key] === "number" ? known.mapping[key] : null]));
    return { head, columns, isLearnt: true };
  }
  const all = first.map((row) => columnsOf(row, fields));
  const best = all.reduce((best_, columns, at) => (countOf(columns) > countOf(all[best_] ?? {}) ? at : best_), 0);
  return { head: best, columns: all[best] ?? {}, isLearnt: false };
}

/** Whether the layout of such a head was learnt just so. */
export function isKnown(learnt: readonly { readonly signature: string; readonly mapping: SheetMapping }[], signature: string, columns: Columns): boolean {
  const kept = learnt.find((one) => one.signature === signature)?.mapping;
  return kept !== undefined && Object.entries(columns).every(([key, column]) => (kept[key] ?? null) === column);
}

export type SheetRecord = { /** Counted from 0 in the sheet. */ readonly row: number; readonly values: Readonly<Record<string, string>> };

/** The rows below the head as records; rows in which every field is empty are passed over. */
export function recordsOf(rows: Rows, head: number, columns: Columns): SheetRecord[] {
  return rows.slice(head + 1).flatMap((cells, i) => {
    const values = Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, column === null ? "" : (cells[column] ?? "").trim()]));
    return Object.values(values).every((one) => one === "") ? [] : [{ row: head + 1 + i, values }];
  });
}

/** 0 → "A", 26 → "AA". */
export function letterOf(column: number): string {
  let letters = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCodePoint(65 + ((left - 1) % 26)) + letters;
  return letters;
}

export type Fault = { readonly row: number; readonly column: number | null; readonly found: string; readonly message: string };

/** A refusal's fields ("/units/3/name") as cells of the sheet. */
export function faultsIn(fields: readonly { readonly pointer: string; readonly message: string; readonly expected?: string | undefined }[], records: readonly SheetRecord[], columns: Columns): Fault[] {
  return fields.flatMap(({ pointer, message, expected }) => {
    const [index = "", ...path] = pointer.split("/").slice(2);
    const key = path.findLast((one) => one in columns) ?? "";
    const record = /^\d+$/.test(index) ? records[Number(index)] : undefined;
    if (record === undefined) return [];
    const said = expected === undefined || message.includes(expected) ? message : `${message} (${expected})`;
    return [{ row: record.row, column: columns[key] ?? null, found: record.values[key] ?? "", message: said }];
  });
}
