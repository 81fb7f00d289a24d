import { actOnUnit, type Board, type PersonRow, readBoard, readWork } from "../../contract/personnel-work.ts";
import type { Relation } from "../../contract/route.ts";
import { formatFraction, fractionOfUnits } from "../../scoring/exact.ts";
import { agencyUnits, dayAfter, linesAbove, staffOf, unitNames, unitsOn } from "../organisation/index.ts";
import { type Actor, actorOf, type Call, type Change, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { insertUnitAction, unitActionsOf } from "./form-queries.ts";
import { engineFor, gather, type Gathered } from "./ground.ts";
import { type Period, requireOpen, requirePeriod } from "./period-queries.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { dayWithin, hiddenUnless, placeIn, placesOn, relationsTo, todayOf } from "./places.ts";
import { shownOfPeople } from "./reading.ts";
import { pointsText } from "./score.ts";
import { levelsOf } from "./score-leaves.ts";
import { remitsOf } from "./remit-queries.ts";
import { foldUnit } from "./unit-state.ts";
import { itemsOf, type Load, loadsOf } from "./work-queries.ts";
import { isOverdue } from "./work-rules.ts";
import { itemViews } from "./work-view.ts";

/** Seeing: an officer's own work and points so far; an office's load, progress and what waits. */

const work = query(
  readWork,
  async (call) => {
    const { tx, params } = call;
    const period = await requirePeriod(tx, params.periodId);
    const place = await placeIn(tx, params.personId, period.id);
    if (place === undefined) throw new Problem("not-found");
    const today = await todayOf(tx);
    const score = (await gather(tx, period, [place])).get(place.person)?.score;
    if (score === undefined) throw new RangeError("nobody was gathered");
    const items = await itemsOf(tx, period.id, { people: [place.person] });
    const standing = { thresholds: levelsOf(await engineFor(tx, period)), general: pointsText(score.general), results: pointsText(score.results), total: pointsText(score.total), level: score.level, parts: { ...score.parts }, steps: score.steps.map((one) => ({ ...one, values: { ...one.values } })), missing: [...score.missing] };
    const head = { personId: place.person, name: place.name, title: place.title, unitId: place.unit, unitName: (await unitNames(tx, [place.unit])).get(place.unit) ?? "", isLeader: isLeader(place), superiorId: place.superior };
    return { body: { ...head, items: await itemViews(tx, items, today), standing, isOpen: period.state === "open", today, now: (await tx.now()).toISOString() }, shown: shownOfPeople(actorOf(call), period.id, [place]) };
  },
  async (call) => hiddenUnless(relationsTo(call.actor, call.params.personId, await placeIn(call.tx, call.params.personId, call.params.periodId), "read"), call.actor),
);

/** Sums of coefficients of four decimals and quantities of two. */
const PLACES = 6;
const text = (units: string | undefined): string => formatFraction(fractionOfUnits(units ?? "0", PLACES), 2);

/** One person of an office; the load is everything that was given, the extra work as well, in standard units. */
function rowOf({ place, form, score }: Gathered, load: Load | undefined, unitName: string): PersonRow {
  return {
    personId: place.person,
    name: place.name,
    title: place.title,
    unitId: place.unit,
    unitName,
    isLeader: isLeader(place),
    superiorId: place.superior,
    items: load?.items ?? 0,
    assigned: text(load?.assigned),
    done: text(load?.done),
    accepted: text(load?.accepted),
    overdue: load?.overdue ?? 0,
    waiting: load?.waiting ?? 0,
    load: text(load?.load),
    form: form.state,
    total: form.confirmation?.result?.total ?? pointsText(score.total),
    level: form.confirmation?.result?.level ?? score.level,
  };
}

/** Everybody of an office, and the heads of those directly under it, whom its head follows. */
async function peopleOf(tx: Transaction, unit: string, day: string): Promise<{ readonly all: Place[]; readonly children: readonly string[] }> {
  const children = (await unitsOn(tx, day)).filter((one) => one.parentId === unit).map((one) => one.id);
  const heads = children.length === 0 ? [] : await staffOf(tx, { units: children, kind: "head", during: { from: day, to: dayAfter(day) } });
  const own = await staffOf(tx, { units: [unit], during: { from: day, to: dayAfter(day) } });
  const people = [...new Set([...own, ...heads].map((post) => post.person))];
  const places = await placesOn(tx, { people }, day);
  return { all: people.flatMap((person) => places.get(person) ?? []), children };
}

/** What each deputy of the office is in charge of, as it was said last. */
async function remitsIn(tx: Transaction, unit: string, places: readonly Place[]): Promise<Board["remits"]> {
  const deputies = places.filter((one) => one.kind === "deputy" && one.unit === unit).map((one) => one.person);
  const last = new Map((deputies.length === 0 ? [] : await remitsOf(tx, deputies)).map((one) => [one.person, one]));
  return [...last.values()].map(({ person, units, people, from_day }) => ({ personId: person, units: [...units], people: [...people], from: from_day }));
}

export async function boardOf(tx: Transaction, period: Period, unit: string): Promise<{ readonly board: Board; readonly places: readonly Place[] }> {
  const today = await todayOf(tx);
  const { all, children } = await peopleOf(tx, unit, dayWithin(period, today));
  const clear = all.filter((one) => one.fault === undefined);
  const gathered = await gather(tx, period, clear);
  const asked = clear.map((one) => one.person);
  const loads = await loadsOf(tx, period.id, asked, today);
  const open = Map.groupBy(await itemsOf(tx, period.id, { people: asked, states: ["assigned", "done", "handed-back"] }), (one) => one.person);
  const names = await unitNames(tx, [...new Set([unit, ...children, ...all.map((one) => one.unit)])]);
  const state = foldUnit(await unitActionsOf(tx, period.id, unit));
  const people = clear.flatMap((place) => {
    const found = gathered.get(place.person);
    return found === undefined ? [] : [rowOf(found, loads.get(place.person), names.get(place.unit) ?? "")];
  });
  // Whoever takes something over is followed by the same head, and so is on this board.
  const takenOver = new Set([...loads.values()].flatMap((one) => one.taken));
  const waiting = clear.flatMap((place) => (open.get(place.person) ?? []).filter((one) => one.state === "done" || (one.state === "handed-back" && !takenOver.has(String(one.id)))));
  const overdue = clear.flatMap((place) => (open.get(place.person) ?? []).filter((one) => isOverdue(one, today))).toSorted((a, b) => (a.due < b.due ? -1 : 1));
  const faults = all.flatMap((one) => (one.fault === undefined || one.fault === "no-post" ? [] : [{ personId: one.person, name: one.name, why: one.fault }]));
  const { kind: _kind, ...minutes } = state.meeting ?? { kind: undefined };
  const board: Board = { unitId: unit, unitName: names.get(unit) ?? "", periodId: period.id, people, below: children.map((one) => ({ unitId: one, name: names.get(one) ?? "" })), remits: await remitsIn(tx, unit, clear), faults, waiting: await itemViews(tx, waiting, today), overdue: await itemViews(tx, overdue, today), meeting: "on" in minutes ? minutes : null, notifiedAt: state.notifiedAt ?? null, isOpen: period.state === "open", today, now: (await tx.now()).toISOString(), version: String(state.version) };
  return { board, places: all };
}

/** The head of the office or of one above it, personnel officers of either; the Chairman where nothing is above. */
export async function relationsToUnit(tx: Transaction, actor: Actor | undefined, unit: string, wants: "read" | "act"): Promise<readonly Relation[]> {
  const line = (await linesAbove(tx, [unit])).get(unit);
  if (line === undefined || actor === undefined) throw new Problem("not-found");
  const today = await todayOf(tx);
  const heads = await staffOf(tx, { units: wants === "act" ? line.slice(0, 1) : line, kind: "head", during: { from: today, to: dayAfter(today) } });
  const isOver = heads.some((post) => post.person === actor.personId) || (line.length === 1 && actor.roles.includes("chairman") && wants === "read");
  const isKeeper = actor.roles.includes("personnel-officer") && ((await agencyUnits(tx, [unit], today)).get(unit) ?? []).some((one) => actor.unitIds.includes(one));
  return hiddenUnless([...(isOver ? (["superior"] as const) : []), ...(isKeeper ? (["own-unit"] as const) : [])], actor);
}

const board = query(
  readBoard,
  async (call) => {
    const { tx, params } = call;
    const { board: shown, places } = await boardOf(tx, await requirePeriod(tx, params.periodId), params.unitId);
    return { body: shown, version: shown.version, shown: shownOfPeople(actorOf(call), params.periodId, places) };
  },
  (call) => relationsToUnit(call.tx, call.actor, call.params.unitId, "read"),
);

async function act(call: Call<typeof actOnUnit>): Promise<Change<typeof actOnUnit>> {
  const { tx, params, body, seen } = call;
  const period = await requireOpen(tx, params.periodId);
  const state = foldUnit(await unitActionsOf(tx, period.id, params.unitId));
  if (seen !== String(state.version)) throw new Problem("stale", { extra: { current: { version: String(state.version) } } });
  if (body.kind === "meeting" && body.attended > body.invited) throw new Problem("invalid-input", { fields: [{ pointer: "/attended", message: { vi: "Số dự họp nhiều hơn số được mời.", en: "More attended than were invited." } }] });
  if (body.kind === "notify") {
    if (state.meeting === undefined) throw new Problem("conflict", { detail: { vi: "Chưa có biên bản họp đơn vị của kỳ này.", en: "The office's meeting of this period has no minutes yet." } });
    const left = (await boardOf(tx, period, params.unitId)).board.people.filter((one) => one.unitId === params.unitId && one.form !== "confirmed" && one.form !== "absent");
    if (left.length > 0) throw new Problem("conflict", { detail: { vi: `Còn ${String(left.length)} phiếu chưa xác nhận: ${left.slice(0, 5).map((one) => one.name).join(", ")}.`, en: `${String(left.length)} forms are not confirmed: ${left.slice(0, 5).map((one) => one.name).join(", ")}.` } });
  }
  const by = actorOf(call).personId;
  const number = state.version + 1;
  if (!(await insertUnitAction(tx, { period: period.id, unit: params.unitId, number, by }, body))) throw new Problem("stale");
  return { reply: { body: { version: String(number) }, version: String(number) }, audit: [{ action: `personnel.unit-${body.kind}`, subject: `work-unit:${period.id}/${params.unitId}`, data: { ...body, number, by } }] };
}

export const boardEndpoints: readonly Endpoint[] = [work, board, command(actOnUnit, act, (call) => relationsToUnit(call.tx, call.actor, call.params.unitId, "act"))];
