import type { ItemFields } from "../../contract/personnel-catalogue-parts.ts";
import { coefficientOf } from "../../scoring/coefficient.ts";
import type { ReadSheet, Value } from "../documents/index.ts";
import type { Bilingual } from "../platform/index.ts";
import { type Column, type Columns, filledDown, headOf, isHeadAgain, standardPointsIn } from "./catalogue-columns.ts";
import { clean, groupIn, numberIn } from "./catalogue-values.ts";
import { plainKey } from "./catalogue-similar.ts";

/** Somebody's workbook of work as lines of a list: every row of every sheet is taken, joined to another or left, and says why. Pure. */

export type ReadRow = { readonly sheet: string; readonly row: number; readonly fate: "taken" | "joined" | "skipped"; readonly why: Bilingual; readonly into: number | null; readonly said: string; readonly item: ItemFields | null; readonly remarks: readonly Bilingual[] };
export type Reading = { readonly rows: readonly ReadRow[]; readonly standardPoints: string | null };

const WHY = {
  work: { vi: "Một sản phẩm, công việc", en: "A piece of work" },
  noList: { vi: "Trang tính không phải danh mục công việc: không có dòng tiêu đề nêu nhiệm vụ hoặc công việc", en: "The sheet is no list of work: no head names tasks or work" },
  before: { vi: "Dòng trên tiêu đề của bảng", en: "Above the head of the table" },
  head: { vi: "Dòng tiêu đề của bảng", en: "The head of the table" },
  empty: { vi: "Dòng trống", en: "An empty row" },
  again: { vi: "Tiêu đề lặp lại ở trang sau", en: "The head once more" },
  heading: { vi: "Tên mục, dùng làm lĩnh vực của các dòng sau", en: "A heading, taken as the field of the rows below" },
  numbering: { vi: "Dòng đánh số cột", en: "Numbers of the columns" },
  total: { vi: "Dòng cộng", en: "A total" },
  continued: { vi: "Viết tiếp của dòng trên", en: "The row above goes on" },
  same: { vi: "Trùng hoàn toàn với một dòng trước", en: "Exactly the same as a row before" },
  signature: { vi: "Không có công việc, điểm hay kết quả: phần ký hoặc ghi chú cuối bảng", en: "No work, points or output: a signature or note below the table" },
} as const satisfies Readonly<Record<string, Bilingual>>;

type Cells = (column: Column) => string;
const SAID_MOST = 400;
const saidIn = (row: readonly Value[]): string => row.map(clean).filter((one) => one !== "").join(" · ").slice(0, SAID_MOST);

/** "I", "1.", "A)", "Phần B": how headings are numbered. */
const NUMBERED = /^(?:[ivxlc]+|[a-z]|\d{1,2}|phan .*|muc .*|nhom .*)$/;

function remarksOn(cells: Cells, points: string | null, standardPoints: string): Bilingual[] {
  const remarks: Bilingual[] = [];
  const [saidPoints, saidGroup, saidCoefficient] = [cells("points"), cells("group"), numberIn(cells("coefficient"))];
  if (saidPoints !== "" && numberIn(saidPoints) === null) remarks.push({ vi: `Không đọc được điểm “${saidPoints}”`, en: `The points “${saidPoints}” cannot be read` });
  if (saidGroup !== "" && groupIn(saidGroup) === null) remarks.push({ vi: `Không đọc được nhóm “${saidGroup}”`, en: `The group “${saidGroup}” cannot be read` });
  const computed = points === null ? undefined : coefficientOf(points, standardPoints)?.text;
  if (saidCoefficient !== null && computed !== undefined && Number(saidCoefficient) !== Number(computed)) remarks.push({ vi: `Hệ số ghi ${saidCoefficient}, tính từ điểm là ${computed}`, en: `The coefficient says ${saidCoefficient}; from the points it is ${computed}` });
  return remarks;
}

const LONGEST = { code: 60, field: 300, name: 1000, detail: 2000, output: 1000, unitOfMeasure: 60, note: 2000 } as const;
const TEXTS = ["code", "field", "name", "detail", "output", "unitOfMeasure", "note"] as const;

function itemIn(cells: Cells, heading: string): { readonly item: ItemFields; readonly remarks: Bilingual[] } {
  const text = (column: keyof typeof LONGEST): string => cells(column).slice(0, LONGEST[column]);
  const name = text("name") === "" ? text("detail") : text("name");
  const points = numberIn(cells("points"));
  const item: ItemFields = { unitId: null, code: text("code"), field: text("field") === "" ? heading : text("field"), name, detail: name === text("detail") ? "" : text("detail"), output: text("output"), unitOfMeasure: text("unitOfMeasure"), group: groupIn(cells("group")), points, note: text("note") };
  const isCut = TEXTS.some((column) => cells(column).length > LONGEST[column]);
  return { item, remarks: !isCut ? [] : [{ vi: "Nội dung quá dài, đã cắt bớt", en: "Too long; it was cut" }] };
}

const keyOf = ({ name, detail, output, field, points }: ItemFields): string => [name, detail, output, field, points ?? ""].map(plainKey).join("|");

type Sheeted = { readonly sheet: ReadSheet; readonly columns: Columns; readonly head: number };

const OF_WORK = ["points", "output", "code", "group", "coefficient", "detail"] as const;

/** What a row is that is no work; undefined: it is. */
function leftAside(row: readonly Value[], cells: Cells, columns: Columns): keyof typeof WHY | undefined {
  const filled = row.map(clean).filter((one) => one !== "");
  if (filled.length === 0) return "empty";
  if (isHeadAgain(row, columns)) return "again";
  if (filled.length >= 3 && filled.every((one, at) => one.replaceAll(/[()]/g, "") === String(at + 1))) return "numbering";
  if (/^(?:tong|cong|tong cong|tong so)\b/.test(plainKey(filled[0] ?? "")) && filled.length <= 4 && cells("output") === "" && cells("code") === "") return "total";
  const hasWork = OF_WORK.some((column) => cells(column) !== "");
  if (hasWork) return undefined;
  if (filled.length <= 2 && (filled.length === 1 || NUMBERED.test(plainKey(filled[0] ?? "")))) return "heading";
  return cells("name") === "" ? "signature" : undefined;
}

/** Words go on in the row below where nothing says that another piece of work begins. */
const goesOn = (cells: Cells, ownName: string): boolean => ownName === "" && cells("number") === "" && cells("code") === "" && cells("points") === "" && cells("group") === "";

type Said = Pick<ReadRow, "sheet" | "row" | "said">;
const skipped = (about: Said, why: keyof typeof WHY): ReadRow => ({ ...about, fate: "skipped", why: WHY[why], into: null, item: null, remarks: [] });
const joined = (about: Said, why: keyof typeof WHY, into: number): ReadRow => ({ ...about, fate: "joined", why: WHY[why], into, item: null, remarks: [] });

const added = (old: string, more: string, most: number): string => [old, more].filter((one) => one !== "").join(" ").slice(0, most);
/** The row with what the next one adds to it. */
const longer = (row: ReadRow, cells: Cells): ReadRow => (row.item === null ? row : { ...row, item: { ...row.item, detail: added(row.item.detail, cells("detail"), LONGEST.detail), output: added(row.item.output, cells("output"), LONGEST.output) } });

const aboveHead = (at: number, head: number, said: string): keyof typeof WHY => (said === "" ? "empty" : at === head ? "head" : "before");
const headingIn = (said: string): string => said.replace(/^(?:[IVXLC]+|[A-Z]|\d{1,2})[.)]?(?: ·)? +/, "").slice(0, LONGEST.field);

/** The rows of one sheet; `keys` are the lines that were taken so far, in all sheets. */
function readSheet({ sheet, columns, head }: Sheeted, standardPoints: string, keys: Map<string, number>): ReadRow[] {
  const value = filledDown(sheet);
  const rows: ReadRow[] = [];
  let heading = "";
  let last = -1;
  const readRow = (row: readonly Value[], at: number): ReadRow => {
    const about = { sheet: sheet.name, row: at + 1, said: saidIn(row) };
    const bare: Cells = (column) => clean(row[columns.get(column) ?? -1] ?? null);
    const cells: Cells = (column) => (columns.has(column) ? clean(value(at, columns.get(column) ?? -1)) : "");
    const aside = at <= head ? aboveHead(at, head, about.said) : leftAside(row, bare, columns);
    if (aside === "heading") heading = headingIn(about.said);
    if (aside !== undefined) return skipped(about, aside);
    const previous = rows[last];
    if (previous !== undefined && goesOn(bare, cells("name"))) {
      rows[last] = longer(previous, bare);
      return joined(about, "continued", previous.row);
    }
    const { item, remarks } = itemIn(cells, heading);
    if (item.name === "") return skipped(about, "signature");
    const before = keys.get(keyOf(item));
    if (before !== undefined) return joined(about, "same", before);
    keys.set(keyOf(item), at + 1);
    last = at;
    return { ...about, fate: "taken", why: WHY.work, into: null, item, remarks: [...remarks, ...remarksOn(cells, item.points, standardPoints)] };
  };
  for (const [at, row] of sheet.rows.entries()) rows.push(readRow(row, at));
  return rows;
}

/** All sheets; `standardPoints` is what the workbook says, else what the list has. */
export function readCatalogue(sheets: readonly ReadSheet[], listed: string): Reading {
  const said = sheets.map(standardPointsIn).find((one) => one !== undefined) ?? null;
  const keys = new Map<string, number>();
  const rows = sheets.flatMap((sheet): ReadRow[] => {
    const head = headOf(sheet);
    if (head !== undefined) return readSheet({ sheet, columns: head.columns, head: head.row }, said ?? listed, keys);
    return sheet.rows.map((row, at) => skipped({ sheet: sheet.name, row: at + 1, said: saidIn(row) }, saidIn(row) === "" ? "empty" : "noList"));
  });
  return { rows, standardPoints: said };
}
