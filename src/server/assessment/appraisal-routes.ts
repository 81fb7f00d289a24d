import { agreeWith, correctScore, saveAppraisal } from "../../contract/assessment.ts";
import { STAGES } from "../../contract/cycle.ts";
import { leavesToAppraise, mandateOf, requireRole, unitsOfCampaign } from "../campaign/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { nextAppraisal, refuseScorers, requireRound } from "./appraising.ts";
import { assignedRelation, leafOf, openDesk, openHall, refuseMarked } from "./desk.ts";
import { requireInput } from "./inputs.ts";
import { announceSaved } from "./live.ts";
import { addEntries, hasScoredFor, newestEntries } from "./queries.ts";
import { type CriterionEntries, type Entry, isContested, isForSecondRound, scoredByOf, sortEntries, stepOfRound, valueBefore } from "./rules.ts";
import { conflict, savedView, saveVersion, told } from "./saving.ts";
import { tellContested } from "./telling.ts";

/** What the council does with the units' files (QĐ 02050, II.2, II.4.c): two rounds, agreement in bulk, corrections. */

async function handleAppraisal(call: Call<typeof saveAppraisal>): Promise<Change<typeof saveAppraisal>> {
  const { tx, body, params, seen } = call;
  const { personId } = actorOf(call);
  const desk = await openDesk(call, "together");
  const leaf = leafOf(desk, params.code);
  const hasScored = (await hasScoredFor(tx, desk.campaign.id, personId, [desk.unit.unitId])).size > 0;
  const entries = sortEntries(desk.entries);
  const entry = nextAppraisal({ ...desk, leaf, entries, hasScored }, { ...body, round: params.round, seen });
  if (!(await addEntries(tx, desk.campaign.id, [entry]))) throw new Problem("stale");
  await announceSaved(tx, desk, [entry]);
  // A first round that was reopened for the unit, when the others explain already.
  const others = entries.rounds[params.round].filter((one) => one.author !== personId);
  if (desk.cycle.stage === "explanation" && isContested(leaf, { ...entries, rounds: { ...entries.rounds, [params.round]: [...others, entry] } })) await tellContested(tx, desk);
  return { reply: { body: savedView(leaf, entry), version: String(entry.version) }, audit: [told(desk.campaign.id, entry)] };
}

type Item = { readonly unitId: string; readonly code: string };

/** All criteria of several units at once: what was entered, by unit and code. */
async function entriesOfItems(tx: Transaction, campaign: string, items: readonly Item[]): Promise<Map<string, CriterionEntries>> {
  const rows = await newestEntries(tx, campaign, { units: [...new Set(items.map((one) => one.unitId))], codes: [...new Set(items.map((one) => one.code))] });
  const grouped = Map.groupBy(rows, (one) => `${one.unitId} ${one.code}`);
  return new Map([...grouped].map(([key, some]) => [key, sortEntries(some)]));
}

/** Agreeing is an appraisal like any other, with the value that was there and without a reason. */
async function handleAgreement(call: Call<typeof agreeWith>): Promise<Change<typeof agreeWith>> {
  const { tx, body } = call;
  const { personId } = actorOf(call);
  const hall = await openHall(call, true, ["council-member", "council-chair"]);
  const { round } = body;
  const wanted = new Set(body.items.map((one) => one.unitId));
  const units = new Map((await unitsOfCampaign(tx, hall.campaign.id)).filter((one) => wanted.has(one.unitId)).map((one) => [one.unitId, one]));
  for (const unitId of units.keys()) requireRound(hall, unitId, round);
  const mandate = await mandateOf(tx, hall.campaign, hall.viewer);
  await refuseScorers(tx, hall, [...units.keys()]);
  const known = await entriesOfItems(tx, hall.campaign.id, body.items);
  const faults: FieldProblem[] = [];
  const agreed: Entry[] = [];
  for (const [i, { unitId, code }] of body.items.entries()) {
    const refuse = (vi: string, en: string) => faults.push({ pointer: `/items/${String(i)}`, message: { vi, en } });
    const unit = units.get(unitId);
    const index = unit === undefined ? undefined : hall.engine.indexes.get(unit.index);
    const leaf = index?.leafByCode.get(code);
    const entries = known.get(`${unitId} ${code}`);
    if (index === undefined || leaf === undefined || unit === undefined || !leavesToAppraise(mandate, index, unit).has(code)) refuse("Không được giao tiêu chí này của đơn vị này.", "This criterion of this unit was not assigned to you.");
    else if (entries === undefined || valueBefore(leaf, entries, round) === null) refuse("Chưa có điểm nào để đồng ý.", "There is no value to agree with.");
    else if (entries.rounds[round].some((one) => one.author === personId)) refuse("Bạn đã chấm tiêu chí này; hãy sửa điểm đã chấm.", "You have appraised this criterion; change that appraisal.");
    else if (round === "2" && !isForSecondRound(leaf, entries)) refuse("Tiêu chí này đã thống nhất ở lần 1.", "This criterion was settled in the first round.");
    else agreed.push({ unitId, code, step: stepOfRound(round), author: personId, version: 1, input: valueBefore(leaf, entries, round), note: "", source: null, dated: null, asChair: hall.viewer.isChair, by: personId, at: hall.now });
  }
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, 100) });
  if (!(await addEntries(tx, hall.campaign.id, agreed))) throw conflict({ vi: "Một tiêu chí được ghi hai lần, hoặc vừa được chấm ở nơi khác.", en: "A criterion is named twice, or was appraised elsewhere just now." });
  await announceSaved(tx, hall, agreed);
  const [first, ...others] = agreed.map((one) => told(hall.campaign.id, one));
  if (first === undefined) throw new RangeError("an agreement with nothing");
  return { reply: { body: { agreed: agreed.length } }, audit: [first, ...others] };
}

/** From consolidation on the rounds are closed; what proves wrong is corrected openly, by the chair, with the reason. */
async function handleCorrection(call: Call<typeof correctScore>): Promise<Change<typeof correctScore>> {
  const { tx, body, params, seen } = call;
  const { personId } = actorOf(call);
  const desk = await openDesk(call, "together");
  requireRole(desk.roles, ["council-chair"]);
  const leaf = leafOf(desk, params.code);
  if (scoredByOf(leaf, desk.index) === "leaders") throw conflict({ vi: "Điểm của lãnh đạo do lãnh đạo cho.", en: "The leaders' marks are theirs to give." });
  refuseMarked(desk, leaf.code);
  if (STAGES.indexOf(desk.cycle.stage) < STAGES.indexOf("consolidation")) throw conflict({ vi: "Chỉ đính chính sau khi thẩm định xong; trước đó hãy sửa điểm thẩm định.", en: "Corrections follow the appraisals; before that the appraisal itself is changed." });
  const { conflicts } = await mandateOf(tx, desk.campaign, desk.viewer);
  if (conflicts.has(desk.unit.unitId)) throw new Problem("not-allowed", { detail: { vi: "Không ai đính chính điểm của đơn vị mình.", en: "Nobody corrects the scores of a unit of their own." } });
  const input = requireInput(leaf, body.input, false);
  const { correction } = sortEntries(desk.entries);
  const { entry, audit } = await saveVersion(tx, desk, leaf, { current: correction, seen }, { step: "correction", input, note: body.reason, by: personId });
  return { reply: { body: savedView(leaf, entry), version: String(entry.version) }, audit: [audit] };
}

export const appraisalEndpoints: readonly Endpoint[] = [command(saveAppraisal, handleAppraisal, (call) => assignedRelation(call, "together")), command(agreeWith, handleAgreement), command(correctScore, handleCorrection)];
