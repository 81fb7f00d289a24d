import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replayResults } from "../../src/server/result/index.ts";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { type Result, resultOf } from "../../src/scoring/engine/result.ts";
import { checkRegulation, isLoaded, type LoadedRegulation } from "../../src/scoring/regulation/load.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "../server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { amendedRegulation } from "./amended.ts";
import { appraiseFirst, appraiseSecond, castFor, decideTies, explain, headOf, measureAndMark, scoreThemselves, setUp } from "./people.ts";
import { makePlan, type Plan } from "./plan.ts";

/** The regulation of a campaign that is under way is amended, taken back and amended again: 1.1.4 goes, 1.1.5 comes, points move, 1.2.1 changes its method. */

const PATIENCE = 120_000;
const whole = makePlan(2026);
const CODES = [...whole.units.filter((one) => one.index === "01").slice(0, 4), ...whole.units.filter((one) => one.index === "02").slice(0, 1)].map((one) => one.code);
const outcomeUnits = whole.outcome.units as readonly { code: string; index: string; scores: Record<string, unknown> }[];
const plan: Plan = { ...whole, units: whole.units.filter((one) => CODES.includes(one.code)), outcome: { ...whole.outcome, units: outcomeUnits.filter((one) => CODES.includes(one.code)) } };
const CHANGED = plan.units.filter((one) => one.index === "01");
const [FIRST = ""] = CODES;

function second(): LoadedRegulation {
  const read = checkRegulation(structuredClone(amendedRegulation(plan.loaded.regulation)));
  if (!isLoaded(read)) throw new Error(JSON.stringify(read.slice(0, 3)));
  return read;
}
const amended = second();

function computed(law: LoadedRegulation, input: unknown): unknown {
  const evaluation = evaluate(compileRegulation(law), input);
  if (isFaulty(evaluation)) throw new Error(JSON.stringify(evaluation.faults.slice(0, 5)));
  return structuredClone(resultOf(evaluation));
}

type Answer = Awaited<ReturnType<CampaignHouse["send"]>>;
type Value = { input: object | null; points: string | null; fits: boolean };
type Criterion = { code: string; self: Value | null; appraisals: Value[]; outcomes: { state: string; points: string | null }[]; isContested: boolean };
type Preview = { units: { unit: string; ratios: { ratio: string; before: { percent: string; rank: number; level: string | null }; after: object }[] }[]; criteria: Record<"added" | "removed" | "changed" | "noLongerFitting", { index: string; code: string; scores: number; units: string[]; oldPoints: string; newPoints: string }[]>; gaps: { before: number; after: number }; faults: { before: unknown[]; after: unknown[] } };

const DOCUMENT = { number: "02400/QĐ-UBND", on: "2025-12-15", text: "Sửa đổi Bộ tiêu chí sau sắp xếp tổ chức bộ máy." };
const REASON = "Sắp xếp tổ chức bộ máy giữa năm đánh giá";

let test: TestDatabase;
let house: CampaignHouse;
let target = "";
let draftBefore = "";

const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;
const unitPath = (code: string, rest: string): string => path(`/units/${house.unitId(code)}${rest}`);
const json = async (as: string, rest: string): Promise<Record<string, unknown>> => (await house.send(as, "GET", path(rest))).json;

/** A step of the campaign as somebody, with the version that there is. */
async function act(as: string, action: object): Promise<Answer> {
  const { etag } = await house.send("officer", "GET", path(""));
  return house.send(as, "POST", path("/actions"), action, etag);
}
const propose = (as: string, regulationVersionId: string) => act(as, { kind: "propose-amendment", regulationVersionId, document: DOCUMENT, reason: REASON });
const newest = async (): Promise<number> => ((await json("officer", ""))["amendments"] as { number: number }[]).at(-1)?.number ?? 0;

async function amendTo(versionId: string): Promise<void> {
  expect((await propose("officer", versionId)).status).toBe(201);
  const approved = await act("chair", { kind: "approve-amendment", proposal: await newest() });
  expect(approved).toMatchObject({ status: 201, json: { regulationInForce: { versionId } } });
}

const draft = async (): Promise<{ result: Result; gaps: { unit: string; code: string; why: string }[] }> => (await json("officer", "/draft-result")) as never;
const preview = async (as: string, version: string): Promise<Answer> => house.send(as, "GET", path(`/amendment-preview?version=${version}`));
const previewed = async (version: string): Promise<Preview> => (await preview("officer", version)).json as never;

async function criterion(as: string, unit: string, code: string): Promise<Criterion | undefined> {
  const { json: file } = await house.send(as, "GET", unitPath(unit, "/assessment"));
  return (file["criteria"] as Criterion[]).find((one) => one.code === code);
}
const applies = (unit: (typeof CHANGED)[number], code: string): boolean => !unit.marks.some((one) => code === one.code || code.startsWith(`${one.code}.`));

async function importVersion(document: object): Promise<string> {
  const imported = await house.send("officer", "POST", "/regulations", { document });
  if (imported.status !== 201) throw new Error(JSON.stringify(imported.json).slice(0, 800));
  return String(imported.json["id"]);
}

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, plan.units, { ...castFor(plan.units), "officer.two": { role: "programme-officer" } });
  await setUp(house, plan);
  await reach(house, "self-scoring");
  await scoreThemselves(house, plan);
  await measureAndMark(house, plan);
  await reach(house, "appraisal-1", "self-scoring");
  await appraiseFirst(house, plan);
  target = await importVersion(structuredClone(amended.regulation));
}, PATIENCE);
afterAll(async () => {
  await house.close();
  await test.close();
});

describe("an amendment in the first round of the appraisal", { timeout: PATIENCE }, () => {
  it("needs a frozen version that differs and has every index that is used", async () => {
    const isRefused = (answer: Answer, pointer: string) => {
      expect({ status: answer.status, pointer: (answer.json["errors"] as { pointer: string }[])[0]?.pointer }).toEqual({ status: 422, pointer });
    };
    isRefused(await propose("officer", target), "/regulationVersionId");
    isRefused(await preview("officer", target), "/version");
    expect((await house.send("officer.two", "POST", `/regulations/${target}/freezing`)).status).toBe(200);
    isRefused(await propose("officer", house.regulationVersionId), "/regulationVersionId");
    isRefused(await propose("officer", "nowhere"), "/regulationVersionId");
    const without = await importVersion({ ...structuredClone(amended.regulation), indexes: amended.regulation.indexes.filter((one) => one.code !== "02"), title: "Thiếu Chỉ số 02" });
    expect((await house.send("officer.two", "POST", `/regulations/${without}/freezing`)).status).toBe(200);
    isRefused(await propose("officer", without), "/regulationVersionId");
    expect(await json("officer", "")).toMatchObject({ amendments: [], regulationInForce: { versionId: house.regulationVersionId } });
  });

  it("shows first what it would change: every place, and what becomes of every score", async () => {
    const before = await draft();
    draftBefore = JSON.stringify(before.result);
    const shown = await previewed(target);
    expect(shown.faults).toEqual({ before: [], after: [] });
    expect(shown.gaps.before).toBe(before.gaps.length);
    const withoutWhy = before.result.units.map((one) => ({ unit: one.code, ratios: Object.entries(one.ratios).map(([ratio, { why: _why, ...place }]) => ({ ratio, before: place })) }));
    expect(shown.units.map(({ unit, ratios }) => ({ unit, ratios: ratios.map(({ ratio, before: place }) => ({ ratio, before: place })) }))).toEqual(withoutWhy);
    const { added, removed, changed, noLongerFitting } = shown.criteria;
    expect(added).toMatchObject([{ index: "01", code: "1.1.5", points: "1.50", scores: 0 }]);
    expect(changed.map((one) => [one.code, one.oldPoints, one.newPoints])).toEqual([["1.1.1", "6.00", "5.50"], ["1.1.2", "2.50", "3.00"], ["1.2.1", "2.00", "2.00"]]);
    // Each unit's own score of 1.1.4 and what a member made of it.
    const withLeaf = CHANGED.filter((unit) => unit.own.some((one) => one.code === "1.1.4"));
    expect(removed).toMatchObject([{ code: "1.1.4", scores: 2 * withLeaf.length }]);
    expect(noLongerFitting).toMatchObject([{ index: "01", code: "1.2.1" }]);
    expect(noLongerFitting[0]?.units).toEqual(CHANGED.filter((unit) => unit.own.some((one) => one.code === "1.2.1" && !("points" in one.input))).map((one) => one.code).toSorted());
    // It is only a preview.
    expect(JSON.stringify((await draft()).result)).toBe(draftBefore);
  });

  it("is shown to few, and asks as many questions for one unit as for five", async () => {
    for (const who of [headOf(FIRST), "hd.mot", "group", "chutich"]) expect((await preview(who, target)).status).toBe(403);
    for (const who of ["chair", "auditor"]) expect((await preview(who, target)).status).toBe(200);
    const small = await house.send("officer", "POST", "/campaigns", { title: "Một đơn vị", year: 2025, regulationVersionId: house.regulationVersionId, unitCodes: [FIRST] });
    // Nobody asks about leaders' posts where there are no marks.
    await test.superuser.query("insert into congtam.leader_mark (campaign, person, unit, code, number, mark, note, at) select $2, person, unit, code, number, mark, note, at from congtam.leader_mark where campaign = $1 and unit = $3", [house.campaignId, small.json["id"], house.unitId(FIRST)]);
    const count = async (campaign: string) => {
      const ask = () => house.send("officer", "GET", `/campaigns/${campaign}/amendment-preview?version=${target}`);
      expect((await ask()).status).toBe(200);
      const before = test.database.statements();
      await ask();
      return test.database.statements() - before;
    };
    expect(await count(house.campaignId)).toBe(await count(String(small.json["id"])));
  });

  it("is the officer's to propose and the chair's to approve, with a fresh second factor; not the same person, not by SQL either", async () => {
    for (const who of ["chair", headOf(FIRST)]) expect((await propose(who, target)).status).toBe(403);
    const proposed = await propose("officer", target);
    expect(proposed).toMatchObject({ status: 201, json: { regulationInForce: { versionId: house.regulationVersionId }, amendments: [{ state: "proposed", document: DOCUMENT, reason: REASON, by: house.personOf("officer"), regulation: { versionId: target, sha256: amended.sha256 } }] } });
    expect((await propose("officer.two", target)).status).toBe(409);
    const approval = { kind: "approve-amendment", proposal: await newest() };
    for (const who of ["officer", "officer.two", headOf(FIRST)]) expect((await act(who, approval)).status).toBe(403);
    expect((await act("chair", { ...approval, proposal: 1 })).status).toBe(409);
    await test.superuser.query("update congtam.account set second_factor_waived = false where username = 'chair'");
    expect((await act("chair", approval)).json["type"]).toBe("/problems/otp-required");
    await test.superuser.query("update congtam.account set second_factor_waived = true where username = 'chair'");
    const insert = "insert into congtam.campaign_action (campaign, number, by, action) values ($1, 99, $2, $3)";
    await expect(test.superuser.query(insert, [house.campaignId, house.personOf("officer"), JSON.stringify(approval)])).rejects.toThrow(/cannot approve/);
    await expect(test.superuser.query(insert, [house.campaignId, "x", JSON.stringify({ kind: "propose-amendment", regulationVersionId: target, sha256: "0" })])).rejects.toThrow(/frozen version/);
    expect((await draft()).result).toMatchObject({ regulation: { sha256: plan.loaded.sha256 } });
    expect((await act("officer", { kind: "withdraw-amendment", proposal: approval.proposal, reason: "Cần bổ sung ý kiến của Sở Tư pháp" })).json).toMatchObject({ amendments: [{ state: "withdrawn" }] });
    expect((await act("chair", approval)).status).toBe(409);
  });

  it("once approved, everything counts by it, as was previewed", async () => {
    const shown = await previewed(target);
    await amendTo(target);
    const after = await draft();
    expect(after.result.regulation.sha256).toBe(amended.sha256);
    expect(shown.units.map(({ unit, ratios }) => [unit, ratios.map((one) => one.after)])).toEqual(after.result.units.map((one) => [one.code, Object.values(one.ratios).map(({ why: _why, ...place }) => place)]));
    expect(after.gaps).toHaveLength(shown.gaps.after);
    const affected = CHANGED.filter((unit) => applies(unit, "1.2.1") && unit.own.some((one) => one.code === "1.2.1" && !("points" in one.input)));
    expect(affected.length).toBeGreaterThan(0);
    for (const { code: unit } of affected) expect(after.gaps).toContainEqual({ unit, code: "1.2.1", why: "no-longer-fits" });
    for (const unit of CHANGED.filter((one) => applies(one, "1.1.5"))) expect(after.gaps).toContainEqual({ unit: unit.code, code: "1.1.5", why: "missing" });
    expect(JSON.stringify(after.result)).not.toBe(draftBefore);
  });

  it("a value that no longer fits is shown so and counts as missing; the file and the progress stand", async () => {
    const unit = CHANGED.find((one) => applies(one, "1.2.1") && one.own.some((step) => step.code === "1.2.1" && !("points" in step.input)))?.code ?? "";
    const own = await criterion("chair", unit, "1.2.1");
    expect(own).toMatchObject({ self: { points: null, fits: false }, outcomes: [{ state: "no-longer-fits", points: null }, {}], isContested: false });
    expect(own?.self?.input).not.toBeNull();
    expect(await criterion("chair", unit, "1.1.4")).toBeUndefined();
    const file = await house.send(headOf(unit), "GET", unitPath(unit, "/assessment"));
    expect(file.json["missing"]).toEqual(expect.arrayContaining(["1.1.5", "1.2.1"]));
    const { items } = (await json("officer", "/progress")) as { items: { unitCode: string; toScore: number; scored: number; appraised: Record<string, number> }[] };
    const row = items.find((one) => one.unitCode === unit);
    expect((row?.toScore ?? 0) - (row?.scored ?? 0)).toBe((file.json["missing"] as unknown[]).length);
  });

  it("what was entered for a criterion that is gone is archived, for each reader as far as it may be seen", async () => {
    const unit = CHANGED.find((one) => one.own.some((step) => step.code === "1.1.4"));
    if (unit === undefined) throw new Error("nobody has scored 1.1.4");
    const archive = async (as: string) => house.send(as, "GET", unitPath(unit.code, "/archive"));
    const self = { input: Object.fromEntries(Object.entries(unit.own.find((one) => one.code === "1.1.4")?.input ?? {}).map(([key, value]) => [key, String(value)])), fits: false, points: null };
    expect((await archive("chair")).json["items"]).toMatchObject([{ code: "1.1.4", self, appraisals: [{ round: "1" }] }]);
    expect((await archive(headOf(unit.code))).json["items"]).toMatchObject([{ code: "1.1.4", self, appraisals: [] }]);
    expect((await archive(headOf(CODES.find((one) => one !== unit.code) ?? ""))).status).toBe(404);
    expect((await house.send("auditor", "GET", unitPath(unit.code, "/history?code=1.1.4"))).json["items"]).toHaveLength(2);
    const written = await house.send("hd.mot", "PUT", unitPath(unit.code, "/appraisals/1/1.1.4"), { input: { points: "1" }, reason: "một lý do đủ dài" }, "1");
    expect([403, 404]).toContain(written.status);
  });

  it("is taken back by another one, and the result is the same again, byte for byte", async () => {
    await amendTo(house.regulationVersionId);
    expect(JSON.stringify((await draft()).result)).toBe(draftBefore);
    expect((await house.send("chair", "GET", unitPath(FIRST, "/archive"))).json["items"]).toEqual([]);
    expect((await json("officer", ""))["amendments"]).toMatchObject([{ state: "withdrawn" }, { state: "approved" }, { state: "approved" }]);
  });
});

describe("an amendment when results are consolidated", { timeout: PATIENCE }, () => {
  const approval = { decisionNumber: "02311/QĐ-UBND", decidedOn: "2025-12-30" };

  it("stops the approval of a result that was proposed under the version before", async () => {
    await reach(house, "explanation", "appraisal-1");
    const explained = await explain(house, plan);
    await reach(house, "appraisal-2", "explanation");
    await appraiseSecond(house, plan, explained);
    await reach(house, "consolidation", "appraisal-2");
    await decideTies(house);
    expect((await house.send("officer", "POST", path("/result-versions"), {})).json).toMatchObject({ number: 1, regulation: { versionId: house.regulationVersionId } });
    await amendTo(target);
    expect((await house.send("chutich", "POST", path("/result-versions/1/approval"), approval)).status).toBe(409);
    expect((await house.send("chutich", "POST", path("/result-versions/1/return"), { reason: "Quy định đã được sửa đổi." })).status).toBe(201);
  });

  it("nothing is proposed while scores wait to be entered anew; then the result is that of the version in force", async () => {
    const refused = await house.send("officer", "POST", path("/result-versions"), {});
    expect(refused.status).toBe(409);
    const gaps = refused.json["gaps"] as { unit: string; code: string; why: string }[];
    expect(new Set(gaps.map((one) => one.code))).toEqual(new Set(["1.1.5", "1.2.1"]));
    for (const { unit, code } of gaps) expect((await house.send("chair", "PUT", unitPath(unit, `/corrections/${code}`), { input: { points: "1" }, reason: "Chấm lại theo quy định đã sửa đổi." }, "0")).status).toBe(200);
    const orders = await decideTies(house);
    const proposed = await house.send("officer", "POST", path("/result-versions"), {});
    expect(proposed).toMatchObject({ status: 201, json: { number: 2, regulation: { versionId: target, sha256: amended.sha256 } } });
    expect((await house.send("chutich", "POST", path("/result-versions/2/approval"), approval)).status).toBe(201);
    expect((await house.send("officer", "POST", path("/result-versions/2/publication"))).status).toBe(201);
    // What the cycle was to come to, with what the amendment did to it.
    const corrected = new Set(gaps.map((one) => `${one.unit} ${one.code}`));
    const units = (plan.outcome.units as typeof outcomeUnits).map((unit) => {
      const { "1.1.4": _gone, ...scores } = unit.scores;
      const given = ["1.1.5", "1.2.1"].filter((code) => corrected.has(`${unit.code} ${code}`)).map((code): [string, unknown] => [code, { points: "1" }]);
      return unit.index === "01" ? { ...unit, scores: { ...scores, ...Object.fromEntries<unknown>(given) } } : unit;
    });
    const published = await house.send("nobody", "GET", path("/result-versions/2"));
    const exported = await house.send("nobody", "GET", path("/result-versions/2/case"));
    expect(published.json["result"]).toEqual(computed(amended, exported.json));
    const held = exported.json["decisions"];
    expect(published.json["result"]).toEqual(computed(amended, { ...plan.outcome, units, ...(held === undefined ? {} : { decisions: held }) }));
    expect(Object.values(orders).flat().every((order) => JSON.stringify(held).includes(JSON.stringify(order)))).toBe(true);
  });

  it("results of both versions stay explained by their own; the published one is replayed from the ledger, amendments and all", async () => {
    expect((await json("officer", "/result-versions/1"))["result"]).toEqual(computed(plan.loaded, await json("officer", "/result-versions/1/case")));
    for (const [number, has] of [["1", true], ["2", false]] as const) expect(JSON.stringify(await json("officer", `/result-versions/${number}/units/${FIRST}`)).includes("1.1.4")).toBe(has);
    expect(await replayResults(test.database)).toEqual({ replayed: 1, faults: [] });
    await test.superuser.query("set session_replication_role = replica");
    await test.superuser.query("update congtam.audit_entry set action = 'campaign.withdraw-amendment' where seq = (select max(seq) from congtam.audit_entry where action = 'campaign.approve-amendment')");
    expect((await replayResults(test.database)).faults).toHaveLength(1);
    await test.superuser.query("set session_replication_role = origin");
  });

  it("comes too late once the result is decided", async () => {
    expect((await propose("officer", house.regulationVersionId)).status).toBe(409);
    expect(house.failures).toEqual([]);
  });
});
