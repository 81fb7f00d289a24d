import { readHundredths } from "../exact.ts";
import { type Mapping, type Merged, type Rows, type SheetValue, wordsOf } from "./columns.ts";

/** From rows to an outline: how deep each stands follows from how it is numbered, whatever the province's own way. */

/** `row` is counted from 0; `points` are hundredths, null where none stand. */
export type Item = { readonly row: number; readonly number: string; readonly title: string; readonly points: number | null; readonly scale: string[]; readonly evidence: string[]; readonly children: Item[] };
export type Doubt = { readonly row: number; readonly vi: string; readonly en: string };
type Outline = { readonly items: readonly Item[]; readonly doubts: readonly Doubt[] };

/** The ways of numbering: "II", "A", "3", "3.1", "3.1.2", "a)", "-". */
function styleOf(number: string): string | undefined {
  const bare = number.replaceAll(/[().:]+$|^\(/g, "");
  if (/^[IVX]+$/.test(bare)) return "roman";
  if (/^[A-ZĐ]$/.test(bare)) return "upper";
  if (/^\d+(?:\.\d+)*$/.test(bare)) return `dots${String(bare.split(".").length)}`;
  if (/^[a-zđ]$/.test(bare)) return "lower";
  return /^[-+•*]$/.test(bare) ? "dash" : undefined;
}

/** A number that stands before the title instead of in a column of its own. */
const LEADING = /^(?:((?:[IVX]+|\d+(?:\.\d+)*)[.)]|\d+(?:\.\d+)+|[a-zđ]\)|[-+•])\s+)(.+)$/s;

function numbered(number: string, title: string): { readonly number: string; readonly title: string } {
  if (number !== "") return { number, title };
  const found = LEADING.exec(title);
  return found === null ? { number: "", title } : { number: (found[1] ?? "").trim(), title: (found[2] ?? "").trim() };
}

/** Points as people write them: 5; "2,5"; "Tối đa 5 điểm"; "-0,5/lần". Undefined when none can be read. */
export function pointsIn(value: SheetValue | undefined): number | null | undefined {
  const words = wordsOf(value);
  if (words === "") return null;
  const found = /\d+(?:[.,]\d+)?/.exec(typeof value === "number" ? String(Number(value.toPrecision(12))) : words);
  const read = found === null ? -1 : readHundredths(found[0].replace(",", "."));
  return read < 0 ? undefined : read;
}

const TOTAL = /^(?:tổng(?: cộng| số| điểm)?|cộng)\b/i;
const lines = (value: SheetValue | undefined): string[] => wordsOf(value).split(/\n|;\s/).map((one) => one.replace(/^[-+•]\s*/, "").trim()).filter((one) => one !== "");

/** A merged number or title stands for all its rows; those below the first only add lines. */
const isContinued = (merged: Merged, row: number, { number, title }: Mapping): boolean => merged.some((one) => row > one.top && row <= one.bottom && one.left <= Math.max(number, title) && one.right >= Math.min(number, title));

type Reading = { readonly open: { readonly style: string; readonly item: Item }[]; readonly items: Item[]; readonly doubts: Doubt[] };

function readPoints(row: readonly SheetValue[], at: number, { points }: Mapping, doubts: Doubt[]): number | null {
  const read = points.map((column) => pointsIn(row[column]));
  if (read.includes(undefined)) doubts.push({ row: at, vi: `Không đọc được điểm “${points.map((column) => wordsOf(row[column])).join(" ").trim()}”.`, en: "The points cannot be read." });
  const given = read.filter((one) => typeof one === "number");
  if (new Set(given).size > 1) doubts.push({ row: at, vi: "Có nhiều số điểm khác nhau trên cùng một dòng; lấy số ở cột sau cùng.", en: "Several different points stand in one row; the last is taken." });
  return given.at(-1) ?? null;
}

/** How many parts the number of a style has: 2 of "1.1". */
const partsOf = (style: string | undefined): number => Number(/^dots(\d)$/.exec(style ?? "")?.[1] ?? 0);

/** Where an item of this style belongs: under the nearest that is open and numbered otherwise. */
function place({ open, items }: Reading, style: string, item: Item): void {
  const known = open.findIndex((one) => one.style === style);
  // "1.2.1" never stands above "1.1", even where a level between them has no row of its own.
  const deeper = partsOf(style) === 0 ? -1 : open.findIndex((one) => partsOf(one.style) > partsOf(style));
  const ends = [known, deeper].filter((at) => at !== -1);
  if (ends.length > 0) open.splice(Math.min(...ends));
  (open.at(-1)?.item.children ?? items).push(item);
  open.push({ style, item });
}

function readRow(reading: Reading, row: readonly SheetValue[], at: number, mapping: Mapping, isMore: boolean): void {
  const { open, doubts } = reading;
  const given = numbered(wordsOf(row[mapping.number]), wordsOf(row[mapping.title]));
  const scale = mapping.scale === null ? [] : lines(row[mapping.scale]);
  const evidence = mapping.evidence === null ? [] : lines(row[mapping.evidence]);
  const last = open.at(-1)?.item;
  if (given.title === "" || isMore) {
    if (last !== undefined) {
      last.scale.push(...scale);
      last.evidence.push(...evidence);
    }
    return;
  }
  if (TOTAL.test(given.title) && given.number === "") return;
  const points = readPoints(row, at, mapping, doubts);
  const style = styleOf(given.number);
  if (style === undefined && last !== undefined) {
    doubts.push({ row: at, vi: `Dòng “${given.title.slice(0, 60)}” không có số thứ tự; coi là thang điểm của “${last.title.slice(0, 60)}”.`, en: "A row without a number; taken as part of the scale of the criterion above." });
    last.scale.push(given.title, ...scale);
    return;
  }
  place(reading, style ?? "none", { row: at, number: given.number, title: given.title, points, scale, evidence, children: [] });
}

/** Reads all rows below the head. */
export function readOutline(rows: Rows, merged: Merged, mapping: Mapping): Outline {
  const reading: Reading = { open: [], items: [], doubts: [] };
  for (const [at, row] of rows.entries()) if (at >= mapping.first && row.some((value) => wordsOf(value) !== "")) readRow(reading, row, at, mapping, isContinued(merged, at, mapping));
  return { items: reading.items, doubts: reading.doubts };
}
