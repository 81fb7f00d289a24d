import type { Role } from "../../contract/route.ts";
import { holdersWith } from "../identity/index.ts";
import { membershipOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Campaign } from "./queries.ts";
import { rolesIn } from "./standing.ts";

/** Who is told of what happens in a campaign. What somebody may do or see, the gate decides; this is about telling. */

/** Those who work on a unit's file. */
const UNIT_ROLES: readonly Role[] = ["unit-head", "unit-scorer"];
export const COUNCIL_ROLES: readonly Role[] = ["council-chair", "council-member"];
/** Roles that give somebody a part in a campaign, under their own name or another. */
const WITH_A_PART: readonly Role[] = [...UNIT_ROLES, ...COUNCIL_ROLES, "programme-officer", "working-group", "opinion-giver", "chairman", "vice-chairman"];

type Owned = Pick<Campaign, "ownerUnitId" | "officeIds">;

export type Audience = {
  /** Heads and scorers, or those with other roles, who have a post in any of these units today. */
  readonly ofUnits: (campaign: Owned, unitIds: readonly string[], roles?: readonly Role[]) => string[];
  /** Those who have one of these roles within the campaign. */
  readonly withRole: (campaign: Owned, roles: readonly Role[]) => string[];
};

/** Reads who has which part; as many questions to the database for many as for one. */
export async function readAudience(tx: Transaction): Promise<Audience> {
  const holders = await holdersWith(tx, WITH_A_PART);
  const { units, deputyIn } = await membershipOf(tx, [...holders.keys()]);
  const people = [...holders.values()].map(({ personId, roles }) => ({ personId, rights: { roles, unitIds: units(personId), deputyIn: deputyIn(personId) } }));
  const withRole: Audience["withRole"] = (campaign, wanted) => people.filter(({ rights }) => rolesIn(campaign, rights).some((role) => wanted.includes(role))).map(({ personId }) => personId);
  const ofUnits: Audience["ofUnits"] = (campaign, unitIds, roles = UNIT_ROLES) => {
    const wanted = new Set(unitIds);
    const there = new Set(people.filter(({ rights }) => rights.unitIds.some((unit) => wanted.has(unit))).map(({ personId }) => personId));
    return withRole(campaign, roles).filter((personId) => there.has(personId));
  };
  return { ofUnits, withRole };
}
