import { sql } from "kysely";
import type { z } from "zod";
import type { RecheckOutcome } from "../../contract/survey-field.ts";
import type { cardsWanted } from "../../contract/survey.ts";
import type { Transaction } from "../platform/index.ts";

/** Orders of cards, interviewers with their interviews, re-checks and alarms, as they are kept. */

export type Wanted = z.output<typeof cardsWanted>;
export type Order = { readonly number: number; readonly cards: readonly Wanted[]; readonly by: string; readonly at: Date; readonly approved: boolean | null; readonly reason: string; readonly decider: string | null; readonly batch: number | null };

export async function ordersOf(tx: Transaction, survey: string): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select o.number, o.cards, o.by, o.at, d.approved, coalesce(d.reason, '') as reason, d.by as decider, i.batch
    from congtam.survey_order o
    left join congtam.survey_order_decision d on d.survey = o.survey and d.number = o.number
    left join congtam.survey_issue i on i.survey = o.survey and i.number = o.number
    where o.survey = ${survey} order by o.number desc limit 200`.execute(tx.tables());
  return rows;
}

/** The next number; the survey is held alone. */
export async function insertOrder(tx: Transaction, survey: string, cards: readonly Wanted[], by: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`insert into congtam.survey_order (survey, number, cards, by, at) select ${survey}, 1 + coalesce(max(number), 0), ${JSON.stringify(cards)}::jsonb, ${by}, ${await tx.now()}::timestamptz from congtam.survey_order where survey = ${survey} returning number`.execute(tx.tables());
  return rows[0]?.number ?? 0;
}

export async function insertDecision(tx: Transaction, survey: string, { number, approved, reason, by }: { readonly number: number; readonly approved: boolean; readonly reason: string; readonly by: string }): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`insert into congtam.survey_order_decision (survey, number, approved, reason, by, at) values (${survey}, ${number}, ${approved}, ${reason}, ${by}, ${await tx.now()}) on conflict do nothing`.execute(tx.tables());
  return numAffectedRows > 0n;
}

/** False when the order was issued before. */
export async function insertIssue(tx: Transaction, survey: string, batch: number, number: number): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`insert into congtam.survey_issue (survey, batch, number) values (${survey}, ${batch}, ${number}) on conflict do nothing`.execute(tx.tables());
  return numAffectedRows > 0n;
}

/** Batches and the people without whom they could not be: who ordered, who agreed. */
export async function issuesOf(tx: Transaction, survey: string): Promise<{ batch: number; by: string; decider: string; approved: boolean; cards: readonly Wanted[] }[]> {
  const { rows } = await sql<{ batch: number; by: string; decider: string; approved: boolean; cards: readonly Wanted[] }>`select i.batch, o.by, d.by as decider, d.approved, o.cards from congtam.survey_issue i join congtam.survey_order o on o.survey = i.survey and o.number = i.number join congtam.survey_order_decision d on d.survey = i.survey and d.number = i.number where i.survey = ${survey}`.execute(tx.tables());
  return rows;
}

// Interviewers

type NewInterview = { readonly card: Buffer; readonly interviewer: Buffer; readonly number: number };

export async function insertInterviewers(tx: Transaction, survey: string, batch: number, { people, interviews }: { readonly people: readonly { readonly hash: Buffer; readonly label: string }[]; readonly interviews: readonly NewInterview[] }): Promise<void> {
  if (people.length === 0) return;
  await sql`insert into congtam.survey_interviewer (survey, hash, batch, label) select ${survey}, decode(hash, 'hex'), ${batch}::integer, label from jsonb_to_recordset(${JSON.stringify(people.map(({ hash, label }) => ({ hash: hash.toString("hex"), label })))}::jsonb) as given (hash text, label text)`.execute(tx.tables());
  await sql`insert into congtam.survey_interview (card, survey, interviewer, number) select decode(card, 'hex'), ${survey}, decode(interviewer, 'hex'), number from jsonb_to_recordset(${JSON.stringify(interviews.map(({ card, interviewer, number }) => ({ card: card.toString("hex"), interviewer: interviewer.toString("hex"), number })))}::jsonb) as given (card text, interviewer text, number integer)`.execute(tx.tables());
}

export type Assigned = { readonly surveyId: string; readonly label: string; readonly number: number; readonly stratum: string; readonly isDone: boolean };

/** The interviews of whoever shows this code, in order. */
export async function interviewsOf(tx: Transaction, interviewer: Buffer): Promise<Assigned[]> {
  const { rows } = await sql<Assigned>`select p.survey as "surveyId", p.label, v.number, c.stratum, exists (select from congtam.survey_cast used where used.card = v.card) as "isDone" from congtam.survey_interviewer p join congtam.survey_interview v on v.interviewer = p.hash join congtam.survey_card c on c.hash = v.card where p.hash = ${interviewer} order by v.number`.execute(tx.tables());
  return rows;
}

/** How interviewers are told apart outside: by the beginning of the hash. */
const SHORT = 24;
export const shortOf = (hash: Buffer): string => hash.toString("hex").slice(0, SHORT);

export type Visit = { readonly card: Buffer; readonly interviewer: Buffer; readonly label: string; readonly number: number; readonly stratum: string; readonly isDone: boolean };

export async function visitsOf(tx: Transaction, survey: string): Promise<Visit[]> {
  const { rows } = await sql<Visit>`select v.card, v.interviewer, p.label, v.number, c.stratum, exists (select from congtam.survey_cast used where used.card = v.card) as "isDone" from congtam.survey_interview v join congtam.survey_interviewer p on p.hash = v.interviewer join congtam.survey_card c on c.hash = v.card where v.survey = ${survey} order by p.label, v.interviewer, v.number`.execute(tx.tables());
  return rows;
}

// Asking again

export type Drawn = { readonly round: number; readonly card: Buffer; readonly outcome: RecheckOutcome | null; readonly note: string; readonly version: number };

export async function drawnOf(tx: Transaction, survey: string): Promise<Drawn[]> {
  const { rows } = await sql<Drawn>`select i.round, i.card, o.outcome, coalesce(o.note, '') as note, coalesce(o.version, 0) as version from congtam.survey_recheck_item i left join lateral (select outcome, note, version from congtam.survey_recheck_outcome o where o.survey = i.survey and o.round = i.round and o.card = i.card order by version desc limit 1) o on true where i.survey = ${survey} order by i.round, i.card`.execute(tx.tables());
  return rows;
}

export async function roundsOf(tx: Transaction, survey: string): Promise<{ round: number; percent: number; at: Date }[]> {
  const { rows } = await sql<{ round: number; percent: number; at: Date }>`select round, percent, at from congtam.survey_recheck where survey = ${survey} order by round`.execute(tx.tables());
  return rows;
}

export async function insertRound(tx: Transaction, survey: string, { round, percent, by, cards }: { readonly round: number; readonly percent: number; readonly by: string; readonly cards: readonly Buffer[] }): Promise<void> {
  await sql`insert into congtam.survey_recheck (survey, round, percent, by, at) values (${survey}, ${round}, ${percent}, ${by}, ${await tx.now()})`.execute(tx.tables());
  await sql`insert into congtam.survey_recheck_item (survey, round, card) select ${survey}, ${round}::integer, decode(card, 'hex') from unnest(${cards.map((one) => one.toString("hex"))}::text[]) card`.execute(tx.tables());
}

/** False when somebody recorded another outcome in between. */
export async function insertOutcome(tx: Transaction, survey: string, given: { readonly round: number; readonly card: Buffer; readonly version: number; readonly outcome: RecheckOutcome; readonly note: string; readonly by: string }): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`insert into congtam.survey_recheck_outcome (survey, round, card, version, outcome, note, by, at) values (${survey}, ${given.round}, ${given.card}, ${given.version}, ${given.outcome}, ${given.note}, ${given.by}, ${await tx.now()}) on conflict do nothing`.execute(tx.tables());
  return numAffectedRows > 0n;
}

// Alarms

export async function noteAlarm(tx: Transaction, survey: string, stratum: string, kind: "flood" | "full"): Promise<void> {
  await sql`insert into congtam.survey_alarm (survey, day, stratum, kind) values (${survey}, ${(await tx.now()).toISOString().slice(0, 10)}::date, ${stratum}, ${kind}) on conflict do nothing`.execute(tx.tables());
}

export async function alarmsOf(tx: Transaction, survey: string): Promise<{ day: string; stratum: string; kind: "flood" | "full" }[]> {
  const { rows } = await sql<{ day: string; stratum: string; kind: "flood" | "full" }>`select day, stratum, kind from congtam.survey_alarm where survey = ${survey} order by day desc, stratum, kind limit 200`.execute(tx.tables());
  return rows;
}

/** How often each mark stands on an opened ballot. */
export async function marksIn(tx: Transaction, survey: string): Promise<{ mark: string; n: number }[]> {
  const { rows } = await sql<{ mark: string; n: number }>`select mark, count(*)::integer as n from congtam.survey_ballot, unnest(marks) mark where survey = ${survey} group by mark order by mark`.execute(tx.tables());
  return rows;
}

export async function openCastIn(tx: Transaction, survey: string, stratum: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from congtam.survey_cast where survey = ${survey} and channel = 'open' and stratum = ${stratum}`.execute(tx.tables());
  return rows[0]?.n ?? 0;
}
