import { z } from "zod";
import type { CycleAction } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { deputiesOf } from "../organisation/index.ts";
import { type Actor, announce, type Database, type Told, topic, type Topic, type Transaction } from "../platform/index.ts";
import { type Campaign, findCampaign } from "./queries.ts";
import { unitOfAction } from "./rules.ts";
import { knowsUnit, rolesIn } from "./standing.ts";

/** What is told of campaigns as it happens, and who somebody is to a campaign of which something is told. */

type RolesOf = (actor: Actor) => readonly Role[];

/** Who is who in the campaign of an announcement; most are the authority's own, for which nothing is asked. */
export async function rolesHearing(read: Database["read"], campaignId: Told[string] | undefined, isOwned: boolean): Promise<RolesOf> {
  if (!isOwned) return ({ roles }) => roles;
  return read(async (tx): Promise<RolesOf> => {
    const campaign = await findCampaign(tx, String(campaignId));
    if (campaign?.ownerUnitId === null || campaign === undefined) return () => [];
    const owner = campaign.ownerUnitId;
    const deputies = await deputiesOf(tx, owner);
    return (actor) => rolesIn(campaign, { ...actor, deputyIn: deputies.has(actor.personId) ? [owner] : [] });
  });
}

const facts = z.object({ isOwned: z.boolean(), unitId: z.string().nullable() });

export const campaignTopics: Readonly<Record<string, Topic>> = {
  campaign: topic(facts, async ({ isOwned, unitId }, data, read) => {
    const rolesOf = await rolesHearing(read, data["campaignId"], isOwned);
    return (actor) => {
      const roles = rolesOf(actor);
      // Which unit asks for time is between it and those who decide.
      const isConcerned = unitId === null ? roles.length > 0 : roles.length > 0 && knowsUnit(unitId, { roles, unitIds: actor.unitIds });
      return isConcerned ? data : undefined;
    };
  }),
};

/** Tells that a step was taken. */
export const announceStep = (tx: Transaction, { id, ownerUnitId }: Campaign, action: CycleAction, unitOfProposal?: string): Promise<void> =>
  announce(tx, [{ topic: "campaign", data: { campaignId: id, kind: action.kind }, facts: { isOwned: ownerUnitId !== null, unitId: unitOfProposal ?? unitOfAction(action) ?? null } }]);
