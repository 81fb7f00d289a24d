import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CampaignHouse, openCampaignHouse, reach } from "../../../tests/server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { makePlan, type UnitPlan } from "../../../tests/cycle/plan.ts";
import { findCampaign, recordUnits } from "../campaign/index.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { enterScores, submitFiles } from "./index.ts";

/** What is said of many units at once stands under the rules that hold for one, and is told to the ledger in the same words. */

const plan = makePlan(7).units.filter((one) => one.index === "01").slice(0, 6);
let test: TestDatabase;
let house: CampaignHouse;

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, plan, { officer: { role: "programme-officer" }, head: { role: "unit-head", unit: plan[0]?.code ?? "", kind: "head" } });
});
afterAll(async () => {
  await house.close();
  await test.close();
});

type Work<T> = (tx: Transaction, campaign: NonNullable<Awaited<ReturnType<typeof findCampaign>>>) => Promise<T>;
const inCampaign = <T>(work: Work<T>): Promise<T> =>
  test.database.transaction(async (tx) => {
    const campaign = await findCampaign(tx, house.campaignId);
    if (campaign === undefined) throw new RangeError("no campaign");
    return work(tx, campaign);
  });

/** The fields that a refusal names. */
async function wrongFields(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(() => undefined, (error_: unknown) => error_);
  if (!(error instanceof Problem)) throw new Error(`no refusal: ${String(error)}`);
  return error.fields.length === 0 ? [error.key] : error.fields.map((one) => one.pointer);
}

const scoresOf = (unit: UnitPlan) => unit.own.map(({ code, input }) => ({ unitId: house.unitId(unit.code), code, input, note: "ghi chú", by: "somebody" }));
const enter = (units: readonly UnitPlan[]) => inCampaign((tx, campaign) => enterScores(tx, campaign, units.flatMap(scoresOf)));
const submit = (units: readonly UnitPlan[]): Promise<AuditEntry[]> => inCampaign((tx, campaign) => submitFiles(tx, campaign, units.map((one) => ({ unitId: house.unitId(one.code), by: "somebody" }))));
const [first, second, third, fourth] = plan as [UnitPlan, UnitPlan, UnitPlan, UnitPlan];
const readHead = () => house.send("head", "GET", `/campaigns/${house.campaignId}/units/${house.unitId(first.code)}/assessment`);

describe("marks and facts of many units", () => {
  it("are all set or none, each numbered behind what its unit has", async () => {
    const facts = plan.map((one) => ({ unitId: house.unitId(one.code), key: "leaderDisciplined", value: false, proof: "Công văn số 15/SNV" }));
    const marks = plan.flatMap((one) => one.marks.map(({ code, reason }) => ({ unitId: house.unitId(one.code), code, reason, article: "II.4.b" })));
    expect(marks.length).toBeGreaterThan(0);
    const wrong = { unitId: house.unitId(first.code), code: "5", reason: "Không được giao", article: "II.4.b" };
    expect(await wrongFields(inCampaign((tx, campaign) => recordUnits(tx, campaign, "officer", { marks: [...marks, wrong], facts: [...facts, { unitId: "nowhere", key: "x", value: 1, proof: "Không có" }] })))).toEqual([`/marks/${String(marks.length)}/code`, `/facts/${String(facts.length)}/unitId`]);
    const told = await inCampaign((tx, campaign) => recordUnits(tx, campaign, "officer", { marks, facts }));
    expect(told).toHaveLength(marks.length + facts.length);
    const again = await inCampaign((tx, campaign) => recordUnits(tx, campaign, "officer", { marks: [], facts: facts.slice(0, 1) }));
    expect(again).toMatchObject([{ action: "campaign.fact-set", data: { unitId: house.unitId(first.code), number: 2 } }]);
    expect((await house.send("officer", "GET", `/campaigns/${house.campaignId}/facts`)).json["items"]).toHaveLength(plan.length);
  });
});

describe("scores of many units", () => {
  it("are refused outside the stage, and each that breaks a rule is named", async () => {
    expect((await wrongFields(enter([first])))[0]).toBe("/scores/0/unitId");
    await reach(house, "self-scoring");
    const [good] = scoresOf(first);
    if (good === undefined) throw new RangeError("nothing to score");
    const marked = plan.find((one) => one.marks.some(({ code }) => /\.\d+\.\d+$/.test(code)));
    const bad = [{ ...good, unitId: "nowhere" }, { ...good, code: "4.1" }, { ...good, code: "9.9" }, { ...good, input: { points: "1.00" } }, ...(marked === undefined ? [] : [{ ...good, unitId: house.unitId(marked.code), code: marked.marks[0]?.code ?? "" }])];
    const pointers = await wrongFields(inCampaign((tx, campaign) => enterScores(tx, campaign, [good, ...bad])));
    expect(pointers.slice(0, 4)).toEqual(["/scores/1/unitId", "/scores/2/code", "/scores/3/code", "/scores/4/input/points"]);
    expect(pointers).toHaveLength(bad.length);
    expect((await readHead()).json["criteria"]).not.toContainEqual(expect.objectContaining({ self: expect.objectContaining({ version: "1" }) as unknown }));
  });

  it("are read back as they were entered, and entered again they are the next versions", async () => {
    const told = await enter([first, second]);
    expect(told).toHaveLength(first.own.length + second.own.length);
    expect((await enter([first]))[0]).toMatchObject({ action: "assessment.self", data: { unit: house.unitId(first.code), version: 2, note: "ghi chú", by: "somebody" } });
    const { json } = await readHead();
    const scored = (json["criteria"] as { code: string; self: { version: string } | null }[]).filter((one) => one.self !== null);
    expect(scored.map((one) => one.code).toSorted()).toEqual(first.own.map((one) => one.code).toSorted());
    expect(json["missing"]).toEqual([]);
  });

  it("take as many statements for many units as for one", async () => {
    const statements = async (units: readonly UnitPlan[]) => {
      const before = test.database.statements();
      await enter(units);
      return test.database.statements() - before;
    };
    expect(await statements(plan)).toBe(await statements([second]));
  });
});

describe("files of many units", () => {
  it("are handed in only complete, all or none, with the receipt that a head would get", async () => {
    await test.superuser.query("delete from congtam.assessment_entry where unit = $1 and criterion = $2", [house.unitId(third.code), third.own[0]?.code ?? ""]);
    expect(await wrongFields(submit([second, third]))).toEqual(["conflict"]);
    const [mine] = await submit([second]);
    expect(mine).toMatchObject({ action: "assessment.submit", data: { unit: house.unitId(second.code), number: 1, by: "somebody", action: { kind: "submit", part: "self-scoring" } } });
    expect(await wrongFields(submit([second]))).toEqual(["conflict"]);
    expect(await wrongFields(enter([second]))).toContain("/scores/0/unitId");
    const byHead = await house.send("head", "POST", `/campaigns/${house.campaignId}/units/${house.unitId(first.code)}/file-actions`, { kind: "submit" }, "0");
    expect(byHead.status).toBe(201);
    await house.send("head", "POST", `/campaigns/${house.campaignId}/units/${house.unitId(first.code)}/file-actions`, { kind: "take-back", comment: "Cần xem lại một tiêu chí." }, "1");
    const [again] = await submit([first]);
    const [receipt] = byHead.json["receipts"] as { hash: string }[];
    expect(again).toMatchObject({ data: { number: 3, action: { hash: receipt?.hash } } });
    expect(await submit([fourth])).toHaveLength(1);
    expect(house.failures).toEqual([]);
  });
});
