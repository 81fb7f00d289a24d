import { randomUUID } from "node:crypto";
import { catalogueFindings, catalogueWorkbook, changeItems, compareCatalogues, listItems, readCatalogueFile } from "../../contract/personnel-catalogue.ts";
import type { ItemFields } from "../../contract/personnel-catalogue-parts.ts";
import { readSheets, tableFile } from "../documents/index.ts";
import { dayOf, knownUnits, unitNames } from "../organisation/index.ts";
import { type Call, type Change, command, type Endpoint, type FileReply, makeThread, pageFrom, Problem, query, type Reply, type Transaction, unknownCursor } from "../platform/index.ts";
import { besides } from "./catalogue-besides.ts";
import { differences } from "./catalogue-comparison.ts";
import { holdOpen, itemView, openList, relationToList, summaryOf } from "./catalogue-desk.ts";
import { lint } from "./catalogue-lint.ts";
import { deleteItems, insertItems, type ItemRecord, itemsOf, type ListRecord, pageOfItems, updateItems, updateList } from "./catalogue-list-queries.ts";
import { catalogueInForce } from "./catalogue-queries.ts";
import { requireNow } from "./catalogue-routes.ts";
import { catalogueSheets } from "./catalogue-workbook.ts";
import type { CatalogueJobs } from "./catalogue-work.ts";

/** The lines of a list: read, changed, brought in from a workbook, looked through, compared. */

export const catalogueThread = makeThread<CatalogueJobs>(new URL("catalogue-thread.ts", import.meta.url));

const CURSOR = /^(\d{1,9})\.([0-9A-Za-z_-]{1,64})$/;

async function handleItems(call: Call<typeof listItems>): Promise<Reply<typeof listItems>> {
  const { tx, query: { cursor, limit } } = call;
  const { list } = await openList(call);
  const [, position, id] = cursor === undefined ? [] : (CURSOR.exec(cursor) ?? []);
  if (cursor !== undefined && (position === undefined || id === undefined)) throw unknownCursor();
  const found = await pageOfItems(tx, list.id, position === undefined || id === undefined ? undefined : [Number(position), id], limit + 1);
  const { items, nextCursor } = pageFrom(found, limit, (one) => `${String(one.position)}.${one.id}`);
  return { body: { items: items.map((one) => itemView(one, list)), nextCursor } };
}

/** Fields as a list keeps them: a unit's own lines are its own; the province's say whose they are. */
const settled = (fields: ItemFields, list: ListRecord): ItemFields => (list.unitId === null ? fields : { ...fields, unitId: list.unitId });

export async function requireUnits(tx: Transaction, fields: readonly ItemFields[]): Promise<void> {
  const wanted = [...new Set(fields.flatMap((one) => one.unitId ?? []))];
  const known = new Set(wanted.length === 0 ? [] : await knownUnits(tx, wanted));
  const unknown = fields.findIndex((one) => one.unitId !== null && !known.has(one.unitId));
  if (unknown !== -1) throw new Problem("invalid-input", { fields: [{ pointer: `/add/${String(unknown)}/unitId`, message: { vi: "Không có đơn vị này.", en: "There is no such unit." } }] });
}

/** New lines, after those that are there. */
export function newLines(added: readonly ItemFields[], list: ListRecord, present: readonly ItemRecord[]): ItemRecord[] {
  const last = present.at(-1)?.position ?? -1;
  return added.map((fields, at) => {
    const id = randomUUID();
    return { ...settled(fields, list), id, work: id, position: last + 1 + at };
  });
}

/** No list is longer; it would be no list that anybody could look through. */
const MOST_ITEMS = 20_000;
export const notHere = (pointer: string): Problem => new Problem("invalid-input", { fields: [{ pointer, message: { vi: "Không có dòng này trong danh mục.", en: "The list has no such line." } }] });

async function handleItemChange(call: Call<typeof changeItems>): Promise<Change<typeof changeItems>> {
  const { tx, body: { add, change, remove } } = call;
  const desk = await holdOpen(call);
  const { list, actor } = desk;
  await requireNow(tx, desk, "edit");
  const present = await itemsOf(tx, list.id);
  const byId = new Map(present.map((one) => [one.id, one]));
  const strangeChange = change.findIndex((one) => !byId.has(one.id) || remove.includes(one.id));
  if (strangeChange !== -1) throw notHere(`/change/${String(strangeChange)}/id`);
  const strangeRemoval = remove.findIndex((one) => !byId.has(one));
  if (strangeRemoval !== -1) throw notHere(`/remove/${String(strangeRemoval)}`);
  if (present.length + add.length - remove.length > MOST_ITEMS) throw new Problem("invalid-input", { fields: [{ pointer: "/add", message: { vi: `Danh mục có nhiều nhất ${String(MOST_ITEMS)} dòng.`, en: `A list has at most ${String(MOST_ITEMS)} lines.` } }] });
  await requireUnits(tx, [...add, ...change.map((one) => one.fields)]);
  const added = newLines(add, list, present);
  const changed = change.flatMap(({ id, fields }): ItemRecord[] => {
    const before = byId.get(id);
    return before === undefined ? [] : [{ ...before, ...settled(fields, list) }];
  });
  await deleteItems(tx, list.id, remove);
  await updateItems(tx, list.id, changed);
  await insertItems(tx, list.id, added);
  await updateList(tx, list);
  const version = String(list.version + 1);
  const data = { by: actor.personId, at: (await tx.now()).toISOString(), version, added, changed, removed: remove };
  return { reply: { body: { items: [...changed, ...added].map((one) => itemView(one, list)), removed: remove, version }, version }, audit: [{ action: "personnel.catalogue-lines", subject: `catalogue:${list.id}`, data }] };
}

async function handleReading(call: Call<typeof readCatalogueFile>): Promise<Reply<typeof readCatalogueFile>> {
  const desk = await openList(call);
  await requireNow(call.tx, desk, "edit");
  const sheets = await readSheets(new Uint8Array(Buffer.from(call.body.content, "base64")));
  if (sheets === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi: "Tệp không phải bảng tính Excel (.xlsx) đọc được.", en: "The file is no Excel workbook (.xlsx) that can be read." } }] });
  const { rows: read, standardPoints } = await catalogueThread.ask("read", { sheets, listed: desk.list.standardPoints });
  const rows = besides(read, await itemsOf(call.tx, desk.list.id));
  const count = (name: string, fate: string): number => rows.filter((one) => one.sheet === name && one.fate === fate).length;
  return { body: { rows: rows.map((one) => ({ ...one, remarks: [...one.remarks] })), standardPoints, sheets: sheets.map(({ name, rows: all }) => ({ name, rows: all.length, taken: count(name, "taken"), changed: count(name, "changed"), joined: count(name, "joined"), skipped: count(name, "skipped") })) } };
}

const PERCENT = 100;

async function handleFindings(call: Call<typeof catalogueFindings>): Promise<Reply<typeof catalogueFindings>> {
  const { list } = await openList(call);
  const items = await itemsOf(call.tx, list.id);
  const clusters = await catalogueThread.ask("clusters", items.map(({ name, detail, output }) => ({ name, detail, output })));
  const alike = clusters.filter((one) => one.members.length > 1).map(({ members, similarity }) => ({ items: members.flatMap((at) => items[at]?.id ?? []), similarity: Math.round(similarity * PERCENT) }));
  return { body: { findings: lint({ ...list, items }), alike, version: String(list.version) } };
}

async function handleComparison(call: Call<typeof compareCatalogues>): Promise<Reply<typeof compareCatalogues>> {
  const { tx } = call;
  const { list: after } = await openList(call);
  const { list: before } = await openList({ ...call, params: { catalogueId: call.query.with } });
  if (before.unitId !== after.unitId) throw new Problem("invalid-input", { fields: [{ pointer: "/with", message: { vi: "Hai danh mục không phải hai phiên bản của cùng một danh mục.", en: "The two are not versions of one list." } }] });
  const inForce = await catalogueInForce(tx, dayOf(await tx.now()));
  const told = differences(await itemsOf(tx, before.id), await itemsOf(tx, after.id), before.standardPoints !== after.standardPoints);
  const [old, now] = [(one: ItemRecord) => itemView(one, before), (one: ItemRecord) => itemView(one, after)];
  return { body: { added: told.added.map(now), removed: told.removed.map(old), changed: told.changed.map((one) => ({ before: old(one.before), after: now(one.after), fields: [...one.fields] })), same: told.same, before: summaryOf(before, inForce), after: summaryOf(after, inForce), standardPoints: [before.standardPoints, after.standardPoints] } };
}

async function handleWorkbook(call: Call<typeof catalogueWorkbook>): Promise<FileReply> {
  const { tx } = call;
  const { list } = await openList(call);
  const items = await itemsOf(tx, list.id);
  const names = await unitNames(tx, [...new Set([...(list.unitId === null ? [] : [list.unitId]), ...items.flatMap((one) => one.unitId ?? [])])]);
  return tableFile(`Danh mục sản phẩm, công việc ${list.unitId === null ? "chung" : (names.get(list.unitId) ?? "")} ${String(list.year)}`, catalogueSheets(list, items.map((one) => itemView(one, list)), names));
}

export const catalogueItemEndpoints: readonly Endpoint[] = [
  query(listItems, handleItems),
  command(changeItems, handleItemChange, relationToList),
  query(readCatalogueFile, handleReading, relationToList),
  query(catalogueFindings, handleFindings),
  query(compareCatalogues, handleComparison),
  query(catalogueWorkbook, handleWorkbook),
];
