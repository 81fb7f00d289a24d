import { type ColumnType, type Kysely, sql } from "kysely";
import type { UnitItem, UnitPlanStep } from "../../contract/plan-units.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's own tables of units' plans and of what was done. Rows of other units are hidden by the database as well. */

type Json<T> = ColumnType<T, string, string>;
type Tables = {
  "congtam.unit_plan": { plan: string; unit: string; revision: number };
  "congtam.unit_plan_item": { plan: string; unit: string; key: string; position: number; body: Json<Omit<UnitItem, "key">> };
  "congtam.unit_plan_step": { plan: string; unit: string; number: number; at: Date; by: string; step: Json<UnitPlanStep> };
  "congtam.plan_work_record": { plan: string; unit: string; key: string; period: string; number: number; is_done: boolean; note: string; files: string[]; at: Date; by: string };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export async function lockUnitPlan(tx: Transaction, plan: string, unit: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`unit-plan:${plan}:${unit}`}, 0))`.execute(tables(tx));
}

export type TakenStep = { readonly number: number; readonly at: Date; readonly by: string; readonly step: UnitPlanStep };
export type StoredUnitPlan = { readonly revision: number; readonly items: readonly UnitItem[]; readonly steps: readonly TakenStep[] };

const NOTHING: StoredUnitPlan = { revision: 0, items: [], steps: [] };

/** Of these units, or of all, by unit. */
export async function unitPlansIn(tx: Transaction, plan: string, units?: readonly string[]): Promise<Map<string, StoredUnitPlan>> {
  const among = <Q extends { where: (is: ReturnType<typeof sql<boolean>>) => Q }>(query: Q): Q => (units === undefined ? query : query.where(sql<boolean>`unit = any(${units}::text[])`));
  const revisions = await among(tables(tx).selectFrom("congtam.unit_plan").select(["unit", "revision"]).where("plan", "=", plan)).execute();
  const items = Map.groupBy(await among(tables(tx).selectFrom("congtam.unit_plan_item").select(["unit", "key", "body"]).where("plan", "=", plan)).orderBy("unit").orderBy("position").orderBy("key").execute(), (one) => one.unit);
  const steps = Map.groupBy(await among(tables(tx).selectFrom("congtam.unit_plan_step").select(["unit", "number", "at", "by", "step"]).where("plan", "=", plan)).orderBy("unit").orderBy("number").execute(), (one) => one.unit);
  return new Map(revisions.map(({ unit, revision }) => [unit, { revision, items: (items.get(unit) ?? []).map(({ key, body }) => ({ key, ...body })), steps: (steps.get(unit) ?? []).map(({ unit: _unit, ...step }) => step) }]));
}

export const unitPlanIn = async (tx: Transaction, plan: string, unit: string): Promise<StoredUnitPlan> => (await unitPlansIn(tx, plan, [unit])).get(unit) ?? NOTHING;

/** Counts one change more, and begins the plan with the first. */
export async function touchUnitPlan(tx: Transaction, plan: string, unit: string): Promise<void> {
  await tables(tx)
    .insertInto("congtam.unit_plan")
    .values({ plan, unit, revision: 1 })
    .onConflict((on) => on.columns(["plan", "unit"]).doUpdateSet({ revision: sql<number>`congtam.unit_plan.revision + 1` }))
    .execute();
}

/** Adds these after what is there; those that are there already change in their place. */
export async function putUnitItems(tx: Transaction, plan: string, unit: string, items: readonly UnitItem[]): Promise<void> {
  if (items.length === 0) return;
  const last = sql<number>`(select coalesce(max(position), 0) from congtam.unit_plan_item where plan = ${plan} and unit = ${unit})`;
  await tables(tx)
    .insertInto("congtam.unit_plan_item")
    .values(items.map(({ key, ...body }, at) => ({ plan, unit, key, position: sql<number>`${last} + ${at + 1}::integer`, body: JSON.stringify(body) })))
    .onConflict((on) => on.columns(["plan", "unit", "key"]).doUpdateSet({ body: sql`excluded.body` }))
    .execute();
}

export async function deleteUnitItem(tx: Transaction, plan: string, unit: string, key: string): Promise<boolean> {
  const { numDeletedRows } = await tables(tx).deleteFrom("congtam.unit_plan_item").where("plan", "=", plan).where("unit", "=", unit).where("key", "=", key).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function insertUnitStep(tx: Transaction, plan: string, unit: string, { number, at, by, step }: TakenStep): Promise<void> {
  await tables(tx).insertInto("congtam.unit_plan_step").values({ plan, unit, number, at, by, step: JSON.stringify(step) }).execute();
}

export type WorkRecord = { readonly unitId: string; readonly key: string; readonly period: string; readonly number: number; readonly isDone: boolean; readonly note: string; readonly files: readonly string[]; readonly at: Date; readonly by: string };

/** The newest of each task and period, of one unit or of all. */
export async function workRecordsIn(tx: Transaction, plan: string, unit?: string): Promise<WorkRecord[]> {
  return tables(tx)
    .selectFrom("congtam.plan_work_record")
    .distinctOn(["unit", "key", "period"])
    .select(["unit as unitId", "key", "period", "number", "is_done as isDone", "note", "files", "at", "by"])
    .where("plan", "=", plan)
    .$if(unit !== undefined, (query) => query.where("unit", "=", unit ?? ""))
    .orderBy("unit")
    .orderBy("key")
    .orderBy("period")
    .orderBy("number", "desc")
    .execute();
}

/** False when somebody was faster. */
export async function insertWorkRecord(tx: Transaction, plan: string, { unitId, key, period, number, isDone, note, files, at, by }: WorkRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.plan_work_record").values({ plan, unit: unitId, key, period, number, is_done: isDone, note, files: [...files], at, by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
