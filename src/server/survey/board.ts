import type { Transaction } from "../platform/index.ts";
import { type Arrival, arrivalsOf, type Channel, type Turnout } from "./queries.ts";

/** What whoever runs a survey looks at while answers come in, however many ballots there are. */

type Issued = { readonly stratum: string; readonly channel: Channel; readonly issued: number };
type Board = {
  readonly sizes: { readonly cards: number; readonly cast: number; readonly open: number };
  readonly turnout: readonly Turnout[];
  readonly days: readonly { readonly day: string; readonly cast: number }[];
  /** Of each stratum by day, whichever way they came. */
  readonly byStratum: readonly { readonly stratum: string; readonly day: string; readonly n: number }[];
};

const total = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((sum, one) => sum + of(one), 0);
const keyOf = ({ channel, stratum }: { readonly channel: Channel; readonly stratum: string }): string => JSON.stringify([channel, stratum]);

export function boardOf(issued: readonly Issued[], arrivals: readonly Arrival[]): Board {
  const came = Map.groupBy(arrivals, keyOf);
  const went = new Map(issued.map((one) => [keyOf(one), one]));
  const turnout = [...new Map([...issued, ...arrivals].map((one) => [keyOf(one), one]))].map(([key, { stratum, channel }]): Turnout => ({ stratum, channel, issued: went.get(key)?.issued ?? 0, cast: total(came.get(key) ?? [], (one) => one.n) }));
  const castOf = (channel: Channel): number => total(arrivals.filter((one) => one.channel === channel), (one) => one.n);
  return {
    sizes: { cards: total(issued, (one) => one.issued), cast: castOf("card"), open: castOf("open") },
    turnout: turnout.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    days: [...Map.groupBy(arrivals, (one) => one.day)].map(([day, own]) => ({ day, cast: total(own, (one) => one.n) })).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    byStratum: [...Map.groupBy(arrivals, (one) => JSON.stringify([one.stratum, one.day])).values()].flatMap((own) => own.slice(0, 1).map(({ stratum, day }) => ({ stratum, day, n: total(own, (one) => one.n) }))),
  };
}

const DAY_MS = 86_400_000;
const MOST_KNOWN = 32;
const known = new Map<string, { readonly before: string; readonly arrivals: readonly Arrival[] }>();

/**
 * Ballots by stratum and day. Days that are over stay as they are and are counted once; a transaction that began before
 * midnight may end after it, so yesterday is counted anew as today is.
 */
export async function comeIn(tx: Transaction, survey: string): Promise<readonly Arrival[]> {
  const yesterday = new Date((await tx.now()).getTime() - DAY_MS).toISOString().slice(0, 10);
  const kept = known.get(survey);
  const before = kept?.before === yesterday ? kept.arrivals : await arrivalsOf(tx, survey, "before", yesterday);
  const [oldest] = known.keys();
  if (kept === undefined && known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(survey, { before: yesterday, arrivals: before });
  return [...before, ...(await arrivalsOf(tx, survey, "from", yesterday))];
}
