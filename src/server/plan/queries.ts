import { type ColumnType, type Kysely, sql } from "kysely";
import type { General, PlanContent, PlanDecision, Target, Task } from "../../contract/plan-content.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's own tables of programmes and plans. */

type Json<T> = ColumnType<T, string, string>;
type Tables = {
  "congtam.reform_programme": { id: string; title: string; from_year: number; to_year: number; decision: Json<PlanDecision | null>; at: Date; by: string };
  "congtam.reform_plan": { id: string; programme: string | null; year: number; title: string; at: Date; by: string };
  "congtam.plan_version": { plan: string; number: number; follows: number | null; general: Json<General>; revision: number; at: Date; by: string };
  "congtam.plan_issue": { plan: string; number: number; decision: Json<PlanDecision>; at: Date; by: string };
  "congtam.plan_target": { plan: string; number: number; key: string; position: number; body: Json<Omit<Target, "key">> };
  "congtam.plan_task": { plan: string; number: number; key: string; position: number; body: Json<Omit<Task, "key">> };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type StoredProgramme = { readonly id: string; readonly title: string; readonly fromYear: number; readonly toYear: number; readonly decision: PlanDecision | null };

export const allProgrammes = (tx: Transaction): Promise<StoredProgramme[]> => tables(tx).selectFrom("congtam.reform_programme").select(["id", "title", "from_year as fromYear", "to_year as toYear", "decision"]).orderBy("from_year").orderBy("id").execute();

export async function insertProgramme(tx: Transaction, { id, title, fromYear, toYear, decision }: StoredProgramme, by: string): Promise<void> {
  await tables(tx).insertInto("congtam.reform_programme").values({ id, title, from_year: fromYear, to_year: toYear, decision: JSON.stringify(decision), at: await tx.now(), by }).execute();
}

export type StoredPlan = { readonly id: string; readonly programmeId: string | null; readonly year: number; readonly title: string };
/** Changes of one plan come one after another. */
export async function lockPlan(tx: Transaction, plan: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plan:${plan}`}, 0))`.execute(tables(tx));
}

const plans = (tx: Transaction) => tables(tx).selectFrom("congtam.reform_plan").select(["id", "programme as programmeId", "year", "title"]);
export const allPlans = (tx: Transaction): Promise<StoredPlan[]> => plans(tx).orderBy("year", "desc").execute();
export const findPlan = (tx: Transaction, id: string): Promise<StoredPlan | undefined> => plans(tx).where("id", "=", id).executeTakeFirst();
export const planOfYear = (tx: Transaction, year: number): Promise<StoredPlan | undefined> => plans(tx).where("year", "=", year).executeTakeFirst();

export async function insertPlan(tx: Transaction, { id, programmeId, year, title }: StoredPlan, by: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.reform_plan").values({ id, programme: programmeId, year, title, at: await tx.now(), by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export type StoredVersion = { readonly planId: string; readonly number: number; readonly follows: number | null; readonly general: General; readonly revision: number; readonly at: Date; readonly decision: PlanDecision | null; readonly issuedAt: Date | null; readonly targets: number; readonly tasks: number };

const count = (table: "plan_target" | "plan_task") => sql<number>`(select count(*)::integer from congtam.${sql.raw(table)} c where c.plan = v.plan and c.number = v.number)`;

const versions = (tx: Transaction) =>
  tables(tx)
    .selectFrom("congtam.plan_version as v")
    .leftJoin("congtam.plan_issue as i", (join) => join.onRef("i.plan", "=", "v.plan").onRef("i.number", "=", "v.number"))
    .select(["v.plan as planId", "v.number", "v.follows", "v.general", "v.revision", "v.at", "i.decision", "i.at as issuedAt", count("plan_target").as("targets"), count("plan_task").as("tasks")]);

/** Of these plans, or of all; by number. */
export const versionsOfPlans = (tx: Transaction, planIds?: readonly string[]): Promise<StoredVersion[]> =>
  versions(tx)
    .$if(planIds !== undefined, (query) => query.where("v.plan", "in", planIds ?? []))
    .orderBy("v.plan")
    .orderBy("v.number")
    .execute();
export const findVersion = (tx: Transaction, plan: string, number: number): Promise<StoredVersion | undefined> => versions(tx).where("v.plan", "=", plan).where("v.number", "=", number).executeTakeFirst();

export async function targetsIn(tx: Transaction, plan: string, number: number): Promise<Target[]> {
  const rows = await tables(tx).selectFrom("congtam.plan_target").select(["key", "body"]).where("plan", "=", plan).where("number", "=", number).orderBy("position").orderBy("key").execute();
  return rows.map(({ key, body }) => ({ key, ...body }));
}

export async function tasksIn(tx: Transaction, plan: string, number: number): Promise<Task[]> {
  const rows = await tables(tx).selectFrom("congtam.plan_task").select(["key", "body"]).where("plan", "=", plan).where("number", "=", number).orderBy("position").orderBy("key").execute();
  return rows.map(({ key, body }) => ({ key, ...body }));
}

const AT_ONCE = 500;
type Kind = "congtam.plan_target" | "congtam.plan_task";

async function insertItems(tx: Transaction, kind: Kind, plan: string, number: number, items: readonly (Target | Task)[]): Promise<void> {
  const rows = items.map(({ key, ...body }, at) => ({ plan, number, key, position: at + 1, body: JSON.stringify(body) }));
  for (let from = 0; from < rows.length; from += AT_ONCE) await tables(tx).insertInto(kind).values(rows.slice(from, from + AT_ONCE)).execute();
}

export async function insertVersion(tx: Transaction, { planId, number, follows }: { readonly planId: string; readonly number: number; readonly follows: number | null }, { general, targets, tasks }: PlanContent, by: string): Promise<void> {
  await tables(tx).insertInto("congtam.plan_version").values({ plan: planId, number, follows, general: JSON.stringify(general), revision: 1, at: await tx.now(), by }).execute();
  await insertItems(tx, "congtam.plan_target", planId, number, targets);
  await insertItems(tx, "congtam.plan_task", planId, number, tasks);
}

/** Puts other targets and tasks in the place of all that a draft has. */
export async function replaceItems(tx: Transaction, plan: string, number: number, { targets, tasks }: Pick<PlanContent, "targets" | "tasks">): Promise<void> {
  for (const kind of ["congtam.plan_target", "congtam.plan_task"] as const) await tables(tx).deleteFrom(kind).where("plan", "=", plan).where("number", "=", number).execute();
  await insertItems(tx, "congtam.plan_target", plan, number, targets);
  await insertItems(tx, "congtam.plan_task", plan, number, tasks);
}

/** Keeps its place when it is there already, else comes last. */
export async function putItem(tx: Transaction, kind: Kind, plan: string, number: number, { key, ...body }: Target | Task): Promise<void> {
  const text = JSON.stringify(body);
  const position = sql<number>`(select coalesce(max(position), 0) + 1 from ${sql.table(kind)} where plan = ${plan} and number = ${number})`;
  await tables(tx).insertInto(kind).values({ plan, number, key, position, body: text }).onConflict((on) => on.columns(["plan", "number", "key"]).doUpdateSet({ body: text })).execute();
}

export async function deleteItem(tx: Transaction, kind: Kind, plan: string, number: number, key: string): Promise<boolean> {
  const { numDeletedRows } = await tables(tx).deleteFrom(kind).where("plan", "=", plan).where("number", "=", number).where("key", "=", key).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function updateVersion(tx: Transaction, plan: string, number: number, general: General): Promise<void> {
  await tables(tx).updateTable("congtam.plan_version").set((is) => ({ general: JSON.stringify(general), revision: is("revision", "+", 1) })).where("plan", "=", plan).where("number", "=", number).execute();
}

export async function insertIssue(tx: Transaction, plan: string, number: number, decision: PlanDecision, by: string): Promise<void> {
  await tables(tx).insertInto("congtam.plan_issue").values({ plan, number, decision: JSON.stringify(decision), at: await tx.now(), by }).execute();
}
