import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AppraisalOutcome, saveAppraisals } from "../../../contract/assessment-grid.ts";
import { call } from "../../shell/client.ts";
import { forget } from "../../shell/query.ts";
import { languageNow } from "../../ui/language.ts";
import type { Round } from "../ground.ts";
import { TOUCHED, type RowStatus } from "./editing.ts";
import type { Planned } from "./paste.ts";

/** Saves what was pasted, in as few requests as there can be; each unit has its own outcome. */

export type Writable = Extract<Planned, { kind: "save" | "needs-reason" }>;
type Place = { readonly campaignId: string; readonly round: Round; readonly index: string; readonly code: string };
export type Outcome = { readonly saved: number; readonly statuses: ReadonlyMap<string, RowStatus> };

const AT_ONCE = 200;

function statusOf(outcome: AppraisalOutcome): RowStatus {
  switch (outcome.outcome) {
    case "saved":
      return { kind: "saved", at: outcome.saved.at };
    case "stale":
      return { kind: "conflict", current: outcome.current };
    case "refused":
      return { kind: "refused", message: outcome.fields[0]?.message[languageNow()] ?? outcome.message[languageNow()] };
  }
}

export function usePasteSave({ campaignId, round, index, code }: Place): { readonly isBusy: boolean; readonly error: unknown; readonly save: (planned: readonly Writable[]) => Promise<Outcome> } {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async (planned: readonly Writable[]): Promise<Outcome> => {
    setBusy(true);
    setError(null);
    const statuses = new Map<string, RowStatus>();
    try {
      for (let from = 0; from < planned.length; from += AT_ONCE) {
        const items = planned.slice(from, from + AT_ONCE).map(({ row, input, reason }) => ({ unitId: row.unitId, version: row.version, input, reason: reason.trim() }));
        const { body } = await call(saveAppraisals, { params: { campaignId, code, round }, body: { index, items } });
        for (const one of body.items) statuses.set(one.unitId, statusOf(one));
      }
    } catch (error_) {
      setError(error_);
    } finally {
      setBusy(false);
      void forget(client, ["assessment.grid", ...TOUCHED]);
    }
    return { saved: [...statuses.values()].filter((one) => one.kind === "saved").length, statuses };
  };
  return { isBusy, error, save };
}
