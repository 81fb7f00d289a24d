import { countSurvey, issueCards } from "../../contract/survey.ts";
import { actorOf, enqueue, type Endpoint, errand, Problem, type Transaction } from "../platform/index.ts";
import { countCast, emptyBox, insertBallots, insertCounts, type Sealed, sealedAfter } from "./box-queries.ts";
import { enterAsOutsider } from "./enter.ts";
import { BASE } from "./html.ts";
import { type Parts, surveyThread } from "./parts.ts";
import { findSurvey, holdAlone, insertCards, newestBatch, type SurveyNow } from "./queries.ts";
import { conflict, take } from "./routes.ts";
import { cardHash, hashOfCards, newCode, shuffled } from "./sealing.ts";
import { viewNow } from "./views.ts";

/** Cards going out, and the box being opened. */

export const DESTROY_KEY = "survey.destroy-key";
const AT_ONCE = 2000;
const MOST_CARDS = 20_000;

type Opened = Awaited<ReturnType<typeof surveyThread.ask<"openBallots">>>;

async function held(tx: Transaction, id: string): Promise<SurveyNow> {
  await holdAlone(tx, id);
  const survey = await findSurvey(tx, id);
  if (survey === undefined) throw new Problem("not-found");
  return survey;
}

export const boxRoutes = ({ keys }: Parts): Endpoint[] => [
  errand(issueCards, async (call) => {
    const { params, body: { cards, address, withSheets } } = call;
    const survey = await call.transaction(async (tx) => enterAsOutsider({ tx, actor: call.actor, params }));
    const known = new Map(survey.design.strata.map((one) => [one.key, one]));
    const wrong = cards.flatMap(({ stratum }, i) => (known.has(stratum) ? [] : [{ pointer: `/cards/${String(i)}/stratum`, message: { vi: "Không có tầng mẫu này.", en: "There is no such stratum." } }]));
    if (wrong.length > 0) throw new Problem("invalid-input", { fields: wrong });
    if (cards.reduce((sum, one) => sum + one.count, 0) > MOST_CARDS) throw new Problem("invalid-input", { fields: [{ pointer: "/cards", message: { vi: `Mỗi lần nhiều nhất ${String(MOST_CARDS)} phiếu.`, en: `At most ${String(MOST_CARDS)} cards at a time.` } }] });
    // Sorted by stratum, for whoever hands them out; within one, in no order.
    const issued = cards.flatMap(({ stratum, count }) => Array.from({ length: count }, () => ({ stratum, code: newCode() }))).map((one) => ({ ...one, link: `${address.replace(/\/+$/, "")}${BASE}/phieu?ma=${one.code}` }));
    const groups = new Map(survey.design.groups.map((one) => [one.key, one.title]));
    const what = (stratum: string): string => [groups.get(known.get(stratum)?.group ?? "") ?? "", known.get(stratum)?.unit ?? ""].filter((one) => one !== "").join(" · ");
    const sheets = withSheets ? (await surveyThread.ask("drawSheets", { title: survey.design.title, address: `${address.replace(/\/+$/, "")}${BASE}`, cards: issued.map((one) => ({ ...one, what: what(one.stratum) })) })).pdf : undefined;
    return async (tx) => {
      const now = await held(tx, params.surveyId);
      if (now.standing.state !== "open") throw conflict("Chỉ phát hành phiếu khi khảo sát đang mở.", "Cards are issued while the survey is open.");
      const batch = (await newestBatch(tx, now.id)) + 1;
      const hashed = shuffled(issued).map(({ stratum, code }) => ({ hash: cardHash(keys.pepper, code.replaceAll("-", "")), stratum, channel: "card" as const }));
      await insertCards(tx, now.id, batch, hashed);
      const by = actorOf(call).personId;
      const data = { batch, by, cards: Object.fromEntries(Array.from(Map.groupBy(hashed, (one) => one.stratum), ([stratum, own]) => [stratum, own.length])), sha256: hashOfCards(hashed.map((one) => one.hash)) };
      return { reply: { body: { batch, cards: issued, sheets: sheets === undefined ? null : Buffer.from(sheets).toString("base64") } }, audit: [{ action: "survey.cards-issued", subject: `survey:${now.id}`, data }] };
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
      return { reply: await viewNow(tx, survey.id), audit: [entry] };
    };
  }),
];
