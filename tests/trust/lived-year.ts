import { record } from "../../src/server/audit/index.ts";
import { handOverAssignments } from "../../src/server/campaign/index.ts";
import { passingSettings } from "../../src/server/evidence/making.ts";
import { addDecision } from "../../src/server/result/queries.ts";
import { appraiseFirst, appraiseSecond, castFor, explain, headOf, measureAndMark, scoreThemselves, setUp } from "../cycle/people.ts";
import { makePlan, type Plan } from "../cycle/plan.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "../server/cycle-house.ts";
import { tellOfEvidence } from "../server/fuzz-evidence.ts";
import type { Raw } from "../server/fuzz-raw.ts";
import { tellOfCampaign, tellOfCouncil, tellOfResult } from "../server/fuzz-story.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";

/** A year of three units in which nearly everything happens: also what is taken back, ended, returned, corrected, revised. */

const whole = makePlan(2025);
const units = ["01", "02", "03"].flatMap((index) => whole.units.filter((one) => one.index === index && one.marks.length > 0 && one.ratings.length > 0).slice(0, 1));
const plan: Plan = { ...whole, units };
const CAST = { ...castFor(units), admin: { role: "administrator" }, giver: { role: "opinion-giver", unit: units[1]?.code ?? "" } } as const;

const REASON = "Theo biên bản làm việc ngày 15/12/2025.";

/** Three units seldom tie: a decision as the room keeps it and tells it to the ledger. */
async function decideWithoutTie({ campaignId, personOf }: CampaignHouse, { database }: TestDatabase, unit: string): Promise<void> {
  await database.transaction(async (tx) => {
    const decided = { number: 1, by: personOf("chutich"), at: (await tx.now()).toISOString(), decision: { kind: "level", ratio: "quality", unit, level: "good", reason: REASON } } as const;
    await addDecision(tx, campaignId, decided);
    await record(tx, "chutich", [{ action: "result.decided", subject: `campaign:${campaignId}`, data: decided }]);
  });
}

/** People come and go: units are renamed and merged, posts and roles begin and end, keys are issued and taken back. */
async function reorganise({ send, setClock }: CampaignHouse): Promise<void> {
  await setClock("2025-12-02T02:00:00Z");
  const asked = async (method: "GET" | "POST" | "PUT", path: string, body?: object, seen?: string) => {
    const answer = await send("admin", method, path, body, seen);
    if (answer.status >= 300) throw new Error(`${path}: ${String(answer.status)} ${JSON.stringify(answer.json)}`);
    return { ...answer, id: String(answer.json["id"]) };
  };
  const old = await asked("POST", "/units", { code: "CU", name: "Chi cục cũ", index: null, parent: null, from: "2025-02-01" });
  const next = await asked("POST", "/units", { code: "MOI", name: "Chi cục mới", index: null, parent: null, from: "2025-02-01" });
  const right = await asked("PUT", `/units/${old.id}`, { name: "Chi cục cũ, viết đúng", index: null, parent: null, on: "2025-02-01" }, "1");
  await asked("PUT", `/units/${old.id}`, { name: "Chi cục đổi tên", index: "01", parent: next.id, on: "2025-06-01" }, right.etag);
  const person = await asked("POST", "/people", { name: "Lê Thị Hoa" });
  const successor = await asked("POST", "/people", { name: "Trần Văn Nam" });
  const ended = await asked("POST", `/people/${person.id}/posts`, { unit: next.id, kind: "officer", title: "Chuyên viên", from: "2025-02-01" });
  await asked("POST", `/posts/${ended.id}/ending`, { on: "2025-05-01" });
  await asked("POST", `/people/${person.id}/posts`, { unit: old.id, kind: "head", title: "Chi cục trưởng", from: "2025-02-01" });
  await asked("POST", `/people/${person.id}/posts`, { unit: next.id, kind: "officer", title: "Chuyên viên", from: "2025-06-01" });
  await asked("POST", `/units/${old.id}/merging`, { into: next.id, on: "2025-11-01" });
  const leaver = await asked("POST", "/accounts", { username: "le.hoa", personId: person.id, name: "Lê Thị Hoa" });
  const heir = await asked("POST", "/accounts", { username: "tran.nam", personId: successor.id, name: "Trần Văn Nam" });
  const given = await asked("PUT", `/accounts/${leaver.id}/roles`, { roles: [{ role: "unit-scorer" }, { role: "working-group", to: "2026-06-01T00:00:00.000Z" }] }, leaver.etag);
  await setClock("2025-12-02T03:00:00Z");
  const changed = await asked("PUT", `/accounts/${leaver.id}/roles`, { roles: [{ role: "unit-scorer", to: "2026-06-01T00:00:00.000Z" }] }, given.etag);
  await setClock("2025-12-02T04:00:00Z");
  await asked("POST", `/accounts/${leaver.id}/handover`, { successorAccountId: heir.id, on: "2025-12-02" }, changed.etag);
  const closed = await asked("POST", `/accounts/${heir.id}/disabling`);
  await asked("POST", `/accounts/${heir.id}/enabling`, { reason: REASON }, closed.etag);
  const system = await asked("POST", "/service-accounts", { username: "he.thong", name: "Cổng dữ liệu" });
  await asked("PUT", `/accounts/${system.id}/roles`, { roles: [{ role: "opinion-giver" }] }, system.etag);
  await setClock("2025-12-02T05:00:00Z");
  const key = { accountId: system.id, name: "Khóa", roles: ["opinion-giver"], expiresAt: "2026-06-01T00:00:00.000Z" };
  const issued = await asked("POST", "/api-keys", key);
  await asked("POST", `/api-keys/${(issued.json["key"] as { id: string }).id}/revocation`);
  await asked("POST", "/api-keys", key);
}

export type LivedYear = CampaignHouse & { readonly test: TestDatabase; readonly end: () => Promise<void> };

export async function liveYear(): Promise<LivedYear> {
  const test = await freshDatabase();
  const house = await openCampaignHouse(test, units, CAST, { evidence: { ...passingSettings(), clamd: "/nowhere/clamd.sock" } });
  const raw: Raw = async (method, path, { as = "nobody", body, seen } = {}) => ({ ...(await house.send(as, method as "GET", path, body, seen)), cookie: "", location: "" });
  const campaign = `/campaigns/${house.campaignId}`;
  const must = async (as: string, method: "GET" | "POST" | "PUT", path: string, body?: object, seen?: string) => {
    const answer = await house.send(as, method, `${campaign}${path}`, body, seen);
    if (answer.status >= 300) throw new Error(`${path}: ${String(answer.status)} ${JSON.stringify(answer.json)}`);
    return answer;
  };
  const [unit] = units;
  if (unit === undefined) throw new RangeError("a plan without units");
  const [head, file] = [headOf(unit.code), `/units/${house.unitId(unit.code)}`];
  const own = unit.own[0];
  const rating = unit.ratings[0];

  await reorganise(house);
  await setUp(house, plan);
  await reach(house, "self-scoring");
  await scoreThemselves(house, plan);
  // The head takes the file back, scores anew and submits again.
  await must(head, "POST", `${file}/file-actions`, { kind: "take-back", comment: REASON }, "1");
  await must(head, "PUT", `${file}/scores/${own?.code ?? ""}`, { input: own?.input, note: "Bổ sung tài liệu." }, "1");
  await tellOfEvidence(raw, house, plan);
  await must(head, "POST", `${file}/file-actions`, { kind: "submit" }, "2");
  await measureAndMark(house, plan);
  // A leader takes a mark back and gives another.
  await must("chutich", "PUT", `${file}/marks/${rating?.code ?? ""}`, { mark: null }, "1");
  await must("chutich", "PUT", `${file}/marks/${rating?.code ?? ""}`, { mark: "4.00", note: "Đã xem lại." }, "2");
  await tellOfCampaign(raw, house, plan);
  await reach(house, "appraisal-1", "self-scoring");
  await tellOfCouncil(raw, house, plan);
  await house.act({ kind: "extend", unitId: house.unitId(unit.code), stage: "explanation", until: "2025-12-22T17:00:00.000Z", reason: REASON });
  await appraiseFirst(house, plan);
  await reach(house, "explanation", "appraisal-1");
  const explained = await explain(house, plan);
  await reach(house, "appraisal-2", "explanation");
  await appraiseSecond(house, plan, explained);
  // Somebody leaves the council, and another member goes on with what is left.
  await test.database.transaction(async (tx) => record(tx, "chair", await handOverAssignments(tx, { fromPerson: house.personOf("hd.ba"), toPerson: house.personOf("hd.hai"), by: "chair" })));
  await reach(house, "consolidation", "appraisal-2");
  await tellOfResult(raw, house, plan);
  // A published result is corrected and replaced.
  await must("chair", "PUT", `${file}/corrections/${own?.code ?? ""}`, { input: own?.input, reason: REASON }, "1");
  await must("officer", "POST", "/result-versions", { reason: REASON });
  await must("chutich", "POST", "/result-versions/3/approval", { decisionNumber: "02399/QĐ-UBND", decidedOn: "2025-12-31" });
  await must("officer", "POST", "/result-versions/3/publication");
  await decideWithoutTie(house, test, unit.code);
  const end = async () => {
    await house.close();
    await test.close();
  };
  return { ...house, test, end };
}
