import { asInput, type Input, isSameInput } from "../ui/entry/input.ts";
import { isPassing, isRecord, Refused } from "../ui/refusal.ts";
import type { Saving } from "../ui/save-state.tsx";

/**
 * What becomes of what somebody types for one criterion, as a pure machine: what the server has, what is on the screen,
 * and where the second is on its way to the first. What was typed last is always there until somebody else's is taken
 * on purpose.
 */

export type Draft = { readonly input: Input | null; readonly note: string };
/** A value that the server has, with its version; version "0": nothing yet. */
export type Base = { readonly draft: Draft; readonly version: string };

type Phase =
  /** On the screen is what the server has. */
  | { readonly kind: "rest" }
  /** It cannot be sent as it stands: a letter among digits, one of two numbers. */
  | { readonly kind: "held" }
  | { readonly kind: "waiting" }
  | { readonly kind: "sending"; readonly sent: Draft; readonly attempt: number }
  | { readonly kind: "offline"; readonly attempt: number }
  /** Somebody else has saved since: both are kept until somebody decides. */
  | { readonly kind: "conflict"; readonly current: Base }
  | { readonly kind: "refused"; readonly error: unknown };

export type Slot = {
  readonly base: Base;
  readonly draft: Draft;
  readonly canSend: boolean;
  readonly phase: Phase;
  /** What was sent without an answer: it may have arrived. */
  readonly unanswered: Draft | null;
  /** When the server last kept something from this screen. */
  readonly savedAt: string | null;
};

export type Event =
  | { readonly kind: "edited"; readonly draft: Draft; readonly canSend: boolean }
  /** The pause is over, the line is back, or somebody wants it sent now. */
  | { readonly kind: "due" }
  | { readonly kind: "saved"; readonly version: string; readonly at: string }
  | { readonly kind: "failed"; readonly error: unknown }
  /** The file was read anew. */
  | { readonly kind: "read"; readonly base: Base }
  | { readonly kind: "keep-mine" }
  | { readonly kind: "take-theirs" };

export const NOTHING: Draft = { input: null, note: "" };
export const EMPTY_BASE: Base = { draft: NOTHING, version: "0" };

/** Notes are trimmed by the server. */
export const isSameDraft = (one: Draft, other: Draft): boolean => one.note.trim() === other.note.trim() && isSameInput(one.input, other.input);

export const slotOf = (base: Base): Slot => ({ base, draft: base.draft, canSend: true, phase: { kind: "rest" }, unanswered: null, savedAt: null });

/** Where a draft that is on its way nowhere yet stands. */
const settled = (slot: Slot): Slot => ({ ...slot, phase: isSameDraft(slot.draft, slot.base.draft) ? { kind: "rest" } : { kind: slot.canSend ? "waiting" : "held" } });

/** What the server has, as it says in its refusal; null there means nothing. */
function baseIn(current: unknown): Base | undefined {
  if (current === null) return EMPTY_BASE;
  if (!isRecord(current) || typeof current["version"] !== "string") return undefined;
  const { note } = current;
  return { draft: { input: asInput(current["input"]), note: typeof note === "string" ? note : "" }, version: current["version"] };
}

function edited(slot: Slot, draft: Draft, canSend: boolean): Slot {
  const next = { ...slot, draft, canSend };
  const { kind } = slot.phase;
  if (kind === "sending" || kind === "conflict") return next;
  const here = settled(next);
  // Whoever types while the line is down waits for the line, not for the pause.
  return kind === "offline" && here.phase.kind === "waiting" ? { ...here, phase: slot.phase } : here;
}

function failed(slot: Slot, { sent, attempt }: Extract<Phase, { kind: "sending" }>, error: unknown): Slot {
  const offline: Slot = { ...slot, phase: { kind: "offline", attempt: attempt + 1 } };
  if (isPassing(error)) return { ...offline, unanswered: sent };
  if (!(error instanceof Refused) || !error.is("stale")) return { ...slot, phase: { kind: "refused", error } };
  const current = baseIn(error.current);
  // The next attempt will be told what there is.
  if (current === undefined) return offline;
  // What the server has may be our own, of which the answer was lost.
  const own = [sent, slot.draft, ...(slot.unanswered === null ? [] : [slot.unanswered])];
  return own.some((one) => isSameDraft(current.draft, one)) ? settled({ ...slot, base: current, unanswered: null }) : { ...slot, phase: { kind: "conflict", current } };
}

function read(slot: Slot, base: Base): Slot {
  if (Number(base.version) <= Number(slot.base.version)) return slot;
  switch (slot.phase.kind) {
    case "rest":
      return { ...slot, base, draft: base.draft, canSend: true };
    case "sending":
      // The answer that is awaited says which of the two it was.
      return slot;
    case "held":
    case "waiting":
    case "offline":
    case "refused":
    case "conflict":
      return isSameDraft(base.draft, slot.draft) ? settled({ ...slot, base }) : { ...slot, phase: { kind: "conflict", current: base } };
  }
}

function due(slot: Slot): Slot {
  const { kind } = slot.phase;
  const isWanted = kind === "waiting" || kind === "offline" || kind === "refused";
  return isWanted && slot.canSend ? { ...slot, phase: { kind: "sending", sent: slot.draft, attempt: slot.phase.kind === "offline" ? slot.phase.attempt : 0 } } : slot;
}

export function step(slot: Slot, event: Event): Slot {
  const { phase } = slot;
  switch (event.kind) {
    case "edited":
      return edited(slot, event.draft, event.canSend);
    case "due":
      return due(slot);
    case "saved":
      return phase.kind === "sending" ? settled({ ...slot, base: { draft: phase.sent, version: event.version }, unanswered: null, savedAt: event.at }) : slot;
    case "failed":
      return phase.kind === "sending" ? failed(slot, phase, event.error) : slot;
    case "read":
      return read(slot, event.base);
    case "keep-mine":
      return phase.kind === "conflict" ? settled({ ...slot, base: phase.current }) : slot;
    case "take-theirs":
      return phase.kind === "conflict" ? { ...slot, base: phase.current, draft: phase.current.draft, canSend: true, phase: { kind: "rest" } } : slot;
  }
}

const PAUSE_MS = 800;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30_000;

/** After how long the next attempt is due; undefined: something else must happen first. */
export function delayOf({ phase, canSend }: Slot): number | undefined {
  if (phase.kind === "waiting") return PAUSE_MS;
  return phase.kind === "offline" && canSend ? Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (phase.attempt - 1)) : undefined;
}

/** Whether something is on the screen that the server may not have. */
export const isUnsaved = ({ phase }: Slot): boolean => phase.kind !== "rest";

/** The state in words; `isKept`: this computer holds a copy. */
export function savingOf({ phase, savedAt }: Slot, isKept: boolean): Saving {
  switch (phase.kind) {
    case "rest":
      return savedAt === null ? { kind: "idle" } : { kind: "saved", at: savedAt };
    case "held":
    case "waiting":
      return { kind: "unsaved" };
    case "sending":
      return { kind: "saving" };
    case "offline":
      return { kind: isKept ? "offline" : "unsaved" };
    case "conflict":
      return { kind: "conflict" };
    case "refused":
      return { kind: "refused" };
  }
}
