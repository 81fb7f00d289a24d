import { randomUUID } from "node:crypto";
import { actOnCatalogue, changeCatalogue, createCatalogue, listCatalogues, readCatalogue } from "../../contract/personnel-catalogue.ts";
import { type CatalogueState, type CatalogueStep, PROPOSED_FRAMES, PROPOSED_STANDARD } from "../../contract/personnel-catalogue-parts.ts";
import { dayOf, knownUnits } from "../organisation/index.ts";
import { actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, pageFrom, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { catalogueInForce } from "./catalogue-queries.ts";
import { type Desk, holdOpen, openList, relationToList, summaryOf, unitsOfActor, viewAgain, viewOf } from "./catalogue-desk.ts";
import { requireGroups, termsInForce } from "./catalogue-groups.ts";
import { frameFault, lint } from "./catalogue-lint.ts";
import { findList, insertItems, insertList, insertStep, type ItemRecord, itemsOf, listsOf, type ListRecord, lockLists, searchLists, stepsOf, updateList } from "./catalogue-list-queries.ts";
import { copyFates, settledLists } from "./catalogue-merging.ts";
import { type Act, dayFault, overseesLists, requireMay } from "./catalogue-rules.ts";

/** Lists: beginning them, setting their standard, sending, returning and approving them. */


export async function requireNow(tx: Transaction, { list, actor, own }: Desk, act: Act): Promise<void> {
  const [newest] = await listsOf(tx, list.unitId);
  requireMay(list, { roles: actor.roles, posts: actor.unitIds, own, personId: actor.personId, steps: await stepsOf(tx, list.id), isNewest: newest?.id === list.id }, act);
}

async function handleList(call: Call<typeof listCatalogues>): Promise<Reply<typeof listCatalogues>> {
  const { tx, query: { unitId, state, cursor, limit } } = call;
  const actor = actorOf(call);
  const units = overseesLists(actor.roles) ? undefined : await unitsOfActor(tx, actor);
  const found = await searchLists(tx, { units, unitId, state, after: cursor, limit: limit + 1 });
  const inForce = await catalogueInForce(tx, dayOf(await tx.now()));
  const { items, nextCursor } = pageFrom(found, limit, (one) => one.id);
  return { body: { items: items.map((one) => summaryOf(one, inForce)), nextCursor } };
}

/** The lines of the version before, each the same work with a new id. */
const carried = (items: readonly ItemRecord[]): ItemRecord[] => items.map((one) => ({ ...one, id: randomUUID() }));

async function startOf(tx: Transaction, unitId: string | null, before: ListRecord | undefined): Promise<Pick<ListRecord, "standardName" | "standardPoints" | "frames">> {
  if (before !== undefined) return before;
  const inForce = await catalogueInForce(tx, dayOf(await tx.now()));
  const common = unitId === null || inForce === undefined ? undefined : await findList(tx, inForce);
  return common ?? { standardName: PROPOSED_STANDARD.name, standardPoints: PROPOSED_STANDARD.points, frames: PROPOSED_FRAMES };
}

async function handleCreate(call: Call<typeof createCatalogue>): Promise<Change<typeof createCatalogue>> {
  const { tx, body: { unitId } } = call;
  const year = call.body.year ?? (await tx.now()).getUTCFullYear() - 1;
  const title = call.body.title ?? `Danh mục sản phẩm, công việc năm ${String(year)}`;
  const actor = actorOf(call);
  const own = await unitsOfActor(tx, actor);
  if (unitId !== null && (await knownUnits(tx, [unitId])).length === 0) throw new Problem("not-found");
  await lockLists(tx);
  const [before] = await listsOf(tx, unitId);
  requireMay(before ?? { unitId, state: "accepted" }, { roles: actor.roles, posts: actor.unitIds, own, personId: actor.personId, steps: [], isNewest: true }, "renew");
  const id = randomUUID();
  const { standardName, standardPoints, frames } = await startOf(tx, unitId, before);
  const made = { id, unitId, number: (before?.number ?? 0) + 1, basedOn: before?.id ?? null, title, year, standardName, standardPoints, frames };
  await insertList(tx, made, actor.personId);
  const items = before === undefined ? [] : carried(await itemsOf(tx, before.id));
  await insertItems(tx, id, items);
  const fates = before === undefined || unitId !== null ? [] : await copyFates(tx, before.id, id, items);
  const list = await findList(tx, id);
  if (list === undefined) throw new Problem("not-found");
  return { reply: await viewOf(tx, { list, actor, own }), audit: [{ action: "personnel.catalogue-begun", subject: `catalogue:${id}`, data: { ...made, at: list.createdAt.toISOString(), by: actor.personId, items, fates } }] };
}

async function handleChange(call: Call<typeof changeCatalogue>): Promise<Change<typeof changeCatalogue>> {
  const { tx, body } = call;
  const desk = await holdOpen(call);
  await requireNow(tx, desk, "edit");
  const fault = frameFault(body.frames);
  if (fault !== undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/frames", message: fault }] });
  requireGroups(body.frames, await termsInForce(tx));
  const { title, year, standardName, standardPoints, frames } = body;
  await updateList(tx, desk.list, { title, year, standard_name: standardName, standard_points: standardPoints, frames: JSON.stringify(frames) });
  return { reply: await viewAgain(tx, desk), audit: [{ action: "personnel.catalogue-changed", subject: `catalogue:${desk.list.id}`, data: { by: desk.actor.personId, at: (await tx.now()).toISOString(), ...body } }] };
}

const MOST_FIELDS = 100;

/** A list is sent only when nothing in it is missing. */
async function requireWhole(tx: Transaction, list: ListRecord): Promise<void> {
  requireGroups(list.frames, await termsInForce(tx));
  const items = await itemsOf(tx, list.id);
  const faults = lint({ ...list, items }).filter((one) => one.isBlocking);
  if (faults.length === 0) return;
  const place = new Map(items.map((one, at) => [one.id, at + 1]));
  throw new Problem("invalid-input", { detail: { vi: `Danh mục còn ${String(faults.length)} chỗ phải sửa trước khi gửi.`, en: `${String(faults.length)} things have to be put right before the list is sent.` }, fields: faults.slice(0, MOST_FIELDS).map(({ itemId, message }) => ({ pointer: itemId === null ? "/items" : `/items/${String(place.get(itemId) ?? 0)}`, message })) });
}

/** Takes a step and tells of it. */
async function take(tx: Transaction, list: ListRecord, step: CatalogueStep, { state, by, from }: { readonly state: CatalogueState; readonly by: string; readonly from?: string }): Promise<AuditEntry> {
  const number = (await stepsOf(tx, list.id)).length + 1;
  await insertStep(tx, list.id, number, by, step);
  await updateList(tx, list, { state, ...(from === undefined ? {} : { in_force_from: from }) });
  return { action: `personnel.catalogue-${step.kind}`, subject: `catalogue:${list.id}`, data: { number, by, at: (await tx.now()).toISOString(), state, ...step } };
}

/** With the province's list go the units' lists of which every line has its answer. */
async function acceptSettled(tx: Transaction, list: ListRecord, by: string): Promise<AuditEntry[]> {
  if (list.unitId !== null) return [];
  const entries: AuditEntry[] = [];
  for (const one of await settledLists(tx, list.id)) entries.push(await take(tx, one, { kind: "accept" }, { state: "accepted", by }));
  return entries;
}

async function requireDay(tx: Transaction, from: string): Promise<void> {
  const last = (await listsOf(tx, null)).find((one) => one.state === "approved")?.inForceFrom ?? null;
  const fault = dayFault(from, dayOf(await tx.now()), last);
  if (fault !== undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/from", message: fault }] });
}

async function handleAction(call: Call<typeof actOnCatalogue>): Promise<Change<typeof actOnCatalogue>> {
  const { tx, body: step } = call;
  await lockLists(tx);
  const desk = await holdOpen(call);
  const { list, actor: { personId: by } } = desk;
  await requireNow(tx, desk, step.kind);
  if (step.kind === "send") await requireWhole(tx, list);
  if (step.kind === "approve") await requireDay(tx, step.from);
  const accepted = step.kind === "send" ? await acceptSettled(tx, list, by) : [];
  const state: CatalogueState = step.kind === "send" ? "sent" : step.kind === "approve" ? "approved" : step.kind === "return" ? "returned" : "draft";
  const entry = await take(tx, list, step, { state, by, ...(step.kind === "approve" ? { from: step.from } : {}) });
  return { reply: await viewAgain(tx, desk), audit: [entry, ...accepted] };
}

/** For a list that is not there yet: how somebody stands to its unit. */
const relationToUnit = async ({ tx, actor, body }: Call<typeof createCatalogue>): Promise<readonly ("own-unit")[]> => (actor !== undefined && body.unitId !== null && (await unitsOfActor(tx, actor)).includes(body.unitId) ? ["own-unit"] : []);

export const catalogueListEndpoints: readonly Endpoint[] = [
  query(listCatalogues, handleList),
  query(readCatalogue, async (call) => viewOf(call.tx, await openList(call))),
  command(createCatalogue, handleCreate, relationToUnit),
  command(changeCatalogue, handleChange, relationToList),
  command(actOnCatalogue, handleAction, relationToList),
];

