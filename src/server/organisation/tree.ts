import type { Transaction } from "../platform/index.ts";
import { postsOn } from "./people-queries.ts";
import { allUnits, namesOf } from "./queries.ts";
import { dayOf, isValidAt, nameAt } from "./rules.ts";

/** The questions of other rooms about the tree of units, its agencies and who heads them today. */

/** Ids of the units that somebody heads today. */
export async function headedUnitsOf(tx: Transaction, personId: string): Promise<string[]> {
  const posts = await postsOn(tx, dayOf(await tx.now()), [personId]);
  return posts.filter((one) => one.kind === "head").map((one) => one.unitId);
}

/** A unit in the tree of a day. */
export type TreeUnit = { readonly id: string; readonly code: string; readonly name: string; readonly parentId: string | null; readonly indexCode: string | null };

/** All units that exist on a day. */
export async function unitTree(tx: Transaction, day: string): Promise<ReadonlyMap<string, TreeUnit>> {
  const names = Map.groupBy(await namesOf(tx), (one) => one.unit);
  const present = (await allUnits(tx)).filter((one) => isValidAt(one, day));
  return new Map(present.map(({ id, code, parent, index }) => [id, { id, code, name: nameAt(names.get(id) ?? [], day), parentId: parent, indexCode: index }]));
}

/**
 * The agency to which a unit belongs (cơ quan sử dụng công chức): of it and the units above it the highest that the authority
 * evaluates, since the authority itself is in no index. Undefined for the authority. A circle of superiors ends where it began.
 */
export function agencyOf(tree: ReadonlyMap<string, TreeUnit>, unitId: string): TreeUnit | undefined {
  const seen = new Set<string>();
  let highest: TreeUnit | undefined;
  for (let at = tree.get(unitId); at !== undefined && !seen.has(at.id); at = at.parentId === null ? undefined : tree.get(at.parentId)) {
    seen.add(at.id);
    if (at.indexCode !== null) highest = at;
  }
  return highest;
}
