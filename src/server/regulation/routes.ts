import { checkContent, compareVersions, freezeVersion, importVersion, listRegulations, readDocument, readIndexWorkbook, showVersion, type VersionItem } from "../../contract/regulation.ts";
import { showRegulation } from "../../scoring/regulation/show.ts";
import { type Actor, actorOf, command, type Endpoint, makeThread, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { freezeRegulation, keepContent } from "./changes.ts";
import { findDocument, findRegulation, findVersion, listVersions, type Version } from "./queries.ts";
import type { ReadingJobs } from "./reading-thread.ts";
import { type ReadSheets, tellSheet } from "./sheet.ts";

const thread = makeThread<ReadingJobs>(new URL("reading-thread.ts", import.meta.url));

/** The place after which a page goes on. */
function placeOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw unknownCursor();
  return Number(cursor);
}

const itemOf = ({ indexCodes: _codes, ...item }: Version): VersionItem => item;

const list = query(listRegulations, async ({ query: { regulation, cursor, limit }, tx }) => {
  const rows = await listVersions(tx, { regulation, before: placeOf(cursor), limit: limit + 1 });
  const { items, nextCursor } = pageFrom(rows, limit, (row) => String(row.seq));
  return { body: { items: items.map(({ seq: _seq, ...item }) => item), nextCursor } };
});

const show = query(showVersion, async ({ params, tx }) => {
  const version = await findVersion(tx, params.versionId);
  const loaded = await findRegulation(tx, params.versionId);
  if (version === undefined || loaded === undefined) throw new Problem("not-found");
  return { body: { ...itemOf(version), regulation: showRegulation(loaded) } };
});

const wholeDocument = query(readDocument, async ({ params, tx }) => {
  const found = await kept(tx, params.versionId);
  if (found === undefined) throw new Problem("not-found");
  return { checked: await thread.ask("tellDocument", found) };
});

const check = query(checkContent, async ({ body }) => ({ checked: await thread.ask("tellCheck", body) }));

const bringIn = command(importVersion, async (call) => {
  const { version, isNew, audit } = await keepContent(call.tx, actorOf(call).personId, await thread.ask("read", call.body), call.body.files);
  return { reply: { body: { ...version, isNew } }, audit: [audit] };
});

/** Throws unless somebody has just shown again who it is; the room that knows stands on a higher floor. */
type RequireFresh = (tx: Transaction, actor: Actor) => Promise<void>;

const freeze = (requireFresh: RequireFresh): Endpoint =>
  command(freezeVersion, async (call) => {
    const actor = actorOf(call);
    const { version, audit } = await freezeRegulation(call.tx, actor.personId, call.params.versionId);
    await requireFresh(call.tx, actor);
    return { reply: { body: version }, audit: [audit] };
  });

/** A version with its document as text. */
async function kept(tx: Transaction, id: string): Promise<{ readonly item: VersionItem; readonly document: string } | undefined> {
  const version = await findVersion(tx, id);
  const document = await findDocument(tx, id);
  return version === undefined || document === undefined ? undefined : { item: itemOf(version), document };
}

const compare = query(compareVersions, async ({ params, query: given, tx }) => {
  const old = await kept(tx, params.versionId);
  if (old === undefined) throw new Problem("not-found");
  const now = await kept(tx, given.with);
  if (now === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/with", message: "Không có phiên bản này." }] });
  return { checked: await thread.ask("tellComparison", { old, now }) };
});

/** Everything that the room answers. */
export const regulationEndpoints = (requireFresh: RequireFresh, readSheets: ReadSheets): readonly Endpoint[] => [list, show, wholeDocument, check, bringIn, freeze(requireFresh), compare, query(readIndexWorkbook, async ({ body }) => ({ body: await tellSheet(readSheets, body) }))];
