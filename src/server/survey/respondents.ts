import { CsvError, parse } from "csv-parse/sync";
import type { ReadSheet } from "../documents/index.ts";
import type { FieldProblem } from "../platform/index.ts";

/** A list of people becomes counts; nothing else of it is looked at, kept or told. */

type Counted = { readonly group: string; readonly unit: string; readonly population: number };
type Read = { readonly strata: readonly Counted[]; readonly faults?: never } | { readonly faults: readonly FieldProblem[] };

const MOST_FAULTS = 20;
const MOST_STRATA = 5000;

const GROUP = ["nhom", "nhóm", "group"];
const UNIT = ["don_vi", "đơn vị", "đơn_vị", "unit"];

const fault = (pointer: string, vi: string, en: string): Read => ({ faults: [{ pointer, message: { vi, en } }] });

/** Counts rows by their first line's columns; what stands in a row is never repeated: it may be somebody's name. */
function countRows(rows: readonly (readonly string[])[], pointer: string): Read {
  const head = (rows[0] ?? []).map((one) => one.trim().normalize("NFC").toLowerCase());
  const [group, unit] = [head.findIndex((one) => GROUP.includes(one)), head.findIndex((one) => UNIT.includes(one))];
  if (group === -1 || unit === -1) return fault(pointer, "Dòng đầu cần có cột nhom và don_vi.", "The first line needs the columns nhom and don_vi.");
  const counts = new Map<string, { group: string; unit: string; population: number }>();
  const faults: FieldProblem[] = [];
  for (const [i, fields] of rows.entries()) {
    if (i === 0 || fields.every((one) => one.trim() === "")) continue;
    const [ofGroup, ofUnit] = [(fields[group] ?? "").trim(), (fields[unit] ?? "").trim()];
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(ofGroup) || ofUnit.length > 60) faults.push({ pointer, message: { vi: `Dòng ${String(i + 1)}: cột nhom cần khóa của nhóm (chữ thường, số, gạch nối).`, en: `Line ${String(i + 1)}: the column nhom needs a group's key (lower case letters, digits, hyphens).` } });
    const key = JSON.stringify([ofGroup, ofUnit]);
    const known = counts.get(key) ?? { group: ofGroup, unit: ofUnit, population: 0 };
    counts.set(key, { ...known, population: known.population + 1 });
  }
  if (faults.length > 0) return { faults: faults.slice(0, MOST_FAULTS) };
  if (counts.size === 0) return fault(pointer, "Danh sách không có dòng nào.", "The list has no lines.");
  if (counts.size > MOST_STRATA) return fault(pointer, "Danh sách có quá nhiều nhóm và đơn vị.", "The list has too many groups and units.");
  return { strata: [...counts.values()] };
}

export function readRespondents(csv: string): Read {
  const [first = ""] = csv.split(/\r?\n/u, 1);
  try {
    return countRows(parse(csv, { bom: true, delimiter: first.includes(";") ? ";" : ",", relax_column_count: true, relax_quotes: true }), "/csv");
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = String("lines" in error ? error.lines : 1);
    return fault("/csv", `Không đọc được CSV ở dòng ${line}.`, `The CSV cannot be read at line ${line}.`);
  }
}

/** The same from the first sheet of a workbook. */
export function readRespondentSheet(sheets: readonly ReadSheet[] | undefined): Read {
  const [sheet] = sheets ?? [];
  if (sheet === undefined) return fault("/workbook", "Không đọc được tệp Excel này.", "This workbook cannot be read.");
  return countRows(sheet.rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))), "/workbook");
}
