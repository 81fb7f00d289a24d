import { acceptWork, actOnItem, recordWork } from "../../contract/personnel-work.ts";
import type { Relation } from "../../contract/route.ts";
import { type Actor, actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import { requireUnconfirmed, unitsOf, workEntry } from "./assign-routes.ts";
import { catalogueItemsById } from "./catalogue-queries.ts";
import { type Period, requireOpen, requirePeriod } from "./period-queries.ts";
import { hiddenUnless, isSuperior, placeIn, placesOn, dayWithin, requirePlace, todayOf } from "./places.ts";
import { insertEvents, insertItems, isPassedOn, itemsOf, updateItems } from "./work-queries.ts";
import { acceptanceFaults, afterStep, type Days, dueFaults, recordFaults, sideOf, stepRefusal, unplannedFaults } from "./work-rules.ts";
import type { Item, ItemEvent } from "./work-tables.ts";
import { itemViews } from "./work-view.ts";

/** What was done, what of it is accepted, and what becomes of work that cannot be done (articles 14.2, 18.1.d, 18.2). */

const stale = async (tx: Transaction, items: readonly Item[], today: string): Promise<Problem> => new Problem("stale", { extra: { current: { items: await itemViews(tx, items, today) } } });

/** The pieces that a request names, of the version that was seen; unknown ids are like those of somebody else. */
async function seenItems(tx: Transaction, period: string, wanted: readonly { readonly itemId: string; readonly version: string }[], today: string): Promise<Map<string, Item>> {
  const ids = wanted.map((one) => one.itemId);
  if (new Set(ids).size < ids.length) throw new Problem("invalid-input", { detail: { vi: "Một việc được ghi hai lần.", en: "A piece of work is named twice." } });
  const items = new Map((await itemsOf(tx, period, { ids })).map((one) => [String(one.id), one]));
  if (ids.some((one) => !items.has(one))) throw new Problem("not-found");
  const changed = wanted.flatMap((one) => (String(items.get(one.itemId)?.version) === one.version ? [] : (items.get(one.itemId) ?? [])));
  if (changed.length > 0) throw await stale(tx, changed, today);
  return items;
}

/** Writes what pieces have become, and what was done to them; another's change in between shows as stale. */
async function write(tx: Transaction, { id }: Period, by: string, changed: readonly Item[], actionOf: (item: Item) => ItemEvent): Promise<Item[]> {
  if (changed.length === 0) return [];
  const written = await updateItems(tx, id, changed);
  if (written.length < changed.length) throw new Problem("stale");
  await insertEvents(tx, id, by, written.map((item) => ({ item, action: actionOf(item) })));
  return written;
}

const daysOf = ({ from, to }: Period, today: string): Days => ({ today, from, to });

const refuse = (faults: readonly FieldProblem[]): void => {
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, 100) });
};

type Recording = Call<typeof recordWork>;

/** Unplanned work that the officer tells of; it counts once the superior has accepted it. */
async function addUnplanned({ tx, body }: Recording, period: Period, actor: Actor, today: string): Promise<Item[]> {
  if (body.unplanned.length === 0) return [];
  const place = requirePlace(await placeIn(tx, actor.personId, period.id));
  const products = await catalogueItemsById(tx, [...new Set(body.unplanned.map((one) => one.productId))], today);
  refuse(body.unplanned.flatMap((one, i) => unplannedFaults(`/unplanned/${String(i)}`, one, products, place, daysOf(period, today))));
  const rows = body.unplanned.flatMap((one) => {
    const product = products.get(one.productId);
    if (product === undefined) return [];
    const quantity = hundredthsOf(one.quantity);
    return [{ person: actor.personId, unit: place.unit, product: one.productId, coefficient: unitsOf(product), assigned: quantity, done: quantity, extra: true, state: "done" as const, assigned_on: one.doneOn, due: one.doneOn, done_on: one.doneOn, output: one.output === "" ? product.output : one.output, reference: one.reference }];
  });
  const added = await insertItems(tx, period.id, rows);
  await insertEvents(tx, period.id, actor.personId, added.map((item) => ({ item, action: { kind: "tell-unplanned" } satisfies ItemEvent })));
  return added;
}

async function record(call: Recording): Promise<Change<typeof recordWork>> {
  const { tx, params, body } = call;
  const actor = actorOf(call);
  const period = await requireOpen(tx, params.periodId);
  const today = await todayOf(tx);
  await requireUnconfirmed(tx, period.id, [actor.personId]);
  const items = await seenItems(tx, period.id, body.records, today);
  if ([...items.values()].some((one) => one.person !== actor.personId)) throw new Problem("not-found");
  const paired = body.records.flatMap((one, i) => {
    const item = items.get(one.itemId);
    return item === undefined ? [] : [{ one, item, pointer: `/records/${String(i)}` }];
  });
  refuse(paired.flatMap(({ one, item, pointer }) => recordFaults(pointer, one, item, daysOf(period, today))));
  const changed = paired.map(({ one, item }): Item => ({ ...item, state: "done", done: hundredthsOf(one.done), done_on: one.doneOn, reference: one.reference === "" ? item.reference : one.reference }));
  const written = await write(tx, period, actor.personId, changed, (item) => ({ kind: "record", done: item.done, doneOn: item.done_on, reference: item.reference }));
  const all = [...written, ...(await addUnplanned(call, period, actor, today))];
  return { reply: { body: { items: await itemViews(tx, all, today) } }, audit: [workEntry("work-recorded", period.id, actor.personId, all)] };
}

/** Whether the actor follows all whose work is named. */
async function followsAll(tx: Transaction, actor: Actor, period: Period, items: Iterable<Item>, today: string): Promise<boolean> {
  const people = [...new Set([...items].map((one) => one.person))];
  const places = await placesOn(tx, { people }, dayWithin(period, today));
  return people.every((one) => {
    const place = places.get(one);
    return place !== undefined && isSuperior(actor, place);
  });
}

async function accept(call: Call<typeof acceptWork>): Promise<Change<typeof acceptWork>> {
  const { tx, params, body } = call;
  const period = await requireOpen(tx, params.periodId);
  const today = await todayOf(tx);
  const by = actorOf(call).personId;
  const items = await seenItems(tx, period.id, body.items, today);
  await requireUnconfirmed(tx, period.id, [...items.values()].map((one) => one.person));
  const paired = body.items.flatMap((one, i) => {
    const item = items.get(one.itemId);
    return item === undefined ? [] : [{ one, item, pointer: `/items/${String(i)}` }];
  });
  refuse(paired.flatMap(({ one, item, pointer }) => acceptanceFaults(pointer, one, item)));
  const notes = new Map(body.items.map((one) => [one.itemId, one.note]));
  const changed = paired.map(({ one, item }): Item => ({ ...item, state: "accepted", accepted: hundredthsOf(one.accepted), quality_failures: one.qualityFailures, delays: one.delays, excused: one.excused }));
  const written = await write(tx, period, by, changed, (item) => ({ kind: "accept", accepted: item.accepted, qualityFailures: item.quality_failures, delays: item.delays, excused: item.excused, note: notes.get(String(item.id)) ?? "" }));
  return { reply: { body: { items: await itemViews(tx, written, today) } }, audit: [workEntry("work-accepted", period.id, by, written, { notes: Object.fromEntries(notes) })] };
}

async function acceptRelations(call: Call<typeof acceptWork>): Promise<readonly Relation[]> {
  const { tx, params, body } = call;
  const period = await requirePeriod(tx, params.periodId);
  const items = await itemsOf(tx, period.id, { ids: body.items.map((one) => one.itemId) });
  // Ids that are not there are told from those of others by nobody.
  if (items.length < new Set(body.items.map((one) => one.itemId)).size || !(await followsAll(tx, actorOf(call), period, items, await todayOf(tx)))) throw new Problem("not-found");
  return ["superior"];
}

type Passing = { readonly actor: Actor; readonly period: Period; readonly today: string; readonly to: { readonly personId: string; readonly due: string } };

/** Somebody else does what was handed back: for them it is outside what was assigned. */
async function passOn(tx: Transaction, item: Item, { actor, period, today, to: { personId, due } }: Passing): Promise<Item> {
  if (personId === item.person) throw new Problem("invalid-input", { fields: [{ pointer: "/personId", message: { vi: "Cần một người khác.", en: "Somebody else is needed." } }] });
  if (await isPassedOn(tx, period.id, item.id)) throw new Problem("conflict", { detail: { vi: "Việc này đã chuyển cho người khác.", en: "The work is somebody else's already." } });
  const place = (await placesOn(tx, { people: [personId] }, dayWithin(period, today))).get(personId);
  if (place === undefined || !isSuperior(actor, place)) throw new Problem("invalid-input", { fields: [{ pointer: "/personId", message: { vi: "Người này không thuộc quyền theo dõi của mình.", en: "This person is not followed by you." } }] });
  refuse(dueFaults(due, daysOf(period, today)));
  await requireUnconfirmed(tx, period.id, [personId]);
  const [added] = await insertItems(tx, period.id, [{ person: personId, unit: place.unit, product: item.product, coefficient: item.coefficient, assigned: item.assigned, extra: true, assigned_on: today, due, output: item.output, taken_from: item.id }]);
  if (added === undefined) throw new RangeError("nothing was added");
  return added;
}

type Acting = Call<typeof actOnItem>;

async function itemIn({ tx, params }: Pick<Acting, "tx" | "params">): Promise<Item> {
  const [item] = await itemsOf(tx, params.periodId, { ids: [params.itemId] });
  if (item === undefined) throw new Problem("not-found");
  return item;
}

async function act(call: Acting): Promise<Change<typeof actOnItem>> {
  const { tx, params, body, seen } = call;
  const actor = actorOf(call);
  const period = await requireOpen(tx, params.periodId);
  const today = await todayOf(tx);
  const item = await itemIn(call);
  if (seen !== String(item.version)) throw await stale(tx, [item], today);
  const refusal = stepRefusal(body.kind, item.state);
  if (refusal !== undefined) throw new Problem("conflict", { detail: refusal });
  await requireUnconfirmed(tx, period.id, [item.person]);
  const [written] = await write(tx, period, actor.personId, [afterStep(body.kind, item)], () => body);
  if (written === undefined) throw new Problem("stale");
  const added = body.kind === "pass-on" ? [await passOn(tx, item, { actor, period, today, to: body })] : [];
  await insertEvents(tx, period.id, actor.personId, added.map((one) => ({ item: one, action: { kind: "take-over", from: item.id } satisfies ItemEvent })));
  const [view] = await itemViews(tx, [written], today);
  if (view === undefined) throw new RangeError("nothing to show");
  return { reply: { body: view, version: view.version }, audit: [workEntry(`work-${body.kind}`, period.id, actor.personId, [written, ...added], { ...body })] };
}

/** An act is either the officer's own or the superior's; nobody does the other's. */
async function actRelations(call: Acting): Promise<readonly Relation[]> {
  const item = await itemIn(call);
  const actor = actorOf(call);
  const place = await placeIn(call.tx, item.person, call.params.periodId);
  const own: readonly Relation[] = actor.personId === item.person ? ["self"] : [];
  const over: readonly Relation[] = place !== undefined && isSuperior(actor, place) ? ["superior"] : [];
  const standing = hiddenUnless([...own, ...over], actor);
  return standing.filter((one) => one === sideOf(call.body.kind));
}

export const recordEndpoints: readonly Endpoint[] = [command(recordWork, record, () => ["self"]), command(acceptWork, accept, acceptRelations), command(actOnItem, act, actRelations)];
