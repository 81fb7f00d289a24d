import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../contract/route.ts";
import { importUnits } from "../organisation/index.ts";
import type { Actor } from "../platform/index.ts";
import { freezeRegulation, importRegulation } from "../regulation/index.ts";
import { freshDatabase, type TestDatabase, waitsForLock } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { campaignEndpoints } from "./index.ts";

const FOLDER = new URL("../../../regulations/dak-lak-2025/", import.meta.url);
const files = Object.fromEntries(readdirSync(FOLDER).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));

let test: TestDatabase;
let room: Room;
let versionId = "";
let unfrozenId = "";
const unitIds = new Map<string, string>();

const person = (name: string, role: Role, unitCodes: readonly string[] = []): Actor => ({ accountId: name, personId: name, name, roles: [role], unitIds: unitCodes.map((code) => unitIds.get(code) ?? ""), sessionId: name });
const people: Record<string, () => Actor> = {
  officer: () => person("officer", "programme-officer"),
  chair: () => person("chair", "council-chair"),
  head: () => person("head", "unit-head", ["SNV"]),
  auditor: () => person("auditor", "auditor"),
};

beforeAll(async () => {
  test = await freshDatabase();
  await test.database.transaction(async (tx) => {
    const units = await importUnits(tx, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }, { code: "X", name: "Không có Chỉ số", index: null }], "2025-01-01");
    for (const { code, id } of units.created) unitIds.set(code, id);
    unfrozenId = (await importRegulation(tx, "importer", files)).version.id;
    const changed = { ...files, "regulation.yaml": (files["regulation.yaml"] ?? "").replace("year: 2025", "year: 2026") };
    versionId = (await importRegulation(tx, "importer", changed)).version.id;
    await freezeRegulation(tx, "another", versionId);
  });
  room = await openRoom(test.database, campaignEndpoints(async () => new Set()), (name) => people[name]?.());
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

async function send(method: "GET" | "POST", url: string, as: string, body?: object, seen?: string) {
  const answer = await room.app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) }, ...(body === undefined ? {} : { payload: body }) });
  const json: Record<string, unknown> = answer.json();
  return { status: answer.statusCode, json, etag: answer.headers.etag };
}

const wanted = () => ({ title: "Đánh giá năm 2026", year: 2026, regulationVersionId: versionId, unitCodes: ["SNV", "STC"] });
async function made(): Promise<string> {
  const { status, json } = await send("POST", "/campaigns", "officer", wanted());
  expect(status).toBe(201);
  return String(json["id"]);
}
/** The database's clock decides, so ends are told from the real present. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const CALENDAR = { "self-scoring": inDays(10), "appraisal-1": inDays(15), explanation: inDays(17), "appraisal-2": inDays(20) };
const act = (id: string, as: string, action: object, seen: string) => send("POST", `/campaigns/${id}/actions`, as, action, seen);

async function opened(): Promise<string> {
  const id = await made();
  expect((await act(id, "officer", { kind: "set-calendar", calendar: CALENDAR }, "0")).status).toBe(201);
  expect((await act(id, "officer", { kind: "advance", to: "self-scoring" }, "1")).json).toMatchObject({ stage: "self-scoring", version: "2" });
  return id;
}

describe("making a campaign", () => {
  it("pins it to the frozen version by its hash and copies the units", async () => {
    room.recorded = [];
    const id = await made();
    const { json, etag } = await send("GET", `/campaigns/${id}`, "auditor");
    expect(json).toMatchObject({ stage: "draft", unitCount: 2, regulation: { versionId, id: "dak-lak-2025", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }, availableActions: [] });
    expect(etag).toBe('"0"');
    expect(room.recorded.map((one) => one.action)).toEqual(["campaign.created"]);
    expect((await send("GET", `/campaigns/${id}/units`, "head")).json).toMatchObject({ items: [{ code: "SNV", isOpen: false, deadline: null }, { code: "STC" }], nextCursor: null });
  });

  it.each([
    ["a version that is not frozen", () => ({ ...wanted(), regulationVersionId: unfrozenId }), ["/regulationVersionId"]],
    ["an unknown version", () => ({ ...wanted(), regulationVersionId: "nowhere" }), ["/regulationVersionId"]],
    ["unknown, repeated and unfit units", () => ({ ...wanted(), unitCodes: ["SNV", "QQ", "SNV", "X"] }), ["/unitCodes/1", "/unitCodes/2", "/unitCodes/3"]],
    ["no units", () => ({ ...wanted(), unitCodes: [] }), ["/unitCodes"]],
  ])("refuses %s, naming each field", async (_name, body, pointers) => {
    room.recorded = [];
    const { status, json } = await send("POST", "/campaigns", "officer", body());
    expect(status).toBe(422);
    expect((json["errors"] as { pointer: string }[]).map((one) => one.pointer)).toEqual(pointers);
    expect(room.recorded).toEqual([]);
  });

  it("is for the programme officer", async () => {
    expect((await send("POST", "/campaigns", "chair", wanted())).status).toBe(403);
  });
});

describe("the cycle over HTTP", () => {
  it("opens with a calendar, shows each what may be done, and keeps the units' time", async () => {
    const id = await opened();
    expect((await send("GET", `/campaigns/${id}`, "officer")).json["availableActions"]).toEqual(["extend", "propose-reopening", "propose-amendment"]);
    expect((await send("GET", `/campaigns/${id}`, "auditor")).json["availableActions"]).toEqual([]);
    const early = await act(id, "officer", { kind: "advance", to: "appraisal-1" }, "2");
    expect(early).toMatchObject({ status: 409, json: { type: "/problems/conflict" } });
    expect((await send("GET", `/campaigns/${id}/units`, "head")).json).toMatchObject({ items: [{ isOpen: true, deadline: CALENDAR["self-scoring"] }, {}] });
  });

  it("asks for the version that was seen: 428 without, 412 with what there is now", async () => {
    const id = await made();
    expect((await send("POST", `/campaigns/${id}/actions`, "officer", { kind: "set-calendar", calendar: CALENDAR })).status).toBe(428);
    expect((await act(id, "officer", { kind: "set-calendar", calendar: CALENDAR }, "5"))).toMatchObject({ status: 412, json: { current: { version: "0" } } });
  });

  it("of two who act at once on the same version exactly one succeeds", async () => {
    const id = await made();
    const answers = await Promise.all(Array.from({ length: 8 }, () => act(id, "officer", { kind: "set-calendar", calendar: CALENDAR }, "0")));
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 412, 412, 412, 412, 412, 412, 412]);
  });

  it("a step waits for whoever needs the stage to stand still", async () => {
    const id = await made();
    await test.superuser.query("begin");
    await test.superuser.query("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", [`campaign:${id}`]);
    const waiting = act(id, "officer", { kind: "set-calendar", calendar: CALENDAR }, "0");
    expect(await waitsForLock(test, waiting)).toBe(true);
    await test.superuser.query("commit");
    expect((await waiting).status).toBe(201);
  });

  it("a head proposes a reopening for the own unit only", async () => {
    const id = await opened();
    const proposal = (code: string) => ({ kind: "propose-reopening", unitId: unitIds.get(code) ?? "", stage: "self-scoring", until: inDays(12), reason: "nộp nhầm tệp minh chứng" });
    expect((await act(id, "head", proposal("STC"), "2")).status).toBe(403);
    // The stage is still open, so there is nothing to reopen: let in, then told so.
    expect((await act(id, "head", proposal("SNV"), "2")).status).toBe(409);
    expect((await act(id, "head", { kind: "advance", to: "appraisal-1" }, "2")).status).toBe(403);
  });

  it("an extension for one unit is recorded with its reason and shown", async () => {
    const id = await opened();
    room.recorded = [];
    const until = inDays(12);
    const extended = await act(id, "officer", { kind: "extend", unitId: unitIds.get("SNV"), stage: "self-scoring", until, reason: "mất điện cả ngày 05/12" }, "2");
    expect(extended.status).toBe(201);
    expect((await send("GET", `/campaigns/${id}/units`, "head")).json).toMatchObject({ items: [{ code: "SNV", deadline: until }, { code: "STC", deadline: CALENDAR["self-scoring"] }] });
    expect(room.recorded).toMatchObject([{ action: "campaign.extend", data: { reason: "mất điện cả ngày 05/12" } }]);
    expect((await act(id, "officer", { kind: "extend", unitId: "nowhere", stage: "self-scoring", until, reason: "mất điện cả ngày" }, "3")).status).toBe(404);
    expect((await act(id, "officer", { kind: "extend", unitId: unitIds.get("SNV"), stage: "self-scoring", until, reason: "ngắn" }, "3")).status).toBe(422);
  });

  it("recorded actions cannot be changed or removed by the application", async () => {
    const id = await opened();
    for (const sql of [`update congtam.campaign_action set number = 9 where campaign = '${id}'`, `delete from congtam.campaign_action where campaign = '${id}'`, `update congtam.campaign set title = 'x'`]) {
      await expect(test.superuser.query(`set role congtam_app; ${sql}`)).rejects.toThrow(/permission denied/);
    }
    await test.superuser.query("reset role");
  });
});

describe("lists", () => {
  it("page from the newest, and ask the database as often for many as for few", async () => {
    for (let i = 0; i < 5; i++) await made();
    const statementsFor = async (limit: number) => {
      const before = test.database.statements();
      const { json } = await send("GET", `/campaigns?limit=${String(limit)}`, "auditor");
      return { count: test.database.statements() - before, json };
    };
    const [one, many] = [await statementsFor(1), await statementsFor(50)];
    expect(one.count).toBe(many.count);
    const first = one.json as { items: { id: string }[]; nextCursor: string };
    const next = await send("GET", `/campaigns?limit=1&cursor=${first.nextCursor}`, "auditor");
    const all = many.json as { items: { id: string }[] };
    expect([first.items[0]?.id, (next.json as { items: { id: string }[] }).items[0]?.id]).toEqual(all.items.slice(0, 2).map((item) => item.id));
  });
});

describe("all of this", () => {
  it("broke nothing inside", () => {
    expect(room.failures).toEqual([]);
  });
});
