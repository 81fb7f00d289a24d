import type { Role } from "../../contract/route.ts";
import { holdersWith } from "../identity/index.ts";
import { dayAfter, dayOf, staffOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { peopleIn } from "./people.ts";
import type { Campaign } from "./queries.ts";
import { ASSIGNABLE } from "./standing.ts";

/** The council of a campaign, by name, as its papers tell it. */

const SEATS = ["council-chair", "council-member", "working-group"] as const satisfies readonly Role[];
export type Seat = { readonly personId: string; readonly name: string; readonly role: (typeof SEATS)[number]; /** The titles of the person's posts today. */ readonly posts: readonly string[] };

/** Everybody once, by the highest part that they have: the chair, the members, then those who help. */
export async function councilOf(tx: Transaction, campaign: Campaign): Promise<readonly Seat[]> {
  // In the campaign of a unit its head is the chair.
  const holders = await holdersWith(tx, campaign.ownerUnitId === null ? ASSIGNABLE : [...ASSIGNABLE, "unit-head"]);
  const people = await peopleIn(tx, campaign, holders);
  const today = dayOf(await tx.now());
  const posts = Map.groupBy(await staffOf(tx, { people: [...holders.keys()], during: { from: today, to: dayAfter(today) } }), (one) => one.person);
  const seated = [...holders.values()].flatMap(({ personId, name }): Seat[] => {
    const role = SEATS.find((one) => people.roles(personId).includes(one));
    return role === undefined ? [] : [{ personId, name, role, posts: (posts.get(personId) ?? []).map(({ title }) => title) }];
  });
  return seated.toSorted((a, b) => SEATS.indexOf(a.role) - SEATS.indexOf(b.role) || a.name.localeCompare(b.name, "vi") || (a.personId < b.personId ? -1 : 1));
}
