import type { PeopleWork } from "../../contract/home.ts";
import { foldForm, type FormState } from "../../contract/personnel-form.ts";
import { dayAfter, headedUnitsOf, staffOf, unitNames, unitsOn } from "../organisation/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { formActionsOf } from "./form-queries.ts";
import { allPeriods, type Period } from "./period-queries.ts";
import type { Place } from "./place-rules.ts";
import { dayWithin, isSuperior, placesOn, todayOf } from "./places.ts";
import { toAccept, toRecord } from "./waiting-queries.ts";
import { lastDayBefore } from "./year-calendar.ts";

/** What waits for somebody in the open periods: their own pieces and form 01, and those of the people whom they follow. */

/** Whoever has to score themselves is told when the period is about to end. */
const NEAR_DAYS = 10;
const DAY_MS = 86_400_000;

type Here = { readonly tx: Transaction; readonly actor: Actor; readonly period: Period; readonly today: string };

const waiting = (kind: PeopleWork["kind"], period: Period, left: number, more: Partial<PeopleWork> = {}): PeopleWork => ({ kind, periodId: period.id, year: null, place: null, dueOn: null, left, late: 0, comment: null, ...more });

const isEndingSoon = ({ to }: Period, today: string): boolean => Date.parse(to) - Date.parse(today) <= NEAR_DAYS * DAY_MS;

/** Whose period was confirmed, or who was away, has nothing more to record or to be accepted in it. */
const isOver = (state: FormState["state"] | undefined): boolean => state === "confirmed" || state === "absent";

/** The own form 01 is due with its period (article 18.2); one that came back is due at once. */
function ownForm({ period, today }: Here, { state, returned }: FormState): PeopleWork[] {
  if (state !== "empty" && state !== "draft" && state !== "returned") return [];
  if (state !== "returned" && !isEndingSoon(period, today)) return [];
  return [waiting("self-score", period, 1, { dueOn: lastDayBefore(period.to), comment: returned ?? null })];
}

async function ofOwn(here: Here): Promise<PeopleWork[]> {
  const { tx, actor, period, today } = here;
  const place = (await placesOn(tx, { people: [actor.personId] }, dayWithin(period, today))).get(actor.personId);
  if (place === undefined) return [];
  const { left, late, firstDue } = await toRecord(tx, period.id, actor.personId, today);
  const form = foldForm((await formActionsOf(tx, period.id, [actor.personId])).get(actor.personId) ?? []);
  return [...(left > 0 && !isOver(form.state) ? [waiting("record", period, left, { late, dueOn: firstDue })] : []), ...(place.fault === undefined ? ownForm(here, form) : [])];
}

/** The places of those whom somebody follows: people of the units that they head, and the heads of units right below. */
async function followedBy({ tx, actor, period, today }: Here): Promise<readonly Place[]> {
  const day = dayWithin(period, today);
  const on = { from: day, to: dayAfter(day) };
  const units = await unitsOn(tx, day);
  const headed = new Set(await headedUnitsOf(tx, actor.personId));
  const isTop = (parent: string | null): boolean => parent === null && actor.roles.includes("chairman");
  const below = units.filter((one) => isTop(one.parentId) || (one.parentId !== null && headed.has(one.parentId))).map((one) => one.id);
  if (headed.size === 0 && below.length === 0) return [];
  const heads = below.length === 0 ? [] : await staffOf(tx, { units: below, kind: "head", during: on });
  const own = headed.size === 0 ? [] : await staffOf(tx, { units: [...headed], during: on });
  const places = await placesOn(tx, { people: [...new Set([...own, ...heads].map((post) => post.person))] }, day);
  return [...places.values()].filter((one) => isSuperior(actor, one));
}

/** The board on which somebody's work stands for whoever follows them: of the office, or of the one above for its head. */
const boardOf = ({ line, unit, kind }: Place): string => (kind === "head" ? (line[1] ?? unit) : unit);

async function ofFollowed(here: Here): Promise<PeopleWork[]> {
  const { tx, period } = here;
  const places = await followedBy(here);
  if (places.length === 0) return [];
  const people = places.map((one) => one.person);
  const pieces = await toAccept(tx, period.id, people);
  const forms = await formActionsOf(tx, period.id, people);
  const states = new Map(people.map((person) => [person, foldForm(forms.get(person) ?? []).state]));
  const piecesOf = ({ person }: Place): number => (isOver(states.get(person)) ? 0 : (pieces.get(person) ?? 0));
  const boards = [...Map.groupBy(places, boardOf)].map(([unit, own]) => ({ unit, pieces: own.reduce((sum, one) => sum + piecesOf(one), 0), forms: own.filter((one) => states.get(one.person) === "handed-in").length }));
  const names = await unitNames(tx, boards.map((one) => one.unit));
  return boards.flatMap(({ unit, pieces: toTake, forms: toConfirm }) => {
    const place = { id: unit, name: names.get(unit) ?? "" };
    return [...(toTake > 0 ? [waiting("accept", period, toTake, { place })] : []), ...(toConfirm > 0 ? [waiting("confirm", period, toConfirm, { place })] : [])];
  });
}

export async function waitingInPeriods(tx: Transaction, actor: Actor): Promise<PeopleWork[]> {
  const today = await todayOf(tx);
  // What is tried out is nobody's to do.
  const open = (await allPeriods(tx)).filter((one) => one.state === "open" && one.from <= today && !one.isTrial);
  const found: PeopleWork[] = [];
  for (const period of open) {
    const here = { tx, actor, period, today };
    found.push(...(await ofOwn(here)), ...(await ofFollowed(here)));
  }
  return found;
}
