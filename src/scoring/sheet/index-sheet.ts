import { stringify } from "yaml";
import { formatHundredths } from "../exact.ts";
import { findMapping, type Mapping, type Merged, type Rows } from "./columns.ts";
import { type Doubt, type Item, readOutline } from "./outline.ts";

/**
 * An index set from the sheet that a province circulates: numbered, merged and laid out as it likes. What could not be
 * read for certain is a doubt with its row; the regulation's own lint has the last word.
 */

type IndexSheet = { readonly mapping: Mapping; readonly doubts: readonly Doubt[]; /** Of every criterion: what it became. */ readonly preview: readonly Preview[]; readonly yaml: string; readonly why?: never } | { readonly why: "no-head" };
export type Preview = { readonly row: number; readonly depth: number; readonly code: string; readonly title: string; readonly points: string; readonly method: string };

type About = { readonly code: string; readonly title: string; readonly article: string };
type Made = { readonly doubts: Doubt[]; readonly preview: Preview[]; readonly article: string };

/** Points as they are written in the sheet that is told of. */
const here = (points: number): string => formatHundredths(points).replace(".", ",");

const KINDS: readonly (readonly [RegExp, string])[] = [[/điểm trừ/i, "deduction"], [/điểm cộng|điểm thưởng/i, "bonus"]];
const ROLES: readonly (readonly [RegExp, string])[] = [[/khảo sát|điều tra xã hội/i, "survey"], [/chủ tịch/i, "leaders"]];
const firstOf = (words: readonly (readonly [RegExp, string])[], title: string): string | undefined => words.find(([pattern]) => pattern.test(title))?.[1];

const LONGEST_TEXT = 1900;
const sentence = (words: readonly string[]): string => words.join(" ").slice(0, LONGEST_TEXT);
/** Titles in capitals are shouted by the form, not by the law. */
const calm = (title: string): string => (title === title.toUpperCase() && title.length > 3 ? `${title.charAt(0)}${title.slice(1).toLowerCase()}` : title);

/** Points as the sheet says; of a group that says none, those of its parts. */
const sumOf = ({ points, children }: Item): number => points ?? children.reduce((sum, one) => sum + sumOf(one), 0);

function checkSum({ row, title, points, children }: Item, doubts: Doubt[]): void {
  const sum = children.reduce((total, one) => total + sumOf(one), 0);
  if (children.length > 0 && points !== null && sum !== points) doubts.push({ row, vi: `“${title.slice(0, 60)}” ghi ${here(points)} điểm, các mục con cộng lại ${here(sum)}.`, en: `It says ${formatHundredths(points)} points, its parts add up to ${formatHundredths(sum)}.` });
}

/** Its own number has to fit the place at which it stands. */
function checkNumber({ row, number }: Item, code: string, doubts: Doubt[]): void {
  const bare = number.replaceAll(/[().:]+$|^\(/g, "");
  const own = code.split(".").at(-1);
  if (/^\d+(?:\.\d+)*$/.test(bare) && bare.split(".").at(-1) !== own) doubts.push({ row, vi: `Số thứ tự “${number}” không khớp vị trí ${code}; đã đánh mã theo vị trí.`, en: `The number "${number}" does not fit the place ${code}; the place counts.` });
}

function leafOf(item: Item, code: string, kind: string, { doubts, article }: Made): { readonly node: Record<string, unknown>; readonly method: string } {
  const { row, title, points, scale, evidence } = item;
  if (points === null) doubts.push({ row, vi: `“${title.slice(0, 60)}” chưa có điểm; tạm ghi 0.`, en: "It has no points; 0 is written." });
  const text = sentence(scale.length === 0 ? [title] : scale);
  const known = { code, title: title.slice(0, LONGEST_TEXT), article, text };
  const files = { evidence: evidence.length === 0 ? ["Tài liệu kiểm chứng theo quy định"] : evidence.map((one) => one.slice(0, LONGEST_TEXT)) };
  if (kind === "deduction") return { method: "occurrences", node: { ...known, ...files, method: "occurrences", event: title.slice(0, LONGEST_TEXT), pointsEach: formatHundredths(points ?? 0) } };
  return { method: "points", node: { ...known, maxPoints: formatHundredths(points ?? 0), ...files, method: "points" } };
}

function nodeOf(item: Item, code: string, kind: string, depth: number, made: Made): Record<string, unknown> {
  const { row, title, children } = item;
  checkNumber(item, code, made.doubts);
  checkSum(item, made.doubts);
  const leaf = children.length === 0 ? leafOf(item, code, kind, made) : undefined;
  made.preview.push({ row, depth, code, title, points: formatHundredths(sumOf(item)), method: leaf?.method ?? "" });
  if (leaf !== undefined) return leaf.node;
  const sum = kind === "deduction" ? {} : { maxPoints: formatHundredths(sumOf(item)) };
  return { code, title, ...sum, article: made.article, criteria: children.map((one, at) => nodeOf(one, `${code}.${String(at + 1)}`, kind, depth + 1, made)) };
}

function contentOf(item: Item, at: number, made: Made): Record<string, unknown> {
  const { row, title, children, scale } = item;
  const code = String(at + 1);
  const kind = firstOf(KINDS, title) ?? "points";
  const scoredBy = firstOf(ROLES, title) ?? "unit";
  checkSum(item, made.doubts);
  if (children.length === 0) made.doubts.push({ row, vi: `Nội dung “${title.slice(0, 60)}” không có tiêu chí nào; coi chính nó là tiêu chí.`, en: "A content without criteria; it is taken as one itself." });
  made.preview.push({ row, depth: 0, code, title: calm(title), points: formatHundredths(sumOf(item)), method: "" });
  const criteria = (children.length === 0 ? [item] : children).map((one, place) => nodeOf(one, `${code}.${String(place + 1)}`, kind, 1, made));
  const max = kind === "deduction" ? {} : { maxPoints: formatHundredths(sumOf(item)) };
  return { code, title: calm(title), kind, ...max, scoredBy, article: made.article, text: sentence(scale.length === 0 ? [calm(title)] : scale), criteria };
}

/** A single item that holds all the others is the title of the sheet and no content. */
const contentsIn = (items: readonly Item[]): readonly Item[] => (items.length === 1 && (items[0]?.children.length ?? 0) > 1 && items[0]?.children.every((one) => one.children.length > 0) === true ? items[0].children : items);

/** Reads a sheet by a mapping, or by the one that its head suggests. */
export function readIndexSheet(rows: Rows, merged: Merged, about: About, given?: Mapping): IndexSheet {
  const mapping = given ?? findMapping(rows, merged);
  if (mapping === undefined) return { why: "no-head" };
  const { items, doubts: unread } = readOutline(rows, merged, mapping);
  const made: Made = { doubts: [...unread], preview: [], article: about.article };
  const contents = contentsIn(items).map((item, at) => contentOf(item, at, made));
  const index = { code: about.code, title: about.title, article: about.article, text: about.title, contents };
  return { mapping, doubts: made.doubts.toSorted((a, b) => a.row - b.row), preview: made.preview, yaml: stringify(index, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }) };
}
