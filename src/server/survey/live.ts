import { z } from "zod";
import type { Role } from "../../contract/route.ts";
import { findCampaign, rolesHearing } from "../campaign/index.ts";
import { announce, type Database, topic, type Topic, type Transaction } from "../platform/index.ts";
import { findSurvey } from "./queries.ts";

/** What is told of surveys as it happens: that one has moved, never what was answered. */

const KNOWING: readonly Role[] = ["survey-officer", "programme-officer", "auditor"];
const facts = z.object({ isOwned: z.boolean() });

export const surveyTopics: Readonly<Record<string, Topic>> = {
  survey: topic(
    facts,
    async ({ isOwned }, data, read) => {
      const rolesOf = await rolesHearing(read, data["campaignId"], isOwned);
      return (actor) => (rolesOf(actor).some((role) => KNOWING.includes(role)) ? data : undefined);
    },
    { sameKey: ({ surveyId }) => String(surveyId), isPassing: true },
  ),
};

/** Tells that a step was taken, cards were ordered or issued, or ballots have come in. */
export async function announceSurvey(tx: Transaction, surveyId: string): Promise<void> {
  const survey = await findSurvey(tx, surveyId);
  const campaign = survey === undefined ? undefined : await findCampaign(tx, survey.campaignId);
  if (campaign !== undefined) await announce(tx, [{ topic: "survey", data: { campaignId: campaign.id, surveyId }, facts: { isOwned: campaign.ownerUnitId !== null } }]);
}

const TOGETHER_MS = 2000;

/**
 * Ballots are told of together, some while after they came: no ballot's transaction tells anything, which would bind all
 * of them to one order, and nobody who looks on sees one come alone.
 */
export function tellTogether(database: Database, everyMs = TOGETHER_MS): (surveyId: string) => void {
  const waiting = new Set<string>();
  return (surveyId) => {
    if (waiting.has(surveyId)) return;
    waiting.add(surveyId);
    setTimeout(() => {
      waiting.delete(surveyId);
      // Whoever looks on and is not told reads again at the next one; nothing is lost by it.
      database.transaction((tx) => announceSurvey(tx, surveyId)).catch(() => undefined);
    }, everyMs).unref();
  };
}
