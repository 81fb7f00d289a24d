import type { readIndexWorkbook } from "../../../contract/regulation.ts";
import type { SheetMapping } from "../../../contract/sheets.ts";
import type { Answer } from "../../shell/client.ts";
import { signatureOf } from "../../shell/sheet/mapping.ts";

/** The layout of a province's index sets as it is kept, and known again by its head. No I/O. */

export type Mapping = NonNullable<Answer<typeof readIndexWorkbook>["body"]["mapping"]>;

export const KIND = "index-set";

/** Where the criteria begin is kept as so many rows below the head: titles above it come and go. */
export const keptOf = (rows: readonly (readonly string[])[], { head, first, points, ...columns }: Mapping): { readonly signature: string; readonly mapping: SheetMapping } => ({ signature: signatureOf(rows[head]), mapping: { ...columns, points: [...points], below: first - head } });

const columnIn = (value: SheetMapping[string] | undefined): number | null => (typeof value === "number" ? value : null);

/** Undefined: no row of the sheet is a head that was seen before, or what is kept of it is none of ours. */
export function knownLayout(rows: readonly (readonly string[])[], learnt: readonly { readonly signature: string; readonly mapping: SheetMapping }[]): Mapping | undefined {
  for (const [head, row] of rows.entries()) {
    const signature = signatureOf(row);
    const kept = signature === "" ? undefined : learnt.find((one) => one.signature === signature)?.mapping;
    const [number, title, below] = [kept?.["number"], kept?.["title"], kept?.["below"]].map(columnIn);
    const points = kept?.["points"];
    if (kept === undefined || number === undefined || number === null || title === undefined || title === null || !Array.isArray(points) || points.length === 0) continue;
    return { head, first: head + (below ?? 1), number, title, points, scale: columnIn(kept["scale"]), evidence: columnIn(kept["evidence"]) };
  }
  return undefined;
}
