import { giveMark } from "../../contract/leadership.ts";
import { call } from "../shell/client.ts";
import { isPassing, Refused } from "../ui/refusal.ts";
import { begun, type Cell, cellKey, freshCell, type Kept, keptIn, reread, settle, taken, want, type Wanted } from "./marking.ts";

/** Keeps a leader's marks and saves each at once; what cannot be saved is kept in this browser and sent when it can be. */

/** Whoever goes through a row by the arrow keys means the mark at which they stop. */
const PAUSE_MS = 350;
const RETRY_MS = 5000;

type Kept0 = { readonly unitId: string; readonly code: string } & Kept;
type Stored = Readonly<Record<string, Wanted & { readonly version: string }>>;

function readStored(name: string): Stored {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).flatMap(([key, value]: [string, unknown]) => {
        const one = keptIn(value);
        return one === undefined ? [] : [[key, { mark: one.mark, note: one.note, version: one.version }]];
      }),
    );
  } catch {
    return {};
  }
}

/** What is to be shown, and done, when the server has not taken a mark. */
function failed(cell: Cell, sent: Wanted, error: unknown): Cell {
  const theirs = error instanceof Refused && error.is("stale") ? keptIn(error.current) : undefined;
  // A repeat of what did arrive is no conflict.
  if (theirs !== undefined) return theirs.mark === sent.mark && theirs.note === sent.note ? taken(cell, sent, theirs) : { ...cell, sending: undefined, state: "conflict", theirs };
  if (isPassing(error)) return { ...cell, sending: undefined, state: "offline" };
  return { ...cell, sending: undefined, state: "refused", refusal: error instanceof Refused ? (error.fields[0]?.message ?? error.detail ?? error.title) : String(error) };
}

export class MarksDesk {
  readonly #campaignId: string;
  readonly #store: string;
  readonly #cells = new Map<string, Cell>();
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #round = 0;

  constructor(campaignId: string, personId: string) {
    this.#campaignId = campaignId;
    this.#store = `congtam.marks.${campaignId}.${personId}`;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    globalThis.addEventListener("online", this.#retry);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) globalThis.removeEventListener("online", this.#retry);
    };
  };

  /** Changes whenever any cell does. */
  readonly round = (): number => this.#round;
  readonly cell = (key: string): Cell | undefined => this.#cells.get(key);
  readonly cells = (): Cell[] => [...this.#cells.values()];

  /** What the server has now. The first time, what this browser has kept from before is taken up again. */
  take(marks: readonly Kept0[]): void {
    const stored = readStored(this.#store);
    for (const { unitId, code, mark, note, version, at } of marks) {
      const key = cellKey(unitId, code);
      const kept = { mark, note, version, at };
      const present = this.#cells.get(key);
      const left = stored[key];
      if (present !== undefined) this.#cells.set(key, reread(present, kept));
      else if (left === undefined) this.#cells.set(key, freshCell(unitId, code, kept));
      else {
        // It rests on the version that was seen then: whether that still stands the server says.
        this.#cells.set(key, { ...freshCell(unitId, code, { ...kept, version: left.version }), wanted: { mark: left.mark, note: left.note }, state: "waiting" });
        this.#plan(key, 0);
      }
    }
    this.#tell();
  }

  mark(key: string, wanted: Wanted): void {
    const cell = this.#cells.get(key);
    if (cell === undefined) return;
    const next = want(cell, wanted);
    this.#set(key, next);
    if (next.state === "waiting") this.#plan(key, PAUSE_MS);
  }

  settle(key: string, choice: "mine" | "theirs"): void {
    const cell = this.#cells.get(key);
    if (cell === undefined) return;
    const next = settle(cell, choice);
    this.#set(key, next);
    if (next.wanted !== undefined) this.#plan(key, 0);
  }

  readonly #retry = (): void => {
    for (const [key, { state }] of this.#cells) if (state === "offline") this.#plan(key, 0);
  };

  #plan(key: string, after: number): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.set(key, setTimeout(() => { void this.#send(key); }, after));
  }

  async #send(key: string): Promise<void> {
    const cell = this.#cells.get(key);
    const next = cell === undefined ? undefined : begun(cell);
    if (next?.sending === undefined) return;
    const sent = next.sending;
    this.#set(key, next);
    try {
      const { body } = await call(giveMark, { params: { campaignId: this.#campaignId, unitId: next.unitId, code: next.code }, body: sent, version: next.kept.version });
      this.#change(key, (now) => taken(now, sent, { mark: body.mark, note: body.note, version: body.version, at: body.at }));
    } catch (error) {
      this.#change(key, (now) => failed(now, sent, error));
    }
    const { state } = this.#cells.get(key) ?? next;
    if (state === "waiting") this.#plan(key, 0);
    if (state === "offline") this.#plan(key, RETRY_MS);
  }

  #change(key: string, by: (cell: Cell) => Cell): void {
    const cell = this.#cells.get(key);
    if (cell !== undefined) this.#set(key, by(cell));
  }

  #set(key: string, cell: Cell): void {
    this.#cells.set(key, cell);
    this.#keep();
    this.#tell();
  }

  /** What the server does not have yet outlives the page. */
  #keep(): void {
    const left = [...this.#cells].flatMap(([key, { wanted, kept, state }]) => (wanted === undefined || state === "refused" ? [] : [[key, { ...wanted, version: kept.version }] as const]));
    try {
      if (left.length === 0) localStorage.removeItem(this.#store);
      else localStorage.setItem(this.#store, JSON.stringify(Object.fromEntries(left)));
    } catch {
      // Without a store it lasts as long as the page.
    }
  }

  #tell(): void {
    this.#round++;
    for (const listener of this.#listeners) listener();
  }
}
