import type { Role } from "../../contract/route.ts";

/**
 * Who somebody is within one campaign. The authority's own campaigns know everybody by their roles. In the campaign
 * of a unit on its own offices (QĐ 02050, II.4.d) the unit's head is programme officer, council's chair and the leader who
 * marks every office; a deputy who holds the head's role is officer and marks those of a remit. Nobody outside the unit has
 * a part, the auditor excepted.
 */

type Owned = { readonly ownerUnitId: string | null; readonly officeIds: readonly string[] };
/** What of an actor decides. */
export type Rights = { readonly roles: readonly Role[]; readonly unitIds: readonly string[] };
/** The same with the units in which somebody is a deputy. */
export type Place = Rights & { readonly deputyIn: readonly string[] };

/** Roles that offices keep when their unit evaluates them. */
const OF_OFFICES: readonly Role[] = ["unit-scorer", "unit-head"];
/** Roles that help the head and keep their name. */
const OF_HELPERS: readonly Role[] = ["council-member", "working-group"];
const AS_HEAD: readonly Role[] = ["programme-officer", "council-chair", "chairman"];
/** A deputy prepares and marks; what is the chair's to settle and to approve stays the head's. */
const AS_DEPUTY: readonly Role[] = ["programme-officer", "vice-chairman"];

function rolesOfInsider({ ownerUnitId, officeIds }: Owned, { roles, unitIds, deputyIn }: Place): readonly Role[] {
  // Whoever is evaluated does not run the evaluation, whatever other post they have in the unit above.
  if (officeIds.some((office) => unitIds.includes(office))) return roles.filter((role) => OF_OFFICES.includes(role));
  if (ownerUnitId === null || !unitIds.includes(ownerUnitId)) return [];
  const leads = deputyIn.includes(ownerUnitId) ? AS_DEPUTY : AS_HEAD;
  return [...(roles.includes("unit-head") ? leads : []), ...roles.filter((role) => OF_HELPERS.includes(role))];
}

/** The roles that count in this campaign; none: for this person it does not exist. */
export function rolesIn(campaign: Owned, actor: Place): readonly Role[] {
  if (campaign.ownerUnitId === null) return actor.roles;
  return [...rolesOfInsider(campaign, actor), ...actor.roles.filter((role) => role === "auditor")];
}

/** Which campaigns of units somebody sees, in a form that a query can ask: the same rule as `rolesIn`. */
export type Sight = { readonly all: boolean; readonly asOffice: boolean; readonly asOwner: boolean; readonly unitIds: readonly string[] };

export const sightOf = ({ roles, unitIds }: Rights): Sight => ({
  all: roles.includes("auditor"),
  asOffice: roles.some((role) => OF_OFFICES.includes(role)),
  asOwner: roles.some((role) => role === "unit-head" || OF_HELPERS.includes(role)),
  unitIds,
});

/** Whose work is about every unit; the others know what is known of their own. */
const OVERSEERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "working-group", "chairman", "vice-chairman", "auditor"];

/** Whether what is said of this unit alone is for somebody to see. */
export const knowsUnit = (unitId: string, { roles, unitIds }: Rights): boolean => roles.some((role) => OVERSEERS.includes(role)) || unitIds.includes(unitId);

/** Whether somebody may make a campaign: the authority's own, or one of a unit that they head. */
export const mayCreate = (ownerUnitId: string | undefined, { roles, unitIds }: Rights): boolean =>
  ownerUnitId === undefined ? roles.includes("programme-officer") : roles.includes("unit-head") && unitIds.includes(ownerUnitId);

/** Who may be given something to appraise; whoever only helps prepares it for the council. */
const APPRAISERS: readonly Role[] = ["council-chair", "council-member"];
export const ASSIGNABLE: readonly Role[] = [...APPRAISERS, "working-group"];
export const appraises = (roles: readonly Role[]): boolean => roles.some((role) => APPRAISERS.includes(role));
export const isAssignable = (roles: readonly Role[]): boolean => roles.some((role) => ASSIGNABLE.includes(role));
