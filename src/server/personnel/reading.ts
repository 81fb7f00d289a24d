import type { Actor, Reply } from "../platform/index.ts";
import type { Route } from "../../contract/route.ts";

/** Whoever is shown somebody else's file stands in the log of reads, the superior and personnel officers as well. */
export const shownOfPeople = (actor: Actor, period: string, places: readonly { readonly person: string; readonly unit: string }[]): NonNullable<Reply<Route>["shown"]> =>
  places.filter((one) => one.person !== actor.personId).map((one) => ({ campaign: period, unit: one.unit, ofPerson: one.person }));

type Item = { readonly personId: string; readonly agencyId: string; readonly year: number };

/** Each person of some results on their way once, whatever of theirs is among them. */
export function shownOfItems(actor: Actor, items: readonly Item[]): NonNullable<Reply<Route>["shown"]> {
  const told = new Map(items.filter((one) => one.personId !== actor.personId).map((one) => [`${one.personId} ${one.agencyId} ${String(one.year)}`, one]));
  return [...told.values()].map((one) => ({ campaign: `year-${String(one.year)}`, unit: one.agencyId, ofPerson: one.personId }));
}
