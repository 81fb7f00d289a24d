import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barOf } from "../../src/contract/personnel-year-levels.ts";
import type { RatingLine } from "../../src/contract/personnel-year.ts";
import { RATING_LEVELS } from "../../src/contract/personnel-year-steps.ts";
import { record } from "../../src/server/audit/index.ts";
import { addPost, endPostsOf } from "../../src/server/organisation/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { resultOf } from "../../src/scoring/engine/result.ts";
import { type CampaignHouse, openCampaignHouse } from "../server/cycle-house.ts";
import { reconcile, replayResults } from "../../src/server/result/index.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { regulationFiles } from "../server/regulation-files.ts";
import { castFor, decideTies, headOf, playToConsolidation } from "./people.ts";
import { makePlan } from "./plan.ts";

/** A whole cycle of the province over HTTP: 128 units, every person's part, from the draft to the published result. */

const PATIENCE = 240_000;
/** Those whom the Chairman rates. */
const PROVINCE = "/rating-rounds/province/2025";
const plan = makePlan(2025);

/** What the engine alone makes of a case, as `congtam evaluate` prints it. */
function computed(input: unknown): unknown {
  const evaluation = evaluate(compileRegulation(plan.loaded), input);
  if (isFaulty(evaluation)) throw new Error(JSON.stringify(evaluation.faults.slice(0, 5)));
  return structuredClone(resultOf(evaluation));
}

describe("a whole cycle over HTTP", () => {
  let test: TestDatabase;
  let house: CampaignHouse;
  let orders: Record<string, string[][]> = {};
  const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;
  const lines = async (): Promise<readonly RatingLine[]> => (await house.send("chutich", "GET", PROVINCE)).json["lines"] as RatingLine[];

  beforeAll(async () => {
    test = await freshDatabase();
    house = await openCampaignHouse(test, plan.units, castFor(plan.units));
  }, PATIENCE);
  afterAll(async () => {
    await house.close();
    await test.close();
  });

  it("is set up, scored, appraised, explained, appraised again and consolidated", { timeout: PATIENCE }, async () => {
    expect((await playToConsolidation(house, plan)).size).toBeGreaterThan(50);
    expect(house.failures).toEqual([]);
  });

  it("the draft is what the engine makes of it, and the draft is for few eyes", { timeout: PATIENCE }, async () => {
    const draft = await house.send("officer", "GET", path("/draft-result"));
    expect(draft.json["gaps"]).toEqual([]);
    expect(draft.json["result"]).toEqual(computed(plan.outcome));
    for (const who of [headOf("SNV"), "nobody", "group", "chutich"]) expect([401, 403]).toContain((await house.send(who, "GET", path("/draft-result"))).status);
  });

  it("nothing is proposed before the leaders have decided what is theirs to decide", { timeout: PATIENCE }, async () => {
    expect(await house.send("officer", "POST", path("/result-versions"), {})).toMatchObject({ status: 409 });
    orders = await decideTies(house);
    expect(Object.keys(orders)).toEqual(["quality"]);
    const again = { kind: "order", ratio: "quality", units: orders["quality"]?.[0], reason: "Căn cứ kết quả khác trong năm." };
    expect((await house.send("chutich", "POST", path("/decisions"), again)).status).toBe(422);
    expect((await house.send("officer", "POST", path("/decisions"), again)).status).toBe(403);
  });

  it("is proposed by one person, approved by another, published; nobody skips a step", { timeout: PATIENCE }, async () => {
    const proposed = await house.send("officer", "POST", path("/result-versions"), {});
    expect(proposed).toMatchObject({ status: 201, json: { number: 1, state: "proposed" } });
    expect((await house.send("officer", "POST", path("/result-versions"), {})).status).toBe(409);
    expect((await house.send("officer", "POST", path("/result-versions/1/publication"))).status).toBe(409);
    const approval = { decisionNumber: "02311/QĐ-UBND", decidedOn: "2025-12-30" };
    expect((await house.send("officer", "POST", path("/result-versions/1/approval"), approval)).status).toBe(403);
    expect((await house.send("nobody", "GET", path("/result-versions/1"))).status).toBe(404);
    expect((await house.send("chutich", "POST", path("/result-versions/1/approval"), approval)).json).toMatchObject({ state: "approved", decision: { number: "02311/QĐ-UBND" } });
    expect((await house.send("nobody", "GET", path("/result-versions"))).json).toEqual({ items: [], nextCursor: null });
    expect((await house.send("officer", "POST", path("/result-versions/1/publication"))).json).toMatchObject({ state: "published" });
    expect((await house.send("officer", "GET", path(""))).json).toMatchObject({ stage: "published" });
  });

  it("the published result equals what anybody computes from the exported case", { timeout: PATIENCE }, async () => {
    const published = await house.send("nobody", "GET", path("/result-versions/1"));
    const exported = await house.send("nobody", "GET", path("/result-versions/1/case"));
    expect(published.json["result"]).toEqual(computed(exported.json));
    expect(published.json["result"]).toEqual(computed({ ...plan.outcome, decisions: orders }));
    const explained = await house.send("nobody", "GET", path("/result-versions/1/units/SNV"));
    expect(JSON.stringify(explained.json)).toContain("Sở Nội vụ");
  });

  it("who heads a unit is rated no higher than the unit was published at (NĐ 335, 20.6); whoever is transferred is rated elsewhere (19.1)", { timeout: PATIENCE }, async () => {
    const version = await test.database.transaction(async (tx) => {
      const imported = await importRegulation(tx, "importer", regulationFiles("gia-lai-2026-staff"));
      const frozen = await freezeRegulation(tx, "another", imported.version.id);
      await record(tx, "test", [imported.audit, frozen.audit]);
      return imported.version.id;
    });
    expect((await house.send("officer", "PUT", "/rating-years/2025", { regulationVersionId: version, retentionYears: 20, holidays: [] }, "0")).status).toBe(200);
    expect((await house.send("officer", "POST", `${PROVINCE}/opening`)).json).toEqual({ added: plan.units.length, people: plan.units.length });
    const levels = new Map((await lines()).map((one) => [one.agencyId, one.limits.unit]));
    const published = (await house.send("nobody", "GET", path("/result-versions/1"))).json["result"] as { units: { code: string; ratios: { quality: { level: string } } }[] };
    expect(published.units.filter((one) => levels.get(house.unitId(one.code)) !== one.ratios.quality.level)).toEqual([]);
    await test.database.transaction(async (tx) => {
      const { audit } = await endPostsOf(tx, house.personOf(headOf("SNV")), "2025-12-20");
      const post = await addPost(tx, { person: house.personOf(headOf("SNV")), unit: house.unitId("STC"), kind: "officer", title: "Chuyên viên", from: "2025-12-20" });
      await record(tx, "test", [...audit, post.audit]);
    });
    const moving = (await lines()).find((one) => one.agencyId === house.unitId("SNV"));
    expect(moving?.movedTo).toMatch(/Sở Tài chính/);
    expect((await house.send("officer", "POST", `/rating-files/${moving?.id ?? ""}/transfer`, undefined, moving?.version)).json).toMatchObject({ agencyId: house.unitId("STC"), roundId: house.unitId("STC"), movedTo: null });
  });

  it("every row of the year is told by the ledger, and nothing else is", { timeout: PATIENCE }, async () => {
    const { rows, differences } = await reconcile(test.database);
    expect({ differences, isWhole: rows > plan.units.length * 50 }).toEqual({ differences: [], isWhole: true });
  });

  it("is computed again from the ledger alone; whatever somebody changes behind the program's back shows", { timeout: PATIENCE }, async () => {
    expect(await replayResults(test.database)).toEqual({ replayed: 1, faults: [] });
    const alterations = [
      "update congtam.result_version set result_text = replace(result_text, '\"rank\":1,', '\"rank\":2,')",
      "update congtam.result_version set case_text = replace(case_text, '\"denominator\":\"100\"', '\"denominator\":\"101\"')",
      "update congtam.result_version set result_sha256 = repeat('0', 64)",
      "update congtam.regulation_version set document = jsonb_set(document, '{title}', '\"Khác\"')",
      "delete from congtam.audit_entry where action = 'assessment.appraisal-2'",
      "update congtam.audit_entry set data = jsonb_set(data, '{input}', '{\"points\":\"9\"}') where seq = (select max(seq) from congtam.audit_entry where action = 'assessment.appraisal-1')",
    ];
    const tables = ["result_version", "regulation_version", "audit_entry"];
    const asOwner = (...statements: readonly string[]) => test.superuser.query(["set session_replication_role = replica", ...statements, "set session_replication_role = origin"].join("; "));
    await asOwner(...tables.map((table) => `create table kept_${table} as table congtam.${table}`));
    for (const sql of alterations) {
      await asOwner(sql);
      expect({ sql, faults: (await replayResults(test.database)).faults.length }).toEqual({ sql, faults: 1 });
      await asOwner(...tables.flatMap((table) => [`delete from congtam.${table}`, `insert into congtam.${table} overriding system value select * from kept_${table}`]));
    }
    expect(await replayResults(test.database)).toEqual({ replayed: 1, faults: [] });
  });

  it("is revised by a new version after a correction, and both stay readable", { timeout: PATIENCE }, async () => {
    const [leaf] = plan.units[0]?.own ?? [];
    const unit = plan.units[0]?.code ?? "";
    const correction = { input: { points: "0" }, reason: "Đơn vị khiếu nại được chấp nhận, xem biên bản ngày 05/01." };
    expect((await house.send("chair", "PUT", path(`/units/${house.unitId(unit)}/corrections/${leaf?.code ?? ""}`), correction, "0")).status).toBe(200);
    expect((await house.send("officer", "POST", path("/result-versions"), {})).status).toBe(422);
    const before = JSON.stringify((await house.send("nobody", "GET", path("/result-versions/1"))).json);
    await decideTies(house);
    expect((await house.send("officer", "POST", path("/result-versions"), { reason: "Đính chính theo kết luận giải quyết khiếu nại." })).json).toMatchObject({ number: 2 });
    expect((await house.send("chutich", "POST", path("/result-versions/2/return"), { reason: "Cần bổ sung biên bản làm việc." })).json).toMatchObject({ state: "returned" });
    expect((await house.send("officer", "POST", path("/result-versions"), { reason: "Đính chính, đã bổ sung biên bản." })).json).toMatchObject({ number: 3 });
    expect((await house.send("chutich", "POST", path("/result-versions/3/approval"), { decisionNumber: "00012/QĐ-UBND", decidedOn: "2026-01-08" })).status).toBe(201);
    expect((await house.send("officer", "POST", path("/result-versions/3/publication"))).status).toBe(201);
    expect(JSON.stringify((await house.send("nobody", "GET", path("/result-versions/1"))).json)).toBe(before);
    expect((await house.send("nobody", "GET", path("/result-versions"))).json["items"]).toMatchObject([{ number: 3 }, { number: 1 }]);
    expect(house.failures).toEqual([]);
  });

  it("of a head with points above the unit's level the page bars what the server refuses", { timeout: PATIENCE }, async () => {
    await test.superuser.query(`
      insert into congtam.work_period (id, regulation_version, regulation_sha256, index_code, from_day, to_day, months, opened_at, opened_by)
      select '2025-Q' || q, v.id, v.sha256, '01', make_date(2025, q * 3 - 2, 1), (make_date(2025, q * 3 - 2, 1) + interval '3 months')::date, 3, now(), 'test'
      from generate_series(1, 4) q, (select id, sha256 from congtam.regulation_version where regulation_id = 'gia-lai-2026-staff') v`);
    for (const quarter of [1, 2, 3, 4]) await test.superuser.query("select congtam.open_work_period($1)", [`2025-Q${String(quarter)}`]);
    const head = (await lines()).find((one) => one.limits.unit === "completed");
    await test.superuser.query("insert into congtam.work_result (period, person, unit, state, general, results, total, parts, at) select '2025-Q' || q, $1, $2, 'confirmed', 2900, 6500, 9400, '{}', now() from generate_series(1, 4) q", [head?.personId, head?.agencyId]);
    const { id, limits, computed: level, version } = (await lines()).find((one) => one.id === head?.id) ?? {};
    expect([level, limits?.byPoints, limits?.unit]).toEqual(["completed", "excellent", "completed"]);
    for (const wanted of RATING_LEVELS) {
      const bar = limits === undefined ? undefined : barOf(wanted, limits);
      const answer = await house.send("officer", "POST", `/rating-files/${id ?? ""}/actions`, { kind: "propose", level: wanted, reason: "" }, version);
      expect([wanted, bar, answer.status, JSON.stringify(answer.json).includes("Điều 20.6")]).toEqual(wanted === "excellent" || wanted === "good" ? [wanted, "head-of", 422, true] : wanted === "completed" ? [wanted, undefined, 201, false] : [wanted, undefined, 412, false]);
    }
  });
});
