import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stage, STAGES } from "../../src/contract/cycle.ts";
import { castFor, headOf, MEMBERS } from "../cycle/people.ts";
import { makePlan, type UnitPlan } from "../cycle/plan.ts";
import { type CampaignHouse, openCampaignHouse } from "../server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { POSSIBLE } from "./stages.ts";

/** Every change of a campaign, asked for in every stage by somebody who may: possible exactly where it is written. */

/** Two units of one index to which everything applies. */
function twoUnits(): readonly [UnitPlan, UnitPlan] {
  const [one, another] = makePlan(2025).units.filter((each) => each.index === "01" && each.marks.length === 0 && each.ratings.length > 0);
  if (one === undefined || another === undefined) throw new RangeError("the plan has too few units");
  return [one, another];
}

const [unit, other] = twoUnits();
const OWN = unit.own.find((one) => one.code.startsWith("1."));
const CODE = OWN?.code ?? "";
const RATING = unit.ratings[0]?.code ?? "";
const IMPORTED = unit.imported[0];
const LONG = "2099-12-31T00:00:00.000Z";
const REASON = "một lý do đủ dài để ghi lại";

let test: TestDatabase;
let house: CampaignHouse;
beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, [unit, other], castFor([unit, other]));
  await house.act({ kind: "set-calendar", calendar: { "self-scoring": "2099-12-01T00:00:00.000Z", "appraisal-1": "2099-12-10T00:00:00.000Z", explanation: "2099-12-20T00:00:00.000Z", "appraisal-2": LONG } });
});
afterAll(async () => {
  await house.close();
  await test.close();
});

/** Sets the stage behind everybody's back, as if the time had come. */
const bringTo = (stage: Stage) =>
  test.superuser.query("insert into congtam.campaign_action (campaign, number, at, by, action) select $1, max(number) + 1, now(), 'test', $2 from congtam.campaign_action where campaign = $1", [house.campaignId, JSON.stringify({ kind: "advance", to: stage })]);

type Asked = { readonly as: string; readonly method: "POST" | "PUT"; readonly path: string; readonly body?: object; /** Where the version to be changed is read. */ readonly versionAt?: string };

function requests(): Readonly<Record<string, Asked>> {
  const campaign = `/campaigns/${house.campaignId}`;
  const file = `${campaign}/units/${house.unitId(unit.code)}`;
  const [member] = MEMBERS;
  return {
    "campaign.assign": { as: "chair", method: "POST", path: `${campaign}/assignments`, body: { items: [{ personId: house.personOf(member), index: "01", codes: ["1"] }] } },
    "campaign.setMark": { as: "officer", method: "PUT", path: `${file}/not-applicable/2.1`, body: { reason: REASON, article: "II.4.b" }, versionAt: `${file}/not-applicable` },
    "campaign.setFact": { as: "officer", method: "PUT", path: `${file}/facts/leaderDisciplined`, body: { value: false, proof: REASON }, versionAt: `${file}/facts` },
    "leadership.setRemit": { as: "officer", method: "PUT", path: `${campaign}/remits/${house.personOf("pct.mot")}`, body: { unitIds: [house.unitId(unit.code)] }, versionAt: `${campaign}/remits/${house.personOf("pct.mot")}` },
    "leadership.giveMark": { as: "chutich", method: "PUT", path: `${file}/marks/${RATING}`, body: { mark: "4.00" }, versionAt: `${file}/marks/${RATING}` },
    "assessment.saveScore": { as: headOf(unit.code), method: "PUT", path: `${file}/scores/${CODE}`, body: { input: OWN?.input ?? null } },
    "assessment.act": { as: headOf(unit.code), method: "POST", path: `${file}/file-actions`, body: { kind: "hand-up" }, versionAt: `${file}/assessment` },
    "assessment.saveAppraisal:1": { as: member, method: "PUT", path: `${file}/appraisals/1/${CODE}`, body: { input: { points: "0" }, reason: REASON } },
    "assessment.saveAppraisal:2": { as: member, method: "PUT", path: `${file}/appraisals/2/${CODE}`, body: { input: OWN?.input ?? null, reason: REASON } },
    "assessment.agree": { as: member, method: "POST", path: `${campaign}/agreements`, body: { round: "1", items: [{ unitId: house.unitId(unit.code), code: CODE }] } },
    "assessment.saveExplanation": { as: headOf(unit.code), method: "PUT", path: `${file}/explanations/${CODE}`, body: { text: REASON } },
    "assessment.import": { as: "group", method: "POST", path: `${campaign}/imports`, body: { source: "Báo cáo khảo sát", dated: "2025-12-20", items: [{ unit: unit.code, code: IMPORTED?.code ?? "", input: IMPORTED?.input ?? {} }] } },
    "assessment.askOpinion": { as: "group", method: "POST", path: `${campaign}/opinion-requests`, body: { toUnitId: house.unitId(other.code), question: REASON, due: "2025-12-20", items: [{ unitId: house.unitId(unit.code), code: CODE }] } },
    "assessment.correct": { as: "chair", method: "PUT", path: `${file}/corrections/${CODE}`, body: { input: { points: "0" }, reason: REASON } },
    "result.decide": { as: "chutich", method: "POST", path: `${campaign}/decisions`, body: { kind: "order", ratio: "quality", units: [unit.code, other.code], reason: REASON } },
    "result.propose": { as: "officer", method: "POST", path: `${campaign}/result-versions`, body: { reason: REASON } },
    "result.approve": { as: "chutich", method: "POST", path: `${campaign}/result-versions/1/approval`, body: { decisionNumber: "1/QĐ-UBND", decidedOn: "2025-12-30" } },
    "result.return": { as: "chutich", method: "POST", path: `${campaign}/result-versions/1/return`, body: { reason: REASON } },
    "result.publish": { as: "officer", method: "POST", path: `${campaign}/result-versions/1/publication` },
  };
}

/** Sends with the version that there is: read where it can be read, else told by the refusal of a stale one. */
async function ask({ as, method, path, body, versionAt }: Asked): Promise<number> {
  const seen = versionAt === undefined ? "0" : (await house.send(as, "GET", versionAt)).etag;
  const answer = await house.send(as, method, path, body, seen);
  if (answer.status !== 412) return answer.status;
  const { version } = answer.json["current"] as { version: string };
  return (await house.send(as, method, path, body, version)).status;
}

describe("changes of a campaign: possible in the stages that are written down, and in no other", () => {
  it("every request stands in the table and every line of the table is asked for", () => {
    expect(Object.keys(requests()).toSorted()).toEqual(Object.keys(POSSIBLE).toSorted());
  });

  it.each(STAGES)("in %s", async (stage) => {
    if (stage !== "draft") await bringTo(stage);
    const found: Record<string, string> = {};
    const written: Record<string, string> = {};
    for (const [operation, asked] of Object.entries(requests())) {
      const status = await ask(asked);
      const { stages, reached } = POSSIBLE[operation] ?? { stages: [], reached: false };
      const isPossible = stages.includes(stage);
      // Nothing to approve or publish is told as such before anything is said of the stage.
      const isRefused = status === 409 || (operation.startsWith("result.") && status === 404);
      found[operation] = status < 300 ? "done" : isRefused ? "refused" : String(status);
      written[operation] = isPossible ? (reached ? "done" : found[operation]) : "refused";
    }
    expect(found).toEqual(written);
  });

  it("broke nothing inside", () => {
    expect(house.failures).toEqual([]);
  });
});
