import type { Column } from "./columns.ts";

/** Where a key leads in the grid, as in a spreadsheet; undefined: it is no key that moves. */

export type Place = { readonly at: number; readonly column: Column };
type Key = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean };

const within = (value: number, count: number): number => Math.min(Math.max(0, count - 1), Math.max(0, value));

export function moved({ key, ctrlKey, metaKey }: Key, { at, column }: Place, rowCount: number, columns: readonly Column[], page: number): Place | undefined {
  const isFar = ctrlKey || metaKey;
  const here = columns.indexOf(column);
  const to = (down: number, right: number): Place => ({ at: within(down, rowCount), column: columns[within(right, columns.length)] ?? column });
  switch (key) {
    case "ArrowDown":
      return to(isFar ? rowCount : at + 1, here);
    case "ArrowUp":
      return to(isFar ? 0 : at - 1, here);
    case "ArrowRight":
      return to(at, isFar ? columns.length : here + 1);
    case "ArrowLeft":
      return to(at, isFar ? 0 : here - 1);
    case "PageDown":
      return to(at + page, here);
    case "PageUp":
      return to(at - page, here);
    case "Home":
      return to(isFar ? 0 : at, 0);
    case "End":
      return to(isFar ? rowCount : at, columns.length);
    default:
      return undefined;
  }
}
