import { CALENDAR, type CampaignHouse } from "../server/cycle-house.ts";
import { MEMBERS } from "../cycle/people.ts";
import { asked, other, unit } from "./people.ts";
import type { State } from "./stages.ts";

/** One request for each route that touches a campaign: whoever may, in a stage that lets it, would get it done. */

export type Request = { readonly method: "GET" | "POST" | "PUT"; readonly path: string; readonly body?: object };
/** What the campaign holds when it is asked. */
export type Held = { readonly house: CampaignHouse; readonly assignmentId: string; readonly requestId: string; readonly reopening: number; readonly amendment: number };

const LONG = "2099-12-31T00:00:00.000Z";
const reason = "một lý do đủ dài để ghi lại";
/** The council cuts it in the first round, so that it is contested. */
const cut = unit.cut.find(({ code }) => code.startsWith("1."));
const CODE = cut?.code ?? "";
const OWN = unit.own.find(({ code }) => code === CODE);
const RATING = unit.ratings[0]?.code ?? "";
const IMPORTED = unit.imported[0];
const DOCUMENT = { number: "1/QĐ-UBND", on: "2025-12-15", text: "Sửa đổi Bộ tiêu chí trong năm." };

const NEXT: Readonly<Partial<Record<State, string>>> = { draft: "self-scoring", "self-scoring": "appraisal-1", "appraisal-1": "explanation", explanation: "appraisal-2", "appraisal-2": "consolidation", consolidation: "decided", proposed: "decided" };
const TIMED = new Set<State>(["self-scoring", "appraisal-1", "explanation", "appraisal-2"]);

type Requests = Readonly<Record<string, Request>>;
const get = (path: string): Request => ({ method: "GET", path });
const post = (path: string, body?: object): Request => ({ method: "POST", path, ...(body === undefined ? {} : { body }) });
const put = (path: string, body: object): Request => ({ method: "PUT", path, body });

function ofCampaign({ house, assignmentId, reopening, amendment }: Held, campaign: string, file: string, state: State): Requests {
  const act = (body: object) => post(`${campaign}/actions`, body);
  const place = { unitId: house.unitId(unit.code), until: LONG, reason };
  return {
    "campaign.read": get(campaign),
    "campaign.units": get(`${campaign}/units`),
    "campaign.marks": get(`${campaign}/not-applicable`),
    "campaign.unitMarks": get(`${file}/not-applicable`),
    "campaign.assignments": get(`${campaign}/assignments`),
    "campaign.appraisers": get(`${campaign}/appraisers`),
    "campaign.coverage": get(`${campaign}/coverage`),
    "campaign.uncovered": get(`${campaign}/coverage/01/1`),
    "campaign.facts": get(`${campaign}/facts`),
    "report.readMeasured": get(`${file}/measured`),
    "report.answerMeasured": post(`${file}/measured/1.1.1`, { kind: "confirm" }),
    "personnel.taskFacts": get(`${campaign}/task-facts`),
    "personnel.fillTaskFacts": post(`${campaign}/task-facts`, { unitIds: [house.unitId(unit.code)] }),
    "campaign.unitFacts": get(`${file}/facts`),
    "campaign.remind": post(`${campaign}/reminders`, { unitIds: [house.unitId(unit.code)] }),
    "campaign.assign": post(`${campaign}/assignments`, { items: [{ personId: house.personOf(MEMBERS[0]), index: "01", codes: ["3"] }] }),
    "campaign.endAssignment": post(`${campaign}/assignments/${assignmentId}/ending`),
    "campaign.setMark": put(`${file}/not-applicable/2.1`, { reason, article: "II.4.b" }),
    "campaign.withdrawMark": post(`${file}/not-applicable/2.1/withdrawal`, { reason }),
    "campaign.setFact": put(`${file}/facts/leaderDisciplined`, { value: false, proof: reason }),
    "campaign.act:set-calendar": act({ kind: "set-calendar", calendar: CALENDAR }),
    "campaign.act:advance": act({ kind: "advance", to: NEXT[state] ?? "published" }),
    "campaign.act:extend": act({ kind: "extend", ...place, stage: TIMED.has(state) ? state : "self-scoring" }),
    "campaign.act:propose-reopening": act({ kind: "propose-reopening", ...place, stage: "self-scoring" }),
    "campaign.act:approve-reopening": act({ kind: "approve-reopening", proposal: reopening }),
    "campaign.act:propose-amendment": act({ kind: "propose-amendment", regulationVersionId: "nowhere", document: DOCUMENT, reason }),
    "campaign.act:approve-amendment": act({ kind: "approve-amendment", proposal: amendment }),
    "campaign.act:withdraw-amendment": act({ kind: "withdraw-amendment", proposal: amendment, reason }),
  };
}

function ofLeaders({ house }: Held, campaign: string, file: string, state: State): Requests {
  const remit = `${campaign}/remits/${house.personOf("pct.mot")}`;
  return {
    "leadership.remits": get(`${campaign}/remits`),
    "leadership.readRemit": get(remit),
    "leadership.setRemit": put(remit, { unitIds: [unit, other, asked].map(({ code }) => house.unitId(code)) }),
    "leadership.readMark": get(`${file}/marks/${RATING}`),
    "leadership.giveMark": put(`${file}/marks/${RATING}`, { mark: "1.00" }),
    // The marks are given for good after self-scoring was asked.
    "leadership.giveMarks": post(`${campaign}/marks`, { marks: [{ unitId: house.unitId(unit.code), code: RATING, mark: "1.00", version: state === "draft" || state === "self-scoring" ? "0" : "1" }] }),
    "leadership.marking": get(`${campaign}/marking`),
    "leadership.progress": get(`${campaign}/marks/progress`),
    "leadership.marks": get(`${campaign}/marks`),
    "leadership.markHistory": get(`${campaign}/marks/history`),
  };
}

function ofFiles({ house, requestId }: Held, campaign: string, file: string, state: State): Requests {
  const item = { unitId: house.unitId(unit.code), code: CODE };
  return {
    "assessment.read": get(`${file}/assessment`),
    "assessment.report": get(`${file}/report`),
    "assessment.certificate": get(`${file}/receipts/self-scoring`),
    "assessment.roundPaper": get(`${campaign}/rounds/1/papers/minutes`),
    "assessment.scoreSheet": get(`${file}/score-sheet`),
    "assessment.saveScoreSheet": post(`${file}/score-sheet`, { content: "AAAA" }),
    "assessment.scoreSheets": get(`${campaign}/score-sheets`),
    "assessment.saveScoreSheets": post(`${campaign}/score-sheets`, { content: "AAAA" }),
    "assessment.archive": get(`${file}/archive`),
    "assessment.history": get(`${file}/history`),
    "assessment.links": get(`${file}/evidence`),
    "assessment.setLinks": put(`${file}/evidence/${CODE}`, { links: [] }),
    "assessment.progress": get(`${campaign}/progress`),
    "assessment.saveScore": put(`${file}/scores/${CODE}`, { input: OWN?.input ?? null }),
    "assessment.saveExplanation": put(`${file}/explanations/${CODE}`, { text: reason }),
    "assessment.act:hand-up": post(`${file}/file-actions`, { kind: "hand-up" }),
    "assessment.act:submit": post(`${file}/file-actions`, { kind: "submit" }),
    "assessment.saveAppraisal:1": put(`${file}/appraisals/1/${CODE}`, { input: cut?.input ?? null, reason }),
    "assessment.saveAppraisal:2": put(`${file}/appraisals/2/${CODE}`, { input: OWN?.input ?? null, reason }),
    "assessment.agree": post(`${campaign}/agreements`, { round: state === "appraisal-2" ? "2" : "1", items: [item] }),
    "assessment.grid": get(`${campaign}/criteria/${CODE}/units?index=01&round=1&scope=all`),
    "assessment.round": get(`${campaign}/rounds/1`),
    "assessment.saveAppraisals:1": post(`${campaign}/criteria/${CODE}/appraisals/1`, { index: "01", items: [{ unitId: item.unitId, input: cut?.input ?? null, reason, version: "0" }] }),
    "assessment.saveAppraisals:2": post(`${campaign}/criteria/${CODE}/appraisals/2`, { index: "01", items: [{ unitId: item.unitId, input: OWN?.input ?? null, reason, version: "0" }] }),
    "live.bePresent": post(`${file}/presence`, { code: CODE }),
    "assessment.reasons": get(`${file}/appraisals/1/${CODE}/reasons`),
    "assessment.correct": put(`${file}/corrections/${CODE}`, { input: { points: "0" }, reason }),
    "assessment.import": post(`${campaign}/imports`, { source: "Báo cáo khảo sát", dated: "2025-12-20", items: [{ unit: unit.code, code: IMPORTED?.code ?? "", input: IMPORTED?.input ?? {} }] }),
    "assessment.askOpinion": post(`${campaign}/opinion-requests`, { toUnitId: house.unitId(asked.code), question: reason, due: "2025-12-20", items: [item] }),
    "assessment.listOpinions": get(`${campaign}/opinion-requests`),
    "assessment.answerOpinion": put(`${campaign}/opinion-requests/${requestId}/units/${item.unitId}/answers/${CODE}`, { stance: "agrees", text: reason }),
  };
}

function ofResults({ house }: Held, campaign: string, file: string): Requests {
  const version = `${campaign}/result-versions/1`;
  return {
    "result.draft": get(`${campaign}/draft-result`),
    "result.explainDraft": get(`${campaign}/draft-result/${unit.code}`),
    "result.amendmentPreview": get(`${campaign}/amendment-preview?version=nowhere`),
    "result.previousValues": get(`${file}/previous-values`),
    "result.pending": get(`${campaign}/pending-decisions`),
    "result.decide": post(`${campaign}/decisions`, { kind: "order", ratio: "quality", units: [unit.code, "NOWHERE"], reason }),
    "result.propose": post(`${campaign}/result-versions`, { reason }),
    "result.approve": post(`${version}/approval`, { decisionNumber: "1/QĐ-UBND", decidedOn: "2025-12-30" }),
    "result.return": post(`${version}/return`, { reason }),
    "result.publish": post(`${version}/publication`),
    "result.withdrawEmbargo": post(`${version}/embargo-withdrawal`),
    "result.versions": get(`${campaign}/result-versions`),
    "result.version": get(version),
    "result.case": get(`${version}/case`),
    "result.explain": get(`${version}/units/${unit.code}`),
    "result.paper": get(`${version}/documents/decision`),
    "result.notice": get(`${version}/units/${unit.code}/notice`),
    "result.workbook": get(`${version}/workbook`),
    "portal.verifiedFeedback": get(`${campaign}/verified-feedback`),
    "plan.verifiedFindings": get(`${campaign}/verified-findings`),
    "plan.verifiedFile": get(`${campaign}/verified-findings/none/files/1`),
    "portal.openRemediation": post(`${campaign}/remediation`, { leastLost: "0.50" }),
    "portal.remediationList": get(`${campaign}/remediation`),
    "portal.remediation": get(`${campaign}/remediation/none`),
    "portal.actOnRemediation": post(`${campaign}/remediation/none/actions`, { kind: "confirm" }),
    "portal.addRemediationFile": post(`${campaign}/remediation/none/files`, { name: "a.pdf", content: "JVBERi0=" }),
    "portal.remediationFile": get(`${campaign}/remediation/none/files/1`),
    "portal.earlierRemediation": get(`${file}/earlier-remediation`),
    "result.compare": get(`${campaign}/comparison?with=${house.campaignId}&ratio=quality`),
  };
}

/** Every request as it is made in this state, by operation and what is done. */
export function requestsIn(held: Held, state: State): Requests {
  const campaign = `/campaigns/${held.house.campaignId}`;
  const file = `${campaign}/units/${held.house.unitId(unit.code)}`;
  return { ...ofCampaign(held, campaign, file, state), ...ofLeaders(held, campaign, file, state), ...ofFiles(held, campaign, file, state), ...ofResults(held, campaign, file) };
}
