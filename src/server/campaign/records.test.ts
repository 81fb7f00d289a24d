import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { STAGES } from "../../contract/cycle.ts";
import { type Answered, type CampaignHouse, openCampaignHouse, wrongFields } from "../../../tests/server/campaign-house.ts";
import { factsOf, marksOf } from "./index.ts";

let house: CampaignHouse;
let id = "";

beforeAll(async () => {
  house = await openCampaignHouse();
  await house.addUnits([{ code: "SNV", index: "01" }, { code: "STC", index: "01" }, { code: "OUT", index: "01" }]);
  for (const [name, role] of [["officer", "programme-officer"], ["chair", "council-chair"], ["member", "council-member"], ["helper", "working-group"], ["auditor", "auditor"], ["leader", "vice-chairman"], ["admin", "administrator"], ["giver", "opinion-giver"]] as const) await house.add(name, [role]);
  await house.add("head", ["unit-head"], [{ unit: "SNV" }]);
  await house.add("scorer", ["unit-scorer"], [{ unit: "STC" }]);
});
beforeEach(async () => {
  id = await house.campaign(["SNV", "STC"]);
  house.room.recorded = [];
});
afterAll(() => house.closeAll());

const REASON = "không được giao tiếp công dân";
const at = (path: string, unit = "SNV"): string => `/campaigns/${id}/units/${house.unit(unit)}/${path}`;
const GROUND = { reason: REASON, article: "II.4.b" };
const mark = (code: string, seen: string, as = "officer", unit = "SNV", body = GROUND): Promise<Answered> => house.send("PUT", as, at(`not-applicable/${code}`, unit), { seen, body });
const withdraw = (code: string, seen: string, as = "officer"): Promise<Answered> => house.send("POST", as, at(`not-applicable/${code}/withdrawal`), { seen, body: { reason: "được giao lại từ tháng 3" } });
const PROOF = "Quyết định số 15/QĐ-UBND ngày 02/6/2026";
const fact = (key: string, value: unknown, seen: string, as = "officer", unit = "SNV"): Promise<Answered> => house.send("PUT", as, at(`facts/${key}`, unit), { seen, body: { value, proof: PROOF } });

describe("not-applicable marks", () => {
  it.each(["1", "2", "1.1"])("are set on a content, a group or a leaf (%s), withdrawn, and keep their history", async (code) => {
    const set = await mark(code, "0", "chair");
    expect(set).toMatchObject({ status: 200, etag: "1", json: { unitId: house.unit("SNV"), items: [{ code, reason: REASON, article: "II.4.b", by: house.person("chair") }] } });
    expect((await mark(code, "1", "officer", "SNV", { reason: "lý do khác, rõ hơn", article: "II.4" })).json["items"]).toMatchObject([{ code, reason: "lý do khác, rõ hơn" }]);
    expect(await withdraw(code, "2")).toMatchObject({ status: 200, etag: "3", json: { items: [] } });
    const { json, etag } = await house.send("GET", "head", at("not-applicable"));
    expect(etag).toBe("3");
    expect(json["history"]).toMatchObject([{ number: 1, isSet: true, reason: REASON }, { number: 2, isSet: true }, { number: 3, isSet: false, article: null }]);
    expect(house.room.recorded).toMatchObject([
      { action: "campaign.mark-set", subject: `campaign:${id}`, data: { unitId: house.unit("SNV"), number: 1, code, isSet: true, reason: REASON, article: "II.4.b" } },
      expect.objectContaining({ action: "campaign.mark-set" }),
      { action: "campaign.mark-withdrawn", subject: `campaign:${id}`, data: { unitId: house.unit("SNV"), number: 3, code, isSet: false, reason: "được giao lại từ tháng 3", article: null } },
    ]);
  });

  it("are told to rooms above by unit, then code, only those in force", async () => {
    await mark("2", "0");
    await mark("1", "1");
    await mark("3", "0", "officer", "STC");
    await withdraw("2", "2");
    const all = await house.database.read((tx) => marksOf(tx, id));
    const expected = [["SNV", "1"], ["STC", "3"]].toSorted((a, b) => (house.unit(a[0]!) < house.unit(b[0]!) ? -1 : 1));
    expect(all.map((one) => [one.unitId, one.code])).toEqual(expected.map(([unit, code]) => [house.unit(unit!), code]));
    expect(await house.database.read((tx) => marksOf(tx, id, house.unit("STC")))).toEqual([{ unitId: house.unit("STC"), code: "3", reason: REASON, article: "II.4.b", by: house.person("officer"), at: expect.stringMatching(/Z$/) as string }]);
    for (const as of ["head", "scorer", "auditor", "giver"]) expect((await house.send("GET", as, `/campaigns/${id}/not-applicable`)).json).toEqual({ items: all, nextCursor: null });
    const page = await house.send("GET", "head", `/campaigns/${id}/not-applicable?limit=1`);
    expect((await house.send("GET", "head", `/campaigns/${id}/not-applicable?cursor=${encodeURIComponent(String(page.json["nextCursor"]))}`)).json["items"]).toEqual(all.slice(1));
    expect((await house.send("GET", "head", `/campaigns/${id}/not-applicable?cursor=x`)).status).toBe(422);
  });

  it.each(["9.9", "7", "5", "6", "5.1", "6.1"])("refuse %s: unknown, or bonus or deduction", async (code) => {
    const answer = await mark(code, "0");
    expect([answer.status, wrongFields(answer)]).toEqual([422, ["/code"]]);
    expect(await house.database.read((tx) => marksOf(tx, id))).toEqual([]);
  });

  it("refuse a short reason, a missing article, a stale or missing version, what is not set, and a foreign unit", async () => {
    expect(wrongFields(await mark("1", "0", "officer", "SNV", { reason: "ngắn", article: "" }))).toEqual(["/reason", "/article"]);
    expect((await house.send("PUT", "officer", at("not-applicable/1"), { body: { reason: REASON, article: "II" } })).status).toBe(428);
    expect(await mark("1", "1")).toMatchObject({ status: 412, json: { current: { items: [], unitId: house.unit("SNV") } } });
    expect((await withdraw("1", "0")).status).toBe(404);
    for (const unit of ["OUT", "NONE"]) expect((await mark("1", "0", "officer", unit)).status).toBe(404);
    expect((await house.send("GET", "officer", at("not-applicable", "OUT"))).status).toBe(404);
    expect(house.room.recorded).toEqual([]);
  });

  it("of many at once on the same version exactly one is kept", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => mark(i % 2 === 0 ? "1" : "2", "0")));
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  it.each(["member", "helper", "auditor", "head", "scorer", "leader", "admin"])("are not for %s to set", async (name) => {
    expect((await mark("1", "0", name)).status).toBe(403);
    expect((await withdraw("1", "0", name)).status).toBe(403);
  });

  it("are never changed or removed by the application", async () => {
    await mark("1", "0");
    await fact("leaderDisciplined", true, "0");
    for (const table of ["campaign_mark", "campaign_fact"]) {
      for (const sql of [`update congtam.${table} set by = 'x'`, `delete from congtam.${table}`]) await expect(house.superuser.query(`set role congtam_app; ${sql}`)).rejects.toThrow(/permission denied/);
    }
    await house.superuser.query("reset role");
  });
});

describe("facts", () => {
  it("are set with their proof, set again, taken back, and keep their history", async () => {
    const set = await fact("leaderDisciplined", true, "0", "helper");
    expect(set).toMatchObject({ status: 200, etag: "1", json: { items: [{ key: "leaderDisciplined", value: true, proof: PROOF, by: house.person("helper") }] } });
    expect((await fact("leaderDisciplined", false, "1")).json["items"]).toMatchObject([{ value: false }]);
    expect((await fact("leaderDisciplined", null, "2")).json).toMatchObject({ items: [], history: [{ value: true }, { value: false }, { value: null, number: 3 }] });
    expect(house.room.recorded.map((one) => [one.action, one.data])).toMatchObject([true, false, null].map((value, i) => ["campaign.fact-set", { unitId: house.unit("SNV"), number: i + 1, key: "leaderDisciplined", value, proof: PROOF }]));
  });

  it.each<[unknown, string[]]>([
    ["có", ["/value"]],
    [{ completed: 1 }, ["/value"]],
    [7, ["/value"]],
    [undefined, ["/value"]],
  ])("refuse %j for a fact that is yes or no", async (value, fields) => {
    const answer = await fact("leaderDisciplined", value, "0");
    expect([answer.status, wrongFields(answer)]).toEqual([422, fields]);
  });

  it("refuse unknown facts, foreign units, missing proof and stale versions", async () => {
    for (const key of ["nothing", "constructor", "__proto__"]) expect(wrongFields(await fact(key, true, "0"))).toEqual(["/key"]);
    expect((await fact("leaderDisciplined", true, "0", "officer", "OUT")).status).toBe(404);
    expect(wrongFields(await house.send("PUT", "officer", at("facts/leaderDisciplined"), { seen: "0", body: { value: true, proof: "" } }))).toEqual(["/proof"]);
    expect((await fact("leaderDisciplined", true, "1")).status).toBe(412);
    expect(house.room.recorded).toEqual([]);
  });

  const oneEach = async () => {
    await fact("leaderDisciplined", true, "0");
    await fact("leaderDisciplined", false, "0", "officer", "STC");
    return house.database.read((tx) => factsOf(tx, id));
  };

  it("are seen of all units by those who work on all", async () => {
    const all = await oneEach();
    expect(all.map((one) => one.unitId)).toEqual([house.unit("SNV"), house.unit("STC")].toSorted((a, b) => (a < b ? -1 : 1)));
    for (const as of ["officer", "chair", "member", "helper", "auditor", "leader"]) expect((await house.send("GET", as, `/campaigns/${id}/facts`)).json["items"]).toEqual(all);
    for (const as of ["admin", "giver"]) expect((await house.send("GET", as, `/campaigns/${id}/facts`)).status).toBe(403);
  });

  it.each([["head", "SNV", "STC"], ["scorer", "STC", "SNV"]])("are seen by %s of the own unit %s, and not of %s", async (as, own, foreign) => {
    const ofOwn = (await oneEach()).filter((one) => one.unitId === house.unit(own));
    expect((await house.send("GET", as, `/campaigns/${id}/facts`)).json["items"]).toEqual(ofOwn);
    expect((await house.send("GET", as, at("facts", own))).json["items"]).toMatchObject([{ unitId: house.unit(own) }]);
    expect((await house.send("GET", as, at("facts", foreign))).status).toBe(404);
    // Behind the room stands the policy on rows.
    const behind = await house.database.read(async (tx) => {
      await tx.actAs({ personId: "x", roles: ["unit-head"], unitIds: [house.unit(own)] });
      return factsOf(tx, id);
    }, "request");
    expect(behind).toEqual(ofOwn);
  });

  it.each(["chair", "member", "auditor", "head", "scorer", "leader"])("are not for %s to set", async (name) => {
    expect((await fact("leaderDisciplined", true, "0", name)).status).toBe(403);
  });
});

describe("both", () => {
  it.each(STAGES.map((stage, place) => [stage, place] as const))("in %s are open as long as they should be", async (stage, place) => {
    if (place > 0) await house.bringTo(id, stage);
    expect((await mark("1", "0")).status).toBe(place < STAGES.indexOf("consolidation") ? 200 : 409);
    expect((await withdraw("1", "1")).status).toBe(place < STAGES.indexOf("consolidation") ? 200 : 409);
    expect((await fact("leaderDisciplined", true, "0")).status).toBe(place < STAGES.indexOf("decided") ? 200 : 409);
  });

  it("wait while somebody moves the campaign on, and then find it moved", async () => {
    const stepping = house.superuser;
    await stepping.query("begin");
    await stepping.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`campaign:${id}`]);
    const waiting = [mark("1", "0"), fact("leaderDisciplined", true, "0"), house.send("POST", "officer", `/campaigns/${id}/assignments`, { body: { items: [{ personId: house.person("member"), index: "01", codes: ["1"] }] } })];
    await expect.poll(async () => (await stepping.query("select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())")).rowCount).toBe(waiting.length);
    await house.bringTo(id, "decided");
    await stepping.query("commit");
    expect((await Promise.all(waiting)).map((one) => one.status)).toEqual([409, 409, 409]);
  });

  it("ask the database as often with a long history as with none", async () => {
    const count = async () => {
      const before = house.database.statements();
      for (const path of ["not-applicable", "facts"]) for (const url of [`/campaigns/${id}/${path}`, at(path)]) await house.send("GET", "officer", url);
      return house.database.statements() - before;
    };
    // The campaign and its units never change: they are read once.
    await count();
    const none = await count();
    for (const [i, code] of ["1", "2", "3", "1.1"].entries()) await mark(code, String(i));
    for (const [i, value] of [true, false, true].entries()) await fact("leaderDisciplined", value, String(i));
    expect(await count()).toBe(none);
  });
});
