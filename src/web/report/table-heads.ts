import { type Columns, findColumns, type Rows, type SheetField } from "../shell/sheet/mapping.ts";
import { UNIT_HEADS } from "./words-heads.ts";

/** Which columns of another system's table are which figures: by the mapping that was kept, else by what their heads say. No I/O. */

export type Mapping = { readonly unitColumn: string | null; readonly columns: readonly { readonly column: string; readonly key: string }[] };
export type Named = readonly { readonly key: string; readonly title: string }[];

const UNIT = "unit";
const LAST_HEAD = 25;

const plain = (words: string): string => words.normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();

const fieldsOf = (figures: Named): SheetField[] => [{ key: UNIT, label: UNIT, heads: UNIT_HEADS, isNeeded: false }, ...figures.map(({ key, title }) => ({ key, label: title, heads: [plain(title)], isNeeded: false }))];

const namesIn = (row: readonly string[] | undefined): string[] => (row ?? []).map((one) => one.trim()).filter((one) => one !== "");
const wantedBy = ({ unitColumn, columns }: Mapping): string[] => [...(unitColumn === null ? [] : [unitColumn]), ...columns.map((one) => one.column)];

/** The heads of the table and what they are taken for. */
export function headsOf(rows: Rows, figures: Named, kept: Mapping | null): { readonly heads: readonly string[]; readonly mapping: Mapping } {
  const known = kept === null ? undefined : rows.slice(0, LAST_HEAD).find((row) => wantedBy(kept).every((one) => row.some((cell) => plain(cell) === plain(one))));
  if (kept !== null && known !== undefined) return { heads: namesIn(known), mapping: kept };
  const { head, columns } = findColumns(rows, fieldsOf(figures), []);
  const nameAt = (found: Columns, key: string): string | undefined => {
    const at = found[key];
    return typeof at === "number" ? rows[head]?.[at]?.trim() : undefined;
  };
  const heads = namesIn(rows[head]);
  const taken = figures.flatMap(({ key }) => {
    const column = nameAt(columns, key);
    return column === undefined || column === "" ? [] : [{ column, key }];
  });
  return { heads, mapping: { unitColumn: nameAt(columns, UNIT) ?? null, columns: taken } };
}

/** The first lines of a table of text; what separates its cells is what its first lines hold. */
export function csvRows(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/).slice(0, LAST_HEAD);
  const separator = [";", "\t", ","].find((one) => lines.some((line) => line.includes(one))) ?? ",";
  return lines.map((line) => line.split(separator).map((one) => one.trim().replace(/^"(.*)"$/, "$1")));
}
