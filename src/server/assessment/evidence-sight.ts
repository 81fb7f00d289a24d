import { type RawBuilder, sql } from "kysely";
import { type Stage, STAGES } from "../../contract/cycle.ts";
import type { Part } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import { type PartIn, partsIn } from "../campaign/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { type Inside, linkedFiles } from "./link-queries.ts";

/**
 * Who sees which files of units' evidence: a unit's people all of their own; whoever reads files in a campaign those that
 * prove what they may read there, from the moment when the unit has handed it in (`maySee` of a unit's own steps).
 */

const UNIT_ROLES: readonly Role[] = ["unit-scorer", "unit-head"];
const INSIDE: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member"];
const has = (roles: readonly Role[], some: readonly Role[]): boolean => roles.some((role) => some.includes(role));

const isPast = (stage: Stage, part: Part): boolean => STAGES.indexOf(stage) > STAGES.indexOf(part);
const past = (parts: readonly PartIn[], part: Part): string[] => parts.filter(({ cycle }) => isPast(cycle.stage, part)).map(({ campaign }) => campaign.id);

const insideOf = (parts: readonly PartIn[]): Inside => ({
  campaigns: parts.map(({ campaign }) => campaign.id),
  over: { "self-scoring": past(parts, "self-scoring"), explanation: past(parts, "explanation") },
});

/** Under which campaign a look at a unit's evidence is written down; the newest in which somebody looks. */
const NO_CAMPAIGN = "none";

type Sight = { readonly isInside: boolean; readonly shows: RawBuilder<boolean>; readonly campaignOf: () => string };

export async function evidenceSight(tx: Transaction, actor: Actor, year: number | undefined): Promise<Sight> {
  const parts = await partsIn(tx, actor, year);
  const inside = parts.filter(({ roles }) => has(roles, INSIDE));
  const isAuditor = actor.roles.includes("auditor");
  // A head who runs a campaign works on the files of the offices: the policies on rows are told so.
  const owned = inside.filter(({ campaign }) => campaign.ownerUnitId !== null);
  if (owned.length > 0) await tx.actAs({ personId: actor.personId, unitIds: actor.unitIds, roles: [...actor.roles, ...owned.flatMap(({ roles }) => roles)] });
  const ownUnits = has(actor.roles, [...UNIT_ROLES, ...INSIDE]) ? actor.unitIds : [];
  const shows = isAuditor ? sql<boolean>`true` : sql<boolean>`(f.unit = any(${ownUnits}::text[]) or ${inside.length === 0 ? sql`false` : linkedFiles(insideOf(inside))})`;
  const [newest] = isAuditor ? parts : inside;
  return { isInside: isAuditor || inside.length > 0, shows, campaignOf: () => newest?.campaign.id ?? NO_CAMPAIGN };
}
