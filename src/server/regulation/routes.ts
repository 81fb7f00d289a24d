import { checkContent, compareVersions, freezeVersion, importVersion, listRegulations, readDocument, showVersion, type VersionItem } from "../../contract/regulation.ts";
import { isLoaded, type LoadedRegulation } from "../../scoring/regulation/load.ts";
import { showRegulation } from "../../scoring/regulation/show.ts";
import { type Actor, actorOf, command, type Endpoint, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { freezeRegulation, importContent } from "./changes.ts";
import { findRegulation, findVersion, listVersions } from "./queries.ts";
import { compareRegulations, MOST_FAULTS, readContent, shownFault } from "./rules.ts";

/** The place after which a page goes on. */
function placeOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw unknownCursor();
  return Number(cursor);
}

async function open(tx: Transaction, id: string): Promise<{ item: VersionItem; loaded: LoadedRegulation } | undefined> {
  const version = await findVersion(tx, id);
  const loaded = await findRegulation(tx, id);
  if (version === undefined || loaded === undefined) return undefined;
  const { indexCodes: _codes, ...item } = version;
  return { item, loaded };
}

const list = query(listRegulations, async ({ query: { regulation, cursor, limit }, tx }) => {
  const rows = await listVersions(tx, { regulation, before: placeOf(cursor), limit: limit + 1 });
  const { items, nextCursor } = pageFrom(rows, limit, (row) => String(row.seq));
  return { body: { items: items.map(({ seq: _seq, ...item }) => item), nextCursor } };
});

const show = query(showVersion, async ({ params, tx }) => {
  const found = await open(tx, params.versionId);
  if (found === undefined) throw new Problem("not-found");
  return { body: { ...found.item, regulation: showRegulation(found.loaded) } };
});

const document = query(readDocument, async ({ params, tx }) => {
  const loaded = await findRegulation(tx, params.versionId);
  if (loaded === undefined) throw new Problem("not-found");
  return { body: { sha256: loaded.sha256, document: loaded.regulation } };
});

const check = query(checkContent, async ({ body }) => {
  const read = readContent(body);
  return { body: isLoaded(read) ? { sha256: read.sha256, faults: [], faultCount: 0 } : { sha256: null, faults: read.slice(0, MOST_FAULTS).map(shownFault), faultCount: read.length } };
});

const bringIn = command(importVersion, async (call) => {
  const { version, isNew, audit } = await importContent(call.tx, actorOf(call).personId, call.body);
  return { reply: { body: { ...version, isNew } }, audit: [audit] };
});

/** Throws unless somebody has just shown again who it is; the room that knows stands on a higher floor. */
export type RequireFresh = (tx: Transaction, actor: Actor) => Promise<void>;

const freeze = (requireFresh: RequireFresh): Endpoint =>
  command(freezeVersion, async (call) => {
    const actor = actorOf(call);
    const { version, audit } = await freezeRegulation(call.tx, actor.personId, call.params.versionId);
    await requireFresh(call.tx, actor);
    return { reply: { body: version }, audit: [audit] };
  });

const compare = query(compareVersions, async ({ params, query: given, tx }) => {
  const old = await open(tx, params.versionId);
  if (old === undefined) throw new Problem("not-found");
  const other = await open(tx, given.with);
  if (other === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/with", message: "Không có phiên bản này." }] });
  return { body: { ...compareRegulations(old.loaded.regulation, other.loaded.regulation), old: old.item, new: other.item } };
});

/** Everything that the room answers. */
export const regulationEndpoints = (requireFresh: RequireFresh): readonly Endpoint[] => [list, show, document, check, bringIn, freeze(requireFresh), compare];
