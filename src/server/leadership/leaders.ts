import { LEADER_ROLES, type LeaderRole } from "../../contract/leadership.ts";
import { type Campaign, enterCampaign } from "../campaign/index.ts";
import { holdersWith } from "../identity/index.ts";
import { unitsEverOf } from "../organisation/index.ts";
import { type Actor, actorOf, type Transaction } from "../platform/index.ts";
import { currentRemits } from "./queries.ts";
import type { Leader } from "./rules.ts";

/** Who is a leader, and over which units. */

export type LeaderPerson = { readonly personId: string; readonly name: string; readonly role: LeaderRole };

/** The campaign of a request; a unit's campaign on its own offices does not exist for leaders and programme officers. */
export const campaignOf = async (call: { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string } }): Promise<Campaign> => (await enterCampaign(call.tx, call.params.campaignId, actorOf(call))).campaign;

/** The people who are leaders at this moment, by id; whoever is both counts as Chairman. */
export async function leaderPeople(tx: Transaction): Promise<LeaderPerson[]> {
  const holders = await holdersWith(tx, LEADER_ROLES);
  return Array.from(holders.values(), ({ personId, name, roles }) => ({ personId, name, role: roles.includes("chairman") ? "chairman" : "vice-chairman" }));
}

/** The one who acts, as a leader. */
export async function actingLeader(tx: Transaction, { personId, roles }: Pick<Actor, "personId" | "roles">, { id, year }: Campaign): Promise<Leader> {
  const [remit] = await currentRemits(tx, id, personId);
  return { personId, marksAll: roles.includes("chairman"), remit: remit?.units ?? [], own: await unitsEverOf(tx, personId, year) };
}
