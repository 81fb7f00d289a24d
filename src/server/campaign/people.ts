import type { Role } from "../../contract/route.ts";
import type { Holder } from "../identity/index.ts";
import { type Belonging, membershipOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Campaign } from "./queries.ts";
import { rolesIn } from "./standing.ts";

/** What several people are to one campaign. */
type CampaignPeople = {
  /** The roles that count there. */
  readonly roles: (personId: string) => readonly Role[];
  /** The units that they may not appraise. */
  readonly belonged: (personId: string) => ReadonlyMap<string, Belonging>;
};

export async function peopleIn(tx: Transaction, campaign: Campaign, holders: ReadonlyMap<string, Holder>, people: readonly string[] = [...holders.keys()]): Promise<CampaignPeople> {
  const { units, deputyIn, belonged } = await membershipOf(tx, people);
  return {
    roles: (personId) => rolesIn(campaign, { roles: holders.get(personId)?.roles ?? [], unitIds: units(personId), deputyIn: deputyIn(personId) }),
    belonged: (personId) => belonged(personId, campaign.year),
  };
}
