/** Which cells of a table may be shown, so that nobody is found in a small one nor by subtracting what is shown. */

/** Fewer answers than this are never shown. */
export const LEAST_SHOWN = 10;

export type Cell = { readonly row: string; readonly column: string; readonly n: number };

/** What may be shown: single cells, rows, columns and the whole. */
export type Shown = { readonly cells: ReadonlySet<string>; readonly rows: ReadonlySet<string>; readonly columns: ReadonlySet<string>; readonly whole: boolean };

export const cellKey = ({ row, column }: Pick<Cell, "row" | "column">): string => JSON.stringify([row, column]);

/** A sum that everybody can do: the members make the total. One that is published already cannot be hidden any more. */
type Sum = { readonly members: readonly { readonly key: string; readonly n: number }[]; readonly total: string; readonly isPublished?: boolean };

const rowKey = (row: string): string => JSON.stringify(["row", row, 0]);
const columnKey = (column: string): string => JSON.stringify(["column", column, 0]);
const WHOLE = "whole";

/** What has to be hidden besides, so that one sum does not tell what is hidden in it; nothing when all is well. */
function besides({ members, total, isPublished = false }: Sum, hidden: ReadonlySet<string>): string | undefined {
  const there = members.filter((one) => one.n > 0);
  const taken = there.filter((one) => hidden.has(one.key));
  const [smallest] = there.filter((one) => !hidden.has(one.key)).toSorted((a, b) => a.n - b.n || (a.key < b.key ? -1 : 1));
  if (hidden.has(total)) return taken.length === 0 ? smallest?.key : undefined;
  const sum = taken.reduce((n, one) => n + one.n, 0);
  if (taken.length === 0 || (taken.length >= 2 && sum >= LEAST_SHOWN)) return undefined;
  return smallest?.key ?? (isPublished ? undefined : total);
}

const sizeOf = (own: readonly Cell[]): number => own.reduce((sum, one) => sum + one.n, 0);

/** One table with its lines and the sums that they make, under names of its own. */
function tableOf(name: string, cells: readonly Cell[]) {
  const named = (key: string): string => `${name}\n${key}`;
  const rows = [...Map.groupBy(cells, (one) => one.row)].map(([row, own]) => ({ name: row, key: named(rowKey(row)), n: sizeOf(own), own }));
  const columns = [...Map.groupBy(cells, (one) => one.column)].map(([column, own]) => ({ name: column, key: named(columnKey(column)), n: sizeOf(own), own }));
  const lines = [...rows, ...columns];
  const whole = named(WHOLE);
  const sums: Sum[] = [...lines.map(({ key, own }) => ({ members: own.map((one) => ({ key: named(cellKey(one)), n: one.n })), total: key })), { members: rows, total: whole }, { members: columns, total: whole }];
  const numbers = [...cells.map((one) => ({ key: named(cellKey(one)), n: one.n })), ...lines, { key: whole, n: sizeOf(cells) }];
  const shown = (hidden: ReadonlySet<string>): Shown => {
    const left = (own: typeof rows): Set<string> => new Set(own.filter((one) => !hidden.has(one.key)).map((one) => one.name));
    return { cells: new Set(cells.map(cellKey).filter((key) => !hidden.has(named(key)))), rows: left(rows), columns: left(columns), whole: !hidden.has(whole) };
  };
  return { sums, numbers, shown, named };
}

/** A cell of a table by the table's name. */
export type PlacedCell = Cell & { readonly table: string };

/**
 * The cells of tables of counts, with their totals, that may be shown together. Each sum hides either nothing or at
 * least two numbers that hold ten answers between them, in every direction, until nothing more has to be hidden.
 * `published` are sums that are told elsewhere whatever is hidden here: what a criterion was given, with its counts.
 */
export function shownTables(tables: ReadonlyMap<string, readonly Cell[]>, published: readonly (readonly PlacedCell[])[] = []): Map<string, Shown> {
  const all = new Map([...tables].map(([name, cells]) => [name, tableOf(name, cells)]));
  const told = published.map((members, i): Sum => ({ members: members.map((one) => ({ key: `${one.table}\n${cellKey(one)}`, n: one.n })), total: `published ${String(i)}`, isPublished: true }));
  const sums = [...[...all.values()].flatMap((one) => one.sums), ...told];
  const hidden = new Set([...all.values()].flatMap((one) => one.numbers).filter((one) => one.n < LEAST_SHOWN).map((one) => one.key));
  for (let before = -1; before < hidden.size; ) {
    before = hidden.size;
    for (const sum of sums) for (let next = besides(sum, hidden); next !== undefined; next = besides(sum, hidden)) hidden.add(next);
  }
  return new Map([...all].map(([name, { shown }]) => [name, shown(hidden)]));
}
