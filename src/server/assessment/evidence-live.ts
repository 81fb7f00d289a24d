import { z } from "zod";
import { type Stage, STAGES } from "../../contract/cycle.ts";
import type { Part } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import { findCampaign, rolesHearing, stateOf } from "../campaign/index.ts";
import { type Actor, type Database, topic, type Topic } from "../platform/index.ts";
import { campaignsLinking } from "./link-queries.ts";

/** What is told of evidence as it changes: to the unit's people at once, to the council of what was handed in. */

const UNIT_ROLES: readonly Role[] = ["unit-scorer", "unit-head"];
const INSIDE: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member"];
const hasOne = (roles: readonly Role[], some: readonly Role[]): boolean => roles.some((role) => some.includes(role));

export const isPast = (stage: Stage, part: Part): boolean => STAGES.indexOf(stage) > STAGES.indexOf(part);

/** The campaigns whose council may look at a file at this moment: by id, with whether a unit owns them. */
const lookedAtIn = (read: Database["read"], fileId: string): Promise<ReadonlyMap<string, boolean>> =>
  read(async (tx) => {
    const found = new Map<string, boolean>();
    for (const { campaign: id, part, isSubmitted } of await campaignsLinking(tx, fileId)) {
      const campaign = await findCampaign(tx, id);
      if (campaign !== undefined && (isSubmitted || isPast((await stateOf(tx, id)).stage, part))) found.set(id, campaign.ownerUnitId !== null);
    }
    return found;
  });

const facts = z.object({ fileId: z.string() });

export const evidenceTopics: Readonly<Record<string, Topic>> = {
  evidence: {
    ...topic(facts, async ({ fileId }, data, read) => {
      const rolesIn = await Promise.all([...(await lookedAtIn(read, fileId))].map(async ([id, isOwned]) => rolesHearing(read, id, isOwned)));
      const unitId = String(data["unitId"]);
      const isOfUnit = ({ roles, unitIds }: Actor): boolean => unitIds.includes(unitId) && hasOne(roles, [...UNIT_ROLES, ...INSIDE]);
      return (actor) => (actor.roles.includes("auditor") || isOfUnit(actor) || rolesIn.some((rolesOf) => hasOne(rolesOf(actor), INSIDE)) ? data : undefined);
    }),
    sameKey: ({ unitId, year }) => `${String(unitId)} ${String(year)}`,
  },
};
