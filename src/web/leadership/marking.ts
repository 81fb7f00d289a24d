/** A leader's marks as they stand on the screen: what the server has, and what is wanted of it. No I/O. */

export type Kept = { readonly mark: string | null; readonly note: string | null; readonly version: string; readonly at: string | null };
export type Wanted = { readonly mark: string | null; readonly note: string | null };
export type CellState = "idle" | "waiting" | "saving" | "saved" | "offline" | "conflict" | "refused";
export type Cell = {
  readonly unitId: string;
  readonly code: string;
  readonly kept: Kept;
  /** What is on its way; undefined when the server has everything. */
  readonly wanted: Wanted | undefined;
  /** What is under way to the server; what is wanted may have changed since. */
  readonly sending: Wanted | undefined;
  readonly state: CellState;
  /** What somebody gave in another window meanwhile. */
  readonly theirs: Kept | undefined;
  /** Why the server would not take it, in its words. */
  readonly refusal: string | undefined;
};

/** More targets than these are typed instead. */
const MOST_TARGETS = 21;

/** Half points from 0 to the maximum, as the server writes them; undefined where they would be too many to press. */
export function stepsTo(max: string): string[] | undefined {
  const count = Math.floor(Number(max) * 2) + 1;
  return count > MOST_TARGETS ? undefined : Array.from({ length: count }, (_, i) => (i / 2).toFixed(2));
}

/** The targets of a row: the half points, and a mark between them where one was given. */
export function targetsOf(max: string, mark: string | null): string[] | undefined {
  const steps = stepsTo(max);
  return steps === undefined || mark === null || steps.includes(mark) ? steps : [...steps, mark].toSorted((one, other) => Number(one) - Number(other));
}

/** The mark that a key means on a row: a digit the whole point, "," or "." half a point more or less, Delete none. */
export function markByKey(key: string, now: string | null, max: string): string | null | undefined {
  if (key === "Delete" || key === "Backspace") return now === null ? undefined : null;
  if (/^\d$/.test(key)) return Number(key) <= Number(max) ? `${key}.00` : undefined;
  if (key !== "," && key !== ".") return undefined;
  const whole = Math.floor(Number(now ?? "0"));
  const half = Number(now ?? "0") === whole ? whole + 0.5 : whole;
  return half <= Number(max) ? half.toFixed(2) : undefined;
}

export const cellKey = (unitId: string, code: string): string => `${unitId} ${code}`;
export const freshCell = (unitId: string, code: string, kept: Kept): Cell => ({ unitId, code, kept, wanted: undefined, sending: undefined, state: "idle", theirs: undefined, refusal: undefined });
/** What stands on the screen. */
export const shownMark = ({ kept, wanted }: Pick<Cell, "kept" | "wanted">): string | null => (wanted === undefined ? kept.mark : wanted.mark);
export const shownNote = ({ kept, wanted }: Pick<Cell, "kept" | "wanted">): string | null => (wanted === undefined ? kept.note : wanted.note);

const isSame = (one: Wanted, other: Wanted): boolean => one.mark === other.mark && one.note === other.note;

/** Somebody chose a mark or wrote a note; what equals what the server has needs no saving. */
export function want(cell: Cell, wanted: Wanted): Cell {
  if (cell.sending === undefined && cell.theirs === undefined && isSame(wanted, cell.kept)) return { ...cell, wanted: undefined, state: "idle", refusal: undefined };
  return { ...cell, wanted, state: cell.state === "conflict" ? "conflict" : "waiting", refusal: undefined };
}

/** Sent: until it has answered nothing else is. Undefined when there is nothing to send, or it has to wait. */
export const begun = (cell: Cell): Cell | undefined => (cell.wanted === undefined || cell.sending !== undefined || cell.state === "conflict" ? undefined : { ...cell, sending: cell.wanted, state: "saving" });

/** The server has taken `sent`; what was chosen since is still to be sent. */
export function taken(cell: Cell, sent: Wanted, kept: Kept): Cell {
  const isAll = cell.wanted === undefined || isSame(cell.wanted, sent);
  return { ...cell, kept, sending: undefined, wanted: isAll ? undefined : cell.wanted, state: isAll ? "saved" : "waiting", theirs: undefined, refusal: undefined };
}

/** What a new reading brings; what is on its way stays as it was based. */
export const reread = (cell: Cell, kept: Kept): Cell => (cell.wanted === undefined && Number(kept.version) >= Number(cell.kept.version) ? { ...cell, kept } : cell);

/** The person has seen both marks and chosen one. */
export function settle(cell: Cell, choice: "mine" | "theirs"): Cell {
  const kept = cell.theirs ?? cell.kept;
  return choice === "theirs" ? { ...cell, kept, wanted: undefined, state: "idle", theirs: undefined } : { ...cell, kept, state: "waiting", theirs: undefined };
}

/** What the server says is there, when a change rested on an older mark. */
export function keptIn(value: unknown): Kept | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { mark, note, version, at }: { mark?: unknown; note?: unknown; version?: unknown; at?: unknown } = value;
  const text = (one: unknown): string | null => (typeof one === "string" ? one : null);
  return typeof version === "string" ? { mark: text(mark), note: text(note), version, at: text(at) } : undefined;
}
