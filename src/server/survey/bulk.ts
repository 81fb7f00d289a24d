import { randomBytes, randomUUID } from "node:crypto";
import type { Answers, Questionnaire } from "../../contract/questionnaire.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import type { AuditEntry, Transaction } from "../platform/index.ts";
import { marksOf, sizeOfBallots, writeBallot } from "./box.ts";
import { type Cast, insertBallots, insertCasts, insertCounts } from "./box-queries.ts";
import { insertDecision, insertIssue, insertOrder } from "./field-queries.ts";
import type { SurveyKeys } from "./keys.ts";
import { tally } from "./opening.ts";
import { insertAction, insertCards, insertDesign, insertSurvey } from "./queries.ts";
import { cardHash, hashOfCards, newBoxKey, newCode, readCode, seal, shuffled } from "./sealing.ts";
import type { SurveyAction } from "./state.ts";

/** A whole survey at once, for houses that are furnished and for measuring: what people would do with it in weeks. */

type Given = {
  readonly campaignId: string;
  readonly design: SurveyDesign;
  readonly by: string;
  /** Who agreed to the cards; somebody else. */
  readonly agreed: string;
  readonly closesAt: string;
  /** Cards that go out; those with answers come back. A code is made up where none is given. */
  readonly cards: readonly { readonly stratum: string; readonly code?: string; readonly answers?: Answers }[];
  /** Whether it is over and its box was opened; otherwise it is open and the ballots lie in it. */
  readonly isCounted: boolean;
};

/** Cards that were used, with their sealed ballots or, where the box was opened, without. */
const castOf = ({ hash, stratum, sealed }: { readonly hash: Buffer; readonly stratum: string; readonly sealed: Buffer | undefined }): Cast => ({ hash, stratum, receipt: randomBytes(32), sealed: sealed ?? null });

async function boxFor(keys: SurveyKeys, isCounted: boolean): Promise<string> {
  // The key of a box that was opened is gone; here it never lay anywhere.
  return isCounted ? (await newBoxKey()).publicKey : keys.make();
}

type Used = { readonly stratum: string; readonly answers: Answers };

/** The form of each stratum. */
const formsOf = (design: SurveyDesign): Map<string, Questionnaire | undefined> => new Map(design.strata.map((one) => [one.key, design.groups.find((each) => each.key === one.group)?.form]));

async function countAll(tx: Transaction, surveyId: string, design: SurveyDesign, used: readonly Used[]): Promise<SurveyAction> {
  const forms = formsOf(design);
  const opened = used.flatMap(({ stratum, answers }) => {
    const form = forms.get(stratum);
    return form === undefined ? [] : [{ channel: "card" as const, stratum, answers, marks: marksOf(form, answers) }];
  });
  const { ballots, counts, sha256, countsSha256 } = tally({ design, ballots: opened });
  await insertBallots(tx, surveyId, ballots);
  await insertCounts(tx, surveyId, counts);
  return { kind: "count", ballots: ballots.length, unreadable: 0, marked: ballots.filter((one) => one.marks.length > 0).length, sha256, countsSha256 };
}

/** Ordered by one, agreed to by the other. */
async function orderAll(tx: Transaction, surveyId: string, issued: readonly { readonly stratum: string }[], { by, agreed }: Pick<Given, "by" | "agreed">): Promise<{ readonly order: number; readonly entries: readonly AuditEntry[] }> {
  const subject = `survey:${surveyId}`;
  const cards = Array.from(Map.groupBy(issued, (one) => one.stratum), ([stratum, own]) => ({ stratum, count: own.length }));
  const order = await insertOrder(tx, surveyId, cards, by);
  await insertDecision(tx, surveyId, { number: order, approved: true, reason: "", by: agreed });
  await insertIssue(tx, surveyId, 1, order);
  return { order, entries: [{ action: "survey.cards-ordered", subject, data: { number: order, by, cards } }, { action: "survey.order-decided", subject, data: { number: order, approved: true, reason: "", by: agreed } }] };
}

/** Conducts a survey; returns the ledger's entries. */
export async function conductSurvey(tx: Transaction, keys: SurveyKeys, { campaignId, design, by, agreed, closesAt, cards, isCounted }: Given): Promise<{ readonly surveyId: string; readonly entries: readonly AuditEntry[] }> {
  const surveyId = randomUUID();
  const subject = `survey:${surveyId}`;
  const at = (await tx.now()).toISOString();
  await insertSurvey(tx, { id: surveyId, campaignId }, by);
  await insertDesign(tx, surveyId, 1, design, by);
  const entries: AuditEntry[] = [{ action: "survey.created", subject, data: { campaign: campaignId, by, design } }];
  let number = 0;
  const take = async (action: SurveyAction): Promise<void> => {
    number += 1;
    await insertAction(tx, surveyId, number, by, action);
    entries.push({ action: `survey.${action.kind}`, subject, data: { number, by, at, ...action } });
  };
  const publicKey = await boxFor(keys, isCounted);
  await take({ kind: "open", closesAt, publicKey, design: 1 });

  const issued = shuffled(cards).map((one) => ({ ...one, hash: cardHash(keys.pepper, readCode(one.code ?? newCode()) ?? "") }));
  const { order, entries: agreement } = await orderAll(tx, surveyId, issued, { by, agreed });
  entries.push(...agreement);
  await insertCards(tx, surveyId, 1, issued.map(({ hash, stratum }) => ({ hash, stratum, channel: "card" })));
  entries.push({ action: "survey.cards-issued", subject, data: { batch: 1, order, by, cards: Object.fromEntries(Array.from(Map.groupBy(issued, (one) => one.stratum), ([stratum, own]) => [stratum, own.length])), sha256: hashOfCards(issued.map((one) => one.hash)) } });

  const used = issued.flatMap(({ hash, stratum, answers }) => (answers === undefined ? [] : [{ hash, stratum, answers }]));
  if (!isCounted) {
    const forms = formsOf(design);
    const sealed = used.map(async ({ hash, stratum, answers }) => {
      const form = forms.get(stratum);
      return form === undefined ? [] : [{ hash, stratum, sealed: await seal(publicKey, writeBallot(answers), sizeOfBallots(form)) }];
    });
    await insertCasts(tx, surveyId, (await Promise.all(sealed)).flat().map(castOf));
    return { surveyId, entries };
  }
  await insertCasts(tx, surveyId, used.map(({ hash, stratum }) => castOf({ hash, stratum, sealed: undefined })));
  await take({ kind: "close" });
  await take(await countAll(tx, surveyId, design, used));
  return { surveyId, entries };
}
