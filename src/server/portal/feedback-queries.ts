import { type ColumnType, type Kysely, sql } from "kysely";
import type { FeedbackCategory, FeedbackState, FeedbackStep, TakenStep } from "../../contract/feedback.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's own tables of feedback; they are the application's, and out of reach for the public pages. */

type Tables = {
  "congtam.feedback": { id: string; code_hash: string; form: string; at: Date; category: FeedbackCategory; unit: string | null; body: string; may_publish: boolean };
  "congtam.feedback_contact": { feedback: string; contact: string };
  "congtam.feedback_step": { feedback: string; number: number; at: Date; by: string; step: ColumnType<FeedbackStep, string, never> };
  "portal.answer": { feedback: string; unit: string | null; category: FeedbackCategory; asked: string; answered: string; at: Date };
  "portal.generation": { number: number };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type Received = { readonly id: string; readonly codeHash: string; readonly form: string; readonly at: Date; readonly category: FeedbackCategory; readonly unitId: string | null; readonly text: string; readonly mayPublish: boolean; readonly contact: string };

/** False when this very form was taken before. */
export async function addFeedback(tx: Transaction, { id, codeHash, form, at, category, unitId, text, mayPublish, contact }: Received): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.feedback")
    .values({ id, code_hash: codeHash, form, at, category, unit: unitId, body: text, may_publish: mayPublish })
    .onConflict((on) => on.column("form").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  if (contact !== "") await tables(tx).insertInto("congtam.feedback_contact").values({ feedback: id, contact }).execute();
  return true;
}

/** How many came since a moment. */
export async function countSince(tx: Transaction, since: Date): Promise<number> {
  const row = await tables(tx).selectFrom("congtam.feedback").select(sql<number>`count(*)::integer`.as("count")).where("at", ">", since).executeTakeFirst();
  return row?.count ?? 0;
}

export type StoredFeedback = { readonly id: string; readonly at: Date; readonly category: FeedbackCategory; readonly aboutUnitId: string | null; readonly text: string; readonly mayPublish: boolean; readonly contact: string | null; readonly steps: readonly TakenStep[] };

const STEPS = sql<TakenStep[]>`coalesce((select json_agg(json_build_object('number', s.number, 'at', to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', s.by, 'step', s.step) order by s.number) from congtam.feedback_step s where s.feedback = f.id), '[]')`.as("steps");

const stored = (tx: Transaction) =>
  tables(tx)
    .selectFrom("congtam.feedback as f")
    .leftJoin("congtam.feedback_contact as c", "c.feedback", "f.id")
    .select(["f.id", "f.at", "f.category", "f.unit as aboutUnitId", "f.body as text", "f.may_publish as mayPublish", "c.contact", STEPS]);

/** The unit to which it was assigned last. */
const ASSIGNED = sql<string | null>`(select s.step ->> 'unitId' from congtam.feedback_step s where s.feedback = f.id and s.step ->> 'kind' = 'assign' order by s.number desc limit 1)`;

/** What the steps come to: verifying changes nothing of it (`foldFeedback`). */
const STATE = sql<FeedbackState>`coalesce((select case s.step ->> 'kind' when 'assign' then 'assigned' when 'reply' then 'replied' when 'answer' then 'answered' when 'dismiss' then 'dismissed' end from congtam.feedback_step s where s.feedback = f.id and s.step ->> 'kind' <> 'verify' order by s.number desc limit 1), 'new')`;

type FeedbackFilter = { readonly state: FeedbackState | undefined; readonly unitIds: readonly string[] | undefined; readonly before: { readonly at: Date; readonly id: string } | undefined };

/** Newest first; `unitIds` leaves only what is assigned to one of them. */
export function pageOfFeedback(tx: Transaction, { state, unitIds, before }: FeedbackFilter, limit: number): Promise<StoredFeedback[]> {
  let rows = stored(tx).orderBy("f.at", "desc").orderBy("f.id", "desc").limit(limit);
  if (unitIds !== undefined) rows = rows.where(sql<boolean>`${ASSIGNED} = any(${unitIds}::text[])`);
  if (state !== undefined) rows = rows.where(sql<boolean>`${STATE} = ${state}`);
  if (before !== undefined) rows = rows.where(sql<boolean>`(f.at, f.id) < (${before.at}, ${before.id})`);
  return rows.execute();
}

export const findFeedback = (tx: Transaction, id: string): Promise<StoredFeedback | undefined> => stored(tx).where("f.id", "=", id).executeTakeFirst();
export const findByCode = (tx: Transaction, codeHash: string): Promise<StoredFeedback | undefined> => stored(tx).where("f.code_hash", "=", codeHash).executeTakeFirst();

/** Everything that came in a year and was verified. */
export const verifiedBetween = (tx: Transaction, from: Date, to: Date): Promise<StoredFeedback[]> =>
  stored(tx).where("f.at", ">=", from).where("f.at", "<", to).where(sql<boolean>`exists (select from congtam.feedback_step s where s.feedback = f.id and s.step ->> 'kind' = 'verify')`).orderBy("f.at").orderBy("f.id").execute();

/** False when somebody was faster. */
export async function addFeedbackStep(tx: Transaction, feedback: string, { number, at, by, step }: TakenStep): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.feedback_step")
    .values({ feedback, number, at: new Date(at), by, step: JSON.stringify(step) })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export async function forgetContact(tx: Transaction, feedback: string): Promise<void> {
  await tables(tx).deleteFrom("congtam.feedback_contact").where("feedback", "=", feedback).execute();
}

/** Whatever stands in the public's schema is on the pages from now on. */
export async function turnGeneration(tx: Transaction): Promise<void> {
  await tables(tx).updateTable("portal.generation").set({ number: sql<number>`number + 1` }).execute();
}

export async function publishAnswer(tx: Transaction, { id, category, text }: StoredFeedback, unitId: string | null, answered: string, at: Date): Promise<void> {
  await tables(tx).insertInto("portal.answer").values({ feedback: id, unit: unitId, category, asked: text, answered, at }).onConflict((on) => on.doNothing()).execute();
  await turnGeneration(tx);
}
