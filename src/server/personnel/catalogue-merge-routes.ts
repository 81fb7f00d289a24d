import { catalogueSources, mergeItems } from "../../contract/personnel-catalogue.ts";
import { type Call, type Change, command, type Endpoint, Problem, query, type Reply, type Transaction, unknownCursor } from "../platform/index.ts";
import { type Desk, holdOpen, itemView, openList } from "./catalogue-desk.ts";
import { catalogueThread, newLines, notHere, requireUnits } from "./catalogue-item-routes.ts";
import { spreadOf } from "./catalogue-lint.ts";
import { dropFates, type Fate, insertItems, type ItemRecord, itemsOf, keepFates, type ListRecord, updateItems, updateList } from "./catalogue-list-queries.ts";
import { answersIn, handed, printOf, type SourceLine } from "./catalogue-merging.ts";
import { requireNow } from "./catalogue-routes.ts";

/** The merge desk: what units have sent, like work side by side, and what becomes of it in the province's list. */

const PERCENT = 100;

/** Only the province's list is made of others. */
function requireProvince({ list }: Desk): ListRecord {
  if (list.unitId !== null) throw new Problem("conflict", { detail: { vi: "Chỉ danh mục chung của tỉnh được tổng hợp từ danh mục của các đơn vị.", en: "Only the province's list is made from the units' lists." } });
  return list;
}

async function clustersFor(tx: Transaction, list: ListRecord) {
  const { lists, lines } = await handed(tx);
  const answers = await answersIn(tx, list.id);
  const byId = new Map(lists.map((one) => [one.id, one]));
  const found = await catalogueThread.ask("clusters", lines.map(({ name, detail, output }) => ({ name, detail, output })));
  const sourceOf = (line: SourceLine) => {
    const from = byId.get(line.catalogueId);
    const fate = answers.get(printOf(line));
    return { ...itemView(line, from ?? list), catalogueId: line.catalogueId, ofUnit: from?.unitId ?? "", standardPoints: from?.standardPoints ?? list.standardPoints, into: fate?.item ?? null, leftOut: fate?.item === null ? fate.reason : null };
  };
  const clusters = found.map(({ members, similarity }) => {
    const sources = members.flatMap((at) => (lines[at] === undefined ? [] : [sourceOf(lines[at])]));
    const { least, most, differs } = spreadOf(sources);
    return { sources, similarity: Math.round(similarity * PERCENT), leastCoefficient: least, mostCoefficient: most, differs, isSettled: sources.every((one) => one.into !== null || one.leftOut !== null) };
  });
  return { lists, clusters };
}

const OFFSET = /^\d{1,6}$/;

async function handleSources(call: Call<typeof catalogueSources>): Promise<Reply<typeof catalogueSources>> {
  const { query: { cursor, limit, show } } = call;
  const list = requireProvince(await openList(call));
  if (cursor !== undefined && !OFFSET.test(cursor)) throw unknownCursor();
  const { lists, clusters } = await clustersFor(call.tx, list);
  const shown = clusters.filter((one) => show === "all" || (show === "open" ? !one.isSettled : one.differs));
  const from = cursor === undefined ? 0 : Number(cursor);
  const open = Map.groupBy(clusters.flatMap((one) => one.sources).filter((one) => one.into === null && one.leftOut === null), (one) => one.catalogueId);
  return {
    body: {
      items: shown.slice(from, from + limit),
      nextCursor: shown.length > from + limit ? String(from + limit) : null,
      total: clusters.length,
      open: clusters.filter((one) => !one.isSettled).length,
      differing: clusters.filter((one) => one.differs).length,
      lists: lists.map(({ id, unitId, title, items }) => ({ catalogueId: id, unitId: unitId ?? "", title, items, open: open.get(id)?.length ?? 0 })),
    },
  };
}

type Merging = Call<typeof mergeItems>["body"];

/** The lines that a request names, which units have sent. */
async function namedLines(tx: Transaction, { joins, leaveOut, undo }: Merging): Promise<ReadonlyMap<string, SourceLine>> {
  const lines = new Map((await handed(tx)).lines.map((one) => [one.id, one]));
  const named = [...joins.map((one, at) => [`/joins/${String(at)}`, one.sources] as const), ...leaveOut.map((one, at) => [`/leaveOut/${String(at)}`, one.sources] as const), ["/undo", undo] as const];
  for (const [pointer, ids] of named) if (ids.some((id) => !lines.has(id))) throw notHere(pointer);
  const all = named.flatMap(([, ids]) => ids);
  if (new Set(all).size !== all.length) throw new Problem("invalid-input", { fields: [{ pointer: "/joins", message: { vi: "Một dòng chỉ được xử lý một lần.", en: "A line is dealt with once." } }] });
  return lines;
}

type Joined = { readonly added: readonly ItemRecord[]; readonly changed: readonly ItemRecord[]; readonly fates: readonly Fate[] };

function joinLines({ joins, leaveOut }: Merging, list: ListRecord, present: readonly ItemRecord[], lines: ReadonlyMap<string, SourceLine>): Joined {
  const byId = new Map(present.map((one) => [one.id, one]));
  const fateOf = (source: string, item: string | null, reason: string): Fate[] => {
    const line = lines.get(source);
    return line === undefined ? [] : [{ print: printOf(line), source, item, reason }];
  };
  const added: ItemRecord[] = [];
  const changed: ItemRecord[] = [];
  const fates: Fate[] = [];
  for (const [at, { itemId, fields, sources }] of joins.entries()) {
    const before = itemId === null ? undefined : byId.get(itemId);
    if (itemId !== null && before === undefined) throw notHere(`/joins/${String(at)}/itemId`);
    if (before === undefined && fields === null) throw new Problem("invalid-input", { fields: [{ pointer: `/joins/${String(at)}/fields`, message: { vi: "Dòng mới cần có nội dung.", en: "A new line needs its fields." } }] });
    const [made] = before === undefined && fields !== null ? newLines([fields], list, [...present, ...added]) : [];
    if (made !== undefined) added.push(made);
    else if (before !== undefined && fields !== null) changed.push({ ...before, ...fields });
    fates.push(...sources.flatMap((source) => fateOf(source, before?.id ?? made?.id ?? null, "")));
  }
  fates.push(...leaveOut.flatMap(({ sources, reason }) => sources.flatMap((source) => fateOf(source, null, reason))));
  return { added, changed, fates };
}

async function handleMerge(call: Call<typeof mergeItems>): Promise<Change<typeof mergeItems>> {
  const { tx, body } = call;
  const desk = await holdOpen(call);
  const list = requireProvince(desk);
  await requireNow(tx, desk, "edit");
  await requireUnits(tx, body.joins.flatMap((one) => one.fields ?? []));
  const lines = await namedLines(tx, body);
  const present = await itemsOf(tx, list.id);
  const { added, changed, fates } = joinLines(body, list, present, lines);
  const undone = body.undo.flatMap((id) => {
    const line = lines.get(id);
    return line === undefined ? [] : [printOf(line)];
  });
  await insertItems(tx, list.id, added);
  await updateItems(tx, list.id, changed);
  await keepFates(tx, list.id, fates);
  await dropFates(tx, list.id, undone);
  await updateList(tx, list);
  const version = String(list.version + 1);
  const data = { by: desk.actor.personId, at: (await tx.now()).toISOString(), version, added, changed, fates, undone };
  return { reply: { body: { items: [...changed, ...added].map((one) => itemView(one, list)), settled: fates.length, version }, version }, audit: [{ action: "personnel.catalogue-merged", subject: `catalogue:${list.id}`, data }] };
}

export const catalogueMergeEndpoints: readonly Endpoint[] = [query(catalogueSources, handleSources), command(mergeItems, handleMerge)];
