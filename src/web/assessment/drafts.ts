import { asInput } from "../ui/entry/input.ts";
import { isRecord } from "../ui/refusal.ts";
import { type Base, delayOf, type Draft, type Event, isSameDraft, isUnsaved, type Slot, slotOf, step } from "./saving.ts";

/**
 * All that somebody types for the criteria of one file: each has its own machine (`saving.ts`), its clock, at most one
 * request under way, and a copy on this computer until the server has confirmed it.
 */

type Sent = { readonly version: string; readonly at: string };

export type Means = {
  /** Under which name copies are kept: account, campaign, unit and part. */
  readonly place: string;
  /** Where copies are kept; throws where the browser keeps nothing. */
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly send: (code: string, draft: Draft, version: string) => Promise<Sent>;
  /** Whether a draft can be sent as it stands. */
  readonly canSend: (code: string, draft: Draft) => boolean;
};

const PREFIX = "congtam.draft.";

/** A copy as it was kept; undefined where somebody has written something else there. */
function readCopy(text: string | null): Base | undefined {
  try {
    const copy: unknown = JSON.parse(text ?? "null");
    if (!isRecord(copy) || typeof copy["version"] !== "string" || typeof copy["note"] !== "string") return undefined;
    return { draft: { input: asInput(copy["input"]), note: copy["note"] }, version: copy["version"] };
  } catch {
    return undefined;
  }
}

export class Drafts {
  readonly #means: Means;
  #slots: ReadonlyMap<string, Slot> = new Map();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  readonly #unkept = new Set<string>();
  readonly #written = new Map<string, string>();

  constructor(means: Means) {
    this.#means = means;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** All criteria that were opened; another map whenever something has changed. */
  readonly slots = (): ReadonlyMap<string, Slot> => this.#slots;

  readonly isKept = (code: string): boolean => !this.#unkept.has(code);

  /** The codes of criteria with something that the server may not have. */
  readonly unsaved = (): string[] => [...this.#slots].flatMap(([code, slot]) => (isUnsaved(slot) ? [code] : []));

  /** What the server has of each criterion; copies that were left on this computer come back. */
  read(bases: ReadonlyMap<string, Base>): void {
    const fresh = [...bases].filter(([code]) => !this.#slots.has(code));
    for (const [code, base] of bases) this.#go(code, { kind: "read", base });
    if (fresh.length === 0) return;
    this.#slots = new Map([...this.#slots, ...fresh.map(([code, base]) => [code, slotOf(base)] as const)]);
    for (const [code, base] of fresh) this.#restore(code, base);
    this.#tell();
  }

  edit(code: string, draft: Draft): void {
    this.#go(code, { kind: "edited", draft, canSend: this.#means.canSend(code, draft) });
  }

  /** Sends what waits for its moment or for the line; what was refused only when it is asked for by its code. */
  readonly flush = (): void => {
    for (const [code, { phase }] of this.#slots) if (phase.kind === "waiting" || phase.kind === "offline") this.#go(code, { kind: "due" });
  };

  readonly retry = (code: string): void => {
    this.#go(code, { kind: "due" });
  };

  resolve(code: string, whose: "mine" | "theirs"): void {
    this.#go(code, { kind: whose === "mine" ? "keep-mine" : "take-theirs" });
  }

  #restore(code: string, base: Base): void {
    const kept = this.#stored(code);
    const copy = readCopy(kept);
    if (kept === null || copy === undefined) return;
    this.#written.set(code, kept);
    if (isSameDraft(copy.draft, base.draft)) this.#drop(code);
    // Somebody has saved since the copy was made: both are there until somebody decides.
    else if (Number(copy.version) < Number(base.version)) this.#set(code, { ...slotOf(base), draft: copy.draft, canSend: this.#means.canSend(code, copy.draft), phase: { kind: "conflict", current: base } });
    else this.edit(code, copy.draft);
  }

  #go(code: string, event: Event): void {
    const before = this.#slots.get(code);
    if (before === undefined) return;
    const after = step(before, event);
    if (after === before) return;
    this.#set(code, after);
    if (after.draft !== before.draft || isUnsaved(after) !== isUnsaved(before)) this.#keep(code, after);
    this.#arrange(code, before, after);
  }

  #set(code: string, slot: Slot): void {
    this.#slots = new Map(this.#slots).set(code, slot);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #arrange(code: string, before: Slot, after: Slot): void {
    // Whoever goes on typing puts off the moment; whoever types while the line is down does not.
    if (after.phase === before.phase && after.phase.kind !== "waiting") return;
    clearTimeout(this.#timers.get(code));
    this.#timers.delete(code);
    const delay = delayOf(after);
    if (delay !== undefined) {
      this.#timers.set(
        code,
        setTimeout(() => {
          this.#go(code, { kind: "due" });
        }, delay),
      );
    }
    if (after.phase.kind === "sending" && before.phase.kind !== "sending") void this.#send(code, after.phase.sent, after.base.version);
  }

  async #send(code: string, draft: Draft, version: string): Promise<void> {
    try {
      const sent = await this.#means.send(code, draft, version);
      this.#go(code, { kind: "saved", version: sent.version, at: sent.at });
    } catch (error) {
      this.#go(code, { kind: "failed", error });
    }
  }

  #key(code: string): string {
    return `${PREFIX}${this.#means.place}.${code}`;
  }

  #stored(code: string): string | null {
    try {
      return this.#means.storage.getItem(this.#key(code));
    } catch {
      return null;
    }
  }

  #keep(code: string, { base, draft, phase }: Slot): void {
    if (phase.kind === "rest") {
      this.#drop(code);
      return;
    }
    const copy = JSON.stringify({ ...draft, version: base.version });
    try {
      this.#means.storage.setItem(this.#key(code), copy);
      this.#written.set(code, copy);
      this.#unkept.delete(code);
    } catch {
      // A browser that keeps nothing: what is typed lives as long as the page.
      this.#unkept.add(code);
    }
  }

  /** Another window may have kept something of its own under the same name: only what is ours is removed. */
  #drop(code: string): void {
    if (this.#stored(code) === this.#written.get(code)) this.#means.storage.removeItem(this.#key(code));
    this.#written.delete(code);
  }
}
