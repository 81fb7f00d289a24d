import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NOTIFICATION_KINDS } from "../../contract/notification.ts";
import type { Role } from "../../contract/route.ts";
import type { Actor } from "../platform/index.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { makeNotification, notify } from "./index.ts";
import type { Notice } from "./words.ts";

let test: TestDatabase;
let room: Room;

const person = (name: string, ...roles: readonly Role[]): Actor => ({ accountId: `a-${name}`, personId: name, name, roles, unitIds: [], sessionId: name });
const people: Readonly<Record<string, Actor>> = { an: person("an", "unit-head"), binh: person("binh", "unit-scorer"), quantri: person("quantri", "administrator") };

beforeAll(async () => {
  test = await freshDatabase();
  const notification = makeNotification({ isPerson: async (_tx, id) => id === "an" || id === "binh", remindersDue: [] });
  room = await openRoom(test.database, notification.endpoints, (name) => people[name]);
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});
beforeEach(async () => {
  await test.superuser.query("truncate congtam.notification, congtam.notification_mail, congtam.notification_setting");
});

async function send(method: "GET" | "POST" | "PUT", url: string, as: string, body?: object, seen?: string) {
  const answer = await room.app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) }, ...(body === undefined ? {} : { payload: body }) });
  const json: Record<string, unknown> = answer.json();
  return { status: answer.statusCode, json, etag: answer.headers.etag };
}

type Item = { id: string; kind: string; title: { vi: string; en: string }; readAt: string | null };
const inbox = async (as: string, more = "") => {
  const { json } = await send("GET", `/notifications${more}`, as);
  return json as { items: Item[]; nextCursor: string | null; unreadCount: number };
};
const tell = (notice: Notice) => test.database.transaction((tx) => notify(tx, notice));
const published = (campaign: string, to: readonly string[] = ["an"]): Notice => ({ to, kind: "result-published", subject: `campaign:${campaign}`, data: { campaign } });
const wanted = (address: string | null) => ({ address, language: "vi", mail: Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, "digest"])) });

describe("an inbox", () => {
  it("has what one was told, in both languages, unread before read and new before old", async () => {
    for (const campaign of ["A", "B", "C"]) await tell(published(campaign));
    const all = await inbox("an");
    expect(all.items.map((one) => one.title.vi)).toEqual(["C", "B", "A"].map((one) => `${one}: kết quả đã công bố`));
    expect(all.items[0]?.title.en).toBe("C: the results are published");
    expect((await send("POST", `/notifications/${all.items[0]?.id ?? ""}/reading`, "an")).json).toMatchObject({ readAt: expect.any(String) as string });
    expect(await inbox("an")).toMatchObject({ unreadCount: 2, items: [{ data: { campaign: "B" } }, { data: { campaign: "A" } }, { data: { campaign: "C" } }] });
    expect((await inbox("an", "?state=unread")).items).toHaveLength(2);
    expect((await inbox("an", "?state=read")).items).toMatchObject([{ data: { campaign: "C" } }]);
    expect((await inbox("binh")).items).toEqual([]);
  });

  it("comes in pages that together are the whole, over the border of read and unread", async () => {
    for (let i = 0; i < 7; i++) await tell(published(`N${String(i)}`));
    const { items } = await inbox("an");
    for (const one of items.slice(2, 5)) await send("POST", `/notifications/${one.id}/reading`, "an");
    const whole = (await inbox("an")).items.map((one) => one.id);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await inbox("an", `?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      paged.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect((await send("GET", "/notifications?cursor=x1", "an")).status).toBe(422);
  });

  it("asks the database as often for many as for few", async () => {
    const statements = async (work: () => Promise<unknown>) => {
      const before = test.database.statements();
      await work();
      return test.database.statements() - before;
    };
    const everybody = Array.from({ length: 300 }, (_, i) => `p${String(i)}`);
    expect(await statements(() => tell(published("A", ["an"])))).toBe(await statements(() => tell(published("B", [...everybody, "an"]))));
    expect(await statements(() => inbox("an", "?limit=1"))).toBe(await statements(() => inbox("an")));
  });

  it("is one's own: what another has is not there", async () => {
    await tell(published("A", ["binh"]));
    const [item] = (await inbox("binh")).items;
    room.recorded = [];
    for (const id of [item?.id ?? "", "999999", "x", "0"]) expect((await send("POST", `/notifications/${id}/reading`, "an")).status).toBe(404);
    expect(room.recorded).toEqual([]);
    expect((await inbox("binh")).items[0]?.readAt).toBeNull();
  });

  it("is read as a whole at once, and stays read since then", async () => {
    for (const campaign of ["A", "B"]) await tell(published(campaign, ["an", "binh"]));
    room.recorded = [];
    expect((await send("POST", "/notifications/reading-all", "an")).json).toEqual({ count: 2 });
    expect(room.recorded).toMatchObject([{ action: "notification.all-read", subject: "person:an", data: { count: 2 } }]);
    const [first] = (await inbox("an")).items;
    expect((await send("POST", `/notifications/${first?.id ?? ""}/reading`, "an")).json["readAt"]).toBe(first?.readAt);
    expect(await inbox("binh")).toMatchObject({ unreadCount: 2 });
  });
});

describe("telling", () => {
  it("with a key happens once for a person, kind, subject and key, however many say it at once", async () => {
    const reminder: Notice = { to: ["an", "binh", "an"], kind: "deadline", subject: "campaign:1", data: { campaign: "A", stage: "self-scoring", days: 3, until: "2026-12-15T10:00:00Z" }, dedupe: "self-scoring 3" };
    await Promise.all(Array.from({ length: 10 }, (_, i) => tell({ ...reminder, to: i % 2 === 0 ? ["an", "binh"] : ["binh", "an"] })));
    expect([(await inbox("an")).items.length, (await inbox("binh")).items.length]).toEqual([1, 1]);
    await tell({ ...reminder, dedupe: "self-scoring 1" });
    await tell({ ...reminder, subject: "campaign:2" });
    expect((await inbox("an")).items).toHaveLength(3);
  });

  it("until it is read happens once, and again when there is more after that", async () => {
    const changed: Notice = { to: ["an"], kind: "assignment-changed", subject: "campaign:1", data: { campaign: "A" }, untilRead: true };
    await tell(changed);
    await tell({ ...changed, to: ["an", "binh"] });
    await tell({ ...changed, subject: "campaign:2" });
    expect([(await inbox("an")).items.length, (await inbox("binh")).items.length]).toEqual([2, 1]);
    await send("POST", "/notifications/reading-all", "an");
    await tell(changed);
    expect((await inbox("an")).items).toHaveLength(3);
  });

  it("without a key happens every time", async () => {
    const returned: Notice = { to: ["an"], kind: "returned", subject: "assessment:1", data: { campaign: "A", unit: "Sở Nội vụ" } };
    await tell(returned);
    await tell(returned);
    expect((await inbox("an")).items).toHaveLength(2);
  });

  it("is undone with the change that it belongs to", async () => {
    const failing = test.database.transaction(async (tx) => {
      await notify(tx, published("A"));
      throw new Error("refused");
    });
    await expect(failing).rejects.toThrow("refused");
    expect((await inbox("an")).items).toEqual([]);
  });

  it("takes nothing that its kind does not know, such as points", async () => {
    const notice = { ...published("A"), data: { campaign: "A", points: "91.50" } } as unknown as Notice;
    await expect(tell(notice)).rejects.toThrow(/points/);
  });

  it("something stored in a shape of before still has a line", async () => {
    await test.superuser.query("insert into congtam.notification (person_id, kind, subject, data, created_at) values ('an', 'deadline', 'campaign:1', '{\"old\": 1}', now())");
    expect((await inbox("an")).items).toMatchObject([{ kind: "deadline", title: { vi: "Thông báo", en: "Notification" } }]);
  });
});

describe("settings", () => {
  it("begin without an address and change over the version that was seen", async () => {
    const first = await send("GET", "/notification-settings", "an");
    expect(first).toMatchObject({ json: { address: null, language: "vi", mail: { deadline: "immediate" } }, etag: '"0"' });
    room.recorded = [];
    const changed = await send("PUT", "/notification-settings", "an", wanted("an@snv.example.vn"), "0");
    expect(changed).toMatchObject({ status: 200, json: wanted("an@snv.example.vn"), etag: '"1"' });
    expect(room.recorded).toEqual([{ action: "notification.settings-changed", subject: "person:an", data: wanted("an@snv.example.vn") }]);
    expect(await send("PUT", "/notification-settings", "an", wanted(null), "0")).toMatchObject({ status: 412, json: { current: { address: "an@snv.example.vn" } } });
    expect((await send("PUT", "/notification-settings", "an", wanted(null))).status).toBe(428);
    expect((await send("GET", "/notification-settings", "binh")).json["address"]).toBeNull();
  });

  it("of two who change them at once one succeeds", async () => {
    const both = async (seen: string) => (await Promise.all(["x@a.vn", "y@a.vn"].map((address) => send("PUT", "/notification-settings", "an", wanted(address), seen)))).map((one) => one.status).toSorted((a, b) => a - b);
    expect(await both("0")).toEqual([200, 412]);
    expect(await both("1")).toEqual([200, 412]);
  });

  it.each(["an@snv.vn\r\nBcc: all@x.vn", "an@snv.vn, b@x.vn", "An <an@snv.vn>", "an@", "@snv.vn", "an snv@x.vn", "", `${"a".repeat(250)}@snv.vn`])("refuse the address %j, naming the field", async (address) => {
    const { status, json } = await send("PUT", "/notification-settings", "an", wanted(address), "0");
    expect({ status, pointers: [...new Set((json["errors"] as { pointer: string }[]).map((one) => one.pointer))] }).toEqual({ status: 422, pointers: ["/address"] });
    await expect(test.superuser.query("insert into congtam.notification_setting values ('x', $1, 'vi', '{}', 1)", [address])).rejects.toThrow(/check constraint/);
  });

  it("are set by an administrator for people who exist, and by nobody else", async () => {
    expect(await send("PUT", "/people/binh/notification-settings", "quantri", wanted("binh@stc.vn"), "0")).toMatchObject({ status: 200, etag: '"1"' });
    expect((await send("GET", "/notification-settings", "binh")).json["address"]).toBe("binh@stc.vn");
    expect((await send("GET", "/people/binh/notification-settings", "quantri")).json["address"]).toBe("binh@stc.vn");
    expect((await send("GET", "/people/nobody/notification-settings", "quantri")).status).toBe(404);
    expect((await send("PUT", "/people/nobody/notification-settings", "quantri", wanted(null), "0")).status).toBe(404);
    expect((await send("GET", "/people/binh/notification-settings", "an")).status).toBe(403);
  });
});

describe("all of this", () => {
  it("broke nothing inside, and the application cannot rewrite what was told", async () => {
    expect(room.failures).toEqual([]);
    for (const sql of ["delete from congtam.notification", "update congtam.notification set person_id = 'x'", "update congtam.notification_mail set person_id = 'x'", "delete from congtam.notification_mail"]) {
      await expect(test.superuser.query(`set role congtam_app; ${sql}`)).rejects.toThrow(/permission denied/);
    }
    await test.superuser.query("reset role");
  });
});
