import { randomUUID } from "node:crypto";
import type { Hears } from "./announce.ts";

/** What was handed out lately, for who comes back after a moment; in the order in which it was committed, which is the same in every process. */

export type Kept = { readonly id: string; readonly event: string; readonly hears: Hears; readonly sameKey: string | undefined };

/** Minutes of a busy evening. */
const MOST = 4000;

type Keeping = {
  readonly add: (one: Kept) => void;
  /** Forgets everything: from the mark that is returned on nothing is missed. */
  readonly begin: () => string;
  readonly newestId: () => string;
  /** What came behind this; undefined when it is not known any more. */
  readonly after: (id: string) => readonly Kept[] | undefined;
};

export function makeKept(): Keeping {
  const kept: Kept[] = [];
  let mark: string = randomUUID();
  let isWhole = true;
  return {
    add: (one) => {
      kept.push(one);
      if (kept.length <= MOST) return;
      kept.splice(0, MOST / 2);
      isWhole = false;
    },
    begin: () => {
      kept.length = 0;
      isWhole = true;
      mark = randomUUID();
      return mark;
    },
    newestId: () => kept.at(-1)?.id ?? mark,
    after: (id) => {
      if (id === mark) return isWhole ? [...kept] : undefined;
      const at = kept.findIndex((one) => one.id === id);
      return at === -1 ? undefined : kept.slice(at + 1);
    },
  };
}
