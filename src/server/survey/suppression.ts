/** Which cells of a table may be shown, so that nobody is found in a small one nor by subtracting what is shown. */

/** Fewer answers than this are never shown. */
export const LEAST_SHOWN = 10;

export type Cell = { readonly row: string; readonly column: string; readonly n: number };

/** What may be shown: single cells, rows, columns and the whole. */
export type Shown = { readonly cells: ReadonlySet<string>; readonly rows: ReadonlySet<string>; readonly columns: ReadonlySet<string>; readonly whole: boolean };

export const cellKey = ({ row, column }: Pick<Cell, "row" | "column">): string => JSON.stringify([row, column]);

/** A sum that everybody can do: the members make the total. */
type Sum = { readonly members: readonly { readonly key: string; readonly n: number }[]; readonly total: string };

const rowKey = (row: string): string => JSON.stringify(["row", row, 0]);
const columnKey = (column: string): string => JSON.stringify(["column", column, 0]);
const WHOLE = "whole";

/** What has to be hidden besides, so that one sum does not tell what is hidden in it; nothing when all is well. */
function besides({ members, total }: Sum, hidden: ReadonlySet<string>): string | undefined {
  const there = members.filter((one) => one.n > 0);
  const taken = there.filter((one) => hidden.has(one.key));
  const [smallest] = there.filter((one) => !hidden.has(one.key)).toSorted((a, b) => a.n - b.n || (a.key < b.key ? -1 : 1));
  if (hidden.has(total)) return taken.length === 0 ? smallest?.key : undefined;
  const sum = taken.reduce((n, one) => n + one.n, 0);
  if (taken.length === 0 || (taken.length >= 2 && sum >= LEAST_SHOWN)) return undefined;
  return smallest?.key ?? total;
}

/**
 * The cells of a table of counts, with its totals, that may be shown together. Each sum hides either nothing or at
 * least two numbers that hold ten answers between them, in every direction, until nothing more has to be hidden.
 */
export function shownCells(cells: readonly Cell[]): Shown {
  const sizeOf = (own: readonly Cell[]): number => own.reduce((sum, one) => sum + one.n, 0);
  const rows = [...Map.groupBy(cells, (one) => one.row)].map(([row, own]) => ({ name: row, key: rowKey(row), n: sizeOf(own), own }));
  const columns = [...Map.groupBy(cells, (one) => one.column)].map(([column, own]) => ({ name: column, key: columnKey(column), n: sizeOf(own), own }));
  const lines = [...rows, ...columns];
  const sums: Sum[] = [...lines.map(({ key, own }) => ({ members: own.map((one) => ({ key: cellKey(one), n: one.n })), total: key })), { members: rows, total: WHOLE }, { members: columns, total: WHOLE }];
  const numbers = [...cells.map((one) => ({ key: cellKey(one), n: one.n })), ...lines, { key: WHOLE, n: sizeOf(cells) }];
  const hidden = new Set(numbers.filter((one) => one.n < LEAST_SHOWN).map((one) => one.key));
  for (let before = -1; before < hidden.size; ) {
    before = hidden.size;
    for (const sum of sums) for (let next = besides(sum, hidden); next !== undefined; next = besides(sum, hidden)) hidden.add(next);
  }
  const left = (own: typeof rows): Set<string> => new Set(own.filter((one) => !hidden.has(one.key)).map((one) => one.name));
  return { cells: new Set(cells.map(cellKey).filter((key) => !hidden.has(key))), rows: left(rows), columns: left(columns), whole: !hidden.has(WHOLE) };
}
