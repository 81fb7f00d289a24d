import type { Actor, Reply } from "../platform/index.ts";
import type { Route } from "../../contract/route.ts";

/** Whoever is shown somebody else's file stands in the log of reads, the superior and personnel officers as well. */
export const shownOfPeople = (actor: Actor, period: string, places: readonly { readonly person: string; readonly unit: string }[]): NonNullable<Reply<Route>["shown"]> =>
  places.filter((one) => one.person !== actor.personId).map((one) => ({ campaign: period, unit: one.unit, ofPerson: one.person }));
