import type { ItemFields } from "../../contract/personnel-catalogue-parts.ts";
import type { ReadRow } from "./catalogue-reading.ts";
import { plainKey } from "./catalogue-similar.ts";

/** A workbook beside the list into which it is brought: work that stands there already is changed or left alone, never listed twice. Pure. */

export type Present = ItemFields & { readonly id: string };
type BesideRow = Omit<ReadRow, "fate"> & { readonly fate: ReadRow["fate"] | "changed"; readonly changes: string | null };

const SAME = { vi: "Dòng này đã có trong danh mục, giống hệt", en: "The list has this very line" };
const CHANGED = { vi: "Sửa dòng đang có của danh mục: cùng mã, cùng tên việc", en: "Changes the list's own line of this code and name" };

const TEXTS = ["code", "field", "name", "detail", "output", "unitOfMeasure", "note"] as const;
/** What the file leaves empty it does not take away. */
function onto(line: Present, row: ItemFields): ItemFields {
  const of = (one: (typeof TEXTS)[number]): string => (row[one] === "" ? line[one] : row[one]);
  return { unitId: line.unitId, code: of("code"), field: of("field"), name: of("name"), detail: of("detail"), output: of("output"), unitOfMeasure: of("unitOfMeasure"), group: row.group ?? line.group, points: row.points ?? line.points, note: of("note") };
}

const isSame = (line: Present, fields: ItemFields): boolean => TEXTS.every((one) => line[one] === fields[one]) && line.group === fields.group && Number(line.points) === Number(fields.points);

/** By its code and its name; without a code by all that tells it apart. */
const keyOf = ({ code, name, detail, output }: ItemFields): string => (code === "" ? [name, detail, output] : [code, name]).map(plainKey).join("|");

/** The rows of a workbook, with what becomes of each in the list. */
export function besides(rows: readonly ReadRow[], present: readonly Present[]): BesideRow[] {
  const lines = new Map(present.map((one) => [keyOf(one), one]));
  const byCode = new Map(present.map((one) => [one.code, one]));
  return rows.map((row): BesideRow => {
    const { item } = row;
    if (item === null) return { ...row, changes: null };
    const key = keyOf(item);
    const line = lines.get(key);
    if (line === undefined) {
      const other = item.code === "" ? undefined : byCode.get(item.code);
      const remark = { vi: `Mã ${item.code} là của dòng “${other?.name ?? ""}” trong danh mục; cần đổi mã của một trong hai dòng`, en: `${item.code} is the code of the list's line “${other?.name ?? ""}”; one of the two needs another` };
      return { ...row, changes: null, remarks: other === undefined ? row.remarks : [...row.remarks, remark] };
    }
    // A second row of the same work is one of its own.
    lines.delete(key);
    const fields = onto(line, item);
    return isSame(line, fields) ? { ...row, fate: "skipped", why: SAME, item: null, changes: null } : { ...row, fate: "changed", why: CHANGED, item: fields, changes: line.id };
  });
}
