import { readChecks, searchEvidence } from "../../contract/evidence-files.ts";
import { actorOf, type Call, type Endpoint, pageFrom, Problem, query, type Reply, shownOf } from "../platform/index.ts";
import { libraryRelation } from "./access.ts";
import { itemsById, pageOfItems } from "./queries.ts";
import type { FileRow, ItemRow } from "./rows.ts";
import { itemView } from "./rules.ts";
import { filesWithContent, type FoundPage, matchingItems, matchingPages, type Near, nearContents } from "./search-queries.ts";
import type { Means } from "./settings.ts";
import { likeness } from "./sketch.ts";
import { excerpt, searchedWords } from "./words.ts";

/** Finding pages, and what should make somebody look twice. Nobody finds what they may not open. */

const MOST_COUNTED = 500;
const PAGES_EACH = 3;

/** Pages as they are shown: the piece around the words, with the words marked. */
function pagesView(found: readonly FoundPage[], words: readonly string[]) {
  return found.flatMap(({ page, text }) => {
    const piece = excerpt(text, words);
    return piece === undefined ? [] : [{ page, text: piece.text, marks: piece.marks.map(([from, to]): [number, number] => [from, to]) }];
  });
}

async function handleSearch(means: Means, call: Call<typeof searchEvidence>): Promise<Reply<typeof searchEvidence>> {
  const { tx, query: { q, unit: unitId, year, limit } } = call;
  const actor = actorOf(call);
  const words = searchedWords(q);
  if (words.length === 0) throw new Problem("invalid-input", { fields: [{ pointer: "/q", message: { vi: "Cần ít nhất một chữ hoặc số.", en: "At least one letter or digit is needed." } }] });
  const { shows, showsOfMany, campaignOf } = await means.asked.sightOf(tx, actor, year);
  const all = await matchingItems(tx, { words, unitId, year, shows: showsOfMany, limit: MOST_COUNTED });
  const page = all.slice(0, limit);
  const items = new Map((await itemsById(tx, page.map((one) => one.item), shows)).map((one) => [one.id, one]));
  const found = Map.groupBy(await matchingPages(tx, [...new Set(page.flatMap((one) => one.contents))], words, PAGES_EACH), (one) => one.sha256);
  const hits = page.flatMap(({ item: id, contents }) => {
    const item = items.get(id);
    return item === undefined ? [] : [{ item: itemView(item), pages: pagesView(contents.flatMap((one) => found.get(one) ?? []), words).slice(0, PAGES_EACH) }];
  });
  const units = hits.map(({ item }) => item.unitId);
  return { body: { items: hits, total: all.length }, shown: units.flatMap((one) => shownOf(actor, campaignOf(one), [one])).filter((one, i, list) => list.findIndex((other) => other.unit === one.unit) === i) };
}

const placeOf = ({ unitId, year, itemId, id, name }: FileRow) => ({ unitId, year, itemId, fileId: id, name });
/** Texts that have less in common are not called alike. */
const LEAST_PERCENT = 80;

/** The same bytes, and nearly the same text, elsewhere. */
function elsewhere(item: ItemRow, files: ReadonlyMap<string, readonly FileRow[]>, near: readonly Near[]) {
  const sha256 = item.current?.sha256 ?? "";
  const others = (content: string) => (files.get(content) ?? []).filter((one) => one.itemId !== item.id).map(placeOf);
  const alike = near.filter((one) => one.sha256 === sha256).map((one) => ({ content: one.near, percent: likeness(one.sketch, one.near_sketch) })).filter(({ percent }) => percent >= LEAST_PERCENT);
  return { same: others(sha256), similar: alike.flatMap(({ content, percent }) => others(content).map((one) => ({ ...one, percent }))).toSorted((a, b) => b.percent - a.percent) };
}

async function handleChecks(means: Means, call: Call<typeof readChecks>): Promise<Reply<typeof readChecks>> {
  const { tx, params, query: { limit, cursor } } = call;
  const actor = actorOf(call);
  const own = await means.asked.sightOf(tx, actor, params.year);
  const { items, nextCursor } = pageFrom(await pageOfItems(tx, params, own.shows, { after: cursor, limit: limit + 1 }), limit, (one) => one.id);
  const contents = items.flatMap((one) => one.current?.sha256 ?? []);
  const near = await nearContents(tx, contents);
  const everywhere = await means.asked.sightOf(tx, actor, undefined);
  const files = Map.groupBy(await filesWithContent(tx, [...contents, ...near.map((one) => one.near)], everywhere.shows), (one) => one.sha256);
  const views = items.map((item) => ({ item: itemView(item), ...elsewhere(item, files, near) })).filter(({ item, same, similar }) => item.findings.length + same.length + similar.length > 0);
  const units = [params.unitId, ...views.flatMap(({ same, similar }) => [...same, ...similar].map((one) => one.unitId))];
  return { body: { items: views, nextCursor }, shown: items.length === 0 ? [] : shownOf(actor, own.campaignOf(params.unitId), units) };
}

export const searchEndpoints = (means: Means): readonly Endpoint[] => [query(searchEvidence, (call) => handleSearch(means, call)), query(readChecks, (call) => handleChecks(means, call), ({ tx, actor, params }) => libraryRelation(means, tx, actorOf({ actor }), params))];
