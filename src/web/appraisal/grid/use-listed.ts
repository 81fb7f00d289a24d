import { useMemo, useState } from "react";
import { useFormat } from "../../ui/format.ts";
import { type Far, type Row, shownRows, type View } from "./rows.ts";

/** The rows that are shown, in their order. */

type Held = { readonly view: View; readonly ids: readonly string[] };

/**
 * While somebody works in the grid its rows stay where they are, though one no longer fits the filter or the order: who
 * looked at a row and types must not find another one there. Another filter, search or order is followed at once.
 */
export function useListed(rows: readonly Row[], view: View, far: Far | undefined, isAtWork: boolean): readonly Row[] {
  const format = useFormat();
  const [held, hold] = useState<Held>();
  const fresh = useMemo(() => shownRows(rows, view, far, format), [rows, view, far, format]);
  if (isAtWork && held?.view !== view) hold({ view, ids: fresh.map((one) => one.unitId) });
  if (!isAtWork && held !== undefined) hold(undefined);
  return useMemo(() => {
    if (held?.view !== view) return fresh;
    const byId = new Map(rows.map((one) => [one.unitId, one]));
    return held.ids.flatMap((id) => byId.get(id) ?? []);
  }, [fresh, held, rows, view]);
}
