import { randomUUID } from "node:crypto";
import { describeItem, dropFile, listFiles, listItems, readIntake, readItem, reserveFiles } from "../../contract/evidence.ts";
import { type Actor, actorOf, type Call, type Change, command, type Endpoint, pageFrom, Problem, query, type Reply, shownOf, type Transaction } from "../platform/index.ts";
import { libraryRelation, requireOwnFile, requireOwnUnit } from "./access.ts";
import { newId } from "./ids.ts";
import { announceFiles } from "./live.ts";
import { addDescription, descriptionsOf, lockItem } from "./description-queries.ts";
import { addFiles, addRefused, filesOfItem, holdLibrary, itemNumbers, itemsById, ofUnits, pageOfItems, pendingFiles, takeWriter, usedBytes } from "./queries.ts";
import { toldOf } from "./receive.ts";
import { bytesUntil, fileView, itemView, REFUSALS, requireIntake, requireItems, requireRoom, requireWaiting } from "./rules.ts";
import type { FileRow, ItemRow, Reserved } from "./rows.ts";
import type { Means } from "./settings.ts";
import { wordsOf } from "./words.ts";

/** A unit's library of a year: naming files, describing what they are, and what is in it. */

type LibraryCall = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly unitId: string; readonly year: number } };

const viewOf = async ({ staging }: Means, file: FileRow) => fileView(file, file.keptAt === null && file.refusal === null ? await staging.offsetOf(file.id) : 0);

async function handleIntake(means: Means, { tx, params }: Call<typeof readIntake>): Promise<Reply<typeof readIntake>> {
  const { kinds, maxBytes, pieceBytes, graceMinutes, quotaBytes } = means.limits;
  const { isOpen, until } = await means.asked.intakeOf(tx, params.unitId, params.year);
  const used = await usedBytes(tx, params.unitId);
  return { body: { isOpen, until: until ?? null, graceMinutes, kinds: [...kinds], maxBytes, pieceBytes, quota: { limit: quotaBytes, used }, now: (await tx.now()).toISOString() } };
}

/** Names files: from this moment on they count as handed in, if their bytes come in time and are what was named. */
async function handleReserve(means: Means, call: Call<typeof reserveFiles>): Promise<Change<typeof reserveFiles>> {
  const { tx, params, body: { files } } = call;
  const by = actorOf(call).personId;
  const clock = await tx.now();
  const now = clock.toISOString();
  await holdLibrary(tx, params.unitId);
  const intake = await means.asked.intakeOf(tx, params.unitId, params.year);
  requireIntake(intake);
  requireRoom(files, await usedBytes(tx, params.unitId), means.limits);
  const numbers = await itemNumbers(tx, params, files.flatMap((one) => one.itemId ?? []));
  requireItems(files, numbers);
  const until = bytesUntil(now, intake, means.limits.graceMinutes);
  const made: Reserved[] = files.map(({ itemId, ...named }, part) => ({ ...named, ...params, id: newId(clock, part), itemId: itemId ?? newId(clock, part), number: (itemId === undefined ? 0 : (numbers.get(itemId) ?? 0)) + 1, reservedAt: now, by, bytesUntil: until }));
  await addFiles(tx, made.filter((_one, i) => files[i]?.itemId === undefined).map((one) => ({ id: one.itemId })), made);
  const rows = made.map((one): FileRow => ({ ...one, keptAt: null, kind: null, refusal: null, withdrawal: null, verdict: null, content: null }));
  const audit = rows.map((one) => toldOf("evidence.reserved", one, { reservedAt: now, bytesUntil: until, by }));
  await announceFiles(tx, rows);
  const [first, ...others] = audit;
  if (first === undefined) throw new RangeError("a manifest names a file");
  return { reply: { body: { items: rows.map((one) => fileView(one)), now } }, audit: [first, ...others] };
}

const LEASE_SECONDS = 5;

async function handleDrop(call: Call<typeof dropFile>): Promise<Change<typeof dropFile>> {
  const { tx, params } = call;
  const actor = actorOf(call);
  const file = await requireOwnFile(tx, actor, params.fileId);
  const at = (await tx.now()).toISOString();
  requireWaiting(file, at);
  // Whoever writes in it holds it until the transaction ends; then it is refused to them.
  if (!(await takeWriter(tx, file.id, randomUUID(), LEASE_SECONDS))) throw new Problem("locked");
  const refusal = REFUSALS.abandoned.vi;
  await addRefused(tx, { file: file.id, unitId: file.unitId, reason: refusal, at, by: actor.personId });
  await announceFiles(tx, [file]);
  return { reply: { body: fileView({ ...file, refusal }) }, audit: [toldOf("evidence.refused", file, { reason: refusal, at, by: actor.personId })] };
}

async function handlePending(means: Means, { tx, params, query: { limit, cursor } }: Call<typeof listFiles>): Promise<Reply<typeof listFiles>> {
  const { items, nextCursor } = pageFrom(await pendingFiles(tx, params, { after: cursor, limit: limit + 1 }), limit, (one) => one.id);
  return { body: { items: await Promise.all(items.map((one) => viewOf(means, one))), nextCursor } };
}

async function handleList(means: Means, call: Call<typeof listItems>): Promise<Reply<typeof listItems>> {
  const { tx, params, query: { limit, cursor } } = call;
  const actor = actorOf(call);
  const sight = await means.asked.sightOf(tx, actor, params.year);
  const { items, nextCursor } = pageFrom(await pageOfItems(tx, params, sight.shows, { after: cursor, limit: limit + 1 }), limit, (one) => one.id);
  return { body: { items: items.map((one) => itemView(one)), nextCursor }, shown: items.length === 0 ? [] : shownOf(actor, sight.campaignOf(params.unitId), [params.unitId]) };
}

/** An item of which somebody sees a file; and one of the own unit also while its first file is awaited. */
async function findItem(means: Means, tx: Transaction, actor: Actor, id: string): Promise<{ readonly item: ItemRow; readonly sight: Awaited<ReturnType<Means["asked"]["sightOf"]>> }> {
  const sight = await means.asked.sightOf(tx, actor, undefined);
  const [item] = await itemsById(tx, [id], sight.shows);
  if (item === undefined) throw new Problem("not-found");
  return { item, sight };
}

async function handleItem(means: Means, call: Call<typeof readItem>): Promise<Reply<typeof readItem>> {
  const { tx, params } = call;
  const actor = actorOf(call);
  const { item, sight } = await findItem(means, tx, actor, params.itemId);
  const files = await filesOfItem(tx, item.id, sight.shows);
  const body = { ...itemView(item), files: await Promise.all(files.map((one) => viewOf(means, one))), history: (await descriptionsOf(tx, item.id)).map(({ revision: _revision, ...said }) => said) };
  return { body, version: body.version, shown: shownOf(actor, sight.campaignOf(item.unitId), [item.unitId]) };
}

/** An item of the own unit, to whoever changes it. */
async function ownItem(tx: Transaction, actor: Actor, id: string): Promise<ItemRow> {
  const [item] = await itemsById(tx, [id], ofUnits(actor.unitIds));
  if (item === undefined) throw new Problem("not-found");
  return item;
}

async function handleDescribe(call: Call<typeof describeItem>): Promise<Change<typeof describeItem>> {
  const { tx, params, body, seen } = call;
  const actor = actorOf(call);
  await lockItem(tx, params.itemId);
  const item = await ownItem(tx, actor, params.itemId);
  const revision = item.description?.revision ?? 0;
  if (seen !== String(revision)) throw new Problem("stale", { extra: { current: itemView(item) } });
  const description = { ...body, revision: revision + 1, by: actor.personId, at: (await tx.now()).toISOString() };
  await addDescription(tx, { item: item.id, unitId: item.unitId, words: wordsOf([body.number, body.issuer, body.subject].join(" ")) }, description);
  if (item.current !== null) await announceFiles(tx, [item.current]);
  const view = itemView({ ...item, description });
  return { reply: { body: view, version: view.version }, audit: [{ action: "evidence.described", subject: `evidence:${item.unitId}/${String(item.year)}`, data: { unit: item.unitId, item: item.id, ...description } }] };
}

export function itemEndpoints(means: Means): readonly Endpoint[] {
  const own = ({ actor, params }: LibraryCall) => requireOwnUnit(actorOf({ actor }), params.unitId);
  const seen = ({ tx, actor, params }: LibraryCall) => libraryRelation(means, tx, actorOf({ actor }), params);
  const ownFile = async (call: Call<typeof dropFile>) => {
    await requireOwnFile(call.tx, actorOf(call), call.params.fileId);
    return ["own-unit"] as const;
  };
  return [
    query(readIntake, (call) => handleIntake(means, call), own),
    command(reserveFiles, (call) => handleReserve(means, call), own),
    command(dropFile, (call) => handleDrop(call), ownFile),
    query(listFiles, (call) => handlePending(means, call), own),
    query(listItems, (call) => handleList(means, call), seen),
    query(readItem, (call) => handleItem(means, call), async ({ tx, actor, params }) => {
      const { item } = await findItem(means, tx, actorOf({ actor }), params.itemId);
      return actor?.unitIds.includes(item.unitId) === true ? ["own-unit"] : [];
    }),
    command(describeItem, (call) => handleDescribe(call), async ({ tx, actor, params }) => {
      await ownItem(tx, actorOf({ actor }), params.itemId);
      return ["own-unit"];
    }),
  ];
}
