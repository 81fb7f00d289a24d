import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { readFile, saveExplanation, saveScore } from "../../contract/assessment.ts";
import type { Answer } from "../shell/client.ts";
import { call } from "../shell/client.ts";
import { forget, keyOf } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { judge } from "../ui/engine.ts";
import { Drafts } from "./drafts.ts";
import { explanationBases, type File, scoreBases, withExplanation, withScore } from "./file-model.ts";
import type { Base, Slot } from "./saving.ts";
import type { UnitFile } from "./use-file.ts";

/** What is typed on the pages of a file outlives the page: it goes on being saved while one looks elsewhere. */
const shelves = new Map<string, Drafts>();

const patch = (client: QueryClient, { campaignId, unitId }: File, change: (file: File) => File): void => {
  client.setQueryData<Answer<typeof readFile>>(keyOf(readFile, { params: { campaignId, unitId } }), (known) => (known === undefined ? known : { ...known, body: change(known.body) }));
  void forget(client, ["home", "assessment.history"]);
};

function scoreDrafts(client: QueryClient, place: string, { file, index }: UnitFile): Drafts {
  const { campaignId, unitId } = file;
  return new Drafts({
    place,
    storage: localStorage,
    canSend: (code, { input }) => {
      const leaf = index.leafByCode.get(code);
      return leaf !== undefined && judge(leaf, input).kind !== "faults";
    },
    send: async (code, { input, note }, version) => {
      const { body } = await call(saveScore, { params: { campaignId, unitId, code }, body: { input, note }, version });
      const { code: _code, ...saved } = body;
      patch(client, file, (known) => withScore(known, code, saved, index.leafByCode.get(code)?.kind === "points"));
      return saved;
    },
  });
}

function explanationDrafts(client: QueryClient, place: string, { file }: UnitFile): Drafts {
  const { campaignId, unitId } = file;
  return new Drafts({
    place,
    storage: localStorage,
    // An explanation that was given cannot become none; an empty one is not sent.
    canSend: (_code, { note }) => note.trim() !== "",
    send: async (code, { note }, version) => {
      const { body } = await call(saveExplanation, { params: { campaignId, unitId, code }, body: { text: note }, version });
      const { code: _code, ...saved } = body;
      patch(client, file, (known) => withExplanation(known, code, saved));
      return saved;
    },
  });
}

const KINDS = {
  score: { make: scoreDrafts, basesOf: scoreBases },
  explanation: { make: explanationDrafts, basesOf: explanationBases },
} as const;

const NONE: ReadonlyMap<string, Slot> = new Map();
const NO_BASES: ReadonlyMap<string, Base> = new Map();

/** Keeps a shelf in step with the file, the line and the window. */
function useShelf(drafts: Drafts | undefined, bases: ReadonlyMap<string, Base>): void {
  useEffect(() => {
    drafts?.read(bases);
  }, [drafts, bases]);
  useEffect(() => {
    if (drafts === undefined) return undefined;
    const warn = (event: BeforeUnloadEvent): void => {
      drafts.flush();
      if (drafts.unsaved().length > 0) event.preventDefault();
    };
    globalThis.addEventListener("online", drafts.flush);
    globalThis.addEventListener("beforeunload", warn);
    return () => {
      globalThis.removeEventListener("online", drafts.flush);
      globalThis.removeEventListener("beforeunload", warn);
      drafts.flush();
    };
  }, [drafts]);
}

const basesByFile = new WeakMap<File, Map<string, ReadonlyMap<string, Base>>>();

function basesFor(kind: keyof typeof KINDS, file: File): ReadonlyMap<string, Base> {
  const known = basesByFile.get(file)?.get(kind);
  if (known !== undefined) return known;
  const bases = KINDS[kind].basesOf(file);
  basesByFile.set(file, new Map(basesByFile.get(file)).set(kind, bases));
  return bases;
}

/** What somebody types for this file; undefined for whoever may not write in it. */
export function useDrafts(kind: keyof typeof KINDS, unitFile: UnitFile, mayWrite: boolean): Drafts | undefined {
  const client = useQueryClient();
  const { user } = useSession();
  const { file, engine } = unitFile;
  const name = `${user.accountId}.${file.campaignId}.${file.unitId}.${kind}`;
  const key = `${name} ${engine.sha256}`;
  if (mayWrite && !shelves.has(key)) shelves.set(key, KINDS[kind].make(client, name, unitFile));
  // Whoever could write when the page was opened keeps what was typed, whatever happens to their role.
  const drafts = shelves.get(key);
  useShelf(drafts, drafts === undefined ? NO_BASES : basesFor(kind, file));
  return drafts;
}

/** What is on the screen and what has become of it; whoever asks is drawn again with every key. */
export const useSlots = (drafts: Drafts | undefined): ReadonlyMap<string, Slot> => useSyncExternalStore(drafts?.subscribe ?? noListener, drafts?.slots ?? noSlots);

const noListener = (): (() => void) => () => undefined;
const noSlots = (): ReadonlyMap<string, Slot> => NONE;
