import { countSurvey, issueCards } from "../../contract/survey.ts";
import { unitsOfCampaign } from "../campaign/index.ts";
import { actorOf, enqueue, type Endpoint, errand, Problem, type Transaction } from "../platform/index.ts";
import { countCast, emptyBox, insertBallots, insertCounts, type Sealed, sealedAfter } from "./box-queries.ts";
import { enterAsOutsider } from "./enter.ts";
import { insertInterviewers, insertIssue, type Order, ordersOf, type Wanted } from "./field-queries.ts";
import { BASE } from "./html.ts";
import { announceSurvey } from "./live.ts";
import { type Parts, surveyThread } from "./parts.ts";
import { findSurvey, holdAlone, insertCards, newestBatch, type SurveyNow } from "./queries.ts";
import { conflict, take } from "./routes.ts";
import { cardHash, codeOfInterview, hashOfCards, interviewerHash, newCode, newInterviewerCode, shuffled } from "./sealing.ts";
import { viewNow } from "./views.ts";

/** Cards going out, and the box being opened. */

export const DESTROY_KEY = "survey.destroy-key";
const AT_ONCE = 2000;

type Opened = Awaited<ReturnType<typeof surveyThread.ask<"openBallots">>>;

async function held(tx: Transaction, id: string): Promise<SurveyNow> {
  await holdAlone(tx, id);
  const survey = await findSurvey(tx, id);
  if (survey === undefined) throw new Problem("not-found");
  return survey;
}

const plain = (code: string): string => code.replaceAll("-", "");

function requireApproved(order: Order | undefined): asserts order is Order {
  if (order === undefined) throw new Problem("not-found");
  if (order.approved !== true) throw conflict("Phải có người tổ chức khảo sát thứ hai đồng ý trước khi phát hành.", "A second organiser has to agree before cards are issued.");
  if (order.batch !== null) throw conflict("Đề nghị này đã được phát hành.", "This order was issued already.");
}

type Made = { readonly stratum: string; readonly code: string };

/** Codes for an order: of cards that are printed, and of interviewers, whose cards' codes follow from their own. */
function makeCards(cards: readonly Wanted[], host: string) {
  const spread = (own: readonly Wanted[]): string[] => own.flatMap(({ stratum, count }) => Array.from({ length: count }, () => stratum));
  // Sorted by stratum, for whoever hands them out; within one, in no order.
  const loose = spread(cards.filter((one) => one.interviewer === undefined)).map((stratum): Made => ({ stratum, code: newCode() }));
  const interviewers = [...Map.groupBy(cards.filter((one) => one.interviewer !== undefined), (one) => one.interviewer ?? "")].map(([label, own]) => {
    const code = newInterviewerCode();
    const strata = spread(own);
    return { label, code, strata, codes: strata.map((_, i) => codeOfInterview(plain(code), i + 1)) };
  });
  const carried = interviewers.flatMap(({ strata, codes }) => codes.map((code, i): Made => ({ stratum: strata[i] ?? "", code })));
  return { cards: loose.map((one) => ({ ...one, link: `${host}${BASE}/phieu?ma=${one.code}` })), interviewers, all: [...loose, ...carried] };
}

/** What stands on a card: who is asked, of which unit. */
function titlesOf({ design }: SurveyNow, nameOf: ReadonlyMap<string, string>): (stratum: string) => string {
  const known = new Map(design.strata.map((one) => [one.key, one]));
  const groups = new Map(design.groups.map((one) => [one.key, one.title]));
  return (stratum) => {
    const { group = "", unit } = known.get(stratum) ?? {};
    return [groups.get(group) ?? "", nameOf.get(unit ?? "") ?? unit ?? ""].filter((one) => one !== "").join(" · ");
  };
}

export const boxRoutes = ({ keys }: Parts): Endpoint[] => [
  errand(issueCards, async (call) => {
    const { params, body: { order: number, address, withSheets } } = call;
    const { survey, order, names } = await call.transaction(async (tx) => {
      const entered = await enterAsOutsider({ tx, actor: call.actor, params });
      return { survey: entered, order: (await ordersOf(tx, params.surveyId)).find((one) => one.number === number), names: new Map((await unitsOfCampaign(tx, entered.campaignId)).map((one) => [one.code, one.name])) };
    });
    requireApproved(order);
    const host = address.replace(/\/+$/, "");
    const made = makeCards(order.cards, host);
    const titled = titlesOf(survey, names);
    const carried = made.interviewers.map(({ label, code, codes }) => ({ label, code, link: `${host}${BASE}/dieu-tra?ma=${code}`, interviews: codes.length }));
    const printed = [...made.cards.map((one) => ({ ...one, what: titled(one.stratum), isInterviewers: false })), ...carried.map((one) => ({ ...one, what: `${one.label} · ${String(one.interviews)} cuộc phỏng vấn`, isInterviewers: true }))];
    const sheets = withSheets && printed.length > 0 ? (await surveyThread.ask("drawSheets", { title: survey.design.title, address: `${host}${BASE}`, cards: printed })).pdf : undefined;
    return async (tx) => {
      const now = await held(tx, params.surveyId);
      if (now.standing.state !== "open") throw conflict("Chỉ phát hành phiếu khi khảo sát đang mở.", "Cards are issued while the survey is open.");
      const batch = (await newestBatch(tx, now.id)) + 1;
      const hashed = shuffled(made.all).map(({ stratum, code }) => ({ hash: cardHash(keys.pepper, plain(code)), stratum, channel: "card" as const }));
      if (!(await insertIssue(tx, now.id, batch, number))) throw conflict("Đề nghị này đã được phát hành.", "This order was issued already.");
      await insertCards(tx, now.id, batch, hashed);
      const people = made.interviewers.map(({ label, code, codes }) => ({ label, codes, hash: interviewerHash(keys.pepper, plain(code)) }));
      await insertInterviewers(tx, now.id, batch, { people, interviews: people.flatMap(({ hash, codes }) => codes.map((code, i) => ({ card: cardHash(keys.pepper, plain(code)), interviewer: hash, number: i + 1 }))) });
      await announceSurvey(tx, now.id);
      const by = actorOf(call).personId;
      const data = { batch, order: number, by, cards: Object.fromEntries(Array.from(Map.groupBy(hashed, (one) => one.stratum), ([stratum, own]) => [stratum, own.length])), sha256: hashOfCards(hashed.map((one) => one.hash)) };
      return { reply: { body: { batch, cards: made.cards, interviewers: carried, sheets: sheets === undefined ? null : Buffer.from(sheets).toString("base64") } }, audit: [{ action: "survey.cards-issued", subject: `survey:${now.id}`, data }] };
    };
  }),

  errand(countSurvey, async (call) => {
    const { params } = call;
    const survey = await call.transaction(async (tx) => enterAsOutsider({ tx, actor: call.actor, params }));
    const { opening, state } = survey.standing;
    if (state !== "closed" || opening === undefined) throw conflict("Chỉ mở hòm phiếu sau khi đóng khảo sát, và mở một lần.", "The box is opened once, after the survey was closed.");
    const privateKey = await keys.read(opening.publicKey);
    const opened: Opened[number][] = [];
    let total = 0;
    for (let after: Buffer = Buffer.alloc(0); ; ) {
      const from = after;
      const sealed: Sealed[] = await call.transaction((tx) => sealedAfter(tx, survey.id, from, AT_ONCE));
      const last = sealed.at(-1);
      if (last === undefined) break;
      after = last.card;
      total += sealed.length;
      opened.push(...(await surveyThread.ask("openBallots", { privateKey, design: survey.design, sealed })));
    }
    const { ballots, counts, sha256, countsSha256 } = await surveyThread.ask("tally", { design: survey.design, ballots: opened });
    return async (tx) => {
      const now = await held(tx, survey.id);
      if (now.standing.state !== "closed" || (await countCast(tx, survey.id)) !== total) throw conflict("Hòm phiếu vừa được người khác mở.", "Somebody else has just opened the box.");
      await insertBallots(tx, survey.id, ballots);
      await insertCounts(tx, survey.id, counts);
      await emptyBox(tx, survey.id);
      // Only when all of this is committed does the key go, and with it the last way from a card to a ballot.
      await enqueue(tx, DESTROY_KEY, [{ publicKey: opening.publicKey, surveyId: survey.id }]);
      const marked = ballots.filter((one) => one.marks.length > 0).length;
      const entry = await take(tx, now, actorOf(call).personId, { kind: "count", ballots: ballots.length, unreadable: total - ballots.length, marked, sha256, countsSha256 });
      return { reply: await viewNow(tx, survey.id, actorOf(call).personId), audit: [entry] };
    };
  }),
];
