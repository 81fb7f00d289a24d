import { z } from "zod";
import { grant, id, route } from "../../src/contract/route.ts";
import { type Actor, command, type Endpoint, query } from "../../src/server/platform/index.ts";

/** A small room for tests of the door: notes that can be read, added and changed. */

const noted = z.strictObject({ text: z.string().min(1).max(20) });
const words = { vi: "Ghi chú", en: "Notes" };
const NOTE = z.strictObject({ noteId: id });

export const readNote = route({ operationId: "note.read", method: "GET", path: "/notes/{noteId}", summary: words, grants: grant("any", "signed-in"), params: NOTE, response: noted });
export const listNotes = route({ operationId: "note.list", method: "GET", path: "/notes", summary: words, grants: grant("any", "signed-in"), query: z.strictObject({ limit: z.coerce.number().int().min(1).max(5).default(5) }), response: noted });
export const addNote = route({ operationId: "note.add", method: "POST", path: "/notes", summary: words, grants: grant("any", "unit-head"), body: noted, status: 201, version: "carries", response: noted });
export const saveNote = route({ operationId: "note.save", method: "PUT", path: "/notes/{noteId}", summary: words, grants: grant("any", "unit-head"), params: NOTE, body: noted, version: "requires", shedLast: true, response: noted });
/** Takes whatever JSON there is. */
export const keepNote = route({ operationId: "note.keep", method: "POST", path: "/notes/{noteId}/anything", summary: words, grants: grant("any", "unit-head"), params: NOTE, body: z.unknown(), response: z.strictObject({ kept: z.string() }) });

export const head: Actor = { accountId: "a1", personId: "p1", name: "A", roles: ["unit-head"], unitIds: ["u1"], sessionId: "s" };

const audit = [{ action: "note.changed", subject: "note:1", data: {} }] as const;

/** `work` is what each of them waits for. */
export const noteEndpoints = (work: () => Promise<unknown> = async () => undefined): Endpoint[] => [
  query(readNote, async ({ params }) => {
    await work();
    return { body: { text: params.noteId.slice(0, 20) } };
  }),
  query(listNotes, async () => ({ body: { text: "list" } })),
  command(addNote, async ({ body }) => {
    await work();
    return { reply: { body, version: "1" }, audit };
  }),
  command(saveNote, async ({ body }) => {
    await work();
    return { reply: { body, version: "2" }, audit };
  }),
  command(keepNote, async ({ body }) => ({ reply: { body: { kept: JSON.stringify(body).slice(0, 100) } }, audit })),
];

/** Work that lasts until it is let go, and tells when it has begun and how often. */
export function heldWork(): { readonly work: () => Promise<unknown>; readonly begun: Promise<unknown>; readonly times: () => number; readonly letGo: () => void } {
  const [begun, held] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let times = 0;
  const work = () => {
    times++;
    begun.resolve(undefined);
    return held.promise;
  };
  return { work, begun: begun.promise, times: () => times, letGo: () => {
    held.resolve(undefined);
  } };
}
