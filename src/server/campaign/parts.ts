import { type CycleState, deadlineOf, foldCycle, isOpenFor } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { deputyUnitsOf } from "../organisation/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { actionsOf, type Campaign, campaignsIn, campaignsOfUnit } from "./queries.ts";
import { rolesIn } from "./standing.ts";

/** The campaigns of a year at once: what somebody is in each, and until when a unit's parts are open. */

/** More campaigns than a year has, owned ones included, that anybody could have a part in. */
const MOST = 100;

export type PartIn = { readonly campaign: Campaign; readonly cycle: CycleState; readonly roles: readonly Role[] };

/** Campaigns in which somebody has a part, of one year or the newest of all. */
export async function partsIn(tx: Transaction, actor: Actor, year: number | undefined): Promise<PartIn[]> {
  const campaigns = await campaignsIn(tx, actor, year, MOST);
  const deputyIn = campaigns.some((one) => one.ownerUnitId !== null) ? await deputyUnitsOf(tx, actor.personId) : [];
  const mine = campaigns.map((campaign) => ({ campaign, roles: rolesIn(campaign, { ...actor, deputyIn }) })).filter(({ roles }) => roles.length > 0);
  const recorded = await actionsOf(tx, mine.map(({ campaign }) => campaign.id));
  return mine.map((one) => ({ ...one, cycle: foldCycle(recorded.get(one.campaign.id) ?? []) }));
}

/** The parts that a unit writes. */
const OF_UNITS = ["self-scoring", "explanation"] as const;

/**
 * Whether a unit may still add to a year's files: a campaign of the year has not begun, or a part of it is open to the
 * unit. Before there is any campaign of the year, whatever comes comes early.
 */
export async function unitIsOpen(tx: Transaction, unitId: string, year: number): Promise<{ readonly isOpen: boolean; readonly until: string | undefined }> {
  const campaigns = await campaignsOfUnit(tx, unitId, year);
  const now = (await tx.now()).toISOString();
  const recorded = await actionsOf(tx, campaigns);
  const cycles = campaigns.map((id) => foldCycle(recorded.get(id) ?? []));
  if (cycles.length === 0 || cycles.some((one) => one.stage === "draft")) return { isOpen: true, until: undefined };
  const ends = cycles.flatMap((cycle) => OF_UNITS.flatMap((part) => (isOpenFor(cycle, part, unitId, now) ? [deadlineOf(cycle, part, unitId) ?? ""] : [])));
  return { isOpen: ends.length > 0, until: ends.toSorted().at(-1) };
}
