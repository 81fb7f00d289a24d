import type { z } from "zod";
import type { readSurvey } from "../../contract/survey.ts";
import { engineOf, findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import { type DesignFault, designFaults } from "./design-rules.ts";
import { burstsIn, isMark } from "./alarms.ts";
import { boardOf, comeIn } from "./board.ts";
import { alarmsOf, marksIn, ordersOf } from "./field-queries.ts";
import { findSurvey, issuedOf, type SurveyNow } from "./queries.ts";

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

export type Sizes = { readonly cards: number; readonly cast: number; readonly open: number };
export const NO_SIZES: Sizes = { cards: 0, cast: 0, open: 0 };

export function summaryOf({ id, campaignId, design, standing }: SurveyNow, { cards, cast, open }: Sizes): Pick<View, "id" | "campaignId" | "title" | "state" | "closesAt" | "cards" | "cast" | "open"> {
  return { id, campaignId, title: design.title, state: standing.state, closesAt: standing.opening?.closesAt ?? null, cards, cast, open };
}

/** What should make the organiser look, by stratum and day, never by ballot. */
async function alarmsIn(tx: Transaction, survey: SurveyNow, byStratum: ReturnType<typeof boardOf>["byStratum"]): Promise<View["alarms"]> {
  if (survey.standing.state === "draft") return [];
  const turned = (await alarmsOf(tx, survey.id)).map((one) => ({ ...one, count: null }));
  const marks = survey.standing.counting === undefined ? [] : await marksIn(tx, survey.id);
  return [...turned, ...burstsIn(byStratum), ...marks.flatMap(({ mark, n }) => (isMark(mark) ? [{ kind: mark, stratum: null, day: null, count: n }] : []))];
}

/** `by` is who looks: orders of their own need somebody else. */
export async function viewOf(tx: Transaction, survey: SurveyNow, by: string): Promise<{ readonly body: View; readonly version: string }> {
  const { sizes, turnout, days, byStratum } = boardOf(await issuedOf(tx, survey.id), await comeIn(tx, survey.id));
  const { counting } = survey.standing;
  const version = versionOf(survey);
  const faults = survey.standing.state === "draft" ? await faultsOf(tx, survey) : [];
  const body: View = {
    ...summaryOf(survey, sizes),
    design: survey.design,
    turnout: [...turnout],
    days: [...days],
    orders: (await ordersOf(tx, survey.id)).map(({ number, cards, at, approved, reason, batch, by: orderer }) => ({ number, cards: [...cards], at: at.toISOString(), isOwn: orderer === by, approved, reason, batch })),
    alarms: await alarmsIn(tx, survey, byStratum),
    faults: faults.slice(0, 100).map(({ at, message }) => ({ at, message: message.vi })),
    counted: counting === undefined ? null : { ballots: counting.ballots, unreadable: counting.unreadable, marked: counting.marked, sha256: counting.sha256 },
    now: (await tx.now()).toISOString(),
    version,
  };
  return { body, version };
}

/** The same after a change, read anew. */
export async function viewNow(tx: Transaction, id: string, by: string): Promise<{ readonly body: View; readonly version: string }> {
  const survey = await findSurvey(tx, id);
  if (survey === undefined) throw new Problem("not-found");
  return viewOf(tx, survey, by);
}
