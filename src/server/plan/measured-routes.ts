import { answerMeasured, readMeasured } from "../../contract/plan-measured.ts";
import type { Relation, Role } from "../../contract/route.ts";
import { STAGES } from "../../contract/cycle.ts";
import { type CampaignUnit, engineOf, enterCampaign, findCampaignUnit, stateOf } from "../campaign/index.ts";
import { type Actor, actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, Problem, query, type Reply, shownOf, type Transaction } from "../platform/index.ts";
import type { MeasuredInput, SurveyedValues } from "./measured-findings.ts";
import { knownOf } from "./measured-known.ts";
import { type Answer, answersOf, insertAnswer } from "./measured-queries.ts";
import { measure, type Measured } from "./measured-rules.ts";
import { conflict } from "./report-desk.ts";

/** Criteria that name where their value is recorded: the value with its records; the unit confirms or contests, and both stay as they were. */

type Item = Reply<typeof answerMeasured>["body"];

/** Enters a unit's own score as the room does that keeps them; it stands beside this one. */
type EnterOwnScore = (asked: { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly unitId: string } }, score: { readonly code: string; readonly input: MeasuredInput; readonly note: string }) => Promise<readonly AuditEntry[]>;

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly unitId: string } };
const WATCHERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];

async function enter({ tx, actor: given, params }: Asked) {
  const actor = actorOf({ actor: given });
  const { campaign, roles } = await enterCampaign(tx, params.campaignId, actor);
  const unit = await findCampaignUnit(tx, campaign.id, params.unitId);
  const isOwn = actor.unitIds.includes(params.unitId);
  if (unit === undefined || (!isOwn && !roles.some((one) => WATCHERS.includes(one)))) throw new Problem("not-found");
  return { campaign, unit, isOwn };
}

const relation = async (asked: Asked): Promise<readonly Relation[]> => ((await enter(asked)).isOwn ? ["own-unit"] : []);

const itemOf = (measured: Measured, answer: Answer | undefined): Item => ({ ...measured, records: measured.records.map((one) => ({ ...one })), answer: answer ?? null, hasChanged: answer !== undefined && JSON.stringify(answer.input) !== JSON.stringify(measured.input ?? {}) });

async function measuredIn(asked: Asked, surveyed: SurveyedValues): Promise<{ readonly measured: readonly Measured[]; readonly campaignId: string; readonly unit: CampaignUnit }> {
  const { tx } = asked;
  const { campaign, unit, isOwn } = await enter(asked);
  const index = (await engineOf(tx, campaign)).indexes.get(unit.index);
  const leaves = (index?.leaves ?? []).filter((one) => one.leaf.source !== undefined);
  // What others were asked of a unit is shown to it with the published result, and not before (QĐ 02050 II.3.b: measured independently).
  const isHeldBack = isOwn && (await stateOf(tx, campaign.id)).stage !== "published";
  const known = await knownOf(tx, { campaignId: campaign.id, year: campaign.year, unitId: unit.unitId }, leaves, isHeldBack ? async () => [] : surveyed);
  return { campaignId: campaign.id, unit, measured: leaves.map((one) => measure(one, known)) };
}

async function handleRead(call: Call<typeof readMeasured>, surveyed: SurveyedValues): Promise<Reply<typeof readMeasured>> {
  const { tx } = call;
  const { measured, campaignId, unit } = await measuredIn(call, surveyed);
  const answers = await answersOf(tx, campaignId, unit.unitId);
  return { body: { items: measured.map((one) => itemOf(one, answers.get(one.code)?.taken)), now: (await tx.now()).toISOString() }, shown: shownOf(call.actor, campaignId, [unit.unitId]) };
}

async function handleAnswer(call: Call<typeof answerMeasured>, { enterOwnScore, surveyed }: MeasuredParts): Promise<Change<typeof answerMeasured>> {
  const { tx, params, body } = call;
  const by = actorOf(call).personId;
  const { measured, campaignId, unit } = await measuredIn(call, surveyed);
  const one = measured.find(({ code }) => code === params.code);
  if (one === undefined) throw new Problem("not-found");
  if (one.input === null) throw conflict("Chưa có số liệu để xác nhận.", "The records say nothing to answer to.");
  // What was decided stands; what a unit says of it then is a complaint, and not an answer.
  if (STAGES.indexOf((await stateOf(tx, campaignId)).stage) >= STAGES.indexOf("decided")) throw conflict("Kết quả đã được quyết định.", "The result was decided.");
  const at = await tx.now();
  const taken: Answer = { kind: body.kind, note: body.kind === "contest" ? body.note : "", at: at.toISOString(), by, input: one.input, records: one.records.map((record) => ({ ...record })) };
  // The score carries in its note from which record it comes; it is checked and kept as one that was typed.
  const scored = body.kind === "confirm" && one.isOwn ? await enterOwnScore(call, { code: one.code, input: one.input, note: `Theo số liệu đã ghi. ${one.reason.vi}` }) : [];
  const number = ((await answersOf(tx, campaignId, unit.unitId)).get(one.code)?.number ?? 0) + 1;
  await insertAnswer(tx, { campaign: campaignId, unit: unit.unitId, code: one.code, number, taken, by, at });
  return { reply: { body: itemOf(one, taken) }, audit: [{ action: `report.measured-${body.kind}ed`, subject: `campaign:${campaignId}:${unit.unitId}`, data: { code: one.code, number, ...taken } }, ...scored] };
}

export type MeasuredParts = { readonly enterOwnScore: EnterOwnScore; readonly surveyed: SurveyedValues };

export const measuredRoutes = (parts: MeasuredParts): readonly Endpoint[] => [query(readMeasured, (call) => handleRead(call, parts.surveyed), relation), command(answerMeasured, (call) => handleAnswer(call, parts), relation)];
