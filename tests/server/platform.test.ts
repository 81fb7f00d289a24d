import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { grant, id, route } from "../../src/contract/route.ts";
import { type Actor, command, type Endpoint, errand, Problem, query } from "../../src/server/platform/index.ts";
import { commit } from "../../src/server/platform/database.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { openRoom, type Room } from "./room.ts";

const noted = z.strictObject({ text: z.string().min(1).max(20) });
const readNote = route({ operationId: "note.read", method: "GET", path: "/notes/{noteId}", summary: { vi: "Xem", en: "Read" }, grants: grant("any", "signed-in"), params: z.strictObject({ noteId: id }), response: noted });
const addNote = route({ operationId: "note.add", method: "POST", path: "/notes", summary: { vi: "Thêm", en: "Add" }, grants: grant("any", "unit-head"), body: noted, status: 201, response: noted });
const changeNote = route({ operationId: "note.change", method: "PUT", path: "/notes/{noteId}", summary: { vi: "Sửa", en: "Change" }, grants: grant("own-unit", "unit-head"), params: z.strictObject({ noteId: id }), body: noted, version: "requires", response: noted });

const runErrand = route({ operationId: "note.errand", method: "GET", path: "/errand", summary: { vi: "Đi", en: "Go" }, grants: grant("any", "public"), query: z.strictObject({ mode: z.enum(["go", "change", "refuse"]) }), status: 303, response: z.undefined(), problems: ["conflict"] });
/** Transactions that were open on the server while the errand ran. */
let busy = -1;

const head: Actor = { accountId: "a1", personId: "p1", name: "A", roles: ["unit-head"], unitIds: ["u1"], sessionId: "s" };
let test: TestDatabase;
let added: string[] = [];

const endpoints: Endpoint[] = [
  query(readNote, async ({ params }) => {
    if (params.noteId === "broken") throw new TypeError("secret detail");
    return { body: { text: params.noteId } };
  }),
  command(addNote, async ({ body }) => {
    added.push(body.text);
    return { reply: { body, version: "1" }, audit: [{ action: "note.added", subject: "note:1", data: {} }] };
  }),
  command(
    changeNote,
    async ({ body, seen }) => {
      if (seen !== "1") throw new Problem("stale", { extra: { current: { text: "now" } } });
      return { reply: { body, version: "2" }, audit: [{ action: "note.changed", subject: "note:1", data: {} }] };
    },
    ({ params }) => (params.noteId === "own" ? ["own-unit"] : []),
  ),
  errand(runErrand, async ({ query: { mode }, actor, transaction }) => {
    const { rows: [row] } = await test.superuser.query<{ open: number }>("select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'");
    busy = row?.open ?? -1;
    await transaction(async (tx) => tx.now());
    if (mode === "go") return { body: undefined, location: "/next", cookies: [{ name: "errand", value: "1", maxAgeSeconds: 60, isSentOnArrival: true }] };
    const subject = `person:${actor?.personId ?? ""}`;
    if (mode === "refuse") return async () => ({ refusal: new Problem("conflict"), audit: [{ action: "errand.refused", subject, data: {} }] });
    return async () => ({ reply: { body: undefined, location: "/done" }, audit: [{ action: "errand.changed", subject, data: {} }] });
  }),
];

let room: Room;
beforeAll(async () => {
  test = await freshDatabase();
  room = await openRoom(test.database, endpoints, (name) => (name === "head" ? head : name === "other" ? { ...head, accountId: "a2", roles: ["auditor"] } : undefined));
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

type Sent = { method: "GET" | "POST" | "PUT" | "DELETE"; url: string; as?: string; body?: unknown; headers?: Record<string, string> };
const send = async ({ method, url, as = "head", body, headers = {} }: Sent) => {
  const answer = await room.app.inject({ method, url, headers: { ...(as === "" ? {} : { authorization: `Bearer ${as}` }), ...headers }, ...(body === undefined ? {} : { payload: body as object }) });
  const json: Record<string, unknown> = answer.body === "" ? {} : answer.json();
  return { status: answer.statusCode, json, headers: answer.headers };
};

describe("the door", () => {
  it("lets in only whom a grant fits, and tells nobody more", async () => {
    expect((await send({ method: "GET", url: "/api/v1/notes/x", as: "" })).json).toMatchObject({ status: 401, type: "/problems/not-signed-in" });
    expect((await send({ method: "POST", url: "/api/v1/notes", as: "other", body: { text: "a" } })).status).toBe(403);
    expect((await send({ method: "PUT", url: "/api/v1/notes/foreign", body: { text: "a" }, headers: { "if-match": '"1"' } })).status).toBe(403);
    expect((await send({ method: "PUT", url: "/api/v1/notes/own", body: { text: "a" }, headers: { "if-match": '"1"' } })).headers.etag).toBe('"2"');
  });

  it("refuses what does not fit, naming each field in the reader's language", async () => {
    const vi = await send({ method: "POST", url: "/api/v1/notes", body: { text: "", extra: 1 } });
    expect(vi.json).toMatchObject({ status: 422, title: "Dữ liệu chưa hợp lệ", errors: [{ pointer: "/text", expected: "ít nhất 1 ký tự", message: "Không hợp lệ; cần ít nhất 1 ký tự." }, { pointer: "/extra", message: "Không có trường này; hãy bỏ đi." }] });
    expect((await send({ method: "POST", url: "/api/v1/notes", body: {} })).json).toMatchObject({ errors: [{ pointer: "/text", expected: "văn bản", message: "Thiếu; cần văn bản." }] });
    const en = await send({ method: "POST", url: "/api/v1/notes", body: { text: 5 }, headers: { "accept-language": "en-GB, vi;q=0.3" } });
    expect(en.json).toMatchObject({ title: "The input is not valid", errors: [{ pointer: "/text", expected: "text" }] });
  });

  it.each([
    [{ method: "POST", url: "/api/v1/notes", body: "{", headers: { "content-type": "application/json" } }, 400],
    [{ method: "POST", url: "/api/v1/notes", body: "a=1", headers: { "content-type": "text/xml" } }, 415],
    [{ method: "POST", url: "/api/v1/notes", body: { text: "x".repeat(1_100_000) } }, 413],
    [{ method: "DELETE", url: "/api/v1/notes" }, 405],
    [{ method: "GET", url: "/api/v1/nowhere" }, 404],
    [{ method: "GET", url: "/api/v1/notes/%20" }, 404],
    [{ method: "PUT", url: "/api/v1/notes/own", body: { text: "a" } }, 428],
    [{ method: "PUT", url: "/api/v1/notes/own", body: { text: "a" }, headers: { "if-match": '"0"' } }, 412],
    [{ method: "POST", url: "/api/v1/notes", as: "", body: { text: "a" }, headers: { origin: "https://elsewhere.example", host: "here.example" } }, 403],
  ] satisfies [Sent, number][])("%j is answered with %d as a problem", async (sent, status) => {
    const answer = await send(sent);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json).toMatchObject({ status });
  });

  it("asks a key for no origin: no browser sends one of itself", async () => {
    const foreign = { origin: "https://elsewhere.example", host: "here.example" };
    expect((await send({ method: "POST", url: "/api/v1/notes", body: { text: "a" }, headers: foreign })).status).toBe(201);
    expect((await send({ method: "POST", url: "/api/v1/notes", as: "", body: { text: "a" }, headers: { ...foreign, authorization: "Basic eA==" } })).status).toBe(403);
  });

  it("hides a failure of its own and reports it inside", async () => {
    const answer = await send({ method: "GET", url: "/api/v1/notes/broken" });
    expect(answer.json).toMatchObject({ status: 500, type: "/problems/internal" });
    expect(JSON.stringify(answer.json)).not.toContain("secret");
    expect(room.failures).toHaveLength(1);
  });
});

describe("an errand", () => {
  it("sends the browser on with a cookie that survives the way back, and holds no transaction meanwhile", async () => {
    const answer = await send({ method: "GET", url: "/api/v1/errand?mode=go", as: "" });
    expect(answer).toMatchObject({ status: 303, json: {}, headers: { location: "/next", "set-cookie": "errand=1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax" } });
    expect(busy).toBe(0);
  });

  it("hands over a change that is recorded with its answer, as is a refusal that is to be kept", async () => {
    room.recorded = [];
    expect(await send({ method: "GET", url: "/api/v1/errand?mode=change" })).toMatchObject({ status: 303, headers: { location: "/done" } });
    expect(await send({ method: "GET", url: "/api/v1/errand?mode=refuse" })).toMatchObject({ status: 409, json: { type: "/problems/conflict" } });
    expect(room.recorded.map(({ action }) => action)).toEqual(["errand.changed", "errand.refused"]);
  });

  it("is known to the published interface", async () => {
    const { json } = await send({ method: "GET", url: "/api/openapi.json" });
    expect(json).toMatchObject({ paths: { "/api/v1/errand": { get: { responses: { "303": { headers: { Location: {} } } } } } } });
  });
});

describe("a repeated request", () => {
  it("has one effect and the same answer; with another body it is refused", async () => {
    added = [];
    const headers = { "idempotency-key": "k1" };
    const answers = await Promise.all(Array.from({ length: 5 }, () => send({ method: "POST", url: "/api/v1/notes", body: { text: "once" }, headers })));
    expect(answers.map((one) => [one.status, one.json])).toEqual(answers.map(() => [201, { text: "once" }]));
    expect(added).toEqual(["once"]);
    expect((await send({ method: "POST", url: "/api/v1/notes", body: { text: "twice" }, headers })).status).toBe(422);
  });
});

describe("a change", () => {
  it("is recorded with it", async () => {
    room.recorded = [];
    await send({ method: "POST", url: "/api/v1/notes", body: { text: "b" } });
    expect(room.recorded).toEqual([{ action: "note.added", subject: "note:1", data: {} }]);
  });

  it("whose commit comes with a warning is not confirmed", async () => {
    const listeners: ((notice: { severity: string }) => void)[] = [];
    const warn = async () => {
      for (const one of listeners) one({ severity: "WARNING" });
    };
    const client = { query: warn, on: (_name: string, one: (typeof listeners)[0]) => listeners.push(one), off: () => undefined };
    await expect(commit(client as never)).rejects.toMatchObject({ key: "not-confirmed" });
  });
});
