import fc from "fast-check";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { sendBare } from "../../../tests/server/bare.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { head, heldWork, noteEndpoints } from "../../../tests/server/notes.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { skewOf } from "./health.ts";
import { newestMigration } from "./migrate.ts";
import { type Database, openDatabase } from "./index.ts";

const HOUR = 3_600_000;
const ready = async ({ app }: Room) => {
  const answer = await app.inject({ method: "GET", url: "/readyz" });
  const json: { type?: string; reason?: string } = answer.json();
  return { status: answer.statusCode, ...json };
};
const send = async ({ app }: Room, method: "GET" | "POST" | "PUT", url: string) => {
  const answer = await app.inject({ method, url: `/api/v1${url}`, headers: { authorization: "Bearer head", "if-match": '"1"', "accept-language": "en" }, ...(method === "GET" ? {} : { payload: { text: "a" } }) });
  const { type }: { type?: string } = answer.json();
  return { status: answer.statusCode, type, retryAfter: answer.headers["retry-after"] };
};

let test: TestDatabase;
let rooms: Room[] = [];
const open = async (database: Database, now: () => number = Date.now, work?: () => Promise<unknown>): Promise<Room> => {
  const room = await openRoom(database, noteEndpoints(work), (name) => (name === "head" ? head : undefined), { now });
  rooms.push(room);
  return room;
};
beforeAll(async () => {
  test = await freshDatabase();
});
afterEach(async () => {
  for (const { app } of rooms) await app.close();
  rooms = [];
});
afterAll(() => test.close());

describe("how far two clocks are apart", () => {
  it("is what the way of the answer does not explain", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.nat(5000), fc.nat(5000), fc.integer({ min: -HOUR, max: HOUR }), (sent, there, back, ahead) => {
        const [before, after] = [sent + ahead, sent + there + back + ahead];
        const skew = skewOf(before, sent + there, after);
        expect(Math.abs(skew)).toBeLessThanOrEqual(Math.abs(ahead));
        expect(Math.abs(ahead) - Math.abs(skew)).toBeLessThanOrEqual(there + back);
        expect(skew === 0 || Math.sign(skew) === Math.sign(ahead)).toBe(true);
      }),
    );
  });
});

describe.each([["ahead", HOUR], ["behind", -HOUR], ["a little ahead", 2500], ["a little behind", -2500]])("a process whose clock is %s", (_name, shift) => {
  it("is not ready, says why and takes no change, but lets people read; until the clock is right again", async () => {
    let ahead = shift;
    const room = await open(test.database, () => Date.now() + ahead);
    expect(await send(room, "POST", "/notes")).toEqual({ status: 503, type: "/problems/clock-skew", retryAfter: "5" });
    expect(await send(room, "PUT", "/notes/x")).toMatchObject({ status: 503, type: "/problems/clock-skew" });
    expect(await send(room, "GET", "/notes/x")).toMatchObject({ status: 200 });
    expect(await ready(room)).toMatchObject({ status: 503, type: "/problems/clock-skew", reason: "clock-skew" });
    ahead = 0;
    expect(await ready(room)).toMatchObject({ status: "ready" });
    expect(await send(room, "POST", "/notes")).toMatchObject({ status: 201 });
  });
});

it("clocks less than two seconds apart are the same clock", async () => {
  for (const shift of [1500, -1500]) {
    const room = await open(test.database, () => Date.now() + shift);
    expect([await ready(room), await send(room, "POST", "/notes")]).toMatchObject([{ status: "ready" }, { status: 201 }]);
  }
});

it("a listening house looks once a minute", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    let ahead = 0;
    const room = await open(test.database, () => Date.now() + ahead);
    await room.app.listen({ host: "127.0.0.1", port: 0 });
    ahead = HOUR;
    expect(await send(room, "POST", "/notes")).toMatchObject({ status: 201 });
    const looked = vi.spyOn(test.database, "pulse");
    vi.advanceTimersByTime(60_000);
    expect(looked).toHaveBeenCalledTimes(1);
    await looked.mock.results[0]?.value;
    await vi.waitFor(async () => {
      expect(await send(room, "POST", "/notes")).toMatchObject({ status: 503, type: "/problems/clock-skew" });
    });
  } finally {
    vi.restoreAllMocks();
    vi.useRealTimers();
  }
});

describe("readiness", () => {
  it("needs the database to be at this program's number", async () => {
    const room = await open(test.database);
    for (const [number, status] of [[newestMigration() + 1, 503], [newestMigration(), "ready"]] as const) {
      await test.superuser.query("insert into congtam.migration (number, name) values ($1, 'another') on conflict (number) do nothing", [number]);
      expect(await ready(room)).toMatchObject({ status });
      await test.superuser.query("delete from congtam.migration where number > $1", [newestMigration()]);
    }
    await test.superuser.query("create table kept as table congtam.migration; delete from congtam.migration where number = $1".replace("$1", String(newestMigration())));
    expect(await ready(room)).toMatchObject({ status: 503, type: "/problems/unavailable", reason: "other-version" });
    await test.superuser.query("truncate congtam.migration; insert into congtam.migration select * from kept");
    expect(await ready(room)).toMatchObject({ status: "ready" });
  });

  it("needs the database at all", async () => {
    const nowhere = openDatabase({ host: join(inject("socket"), "nowhere"), user: "postgres" });
    const room = await open(nowhere);
    expect(await ready(room)).toMatchObject({ status: 503, type: "/problems/unavailable", reason: "database-away" });
    expect(await send(room, "GET", "/notes/x")).toMatchObject({ status: 503, type: "/problems/unavailable" });
    expect((await room.app.inject({ method: "GET", url: "/healthz" })).statusCode).toBe(200);
    await nowhere.close();
  });

  it("is not lost because every connection is at work", async () => {
    const small = openDatabase(test.connection, 1);
    const { work, begun, letGo } = heldWork();
    const held = small.transaction(work);
    await begun;
    const room = await open(small);
    expect(await ready(room)).toMatchObject({ status: "ready" });
    letGo();
    await held;
    await room.app.close();
    await small.close();
  });
});

/** A way to the database on which everything can come to a halt. */
async function halting(): Promise<{ readonly port: number; halt: () => void; goOn: () => void; close: () => void }> {
  const sockets: Socket[] = [];
  let isHalted = false;
  const server = createServer((from) => {
    const to = connect(join(inject("socket"), ".s.PGSQL.5432"));
    for (const [one, other] of [[from, to], [to, from]] as const) one.on("error", () => undefined).on("close", () => other.destroy()).pipe(other);
    sockets.push(from, to);
    if (isHalted) from.unpipe().pause();
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    goOn: () => {
      isHalted = false;
    },
    halt: () => {
      isHalted = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

it("a database that says nothing any more is told as away, in bounded time, and forgotten when it is back", { timeout: 20_000 }, async () => {
  const way = await halting();
  const database = openDatabase({ host: "127.0.0.1", port: way.port, user: "postgres", database: test.connection.database ?? "" }, 2, { connectMs: 300, answerMs: 300, pulseMs: 300 });
  const room = await open(database);
  expect([await send(room, "POST", "/notes"), await ready(room)]).toMatchObject([{ status: 201 }, { status: "ready" }]);
  way.halt();
  const began = performance.now();
  expect(await Promise.all([send(room, "POST", "/notes"), send(room, "GET", "/notes/x"), ready(room)])).toMatchObject([{ status: 503 }, { status: 503 }, { status: 503, reason: "database-away" }]);
  expect(performance.now() - began).toBeLessThan(3000);
  way.goOn();
  expect([await send(room, "POST", "/notes"), await ready(room)]).toMatchObject([{ status: 201 }, { status: "ready" }]);
  expect(database.connections().inUse).toBe(0);
  await room.app.close();
  await database.close();
  way.close();
});

describe("stopping", () => {
  it("ends what is in work, takes nothing new and says so on lines that are still open", async () => {
    const { work, begun, letGo } = heldWork();
    const room = await open(test.database, Date.now, work);
    await room.app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = room.app.server.address() as AddressInfo;
    const inWork = sendBare(port, 'POST /api/v1/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer head\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"text":"a"}');
    await begun;
    const closed = room.app.close();
    await vi.waitFor(() => { expect(room.app.server.listening).toBe(false); });
    // Nobody new comes in; who asks inside is told.
    await expect(sendBare(port, "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")).rejects.toThrow("ECONNREFUSED");
    letGo();
    const answer = await inWork;
    expect([answer.status, answer.text, answer.headers["connection"]]).toEqual([201, '{"text":"a"}', "close"]);
    await closed;
  });

  it("what came behind on the same line is not begun", async () => {
    const { work, begun, times, letGo } = heldWork();
    const room = await open(test.database, Date.now, work);
    await room.app.listen({ host: "127.0.0.1", port: 0 });
    const socket = connect((room.app.server.address() as AddressInfo).port, "127.0.0.1");
    let said = "";
    socket.on("data", (chunk) => { said += chunk.toString(); });
    const isClosed = new Promise<void>((resolve) => { socket.on("close", () => { resolve(); }); });
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer head\r\n\r\n`;
    socket.write(get("/api/v1/notes/first"));
    await begun;
    const closed = room.app.close();
    await vi.waitFor(() => { expect(room.app.server.listening).toBe(false); });
    const heard = vi.fn();
    room.app.server.once("request", heard);
    socket.write(get("/api/v1/notes/second"));
    await vi.waitFor(() => { expect(heard).toHaveBeenCalled(); });
    letGo();
    await Promise.all([closed, isClosed]);
    expect([said.includes('{"text":"first"}'), said.includes('{"text":"second"}'), times()]).toEqual([true, false, 1]);
  });
});
