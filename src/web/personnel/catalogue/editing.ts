import { readDecimal } from "../../ui/format.ts";
import { coefficientOf } from "../../../scoring/coefficient.ts";
import { type CatalogueItem, fieldsOf, type ItemFields } from "./reads.ts";

/** What somebody has changed of a list and not saved yet. Pure. */

/** By the line's id; null: it goes. Points are as typed. */
export type Draft = Readonly<Partial<ItemFields>>;
export type Edits = { readonly changed: ReadonlyMap<string, Draft>; readonly removed: ReadonlySet<string>; readonly added: readonly { readonly key: string; readonly draft: Draft }[] };

export const NO_EDITS: Edits = { changed: new Map(), removed: new Set(), added: [] };
export const countOf = ({ changed, removed, added }: Edits): number => changed.size + removed.size + added.length;

const EMPTY: ItemFields = { unitId: null, code: "", field: "", name: "", detail: "", output: "", unitOfMeasure: "", group: null, points: null, note: "" };

/** The fields with what was typed over them; undefined points where it is no number. */
function fieldsWith(before: ItemFields, draft: Draft): ItemFields {
  const merged = { ...before, ...draft };
  const typed = merged.points?.trim() ?? "";
  return { ...merged, points: typed === "" ? null : (readDecimal(typed) ?? typed) };
}

export function changeLine(edits: Edits, id: string, draft: Draft): Edits {
  const added = edits.added.some((one) => one.key === id);
  if (added) return { ...edits, added: edits.added.map((one) => (one.key === id ? { key: id, draft: { ...one.draft, ...draft } } : one)) };
  return { ...edits, changed: new Map([...edits.changed, [id, { ...edits.changed.get(id), ...draft }]]) };
}

export function removeLine(edits: Edits, id: string): Edits {
  if (edits.added.some((one) => one.key === id)) return { ...edits, added: edits.added.filter((one) => one.key !== id) };
  return { ...edits, changed: new Map([...edits.changed].filter(([one]) => one !== id)), removed: new Set([...edits.removed, id]) };
}

const NEW = "new-";
/** One that no line has, were others taken away in between. */
const newKey = ({ added }: Edits): string => `${NEW}${String(Math.max(0, ...added.map((one) => Number(one.key.slice(NEW.length)))) + 1)}`;

export const addLine = (edits: Edits, draft: Draft = {}): Edits => ({ ...edits, added: [...edits.added, { key: newKey(edits), draft }] });

/** The request that saves it all. */
export function requestOf(edits: Edits, items: readonly CatalogueItem[]): { add: ItemFields[]; change: { id: string; fields: ItemFields }[]; remove: string[] } {
  const byId = new Map(items.map((one) => [one.id, one]));
  return {
    add: edits.added.map((one) => fieldsWith(EMPTY, one.draft)),
    change: [...edits.changed].flatMap(([id, draft]) => {
      const item = byId.get(id);
      return item === undefined ? [] : [{ id, fields: fieldsWith(fieldsOf(item), draft) }];
    }),
    remove: [...edits.removed],
  };
}

/** The coefficient as it will be, while somebody types the points. */
export function coefficientFor(points: string, standardPoints: string): string | undefined {
  const read = readDecimal(points);
  return read === undefined ? undefined : coefficientOf(read, standardPoints)?.text;
}
