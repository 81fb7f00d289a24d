import { type CycleState, STAGES } from "../../contract/cycle.ts";
import { decide, type Decided, type Decision, explainDraft, readDraft, readPending } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { enterCampaign, moveStage, requireRole, stateOf } from "../campaign/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, type LargeReply, Problem, query, type Reply } from "../platform/index.ts";
import { ask, withoutFaults } from "./compute.ts";
import { announceResult } from "./live.ts";
import { addDecision } from "./queries.ts";
import { undecided } from "./rules.ts";
import { everyUnit, unitCalled } from "./shown.ts";
import { decidersOf, enterAs, standingOfAll } from "./sources.ts";

/** The result while it is still being made, and what people decide in it. */

/** Nobody else sees a draft: those who are ranked would act on it, and those who decide would be asked to. */
const DRAFT_READERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "auditor"];
const LEADERS: readonly Role[] = ["chairman", "vice-chairman"];

function requireConsolidated({ stage }: CycleState): void {
  if (STAGES.indexOf(stage) < STAGES.indexOf("consolidation")) throw new Problem("conflict", { detail: { vi: "Chỉ quyết định sau khi thẩm định xong và tổng hợp kết quả.", en: "Decisions follow the appraisals, when results are consolidated." } });
}

async function handleDraft(call: Call<typeof readDraft>): Promise<LargeReply> {
  const { tx, params } = call;
  const actor = actorOf(call);
  const { campaign, roles } = await enterAs(tx, params.campaignId, actor, DRAFT_READERS);
  const { engine, gathered, ledger } = await standingOfAll(tx, campaign, { roles, actor });
  return { checked: withoutFaults(await ask("tellDraft", [engine], { gathered, isDraft: true, at: (await tx.now()).toISOString(), ledger })), shown: everyUnit(campaign.id) };
}

async function handleExplanation(call: Call<typeof explainDraft>): Promise<LargeReply> {
  const actor = actorOf(call);
  const { campaign, roles } = await enterAs(call.tx, call.params.campaignId, actor, DRAFT_READERS);
  const { engine, gathered } = await standingOfAll(call.tx, campaign, { roles, actor });
  const checked = withoutFaults(await ask("explainInDraft", [engine], { gathered, isDraft: true, unit: call.params.unit }));
  if ("isUnknown" in checked) throw new Problem("not-found");
  return { checked, shown: await unitCalled(call.tx, campaign.id, call.params.unit) };
}

async function handlePending(call: Call<typeof readPending>): Promise<Reply<typeof readPending>> {
  const actor = actorOf(call);
  const { campaign, roles } = await enterAs(call.tx, call.params.campaignId, actor, [...DRAFT_READERS, ...LEADERS]);
  // Leaders learn who is tied when it is theirs to decide; before, it would tell them of a ranking in the making.
  if (!roles.some((role) => DRAFT_READERS.includes(role))) requireConsolidated(await stateOf(call.tx, campaign.id));
  const standing = await standingOfAll(call.tx, campaign, { roles, actor });
  const { pending } = withoutFaults(await ask("findPending", [standing.engine], { gathered: standing.gathered, isDraft: true }));
  const left = undecided(pending, standing.holding).map((one) => ({ ...one, units: [...one.units] }));
  return { body: { pending: left, decisions: [...standing.decisions] }, shown: everyUnit(campaign.id) };
}

/** What a decision must be about: units that are tied and all of them, or a unit that the law puts in no level. */
function decisionFaults(given: Decision, pending: readonly Pending[], engine: Engine): FieldProblem[] {
  const own = pending.filter((one) => one.ratio === given.ratio);
  if (given.kind === "order") {
    const wanted = given.units.toSorted().join(" ");
    const isTied = own.some((one) => (one.why === "tie" || one.why === "quota-tie") && one.units.toSorted().join(" ") === wanted);
    return isTied ? [] : [{ pointer: "/units", message: { vi: "Các đơn vị này không phải một nhóm đang bằng điểm chờ quyết định; cần nêu đủ và chỉ nêu các đơn vị bằng nhau.", en: "These units are not a tie that waits for a decision; name all tied units and no other." } }];
  }
  const levels = engine.ratios.find((one) => one.ratio.key === given.ratio)?.classification.levels.map((one) => one.key) ?? [];
  const isGap = own.some((one) => (one.why === "no-level" || one.why === "force-majeure") && one.units.includes(given.unit));
  return [
    ...(isGap ? [] : [{ pointer: "/unit", message: { vi: "Đơn vị này đã có mức theo quy định; không có gì để quyết định.", en: "The law puts this unit in a level; there is nothing to decide." } }]),
    ...(levels.includes(given.level) ? [] : [{ pointer: "/level", message: { vi: `Cần một trong: ${levels.join(", ")}.`, en: `Expected one of: ${levels.join(", ")}.` }, expected: levels.join(", ") }]),
  ];
}

/** QĐ 02050, II.5.a, last paragraph: the Chairman and Vice-Chairmen decide what tie-breaks leave open. */
async function handleDecision(call: Call<typeof decide>): Promise<Change<typeof decide>> {
  const { tx, body, params } = call;
  const { personId } = actorOf(call);
  const entered = await enterCampaign(tx, params.campaignId, actorOf(call));
  const { campaign } = entered;
  requireRole(entered.roles, decidersOf(entered, LEADERS));
  await moveStage(tx, campaign.id);
  requireConsolidated(await stateOf(tx, campaign.id));
  const standing = await standingOfAll(tx, campaign);
  const { pending } = withoutFaults(await ask("findPending", [standing.engine], { gathered: standing.gathered, isDraft: true }));
  const faults = decisionFaults(body, pending, standing.engine);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
  const decided: Decided = { number: standing.decisions.length + 1, by: personId, at: (await tx.now()).toISOString(), decision: body };
  if (!(await addDecision(tx, campaign.id, decided))) throw new Problem("conflict", { detail: { vi: "Người khác vừa quyết định; hãy xem lại.", en: "Somebody else has just decided; look again." } });
  await announceResult(tx, campaign, "decided", decided.number);
  return { reply: { body: decided }, audit: [{ action: "result.decided", subject: `campaign:${campaign.id}`, data: { ...decided } }] };
}

export const draftEndpoints: readonly Endpoint[] = [query(readDraft, handleDraft), query(explainDraft, handleExplanation), query(readPending, handlePending), command(decide, handleDecision)];
