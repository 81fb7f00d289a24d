/** Which columns of a provincial sheet hold what: found by their heads, or said by a person. */

export type SheetValue = string | number | boolean | null;
export type Rows = readonly (readonly SheetValue[])[];
/** Ranges whose value stands in their first cell; all counted from 0. */
export type Merged = readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];

/** `points` may be several: provinces write those of contents, criteria and parts of criteria side by side. */
export type Mapping = { readonly head: number; readonly first: number; readonly number: number; readonly title: number; readonly points: readonly number[]; readonly scale: number | null; readonly evidence: number | null };

export const wordsOf = (value: SheetValue | undefined): string => (value === null || value === undefined ? "" : String(value).normalize("NFC").replaceAll(/[ \t\u00A0]+/g, " ").trim());

/** The rows with what stands in a merged cell in each cell of its head rows: heads of two rows are read together. */
function headWords(rows: Rows, merged: Merged, row: number, column: number): string {
  const range = merged.find((one) => row >= one.top && row <= one.bottom && column >= one.left && column <= one.right);
  return wordsOf(rows[range?.top ?? row]?.[range?.left ?? column]).toLowerCase();
}

const NUMBER = /^(?:stt|tt|số tt|số thứ tự|mã|mã số)$/;
const TITLE = /nội dung|tiêu chí|chỉ tiêu|lĩnh vực/;
const POINTS = /điểm tối đa|điểm chuẩn|thang điểm tối đa|^điểm|tối đa/;
const SCALE = /thang điểm|cách (?:tính|chấm)|hướng dẫn|phương pháp|quy định chấm/;
const EVIDENCE = /kiểm chứng|minh chứng|tài liệu|hồ sơ/;
/** Columns that people fill in afterwards. */
const OTHERS = /tự (?:chấm|đánh giá)|thẩm định|ghi chú|giải trình|đạt được|hội đồng/;

const LAST_HEAD = 20;

/** Finds the head and what its columns are; undefined where no row looks like one. */
export function findMapping(rows: Rows, merged: Merged): Mapping | undefined {
  const head = rows.slice(0, LAST_HEAD).findIndex((row) => row.some((value) => NUMBER.test(wordsOf(value).toLowerCase())) && row.some((value) => TITLE.test(wordsOf(value).toLowerCase())));
  if (head === -1) return undefined;
  const width = Math.max(...rows.slice(head, head + 3).map((row) => row.length));
  const number = rows[head]?.findIndex((value) => NUMBER.test(wordsOf(value).toLowerCase())) ?? 0;
  // The head reaches as far down as the cell over the numbers, or the one over a group of columns.
  const deepest = Math.max(head, ...merged.filter((one) => one.top === head && one.bottom > head && one.bottom - head < 3).map((one) => one.bottom));
  const columns = Array.from({ length: width }, (_none, column) => {
    const parts = Array.from({ length: deepest - head + 1 }, (_row, at) => headWords(rows, merged, head + at, column));
    return [...new Set(parts.filter((one) => one !== ""))].join(" ");
  });
  const is = (pattern: RegExp) => columns.flatMap((words, column) => (pattern.test(words) && !OTHERS.test(words) && column !== number ? [column] : []));
  const scale = is(SCALE).find((column) => !(columns[column] ?? "").includes("tối đa")) ?? null;
  const evidence = is(EVIDENCE)[0] ?? null;
  const points = is(POINTS).filter((column) => column !== scale && column !== evidence);
  const title = is(TITLE).find((column) => !points.includes(column) && column !== evidence && column !== scale);
  if (title === undefined || points.length === 0) return undefined;
  // Some number the columns themselves below the head: (1), (2), (3).
  const isNumbering = (row: readonly SheetValue[] | undefined): boolean => row !== undefined && row.filter((value) => wordsOf(value) !== "").length > 2 && row.every((value) => /^(?:\(?\d{1,2}\)?|)$/.test(wordsOf(value)));
  const below = deepest + 1;
  return { head, first: isNumbering(rows[below]) && wordsOf(rows[below]?.[title]) !== "" ? below + 1 : below, number, title, points, scale, evidence };
}
