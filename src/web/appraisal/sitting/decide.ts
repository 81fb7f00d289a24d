import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { saveAppraisal } from "../../../contract/assessment.ts";
import { call } from "../../shell/client.ts";
import { forget } from "../../shell/query.ts";
import { asInput, type Input } from "../../ui/entry/input.ts";
import { Refused } from "../../ui/refusal.ts";
import type { Row } from "../grid/rows.ts";
import type { Round } from "../ground.ts";

/** What may be decided of a criterion, and the decision itself. */

/** One of the values that were given: the one before, or somebody's. */
export type Option = { readonly key: string; readonly kind: "before" | "own" | "member" | "chair"; readonly by: string | null; readonly input: Input; readonly points: string; readonly reason: string };

/** The value before under "=", then those of the people under 1, 2, 3 …; equal ones of several people stay apart, since their reasons do. */
export function optionsOf(row: Row, round: Round, personId: string): Option[] {
  const before = row.before === null ? null : asInput(row.before.input);
  const first: Option[] = before === null || row.before === null ? [] : [{ key: "=", kind: "before", by: null, input: before, points: row.before.points, reason: "" }];
  const given = row.criterion.appraisals.filter((one) => one.round === round && one.input !== null && one.points !== null);
  return [
    ...first,
    ...given.flatMap((one, i): Option[] => {
      const input = asInput(one.input);
      const kind = one.by === personId ? "own" : one.asChair ? "chair" : "member";
      return input === null || one.points === null ? [] : [{ key: String(i + 1), kind, by: one.by, input, points: one.points, reason: one.note }];
    }),
  ];
}

export type Decide = { readonly isBusy: boolean; readonly error: unknown; readonly decide: (row: Row, input: Input, reason: string) => Promise<boolean> };

export function useDecide(campaignId: string, round: Round, code: string): Decide {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const decide = async (row: Row, input: Input, reason: string): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await call(saveAppraisal, { params: { campaignId, unitId: row.unitId, round, code }, body: { input, reason: reason.trim() }, version: row.version });
      await forget(client, ["assessment", "home"]);
      return true;
    } catch (error_) {
      setError(error_);
      // Somebody was faster: what there is now is shown before one decides anew.
      if (error_ instanceof Refused && error_.status === 412) await forget(client, ["assessment.grid", "assessment.round"]);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, decide };
}
