/** Files on their way, as whoever looks at them sees them; uploads.ts moves them on. */

export type Library = { readonly unitId: string; readonly year: number };
/** `known`: the library had it already, and it was not sent again; `held`: by the person; `broken`: the line is lost, it goes on by itself; `refused`: it never will. */
export type Phase = { readonly kind: "hashing" | "naming" | "queued" | "sending" | "held" | "kept" | "known" } | { readonly kind: "broken" | "refused"; readonly error: unknown };
export type Sending = Library & {
  readonly key: string;
  /** Where it was chosen: a criterion, an item of which it is a new version, or just the library. */
  readonly spot: string;
  /** Once the server knows it. */
  readonly fileId?: string;
  readonly name: string;
  readonly size: number;
  readonly phase: Phase;
  /** Bytes hashed, later bytes sent. */
  readonly done: number;
  /** Bytes in a second. */
  readonly rate: number;
};

let items: readonly Sending[] = [];
const listeners = new Set<() => void>();

export const uploadsNow = (): readonly Sending[] => items;
export const listenToUploads = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function tell(next: readonly Sending[]): void {
  items = next;
  for (const listener of listeners) listener();
}

export const patch = (key: string, change: Partial<Sending>): void => {
  tell(items.map((one) => (one.key === key ? { ...one, ...change } : one)));
};

const OVER: ReadonlySet<Phase["kind"]> = new Set(["kept", "known", "refused"]);
export const isOver = ({ phase }: Sending): boolean => OVER.has(phase.kind);
