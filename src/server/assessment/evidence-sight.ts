import type { RawBuilder } from "kysely";
import type { Part } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import { type PartIn, partsIn } from "../campaign/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { isPast } from "./evidence-live.ts";
import { everyFile, filesSeen, type Inside, linkedFiles, linkedFilesOfMany } from "./link-queries.ts";

/**
 * Who sees which files of units' evidence: a unit's people all of their own; whoever reads files in a campaign those that
 * prove what they may read there, from the moment when the unit has handed it in (`maySee` of a unit's own steps).
 */

const UNIT_ROLES: readonly Role[] = ["unit-scorer", "unit-head"];
const INSIDE: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member"];
const has = (roles: readonly Role[], some: readonly Role[]): boolean => roles.some((role) => some.includes(role));

const past = (parts: readonly PartIn[], part: Part): string[] => parts.filter(({ cycle }) => isPast(cycle.stage, part)).map(({ campaign }) => campaign.id);

const insideOf = (parts: readonly PartIn[]): Inside => ({
  campaigns: parts.map(({ campaign }) => campaign.id),
  over: { "self-scoring": past(parts, "self-scoring"), explanation: past(parts, "explanation") },
});

/** Under which campaign a look at a unit's evidence is written down; the newest in which somebody looks. */
const NO_CAMPAIGN = "none";

type Sight = { readonly isInside: boolean; readonly shows: RawBuilder<boolean>; readonly showsOfMany: RawBuilder<boolean>; readonly campaignOf: () => string };

export async function evidenceSight(tx: Transaction, actor: Actor, year: number | undefined): Promise<Sight> {
  const parts = await partsIn(tx, actor, year);
  const inside = parts.filter(({ roles }) => has(roles, INSIDE));
  const isAuditor = actor.roles.includes("auditor");
  // A head who runs a campaign works on the files of the offices: the policies on rows are told so.
  const owned = inside.filter(({ campaign }) => campaign.ownerUnitId !== null);
  if (owned.length > 0) await tx.actAs({ personId: actor.personId, unitIds: actor.unitIds, roles: [...actor.roles, ...owned.flatMap(({ roles }) => roles)] });
  const ownUnits = has(actor.roles, [...UNIT_ROLES, ...INSIDE]) ? actor.unitIds : [];
  const through = (linked: (inside: Inside) => RawBuilder<boolean>) => (isAuditor ? everyFile() : filesSeen(ownUnits, inside.length === 0 ? undefined : linked(insideOf(inside))));
  const [newest] = isAuditor ? parts : inside;
  return { isInside: isAuditor || inside.length > 0, shows: through(linkedFiles), showsOfMany: through(linkedFilesOfMany), campaignOf: () => newest?.campaign.id ?? NO_CAMPAIGN };
}
