import { canonicalJson } from "../../scoring/regulation/canonical.ts";
import type { KeptRow, Telling } from "../audit/index.ts";
import type { Bilingual } from "../platform/index.ts";
import { KEYS, type Table, type ToldRow } from "./told-rows.ts";

/** Rows against what the ledger tells of them: each told by exactly one entry, with the same values, and none missing. No I/O. */

/**
 * altered: the row says something else than the ledger; untold: no entry tells of the row; missing: the row is gone;
 * twice: one row, as its key has it, is there or is told of more than once.
 */
export type Difference = { readonly why: "altered" | "untold" | "missing" | "twice"; readonly table: Table; readonly key: KeptRow; readonly words: Bilingual };

type Told = { readonly table: Table; readonly row: KeptRow; readonly seq: number; isFound: boolean };

/** What the ledger tells of one subject, row by row. */
export type Account = { readonly rows: Map<string, Told>; readonly repeated: Difference[] };
export const emptyAccount = (): Account => ({ rows: new Map(), repeated: [] });

const keyOf = (table: Table, row: KeptRow): KeptRow => Object.fromEntries(KEYS[table].map((column) => [column, row[column] ?? null]));
const idOf = (table: Table, row: KeptRow): string => JSON.stringify([table, ...KEYS[table].map((column) => row[column] ?? null)]);

const MOST_SHOWN = 300;
/** A value as a person reads it; long ones from their beginning. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value ?? null);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function difference(why: Difference["why"], table: Table, row: KeptRow, said: Bilingual): Difference {
  const key = keyOf(table, row);
  const place = Object.entries(key).map(([column, value]) => `${column}=${typeof value === "string" ? value : shown(value)}`).join(" ");
  return { why, table, key, words: { vi: `bảng ${table}, dòng ${place}: ${said.vi}`, en: `table ${table}, row ${place}: ${said.en}` } };
}

/** Takes note of the rows that an entry tells of. */
export function note(account: Account, { seq }: Pick<Telling, "seq">, rows: readonly ToldRow[]): void {
  for (const { table, row, isMore = false, isGone = false } of rows) {
    const id = idOf(table, row);
    if (isGone) {
      account.rows.delete(id);
      continue;
    }
    const before = account.rows.get(id);
    if (before !== undefined && !isMore) {
      const [first, second] = [String(before.seq), String(seq)];
      account.repeated.push(difference("twice", table, row, { vi: `sổ kiểm toán ghi hai lần (bản ghi ${first} và ${second})`, en: `the ledger tells of it twice (entries ${first} and ${second})` }));
    }
    account.rows.set(id, { table, row: { ...before?.row, ...row }, seq, isFound: false });
  }
}

/** Nested deeper than anybody reads is like nothing that this program wrote. */
function isSame(one: unknown, other: unknown): boolean {
  try {
    return canonicalJson(one ?? null) === canonicalJson(other ?? null);
  } catch {
    return false;
  }
}

function alterationOf(table: Table, row: KeptRow, told: Told): Difference | undefined {
  const columns = Object.keys(told.row).filter((column) => !isSame(row[column], told.row[column]));
  if (columns.length === 0) return undefined;
  const seq = String(told.seq);
  const vi = columns.map((column) => `cột ${column} là ${shown(row[column])}, sổ kiểm toán (bản ghi ${seq}) ghi ${shown(told.row[column])}`).join("; ");
  const en = columns.map((column) => `column ${column} is ${shown(row[column])}, the ledger (entry ${seq}) says ${shown(told.row[column])}`).join("; ");
  return difference("altered", table, row, { vi, en });
}

/** What differs between a table's rows and the account; what was found is marked there. */
export function compareRows(account: Account, table: Table, rows: readonly KeptRow[]): Difference[] {
  return rows.flatMap((row) => {
    const told = account.rows.get(idOf(table, row));
    if (told === undefined) return [difference("untold", table, row, { vi: "không có bản ghi nào trong sổ kiểm toán", en: "no entry of the ledger tells of it" })];
    const isRepeated = told.isFound;
    told.isFound = true;
    const differences = [alterationOf(table, row, told) ?? []].flat();
    return isRepeated ? [...differences, difference("twice", table, row, { vi: "có hai dòng cùng khóa", en: "there are two rows of this key" })] : differences;
  });
}

/** After all tables were compared: what the ledger tells twice, and rows that are gone. */
export function closeAccount({ rows, repeated }: Account): Difference[] {
  const gone = [...rows.values()].filter((one) => !one.isFound);
  return [
    ...repeated,
    ...gone.map(({ table, row, seq }) => difference("missing", table, row, { vi: `đã bị xóa; sổ kiểm toán (bản ghi ${String(seq)}) ghi ${shown(row)}`, en: `is gone; the ledger (entry ${String(seq)}) says ${shown(row)}` })),
  ];
}
