import { useState } from "react";
import { type Column, COLUMNS } from "./columns.ts";

/** Which columns a person does not want: kept in this browser. What stands beside the grid anyway is at first left out. */

const KEY = "congtam.appraisal.hidden";

const AT_FIRST = JSON.stringify(["note"] satisfies Column[]);

function readKept(): ReadonlySet<Column> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? AT_FIRST);
    return new Set(Array.isArray(kept) ? COLUMNS.filter((one) => kept.includes(one)) : []);
  } catch {
    // A browser without a store, or one that was tampered with: all columns are shown.
    return new Set();
  }
}

export function useHidden(): readonly [hidden: ReadonlySet<Column>, hide: (hidden: ReadonlySet<Column>) => void] {
  const [hidden, setHidden] = useState(readKept);
  const hide = (next: ReadonlySet<Column>): void => {
    setHidden(next);
    try {
      localStorage.setItem(KEY, JSON.stringify([...next]));
    } catch {
      // Without a store the choice lasts as long as the page.
    }
  };
  return [hidden, hide];
}
