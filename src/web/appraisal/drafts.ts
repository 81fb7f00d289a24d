import { useCallback, useState } from "react";
import { useSession } from "../shell/session.ts";
import { asInput, type Input } from "../ui/entry/input.ts";
import type { Round } from "./ground.ts";

/** What was typed and not saved yet: kept in this browser until the server has it, so that nothing is lost with the line. */

export type Draft = { readonly input: Input | null; readonly reason: string; /** As it stands in a cell; may be no number yet. */ readonly text?: string; /** The version of one's own appraisal on which it rests. */ readonly base?: string };
export type Drafts = {
  readonly all: ReadonlyMap<string, Draft>;
  readonly put: (unitId: string, code: string, draft: Draft | undefined) => void;
  /** Lets go of a draft that was saved; one that has been changed since rests on what was saved. */
  readonly settle: (unitId: string, code: string, saved: Draft, version: string) => void;
};

export const draftKey = (unitId: string, code: string): string => `${unitId} ${code}`;

function draftOf(value: unknown): Draft | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const at = (name: string): unknown => Reflect.get(value, name);
  const [reason, text, base] = [at("reason"), at("text"), at("base")];
  return { input: asInput(at("input")), reason: typeof reason === "string" ? reason : "", ...(typeof text === "string" ? { text } : {}), ...(typeof base === "string" ? { base } : {}) };
}

function readKept(place: string): Map<string, Draft> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    if (typeof kept !== "object" || kept === null) return new Map();
    return new Map(Object.entries(kept).flatMap(([key, value]: [string, unknown]): [string, Draft][] => {
      const draft = draftOf(value);
      return draft === undefined ? [] : [[key, draft]];
    }));
  } catch {
    // A browser without a store, or one that was tampered with: there are no drafts.
    return new Map();
  }
}

function keep(place: string, all: ReadonlyMap<string, Draft>): void {
  try {
    if (all.size === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(Object.fromEntries(all)));
  } catch {
    // Without a store drafts last as long as the page.
  }
}

/** The drafts of this person in a round. */
export function useDrafts(campaignId: string, round: Round): Drafts {
  const { user } = useSession();
  const place = `congtam.appraisal.${user.personId}.${campaignId}.${round}`;
  const [all, setAll] = useState<ReadonlyMap<string, Draft>>(() => readKept(place));
  const change = useCallback(
    (key: string, alter: (before: Draft | undefined) => Draft | undefined) => {
      setAll((before) => {
        const after = new Map(before);
        const draft = alter(before.get(key));
        if (draft === undefined) after.delete(key);
        else after.set(key, draft);
        keep(place, after);
        return after;
      });
    },
    [place],
  );
  const put = useCallback<Drafts["put"]>((unitId, code, draft) => {
    change(draftKey(unitId, code), () => draft);
  }, [change]);
  const settle = useCallback<Drafts["settle"]>((unitId, code, saved, version) => {
    change(draftKey(unitId, code), (now) => (now === undefined || now === saved ? undefined : { ...now, base: version }));
  }, [change]);
  return { all, put, settle };
}
