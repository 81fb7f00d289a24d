import type { Transaction } from "../platform/index.ts";
import { unitsWithPost, unitsWithPosts } from "./people-queries.ts";
import { allLinks, existingUnits, unitsWithCodes } from "./queries.ts";
import { dayAfter, dayOf, withKin, yearOf } from "./rules.ts";

/** The questions of other rooms about who belongs where. */

/** Ids of the units in which the person has a post today, by the database's clock. */
export async function unitsOf(tx: Transaction, personId: string): Promise<string[]> {
  const today = dayOf(await tx.now());
  return unitsWithPost(tx, personId, { from: today, to: dayAfter(today) });
}

/**
 * Ids of the units to which the person belonged at any time of the year, with the units that continue them and
 * those that they continue: nobody appraises these.
 */
export async function unitsEverOf(tx: Transaction, personId: string, year: number): Promise<string[]> {
  return withKin(await unitsWithPost(tx, personId, yearOf(year)), await allLinks(tx));
}

/** The same for several people at once, by person. */
export async function unitsEverOfPeople(tx: Transaction, people: readonly string[], year: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const posts = await unitsWithPosts(tx, people, yearOf(year));
  const links = await allLinks(tx);
  return new Map(people.map((person) => [person, withKin(posts.filter((one) => one.person === person).map((one) => one.unit), links)]));
}

/** A unit as other rooms know it, with its name on the day that was asked about. */
export type KnownUnit = { readonly id: string; readonly code: string; readonly name: string; readonly indexCode: string | null };

/** The units that have these codes on a day (today, when none is given), by code; codes that nobody has are left out. */
export async function findUnitsByCode(tx: Transaction, codes: readonly string[], at?: string): Promise<KnownUnit[]> {
  const units = await unitsWithCodes(tx, codes, at ?? dayOf(await tx.now()));
  return units.map(({ id, code, name, index }) => ({ id, code, name, indexCode: index }));
}

/** The unit that has the code on a day; today, when none is given. */
export const findUnitByCode = async (tx: Transaction, code: string, at?: string): Promise<KnownUnit | undefined> => (await findUnitsByCode(tx, [code], at))[0];

/** Which of these units exist or existed. */
export const knownUnits = (tx: Transaction, ids: readonly string[]): Promise<string[]> => existingUnits(tx, ids);

/** Of each unit: itself, what it continues and what continues it, so that results can be followed across mergers. */
export async function kinOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string[]>> {
  const links = await allLinks(tx);
  return new Map(ids.map((id) => [id, withKin([id], links)]));
}
