import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { foldSurvey, type RecordedSurveyAction, type SurveyAction, type SurveyStanding } from "./state.ts";

export type SurveyTables = {
  "congtam.survey": { id: string; campaign: string; secrecy?: "anonymous"; created_at: Date; created_by: string };
  "congtam.survey_design": { survey: string; number: number; design: SurveyDesign; by: string; at: Date };
  "congtam.survey_action": { survey: string; number: number; at: Date; by: string; action: SurveyAction };
  "congtam.survey_card": { hash: Buffer; survey: string; batch: number; stratum: string; channel: Channel };
  "congtam.survey_batch": { survey: string; batch: number; stratum: string; channel: Channel; issued: number };
  "congtam.survey_cast": { card: Buffer; survey: string; receipt: Buffer; day: string; stratum: string; channel: Channel; sealed: Buffer | null };
  "congtam.survey_ballot": { id?: string; survey: string; channel: Channel; stratum: string; answers: unknown; marks: string[] };
  "congtam.survey_count": { survey: string; channel: Channel; unit: string; respondents: string; place: string; option: string; n: number };
};
export type Channel = "card" | "open";

export type Survey = { readonly id: string; readonly campaignId: string };
/** A survey as it stands at this moment. */
export type SurveyNow = Survey & { readonly designNumber: number; readonly design: SurveyDesign; readonly standing: SurveyStanding };

const DESIGN = sql<{ number: number; design: SurveyDesign }>`(select json_build_object('number', number, 'design', design) from congtam.survey_design made where made.survey = survey.id order by number desc limit 1)`.as("newest");
const ACTIONS = sql<RecordedSurveyAction[]>`coalesce((select json_agg(json_build_object('number', number, 'at', at, 'by', "by", 'action', action) order by number) from congtam.survey_action taken where taken.survey = survey.id), '[]')`.as("actions");

type Row = { id: string; campaign: string; newest: { number: number; design: SurveyDesign }; actions: RecordedSurveyAction[] };
const nowOf = ({ id, campaign, newest, actions }: Row): SurveyNow => ({ id, campaignId: campaign, designNumber: newest.number, // Made before anybody could answer without a card.
  design: { ...newest.design, open: newest.design.open ?? null }, standing: foldSurvey(actions) });

const surveys = (tx: Transaction) => tx.tables<SurveyTables>().selectFrom("congtam.survey as survey").select(["survey.id", "survey.campaign", DESIGN, ACTIONS]);

export async function findSurvey(tx: Transaction, id: string): Promise<SurveyNow | undefined> {
  const row = await surveys(tx).where("survey.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : nowOf(row);
}

export const pageOfSurveys = async (tx: Transaction, campaign: string, after: string | undefined, limit: number): Promise<SurveyNow[]> =>
  (await surveys(tx).where("survey.campaign", "=", campaign).$if(after !== undefined, (query) => query.where("survey.id", "<", after ?? "")).orderBy("survey.id", "desc").limit(limit + 1).execute()).map(nowOf);

const EARLIER = 5;
/** Counted surveys that were made before, the newest first. */
export async function earlierSurveys(tx: Transaction, { id }: Pick<SurveyNow, "id">): Promise<SurveyNow[]> {
  const rows = await surveys(tx).where(sql<boolean>`exists (select from congtam.survey_action done where done.survey = survey.id and done.action ->> 'kind' = 'count')`).where(sql<boolean>`survey.created_at < (select created_at from congtam.survey own where own.id = ${id})`).orderBy("survey.created_at", "desc").limit(EARLIER).execute();
  return rows.map(nowOf);
}

export const allSurveys = async (tx: Transaction): Promise<SurveyNow[]> => (await surveys(tx).orderBy("survey.id").execute()).map(nowOf);

const asJson = <T>(value: T): T => JSON.stringify(value) as unknown as T;

export async function insertSurvey(tx: Transaction, { id, campaignId }: Survey, by: string): Promise<void> {
  await tx.tables<SurveyTables>().insertInto("congtam.survey").values({ id, campaign: campaignId, created_at: await tx.now(), created_by: by }).execute();
}

const isAdded = (answer: { numInsertedOrUpdatedRows?: bigint | undefined }): boolean => (answer.numInsertedOrUpdatedRows ?? 0n) > 0n;

/** The primary key refuses a second one of the same number, so nothing is overwritten. */
export const insertDesign = async (tx: Transaction, survey: string, number: number, design: SurveyDesign, by: string): Promise<boolean> =>
  isAdded(await tx.tables<SurveyTables>().insertInto("congtam.survey_design").values({ survey, number, design: asJson(design), by, at: await tx.now() }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());

export const insertAction = async (tx: Transaction, survey: string, number: number, by: string, action: SurveyAction): Promise<boolean> =>
  isAdded(await tx.tables<SurveyTables>().insertInto("congtam.survey_action").values({ survey, number, by, action: asJson(action), at: await tx.now() }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());

const lockName = (survey: string): string => `survey:${survey}`;
/** Keeps a survey open until the end of the transaction; many may hold one at once. */
export const holdOpen = (tx: Transaction, survey: string): Promise<unknown> => sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(survey)}, 0))`.execute(tx.tables<SurveyTables>());
/** Waits until nobody holds it, and keeps everybody from it: what was let in before is in the box, what comes later is not. */
export const holdAlone = (tx: Transaction, survey: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${lockName(survey)}, 0))`.execute(tx.tables<SurveyTables>());

/** One after the other, so that no more count than may. */
export const holdStratum = (tx: Transaction, survey: string, stratum: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${`${lockName(survey)}:${stratum}`}, 0))`.execute(tx.tables<SurveyTables>());

// Cards and what is cast with them

export type Card = { readonly hash: Buffer; readonly surveyId: string; readonly stratum: string; readonly channel: Channel; readonly receipt: Buffer | null; /** Carried by an interviewer. */ readonly isInterview: boolean };

/** A card by its hash, with the receipt of the ballot that it was used for. */
export const findCard = (tx: Transaction, hash: Buffer): Promise<Card | undefined> =>
  tx
    .tables<SurveyTables>()
    .selectFrom("congtam.survey_card as card")
    .leftJoin("congtam.survey_cast as cast", "cast.card", "card.hash")
    .select(["card.hash", "card.survey as surveyId", "card.stratum", "card.channel", "cast.receipt", sql<boolean>`exists (select from congtam.survey_interview visit where visit.card = card.hash)`.as("isInterview")])
    .where("card.hash", "=", hash)
    .executeTakeFirst();

/** In the order of their hashes, which says nothing about the order of the cards on the sheets. */
export async function insertCards(tx: Transaction, survey: string, batch: number, cards: readonly { readonly hash: Buffer; readonly stratum: string; readonly channel: Channel }[]): Promise<void> {
  const sorted = cards.toSorted((a, b) => Buffer.compare(a.hash, b.hash));
  await sql`insert into congtam.survey_card (hash, survey, batch, stratum, channel) select decode(hash, 'hex'), ${survey}, ${batch}::integer, stratum, channel from jsonb_to_recordset(${JSON.stringify(sorted.map(({ hash, ...one }) => ({ ...one, hash: hash.toString("hex") })))}::jsonb) as given (hash text, stratum text, channel text)`.execute(tx.tables<SurveyTables>());
  await sql`insert into congtam.survey_batch (survey, batch, stratum, channel, issued) select ${survey}, ${batch}::integer, stratum, channel, count(*) from jsonb_to_recordset(${JSON.stringify(cards.map(({ stratum, channel }) => ({ stratum, channel })))}::jsonb) as given (stratum text, channel text) group by stratum, channel on conflict (survey, batch, channel, stratum) do nothing`.execute(tx.tables<SurveyTables>());
}

/** A ticket of open participation becomes a card as it is used, in no batch. */
export async function insertTicket(tx: Transaction, { hash, surveyId, stratum }: Pick<Card, "hash" | "surveyId" | "stratum">): Promise<void> {
  await tx.tables<SurveyTables>().insertInto("congtam.survey_card").values({ hash, survey: surveyId, batch: 0, stratum, channel: "open" }).onConflict((on) => on.doNothing()).execute();
}

/** The cards of a batch by their hashes. */
export const hashesOfBatch = async (tx: Transaction, survey: string, batch: number): Promise<Buffer[]> => (await tx.tables<SurveyTables>().selectFrom("congtam.survey_card").select("hash").where("survey", "=", survey).where("batch", "=", batch).where("channel", "=", "card").execute()).map((one) => one.hash);

/** Every batch of which there is a card, whatever else says so. */
export const batchesOf = async (tx: Transaction, survey: string): Promise<number[]> => (await tx.tables<SurveyTables>().selectFrom("congtam.survey_card").select("batch").distinct().where("survey", "=", survey).where("channel", "=", "card").execute()).map((one) => one.batch);

export async function newestBatch(tx: Transaction, survey: string): Promise<number> {
  const { batch } = await tx.tables<SurveyTables>().selectFrom("congtam.survey_batch").select((select) => select.fn.max("batch").as("batch")).where("survey", "=", survey).executeTakeFirstOrThrow();
  return batch ?? 0;
}

/** Uses a card: false when it is used already, whoever was first. The survey is held open. */
export const insertCast = async (tx: Transaction, cast: { readonly card: Buffer; readonly survey: string; readonly receipt: Buffer; readonly stratum: string; readonly channel: Channel; readonly sealed: Buffer }): Promise<boolean> =>
  isAdded(await tx.tables<SurveyTables>().insertInto("congtam.survey_cast").values({ ...cast, day: (await tx.now()).toISOString().slice(0, 10) }).onConflict((on) => on.column("card").doNothing()).executeTakeFirstOrThrow());

/** What became of a ballot with this receipt: nothing known of it, in the box, or counted. */
export const findReceipt = (tx: Transaction, receipt: Buffer): Promise<{ surveyId: string; isOpened: boolean } | undefined> =>
  tx.tables<SurveyTables>().selectFrom("congtam.survey_cast").select(["survey as surveyId", sql<boolean>`sealed is null`.as("isOpened")]).where("receipt", "=", receipt).executeTakeFirst();

/** Marks of receipts whose first byte is this, in their own order. */
export async function receiptsIn(tx: Transaction, survey: string, first: number): Promise<string[]> {
  const LAST = 0xff;
  const within = tx.tables<SurveyTables>().selectFrom("congtam.survey_cast").select(sql<string>`encode(receipt, 'hex')`.as("mark")).where("survey", "=", survey).where("receipt", ">=", Buffer.from([first]));
  const rows = await (first === LAST ? within : within.where("receipt", "<", Buffer.from([first + 1]))).orderBy("receipt").execute();
  return rows.map((one) => one.mark);
}

export type Turnout = { readonly stratum: string; readonly channel: Channel; readonly issued: number; readonly cast: number };

/** Cards by stratum, and how many of them were used; the used ones are counted from an index alone. */
export async function turnoutOf(tx: Transaction, survey: string): Promise<Turnout[]> {
  const { rows } = await sql<Turnout>`
    select stratum, channel, sum(issued)::integer as issued, sum(used)::integer as "cast" from (
      select stratum, channel, issued, 0 as used from congtam.survey_batch where survey = ${survey}
      union all select stratum, channel, 0, count(*) from congtam.survey_cast where survey = ${survey} group by channel, stratum
    ) counted group by channel, stratum order by channel, stratum`.execute(tx.tables<SurveyTables>());
  return rows;
}

/** How many ballots came in: of each stratum by day, and no finer. */
export type Arrival = { readonly channel: Channel; readonly stratum: string; readonly day: string; readonly n: number };

/** Of days before one, or from it on. */
export const arrivalsOf = (tx: Transaction, survey: string, when: "before" | "from", day: string): Promise<Arrival[]> =>
  tx.tables<SurveyTables>().selectFrom("congtam.survey_cast").select(({ fn }) => ["channel", "stratum", "day", fn.countAll<number>().as("n")]).where("survey", "=", survey).where("day", when === "before" ? "<" : ">=", day).groupBy(["day", "channel", "stratum"]).orderBy("day").orderBy("channel").orderBy("stratum").execute();

export const issuedOf = (tx: Transaction, survey: string): Promise<{ stratum: string; channel: Channel; issued: number }[]> =>
  tx.tables<SurveyTables>().selectFrom("congtam.survey_batch").select(["stratum", "channel", sql<number>`sum(issued)::integer`.as("issued")]).where("survey", "=", survey).groupBy(["channel", "stratum"]).execute();

/** How many cards of each survey there are, how many were used, and how many answered without one. */
export async function sizesOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, { cards: number; cast: number; open: number }>> {
  const { rows } = await sql<{ survey: string; cards: number; cast: number; open: number }>`select id as survey, (select coalesce(sum(issued), 0)::integer from congtam.survey_batch made where made.survey = id) as cards, (select count(*) from congtam.survey_cast made where made.survey = id and made.channel = 'card') as cast, (select count(*) from congtam.survey_cast made where made.survey = id and made.channel = 'open') as open from unnest(${ids}::text[]) id`.execute(tx.tables<SurveyTables>());
  return new Map(rows.map((row) => [row.survey, row]));
}

/** Where a survey stands, without its design, which does not change once it is open. */
export async function standingOf(tx: Transaction, id: string): Promise<SurveyStanding> {
  const row = await tx.tables<SurveyTables>().selectFrom("congtam.survey as survey").select(ACTIONS).where("survey.id", "=", id).executeTakeFirst();
  return foldSurvey(row?.actions ?? []);
}
