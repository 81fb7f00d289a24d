import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
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
import type { PutRow } from "./rows-read.ts";

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

type Given = { readonly campaignId: string; readonly round: Round; readonly leaf: CompiledLeaf; readonly drafts: Drafts; readonly rows: readonly Row[]; readonly put: PutRow };

const AGAIN_MS = 10_000;
export const TOUCHED = ["assessment.round", "assessment.read", "assessment.progress", "assessment.reasons", "home"] as const;

const statusOf = (error: unknown): RowStatus => {
  const current = currentOf(error);
  if (current !== undefined) return { kind: "conflict", current };
  if (error instanceof Unreachable) return { kind: "offline" };
  return { kind: "refused", message: error instanceof Refused ? (error.fields[0]?.message ?? error.detail ?? error.title) : String(error) };
};

type Statuses = { readonly statuses: ReadonlyMap<string, RowStatus>; readonly say: Editing["say"]; readonly send: (row: Row, draft: Draft, version: string) => Promise<void>; /** Whether the answer to a save of the unit is awaited. */ readonly isAwaited: (unitId: string) => boolean };

/** Sends what was typed, and what became of it. Of a unit one after the other: the next rests on what the one before became. */
function useSending({ campaignId, round, leaf, drafts, put }: Given): Statuses {
  const client = useQueryClient();
  const [statuses, setStatuses] = useState<ReadonlyMap<string, RowStatus>>(new Map());
  /** `only`: where this still is what is said; something else may have been typed meanwhile. */
  const change = (unitId: string, status: RowStatus | undefined, only?: RowStatus["kind"]): void => {
    setStatuses((before) => {
      if (only !== undefined && before.get(unitId)?.kind !== only) return before;
      const after = new Map(before);
      if (status === undefined) after.delete(unitId);
      else after.set(unitId, status);
      return after;
    });
  };
  const say: Editing["say"] = (unitId, status) => {
    change(unitId, status);
  };
  /** Units whose answer is awaited, each with what was typed meanwhile. */
  const awaited = useRef(new Map<string, Draft | undefined>());
  const sendOne = async (unitId: string, draft: Draft, version: string): Promise<{ readonly status: RowStatus; readonly version: string }> => {
    try {
      const { body } = await call(saveAppraisal, { params: { campaignId, unitId, round, code: leaf.code }, body: { input: draft.input, reason: draft.reason.trim() }, version });
      put(unitId, (row) => withMine(row, body, differs(leaf, asInput(body.input), row.before)));
      drafts.settle(unitId, leaf.code, draft, body.version);
      return { status: { kind: "saved", at: body.at }, version: body.version };
    } catch (error) {
      return { status: statusOf(error), version };
    }
  };
  const send: Statuses["send"] = async ({ unitId }, draft, seen) => {
    drafts.put(unitId, leaf.code, draft);
    say(unitId, { kind: "saving" });
    const isBusy = awaited.current.has(unitId);
    awaited.current.set(unitId, isBusy ? draft : undefined);
    if (isBusy) return;
    let { status, version } = await sendOne(unitId, draft, seen);
    for (;;) {
      const next = awaited.current.get(unitId);
      awaited.current.set(unitId, undefined);
      // Without a line, and where somebody has to choose, what was typed waits as a draft.
      if (next === undefined || (status.kind !== "saved" && status.kind !== "refused")) break;
      ({ status, version } = await sendOne(unitId, next, version));
    }
    awaited.current.delete(unitId);
    change(unitId, status, "saving");
    void forget(client, TOUCHED);
  };
  return { statuses, say, send, isAwaited: (unitId) => awaited.current.has(unitId) };
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
  const { statuses, say, send, isAwaited } = sending;
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
      if ((row.mine?.input ?? null) === null && !isAwaited(row.unitId)) drop(row);
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
    if (row.mine?.points === typed.points && row.mine.note === reason && !isAwaited(row.unitId)) drop(row);
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
    const { current } = status;
    if (current !== null) put(row.unitId, (now) => withMine(now, current, differs(leaf, asInput(current.input), now.before)));
    drop(row);
  };
  const agree: Editing["agree"] = (row) => {
    if (row.before !== null) void send(row, { input: asInput(row.before.input), reason: "", text: comma(row.before.points) }, row.version);
  };
  return { statuses, say, points, reason, agree, settle };
}
