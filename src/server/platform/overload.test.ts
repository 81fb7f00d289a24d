import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { head, heldWork, noteEndpoints } from "../../../tests/server/notes.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { LIMITS } from "./admission.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await freshDatabase();
});
afterAll(() => test.close());

type Kind = "read" | "change" | "save";
const REQUESTS = { read: ["GET", "/notes/x"], change: ["POST", "/notes"], save: ["PUT", "/notes/x"] } as const;

async function send(base: string, kind: Kind) {
  const [method, path] = REQUESTS[kind];
  const began = performance.now();
  const answer = await fetch(`${base}${path}`, { method, headers: { authorization: "Bearer head", "content-type": "application/json", "if-match": '"1"' }, ...(method === "GET" ? {} : { body: '{"text":"a"}' }) });
  const text = await answer.text();
  return { status: answer.status, milliseconds: performance.now() - began, retryAfter: answer.headers.get("retry-after"), text };
}

async function opened(work: () => Promise<unknown>, limits = LIMITS): Promise<{ room: Room; base: string }> {
  const room = await openRoom(test.database, noteEndpoints(work), (name) => (name === "head" ? head : undefined), { limits });
  await room.app.listen({ host: "127.0.0.1", port: 0 });
  return { room, base: `http://127.0.0.1:${String((room.app.server.address() as AddressInfo).port)}/api/v1` };
}

const figure = async (base: string, name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(await (await fetch(new URL("/metrics", base))).text())?.[1]);

describe("a house that is full", () => {
  const few = { reads: 2, changes: 4, shedLast: 6 };

  it("refuses reads first, then changes, saving last of all; and takes them again when there is room", async () => {
    const { work, times, letGo } = heldWork();
    const { room, base } = await opened(work, few);
    const taken: Promise<{ status: number }>[] = [];
    const fill = async (kind: Kind, count: number) => {
      const until = times() + count;
      for (let i = 0; i < count; i++) taken.push(send(base, kind));
      await expect.poll(times).toBe(until);
    };
    const refused = async (): Promise<Kind[]> => {
      const kinds: Kind[] = [];
      for (const kind of ["read", "change", "save"] as const) if (await figure(base, "congtam_requests_in_work") >= { read: few.reads, change: few.changes, save: few.shedLast }[kind]) kinds.push(kind);
      for (const kind of kinds) {
        const answer = await send(base, kind);
        expect({ kind, status: answer.status, retryAfter: answer.retryAfter, type: (JSON.parse(answer.text) as { type: string }).type }).toEqual({ kind, status: 503, retryAfter: "5", type: "/problems/unavailable" });
        expect(answer.milliseconds).toBeLessThan(200);
      }
      return kinds;
    };
    expect(await refused()).toEqual([]);
    await fill("read", 2);
    expect(await refused()).toEqual(["read"]);
    await fill("change", 2);
    expect(await refused()).toEqual(["read", "change"]);
    await fill("save", 2);
    expect(await refused()).toEqual(["read", "change", "save"]);
    // Whether the house is well can be asked at any time.
    expect((await fetch(new URL("/readyz", base))).status).toBe(200);
    letGo();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200, 201, 201, 200, 200]);
    expect([(await send(base, "read")).status, await figure(base, "congtam_requests_in_work"), await figure(base, "congtam_requests_shed")]).toEqual([200, 0, 6]);
    await room.app.close();
  });

  it("of ten times too many at once, every one is answered: as many as there is room for, the others at once", async () => {
    const { work, times, letGo } = heldWork();
    const { room, base } = await opened(work);
    const answers = Array.from({ length: LIMITS.shedLast * 10 }, (_, i) => send(base, (["read", "change", "save"] as const)[i % 3]!));
    // Twenty have a connection; the others that were let in wait for one.
    await expect.poll(times).toBe(20);
    const quick = async () => {
      const figures = await (await fetch(new URL("/metrics", base))).text();
      return Array.from(figures.matchAll(/^congtam_http_request_seconds_bucket\{le="0\.2",operation="note\.\w+",status="503"\} (\d+)$/gm), ([, count]) => Number(count)).reduce((sum, count) => sum + count, 0);
    };
    // By the house's own watch; the eight hundred clients of this test share its process.
    await expect.poll(quick).toBe(answers.length - LIMITS.shedLast);
    expect(await figure(base, "congtam_requests_in_work")).toBe(LIMITS.shedLast);
    letGo();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect([statuses.filter((one) => one < 300).length, statuses.filter((one) => one === 503).length]).toEqual([LIMITS.shedLast, answers.length - LIMITS.shedLast]);
    expect(room.failures).toEqual([]);
    await room.app.close();
  });

  it("forgets a request whose client went away when its work ends", async () => {
    const { work, begun, letGo } = heldWork();
    const { room, base } = await opened(work, few);
    const ending = new AbortController();
    const gone = fetch(`${base}/notes/x`, { headers: { authorization: "Bearer head" }, signal: ending.signal }).catch(() => "gone");
    await begun;
    ending.abort();
    await gone;
    expect(await figure(base, "congtam_requests_in_work")).toBe(1);
    letGo();
    await expect.poll(() => figure(base, "congtam_requests_in_work")).toBe(0);
    await room.app.close();
  });

  it("waits for room no longer than a body takes: a client that sends slowly holds no place", async () => {
    const { room, base } = await opened(async () => undefined, { reads: 1, changes: 1, shedLast: 1 });
    const slow = Array.from({ length: 5 }, () => {
      const body = new ReadableStream({ start: (controller) => { controller.enqueue(new TextEncoder().encode('{"te')); } });
      const ending = new AbortController();
      return { ending, answer: fetch(`${base}/notes`, { method: "POST", headers: { authorization: "Bearer head", "content-type": "application/json" }, body, duplex: "half", signal: ending.signal }).catch(() => "gone") };
    });
    await expect.poll(() => new Promise((resolve) => { room.app.server.getConnections((_error, count) => { resolve(count); }); })).toBeGreaterThanOrEqual(5);
    expect((await send(base, "change")).status).toBe(201);
    for (const { ending, answer } of slow) {
      ending.abort();
      await answer;
    }
    await room.app.close();
  });
});
