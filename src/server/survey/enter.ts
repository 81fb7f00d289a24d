import { enterCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { actorOf, type Actor, Problem, type Transaction } from "../platform/index.ts";
import { findSurvey, type SurveyNow } from "./queries.ts";

/** Coming to a survey: it exists, the campaign is one's own to see, and whoever is rated stays outside. */

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly surveyId: string } };

/** Nobody of a unit that is rated organises a survey or sees an answer (QĐ 02050, II.3.b: independent). */
export async function requireIndependent(tx: Transaction, campaignId: string, { unitIds }: Pick<Actor, "unitIds">): Promise<void> {
  if (unitIds.length === 0) return;
  const rated = await unitsOfCampaign(tx, campaignId);
  if (rated.some((one) => unitIds.includes(one.unitId))) throw new Problem("not-allowed", { detail: { vi: "Người của cơ quan, đơn vị được đánh giá không tổ chức khảo sát và không xem câu trả lời.", en: "Nobody of a unit that is rated organises surveys or sees answers." } });
}

export async function enterSurvey({ tx, actor: given, params }: Asked): Promise<SurveyNow> {
  const survey = await findSurvey(tx, params.surveyId);
  if (survey === undefined) throw new Problem("not-found");
  await enterCampaign(tx, survey.campaignId, actorOf({ actor: given }));
  return survey;
}

/** The same for whoever organises it or checks it: independent of every unit that is rated. */
export async function enterAsOutsider(asked: Asked): Promise<SurveyNow> {
  const survey = await enterSurvey(asked);
  await requireIndependent(asked.tx, survey.campaignId, actorOf(asked));
  return survey;
}
