import { sql } from "kysely";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { grant, route } from "../../contract/route.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { head } from "../../../tests/server/notes.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { command, Problem, sweepIdempotency } from "./index.ts";

const drawn = z.strictObject({ number: z.number().int() });
const draw = route({ operationId: "lot.draw", method: "POST", path: "/lots", summary: { vi: "Rút thăm", en: "Draw a lot" }, grants: grant("any", "unit-head"), body: z.strictObject({ of: z.number().int() }), status: 201, version: "carries", response: drawn });
const other = { ...draw, operationId: "lot.other", path: "/others" } as const;

/** Each draw inserts a row, and so gives another number. */
let refuse: "" | "thrown" | "recorded" = "";
let test: TestDatabase;
let room: Room;
let base = "";

const drawing = (of: typeof draw | typeof other) => command(of, async ({ tx }) => {
  const { rows: [row] } = await sql<{ number: number }>`insert into lot default values returning number`.execute(tx.tables());
  const audit = [{ action: "lot.drawn", subject: "lot:1", data: {} }] as const;
  if (refuse === "thrown") throw new Problem("conflict");
  if (refuse === "recorded") return { refusal: new Problem("conflict"), audit };
  return { reply: { body: { number: row?.number ?? 0 }, version: `v${String(row?.number)}` }, audit };
});

beforeAll(async () => {
  test = await freshDatabase();
  await test.superuser.query("create table lot (number integer generated always as identity); grant select, insert on lot to congtam_app");
  room = await openRoom(test.database, [drawing(draw), drawing(other)], (name) => (name === "" ? undefined : { ...head, accountId: name }));
  await room.app.listen({ host: "127.0.0.1", port: 0 });
  base = `http://127.0.0.1:${String((room.app.server.address() as AddressInfo).port)}/api/v1`;
});
beforeEach(() => {
  refuse = "";
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

async function send(key: string, { of = 1, path = "/lots", as = "a1" } = {}) {
  const answer = await fetch(`${base}${path}`, { method: "POST", headers: { authorization: `Bearer ${as}`, "content-type": "application/json", "idempotency-key": key }, body: JSON.stringify({ of }) });
  return { status: answer.status, text: await answer.text(), etag: answer.headers.get("etag") };
}
const count = async (): Promise<number> => Number((await test.superuser.query<{ count: number }>("select count(*) as count from lot")).rows[0]?.count);
const kept = async (key: string) => (await test.superuser.query<{ status: number | null }>("select status from congtam.idempotency where key = $1", [key])).rows;

describe("five retries at once", () => {
  it("have one effect and one answer, to the byte and the version", async () => {
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send("k-parallel")));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toEqual({ status: 201, text: expect.stringMatching(/^\{"number":\d+\}$/) as string, etag: expect.stringMatching(/^"v\d+"$/) as string });
    expect(await count()).toBe(before + 1);
  });

  it("after the first answer was lost give that answer", async () => {
    const before = await count();
    const socket = connect(Number(new URL(base).port), "127.0.0.1");
    // The whole request goes out, and nobody waits for what comes back.
    socket.end('POST /api/v1/lots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a1\r\nContent-Type: application/json\r\nIdempotency-Key: k-lost\r\nContent-Length: 8\r\n\r\n{"of":1}', () => socket.destroy());
    await once(socket, "close");
    const answers = await Promise.all(Array.from({ length: 5 }, () => send("k-lost")));
    await expect.poll(() => kept("k-lost")).toEqual([{ status: 201 }]);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect([answers[0]?.status, await count()]).toEqual([201, before + 1]);
  });

  it("while the first is rolled back, one of them does it", async () => {
    const before = await count();
    refuse = "thrown";
    const first = send("k-rolled");
    expect((await first).status).toBe(409);
    refuse = "";
    const answers = await Promise.all(Array.from({ length: 5 }, () => send("k-rolled")));
    expect([new Set(answers.map(({ text }) => text)).size, answers[0]?.status, await count()]).toEqual([1, 201, before + 1]);
  });
});

describe("the same key", () => {
  it("with another body or on another route is a mistake, and does nothing", async () => {
    await send("k-other");
    const before = await count();
    for (const answer of [await send("k-other", { of: 2 }), await send("k-other", { path: "/others" })]) expect([answer.status, JSON.parse(answer.text)]).toMatchObject([422, { type: "/problems/invalid-input" }]);
    expect(await count()).toBe(before);
  });

  it("of another account is another key", async () => {
    const [mine, theirs] = [await send("k-shared"), await send("k-shared", { as: "a2" })];
    expect([mine.status, theirs.status, mine.text === theirs.text]).toEqual([201, 201, false]);
  });

  it.each(["thrown", "recorded"] as const)("after a refusal that was %s works", async (how) => {
    refuse = how;
    expect((await send(`k-${how}`)).status).toBe(409);
    expect(await kept(`k-${how}`)).toEqual([]);
    refuse = "";
    // Another body, too: what was refused never stood for anything.
    expect((await send(`k-${how}`, { of: 7 })).status).toBe(201);
  });

  it.each([["", 400], ["x".repeat(256), 400], ["x".repeat(255), 201]])("must have 1 to 255 characters", async (key, status) => {
    expect((await send(key)).status).toBe(status);
  });
});

describe("sweeping", () => {
  it("forgets what is older than a day and nothing else", async () => {
    const [old, young] = [await send("k-old"), await send("k-young")];
    await test.superuser.query("update congtam.idempotency set at = at - interval '1 day 1 second' where key = 'k-old'");
    await test.superuser.query("update congtam.idempotency set at = at - interval '23 hours' where key = 'k-young'");
    expect(await test.database.transaction(sweepIdempotency)).toBe(1);
    expect([(await send("k-young")).text === young.text, (await send("k-old")).text === old.text]).toEqual([true, false]);
  });
});

it("a statement that takes too long, or stands in another's way, is told as busy", async () => {
  for (const code of ["57014", "40P01", "40001", "55P03"]) await expect(test.database.transaction((tx) => sql.raw(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`).execute(tx.tables()))).rejects.toMatchObject({ key: "unavailable" });
});
