import { readPlace, setRemit } from "../../contract/personnel-work.ts";
import { agencyUnits, dayAfter, staffOf, unitNames, unitsOn } from "../organisation/index.ts";
import { type Actor, actorOf, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { isSuperior, placesOn, requirePlace, todayOf } from "./places.ts";
import { insertRemit, remitsOf } from "./remit-queries.ts";

/** One's own place, and the field that a deputy is in charge of. */

/** Units of which somebody is the head today; the Chairman follows the heads of those with none above them. */
async function unitsFollowed(tx: Transaction, actor: Actor, today: string): Promise<string[]> {
  const own = await staffOf(tx, { people: [actor.personId], kind: "head", during: { from: today, to: dayAfter(today) } });
  const tops = actor.roles.includes("chairman") ? (await unitsOn(tx, today)).filter((one) => one.parentId === null).map((one) => one.id) : [];
  return [...new Set([...own.map((one) => one.unit), ...tops])];
}

async function unitsKept(tx: Transaction, actor: Actor, today: string): Promise<string[]> {
  if (actor.roles.includes("programme-officer")) return (await unitsOn(tx, today)).map((one) => one.id);
  return actor.roles.includes("personnel-officer") ? [...new Set([...(await agencyUnits(tx, actor.unitIds, today)).values()].flat())] : [];
}

const named = (units: readonly string[], names: ReadonlyMap<string, string>) => units.map((unitId) => ({ unitId, name: names.get(unitId) ?? "" }));

async function nameOf(tx: Transaction, person: string | null, day: string): Promise<string | null> {
  if (person === null) return null;
  return (await placesOn(tx, { people: [person] }, day)).get(person)?.name ?? null;
}

const place = query(
  readPlace,
  async (call) => {
    const { tx } = call;
    const actor = actorOf(call);
    const today = await todayOf(tx);
    const own: Place | undefined = (await placesOn(tx, { people: [actor.personId] }, today)).get(actor.personId);
    const [follows, keeps] = [await unitsFollowed(tx, actor, today), await unitsKept(tx, actor, today)];
    const names = await unitNames(tx, [...new Set([...follows, ...keeps, ...(own === undefined ? [] : [own.unit])])]);
    return { body: { unitId: own?.unit ?? null, unitName: own === undefined ? null : (names.get(own.unit) ?? ""), superiorId: own?.superior ?? null, superiorName: await nameOf(tx, own?.superior ?? null, today), isLeader: own !== undefined && isLeader(own), follows: named(follows, names), keeps: named(keeps, names), fault: own === undefined ? ("no-post" as const) : (own.fault ?? null) } };
  },
  () => ["self"],
);

const remit = command(
  setRemit,
  async (call) => {
    const { tx, params, body } = call;
    const deputy = requirePlace((await placesOn(tx, { people: [params.personId] }, await todayOf(tx))).get(params.personId));
    if (deputy.kind !== "deputy") throw new Problem("conflict", { detail: { vi: "Chỉ phân công lĩnh vực phụ trách cho cấp phó.", en: "Only deputies are put in charge of a field." } });
    const by = actorOf(call).personId;
    const number = ((await remitsOf(tx, [params.personId])).at(-1)?.number ?? 0) + 1;
    if (!(await insertRemit(tx, { person: params.personId, number, units: body.units, people: body.people, from_day: body.from, by, at: await tx.now() }))) throw new Problem("stale");
    return { reply: { body }, audit: [{ action: "personnel.remit-set", subject: `person:${params.personId}`, data: { ...body, number, by } }] };
  },
  async (call) => {
    const found = (await placesOn(call.tx, { people: [call.params.personId] }, await todayOf(call.tx))).get(call.params.personId);
    if (found === undefined) throw new Problem("not-found");
    return isSuperior(actorOf(call), found) ? ["superior"] : [];
  },
);

export const placeEndpoints: readonly Endpoint[] = [place, remit];
