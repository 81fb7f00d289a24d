import { importedPerson, type ImportedPerson, importedUnit, type ImportedUnit, type ListedPerson, type ListedUnit } from "../../contract/organisation.ts";
import type { FieldProblem } from "../platform/index.ts";

/** Cells of a list as people wrote them, each that cannot be used named with what would be right. No I/O. */

type Words = { readonly vi: string; readonly en: string };
/** What may stand in a cell. */
const EXPECTED: Readonly<Record<string, Words>> = {
  code: { vi: "mã gồm chữ, số và . _ / - ở giữa, tối đa 60 ký tự (ví dụ SNV)", en: "a code of letters, digits and . _ / - between them, 60 at most (such as SNV)" },
  parent: { vi: "mã của cơ quan cấp trên, hoặc để trống", en: "the code of the unit above, or nothing" },
  index: { vi: "mã chỉ số (ví dụ 01), hoặc để trống", en: "the code of an index (such as 01), or nothing" },
  name: { vi: "tên, tối đa 200 ký tự với người và 500 ký tự với đơn vị", en: "a name, of 200 signs at most for a person and 500 for a unit" },
  unit: { vi: "tên hoặc mã đơn vị", en: "a unit's name or code" },
  title: { vi: "chức danh, tối đa 200 ký tự (ví dụ Chuyên viên)", en: "a title of 200 signs at most (such as Chuyên viên)" },
  kind: { vi: "Thủ trưởng, Cấp phó hoặc Công chức", en: "Thủ trưởng, Cấp phó or Công chức" },
  from: { vi: "ngày dạng 31/12/2025, hoặc để trống", en: "a day like 31/12/2025, or nothing" },
};

/** Spaces and line breaks that a cell brings along mean nothing. */
const plain = (cell: string): string => cell.replaceAll(/\s+/gu, " ").trim().normalize("NFC");

function faultOf(list: "units" | "people", i: number, field: string, found: string): FieldProblem {
  const { vi, en } = EXPECTED[field] ?? { vi: "", en: "" };
  return { pointer: `/${list}/${String(i)}/${field}`, message: found === "" ? { vi: `Để trống; cần ${vi}.`, en: `Empty; expected ${en}.` } : { vi: `“${found.slice(0, 60)}” không dùng được; cần ${vi}.`, en: `"${found.slice(0, 60)}" cannot be used; expected ${en}.` } };
}

/** A line that can be used, or its faults; a list keeps the places of its lines. */
type Checked<Line> = { readonly line: Line; readonly faults?: never } | { readonly line?: never; readonly faults: readonly FieldProblem[] };

export const checkedUnits = (lines: readonly ListedUnit[]): Checked<ImportedUnit>[] =>
  lines.map((given, i) => {
    const { code, name, index, parent } = given;
    const cells = { code: plain(code), name: plain(name), index: index === null ? null : plain(index) || null, ...(parent === undefined ? {} : { parent: parent === null ? null : plain(parent) || null }) };
    const read = importedUnit.safeParse(cells);
    return read.success ? { line: read.data } : { faults: fieldsOf(read.error.issues).map((field) => faultOf("units", i, field, wordsOf(cells, field))) };
  });

export const checkedPeople = (lines: readonly ListedPerson[]): Checked<ImportedPerson>[] =>
  lines.map(({ name, unit, kind, title, from }, i) => {
    const cells = { name: plain(name), unit: plain(unit), kind: plain(kind), title: plain(title), ...(from === undefined ? {} : { from: plain(from) }) };
    const read = importedPerson.safeParse(cells);
    return read.success ? { line: read.data } : { faults: fieldsOf(read.error.issues).map((field) => faultOf("people", i, field, wordsOf(cells, field))) };
  });

/** Each field once, whatever is wrong with it. */
const fieldsOf = (issues: readonly { readonly path: readonly PropertyKey[] }[]): string[] => [...new Set(issues.map((one) => String(one.path[0])))];
const wordsOf = (cells: Readonly<Record<string, string | null>>, field: string): string => cells[field] ?? "";
