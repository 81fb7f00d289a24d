import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutboxItem } from "../../contract/personnel-outbox.ts";
import { openRatingHouse, type RatingHouse } from "../../../tests/server/rating-house.ts";
import { readWorkbook } from "../documents/index.ts";
import { MOST_TRIES, nextOf, outcomeOf, pauseAfter } from "./outbox-rules.ts";
import { queuePeriod, SEND_TASK } from "./outbox-queue.ts";

/** Results on their way to a real HTTP receiver that is slow, fails, answers twice and answers with what nobody can read. */

type Behaviour = "take" | "slow" | "fail" | "broken" | "twice" | "lost" | "refuse";
const next: Behaviour[] = [];
const taken: { key: string; body: Record<string, unknown>; authorization: string }[] = [];
const receipts = new Map<string, string>();
let server: Server;
let house: RatingHouse;
/** Long enough for the first connection of a busy machine. */
const PATIENCE_MS = 600;

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}

function answer(socket: Socket, status: string, body: string): void {
  socket.write(`HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
}

/** How each behaviour answers; whatever is said, what was taken is known the next time. */
const ANSWERS: Readonly<Record<Behaviour, (given: { request: IncomingMessage; response: ServerResponse; receipt: string; isKnown: boolean }) => void>> = {
  slow: () => undefined,
  fail: ({ response }) => response.writeHead(503).end("quá tải"),
  refuse: ({ response }) => response.writeHead(422).end('{"lỗi":"thiếu mã cơ quan"}'),
  broken: ({ response }) => response.writeHead(200).end('{"receipt": "BN-'),
  lost: ({ request }) => request.socket.destroy(),
  twice: ({ request, receipt }) => {
    answer(request.socket, "201 Created", JSON.stringify({ receipt }));
    answer(request.socket, "201 Created", JSON.stringify({ receipt: "khác" }));
  },
  take: ({ response, receipt, isKnown }) => response.writeHead(isKnown ? 409 : 201, { "content-type": "application/json" }).end(JSON.stringify({ receipt })),
};
const FORGETS: readonly Behaviour[] = ["slow", "fail", "refuse"];

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = String(request.headers["idempotency-key"]);
  taken.push({ key, body: await bodyOf(request), authorization: request.headers.authorization ?? "" });
  const known = receipts.get(key);
  const receipt = known ?? `BN-${String(receipts.size + 1)}`;
  const behaviour = next.shift() ?? "take";
  if (!FORGETS.includes(behaviour)) receipts.set(key, receipt);
  ANSWERS[behaviour]({ request, response, receipt, isKnown: known !== undefined });
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void receive(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  const { port } = server.address() as AddressInfo;
  house = await openRatingHouse({ url: `http://127.0.0.1:${String(port)}/ket-qua`, token: "bi-mat", patienceMs: PATIENCE_MS });
  await house.clock("2026-12-08T02:00:00Z");
});
afterAll(async () => {
  await house.close();
  server.closeAllConnections();
  server.close();
});

let count = 0;
/** Queues a result and sends whatever is due; returns the item. */
async function queued(): Promise<string> {
  count++;
  const result = { period: { id: "2026-Q4", year: 2026, isTrial: false }, place: { person: house.person("cv1"), name: "cv1", unit: house.unit("SNV.CCHC") }, number: count, result: { general: "25.00", results: "60.00", total: "85.00" }, terms: { daysToSend: 5 } };
  await house.test.database.transaction((tx) => queuePeriod(tx, result));
  const { rows } = await house.test.superuser.query<{ id: string }>("select id from congtam.outbox where source like $1", [`%:${String(count)}`]);
  return rows[0]?.id ?? "";
}
async function send(): Promise<void> {
  const task = house.tasks(house.test.database)[SEND_TASK];
  await task?.({}, {} as never);
}
async function item(id: string): Promise<OutboxItem> {
  const { body } = await house.call("sonoivu", "GET", "/outbox?limit=200");
  const found = (body as { items: OutboxItem[] }).items.find((one) => one.id === id);
  if (found === undefined) throw new Error("no such item");
  return found;
}
const later = async (minutes: number): Promise<void> => {
  const { rows } = await house.test.superuser.query<{ at: Date }>("select clock.clock_timestamp() as at");
  await house.clock(new Date((rows[0]?.at.getTime() ?? 0) + minutes * 60_000).toISOString());
};

describe("sending", () => {
  it("keeps the receipt of what was taken, and sends no more of it", async () => {
    const id = await queued();
    await send();
    await send();
    expect(await item(id)).toMatchObject({ state: "sent", receipt: receipts.get(id), attempts: [{ number: 1, outcome: "sent", status: 201 }] });
    expect(taken.filter((one) => one.key === id)).toHaveLength(1);
    expect(taken[0]?.authorization).toBe("Bearer bi-mat");
    expect(taken[0]?.body).toMatchObject({ id, kind: "period", period: "2026-Q4", points: "85.00", agency: { code: "SNV" } });
  });

  it.each([["slow", null], ["fail", 503], ["lost", null]] as const)("tries again after a pause when the receiver is %s", async (behaviour, status) => {
    const id = await queued();
    next.push(behaviour);
    await send();
    const waiting = await item(id);
    expect(waiting).toMatchObject({ state: "waiting", attempts: [{ outcome: "again", status }] });
    await send();
    expect((await item(id)).attempts).toHaveLength(1);
    await later(2);
    await send();
    expect(await item(id)).toMatchObject({ state: "sent", attempts: [{ outcome: "again" }, { outcome: "sent" }] });
  });

  it("sends again under the same key after an answer that nobody can read; who has it already says so", async () => {
    const id = await queued();
    next.push("broken");
    await send();
    expect(await item(id)).toMatchObject({ state: "waiting", attempts: [{ outcome: "again", status: 200 }] });
    await later(2);
    await send();
    expect(await item(id)).toMatchObject({ state: "sent", receipt: receipts.get(id), attempts: [{}, { outcome: "sent", status: 409 }] });
    expect(new Set(taken.filter((one) => one.key === id).map((one) => one.key)).size).toBe(1);
  });

  it("keeps the first of two answers, and the next result gets its own", async () => {
    const [id, other] = [await queued(), await queued()];
    next.push("twice");
    await send();
    await later(2);
    await send();
    expect([(await item(id)).receipt, (await item(other)).receipt]).toEqual([receipts.get(id), receipts.get(other)]);
  });

  it("two senders at once send each result once", async () => {
    const ids = [await queued(), await queued(), await queued()];
    await Promise.all([send(), send(), send()]);
    for (const id of ids) expect(taken.filter((one) => one.key === id)).toHaveLength(1);
  });

  it("gives up what was refused for good, tells the officer once, and sends it again when asked", async () => {
    const id = await queued();
    next.push("refuse");
    await send();
    const dead = await item(id);
    expect(dead).toMatchObject({ state: "dead", nextAt: null, attempts: [{ outcome: "refused", status: 422 }] });
    await send();
    const { rows } = await house.test.superuser.query("select from congtam.notification where kind = 'outbox' and person_id = $1", [house.person("sonoivu")]);
    expect(rows).toHaveLength(1);
    expect((await house.call("giamdoc", "POST", `/outbox/${id}/resending`, { seen: dead.version })).status).toBe(403);
    expect((await house.call("sonoivu", "POST", `/outbox/${id}/resending`, { seen: "0" })).status).toBe(412);
    expect((await house.call("sonoivu", "POST", `/outbox/${id}/resending`, { seen: dead.version })).status).toBe(201);
    await send();
    expect(await item(id)).toMatchObject({ state: "sent" });
    expect((await house.call("sonoivu", "POST", `/outbox/${id}/resending`, { seen: (await item(id)).version })).status).toBe(409);
  });

  it("sounds the alarm before five days are over, and shows what is late", async () => {
    const id = await queued();
    for (let tries = 0; tries < 6; tries++) next.push("fail");
    await send();
    await later(4 * 24 * 60 + 60);
    await send();
    const { rows } = await house.test.superuser.query<{ data: unknown }>("select data from congtam.notification where kind = 'outbox' order by id desc limit 1");
    expect(rows[0]?.data).toEqual({ waiting: 1, dead: 0 });
    await later(24 * 60);
    await send();
    expect(await item(id)).toMatchObject({ state: "waiting", isLate: true });
    next.splice(0);
    await later(6 * 60);
    await send();
    expect(await item(id)).toMatchObject({ state: "sent", isLate: true });
    expect(house.room.failures).toEqual([]);
  });
});

describe("the list", () => {
  it("begins with what needs a person, then what is late, and ends with what was sent; its pages are the whole of it", async () => {
    type Page = { readonly items: readonly OutboxItem[]; readonly nextCursor: string | null };
    const dead = await queued();
    next.push("refuse");
    await send();
    const late = await queued();
    await later(6 * 24 * 60);
    const waiting = await queued();
    const read = async (query: string): Promise<Page> => (await house.call("sonoivu", "GET", `/outbox?${query}`)).body as Page;
    const { items } = await read("limit=200");
    expect(items.slice(0, 3).map(({ id, state, isLate }) => [id, state, isLate])).toEqual([[dead, "dead", true], [late, "waiting", true], [waiting, "waiting", false]]);
    const sent = items.slice(3).map((one) => one.sentAt ?? "");
    expect(sent.length).toBeGreaterThan(3);
    expect(sent).toEqual(sent.toSorted().toReversed());
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Page = await read(`limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      paged.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(items.map((one) => one.id));
    const cursor = (words: string): string => Buffer.from(words).toString("base64url");
    for (const wrong of [cursor("9 x y"), cursor(`dead 2026-99-08T02:00:00.000000Z ${dead}`), `${cursor(`dead 2026-12-08T02:00:00.000000Z ${dead}`)}&state=sent`]) expect((await house.call("sonoivu", "GET", `/outbox?cursor=${wrong}`)).status).toBe(422);
    await send();
  });

  it("says of each what it is about, and counts them as they are, drawn together or not", async () => {
    const id = await queued();
    expect(await item(id)).toMatchObject({ kind: "period", period: "2026-Q4", number: count, decision: null, replaces: null });
    await later(6 * 24 * 60);
    const counted = async (): Promise<unknown> => ((await house.call("sonoivu", "GET", "/outbox?limit=1")).body as { counts: unknown }).counts;
    const { rows } = await house.test.superuser.query("select count(*) filter (where state = 'waiting')::integer as waiting, count(*) filter (where state = 'sent')::integer as sent, count(*) filter (where state = 'dead')::integer as dead, count(*) filter (where state <> 'sent' and due_at < clock.clock_timestamp())::integer as late from congtam.outbox");
    expect(rows[0]).toMatchObject({ waiting: 1, late: 2 });
    expect(await counted()).toEqual(rows[0]);
    await house.test.superuser.query("select congtam.fold_outbox_tally()");
    expect(await counted()).toEqual(rows[0]);
    await send();
  });

  it("is taken home whole, whatever is shown of it: each row with its period, state and receipt", async () => {
    const about = (query: string) => house.call("sonoivu", "GET", `/outbox/workbook${query}`);
    const rowsOf = async (query: string): Promise<readonly (readonly unknown[])[]> => (await readWorkbook(new Uint8Array((await about(query)).bytes))).sheets?.[0]?.rows ?? [];
    await house.test.superuser.query("insert into congtam.outbox (id, source, kind, person, agency, year, payload, queued_at, due_at, state, sent_at, receipt) select 'nhieu-' || n, 'period:2026-Q3:nhieu:' || n, 'period', $1, $2, 2026, '{\"period\":\"2026-Q3\",\"number\":1}', '2026-10-01', timestamptz '2026-10-06' + n * interval '1 microsecond', 'sent', '2026-10-02', 'BN-nhieu-' || n from generate_series(1, 1100) n", [house.person("cv2"), house.unit("SNV")]);
    const [head, ...rows] = await rowsOf("");
    const { rows: [kept] } = await house.test.superuser.query<{ n: number }>("select count(*)::integer as n from congtam.outbox");
    expect(rows).toHaveLength(kept?.n ?? 0);
    expect(head?.slice(0, 3)).toEqual(["Họ và tên", "Cơ quan", "Kết quả"]);
    expect(rows.filter((one) => one[2] === "Quý III năm 2026")).toHaveLength(1100);
    expect(new Set(rows.map((one) => one[11]).filter((one) => String(one).startsWith("BN-nhieu-"))).size).toBe(1100);
    expect((await rowsOf("?state=dead")).slice(1).map((one) => [one[5], String(one[13]).startsWith("HTTP 422 ")])).toEqual([["Gửi không được", true]]);
    const { rows: [told] } = await house.test.superuser.query<{ n: number }>("select count(*)::integer as n from congtam.read_entry where operation = 'personnel.outboxWorkbook' and of_person = $1", [house.person("cv2")]);
    expect(told?.n).toBe(1);
    expect((await about("?state=lost")).status).toBe(422);
    expect((await house.call("giamdoc", "GET", "/outbox/workbook")).status).toBe(403);
  });
});

describe("what an answer means", () => {
  it("only a receipt that can be read ends it", () => {
    fc.assert(fc.property(fc.integer({ min: 200, max: 599 }), fc.string(), (status, text) => {
      const { outcome } = outcomeOf({ status, text });
      expect(outcome === "sent").toBe(false);
      expect(outcome === "refused").toBe(status >= 400 && status < 500 && ![401, 403, 404, 408, 409, 421, 425, 429].includes(status));
    }));
    expect(outcomeOf({ status: 200, text: '{"receipt":"A"}' })).toMatchObject({ outcome: "sent", receipt: "A" });
    expect(outcomeOf({ status: 500, text: '{"receipt":"A"}' }).outcome).toBe("again");
  });

  it("pauses grow and have an end; after the last try a person looks, before the five days are over", () => {
    const pauses = Array.from({ length: MOST_TRIES }, (_, at) => pauseAfter(at + 1));
    expect(pauses.every((one, at) => at === 0 || one >= (pauses[at - 1] ?? 0))).toBe(true);
    expect(pauses.reduce((sum, one) => sum + one, 0)).toBeLessThan(5 * 86_400_000);
    expect(nextOf({ outcome: "again" }, MOST_TRIES, new Date(0)).state).toBe("dead");
  });
});
