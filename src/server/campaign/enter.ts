import { STAGES, type Stage } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { deputyUnitsOf } from "../organisation/index.ts";
import { type Actor, Problem, type Transaction } from "../platform/index.ts";
import { type Campaign, findCampaign } from "./queries.ts";
import { refusalWords } from "./rules.ts";
import { rolesIn } from "./standing.ts";

/** Coming into a campaign: found, seen, and with the roles that count there. */

export type Entered = { readonly campaign: Campaign; readonly roles: readonly Role[] };

/** The roles of an actor that count in a campaign; who is a deputy matters only where a unit evaluates its own offices. */
export const rolesOfActor = async (tx: Transaction, campaign: Campaign, actor: Actor): Promise<readonly Role[]> => rolesIn(campaign, { ...actor, deputyIn: campaign.ownerUnitId === null ? [] : await deputyUnitsOf(tx, actor.personId) });

/** The campaign and the actor's roles in it; whoever has none is told that there is no such campaign. */
export async function enterCampaign(tx: Transaction, id: string, actor: Actor): Promise<Entered> {
  const campaign = await findCampaign(tx, id);
  const roles = campaign === undefined ? [] : await rolesOfActor(tx, campaign, actor);
  if (campaign === undefined || roles.length === 0) throw new Problem("not-found");
  // The policies on rows are told too: a head who runs a campaign works on the files of the offices.
  if (campaign.ownerUnitId !== null) await tx.actAs({ personId: actor.personId, unitIds: actor.unitIds, roles });
  return { campaign, roles };
}

/** The gate knows roles, not campaigns: who has the role elsewhere only is refused here. */
export function requireRole(roles: readonly Role[], allowed: readonly Role[]): void {
  if (!roles.some((role) => allowed.includes(role))) throw new Problem("not-allowed");
}

/** Refuses from this stage on. */
export function requireBefore(stage: Stage, end: Stage): void {
  if (STAGES.indexOf(stage) >= STAGES.indexOf(end)) throw new Problem("conflict", { detail: refusalWords("stage") });
}
