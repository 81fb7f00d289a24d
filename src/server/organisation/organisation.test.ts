import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import type { Role } from "../../contract/route.ts";
import type { Actor } from "../platform/index.ts";
import { dayOf, findUnitByCode, findUnitsByCode, organisationEndpoints, unitsEverOf, unitsOf } from "./index.ts";

let test: TestDatabase;
let room: Room;

const ROLES: readonly string[] = ["administrator", "programme-officer", "unit-head", "auditor"];
const actorWith = (role: string): Actor => ({ accountId: `account-${role}`, personId: `person-${role}`, name: role, roles: [role as Role], unitIds: [], sessionId: "s" });

beforeAll(async () => {
  test = await freshDatabase();
  room = await openRoom(test.database, organisationEndpoints, (role) => (ROLES.includes(role) ? actorWith(role) : undefined));
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

type Json = Record<string, unknown>;
type Answer = { readonly status: number; readonly json: Json; readonly etag: string };
type Sent = { readonly as?: string; readonly body?: object; readonly match?: string };
async function send(method: "GET" | "POST" | "PUT", path: string, { as = "programme-officer", body, match }: Sent = {}): Promise<Answer> {
  const headers = { ...(as === "" ? {} : { authorization: `Bearer ${as}` }), ...(match === undefined ? {} : { "if-match": match }) };
  const answer = await room.app.inject({ method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, json: answer.json(), etag: answer.headers.etag ?? "" };
}
async function made(path: string, body: object): Promise<string> {
  const { status, json } = await send("POST", path, { body });
  expect([status, json]).toEqual([path.endsWith("merging") || path.endsWith("ending") ? 200 : 201, expect.anything()]);
  return String(json["id"]);
}
const items = (answer: Answer): Json[] => answer.json["items"] as Json[];
const addUnit = (code: string, name: string, more: object = {}): Promise<string> => made("/units", { code, name, index: "01", from: "2024-01-01", ...more });
const everOf = (person: string, year: number) => test.database.read((tx) => unitsEverOf(tx, person, year));

describe("who may", () => {
  it("reads signed in, and changes only as administrator or programme officer", async () => {
    expect((await send("GET", "/units", { as: "" })).status).toBe(401);
    expect((await send("GET", "/units", { as: "unit-head" })).status).toBe(200);
    for (const path of ["/units", "/people", "/units/import", "/units/u/merging", "/people/p/posts", "/posts/p/ending"]) {
      expect((await send("POST", path, { as: "unit-head", body: {} })).status).toBe(403);
      expect((await send("POST", path, { as: "", body: {} })).status).toBe(401);
    }
    expect((await send("PUT", "/units/u", { as: "auditor", body: {}, match: '"1"' })).status).toBe(403);
    expect((await send("GET", "/units/nowhere")).status).toBe(404);
  });
});

describe("the life of units", () => {
  it("is renamed, merged and readable ever after", async () => {
    room.recorded = [];
    const snv = await addUnit("SNV1", "Sở Nội vụ");
    const ldtbxh = await addUnit("SLDTBXH", "Sở Lao động, Thương binh và Xã hội");
    const lan = await made("/people", { name: "Nguyễn Thị Lan" });
    const minh = await made("/people", { name: "Đỗ Minh" });
    const post = await made(`/people/${lan}/posts`, { unit: ldtbxh, kind: "head", title: "Giám đốc", from: "2024-01-01" });
    const before = await send("GET", `/units/${snv}`);
    expect(before.etag).toBe('"1"');

    const body = { name: "Sở Nội vụ và Lao động", index: "01", parent: null, on: "2025-03-01" };
    expect((await send("PUT", `/units/${snv}`, { body })).status).toBe(428);
    expect(await send("PUT", `/units/${snv}`, { body, match: '"7"' })).toMatchObject({ status: 412, json: { current: { name: "Sở Nội vụ" } } });
    const renamed = await send("PUT", `/units/${snv}`, { body, match: before.etag });
    expect(renamed).toMatchObject({ status: 200, etag: '"2"', json: { name: "Sở Nội vụ và Lao động", names: [{ name: "Sở Nội vụ", from: "2024-01-01", to: "2025-03-01" }, { from: "2025-03-01", to: null }] } });

    expect((await send("POST", `/units/${ldtbxh}/merging`, { body: { into: ldtbxh, on: "2025-03-01" } })).status).toBe(422);
    const merged = await send("POST", `/units/${ldtbxh}/merging`, { body: { into: snv, on: "2025-03-01" } });
    expect(merged.json).toMatchObject({ to: "2025-03-01", successors: [{ id: snv, code: "SNV1", on: "2025-03-01", kind: "merge" }], predecessors: [] });
    expect((await send("POST", `/units/${ldtbxh}/merging`, { body: { into: snv, on: "2025-04-01" } })).status).toBe(409);
    expect((await send("GET", `/units/${snv}`)).json).toMatchObject({ predecessors: [{ id: ldtbxh, name: "Sở Lao động, Thương binh và Xã hội" }] });

    const on = async (day: string) => items(await send("GET", `/units?at=${day}`)).map((one) => [one["code"], one["name"]]);
    expect(await on("2025-02-28")).toEqual([["SLDTBXH", "Sở Lao động, Thương binh và Xã hội"], ["SNV1", "Sở Nội vụ"]]);
    expect(await on("2025-03-01")).toEqual([["SNV1", "Sở Nội vụ và Lao động"]]);
    expect(await on("2023-12-31")).toEqual([]);

    // The post ended with its unit; the new one stands in the successor.
    expect((await send("POST", `/people/${lan}/posts`, { body: { unit: ldtbxh, kind: "deputy", title: "Phó", from: "2025-01-01" } })).status).toBe(422);
    await made(`/people/${lan}/posts`, { unit: snv, kind: "deputy", title: "Phó Giám đốc", from: "2026-01-01" });
    const people = await send("GET", `/people?unit=${ldtbxh}`);
    expect(items(people)).toMatchObject([{ id: lan, posts: [{ id: post, to: "2025-03-01" }, { unit: snv, to: null }] }]);
    expect(await everOf(lan, 2023)).toEqual([]);
    expect(await everOf(lan, 2025)).toEqual([snv, ldtbxh].toSorted());
    expect(await everOf(lan, 2026)).toEqual([snv, ldtbxh].toSorted());
    expect(await everOf(minh, 2025)).toEqual([]);
    expect(await test.database.read((tx) => unitsOf(tx, lan))).toEqual([snv]);

    expect(room.recorded.map((one) => one.action)).toEqual(["unit-added", "unit-added", "person-added", "person-added", "post-added", "unit-changed", "unit-merged", "post-added"].map((one) => `organisation.${one}`));
    expect(room.recorded.find((one) => one.action.endsWith("merged"))).toMatchObject({ subject: `unit:${ldtbxh}`, data: { into: snv, on: "2025-03-01", endedPosts: [post] } });
  });

  it("has no cycles, no code twice at once, no parent that is not there", async () => {
    const top = await addUnit("T1", "Trên");
    const below = await addUnit("T2", "Dưới", { parent: top, index: null });
    const move = (unit: string, parent: string | null) => send("PUT", `/units/${unit}`, { body: { name: "Trên", index: null, parent }, match: '"1"' });
    expect((await move(top, below)).json).toMatchObject({ status: 422, errors: [{ pointer: "/parent" }] });
    expect((await move(top, top)).status).toBe(422);
    expect((await move(top, "nowhere")).status).toBe(422);
    expect((await send("POST", "/units", { body: { code: "T1", name: "Khác", index: null } })).status).toBe(409);
    expect((await send("POST", "/units", { body: { code: "T3", name: "Sớm", index: null, parent: top, from: "2023-12-31" } })).status).toBe(422);
    const other = await addUnit("T4", "Nhận");
    expect((await send("POST", `/units/${top}/merging`, { body: { into: other, on: "2025-01-01" } })).status).toBe(409);
    await made(`/units/${below}/merging`, { into: other, on: "2024-06-01" });
    await made(`/units/${top}/merging`, { into: other, on: "2025-01-01" });
    expect((await send("POST", "/units", { body: { code: "T3", name: "Dưới cái đã kết thúc", index: null, parent: top, from: "2024-12-31" } })).json).toMatchObject({ status: 422, errors: [{ pointer: "/parent" }] });
    // The code is free again from that day on, not before.
    expect((await send("POST", "/units", { body: { code: "T1", name: "Mới", index: null, from: "2024-12-31" } })).status).toBe(409);
    const again = await addUnit("T1", "Mới", { from: "2025-01-01" });
    expect(await test.database.read(async (tx) => [(await findUnitByCode(tx, "T1"))?.id, (await findUnitByCode(tx, "T1", "2024-12-31"))?.id])).toEqual([again, top]);
    expect(await test.database.read((tx) => findUnitsByCode(tx, ["T4", "T1", "T2", "NONE"]))).toEqual([{ id: again, code: "T1", name: "Mới", indexCode: "01", parentId: null }, { id: other, code: "T4", name: "Nhận", indexCode: "01", parentId: null }]);
  });

  it("takes one of several changes at the same moment", async () => {
    const unit = await addUnit("RACE", "Đua");
    const answers = await Promise.all(["A", "B", "C"].map((name) => send("PUT", `/units/${unit}`, { body: { name, index: null, parent: null }, match: '"1"' })));
    expect(answers.map((one) => String(one.status)).toSorted()).toEqual(["200", "412", "412"]);
    const codes = await Promise.all(["A", "B"].map((name) => send("POST", "/units", { body: { code: "RACE2", name, index: null } })));
    expect(codes.map((one) => String(one.status)).toSorted()).toEqual(["201", "409"]);
  });
});

describe("posts", () => {
  it("have one head at a time, and end once", async () => {
    const unit = await addUnit("POST1", "Đơn vị có người đứng đầu");
    const [a, b] = [await made("/people", { name: "Trần An" }), await made("/people", { name: "Lê Bình" })];
    const post = (person: string, more: object) => send("POST", `/people/${person}/posts`, { body: { unit, kind: "head", title: "Chủ tịch", from: "2024-01-01", ...more } });
    const both = await Promise.all([post(a, {}), post(b, {})]);
    expect(both.map((one) => String(one.status)).toSorted()).toEqual(["201", "409"]);
    const head = String(both.find((one) => one.status === 201)?.json["id"]);
    expect((await post(b, { kind: "deputy" })).status).toBe(201);
    expect((await post(b, { kind: "deputy", from: "2025-01-01" })).status).toBe(409);
    expect((await post("nobody", { kind: "officer" })).status).toBe(404);
    expect((await post(a, { from: "2025-02-30" })).json).toMatchObject({ status: 422, errors: [{ pointer: "/from" }] });
    expect((await send("POST", `/posts/${head}/ending`, { body: { on: "2024-01-01" } })).status).toBe(422);
    expect((await send("POST", `/posts/${head}/ending`, { body: { on: "2025-07-01" } })).json).toMatchObject({ id: head, to: "2025-07-01" });
    expect((await send("POST", `/posts/${head}/ending`, { body: { on: "2025-06-01" } })).status).toBe(409);
    expect((await post(a, { from: "2025-06-30" })).status).toBe(409);
    expect((await post(a, { from: "2025-07-01" })).status).toBe(201);
    expect((await send("POST", "/posts/nowhere/ending", { body: { on: "2025-07-01" } })).status).toBe(404);
  });
});

describe("an import", () => {
  const units = [{ code: "IMP2", name: "Phòng Hai", index: null, parent: "IMP1" }, { code: "IMP1", name: "Sở Một", index: "02" }];
  it("creates once and says what was there", async () => {
    const first = await send("POST", "/units/import", { body: { units, from: "2024-01-01" } });
    expect(first.json).toMatchObject({ created: [{ code: "IMP2" }, { code: "IMP1" }], unchanged: [] });
    room.recorded = [];
    const again = await send("POST", "/units/import", { body: { units } });
    expect(again.json).toMatchObject({ created: [], unchanged: [{ code: "IMP2" }, { code: "IMP1" }] });
    expect(room.recorded).toHaveLength(1);
    const [imp2, imp1] = first.json["created"] as Json[];
    expect((await send("GET", `/units/${String(imp2?.["id"])}`)).json).toMatchObject({ parent: imp1?.["id"], from: "2024-01-01" });
  });

  it("does nothing when anything is wrong, and tells all of it", async () => {
    const answer = await send("POST", "/units/import", { body: { units: [{ code: "IMP3", name: "Mới", index: null }, { ...units[1], name: "Khác" }, { code: "IMP4", name: "x", index: null, parent: "NONE" }] } });
    expect(answer.json).toMatchObject({ status: 422, errors: [{ pointer: "/units/1/name" }, { pointer: "/units/2/parent" }] });
    expect(await test.database.read((tx) => findUnitByCode(tx, "IMP3"))).toBeUndefined();
  });
});

async function allPages(path: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = "", pages = 0; cursor !== null && pages < 50; pages++) {
    const answer: Answer = await send("GET", `${path}${cursor === "" ? "" : `&cursor=${cursor}`}`);
    found.push(...items(answer).map((one) => String(one["code"] ?? one["id"])));
    cursor = answer.json["nextCursor"] as string | null;
  }
  return found;
}

describe("lists", () => {
  beforeAll(async () => {
    const units = Array.from({ length: 120 }, (_one, i) => ({ code: `L${String(i).padStart(3, "0")}`, name: `UBND xã Ea H’Leo ${String(i)}`, index: "03" }));
    const answer = await send("POST", "/units/import", { body: { units: [...units, { code: "ĐL", name: "UBND phường Buôn Ma Thuột 100%", index: "03" }], from: "2024-01-01" } });
    for (let i = 0; i < 12; i++) {
      const person = await made("/people", { name: "Phạm Đức Trùng Tên" });
      await made(`/people/${person}/posts`, { unit: String((answer.json["created"] as Json[])[i]?.["id"]), kind: "head", title: "Chủ tịch", from: "2024-01-01" });
    }
  });

  it("come in pages without gaps or repetition", async () => {
    const codes = await allPages("/units?index=03&limit=7");
    expect(codes).toHaveLength(121);
    expect(new Set(codes).size).toBe(121);
    expect(codes).toEqual(codes.toSorted());
    const people = await allPages("/people?text=trung%20ten&limit=5");
    expect([people.length, new Set(people).size]).toEqual([12, 12]);
    const ends = async (limit: number) => (await send("GET", `/people?text=trung%20ten&limit=${String(limit)}`)).json["nextCursor"] === null;
    expect([await ends(11), await ends(12), await ends(13)]).toEqual([false, true, true]);
  });

  it("go on after people with the longest names", async () => {
    const added = await Promise.all(["ㄅ", "ㄆ", "ㄇ"].map((letter) => made("/people", { name: `Danh ${letter.repeat(195)}` })));
    const people = await allPages("/people?text=danh&limit=1");
    expect(people).toEqual(expect.arrayContaining(added));
  });

  it("page on where a unit was added before the cursor", async () => {
    const first = await send("GET", "/units?index=03&limit=3");
    await made("/units", { code: "L0005", name: "Chen giữa", index: "03" });
    const second = await send("GET", `/units?index=03&limit=3&cursor=${String(first.json["nextCursor"])}`);
    expect(items(second).map((one) => one["code"])).toEqual(["L003", "L004", "L005"]);
  });

  it.each([
    ["buôn ma thuột", ["ĐL"]],
    ["BUON MA THUOT", ["ĐL"]],
    ["đl", ["ĐL"]],
    ["dl ", ["ĐL"]],
    ["100%", ["ĐL"]],
    ["h'leo 99", ["L099"]],
    ["h_leo 99", []],
    ["không có", []],
  ])("find %s", async (text, codes) => {
    expect(items(await send("GET", `/units?index=03&text=${encodeURIComponent(text)}`)).map((one) => one["code"])).toEqual(codes);
  });

  it("refuse a cursor or a text that is not one", async () => {
    const bad = Buffer.from(JSON.stringify(["\0"])).toString("base64url");
    expect((await send("GET", "/units?cursor=abc")).status).toBe(422);
    expect((await send("GET", `/units?cursor=${bad}`)).status).toBe(422);
    expect((await send("GET", "/people?cursor=WyJhIl0")).status).toBe(422);
    expect((await send("GET", "/units?text=%00")).status).toBe(422);
    expect((await send("POST", "/people", { body: { name: "a\u0000b" } })).status).toBe(422);
    expect((await send("POST", "/people", { body: { name: "a\ud800b" } })).status).toBe(422);
  });

  it.each(["/units?", "/people?"])("take the same number of statements for one row and for many: %s", async (path) => {
    const count = async (limit: number) => {
      const before = test.database.statements();
      await send("GET", `${path}limit=${String(limit)}`);
      return test.database.statements() - before;
    };
    await count(1);
    expect(await count(200)).toBe(await count(1));
  });
});

describe("today", () => {
  it("is when a unit begins unless another day is given", async () => {
    const { json } = await send("POST", "/units", { body: { code: "TODAY", name: "Hôm nay", index: null } });
    expect(json["from"]).toBe(await test.database.read(async (tx) => dayOf(await tx.now())));
  });
});

describe("the database", () => {
  it("lets the application remove nothing", async () => {
    for (const table of ["unit", "unit_name", "unit_successor", "person", "post"]) {
      await test.superuser.query("begin");
      await test.superuser.query("set local role congtam_app");
      await expect(test.superuser.query(`delete from congtam.${table}`)).rejects.toThrow("permission denied");
      await test.superuser.query("rollback");
    }
  });
});

describe("all of this", () => {
  it("broke nothing inside", () => {
    expect(room.failures).toEqual([]);
  });
});
