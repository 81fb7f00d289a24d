import type { Relation } from "../../contract/route.ts";
import { type Bounds, boundsOf } from "../../contract/personnel-bounds.ts";
import { agencyUnits, dayAfter, dayOf, linesAbove, parentsOn, staffOf } from "../organisation/index.ts";
import { type Actor, type Bilingual, Problem, type Transaction } from "../platform/index.ts";
import { linesIn, type Place, type PlaceFault, placesOf } from "./place-rules.ts";

/** Places of people on the day that decides, and how somebody stands to them. */

/** The day by which places of a period are seen: today, while it lasts; afterwards its last. */
export function dayWithin({ from, to }: Pick<Bounds, "from" | "to">, today: string): string {
  if (today < from) return from;
  return today < to ? today : dayBefore(to);
}
const DAY_MS = 24 * 60 * 60 * 1000;
const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

export const todayOf = async (tx: Transaction): Promise<string> => dayOf(await tx.now());

/** The places of people, or of everybody in units: where one is on the day, followed by who is head there today. */
export async function placesOn(tx: Transaction, asked: { readonly people?: readonly string[]; readonly units?: readonly string[] }, day: string): Promise<Map<string, Place>> {
  const at = { from: day, to: dayAfter(day) };
  const found = await staffOf(tx, { people: asked.people, units: asked.units, during: at });
  const people = [...new Set(found.map((post) => post.person))];
  // Whoever was found by the unit may have a post in another one as well.
  const posts = asked.units === undefined ? found : await staffOf(tx, { people, during: at });
  const units = [...new Set(posts.map((post) => post.unit))];
  const lines = await linesAbove(tx, units);
  const heads = await staffOf(tx, { units: [...new Set([...lines.values()].flat())], kind: "head", during: at });
  const others = [...new Set(heads.map((post) => post.person))].filter((one) => !people.includes(one));
  return placesOf(people, { posts: [...posts, ...(others.length === 0 ? [] : await staffOf(tx, { people: others, during: at })), ...heads.filter((head) => !others.includes(head.person) && !people.includes(head.person))], lines: await allLines(tx, lines, heads), agencies: await agencyUnits(tx, units, day) });
}

/** Everybody of a province at once: two questions, whatever their number. */
export async function provinceOn(tx: Transaction, day: string): Promise<Map<string, Place>> {
  const posts = await staffOf(tx, { during: { from: day, to: dayAfter(day) } });
  return placesOf([...new Set(posts.map((post) => post.person))], { posts, lines: linesIn(await parentsOn(tx, day)) });
}

/** Lines of the heads' own units are parts of those already known. */
async function allLines(tx: Transaction, lines: ReadonlyMap<string, string[]>, heads: readonly { readonly unit: string }[]): Promise<Map<string, string[]>> {
  const missing = heads.map((head) => head.unit).filter((unit) => !lines.has(unit));
  return new Map([...lines, ...(missing.length === 0 ? [] : await linesAbove(tx, missing))]);
}

export const placeIn = async (tx: Transaction, person: string, period: string): Promise<Place | undefined> => (await placesOn(tx, { people: [person] }, dayWithin(boundsOf(period), await todayOf(tx)))).get(person);

/** Whether somebody follows and confirms this person's work. */
export const isSuperior = (actor: Actor, place: Place): boolean => place.fault === undefined && (place.superior === actor.personId || (place.isTop && actor.roles.includes("chairman") && place.person !== actor.personId));

/** Whether somebody is in the line above. */
const isAbove = (actor: Actor, place: Place): boolean => isSuperior(actor, place) || place.chain.includes(actor.personId);

/** Personnel work is done for a whole agency, wherever in it the officer sits. */
const keeps = (actor: Actor, { agency }: Pick<Place, "agency">): boolean => actor.roles.includes("personnel-officer") && agency.some((unit) => actor.unitIds.includes(unit));

/** How the actor stands to somebody's file: all of the line may read, only the direct superior acts. */
export function relationsTo(actor: Actor | undefined, person: string, place: Place | undefined, wants: "read" | "act"): Relation[] {
  if (actor === undefined) return [];
  const isOver = place !== undefined && (wants === "read" ? isAbove(actor, place) : isSuperior(actor, place));
  return [...(actor.personId === person ? (["self"] as const) : []), ...(isOver ? (["superior"] as const) : []), ...(place !== undefined && keeps(actor, place) ? (["own-unit"] as const) : [])];
}

/** Files that are not one's own to know of look like files that are not there. */
export function hiddenUnless(relations: readonly Relation[], actor: Actor | undefined): readonly Relation[] {
  if (relations.length === 0 && actor?.roles.includes("programme-officer") !== true) throw new Problem("not-found");
  return relations;
}

const FAULTS: Readonly<Record<PlaceFault, Bilingual>> = {
  "two-units": { vi: "có vị trí ở hai đơn vị trong cùng một ngày; hãy kết thúc một vị trí trước.", en: "has posts in two units on one day; end one of them first." },
  circle: { vi: "thành vòng tròn cấp trên: người này theo dõi chính cấp trên của mình; hãy sửa vị trí.", en: "makes a circle of superiors: would follow those who follow them; mend the posts." },
  "no-superior": { vi: "chưa có người đứng đầu nào theo dõi.", en: "has no head above to follow the work." },
  "no-post": { vi: "không có vị trí nào vào ngày này.", en: "has no post on this day." },
};

/** What is wrong with somebody's place, in words. */
export const placeWords = (name: string, fault: PlaceFault): Bilingual => ({ vi: `${name} ${FAULTS[fault].vi}`, en: `${name} ${FAULTS[fault].en}` });

/** A clear place, or the refusal that says why there is none. */
export function requirePlace(place: Place | undefined): Place {
  if (place === undefined) throw new Problem("not-found");
  if (place.fault !== undefined) throw new Problem("conflict", { detail: placeWords(place.name, place.fault) });
  return place;
}
