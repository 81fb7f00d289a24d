import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CampaignHouse, type Cast, DURING, openCampaignHouse, reach } from "../../../tests/server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";

const UNITS = [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }, { code: "STP", name: "Sở Tư pháp", index: "01" }];
const CAST: Cast = {
  officer: { role: "programme-officer", unit: "SNV" },
  scorer: { role: "unit-scorer", unit: "STC" },
  head: { role: "unit-head", unit: "STC", kind: "head" },
  foreign: { role: "unit-scorer", unit: "STP" },
  chair: { role: "council-chair" },
  member: { role: "council-member", unit: "SNV", kind: "deputy" },
  second: { role: "council-member" },
  idle: { role: "council-member" },
  group: { role: "working-group" },
  auditor: { role: "auditor" },
  giver: { role: "opinion-giver", unit: "STP" },
};

let test: TestDatabase;
let house: CampaignHouse;
let stc = "";
/** Two leaves that the unit scores, with what earns full and half points. */
const LEAF = "1.1.1";
const CODE = /^[0-9.]+$/;

async function assign(person: string, code: string, unit: string | null = null): Promise<void> {
  await test.superuser.query("insert into congtam.campaign_assignment (campaign, person, index_code, code, unit, at, by) values ($1, $2, '01', $3, $4, now(), 'chair')", [house.campaignId, house.personOf(person), code, unit]);
}

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, UNITS, CAST);
  stc = house.unitId("STC");
  await assign("member", "1");
  await assign("second", "1");
});
afterAll(async () => {
  await house.close();
  await test.close();
});

const file = (unit = stc): string => `/campaigns/${house.campaignId}/units/${unit}`;
type Criterion = { readonly code: string; readonly self: { readonly version: string; readonly points: string; readonly input: object } | null; readonly appraisals: readonly object[]; readonly outcomes: readonly { readonly round: string; readonly state: string; readonly points: string | null }[]; readonly isContested: boolean };
async function read(as: string, code: string, unit = stc): Promise<Criterion> {
  const { json } = await house.send(as, "GET", `${file(unit)}/assessment`);
  const found = (json["criteria"] as Criterion[]).find((one) => one.code === code);
  if (found === undefined) throw new Error(`no criterion ${code}`);
  return found;
}
const score = (as: string, code: string, input: object | null, seen: string, unit = stc) => house.send(as, "PUT", `${file(unit)}/scores/${code}`, { input }, seen);
const appraise = (as: string, round: string, code: string, body: object, seen = "0") => house.send(as, "PUT", `${file()}/appraisals/${round}/${code}`, body, seen);
const full = { numerator: "100", denominator: "100" };
const low = { numerator: "60", denominator: "100" };

describe("self-scoring", () => {
  it("is closed in a draft and open in its stage", async () => {
    expect((await score("scorer", LEAF, full, "0")).status).toBe(409);
    await reach(house, "self-scoring");
    const saved = await score("scorer", LEAF, full, "0");
    expect(saved).toMatchObject({ status: 200, etag: "1", json: { code: LEAF, version: "1", input: full } });
  });

  it("keeps not scored, 0 points and points apart", async () => {
    expect((await score("scorer", LEAF, { numerator: "0", denominator: "100" }, "1")).json).toMatchObject({ points: "0.00", version: "2" });
    expect((await read("scorer", LEAF)).self).toMatchObject({ points: "0.00" });
    expect((await score("scorer", LEAF, null, "2")).json).toMatchObject({ points: null, input: null });
    expect((await house.send("scorer", "GET", `${file()}/assessment`)).json["missing"]).toContain(LEAF);
    expect((await score("scorer", LEAF, full, "3")).json).toMatchObject({ version: "4" });
    expect((await house.send("scorer", "GET", `${file()}/assessment`)).json["missing"]).not.toContain(LEAF);
  });

  it("asks for the version that was seen: 428 without, 412 with what there is now", async () => {
    expect((await house.send("scorer", "PUT", `${file()}/scores/${LEAF}`, { input: full })).status).toBe(428);
    expect(await score("scorer", LEAF, low, "1")).toMatchObject({ status: 412, json: { current: { version: "4", input: full } } });
  });

  it.each([
    ["a field of another method", { points: "1" }, "/input/points"],
    ["a numerator that is no number", { numerator: "nhiều", denominator: "10" }, "/input/numerator"],
    ["a number beyond all measure", { numerator: 1e300, denominator: "10" }, "/input/numerator"],
    ["a field that is missing", { numerator: "1" }, "/input/denominator"],
    ["a field that does not exist", { ...full, status: "approved" }, "/input/status"],
  ])("refuses %s, naming it", async (_name, input, pointer) => {
    const { status, json } = await score("scorer", LEAF, input, "4");
    expect({ status, pointers: (json["errors"] as { pointer: string }[]).map((one) => one.pointer) }).toEqual({ status: 422, pointers: [pointer] });
  });

  it("is the unit's own: another unit's scorer finds nothing, the council may not", async () => {
    expect((await score("foreign", LEAF, full, "4")).status).toBe(404);
    expect((await score("officer", LEAF, full, "4")).status).toBe(403);
    expect((await score("member", LEAF, full, "4")).status).toBe(403);
    expect((await house.send("foreign", "GET", `${file()}/assessment`)).status).toBe(404);
    expect((await house.send("foreign", "GET", `${file("nowhere")}/assessment`)).json["type"]).toBe("/problems/not-found");
  });

  it("does not touch what others score, nor what does not exist", async () => {
    expect((await score("scorer", "4.1", { ratings: ["5"] }, "0")).status).toBe(409);
    expect((await score("scorer", "9.9.9", full, "0")).status).toBe(404);
  });

  it("a unit's draft is nobody else's to see", async () => {
    expect((await read("scorer", LEAF)).self).not.toBeNull();
    for (const who of ["officer", "chair", "member", "group"]) expect((await read(who, LEAF)).self).toBeNull();
    expect((await read("auditor", LEAF)).self).not.toBeNull();
  });

  it("only the head submits, and only what is complete", async () => {
    const act = (as: string, body: object, seen: string) => house.send(as, "POST", `${file()}/file-actions`, body, seen);
    expect((await act("scorer", { kind: "hand-up" }, "0")).json).toMatchObject({ version: "1", parts: { "self-scoring": "handed-up" } });
    expect((await act("scorer", { kind: "submit" }, "1")).status).toBe(403);
    const early = await act("head", { kind: "submit" }, "1");
    expect(early.status).toBe(422);
    const missing = (early.json["errors"] as { pointer: string }[]).map((one) => one.pointer.replace("/scores/", ""));
    expect(missing.every((code) => CODE.test(code))).toBe(true);
    for (const code of missing) expect((await house.send("head", "PUT", `${file()}/scores/${code}`, { input: null, note: "không có" }, "0")).status).toBe(200);
    expect((await act("head", { kind: "submit" }, "1")).status).toBe(422);
    expect((await act("head", { kind: "send-back", comment: "còn thiếu nhiều tiêu chí" }, "1")).json).toMatchObject({ version: "2" });
    expect((await house.send("scorer", "GET", "/notifications?state=unread")).json["items"]).toMatchObject([{ kind: "returned" }, { kind: "stage-opened" }]);
    expect((await house.send("foreign", "GET", "/notifications?state=unread")).json["items"]).toMatchObject([{ kind: "stage-opened" }]);
  });
});

describe("the council", () => {
  it("moves to its first round; the unit can no longer write", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    expect((await score("scorer", LEAF, low, "4")).status).toBe(409);
    expect((await read("member", LEAF)).self).toMatchObject({ input: full });
  });

  it("appraises what was assigned, with a reason where the points differ", async () => {
    expect((await appraise("idle", "1", LEAF, { input: full })).status).toBe(403);
    expect(await appraise("member", "1", LEAF, { input: low })).toMatchObject({ status: 422, json: { errors: [{ pointer: "/reason" }] } });
    expect((await appraise("member", "1", LEAF, { input: low, reason: "Báo cáo quý II nộp chậm" })).status).toBe(200);
    expect((await appraise("second", "1", LEAF, { input: full })).status).toBe(200);
    expect((await appraise("member", "2", LEAF, { input: full, reason: "Báo cáo quý II nộp chậm" })).status).toBe(409);
  });

  it("a member sees no other member's work, a unit nothing of it, before the round closes", async () => {
    expect((await read("member", LEAF)).appraisals).toHaveLength(1);
    expect((await read("member", LEAF)).outcomes).toEqual([]);
    for (const who of ["idle", "head", "scorer"]) expect(await read(who, LEAF)).toMatchObject({ appraisals: [], outcomes: [], isContested: false });
    expect((await read("chair", LEAF)).outcomes).toMatchObject([{ round: "1", state: "disputed", points: null }, { round: "2", state: "missing" }]);
  });

  it("what members see differently the chair settles", async () => {
    expect((await appraise("chair", "1", LEAF, { input: low, reason: "Theo biên bản họp ngày 16/12" })).status).toBe(200);
    expect((await read("chair", LEAF)).outcomes).toMatchObject([{ round: "1", state: "decided", note: "Theo biên bản họp ngày 16/12" }, {}]);
  });

  it("nobody appraises a unit of their own, by HTTP or by SQL", async () => {
    const snv = house.unitId("SNV");
    expect((await house.send("member", "PUT", `${file(snv)}/appraisals/1/${LEAF}`, { input: full, reason: "một lý do đủ dài" }, "0")).status).toBe(403);
    const row = [house.campaignId, snv, house.personOf("member")];
    const insert = "insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, by, at) values ($1, $2, '1.1.1', 'appraisal-1', $3, 1, '{}', '', $3, now())";
    await expect(test.superuser.query(insert, row)).rejects.toThrow(/unit of their own/);
    await expect(test.superuser.query(insert, [house.campaignId, stc, house.personOf("scorer")])).rejects.toThrow(/unit of their own|who scored/);
  });

  it("agrees in bulk, once, with what was there", async () => {
    const items = [{ unitId: stc, code: "1.1.2" }];
    expect((await house.send("member", "POST", `/campaigns/${house.campaignId}/agreements`, { round: "1", items })).json).toMatchObject({ errors: [{ pointer: "/items/0" }] });
    expect((await house.send("second", "POST", `/campaigns/${house.campaignId}/agreements`, { round: "1", items: [{ unitId: stc, code: LEAF }] })).status).toBe(422);
  });

  it("asks a body outside for its opinion, which only that body gives", async () => {
    const asked = await house.send("group", "POST", `/campaigns/${house.campaignId}/opinion-requests`, { toUnitId: house.unitId("STP"), question: "Đề nghị cho ý kiến về tiêu chí này.", due: "2025-12-18", items: [{ unitId: stc, code: LEAF }] });
    expect(asked.status).toBe(201);
    expect((await house.send("giver", "GET", "/notifications")).json["items"]).toMatchObject([{ kind: "opinion-requested" }]);
    const path = `/campaigns/${house.campaignId}/opinion-requests/${String(asked.json["id"])}/units/${stc}/answers/${LEAF}`;
    const answer = { stance: "partly", text: "Đã hoàn thành bốn trên năm việc." };
    expect((await house.send("giver", "PUT", path, answer, "0")).json).toMatchObject({ stance: "partly", version: "1" });
    expect((await house.send("giver", "PUT", path, answer, "0")).status).toBe(412);
    expect((await house.send("member", "PUT", path, answer, "1")).status).toBe(403);
    expect((await house.send("giver", "PUT", path.replace(LEAF, "1.1.2"), answer, "0")).status).toBe(404);
    for (const [who, count] of [["member", 1], ["giver", 1], ["auditor", 1]] as const) expect((await house.send(who, "GET", `/campaigns/${house.campaignId}/opinion-requests`)).json["items"]).toHaveLength(count);
  });
});

describe("explanation and the second round", () => {
  it("the unit sees the round when it has closed, without the members' names, and explains what is contested", async () => {
    await reach(house, "explanation", "appraisal-1");
    const seen = await read("head", LEAF);
    expect(seen).toMatchObject({ isContested: true, outcomes: [{ round: "1", state: "decided" }] });
    expect(seen.appraisals.every((one) => (one as { by: unknown }).by === null)).toBe(true);
    const explain = (code: string, seenVersion: string) => house.send("scorer", "PUT", `${file()}/explanations/${code}`, { text: "Đã gửi đúng hạn trên trục liên thông." }, seenVersion);
    expect((await explain(LEAF, "0")).status).toBe(200);
    expect((await explain("1.1.2", "0")).status).toBe(409);
    expect((await read("member", LEAF)).appraisals).toHaveLength(3);
    expect((await house.send("head", "POST", `${file()}/file-actions`, { kind: "submit" }, "2")).json).toMatchObject({ parts: { explanation: "submitted" }, receipts: [{ part: "explanation" }] });
  });

  it("the second round looks again at what was contested, and at nothing else", async () => {
    await reach(house, "appraisal-2", "explanation");
    expect((await appraise("member", "2", LEAF, { input: full, reason: "Chấp nhận giải trình của đơn vị" })).status).toBe(200);
    expect((await read("chair", LEAF)).outcomes).toMatchObject([{}, { round: "2", state: "decided" }]);
    expect((await read("head", LEAF)).outcomes).toHaveLength(1);
  });
});

describe("after the appraisals", () => {
  it("only a correction by the chair changes a value, with a reason and openly", async () => {
    await reach(house, "consolidation", "appraisal-2");
    expect((await appraise("member", "2", LEAF, { input: low, reason: "một lý do đủ dài" }, "1")).status).toBe(409);
    const correct = (as: string, body: object) => house.send(as, "PUT", `${file()}/corrections/${LEAF}`, body, "0");
    expect((await correct("chair", { input: low, reason: "ngắn" })).status).toBe(422);
    expect((await correct("member", { input: low, reason: "Cộng nhầm báo cáo của đơn vị khác" })).status).toBe(403);
    expect((await correct("chair", { input: low, reason: "Cộng nhầm báo cáo của đơn vị khác" })).status).toBe(200);
  });

  it("imports what others measured: all or nothing, with its source, never silently over another value", async () => {
    const body = { source: "Cổng Dịch vụ công Quốc gia (QĐ 766)", dated: "2025-12-20" };
    const items = [{ unit: "STC", code: "2.3.4", input: { score: "87.5" } }];
    const send = (more: object, as = "officer") => house.send(as, "POST", `/campaigns/${house.campaignId}/imports`, { ...body, ...more });
    const external = (await house.send("officer", "GET", `${file()}/assessment`)).json["criteria"] as { code: string; scoredBy: string }[];
    const code = external.find((one) => one.scoredBy === "import" && one.code.startsWith("2"))?.code ?? "";
    const own = items.map((one) => ({ ...one, code }));
    const faulty = await send({ items: [...own, { unit: "QQ", code, input: { score: "1" } }, { unit: "STC", code: LEAF, input: full }, { unit: "STP", code, input: { score: "101" } }, own[0]] });
    expect({ status: faulty.status, pointers: (faulty.json["errors"] as { pointer: string }[]).map((one) => one.pointer) }).toEqual({ status: 422, pointers: ["/items/1/unit", "/items/2/code", "/items/3/input/score", "/items/4/unit"] });
    expect((await send({ items: own })).json).toEqual({ imported: 1, unchanged: 0 });
    expect((await send({ items: own })).json).toEqual({ imported: 0, unchanged: 1 });
    const other = own.map((one) => ({ ...one, input: { score: "90" } }));
    expect((await send({ items: other })).status).toBe(422);
    expect((await send({ items: other, replaces: true })).json).toEqual({ imported: 1, unchanged: 0 });
    expect((await send({ items: own }, "scorer")).status).toBe(403);
    expect(await read("officer", code)).toMatchObject({ imported: { source: body.source, dated: body.dated, version: "2" } });
    expect(await read("head", code)).toMatchObject({ imported: null });
  });

  it("every value that ever was is in the history, for each reader as far as it may be seen", async () => {
    const history = async (as: string) => (await house.send(as, "GET", `${file()}/history?code=${LEAF}&limit=200`)).json["items"] as { step: string; version: string }[];
    const all = await history("auditor");
    expect(all.map((one) => one.step)).toEqual(["correction", "appraisal-2", "explanation", "appraisal-1", "appraisal-1", "appraisal-1", "self", "self", "self", "self"]);
    expect((await history("head")).map((one) => one.step)).not.toContain("correction");
    const paged: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { json }: { json: Record<string, unknown> } = await house.send("auditor", "GET", `${file()}/history?code=${LEAF}&limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      paged.push(...(json["items"] as unknown[]));
      cursor = json["nextCursor"] as string | null;
    }
    expect(paged).toEqual(all);
  });

  it("the progress of all units takes as many questions as that of one", async () => {
    const count = async (limit: number) => {
      const before = test.database.statements();
      const { json } = await house.send("officer", "GET", `/campaigns/${house.campaignId}/progress?limit=${String(limit)}`);
      return { statements: test.database.statements() - before, items: json["items"] as { unitCode: string; scored: number; appraised: object }[] };
    };
    const [one, all] = [await count(1), await count(200)];
    expect(one.statements).toBe(all.statements);
    expect(all.items).toMatchObject([{ unitCode: "SNV", scored: 0 }, { unitCode: "STC", scored: 1, appraised: { "1": 1, "2": 1 } }, { unitCode: "STP" }]);
  });

  it("entries and actions can only be added, and the rows of a unit are for those who may see it", async () => {
    for (const sql of ["update congtam.assessment_entry set note = 'x'", "delete from congtam.assessment_action", "truncate congtam.assessment_entry"]) {
      await test.superuser.query("set role congtam_app");
      await expect(test.superuser.query(sql)).rejects.toThrow(/permission denied/);
      await test.superuser.query("reset role");
    }
    const seenBy = (units: string) => test.superuser.query<{ n: number }>(`begin; set local role congtam_app; select set_config('congtam.scope', 'units', true), set_config('congtam.units', '${units}', true); select count(*)::int as n from congtam.assessment_entry; commit`);
    const counts = async (units: string) => ((await seenBy(units)) as unknown as { rows: { n: number }[] }[])[3]?.rows[0]?.n;
    expect(await counts(house.unitId("STP"))).toBe(0);
    expect(await counts(stc)).toBeGreaterThan(10);
  });

  it("broke nothing inside", () => {
    expect(house.failures).toEqual([]);
    expect(Object.keys(DURING)).toHaveLength(5);
  });
});
