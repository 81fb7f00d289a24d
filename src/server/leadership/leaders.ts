import { LEADER_ROLES, type LeaderRole } from "../../contract/leadership.ts";
import type { Role } from "../../contract/route.ts";
import { type Campaign, type Entered, enterCampaign, peopleIn, requireRole } from "../campaign/index.ts";
import { holdersWith } from "../identity/index.ts";
import { unitsEverOf } from "../organisation/index.ts";
import { type Actor, actorOf, type Transaction } from "../platform/index.ts";
import { currentRemits } from "./queries.ts";
import type { Leader } from "./rules.ts";

/** Who is a leader in a campaign, and over which units. */

export type LeaderPerson = { readonly personId: string; readonly name: string; readonly role: LeaderRole };

const OVERSEERS: readonly Role[] = ["programme-officer", "auditor"];
const READERS: readonly Role[] = [...LEADER_ROLES, ...OVERSEERS];

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string } };

/**
 * The campaign of a request, for whoever has one of these roles there. A unit's campaign on its own offices does not
 * exist for the authority's leaders and officers, and a unit's head leads in no other.
 */
async function enterAs({ tx, actor, params }: Asked, allowed: readonly Role[]): Promise<Entered> {
  const entered = await enterCampaign(tx, params.campaignId, actorOf({ actor }));
  requireRole(entered.roles, allowed);
  return entered;
}

export const enterAsLeader = (asked: Asked): Promise<Entered> => enterAs(asked, LEADER_ROLES);
export const enterAsOfficer = (asked: Asked): Promise<Entered> => enterAs(asked, ["programme-officer"]);
export const enterAsOverseer = (asked: Asked): Promise<Entered> => enterAs(asked, OVERSEERS);
export const enterAsReader = (asked: Asked): Promise<Entered> => enterAs(asked, READERS);

/** The people who are leaders of a campaign at this moment, by id; whoever is both counts as Chairman. */
export async function leaderPeople(tx: Transaction, campaign: Campaign): Promise<LeaderPerson[]> {
  const holders = await holdersWith(tx, campaign.ownerUnitId === null ? LEADER_ROLES : ["unit-head"]);
  const { roles } = await peopleIn(tx, campaign, holders);
  return [...holders.values()].flatMap(({ personId, name }): LeaderPerson[] => {
    const role = LEADER_ROLES.find((one) => roles(personId).includes(one));
    return role === undefined ? [] : [{ personId, name, role }];
  });
}

/** The one who acts, as a leader. */
export async function actingLeader(tx: Transaction, personId: string, { campaign: { id, year }, roles }: Entered): Promise<Leader> {
  const [remit] = await currentRemits(tx, id, personId);
  return { personId, marksAll: roles.includes("chairman"), remit: remit?.units ?? [], own: await unitsEverOf(tx, personId, year) };
}
