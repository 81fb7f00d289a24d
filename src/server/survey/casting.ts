import type { Answers } from "../../contract/questionnaire.ts";
import type { SurveyDesign, SurveyGroup } from "../../contract/survey-design.ts";
import { unitsOfCampaign } from "../campaign/index.ts";
import type { Database, Transaction } from "../platform/index.ts";
import type { Rated } from "./answers.ts";
import { sizeOfBallots, writeBallot } from "./box.ts";
import type { Mark } from "./alarms.ts";
import { noteAlarm, openCastIn } from "./field-queries.ts";
import { looksLikeTicket, readTicket, stampOf, type Ticket, ticketHash } from "./open-ticket.ts";
import { type Card, findCard, findSurvey, holdOpen, holdStratum, insertCast, insertTicket, standingOf } from "./queries.ts";
import { cardHash, readCode, receiptHash, receiptOf, seal } from "./sealing.ts";
import { isTaking } from "./state.ts";

/** From a code to the form it opens, and from a filled form to a sealed ballot. */

/** What an open survey asks; it does not change any more. */
type Prepared = { readonly number: number; readonly design: SurveyDesign; readonly units: Rated["choice"]; readonly groups: ReadonlyMap<string, SurveyGroup> };

/** `ticket` where somebody came without a card. */
export type Opened = { readonly code: string; readonly card: Card; readonly prepared: Prepared; readonly group: SurveyGroup; readonly rated: Rated; readonly ticket?: Ticket; /** The moment at which the form was opened, for the form to bring back. */ readonly stamp: string; readonly now: number };
export type Refused = { readonly refused: "wrongCode" | "usedCode" | "notOpen" | "over" | "full" | "noOpen" };

const prepared = new Map<string, Prepared>();
const MOST_PREPARED = 32;

async function prepare(tx: Transaction, id: string): Promise<Prepared | undefined> {
  const known = prepared.get(id);
  if (known !== undefined) return known;
  const survey = await findSurvey(tx, id);
  if (survey === undefined) return undefined;
  const { design, designNumber, campaignId, standing } = survey;
  const units = (await unitsOfCampaign(tx, campaignId)).map(({ code, name }) => ({ code, name }));
  const made: Prepared = { number: designNumber, design, units, groups: new Map(design.groups.map((one) => [one.key, one])) };
  if (standing.state === "draft") return made;
  const [oldest] = prepared.keys();
  if (oldest !== undefined && prepared.size >= MOST_PREPARED) prepared.delete(oldest);
  prepared.set(id, made);
  return made;
}

async function momentOf(tx: Transaction, pepper: Uint8Array, code: string): Promise<Pick<Opened, "now" | "stamp">> {
  const now = (await tx.now()).getTime();
  return { now, stamp: stampOf(pepper, code, now) };
}

/** Whether anybody may answer in this stratum, and with which form. */
function openedBy({ design, groups }: Prepared, stratumKey: string): { readonly group: SurveyGroup; readonly unit: string | null } | undefined {
  const stratum = design.strata.find((one) => one.key === stratumKey);
  const group = groups.get(design.open?.group ?? "");
  return stratum === undefined || group === undefined || stratum.group !== group.key ? undefined : { group, unit: stratum.unit };
}

/** The form for whoever comes without a card. */
async function openByTicket(tx: Transaction, pepper: Uint8Array, typed: string): Promise<Opened | Refused> {
  const ticket = readTicket(pepper, typed);
  const survey = ticket === undefined ? undefined : await prepare(tx, ticket.surveyId);
  const own = survey === undefined || ticket === undefined ? undefined : openedBy(survey, ticket.stratum);
  if (ticket === undefined || survey === undefined || own === undefined) return { refused: "noOpen" };
  const hash = ticketHash(pepper, typed);
  const card = (await findCard(tx, hash)) ?? { hash, surveyId: ticket.surveyId, stratum: ticket.stratum, channel: "open" as const, receipt: null, isInterview: false };
  return { code: typed, card, prepared: survey, group: own.group, rated: { fixed: own.unit, choice: survey.units }, ticket, ...(await momentOf(tx, pepper, typed)) };
}

/** Whether a survey takes anybody's answers for this stratum at this moment. */
export const openStratum = (database: Database, surveyId: string, stratum: string): Promise<"yes" | Refused["refused"]> =>
  database.read(async (tx) => {
    const survey = await prepare(tx, surveyId);
    if (survey === undefined || openedBy(survey, stratum) === undefined) return "noOpen";
    const standing = await standingOf(tx, surveyId);
    if (standing.state === "draft") return "notOpen";
    return isTaking(standing, (await tx.now()).toISOString()) ? "yes" : "over";
  }, "request");

async function open(tx: Transaction, pepper: Uint8Array, typed: string): Promise<Opened | Refused> {
  if (looksLikeTicket(typed)) return openByTicket(tx, pepper, typed);
  const code = readCode(typed);
  const card = code === undefined ? undefined : await findCard(tx, cardHash(pepper, code));
  if (code === undefined || card === undefined) return { refused: "wrongCode" };
  const survey = await prepare(tx, card.surveyId);
  const stratum = survey?.design.strata.find((one) => one.key === card.stratum);
  const group = survey?.groups.get(stratum?.group ?? "");
  if (survey === undefined || stratum === undefined || group === undefined) return { refused: "wrongCode" };
  return { code, card, prepared: survey, group, rated: { fixed: stratum.unit, choice: survey.units }, ...(await momentOf(tx, pepper, code)) };
}

/** The form that a code opens at this moment, or why there is none. */
export const openForm = (database: Database, pepper: Uint8Array, typed: string): Promise<Opened | Refused> =>
  database.read(async (tx) => {
    const opened = await open(tx, pepper, typed);
    if ("refused" in opened) return opened;
    if (opened.card.receipt !== null) return { refused: "usedCode" };
    const standing = await standingOf(tx, opened.card.surveyId);
    if (standing.state === "draft") return { refused: "notOpen" };
    return isTaking(standing, (await tx.now()).toISOString()) ? opened : { refused: "over" };
  }, "request");

/** The same for a form that comes back: its card may have been used by this very form, of which the answer was lost. */
export const reopenForm = (database: Database, pepper: Uint8Array, typed: string): Promise<Opened | Refused> => database.read((tx) => open(tx, pepper, typed), "request");

/** Whether a card was used by the form with this mark; then it gets its receipt again. */
export function receiptAgain({ code, card }: Opened, nonce: string): string | undefined {
  const receipt = receiptOf(code, nonce);
  return card.receipt?.equals(receiptHash(receipt)) === true ? receipt : undefined;
}

/**
 * Uses the card and puts the sealed ballot into the box, in one transaction: either both happened or neither. Nothing of
 * it goes to the ledger, which would tell the order.
 */
export async function cast(database: Database, opened: Opened, nonce: string, answers: Answers, noticed: readonly Mark[]): Promise<{ readonly receipt: string } | Refused> {
  const { code, card, group, prepared: { design }, ticket } = opened;
  const receipt = receiptOf(code, nonce);
  return database.transaction(async (tx) => {
    // Whoever closes the survey waits for this; whoever comes after that finds it closed.
    await holdOpen(tx, card.surveyId);
    const standing = await standingOf(tx, card.surveyId);
    const { opening } = standing;
    if (opening === undefined) return { refused: "notOpen" };
    if (!isTaking(standing, (await tx.now()).toISOString())) return { refused: "over" };
    if (ticket !== undefined) {
      await holdStratum(tx, card.surveyId, card.stratum);
      if ((await openCastIn(tx, card.surveyId, card.stratum)) >= (design.open?.mostPerStratum ?? 0)) {
        await noteAlarm(tx, card.surveyId, card.stratum, "full");
        return { refused: "full" };
      }
      await insertTicket(tx, card);
    }
    const sealed = await seal(opening.publicKey, writeBallot(answers, noticed), sizeOfBallots(group.form));
    if (await insertCast(tx, { card: card.hash, survey: card.surveyId, receipt: receiptHash(receipt), stratum: card.stratum, channel: card.channel, sealed })) return { receipt };
    // Somebody was first: the same form sent twice at once, or another one with the same card.
    const now = await findCard(tx, card.hash);
    return now !== undefined && receiptAgain({ ...opened, card: now }, nonce) === receipt ? { receipt } : { refused: "usedCode" };
  }, "request");
}
