import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { saveAppraisal } from "../../../contract/assessment.ts";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import { call } from "../../shell/client.ts";
import { forget } from "../../shell/query.ts";
import { asInput } from "../../ui/entry/input.ts";
import { Refused } from "../../ui/refusal.ts";
import { Unreachable } from "../../ui/unreachable.ts";
import { currentOf, type Mine } from "../appraising.ts";
import { type Draft, draftKey, type Drafts } from "../drafts.ts";
import type { Round } from "../ground.ts";
import { differs, lacksReason, readPoints, type Typed } from "../values.ts";
import { type Row, withMine } from "./rows.ts";

/** What becomes of what is typed into the grid. */

export type RowStatus = { readonly kind: "saving" | "offline" } | { readonly kind: "saved"; readonly at: string } | { readonly kind: "refused"; readonly message: string } | { readonly kind: "conflict"; readonly current: Mine | null } | { readonly kind: "fault"; readonly typed: Typed };

export type Editing = {
  readonly statuses: ReadonlyMap<string, RowStatus>;
  /** Keeps typed points; "needs-reason" where they cannot be saved without one. */
  readonly points: (row: Row, text: string) => "saved" | "needs-reason" | "fault";
  readonly reason: (row: Row, text: string) => void;
  readonly agree: (row: Row) => void;
  /** Of two versions the one that is typed here, or the one that was saved elsewhere. */
  readonly settle: (row: Row, isMine: boolean) => void;
  readonly say: (unitId: string, status: RowStatus | undefined) => void;
};

type Given = { readonly campaignId: string; readonly round: Round; readonly leaf: CompiledLeaf; readonly drafts: Drafts; readonly rows: readonly Row[]; readonly put: (row: Row) => void };

const AGAIN_MS = 10_000;
export const TOUCHED = ["assessment.round", "assessment.read", "assessment.progress", "assessment.reasons", "home"] as const;

const statusOf = (error: unknown): RowStatus => {
  const current = currentOf(error);
  if (current !== undefined) return { kind: "conflict", current };
  if (error instanceof Unreachable) return { kind: "offline" };
  return { kind: "refused", message: error instanceof Refused ? (error.fields[0]?.message ?? error.detail ?? error.title) : String(error) };
};

type Statuses = { readonly statuses: ReadonlyMap<string, RowStatus>; readonly say: Editing["say"]; readonly send: (row: Row, draft: Draft, version: string) => Promise<void> };

/** Sends what was typed, and what became of it. */
function useSending({ campaignId, round, leaf, drafts, put }: Given): Statuses {
  const client = useQueryClient();
  const [statuses, setStatuses] = useState<ReadonlyMap<string, RowStatus>>(new Map());
  const say: Editing["say"] = (unitId, status) => {
    setStatuses((before) => {
      const after = new Map(before);
      if (status === undefined) after.delete(unitId);
      else after.set(unitId, status);
      return after;
    });
  };
  const send = async (row: Row, draft: Draft, version: string): Promise<void> => {
    const { unitId } = row;
    drafts.put(unitId, leaf.code, draft);
    say(unitId, { kind: "saving" });
    try {
      const { body } = await call(saveAppraisal, { params: { campaignId, unitId, round, code: leaf.code }, body: { input: draft.input, reason: draft.reason.trim() }, version });
      put(withMine(row, body, differs(leaf, asInput(body.input), row.before)));
      drafts.settle(unitId, leaf.code, draft, body.version);
      say(unitId, { kind: "saved", at: body.at });
      void forget(client, TOUCHED);
    } catch (error) {
      say(unitId, statusOf(error));
    }
  };
  return { statuses, say, send };
}

/** Rows that could not be sent for want of a line are sent when there is one again. */
function useAgain(rows: readonly Row[], { statuses, send }: Statuses, kept: (row: Row) => Draft | undefined): void {
  const offline = rows.filter((row) => statuses.get(row.unitId)?.kind === "offline");
  useEffect(() => {
    if (offline.length === 0) return undefined;
    const again = (): void => {
      for (const row of offline) {
        const draft = kept(row);
        if (draft !== undefined) void send(row, draft, row.version);
      }
    };
    const timer = setInterval(again, AGAIN_MS);
    globalThis.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener("online", again);
    };
  });
}

const comma = (points: string): string => points.replace(".", ",");

export function useEditing(given: Given): Editing {
  const { leaf, drafts, rows, put } = given;
  const sending = useSending(given);
  const { statuses, say, send } = sending;
  const kept = (row: Row): Draft | undefined => drafts.all.get(draftKey(row.unitId, leaf.code));
  const ownReason = (row: Row): string => kept(row)?.reason ?? row.mine?.note ?? "";
  const drop = (row: Row): void => {
    drafts.put(row.unitId, leaf.code, undefined);
    say(row.unitId, undefined);
  };
  useAgain(rows, sending, kept);
  const points: Editing["points"] = (row, text) => {
    const typed = readPoints(leaf, text, row.before);
    if (typed.kind === "empty") {
      if (row.mine?.input === undefined || row.mine.input === null) drop(row);
      else void send(row, { input: null, reason: "", text: "" }, row.version);
      return "saved";
    }
    if (typed.kind !== "value") {
      drafts.put(row.unitId, leaf.code, { input: null, reason: ownReason(row), text });
      say(row.unitId, { kind: "fault", typed });
      return "fault";
    }
    const { input } = typed;
    // A reason that was given for other points says nothing where one agrees.
    const reason = differs(leaf, input, row.before) ? ownReason(row) : "";
    const draft = { input, reason, text: comma(typed.points) };
    if (lacksReason(leaf, input, row.before, reason)) {
      drafts.put(row.unitId, leaf.code, draft);
      say(row.unitId, undefined);
      return "needs-reason";
    }
    if (row.mine?.points === typed.points && row.mine.note === reason) drop(row);
    else void send(row, draft, row.version);
    return "saved";
  };
  const reason: Editing["reason"] = (row, text) => {
    if (text.trim() === ownReason(row) && kept(row) === undefined) return;
    const input = kept(row)?.input ?? asInput(row.mine?.input ?? null);
    const draft: Draft = { input, reason: text, text: kept(row)?.text ?? comma(row.mine?.points ?? "") };
    if (input === null || lacksReason(leaf, input, row.before, text)) drafts.put(row.unitId, leaf.code, draft);
    else void send(row, draft, row.version);
  };
  const settle = (row: Row, isMine: boolean): void => {
    const status = statuses.get(row.unitId);
    const draft = kept(row);
    if (status?.kind !== "conflict") return;
    if (isMine && draft !== undefined) void send(row, draft, status.current?.version ?? "0");
    if (isMine) return;
    if (status.current !== null) put(withMine(row, status.current, differs(leaf, asInput(status.current.input), row.before)));
    drop(row);
  };
  const agree: Editing["agree"] = (row) => {
    if (row.before !== null) void send(row, { input: asInput(row.before.input), reason: "", text: comma(row.before.points) }, row.version);
  };
  return { statuses, say, points, reason, agree, settle };
}
