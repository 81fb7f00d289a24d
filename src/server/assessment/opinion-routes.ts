import { randomUUID } from "node:crypto";
import { isOpenFor, STAGES, TIMED_STAGES } from "../../contract/cycle.ts";
import { answerOpinion, askOpinion, listOpinions, type OpinionRequest } from "../../contract/opinion.ts";
import type { Relation } from "../../contract/route.ts";
import { unitsOfCampaign } from "../campaign/index.ts";
import { knownUnits } from "../organisation/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, pageFrom, Problem, query, type Reply, shownOf, type Transaction } from "../platform/index.ts";
import { openHall } from "./desk.ts";
import { addAnswer, type AnswerRow, answersOf, findRequest, insertRequest, itemsOf, type RequestRow, requestsOf } from "./opinion-queries.ts";
import { conflict } from "./saving.ts";
import { tellOfRequest } from "./telling.ts";

/** The working group asks, the body that knows the field answers, the council reads (QĐ 02050, II.2). */

const answerView = ({ stance, text, version, by, at }: AnswerRow) => ({ stance, text, version: String(version), by, at: at.toISOString() });

async function viewsOf(tx: Transaction, campaignId: string, requests: readonly RequestRow[]): Promise<OpinionRequest[]> {
  const ids = requests.map((one) => one.id);
  const items = Map.groupBy(await itemsOf(tx, ids), (one) => one.request);
  const answers = new Map((await answersOf(tx, ids)).map((one) => [`${one.request} ${one.unitId} ${one.code}`, one]));
  const codeOf = new Map((await unitsOfCampaign(tx, campaignId)).map((one) => [one.unitId, one.code]));
  return requests.map(({ id, toUnitId, question, due, by, at }) => ({
    id,
    campaignId,
    toUnitId,
    question,
    due,
    by,
    at: at.toISOString(),
    items: (items.get(id) ?? []).map(({ unitId, code }) => {
      const given = answers.get(`${id} ${unitId} ${code}`);
      return { unitId, unitCode: codeOf.get(unitId) ?? "", code, answer: given === undefined ? null : answerView(given) };
    }),
  }));
}

async function handleAsking(call: Call<typeof askOpinion>): Promise<Change<typeof askOpinion>> {
  const { tx, body } = call;
  const { personId } = actorOf(call);
  const { campaign, engine, cycle } = await openHall(call, true, ["programme-officer", "working-group"]);
  if (STAGES.indexOf(cycle.stage) >= STAGES.indexOf("consolidation")) throw conflict({ vi: "Thẩm định đã kết thúc; không lấy thêm ý kiến.", en: "The appraisals are over; no more opinions are asked." });
  const now = await tx.now();
  const units = new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.unitId, one]));
  const faults: FieldProblem[] = [];
  if ((await knownUnits(tx, [body.toUnitId])).length === 0) faults.push({ pointer: "/toUnitId", message: { vi: "Không có cơ quan này.", en: "There is no such body." } });
  const seen = new Set<string>();
  for (const [i, { unitId, code }] of body.items.entries()) {
    const unit = units.get(unitId);
    const refuse = (vi: string, en: string) => faults.push({ pointer: `/items/${String(i)}`, message: { vi, en } });
    if (unit === undefined || engine.indexes.get(unit.index)?.leafByCode.has(code) !== true) refuse("Đợt này không có đơn vị hoặc tiêu chí này.", "The campaign has no such unit or criterion.");
    else if (unitId === body.toUnitId) refuse("Không hỏi một cơ quan về chính cơ quan đó.", "No body is asked about itself.");
    else if (seen.has(`${unitId} ${code}`)) refuse("Có hai lần trong phiếu.", "Twice in the request.");
    seen.add(`${unitId} ${code}`);
  }
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, 100) });
  const request: RequestRow = { id: `${now.getTime().toString(36)}-${randomUUID().slice(0, 13)}`, toUnitId: body.toUnitId, question: body.question, due: body.due, by: personId, at: now };
  await insertRequest(tx, campaign.id, request, body.items);
  await tellOfRequest(tx, campaign, request);
  const [view] = await viewsOf(tx, campaign.id, [request]);
  if (view === undefined) throw new RangeError("the request is not there");
  return { reply: { body: view }, audit: [{ action: "assessment.opinion-asked", subject: `campaign:${campaign.id}`, data: { request: request.id, to: body.toUnitId, question: body.question, due: body.due, items: body.items, by: personId, at: now.toISOString() } }] };
}

async function handleList(call: Call<typeof listOpinions>): Promise<Reply<typeof listOpinions>> {
  const { tx, query: { limit, cursor } } = call;
  const { campaign, viewer } = await openHall(call, false);
  const seesAll = viewer.isSecretariat || viewer.isChair || viewer.isMember || viewer.isAuditor;
  const rows = await requestsOf(tx, campaign.id, { toUnits: seesAll ? undefined : actorOf(call).unitIds, before: cursor, limit: limit + 1 });
  const { items, nextCursor } = pageFrom(rows, limit, (one) => one.id);
  const own = new Set(viewer.isAuditor ? [] : actorOf(call).unitIds);
  // What is said of one's own unit is not for its people to read, whatever else they are.
  const views = (await viewsOf(tx, campaign.id, items)).map((one) => ({ ...one, items: one.items.filter(({ unitId }) => !own.has(unitId)) }));
  return { body: { items: views, nextCursor }, shown: shownOf(actorOf(call), campaign.id, views.flatMap((one) => one.items.map(({ unitId }) => unitId))) };
}

async function handleAnswer(call: Call<typeof answerOpinion>): Promise<Change<typeof answerOpinion>> {
  const { tx, body, params: { requestId, unitId, code }, seen } = call;
  const { personId } = actorOf(call);
  const { campaign, cycle, now } = await openHall(call, true);
  const isAsked = (await itemsOf(tx, [requestId])).some((one) => one.unitId === unitId && one.code === code);
  if (!isAsked) throw new Problem("not-found");
  if (!TIMED_STAGES.some((stage) => isOpenFor(cycle, stage, unitId, now))) throw conflict({ vi: "Thẩm định đã kết thúc; không nhận thêm ý kiến.", en: "The appraisals are over; no more opinions are taken." });
  const current = (await answersOf(tx, [requestId])).find((one) => one.unitId === unitId && one.code === code);
  if (seen !== String(current?.version ?? 0)) throw new Problem("stale", { extra: { current: current === undefined ? null : answerView(current) } });
  const answer: AnswerRow = { request: requestId, unitId, code, version: (current?.version ?? 0) + 1, stance: body.stance, text: body.text, by: personId, at: new Date(now) };
  if (!(await addAnswer(tx, answer))) throw new Problem("stale");
  const view = answerView(answer);
  return { reply: { body: view, version: view.version }, audit: [{ action: "assessment.opinion-given", subject: `assessment:${campaign.id}/${unitId}`, data: { request: requestId, unit: unitId, criterion: code, ...view } }] };
}

/** Whoever has a post in the body that was asked; for everybody else the request does not exist. */
async function askedRelation(call: Call<typeof answerOpinion>): Promise<readonly Relation[]> {
  const request = await findRequest(call.tx, call.params.campaignId, call.params.requestId);
  if (request === undefined || !actorOf(call).unitIds.includes(request.toUnitId)) throw new Problem("not-found");
  return ["own-unit"];
}

export const opinionEndpoints: readonly Endpoint[] = [command(askOpinion, handleAsking), query(listOpinions, handleList), command(answerOpinion, handleAnswer, askedRelation)];
