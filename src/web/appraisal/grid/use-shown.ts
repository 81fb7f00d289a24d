import { useMemo } from "react";
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
import { isWritable, type Row } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** What the grid's cells are drawn with. */

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
