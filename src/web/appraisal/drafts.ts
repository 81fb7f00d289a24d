import { useCallback, useSyncExternalStore } from "react";
import { useSession } from "../shell/session.ts";
import { asInput, type Input, isSameInput } from "../ui/entry/input.ts";
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

/** What is shown of them now. Beside the pages, since an answer may come when its page has been left already. */
const read = new Map<string, ReadonlyMap<string, Draft>>();
const listeners = new Set<() => void>();

function draftsAt(place: string): ReadonlyMap<string, Draft> {
  const all = read.get(place) ?? readKept(place);
  read.set(place, all);
  return all;
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => {
    listeners.delete(tell);
    // Another window may write meanwhile: whoever comes next reads them anew.
    if (listeners.size === 0) read.clear();
  };
}

function change(place: string, key: string, alter: (before: Draft | undefined) => Draft | undefined): void {
  const after = new Map(draftsAt(place));
  const draft = alter(after.get(key));
  if (draft === undefined) after.delete(key);
  else after.set(key, draft);
  keep(place, after);
  read.set(place, after);
  for (const tell of listeners) tell();
}

const isSame = (one: Draft, other: Draft): boolean => isSameInput(one.input, other.input) && one.reason === other.reason && one.text === other.text;

/** The drafts of this person in a round. */
export function useDrafts(campaignId: string, round: Round): Drafts {
  const { user } = useSession();
  const place = `congtam.appraisal.${user.personId}.${campaignId}.${round}`;
  const all = useSyncExternalStore(listen, () => draftsAt(place));
  const put = useCallback<Drafts["put"]>((unitId, code, draft) => {
    change(place, draftKey(unitId, code), () => draft);
  }, [place]);
  const settle = useCallback<Drafts["settle"]>((unitId, code, saved, version) => {
    change(place, draftKey(unitId, code), (now) => (now === undefined || isSame(now, saved) ? undefined : { ...now, base: version }));
  }, [place]);
  return { all, put, settle };
}
