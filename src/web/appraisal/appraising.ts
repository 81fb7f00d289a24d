import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { saveAppraisal } from "../../contract/assessment.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { type Answer, call } from "../shell/client.ts";
import { forget } from "../shell/query.ts";
import { judge } from "../ui/engine.ts";
import { asInput, isSameInput } from "../ui/entry/input.ts";
import { Refused } from "../ui/refusal.ts";
import type { Saving } from "../ui/save-state.tsx";
import { Unreachable } from "../ui/unreachable.ts";
import { type Draft, draftKey, type Drafts } from "./drafts.ts";
import type { Round } from "./ground.ts";
import { type Before, lacksReason } from "./values.ts";

/** One's own appraisal of one criterion of one unit, from the first key to the server's word. */

export type Mine = Answer<typeof saveAppraisal>["body"];
export type Place = { readonly campaignId: string; readonly round: Round; readonly unitId: string; readonly leaf: CompiledLeaf; readonly before: Before; readonly mine: Mine | null };

const TOUCHED = ["assessment.round", "assessment.grid", "assessment.progress", "assessment.reasons", "home"] as const;
const PAUSE_MS = 700;
const AGAIN_MS = 10_000;

/** What an outdated change was answered with: the appraisal that is there now. */
export function currentOf(error: unknown): Mine | null | undefined {
  if (!(error instanceof Refused) || error.status !== 412) return undefined;
  const { current } = error;
  if (typeof current !== "object" || current === null) return null;
  const text = (name: string): string => {
    const value: unknown = Reflect.get(current, name);
    return typeof value === "string" ? value : "";
  };
  const points: unknown = Reflect.get(current, "points");
  return { code: text("code"), input: asInput(Reflect.get(current, "input")), points: typeof points === "string" ? points : null, fits: true, note: text("note"), version: text("version"), at: text("at"), by: text("by") };
}

const draftFrom = (mine: Mine | null): Draft => ({ input: asInput(mine?.input ?? null), reason: mine?.note ?? "" });
const isSame = (draft: Draft, mine: Mine | null): boolean => isSameInput(draft.input, mine?.input ?? null) && draft.reason.trim() === (mine?.note ?? "");

/** Whether a draft can be sent: a value that earns points, or none where one was, and a reason where it is due. */
const isSendable = ({ leaf, before, mine }: Place, draft: Draft): boolean => !isSame(draft, mine) && (draft.input === null ? mine !== null : judge(leaf, draft.input).kind === "points") && !lacksReason(leaf, draft.input, before, draft.reason);

export type Appraising = {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly saving: Saving;
  readonly error: Refused | undefined;
  /** What somebody (or another window) has saved meanwhile; null where it was taken back. */
  readonly conflict: Mine | null | undefined;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
};

type Sent = { readonly place: Place; readonly draft: Draft; readonly version: string };

/** Saves after a pause, and at once when the criterion is left. `onSaved` puts what the server kept where the page reads it. */
export function useAppraising(place: Place, { all, put, settle }: Drafts, onSaved: (mine: Mine) => void): Appraising {
  const client = useQueryClient();
  const { unitId, leaf: { code }, mine } = place;
  const kept = all.get(draftKey(unitId, code));
  const draft = kept ?? draftFrom(mine);
  const [state, setState] = useState<Saving>({ kind: "idle" });
  const [error, setError] = useState<Refused>();
  const [conflict, setConflict] = useState<Mine | null>();
  const isBusy = useRef(false);

  const send = async ({ place: at, draft: sent, version }: Sent): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ kind: "saving" });
    try {
      const { body } = await call(saveAppraisal, { params: { campaignId: at.campaignId, unitId: at.unitId, round: at.round, code: at.leaf.code }, body: { input: sent.input, reason: sent.reason.trim() }, version });
      setError(undefined);
      setConflict(undefined);
      setState({ kind: "saved", at: body.at });
      onSaved(body);
      settle(at.unitId, at.leaf.code, sent, body.version);
      void forget(client, TOUCHED);
    } catch (error_) {
      const current = currentOf(error_);
      if (current !== undefined) setConflict(current);
      if (error_ instanceof Refused) setError(current === undefined ? error_ : undefined);
      setState({ kind: current !== undefined ? "conflict" : error_ instanceof Unreachable ? "offline" : "refused" });
    } finally {
      isBusy.current = false;
    }
  };

  const latest = useRef<() => void>(undefined);
  const isHeld = state.kind === "conflict" || state.kind === "refused";
  const due = kept !== undefined && !isHeld && isSendable(place, kept) ? { place, draft: kept, version: kept.base ?? mine?.version ?? "0" } : undefined;
  useEffect(() => {
    latest.current =
      due === undefined
        ? undefined
        : () => {
            void send(due);
          };
    if (due === undefined || state.kind === "saving") return undefined;
    const timer = setTimeout(() => {
      void send(due);
    }, state.kind === "offline" ? AGAIN_MS : PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  });
  // Whoever goes on to the next criterion has finished with this one.
  useEffect(
    () => () => {
      latest.current?.();
    },
    [],
  );

  const change = (next: Draft): void => {
    if (isHeld && state.kind !== "conflict") setState({ kind: "unsaved" });
    setError(undefined);
    // What was read anew meanwhile must not hide that somebody else was faster.
    put(unitId, code, isSame(next, mine) ? undefined : { ...next, base: kept?.base ?? mine?.version ?? "0" });
  };
  const takeTheirs = (): void => {
    put(unitId, code, undefined);
    if (conflict !== undefined && conflict !== null) onSaved(conflict);
    else void forget(client, ["assessment.read", "assessment.grid"]);
    setConflict(undefined);
    setState({ kind: "idle" });
  };
  const keepMine = (): void => {
    void send({ place, draft, version: conflict?.version ?? "0" });
  };
  const saving: Saving = kept !== undefined && (state.kind === "idle" || state.kind === "saved") ? { kind: "unsaved" } : state.kind === "idle" && mine !== null ? { kind: "saved", at: mine.at } : state;
  return { draft, change, saving, error, conflict, keepMine, takeTheirs };
}
