import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { type BareAnswer, sendBare } from "../../../tests/server/bare.ts";
import { head, noteEndpoints } from "../../../tests/server/notes.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { isTooDeep } from "./json-body.ts";

let test: TestDatabase;
let room: Room;
let port = 0;
beforeAll(async () => {
  test = await freshDatabase();
  room = await openRoom(test.database, noteEndpoints(), (name) => (name === "head" ? head : undefined));
  await room.app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = room.app.server.address() as AddressInfo);
});
afterAll(async () => {
  await room.app.close();
  await test.close();
  if (room.failures.length > 0) throw new AggregateError(room.failures, "the house failed");
});

const HEAD = "Host: x\r\nAuthorization: Bearer head\r\n";
const get = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\n${HEAD}${headers}\r\n`;
const bodied = (method: string, path: string, type: string, body: string | Buffer, headers = "") => Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${HEAD}${type === "" ? "" : `Content-Type: ${type}\r\n`}${headers}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n`), Buffer.from(body)]);
const post = (body: string | Buffer, type = "application/json", path = "/api/v1/notes") => bodied("POST", path, type, body);
const ANYTHING = "/api/v1/notes/x/anything";

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;
const BOUNDARY = "multipart/form-data; boundary=xyz";

function expectProblem(answer: BareAnswer, status: number): void {
  expect({ status: answer.status, type: answer.headers["content-type"] }).toEqual({ status, type: "application/problem+json; charset=utf-8" });
  expect(JSON.parse(answer.text)).toMatchObject({ status, type: expect.stringMatching(/^\/problems\/[a-z-]+$/) as unknown, title: expect.stringMatching(/./) as unknown });
  // Whatever happens, the answer is not to be sniffed or kept.
  expect(answer.headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
}

describe("bodies", () => {
  it.each<[string, string | Buffer, number]>([
    ["over 1 MB", post(JSON.stringify({ text: "x".repeat(1_048_577) })), 413],
    ["over 1 MB by its own word", `POST /api/v1/notes HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{`, 413],
    ["arrays 10,000 deep", post(nested(10_000, "[", "]")), 400],
    ["arrays 500,000 deep", post(nested(500_000, "[", "]"), "application/json", ANYTHING), 400],
    ["objects 10,000 deep", post(nested(10_000, '{"a":', "}"), "application/json", ANYTHING), 400],
    ["deep behind a string with a bracket and a quote", post(`["]\\"]",${nested(100, "[", "]")}]`, "application/json", ANYTHING), 400],
    ["only opened", post("[".repeat(100_000), "application/json", ANYTHING), 400],
    ["a type that is not taken", post("<a/>", "text/xml"), 415],
    ["plain text", post('{"text":"a"}', "text/plain"), 415],
    ["a form", post("text=a", "application/x-www-form-urlencoded"), 415],
    ["a multipart", post('--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--xyz--', BOUNDARY), 415],
    ["no type", post('{"text":"a"}', ""), 415],
    ["a type that is none", post('{"text":"a"}', ";;;"), 415],
    ["nothing", post(""), 400],
    ["half of it", post('{"text":"a"'), 400],
    ["another value", post("null"), 422],
    ["__proto__", post('{"text":"a","__proto__":{"roles":["administrator"]}}'), 400],
    ["__proto__ in disguise", post(String.raw`{"text":"a","\u005f_proto__":{"roles":["administrator"]}}`), 400],
    ["constructor.prototype", post('{"text":"a","constructor":{"prototype":{"x":1}}}'), 400],
    ["invalid UTF-8", post(Buffer.from([0x7B, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D])), 400],
    ["an overlong encoding", post(Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xC0, 0xAF]), Buffer.from('"}')])), 400],
    ["a body where none is taken", bodied("DELETE", "/api/v1/notes", "application/json", "{}"), 405],
  ])("%s", async (_name, bytes, status) => {
    expectProblem(await sendBare(port, bytes), status);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  it("of two fields with one name the last one counts, once", async () => {
    const answer = await sendBare(port, post('{"text":"a","text":"b"}'));
    expect([answer.status, answer.text]).toEqual([201, '{"text":"b"}']);
  });

  it.each([
    ["half a character", String.raw`{"text":"a\ud800"}`, "/text"],
    ["its other half alone", String.raw`{"a":[{"b":"\uDC00"}]}`, "/a/0/b"],
    ["the character without a name", String.raw`{"text":"\u0000"}`, "/text"],
    ["half a character in a name", String.raw`{"\ud800":1}`, "/\uFFFD"],
  ])("%s is refused by its place, whatever the route takes", async (_name, body, pointer) => {
    const answer = await sendBare(port, post(body, "application/json", ANYTHING));
    expect([answer.status, (JSON.parse(answer.text) as { errors: { pointer: string }[] }).errors.map((one) => one.pointer)]).toEqual([422, [pointer]]);
  });

  it("takes whole characters however they are written", async () => {
    expect((await sendBare(port, post(String.raw`{"text":"\ud83d\ude00 \u00e0"}`, "application/json", ANYTHING))).status).toBe(200);
  });

  it("may be nested as deep as any of the contract is, and brackets in text do not count", async () => {
    for (const body of [nested(64, "[", "]"), JSON.stringify("[".repeat(1000)), JSON.stringify(`\\"${"{".repeat(1000)}`)]) expect((await sendBare(port, post(body, "application/json", ANYTHING))).status).toBe(200);
    expect([isTooDeep(nested(64, "[", "]")), isTooDeep(nested(65, "[", "]")), isTooDeep("[],".repeat(1000))]).toEqual([false, true, false]);
  });
});

describe("paths and queries", () => {
  it.each([
    ["half a percent sign", "/api/v1/notes/%", 400],
    ["percent and no digits", "/api/v1/notes/%zz", 400],
    ["a percent-encoded half of a character", "/api/v1/notes/%C3%28", 400],
    ["the same where no path is", "/%E0%A4%A", 400],
    ["an id with what ids have not", "/api/v1/notes/%00", 404],
    ["an id longer than any", `/api/v1/notes/${"x".repeat(5000)}`, 404],
    ["a path longer than any", `/${"x/".repeat(5000)}`, 404],
    ["a way up", "/api/v1/../../etc/passwd", 404],
    ["a query that does not fit", "/api/v1/notes?limit=x", 422],
    ["a query twice", "/api/v1/notes?limit=1&limit=2", 422],
    ["a query with a name that reaches into prototypes", "/api/v1/notes?__proto__=1", 422],
    ["a query with broken percents", "/api/v1/notes?limit=%zz", 422],
    ["a query longer than any", `/api/v1/notes?limit=${"1".repeat(10_000)}`, 422],
    ["a head longer than the parser takes", `/api/v1/notes?limit=${"1".repeat(100_000)}`, 431],
    ["a problem that there is not", "/problems/constructor", 404],
  ])("%s", async (_name, path, status) => {
    expectProblem(await sendBare(port, get(path)), status);
  });
});

describe("methods", () => {
  it.each([
    ["HEAD", "/api/v1/notes", "GET, POST"],
    ["OPTIONS", "/api/v1/notes", "GET, POST"],
    ["DELETE", "/api/v1/notes", "GET, POST"],
    ["TRACE", "/api/v1/notes/x", "GET, PUT"],
    ["PROPFIND", "/api/v1/notes/x", "GET, PUT"],
    ["QUERY", "/api/v1/notes/x", "GET, PUT"],
    ["POST", "/healthz", "GET"],
    ["HEAD", "/readyz", "GET"],
    ["OPTIONS", "/api/openapi.json", "GET"],
    ["PATCH", "/problems/stale", "GET"],
  ])("%s %s is not allowed, and it is said what is", async (method, path, allow) => {
    const answer = await sendBare(port, `${method} ${path} HTTP/1.1\r\n${HEAD}Connection: close\r\n\r\n`);
    expect([answer.status, answer.headers["allow"]]).toEqual([405, allow]);
    // A HEAD has no body to look at.
    expect(method === "HEAD" || (JSON.parse(answer.text) as { status: number }).status === 405).toBe(true);
  });

  it("one that is none cannot be read", async () => {
    expectProblem(await sendBare(port, `BREW /api/v1/notes HTTP/1.1\r\n${HEAD}\r\n`), 400);
    expectProblem(await sendBare(port, `CONNECT elsewhere.example:443 HTTP/1.1\r\n${HEAD}\r\n`), 405);
  });

  it("any of them on a path that is not there finds nothing", async () => {
    for (const method of ["GET", "POST", "OPTIONS", "PROPFIND"]) expectProblem(await sendBare(port, bodied(method, "/api/v1/nowhere", "text/xml", "<")), 404);
  });
});

describe("heads", () => {
  it.each<[string, string, number]>([
    ["a broken cookie", get("/api/v1/notes/x", "Cookie: =;;; congtam_session=%E0%A4%A; a; \"=\r\n"), 200],
    ["a cookie of other bytes", get("/api/v1/notes/x", "Cookie: congtam_session=\u00FF\u00FE\r\n"), 200],
    ["a cookie that reaches into prototypes", get("/api/v1/notes/x", "Cookie: __proto__=1; constructor=2; hasOwnProperty=3\r\n"), 200],
    ["a language that is none", get("/api/v1/notes/x", "Accept-Language: ;;q=,*;q=x,-\r\n"), 200],
    ["an expectation that nobody has", get("/api/v1/notes/x", "Expect: 200-maybe\r\n"), 200],
    ["an upgrade that nobody takes", get("/api/v1/notes/x", "Connection: upgrade\r\nUpgrade: websocket\r\n"), 200],
    ["a version of the API that there is not", get("/api/v1/notes/x", "Accept-Version: 9.x\r\n"), 200],
    ["no host", "GET /api/v1/notes/x HTTP/1.1\r\n\r\n", 400],
    ["a key that is none", "GET /api/v1/notes/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u00FF\r\n\r\n", 401],
    ["two lengths", "POST /api/v1/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400],
    ["a length and chunks", `POST /api/v1/notes HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ["a length below zero", "POST /api/v1/notes HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
    ["a chunk that is none", `POST /api/v1/notes HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
    ["a header with a line in it", get("/api/v1/notes/x", "X-A: b\rc\r\n"), 400],
    ["another protocol", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003", 400],
    ["headers longer than the parser takes", get("/api/v1/notes/x", `X-A: ${"a".repeat(20_000)}\r\n`), 431],
  ])("%s", async (_name, bytes, status) => {
    const answer = await sendBare(port, Buffer.from(bytes, "latin1"));
    expect(answer.status).toBe(status);
    // Below 400 there is no problem to tell.
    if (status >= 400) expectProblem(answer, status);
  });

  it("the language of a refusal is the reader's", async () => {
    const [vi, en] = await Promise.all(["vi-VN,vi;q=0.9,en;q=0.8", "en"].map((language) => sendBare(port, get("/%zz", `Accept-Language: ${language}\r\n`))));
    expect([JSON.parse(vi!.text), JSON.parse(en!.text)]).toMatchObject([{ title: "Yêu cầu không đọc được" }, { title: "The request cannot be read" }]);
  });

  it("the pages that `type` leads to can be read", async () => {
    const page = await sendBare(port, get("/problems/clock-skew"));
    expect([page.status, page.headers["content-type"], page.text]).toEqual([200, "text/html; charset=utf-8", expect.stringContaining("Đồng hồ máy chủ bị lệch")]);
  });
});

it("each kind of refusal has its words in one place, in both languages", async () => {
  const text = await readFile(new URL("problem.ts", import.meta.url), "utf8");
  expect(text.match(/title: \{ vi: "[^"]+", en: "[^"]+" \}/g)?.length).toBe(text.match(/ status: \d{3}, /g)?.length);
});
