import { addPersonRoute, addPostRoute, addUnit, changeUnit, endPostRoute, importPeopleList, importUnitList, listPeople, listUnits, mergeUnit, showUnit } from "../../contract/organisation.ts";
import { command, type Endpoint, pageFrom, query, unknownCursor } from "../platform/index.ts";
import { addPerson, addPost, endPost, postsByPerson } from "./people-changes.ts";
import { importPeople } from "./people-import.ts";
import { type PersonKey, type PostRecord, searchPeople } from "./people-queries.ts";
import { searchUnits } from "./queries.ts";
import { dayOf } from "./rules.ts";
import { createUnit, detailOf, importUnits, mergeInto, requireUnit, reviseUnit } from "./unit-changes.ts";

const asCursor = (...key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** Reads a cursor that this room gave out; anything else is the client's mistake. */
function fromCursor(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(key) && key.length === length && key.every((part): part is string => typeof part === "string" && !part.includes("\0"))) return key;
  } catch (error) {
    // What is not JSON is no cursor of ours either.
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unknownCursor();
}

const shownPost = ({ id, unit, kind, title, from, to }: PostRecord) => ({ id, unit, kind, title, from, to });

function personKey(cursor: string | undefined): PersonKey | undefined {
  const [folded, id] = fromCursor(cursor, 2) ?? [];
  return folded === undefined || id === undefined ? undefined : { folded, id };
}

const units: Endpoint[] = [
  query(listUnits, async ({ query: { at, index, text, cursor, limit }, tx }) => {
    const rows = await searchUnits(tx, { at: at ?? dayOf(await tx.now()), index, text, after: fromCursor(cursor, 1)?.[0], limit: limit + 1 });
    const { items, nextCursor } = pageFrom(rows, limit, (row) => asCursor(row.code));
    return { body: { items: items.map(({ id, code, name, index: indexCode, parent, from, to }) => ({ id, code, name, index: indexCode, parent, from, to })), nextCursor } };
  }),
  query(showUnit, async ({ params, tx }) => detailOf(tx, await requireUnit(tx, params.unitId))),
  command(addUnit, async ({ body, tx }) => {
    const { audit, ...reply } = await createUnit(tx, body);
    return { reply, audit: [audit] };
  }),
  command(changeUnit, async ({ params, body, seen, tx }) => {
    const { audit, ...reply } = await reviseUnit(tx, params.unitId, body, seen);
    return { reply, audit: [audit] };
  }),
  command(mergeUnit, async ({ params, body, tx }) => {
    const { audit, ...reply } = await mergeInto(tx, params.unitId, body.into, body.on);
    return { reply, audit: [audit] };
  }),
  command(importUnitList, async ({ body, tx }) => {
    const { audit, ...lists } = await importUnits(tx, body.units, body.from);
    return { reply: { body: lists }, audit: [audit] };
  }),
];

const people: Endpoint[] = [
  query(listPeople, async ({ query: { text, unit, cursor, limit }, tx }) => {
    const rows = await searchPeople(tx, { text, unit, after: personKey(cursor), limit: limit + 1 });
    const { items, nextCursor } = pageFrom(rows, limit, (row) => asCursor(row.folded, row.id));
    const posts = await postsByPerson(tx, items.map((one) => one.id));
    return { body: { items: items.map(({ id, name }) => ({ id, name, posts: (posts.get(id) ?? []).map(shownPost) })), nextCursor } };
  }),
  command(importPeopleList, async ({ body, tx }) => {
    const { audit, ...counts } = await importPeople(tx, body.people);
    return { reply: { body: counts }, audit };
  }),
  command(addPersonRoute, async ({ body, tx }) => {
    const { id, audit } = await addPerson(tx, body.name);
    return { reply: { body: { id, name: body.name, posts: [] } }, audit: [audit] };
  }),
  command(addPostRoute, async ({ params, body, tx }) => {
    const { post, audit } = await addPost(tx, { ...body, person: params.personId });
    return { reply: { body: shownPost(post) }, audit: [audit] };
  }),
  command(endPostRoute, async ({ params, body, tx }) => {
    const { post, audit } = await endPost(tx, params.postId, body.on);
    return { reply: { body: shownPost(post) }, audit: [audit] };
  }),
];

/** Everything that the room answers. */
export const organisationEndpoints: readonly Endpoint[] = [...units, ...people];
