import type { ItemRecord } from "./catalogue-list-queries.ts";

/** Two versions of one list, line by line: the same work is the same line. Pure. */

const FIELDS = ["code", "field", "name", "detail", "output", "unitOfMeasure", "group", "points", "note", "unitId"] as const;

type Pair = { readonly before: ItemRecord; readonly after: ItemRecord; readonly fields: readonly string[] };
type Differences = { readonly added: readonly ItemRecord[]; readonly removed: readonly ItemRecord[]; readonly changed: readonly Pair[]; readonly same: number };

/** With another standard every line has another coefficient. */
export function differences(before: readonly ItemRecord[], after: readonly ItemRecord[], hasOtherStandard: boolean): Differences {
  const old = new Map(before.map((one) => [one.work, one]));
  const now = new Set(after.map((one) => one.work));
  const pairs = after.flatMap((one): Pair[] => {
    const was = old.get(one.work);
    if (was === undefined) return [];
    const fields = FIELDS.filter((field) => was[field] !== one[field]);
    return [{ before: was, after: one, fields: [...fields, ...(hasOtherStandard || fields.includes("points") ? ["coefficient"] : [])] }];
  });
  const changed = pairs.filter((one) => one.fields.length > 0);
  return { added: after.filter((one) => !old.has(one.work)), removed: before.filter((one) => !now.has(one.work)), changed, same: pairs.length - changed.length };
}
