import type { z } from "zod";
import type { readSurvey } from "../../contract/survey.ts";
import { engineOf, findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import { type DesignFault, designFaults } from "./design-rules.ts";
import { daysOf, findSurvey, sizesOf, type SurveyNow, turnoutOf } from "./queries.ts";

/** A survey as it is shown: how it is made and how many have answered, never what. */

type View = z.input<typeof readSurvey.response>;

/** What is wrong with a survey's design, for its campaign. */
export async function faultsOf(tx: Transaction, { campaignId, design }: Pick<SurveyNow, "campaignId" | "design">): Promise<DesignFault[]> {
  const campaign = await findCampaign(tx, campaignId);
  if (campaign === undefined) throw new Problem("not-found");
  return designFaults(design, { units: new Set((await unitsOfCampaign(tx, campaignId)).map((one) => one.code)), engine: await engineOf(tx, campaign) });
}

/** Changes with the design and with each step. */
export const versionOf = ({ designNumber, standing }: SurveyNow): string => `${String(designNumber)}.${String(standing.version)}`;

export function summaryOf({ id, campaignId, design, standing }: SurveyNow, { cards, cast }: { readonly cards: number; readonly cast: number }): Pick<View, "id" | "campaignId" | "title" | "state" | "closesAt" | "cards" | "cast"> {
  return { id, campaignId, title: design.title, state: standing.state, closesAt: standing.opening?.closesAt ?? null, cards, cast };
}

export async function viewOf(tx: Transaction, survey: SurveyNow): Promise<{ readonly body: View; readonly version: string }> {
  const sizes = (await sizesOf(tx, [survey.id])).get(survey.id) ?? { cards: 0, cast: 0 };
  const { counting } = survey.standing;
  const version = versionOf(survey);
  const faults = survey.standing.state === "draft" ? await faultsOf(tx, survey) : [];
  const body: View = {
    ...summaryOf(survey, sizes),
    design: survey.design,
    turnout: await turnoutOf(tx, survey.id),
    days: await daysOf(tx, survey.id),
    faults: faults.slice(0, 100).map(({ at, message }) => ({ at, message: message.vi })),
    counted: counting === undefined ? null : { ballots: counting.ballots, unreadable: counting.unreadable, marked: counting.marked, sha256: counting.sha256 },
    now: (await tx.now()).toISOString(),
    version,
  };
  return { body, version };
}

/** The same after a change, read anew. */
export async function viewNow(tx: Transaction, id: string): Promise<{ readonly body: View; readonly version: string }> {
  const survey = await findSurvey(tx, id);
  if (survey === undefined) throw new Problem("not-found");
  return viewOf(tx, survey);
}
