import type { UseQueryResult } from "@tanstack/react-query";
import { readCampaign } from "../../contract/campaign.ts";
import type { Session } from "../../contract/identity.ts";
import type { Role } from "../../contract/route.ts";
import type { Answer } from "./client.ts";
import { useRead } from "./query.ts";

/** What every page of a campaign asks first: the campaign itself, and who its reader is there. */

export const useCampaign = (campaignId: string): UseQueryResult<Answer<typeof readCampaign>> => useRead(readCampaign, { params: { campaignId } });

const OF_UNITS: readonly Role[] = ["unit-scorer", "unit-head"];

/**
 * The roles that count in a campaign. Where a unit evaluates its own offices, its head is programme officer and
 * council's chair; the server decides, this says which pages to offer.
 */
export function rolesInCampaign({ ownerUnitId }: { readonly ownerUnitId: string | null }, { roles, user }: Session): readonly Role[] {
  if (ownerUnitId === null) return roles;
  if (!user.unitIds.includes(ownerUnitId)) return roles.filter((role) => role === "auditor" || OF_UNITS.includes(role));
  const asHead: readonly Role[] = roles.includes("unit-head") ? ["programme-officer", "council-chair"] : [];
  return [...asHead, ...roles.filter((role) => role === "council-member" || role === "working-group" || role === "auditor")];
}

/** Units whose file somebody works on for the unit. */
export const unitsOfMine = (roles: readonly Role[], { user }: Session): readonly string[] => (roles.some((role) => OF_UNITS.includes(role)) ? user.unitIds : []);
