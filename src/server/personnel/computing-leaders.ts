import type { StaffPost } from "../organisation/index.ts";
import { isFailed, type Led, type Settled } from "./person-ground.ts";
import { isLeader, placesOf } from "./place-rules.ts";
import type { Remit } from "./remit-queries.ts";

/**
 * Who leads whom, for a whole authority. What of those led decides a leader's d (article 15.3.a) is counted while everybody
 * passes by, so that what is kept grows with the leaders and not with the people. No I/O.
 */

export type Authority = {
  /** Each unit with those above it. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Every post of whoever leads something. */
  readonly posts: readonly StaffPost[];
  readonly remits: readonly Remit[];
  /** Those whom a remit names and whose results are settled. */
  readonly named: ReadonlyMap<string, Settled>;
  readonly failed: string | undefined;
};

/** Of each leader, by number: how many of those led are not settled, and whether one of them stands where the tasks are not done. */
export type Tally = { readonly left: Uint32Array; readonly failed: Uint8Array };

/** What some tell beside what others told. */
export function addTally(all: Tally | undefined, some: Tally): Tally {
  if (all === undefined) return some;
  return { left: all.left.map((count, i) => count + (some.left[i] ?? 0)), failed: all.failed.map((one, i) => Math.max(one, some.failed[i] ?? 0)) };
}

export type Leadership = {
  readonly begin: () => Tally;
  /** Somebody who works in these units passes by; undefined: not settled. */
  readonly count: (tally: Tally, person: string, units: readonly string[], settled: Settled | undefined) => void;
  /** What follows for each leader once everybody has passed. */
  readonly ledBy: (tally: Tally) => ReadonlyMap<string, Led>;
};

export function leadershipOf({ lines, posts, remits, named, failed }: Authority): Leadership {
  const remitOf = new Map(remits.map((one) => [one.person, one]));
  const leaders = [...placesOf([...new Set(posts.map((post) => post.person))], { posts, lines }).values()]
    .filter((place) => place.fault === undefined && isLeader(place))
    .map((place, number) => ({ ...place, number, remit: place.kind === "deputy" ? remitOf.get(place.person) : undefined }));
  // A head leads everybody of the unit and of what is under it, a deputy those of the own field.
  const over = Map.groupBy(leaders.flatMap((leader) => (leader.kind === "head" ? [leader.unit] : (leader.remit?.units ?? [])).map((unit) => ({ unit, leader }))), ({ unit }) => unit);
  const own = new Map(leaders.map(({ person, number, remit }) => [number, new Set((remit?.people ?? []).filter((one) => one !== person))]));
  const known = new Map<string, readonly (typeof leaders)[number][]>();
  const leadersOf = (unit: string) => {
    const found = known.get(unit) ?? [...new Set((lines.get(unit) ?? [unit]).flatMap((one) => over.get(one) ?? []).map(({ leader }) => leader))];
    known.set(unit, found);
    return found;
  };
  const note = (tally: Tally, number: number, settled: Settled | undefined): void => {
    if (settled === undefined) tally.left[number] = (tally.left[number] ?? 0) + 1;
    else if (isFailed(settled, failed)) tally.failed[number] = 1;
  };
  const begin = (): Tally => ({ left: new Uint32Array(leaders.length), failed: new Uint8Array(leaders.length) });
  return {
    begin,
    count: (tally, person, units, settled) => {
      const [unit = "", ...others] = units;
      const all = others.length === 0 ? leadersOf(unit) : new Set(units.flatMap(leadersOf));
      // Whom a remit names is counted by name.
      for (const leader of all) if (leader.person !== person && own.get(leader.number)?.has(person) !== true) note(tally, leader.number, settled);
    },
    ledBy: (tally) => {
      const byName = begin();
      for (const [number, people] of own) for (const one of people) note(byName, number, named.get(one));
      const { left: lefts, failed: failures } = addTally(tally, byName);
      return new Map(
        leaders.map(({ person, number, kind, remit }): [string, Led] => {
          const isFieldMissing = kind === "deputy" && remit === undefined;
          const left = lefts[number] ?? 0;
          return [person, { left, d: isFieldMissing || left > 0 ? undefined : failures[number] === 0, isFieldMissing }];
        }),
      );
    },
  };
}
