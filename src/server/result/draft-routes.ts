import { type CycleState, STAGES } from "../../contract/cycle.ts";
import { decide, type Decided, explainDraft, readDraft, readPending } from "../../contract/result.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import type { Role } from "../../contract/route.ts";
import { enterCampaign, moveStage, requireRole, stateOf } from "../campaign/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type LargeReply, Problem, query, type Reply } from "../platform/index.ts";
import { ask, withoutFaults } from "./compute.ts";
import { decisionFaults } from "./decision-rules.ts";
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
  const { pending, percents } = withoutFaults(await ask("findPending", [standing.engine], { gathered: standing.gathered, isDraft: true }));
  const percentsOf = ({ ratio, units, why }: Pending) => Object.fromEntries(why === "no-level" ? units.map((unit) => [unit, percents.get(`${ratio} ${unit}`) ?? "0.00"]) : []);
  const left = undecided(pending, standing.holding).map((one) => ({ ...one, units: [...one.units], percents: percentsOf(one) }));
  return { body: { pending: left, decisions: [...standing.decisions] }, shown: everyUnit(campaign.id) };
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
  const left = withoutFaults(await ask("findPending", [standing.engine], { gathered: standing.gathered, isDraft: true }));
  const faults = decisionFaults(body, left, standing.engine);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
  const decided: Decided = { number: standing.decisions.length + 1, by: personId, at: (await tx.now()).toISOString(), decision: body };
  if (!(await addDecision(tx, campaign.id, decided))) throw new Problem("conflict", { detail: { vi: "Người khác vừa quyết định; hãy xem lại.", en: "Somebody else has just decided; look again." } });
  await announceResult(tx, campaign, "decided", decided.number);
  return { reply: { body: decided }, audit: [{ action: "result.decided", subject: `campaign:${campaign.id}`, data: { ...decided } }] };
}

export const draftEndpoints: readonly Endpoint[] = [query(readDraft, handleDraft), query(explainDraft, handleExplanation), query(readPending, handlePending), command(decide, handleDecision)];
