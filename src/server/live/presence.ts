import { z } from "zod";
import { rolesHearing } from "../campaign/index.ts";
import { sideOf } from "../assessment/index.ts";
import { announce, topic, type Topic, type Transaction } from "../platform/index.ts";

/**
 * Who is at which criterion of a unit's file at this moment. It is kept nowhere but in the memory of each process, and
 * told only to those of the same side: a unit's people do not learn where the council works, nor the other way round.
 */

type Side = "unit" | "council";
/** Somebody's place, until when by the database's clock. */
export type Present = { readonly personId: string; readonly name: string; readonly code: string; readonly until: string };
type Place = { readonly campaignId: string; readonly unitId: string; readonly side: Side };
/** Without a code: gone. */
type Moved = Place & Omit<Present, "code"> & { readonly code: string | null };

export type Presence = {
  readonly topics: Readonly<Record<string, Topic>>;
  /** Those of the side who were last heard of not long ago. */
  readonly at: (place: Place, now: string) => Present[];
};

const facts = z.object({ isOwned: z.boolean(), side: z.enum(["unit", "council"]), until: z.string() });
const known = z.object({ campaignId: z.string(), unitId: z.string(), personId: z.string(), name: z.string(), code: z.string().nullable() });

const keyOf = ({ campaignId, unitId, side }: Place): string => `${campaignId} ${unitId} ${side}`;
/** So that places which nobody asks about do not pile up. */
const MOST_PLACES = 5000;

export function makePresence(): Presence {
  const places = new Map<string, Map<string, Present>>();
  const note = ({ personId, name, code, until, ...place }: Moved): void => {
    const key = keyOf(place);
    const people = places.get(key) ?? new Map<string, Present>();
    if (code === null) people.delete(personId);
    else people.set(personId, { personId, name, code, until });
    places.delete(key);
    if (people.size > 0) places.set(key, people);
    const [oldest] = places.keys();
    if (oldest !== undefined && places.size > MOST_PLACES) places.delete(oldest);
  };
  const presence = topic(
    facts,
    async ({ isOwned, side, until }, data, read) => {
      const { campaignId, unitId, personId, name, code } = known.parse(data);
      note({ campaignId, unitId, side, personId, name, code, until });
      const rolesOf = await rolesHearing(read, campaignId, isOwned);
      return (actor) => (actor.personId !== personId && sideOf(rolesOf(actor), actor, unitId) === side ? data : undefined);
    },
    { isPassing: true },
  );
  return { topics: { presence }, at: (place, now) => [...(places.get(keyOf(place))?.values() ?? [])].filter((one) => one.until > now) };
}

/** Says where somebody is now. */
export const announcePresence = (tx: Transaction, isOwned: boolean, { side, until, ...data }: Moved): Promise<void> => announce(tx, [{ topic: "presence", data, facts: { isOwned, side, until } }]);
