import type { StaffPost } from "../organisation/index.ts";

/** Who follows and evaluates whom (NĐ 335/2025, article 10), from posts and the tree of units on one day. No I/O. */

/** Why somebody's place is not clear: the program never chooses between two. */
export type PlaceFault = "two-units" | "circle" | "no-superior" | "no-post";

export type Place = {
  readonly person: string;
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly kind: StaffPost["kind"];
  /** The unit with those above it. */
  readonly line: readonly string[];
  /** All units of the agency to which the unit belongs. */
  readonly agency: readonly string[];
  /** Who follows and confirms; null for the head of a unit with none above it, whom the Chairman follows, and where it is not clear. */
  readonly superior: string | null;
  /** Everybody above, the nearest first. */
  readonly chain: readonly string[];
  readonly isTop: boolean;
  readonly fault: PlaceFault | undefined;
};

const RANK = { head: 0, deputy: 1, officer: 2 } as const;

/** Of several posts in one unit the highest. */
const highest = (posts: readonly StaffPost[]): StaffPost | undefined => (posts.length < 2 ? posts[0] : posts.toSorted((a, b) => RANK[a.kind] - RANK[b.kind])[0]);

type Ground = {
  /** Posts that hold on the day, of those asked about and of the heads above them. */
  readonly posts: readonly StaffPost[];
  /** Each unit with those above it, itself first. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Of each unit all units of its agency; without, nobody keeps anybody's file. */
  readonly agencies?: ReadonlyMap<string, readonly string[]>;
};

/** The heads from a unit upwards, each once, without the person asked about. */
function headsAbove({ kind, person }: Pick<StaffPost, "kind" | "person">, line: readonly string[], heads: ReadonlyMap<string, string>): string[] {
  const from = kind === "head" ? line.slice(1) : line;
  return [...new Set(from.flatMap((unit) => heads.get(unit) ?? []))].filter((one) => one !== person);
}

/** Whether going up from somebody, over every post of each, comes back. */
function comesBack(person: string, aboveOf: (one: string) => readonly string[]): boolean {
  const seen = new Set(aboveOf(person));
  // A set grows while it is walked.
  for (const one of seen) {
    if (one === person) return true;
    for (const above of aboveOf(one)) seen.add(above);
  }
  return false;
}

/** Each unit with those above it, itself first, from the one above each. */
export function linesIn(parents: ReadonlyMap<string, string | null>): Map<string, readonly string[]> {
  const lineOf = (unit: string): string[] => {
    const line = [unit];
    for (let above = parents.get(unit) ?? null; above !== null && !line.includes(above); above = parents.get(above) ?? null) line.push(above);
    return line;
  };
  return new Map([...parents.keys()].map((unit) => [unit, lineOf(unit)]));
}

/** Says the place of somebody with these posts; among the ground's posts are those of all heads above. */
export function placing({ posts, lines, agencies }: Ground): (person: string, own: readonly StaffPost[]) => Place | undefined {
  const byPerson = Map.groupBy(posts, (post) => post.person);
  const heads = new Map(posts.filter((post) => post.kind === "head").map((post) => [post.unit, post.person]));
  // Nobody comes back to whoever is the head of nothing.
  const isHead = new Set(heads.values());
  const lineOf = (unit: string) => lines.get(unit) ?? [unit];
  const nearestAbove = (person: string): string[] => (byPerson.get(person) ?? []).flatMap((post) => headsAbove(post, lineOf(post.unit), heads).slice(0, 1));
  return (person, own) => {
    const post = highest(own);
    if (post === undefined) return undefined;
    const line = lineOf(post.unit);
    const chain = headsAbove(post, line, heads);
    const isTop = chain.length === 0 && post.kind === "head";
    const isSplit = own.some((one) => one.unit !== post.unit);
    const fault = isHead.has(person) && comesBack(person, nearestAbove) ? "circle" : isSplit ? "two-units" : chain.length === 0 && !isTop ? "no-superior" : undefined;
    const { name, title, unit, kind } = post;
    return { person, name, title, unit, kind, line, agency: agencies?.get(unit) ?? [], superior: fault === undefined ? (chain[0] ?? null) : null, chain, isTop, fault };
  };
}

/** The place of each of these people; in the order of the names given. */
export function placesOf(people: readonly string[], ground: Ground): Map<string, Place> {
  const byPerson = Map.groupBy(ground.posts, (post) => post.person);
  const placeOf = placing(ground);
  return new Map(
    people.flatMap((person): [string, Place][] => {
      const place = placeOf(person, byPerson.get(person) ?? []);
      return place === undefined ? [] : [[person, place]];
    }),
  );
}

export const isLeader = ({ kind }: Pick<Place, "kind">): boolean => kind !== "officer";
