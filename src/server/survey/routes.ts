import { randomUUID } from "node:crypto";
import { actOnSurvey, changeDesign, createSurvey, listSurveys, readSurvey } from "../../contract/survey.ts";
import { enterCampaign } from "../campaign/index.ts";
import { actorOf, type Bilingual, command, type Endpoint, pageFrom, Problem, query, type Transaction } from "../platform/index.ts";
import { enterAsOutsider, enterSurvey, requireIndependent } from "./enter.ts";
import { announceSurvey } from "./live.ts";
import type { Parts } from "./parts.ts";
import { findSurvey, holdAlone, insertAction, insertDesign, insertSurvey, pageOfSurveys, sizesOf, type SurveyNow } from "./queries.ts";
import type { SurveyAction } from "./state.ts";
import { faultsOf, NO_SIZES, summaryOf, versionOf, viewNow, viewOf } from "./views.ts";

/** Making a survey, opening and closing it. */

export const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** Adds a step to a survey; the caller holds it alone. */
export async function take(tx: Transaction, survey: SurveyNow, by: string, action: SurveyAction): Promise<{ readonly action: string; readonly subject: string; readonly data: Readonly<Record<string, unknown>> }> {
  const number = survey.standing.version + 1;
  if (!(await insertAction(tx, survey.id, number, by, action))) throw new Problem("stale");
  await announceSurvey(tx, survey.id);
  return { action: `survey.${action.kind}`, subject: `survey:${survey.id}`, data: { number, by, at: (await tx.now()).toISOString(), ...action } };
}

async function requireSeen(tx: Transaction, survey: SurveyNow, seen: string | undefined, by: string): Promise<void> {
  if (seen !== versionOf(survey)) throw new Problem("stale", { extra: { current: (await viewOf(tx, survey, by)).body } });
}

const asField = ({ at, message }: { readonly at: string; readonly message: Bilingual }) => ({ pointer: `/${at}`, message });

async function openIt(tx: Transaction, survey: SurveyNow, closesAt: string, { keys }: Parts): Promise<SurveyAction> {
  if (survey.standing.state !== "draft") throw conflict("Khảo sát đã mở.", "The survey is open already.");
  const faults = await faultsOf(tx, survey);
  if (faults.length > 0) throw new Problem("invalid-input", { detail: { vi: "Thiết kế còn chỗ chưa đúng.", en: "The design has faults." }, fields: faults.slice(0, 100).map(asField) });
  if (closesAt <= (await tx.now()).toISOString()) throw new Problem("invalid-input", { fields: [{ pointer: "/closesAt", message: { vi: "Giờ kết thúc phải ở tương lai.", en: "The end must lie in the future." } }] });
  // A key without a survey, should this not be committed, opens nothing.
  return { kind: "open", closesAt, publicKey: await keys.make(), design: survey.designNumber };
}

function closeIt({ standing }: SurveyNow): SurveyAction {
  if (standing.state !== "open") throw conflict("Khảo sát không đang mở.", "The survey is not open.");
  return { kind: "close" };
}

export const surveyRoutes = (parts: Parts): Endpoint[] => [
  query(listSurveys, async (call) => {
    const { tx, query: { campaignId, cursor, limit } } = call;
    await enterCampaign(tx, campaignId, actorOf(call));
    const { items, nextCursor } = pageFrom(await pageOfSurveys(tx, campaignId, cursor, limit), limit, (one) => one.id);
    const sizes = await sizesOf(tx, items.map((one) => one.id));
    return { body: { items: items.map((one) => summaryOf(one, sizes.get(one.id) ?? NO_SIZES)), nextCursor } };
  }),

  query(readSurvey, async (call) => viewOf(call.tx, await enterSurvey(call), actorOf(call).personId)),

  command(createSurvey, async (call) => {
    const { tx, body: { campaignId, design } } = call;
    const actor = actorOf(call);
    await enterCampaign(tx, campaignId, actor);
    await requireIndependent(tx, campaignId, actor);
    const id = randomUUID();
    await insertSurvey(tx, { id, campaignId }, actor.personId);
    await insertDesign(tx, id, 1, design, actor.personId);
    await announceSurvey(tx, id);
    return { reply: await viewNow(tx, id, actor.personId), audit: [{ action: "survey.created", subject: `survey:${id}`, data: { campaign: campaignId, by: actor.personId, design } }] };
  }),

  command(changeDesign, async (call) => {
    const { tx, body: design, params, seen } = call;
    const { personId } = actorOf(call);
    await enterAsOutsider(call);
    await holdAlone(tx, params.surveyId);
    const survey = await findSurvey(tx, params.surveyId);
    if (survey === undefined) throw new Problem("not-found");
    await requireSeen(tx, survey, seen, actorOf(call).personId);
    if (survey.standing.state !== "draft") throw conflict("Khảo sát đã mở; bộ câu hỏi không sửa được nữa.", "The survey was opened; its questions do not change any more.");
    const number = survey.designNumber + 1;
    if (!(await insertDesign(tx, survey.id, number, design, personId))) throw new Problem("stale");
    await announceSurvey(tx, survey.id);
    return { reply: await viewNow(tx, survey.id, personId), audit: [{ action: "survey.design-changed", subject: `survey:${survey.id}`, data: { number, by: personId, design } }] };
  }),

  command(actOnSurvey, async (call) => {
    const { tx, body, params, seen } = call;
    await enterAsOutsider(call);
    // Ballots that are being cast are in the box before it is closed.
    await holdAlone(tx, params.surveyId);
    const survey = await findSurvey(tx, params.surveyId);
    if (survey === undefined) throw new Problem("not-found");
    await requireSeen(tx, survey, seen, actorOf(call).personId);
    const action = body.kind === "open" ? await openIt(tx, survey, body.closesAt, parts) : closeIt(survey);
    const entry = await take(tx, survey, actorOf(call).personId, action);
    return { reply: await viewNow(tx, survey.id, actorOf(call).personId), audit: [entry] };
  }),
];
