import { isDeepStrictEqual } from "node:util";
import { keptAnswers } from "../../contract/questionnaire.ts";
import { subjectsBeginning, type Telling, tellingsOf } from "../audit/index.ts";
import { type Bilingual, type Database, openDatabase, type Transaction } from "../platform/index.ts";
import { ballotHash, hashOfBallots, hashOfCounts, makeCounter } from "./box.ts";
import { ballotsAfter, countCast, countsOf } from "./box-queries.ts";
import { issuesOf } from "./field-queries.ts";
import { isSigned } from "./keys.ts";
import { allSurveys, batchesOf, hashesOfBatch, type SurveyNow, turnoutOf } from "./queries.ts";
import { hashOfCards } from "./sealing.ts";
import { hashOfWorths, worthIn } from "./worth-in.ts";

/**
 * Surveys against the ledger and against themselves: cards are those that were issued, every used card has its ballot
 * and every ballot came of a card, counts and points are those of the ballots.
 */

type SurveyReport = { readonly surveys: number; readonly ballots: number; readonly faults: readonly Bilingual[] };

const AT_ONCE = 5000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

async function gathered(tellings: AsyncIterable<Telling>): Promise<Telling[]> {
  const all: Telling[] = [];
  for await (const one of tellings) all.push(one);
  return all;
}

const fault = ({ id, design }: Pick<SurveyNow, "id" | "design">, vi: string, en: string): Bilingual => ({ vi: `khảo sát ${id} (${design.title}): ${vi}`, en: `survey ${id} (${design.title}): ${en}` });

/** Cards of each batch are those that the ledger tells of; a batch that it does not know was slipped in. */
async function cardFaults(tx: Transaction, survey: SurveyNow, told: readonly Telling[]): Promise<Bilingual[]> {
  const issued = new Map(told.filter((one) => one.action === "survey.cards-issued").map((one) => [Number(one.data["batch"]), one.data["sha256"]]));
  const faults: Bilingual[] = [];
  for (const batch of new Set([...issued.keys(), ...(await batchesOf(tx, survey.id))])) {
    const cards = await hashesOfBatch(tx, survey.id, batch);
    if (hashOfCards(cards) !== issued.get(batch)) faults.push(fault(survey, `đợt phát hành ${String(batch)} không phải các phiếu đã ghi sổ (nay có ${String(cards.length)})`, `batch ${String(batch)} is not of the cards that the ledger tells of (${String(cards.length)} there now)`));
  }
  return faults;
}

/** Every batch was ordered by one person and agreed to by another, in the tables and in the ledger. */
async function orderFaults(tx: Transaction, survey: SurveyNow, told: readonly Telling[]): Promise<Bilingual[]> {
  const of = (action: string) => new Map(told.filter((one) => one.action === action).map((one) => [Number(one.data["number"]), one.data]));
  const [ordered, decided] = [of("survey.cards-ordered"), of("survey.order-decided")];
  const kept = new Map((await issuesOf(tx, survey.id)).map((one) => [one.batch, one]));
  return told.filter((one) => one.action === "survey.cards-issued").flatMap(({ data }) => {
    const batch = Number(data["batch"]);
    const [order, decision, own] = [ordered.get(Number(data["order"])), decided.get(Number(data["order"])), kept.get(batch)];
    const isSound = order !== undefined && decision?.["approved"] === true && order["by"] !== decision["by"] && own !== undefined && own.by === order["by"] && own.decider === decision["by"] && isDeepStrictEqual(own.cards, order["cards"]);
    return isSound ? [] : [fault(survey, `đợt phát hành ${String(batch)} không do hai người khác nhau đề nghị và đồng ý`, `batch ${String(batch)} was not ordered and agreed to by two people`)];
  });
}

/** What was done with a survey is what the ledger tells, its keys and hashes included. */
function stepFaults(survey: SurveyNow, told: readonly Telling[]): Bilingual[] {
  const steps = told.filter((one) => ["survey.open", "survey.close", "survey.count", "survey.convert"].includes(one.action));
  const isSame = steps.length === survey.standing.version && steps.at(-1)?.action.slice("survey.".length) === survey.standing.last;
  const counted = steps.find((one) => one.action === "survey.count");
  const { counting } = survey.standing;
  const isCounted = counting === undefined ? counted === undefined : counted?.data["sha256"] === counting.sha256 && counted.data["countsSha256"] === counting.countsSha256 && counted.data["ballots"] === counting.ballots;
  return isSame && isCounted ? [] : [fault(survey, "các bước đã làm khác với sổ kiểm toán", "its steps are not those of the ledger")];
}

/** Ballots counted anew. */
async function ballotFaults(tx: Transaction, survey: SurveyNow): Promise<{ readonly ballots: number; readonly faults: Bilingual[] }> {
  const { counting } = survey.standing;
  const counter = makeCounter(survey.design);
  const hashes: string[] = [];
  const faults: Bilingual[] = [];
  for (let after = NO_ID; ; ) {
    const some = await ballotsAfter(tx, survey.id, after, AT_ONCE);
    const last = some.at(-1);
    if (last === undefined) break;
    after = last.id;
    for (const { id: _id, ...ballot } of some) {
      hashes.push(ballotHash(ballot));
      const answers = keptAnswers.safeParse(ballot.answers).data;
      if (answers !== undefined) counter.add({ ...ballot, answers });
    }
  }
  const used = await countCast(tx, survey.id);
  if (counting === undefined) return { ballots: 0, faults: hashes.length === 0 ? [] : [fault(survey, "có phiếu ngoài hòm trước khi hòm được mở", "there are ballots outside the box before it was opened")] };
  if (hashes.length + counting.unreadable !== used) faults.push(fault(survey, `${String(hashes.length)} phiếu được đếm mà ${String(used)} mã đã dùng`, `${String(hashes.length)} ballots counted, ${String(used)} cards used`));
  if (hashOfBallots(hashes) !== counting.sha256) faults.push(fault(survey, "phiếu khác với lúc mở hòm", "the ballots are not those of the opening"));
  const counts = counter.counts();
  if (hashOfCounts(counts) !== counting.countsSha256 || hashOfCounts(await countsOf(tx, survey.id)) !== counting.countsSha256) faults.push(fault(survey, "số đếm không phải của các phiếu", "the counts are not those of the ballots"));
  return { ballots: hashes.length, faults };
}

/** What was taken into the campaign's points is what the counts are worth. */
async function worthFaults(tx: Transaction, survey: SurveyNow, told: readonly Telling[]): Promise<Bilingual[]> {
  const taken = told.findLast((one) => one.action === "survey.convert");
  if (taken === undefined) return [];
  const { converting } = survey.standing;
  const isWhole = converting !== undefined && converting.summary === taken.data["summary"] && (converting.signature === null || converting.publicKey === null || isSigned(converting.summary, { signature: converting.signature, publicKey: converting.publicKey }));
  if (!isWhole) return [fault(survey, "bản tổng hợp đã ký khác với lúc nhận vào điểm", "the signed summary is not the one of the taking")];
  return hashOfWorths(await worthIn(tx, survey, await countsOf(tx, survey.id), await turnoutOf(tx, survey.id))) === taken.data["sha256"] ? [] : [fault(survey, "điểm quy đổi đã nhận khác với số đếm", "what was taken into the points is not what the counts are worth")];
}

/** Checks every survey, as all of it stands at one moment. */
export async function verifySurveys(database: Database): Promise<SurveyReport> {
  return database.read(async (tx) => {
    const surveys = await allSurveys(tx);
    const known = new Set(surveys.map((one) => `survey:${one.id}`));
    const faults: Bilingual[] = (await subjectsBeginning(tx, "survey:")).filter((one) => !known.has(one)).map((one) => ({ vi: `${one}: có trong sổ kiểm toán mà không còn trong cơ sở dữ liệu`, en: `${one}: in the ledger and not in the database` }));
    let ballots = 0;
    for (const survey of surveys) {
      const told = await gathered(tellingsOf(tx, `survey:${survey.id}`));
      const counted = await ballotFaults(tx, survey);
      ballots += counted.ballots;
      faults.push(...stepFaults(survey, told), ...(await cardFaults(tx, survey, told)), ...(await orderFaults(tx, survey, told)), ...counted.faults, ...(await worthFaults(tx, survey, told)));
    }
    return { surveys: surveys.length, ballots, faults };
  });
}

/** The same from outside: opens the database, with the application's rights and no more. */
export async function verifySurveysAt(connection: Parameters<typeof openDatabase>[0]): Promise<SurveyReport> {
  const database = openDatabase(connection, 1);
  try {
    return await verifySurveys(database);
  } finally {
    await database.close();
  }
}
