import { type Actor, Problem, type Transaction } from "../platform/index.ts";
import { findFile, ofUnits } from "./queries.ts";
import type { FileRow } from "./rows.ts";
import type { Means, Sight } from "./settings.ts";

/** Who may touch what: a unit's people their own files, others what they were shown by those who know. */

/** A file of one's own unit; every other one is not there. */
export async function requireOwnFile(tx: Transaction, actor: Actor, id: string): Promise<FileRow> {
  const file = await findFile(tx, id, ofUnits(actor.unitIds));
  if (file === undefined) throw new Problem("not-found");
  return file;
}

export function requireOwnUnit({ unitIds }: Pick<Actor, "unitIds">, unitId: string): readonly ["own-unit"] {
  if (!unitIds.includes(unitId)) throw new Problem("not-found");
  return ["own-unit"];
}

/** The gate for a library: whoever is neither of the unit nor inside a campaign is not told that there is one. */
export async function libraryRelation({ asked }: Means, tx: Transaction, actor: Actor, { unitId, year }: { readonly unitId: string; readonly year: number }): Promise<readonly "own-unit"[]> {
  if (actor.unitIds.includes(unitId)) return ["own-unit"];
  if (!(await asked.sightOf(tx, actor, year)).isInside) throw new Problem("not-found");
  return [];
}

/** A file that somebody may see now, with what they see besides. */
export async function requireSeenFile({ asked }: Means, tx: Transaction, actor: Actor, id: string): Promise<{ readonly file: FileRow; readonly sight: Sight }> {
  const sight = await asked.sightOf(tx, actor, undefined);
  const file = await findFile(tx, id, sight.shows);
  if (file === undefined) throw new Problem("not-found");
  return { file, sight };
}
