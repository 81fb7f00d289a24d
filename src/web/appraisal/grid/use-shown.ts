import { useMemo, useState } from "react";
import { listReasons } from "../../../contract/reason.ts";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import { useEvidenceWords } from "../../shell/evidence/words.ts";
import { useRead } from "../../shell/query.ts";
import { useSession } from "../../shell/session.ts";
import { useFormat } from "../../ui/format.ts";
import { useDrafts } from "../drafts.ts";
import type { Ground } from "../ground.ts";
import { useNames } from "../names.ts";
import type { Shown } from "./columns.ts";
import type { Place } from "./many.tsx";
import { type Far, isWritable, type Row, shownRows, type View } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** What the grid shows: which rows, and what their cells are drawn with. */

/** Reasons that were given for the criterion, as the first unit that can be written gets them. */
export function useReasons({ campaignId, code }: Place, { round }: Ground, rows: readonly Row[]): readonly string[] {
  const unitId = rows.find(isWritable)?.unitId;
  const { data } = useRead(listReasons, { params: { campaignId, unitId: unitId ?? "", round, code }, query: { limit: 20 } }, { enabled: unitId !== undefined });
  return useMemo(() => (data?.body.items ?? []).map((one) => one.reason), [data]);
}

export function useShown(ground: Ground, leaf: CompiledLeaf, campaignId: string): Shown {
  const t = useGridWords();
  const format = useFormat();
  const { personId } = useSession().user;
  const drafts = useDrafts(campaignId, ground.round);
  const nameOf = useNames(campaignId);
  const ofEvidence = useEvidenceWords();
  return { leaf, round: ground.round, format, t, ofEvidence, drafts, nameOf, personId };
}

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
