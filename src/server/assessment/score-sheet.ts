import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import type { Fault } from "../../scoring/fault.ts";
import { type Fields, isFields } from "../../scoring/fields.ts";
import { faultWords } from "../../scoring/fault-text.ts";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";
import { type Accepts, type Cell, quoted, type ReadSheet, type Row, type Sheet, sheetFault, type SheetFault, type Value } from "../documents/index.ts";
import { examineInput } from "./inputs.ts";
import { pointsFor } from "./rules.ts";
import { wantedBy } from "./wanted.ts";

/** A unit's criteria as rows of a workbook, a row for each thing that a method asks, and back again. No I/O. */

/** One cell to fill in: a number, one of numbered options, or a tick. */
type Asked = { readonly key: string; readonly label: string; readonly choices?: readonly string[]; readonly most?: number };

const TICK = "x";
const pointsHere = (points: string): string => `${points.replace(".", ",")} điểm`;

/** What a method asks of a unit; nothing where lists have to be entered, which the application does better. */
function askedBy({ leaf, max }: CompiledLeaf): readonly Asked[] {
  switch (leaf.method) {
    case "points":
      return [{ key: "points", label: "Điểm", ...(max === null ? {} : { most: max / 100 }) }];
    case "choice":
      return [{ key: "choice", label: leaf.options.map((one, at) => `${String(at + 1)} = ${one.title} (${pointsHere(one.points)})`).join("; "), choices: leaf.options.map((_one, at) => String(at + 1)) }];
    case "checklist":
      return leaf.items.map((one) => ({ key: one.key, label: `${one.title} (${pointsHere(one.points)}): đánh dấu ${TICK}`, choices: [TICK] }));
    case "ratio":
      return [{ key: "numerator", label: leaf.numerator }, { key: "denominator", label: leaf.denominator }];
    case "bands":
    case "inverse":
    case "relative":
      return [{ key: "value", label: `${leaf.measure} (${leaf.unit})` }];
    case "occurrences":
    case "deduct":
      return [{ key: "occurrences", label: `Số lần: ${leaf.event}` }];
    case "external":
      return [{ key: "score", label: leaf.publisher }];
    case "answers":
    case "rating":
    case "survey":
    case "work":
      return [];
  }
}

const plain = (points: string): string => String(Number(points));

/** What the method would make of the cells from this one on; the system computes it again, exactly. */
function pointsFormula({ leaf, max }: CompiledLeaf, first: number): string | undefined {
  const cell = (at: number) => `E${String(first + at)}`;
  const most = max === null ? "" : String(max / 100);
  switch (leaf.method) {
    case "points":
      return `IF(${cell(0)}="","",${cell(0)})`;
    case "choice":
      return `IF(${cell(0)}="","",CHOOSE(${cell(0)},${leaf.options.map((one) => plain(one.points)).join(",")}))`;
    case "checklist":
      return leaf.items.map((one, at) => `(${cell(at)}=${quoted(TICK)})*${plain(one.points)}`).join("+");
    case "ratio": {
      const share = `${cell(0)}/${cell(1)}`;
      const bands = leaf.bands.reduceRight((rest, one) => `IF(${share}*100>=${plain(one.atLeast)},${one.points === undefined ? `ROUND(${most}*MIN(1,${share}),2)` : plain(one.points)},${rest})`, "0");
      return `IF(OR(${cell(0)}="",N(${cell(1)})=0),"",${bands})`;
    }
    case "occurrences":
      return `IF(${cell(0)}="","",${leaf.cap === null || leaf.cap === undefined ? "" : `MIN(${plain(leaf.cap)},`}${cell(0)}*${plain(leaf.pointsEach)}${leaf.cap === null || leaf.cap === undefined ? "" : ")"})`;
    case "deduct":
      return `IF(${cell(0)}="","",MAX(0,${most}-${cell(0)}*${plain(leaf.pointsEach)}))`;
    case "answers":
    case "bands":
    case "external":
    case "inverse":
    case "rating":
    case "relative":
    case "survey":
    case "work":
      return undefined;
  }
}

/** What stands in the file of a criterion. */
export type Known = { readonly input: Fields | null; readonly note: string; readonly version: number };
const NOTHING: Known = { input: null, note: "", version: 0 };

function shownValue({ leaf }: CompiledLeaf, { key }: Asked, input: Fields | null): Cell {
  if (input === null) return null;
  if (leaf.method === "choice") return leaf.options.findIndex((one) => one.key === input["choice"]) + 1;
  if (leaf.method === "checklist") return Array.isArray(input["checked"]) && input["checked"].includes(key) ? TICK : null;
  const value = input[key];
  return value === undefined || value === "" ? null : Number(value);
}

export const SCORE_SHEET = "Chấm điểm";
const SHEET = SCORE_SHEET;
const ABOUT = "Thông tin";
const HEAD_ROWS = 3;
const COLUMNS = { code: 0, value: 4, note: 6, key: 7 } as const;

export type SheetOf = { readonly campaignId: string; readonly unitCode: string; readonly unitName: string; readonly title: string; readonly sha256: string };
type Given = { readonly leaves: readonly CompiledLeaf[]; readonly known: ReadonlyMap<string, Known> };

function rowsOf(leaf: CompiledLeaf, known: Known, first: number): Row[] {
  const asked = askedBy(leaf);
  const formula = pointsFormula(leaf, first);
  const points = known.input === null ? undefined : pointsFor(leaf, known.input);
  const result = typeof points === "number" ? points / 100 : "";
  const max = leaf.max === null ? "" : Number(formatHundredths(leaf.max));
  if (asked.length === 0) return [{ cells: [leaf.code, leaf.leaf.title, "Nhập trên hệ thống", max, null, result, known.note, ""] }];
  return asked.map((one, at): Row => {
    const limits: Accepts[] = one.choices !== undefined ? [{ column: COLUMNS.value, choices: one.choices }] : one.most !== undefined ? [{ column: COLUMNS.value, between: [0, one.most] }] : [];
    const value = shownValue(leaf, one, known.input);
    const isFirst = at === 0;
    return { accepts: limits, cells: [leaf.code, isFirst ? leaf.leaf.title : "", one.label, isFirst ? max : null, value, isFirst && formula !== undefined ? { formula, result } : isFirst ? result : null, isFirst ? known.note : null, `${one.key}|${String(known.version)}`] };
  });
}

/** One unit's sheet; its structure is locked, and only values and notes can be filled in. */
export function sheetFor(name: string, { unitName, title }: Pick<SheetOf, "unitName" | "title">, { leaves, known }: Given): Sheet {
  const rows: Row[] = [];
  for (const leaf of leaves) rows.push(...rowsOf(leaf, known.get(leaf.code) ?? NOTHING, HEAD_ROWS + rows.length + 1));
  const last = HEAD_ROWS + rows.length;
  const columns = [{ width: 9 }, { width: 50 }, { width: 50 }, { width: 10, decimals: 2 }, { width: 14, isOpen: true }, { width: 12, decimals: 2 }, { width: 44, isOpen: true }, { width: 4, isHidden: true }];
  const total = { formula: `SUM(F${String(HEAD_ROWS + 1)}:F${String(last)})`, result: 0 };
  return {
    name,
    frozen: [HEAD_ROWS, 2],
    isLocked: true,
    columns,
    rows: [
      { cells: [`${unitName}: ${title}`], looks: "title" },
      { cells: ["Chỉ điền cột Giá trị và Căn cứ. Điểm tạm tính để tham khảo; hệ thống tính lại chính xác khi nạp. Giá trị nhập là số trong ô, ví dụ 12,5."], looks: "note" },
      { cells: ["Mã", "Tiêu chí", "Ô nhập", "Điểm tối đa", "Giá trị", "Điểm tạm tính", "Căn cứ, tài liệu kiểm chứng", ""], looks: "head" },
      ...rows,
      { cells: ["", "Tổng điểm tạm tính", "", null, null, total, null, ""], looks: "head" },
    ],
  };
}

/** What a workbook is about: lines of a name and a value, on a sheet of its own. */
export const aboutSheet = (lines: readonly (readonly [string, string])[]): Sheet => ({ name: ABOUT, columns: [{ width: 20 }, { width: 80 }], rows: lines.map((cells) => ({ cells })) });

/** The workbook of one unit. */
export const scoreSheet = (about: SheetOf, given: Given): Sheet[] => [sheetFor(SHEET, about, given), aboutSheet([["Đợt", about.campaignId], ["Đơn vị", about.unitCode], ["Quy định", about.sha256]])];

const wordsOf = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).trim());

export const aboutIn = (sheets: readonly ReadSheet[]): ReadonlyMap<string, string> => new Map((sheets.find((one) => one.name === ABOUT)?.rows ?? []).map(([name, value]) => [wordsOf(name), wordsOf(value)]));

/** Why a workbook is not the one for this file. */
export function strangerIn(sheets: readonly ReadSheet[], { campaignId, unitCode, sha256 }: SheetOf): "no-sheet" | "other-file" | "other-version" | undefined {
  const about = aboutIn(sheets);
  if (!sheets.some((one) => one.name === SHEET)) return "no-sheet";
  if (about.get("Đợt") !== campaignId || about.get("Đơn vị") !== unitCode) return "other-file";
  return about.get("Quy định") === sha256 ? undefined : "other-version";
}

type Place = { readonly row: number; readonly asked: Asked; readonly value: Value; readonly version: number; readonly note: string };

/** What people type as a number where a cell holds text: "12,5", "1.234,56", as the other tables take it. */
function numberIn(value: Value): string {
  if (typeof value === "number") return String(value);
  const typed = wordsOf(value).replaceAll(/\s/g, "");
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(typed) || /^-?\d{1,3}(?:\.\d{3}){2,}$/.test(typed)) return typed.replaceAll(".", "").replace(",", ".");
  if (/^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(typed)) return typed.replaceAll(",", "");
  return /^-?\d+(?:[.,]\d+)?$/.test(typed) ? typed.replace(",", ".") : wordsOf(value);
}

/** The input that the cells of one criterion say; null when all are empty. */
function inputOf({ leaf }: CompiledLeaf, places: readonly Place[]): Fields | null {
  const filled = places.filter((one) => wordsOf(one.value) !== "");
  if (filled.length === 0) return null;
  if (leaf.method === "checklist") return { checked: filled.map((one) => one.asked.key) };
  if (leaf.method === "choice") return { choice: leaf.options[Number(numberIn(filled[0]?.value ?? null)) - 1]?.key ?? numberIn(filled[0]?.value ?? null) };
  return Object.fromEntries(filled.map((one) => [one.asked.key, numberIn(one.value)]));
}

const EXPECTED = { vi: "giá trị đúng cách chấm của tiêu chí", en: "a value that the criterion takes" };

/** One thing that is wrong with what the cells of a criterion say, at the cell that it is about. */
function cellFault(name: string, one: Fault, places: readonly [Place, ...Place[]]): SheetFault {
  const place = places.find(({ asked }) => one.place.path?.[0] === asked.key) ?? places[0];
  const { choices } = place.asked;
  const wanted = choices === undefined ? wantedBy(one) : { expected: { vi: `một trong: ${choices.join(", ")}`, en: `one of: ${choices.join(", ")}` }, suggestion: { vi: "Chọn trong danh sách của ô.", en: "Choose from the list of the cell." } };
  return sheetFault(name, [place.row, COLUMNS.value], place.value, wanted?.expected ?? EXPECTED, wanted?.suggestion ?? faultWords(one));
}

function placesOn(sheet: ReadSheet, leaves: ReadonlyMap<string, CompiledLeaf>): ReadonlyMap<string, readonly Place[]> {
  const places = sheet.rows.flatMap((row, at): (Place & { readonly code: string })[] => {
    const code = wordsOf(row[COLUMNS.code]);
    const [key = "", version = ""] = wordsOf(row[COLUMNS.key]).split("|");
    const leaf = leaves.get(code);
    const asked = leaf === undefined ? undefined : askedBy(leaf).find((one) => one.key === key);
    return asked === undefined ? [] : [{ code, row: at, asked, value: row[COLUMNS.value] ?? null, version: Number(version), note: wordsOf(row[COLUMNS.note]) }];
  });
  return Map.groupBy(places, (one) => one.code);
}

type Filled = { readonly code: string; readonly input: Fields; readonly note: string };
type ReadBack = { readonly filled: readonly Filled[]; readonly unchanged: number; readonly faults: readonly SheetFault[] };

const CHANGED = { expected: { vi: "tiêu chí chưa bị sửa trên hệ thống sau khi tải tệp", en: "a criterion that nobody has changed since the file was taken" }, suggestion: { vi: "Hãy tải tệp mới rồi nhập lại tiêu chí này.", en: "Take a new file and enter this criterion again." } };

type OneRead = { readonly filled?: Filled; readonly faults?: readonly SheetFault[]; readonly isUnchanged?: boolean };

/** One criterion: empty, as it was, filled in, or wrong. */
function readOne(name: string, leaf: CompiledLeaf, places: readonly Place[], now: Known): OneRead {
  const [first, ...others] = places;
  const given = inputOf(leaf, places);
  if (first === undefined || given === null) return {};
  const read = examineInput(leaf, given, true);
  if (read.faults !== undefined) return { faults: read.faults.map((one) => cellFault(name, one, [first, ...others])) };
  if (isFields(now.input) && canonicalJson(now.input) === canonicalJson(read.input) && now.note === first.note) return { isUnchanged: true };
  if (places.some((one) => one.version !== now.version)) return { faults: [sheetFault(name, [first.row, COLUMNS.value], first.value, CHANGED.expected, CHANGED.suggestion)] };
  return { filled: { code: leaf.code, input: read.input, note: first.note } };
}

/** What was filled in and differs from what stands in the file; every cell that is wrong. */
export function readScores(sheets: readonly ReadSheet[], { leaves, known }: Given, name: string = SHEET): ReadBack {
  const sheet = sheets.find((one) => one.name === name);
  const byCode = new Map(leaves.map((leaf) => [leaf.code, leaf]));
  const read = [...(sheet === undefined ? [] : placesOn(sheet, byCode))].flatMap(([code, places]) => {
    const leaf = byCode.get(code);
    return leaf === undefined ? [] : [readOne(name, leaf, places, known.get(code) ?? NOTHING)];
  });
  return { filled: read.flatMap((one) => one.filled ?? []), unchanged: read.filter((one) => one.isUnchanged === true).length, faults: read.flatMap((one) => one.faults ?? []) };
}

/** "A" → 0, "AA" → 26 */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.codePointAt(0) ?? 0) - 64;
  return column - 1;
}

/** Where a fault stands, counted from 0. */
export function placeOf({ cell }: Pick<SheetFault, "cell">): { readonly row: number; readonly column: number } {
  const [, letters = "A", digits = "1"] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
  return { row: Number(digits) - 1, column: columnOf(letters) };
}
