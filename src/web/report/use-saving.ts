import { useEffect, useRef, useState } from "react";
import { saveFigure } from "../../contract/plan-report.ts";
import { call } from "../shell/client.ts";
import { languageNow } from "../ui/language.ts";
import { isRecord, Refused } from "../ui/refusal.ts";
import type { Saving } from "../ui/save-state.tsx";
import { typedOf } from "./amount.ts";
import type { Cell, Fault } from "./types.ts";

/** A cell that saves itself while one types: one request at a time, the last word last, nothing typed is lost. */

const PAUSE_MS = 600;

export type CellState = { readonly text: string; readonly saving: Saving; readonly said: readonly string[]; readonly isConfirmed: boolean; readonly note: string; readonly source: string | undefined };
type Place = { readonly periodId: string; readonly unitId: string; readonly key: string };
type Kept = { version: string; text: string; sent: string; isConfirmed: boolean; isBusy: boolean; timer: ReturnType<typeof setTimeout> | undefined };

const wordsOf = (faults: readonly Fault[]): string[] => faults.map((one) => one.message[languageNow()]);

/** What somebody else has put there meanwhile. */
function currentOf(error: Refused): { readonly version: string; readonly value: string | null } | undefined {
  const { current } = error;
  if (!isRecord(current) || typeof current["version"] !== "string") return undefined;
  return { version: current["version"], value: typeof current["value"] === "string" ? current["value"] : null };
}

type Saved = { readonly onSaved: () => void; readonly staleWords: (value: string | null) => string };

export function useSaving(place: Place, cell: Cell | undefined, initial: string, { onSaved, staleWords }: Saved): { readonly state: CellState; readonly type: (text: string) => void; readonly leave: () => void; readonly confirm: (note: string) => void } {
  const kept = useRef<Kept>({ version: cell?.version ?? "0", text: initial, sent: initial, isConfirmed: cell?.isConfirmed ?? false, isBusy: false, timer: undefined });
  const [state, setState] = useState<CellState>({ text: initial, saving: { kind: "idle" }, said: [], isConfirmed: cell?.isConfirmed ?? false, note: cell?.note ?? "", source: cell?.source });
  const change = (some: Partial<CellState>): void => {
    setState((before) => ({ ...before, ...some }));
  };
  const failed = (error: unknown): void => {
    if (!(error instanceof Refused)) {
      change({ saving: { kind: "offline" } });
      return;
    }
    const current = error.is("stale") ? currentOf(error) : undefined;
    if (current !== undefined) kept.current.version = current.version;
    change(current === undefined ? { saving: { kind: "refused" }, said: error.fields.length > 0 ? error.fields.map((one) => one.message) : [error.detail ?? error.title] } : { saving: { kind: "conflict" }, said: [staleWords(current.value)] });
  };
  const save = async (isConfirmed: boolean, note = ""): Promise<void> => {
    const one = kept.current;
    clearTimeout(one.timer);
    if (one.isBusy || (one.text === one.sent && isConfirmed === one.isConfirmed)) return;
    one.isBusy = true;
    const { text } = one;
    change({ saving: { kind: "saving" } });
    try {
      const { body, version } = await call(saveFigure, { params: place, body: { value: typedOf(text), isConfirmed, note }, version: one.version });
      Object.assign(one, { version: version ?? body.version, sent: text, isConfirmed });
      change({ saving: { kind: "saved", at: body.at }, said: wordsOf(body.faults), isConfirmed, note: body.note, source: body.source });
      onSaved();
    } catch (error) {
      // What was refused is not sent again until it is changed; what did not arrive is.
      if (error instanceof Refused && !error.is("stale")) one.sent = text;
      failed(error);
    }
    one.isBusy = false;
    if (one.text !== text) await save(false);
  };
  useEffect(() => {
    const one = kept.current;
    return () => {
      clearTimeout(one.timer);
    };
  }, []);
  return {
    state,
    type: (text) => {
      const one = kept.current;
      one.text = text;
      change({ text, saving: { kind: "unsaved" } });
      clearTimeout(one.timer);
      one.timer = setTimeout(() => {
        void save(false);
      }, PAUSE_MS);
    },
    leave: () => {
      void save(kept.current.text === kept.current.sent ? kept.current.isConfirmed : false);
    },
    confirm: (note) => {
      void save(true, note);
    },
  };
}
