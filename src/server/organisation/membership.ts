import type { Transaction } from "../platform/index.ts";
import { allPeopleNames, findPerson, postsOfPeople, postsOfUnit, unitsWithPost } from "./people-queries.ts";
import { allLinks, existingUnits, namesOf, searchUnits, unitsAbove, unitsWithCodes } from "./queries.ts";
import { dayAfter, dayOf, isValidAt, nameAt, overlap, withKin, yearOf } from "./rules.ts";

/** The questions of other rooms about who belongs where. */

/** Ids of the units in which the person has a post today, by the database's clock. */
export async function unitsOf(tx: Transaction, personId: string): Promise<string[]> {
  const today = dayOf(await tx.now());
  return unitsWithPost(tx, personId, { from: today, to: dayAfter(today) });
}

/** The names of all people, as they are written. */
export const peopleNames = (tx: Transaction): Promise<string[]> => allPeopleNames(tx);

export const isPerson = async (tx: Transaction, personId: string): Promise<boolean> => (await findPerson(tx, personId)) !== undefined;

/** How somebody belonged to a unit: by a post there, or because it continues such a unit or is continued by one. */
export type Belonging = "post" | "kin";

export type Membership = {
  /** The units to which a person belonged at any time of the year, with kin by merger: nobody appraises these. */
  readonly belonged: (personId: string, year: number) => ReadonlyMap<string, Belonging>;
  /** The units in which a person has a post today. */
  readonly units: (personId: string) => readonly string[];
  /** Those of them in which the person is a deputy, and not the head. */
  readonly deputyIn: (personId: string) => readonly string[];
};

/** The memberships of these people; as many questions to the database for many as for one. */
export async function membershipOf(tx: Transaction, people: readonly string[]): Promise<Membership> {
  const posts = Map.groupBy(await postsOfPeople(tx, people), (one) => one.person);
  const links = await allLinks(tx);
  const today = dayOf(await tx.now());
  const present = (personId: string) => (posts.get(personId) ?? []).filter((post) => isValidAt(post, today));
  return {
    belonged: (personId, year) => {
      const own = new Set((posts.get(personId) ?? []).filter((post) => overlap(post, yearOf(year))).map((post) => post.unit));
      return new Map(withKin([...own], links).map((unit) => [unit, own.has(unit) ? "post" : "kin"]));
    },
    units: (personId) => [...new Set(present(personId).map((post) => post.unit))],
    deputyIn: (personId) => unitsOfDeputy(present(personId)),
  };
}

/** The units that these posts of one person make somebody a deputy in: whoever is also the head there is the head. */
function unitsOfDeputy(posts: readonly { readonly unit: string; readonly kind: string }[]): string[] {
  const headed = new Set(posts.filter((post) => post.kind === "head").map((post) => post.unit));
  return [...new Set(posts.filter((post) => post.kind === "deputy" && !headed.has(post.unit)).map((post) => post.unit))];
}

/** Ids of the units in which the person is a deputy today. */
export async function deputyUnitsOf(tx: Transaction, personId: string): Promise<string[]> {
  const today = dayOf(await tx.now());
  return unitsOfDeputy((await postsOfPeople(tx, [personId])).filter((post) => isValidAt(post, today)));
}

/** Ids of the people who are deputies in a unit today. */
export async function deputiesOf(tx: Transaction, unit: string): Promise<ReadonlySet<string>> {
  const today = dayOf(await tx.now());
  const people = Map.groupBy((await postsOfUnit(tx, unit)).filter((post) => isValidAt(post, today)), (post) => post.person);
  return new Set([...people].filter(([, posts]) => unitsOfDeputy(posts).includes(unit)).map(([person]) => person));
}

/**
 * Ids of the units to which the person belonged at any time of the year, with the units that continue them and
 * those that they continue: nobody appraises these.
 */
export const unitsEverOf = async (tx: Transaction, personId: string, year: number): Promise<string[]> => [...(await membershipOf(tx, [personId])).belonged(personId, year).keys()];

/** The same for several people at once, by person. */
export async function unitsEverOfPeople(tx: Transaction, people: readonly string[], year: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const { belonged } = await membershipOf(tx, people);
  return new Map(people.map((person) => [person, [...belonged(person, year).keys()]]));
}

/** A unit as other rooms know it, with its name on the day that was asked about. */
export type KnownUnit = { readonly id: string; readonly code: string; readonly name: string; readonly indexCode: string | null; readonly parentId: string | null };

/** The units that have these codes on a day (today, when none is given), by code; codes that nobody has are left out. */
export async function findUnitsByCode(tx: Transaction, codes: readonly string[], at?: string): Promise<KnownUnit[]> {
  const units = await unitsWithCodes(tx, codes, at ?? dayOf(await tx.now()));
  return units.map(({ id, code, name, index, parent }) => ({ id, code, name, indexCode: index, parentId: parent }));
}

const EVERY_UNIT = 100_000;

/** Every unit that exists on a day, by code. */
export async function unitsOn(tx: Transaction, at: string): Promise<KnownUnit[]> {
  const units = await searchUnits(tx, { at, index: undefined, text: undefined, after: undefined, limit: EVERY_UNIT });
  return units.map(({ id, code, name, index, parent }) => ({ id, code, name, indexCode: index, parentId: parent }));
}

/** The unit that has the code on a day; today, when none is given. */
export const findUnitByCode = async (tx: Transaction, code: string, at?: string): Promise<KnownUnit | undefined> => (await findUnitsByCode(tx, [code], at))[0];

/** Which of these units exist or existed. */
export const knownUnits = (tx: Transaction, ids: readonly string[]): Promise<string[]> => existingUnits(tx, ids);

/** Each of these units, itself first, with the evaluated ones above it: an office, its department; not the province itself. */
export const linesOf = (tx: Transaction, ids: readonly string[]): Promise<Map<string, string[]>> => unitsAbove(tx, ids);

/** What these units are called today. */
export async function unitNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const names = Map.groupBy(await namesOf(tx), (one) => one.unit);
  const today = dayOf(await tx.now());
  return new Map(ids.map((id) => [id, nameAt(names.get(id) ?? [], today)]));
}

/** Of each unit: itself, what it continues and what continues it, so that results can be followed across mergers. */
export async function kinOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string[]>> {
  const links = await allLinks(tx);
  return new Map(ids.map((id) => [id, withKin([id], links)]));
}
