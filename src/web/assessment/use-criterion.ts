import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { IndexLine } from "../ui/engine.ts";
import type { Drafts } from "./drafts.ts";
import { nextCode } from "./file-model.ts";
import type { UnitFile } from "./use-file.ts";

const UNIT = "/signed-in/campaigns/$campaignId/units/$unitId";

/** After how long the address follows: every link of the page looks at it, and whoever holds a key down passes many criteria. */
const ADDRESS_MS = 250;

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog, .ant-drawer") !== null;

/** Alt with an arrow anywhere; K and J where nothing is typed. */
function useMoves(move: (by: 1 | -1) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey) return;
      const isPlain = !event.altKey && !isField(event.target);
      const by = (event.altKey && event.key === "ArrowDown") || (isPlain && event.key === "j") ? 1 : (event.altKey && event.key === "ArrowUp") || (isPlain && event.key === "k") ? -1 : undefined;
      if (by === undefined) return;
      event.preventDefault();
      move(by);
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
    };
  }, [move]);
}

/** The code that is open: at once in the page, a moment later in its address; an address that somebody else changed is followed. */
function useOpenCode(first: string | undefined, known: readonly string[]): { readonly code: string; readonly show: (code: string) => void } {
  const navigate = useNavigate();
  const router = useRouter();
  const { criterion: wanted } = useSearch({ from: UNIT });
  const ours = useRef(wanted);
  const [shown, setShown] = useState(wanted ?? first);
  const code = shown !== undefined && known.includes(shown) ? shown : (known[0] ?? "");
  useEffect(() => {
    if (wanted === undefined || wanted === ours.current) return;
    ours.current = wanted;
    setShown(wanted);
  }, [wanted]);
  useEffect(() => {
    if (shown === undefined || shown === ours.current) return undefined;
    const timer = setTimeout(() => {
      // Whoever is already on the way to another page is not held back.
      if (router.state.isLoading) return;
      ours.current = shown;
      void navigate({ to: ".", search: { criterion: shown }, replace: true, resetScroll: false });
    }, ADDRESS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [shown, navigate, router]);
  return { code, show: setShown };
}

type AtCriterion = { readonly line: IndexLine | undefined; readonly code: string; readonly card: RefObject<HTMLElement | null>; readonly open: (code: string) => void; readonly move: (by: 1 | -1) => void; readonly focusInput: () => void; readonly list: (codes: readonly string[] | undefined) => void };

/** Which criterion is open, and how one gets to another. */
export function useCriterion({ file, lines }: UnitFile, drafts: Drafts | undefined): AtCriterion {
  const [first] = useState(file.missing[0]);
  const card = useRef<HTMLElement>(null);
  const typesOn = useRef<string>(undefined);
  /** Only these are listed; all where nothing is searched or left out. */
  const listed = useRef<readonly string[]>(undefined);
  const list = useCallback((all: readonly string[] | undefined) => {
    listed.current = all;
  }, []);
  const codes = useMemo(() => lines.flatMap((one) => (one.leaf === undefined ? [] : [one.code])), [lines]);
  const { code, show } = useOpenCode(first, codes);
  const line = useMemo(() => lines.find((one) => one.leaf !== undefined && one.code === code), [lines, code]);
  const open = useCallback(
    (next: string) => {
      drafts?.flush();
      show(next);
    },
    [drafts, show],
  );
  const focusInput = useCallback(() => card.current?.querySelector<HTMLElement>(".desk-score :is(input, textarea)")?.focus(), []);
  const move = useCallback(
    (by: 1 | -1) => {
      const next = nextCode(codes, listed.current, code, by);
      typesOn.current = card.current?.contains(document.activeElement) === true ? next : undefined;
      if (next !== undefined) open(next);
    },
    [codes, code, open],
  );
  useMoves(move);
  const last = useRef(code);
  useEffect(() => {
    // Another criterion is read from its top, however far down the last one was left.
    if (last.current !== code && (card.current?.getBoundingClientRect().top ?? 0) < 0) card.current?.scrollIntoView({ block: "start" });
    last.current = code;
    // Whoever was typing goes on typing in the next one.
    if (typesOn.current === code) focusInput();
  }, [code, focusInput]);
  return { line, code, card, open, move, focusInput, list };
}
