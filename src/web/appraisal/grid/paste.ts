import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import type { Input } from "../../ui/entry/input.ts";
import { plainText } from "../../ui/format.ts";
import { lacksReason, readPoints, type Typed } from "../values.ts";
import { isWritable, type Row } from "./rows.ts";
import { pastedRows } from "./table-text.ts";

/** What a pasted column would do, row by row, before anything is saved. */

export type Planned =
  | { readonly kind: "save"; readonly row: Row; readonly input: Input; readonly points: string; readonly reason: string }
  | { readonly kind: "needs-reason"; readonly row: Row; readonly input: Input; readonly points: string; readonly reason: string }
  | { readonly kind: "same"; readonly row: Row }
  | { readonly kind: "skipped"; readonly row: Row; readonly why: "closed" | "empty" }
  | { readonly kind: "wrong"; readonly row: Row; readonly text: string; readonly typed: Exclude<Typed["kind"], "empty" | "value"> };

export type Plan = {
  readonly planned: readonly Planned[];
  /** Lines for which there was no row. */
  readonly tooMany: number;
  /** Whether units were found by their names in the first column, not by their order. */
  readonly isByName: boolean;
  readonly unknown: readonly string[];
};

const nameKey = (text: string): string => plainText(text).replaceAll(/[’']/g, "'").replaceAll(/\s+/g, " ").trim();

function plan(leaf: CompiledLeaf, row: Row, text: string, given: string): Planned {
  if (!isWritable(row)) return { kind: "skipped", row, why: "closed" };
  const typed = readPoints(leaf, text, row.before);
  if (typed.kind === "empty") return { kind: "skipped", row, why: "empty" };
  if (typed.kind !== "value") return { kind: "wrong", row, text, typed: typed.kind };
  const reason = given === "" ? (row.mine?.note ?? "") : given;
  if (row.mine?.points === typed.points && row.mine.note === reason) return { kind: "same", row };
  const { input, points } = typed;
  return { kind: lacksReason(leaf, input, row.before, reason) ? "needs-reason" : "save", row, input, points, reason };
}

/** A first line of titles holds no number. */
const isTitles = (cells: readonly string[], at: number): boolean => cells[at] !== undefined && cells[at] !== "" && !/\d/.test(cells[at]);

/**
 * Reads a column of points, with reasons beside where there are; or a table whose first column names the units, by name
 * or code. Without names the lines belong to the rows from the active one down, as in a spreadsheet.
 */
export function planPaste(leaf: CompiledLeaf, rows: readonly Row[], start: number, pasted: string): Plan {
  const lines = pastedRows(pasted);
  const known = new Map(rows.flatMap((row) => [[nameKey(row.unitName), row] as const, [nameKey(row.unitCode), row] as const]));
  const named = lines.filter((cells) => cells.length > 1 && known.has(nameKey(cells[0] ?? "")));
  if (named.length > 0) {
    const unknown = lines.filter((cells, i) => (cells[0] ?? "") !== "" && !known.has(nameKey(cells[0] ?? "")) && !(i === 0 && isTitles(cells, 1))).map((cells) => cells[0] ?? "");
    const planned = named.flatMap((cells) => {
      const row = known.get(nameKey(cells[0] ?? ""));
      return row === undefined ? [] : [plan(leaf, row, cells[1] ?? "", cells[2] ?? "")];
    });
    return { planned, tooMany: 0, isByName: true, unknown };
  }
  const body = lines.length > 1 && isTitles(lines[0] ?? [], 0) ? lines.slice(1) : lines;
  const planned = body.flatMap((cells, i) => {
    const row = rows[start + i];
    return row === undefined ? [] : [plan(leaf, row, cells[0] ?? "", cells[1] ?? "")];
  });
  return { planned, tooMany: body.length - planned.length, isByName: false, unknown: [] };
}
