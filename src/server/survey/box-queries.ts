import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { Channel, SurveyTables } from "./queries.ts";

/** Opening the box: what was sealed, what became of it. */

export type Sealed = { readonly card: Buffer; readonly stratum: string; readonly channel: Channel; readonly sealed: Buffer };

/** The next sealed ballots in the order of their cards' hashes. */
export const sealedAfter = (tx: Transaction, survey: string, after: Buffer, limit: number): Promise<Sealed[]> =>
  tx
    .tables<SurveyTables>()
    .selectFrom("congtam.survey_cast as cast")
    .innerJoin("congtam.survey_card as card", "card.hash", "cast.card")
    .select(["cast.card", "card.stratum", "card.channel", sql<Buffer>`"cast".sealed`.as("sealed")])
    .where("cast.survey", "=", survey)
    .where("cast.card", ">", after)
    .where("cast.sealed", "is not", null)
    .orderBy("cast.card")
    .limit(limit)
    .execute();

export const countCast = async (tx: Transaction, survey: string): Promise<number> => (await tx.tables<SurveyTables>().selectFrom("congtam.survey_cast").select(({ fn }) => fn.countAll<number>().as("n")).where("survey", "=", survey).executeTakeFirstOrThrow()).n;

/** The sealed ballots go: opened or not, nothing is left that a key could open. */
export async function emptyBox(tx: Transaction, survey: string): Promise<void> {
  await tx.tables<SurveyTables>().updateTable("congtam.survey_cast").set({ sealed: null }).where("survey", "=", survey).where("sealed", "is not", null).execute();
}

export type Ballot = { readonly channel: Channel; readonly stratum: string; readonly answers: unknown; readonly marks: readonly string[] };

const AT_ONCE = 5000;
const inParts = <T>(all: readonly T[]): (readonly T[])[] => Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) => all.slice(i * AT_ONCE, (i + 1) * AT_ONCE));

/** A card that was used. */
export type Cast = { readonly hash: Buffer; readonly stratum: string; readonly receipt: Buffer; readonly sealed: Buffer | null };

/** Many cards that were used today. */
export async function insertCasts(tx: Transaction, survey: string, casts: readonly Cast[]): Promise<void> {
  const day = (await tx.now()).toISOString().slice(0, 10);
  for (const part of inParts(casts)) {
    const given = part.map(({ hash, stratum, receipt, sealed }) => ({ card: hash.toString("hex"), stratum, receipt: receipt.toString("hex"), sealed: sealed?.toString("hex") ?? null }));
    await sql`insert into congtam.survey_cast (card, survey, receipt, day, stratum, channel, sealed) select decode(card, 'hex'), ${survey}, decode(receipt, 'hex'), ${day}::date, stratum, 'card', decode(sealed, 'hex') from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (card text, receipt text, stratum text, sealed text)`.execute(tx.tables<SurveyTables>());
  }
}

/** In the order in which they come, which has to be a random one. */
export async function insertBallots(tx: Transaction, survey: string, ballots: readonly Ballot[]): Promise<void> {
  for (const part of inParts(ballots)) {
    await sql`insert into congtam.survey_ballot (survey, channel, stratum, answers, marks) select ${survey}, channel, stratum, answers, marks from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as given (channel text, stratum text, answers jsonb, marks text[])`.execute(tx.tables<SurveyTables>());
  }
}

export type Count = { readonly channel: Channel; readonly unit: string; readonly respondents: string; readonly place: string; readonly option: string; readonly n: number };

export async function insertCounts(tx: Transaction, survey: string, counts: readonly Count[]): Promise<void> {
  for (const part of inParts(counts)) {
    await sql`insert into congtam.survey_count (survey, channel, unit, respondents, place, option, n) select ${survey}, channel, unit, respondents, place, option, n from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as given (channel text, unit text, respondents text, place text, option text, n integer)`.execute(tx.tables<SurveyTables>());
  }
}

export const countsOf = (tx: Transaction, survey: string): Promise<Count[]> =>
  tx.tables<SurveyTables>().selectFrom("congtam.survey_count").select(["channel", "unit", "respondents", "place", "option", "n"]).where("survey", "=", survey).orderBy("channel").orderBy("unit").orderBy("respondents").orderBy("place").orderBy("option").execute();

/** Opened ballots after one of them, for whoever counts again. */
export const ballotsAfter = async (tx: Transaction, survey: string, after: string, limit: number): Promise<(Ballot & { id: string })[]> => {
  const rows = await tx.tables<SurveyTables>().selectFrom("congtam.survey_ballot").select(["id", "channel", "stratum", "answers", "marks"]).where("survey", "=", survey).where("id", ">", after).orderBy("id").limit(limit).execute();
  return rows.map(({ id = "", ...ballot }) => ({ ...ballot, id }));
};

export type WrittenRow = { readonly channel: Channel; readonly stratum: string; readonly unit: string; readonly place: string; readonly text: string };
const MOST_TEXTS = 20_000;

/** What was written at these places, and nothing else of the ballots. */
export async function textsIn(tx: Transaction, survey: string, places: readonly string[]): Promise<WrittenRow[]> {
  const { rows } = await sql<WrittenRow>`
    select ballot.channel, ballot.stratum, part.unit, answer.key as place, answer.value #>> '{}' as text
    from congtam.survey_ballot ballot,
      lateral (select '' as unit, ballot.answers -> 'common' as sheet union all select key, value from jsonb_each(ballot.answers -> 'units')) part,
      lateral jsonb_each(part.sheet) answer
    where ballot.survey = ${survey} and answer.key = any(${places}) and jsonb_typeof(answer.value) = 'string' limit ${MOST_TEXTS}`.execute(tx.tables<SurveyTables>());
  return rows;
}
