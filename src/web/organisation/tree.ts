/** Units below their parents. A unit whose parent is not among them stands at the top. */

export type Placed<T> = { readonly unit: T; readonly depth: number };

export function inTree<T extends { readonly id: string; readonly parent: string | null }>(units: readonly T[], compare: (one: T, other: T) => number): readonly Placed<T>[] {
  const known = new Set(units.map((one) => one.id));
  const below = Map.groupBy(units, ({ parent }) => (parent !== null && known.has(parent) ? parent : ""));
  const walk = (parent: string, depth: number): Placed<T>[] => (below.get(parent) ?? []).toSorted(compare).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk("", 0);
}
