import { type ColumnType, type Kysely, sql } from "kysely";
import type { InspectionStep } from "../../contract/plan-inspection.ts";
import type { Transaction } from "../platform/index.ts";
import type { TakenStep } from "./inspection-rules.ts";

/** The room's own tables of inspections. */

type Tables = {
  "congtam.inspection": { id: string; plan: string; unit: string; kind: "planned" | "surprise"; purpose: string; at: Date; by: string };
  "congtam.inspection_step": { inspection: string; number: number; at: Date; by: string; step: ColumnType<InspectionStep, string, never> };
  "congtam.reform_plan": { id: string; year: number };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type StoredInspection = { readonly id: string; readonly planId: string; readonly unitId: string; readonly kind: "planned" | "surprise"; readonly purpose: string; readonly steps: readonly TakenStep[] };

type Row = Omit<StoredInspection, "steps">;
const rows = (tx: Transaction) => tables(tx).selectFrom("congtam.inspection as i").select(["i.id", "i.plan as planId", "i.unit as unitId", "i.kind", "i.purpose"]);

async function withSteps(tx: Transaction, found: readonly Row[]): Promise<StoredInspection[]> {
  if (found.length === 0) return [];
  const steps = Map.groupBy(await tables(tx).selectFrom("congtam.inspection_step").select(["inspection", "number", "at", "by", "step"]).where(sql<boolean>`inspection = any(${found.map((one) => one.id)}::text[])`).orderBy("inspection").orderBy("number").execute(), (one) => one.inspection);
  return found.map((one) => ({ ...one, steps: (steps.get(one.id) ?? []).map(({ inspection: _inspection, ...step }) => step) }));
}

export const inspectionsOfPlan = async (tx: Transaction, plan: string): Promise<StoredInspection[]> => withSteps(tx, await rows(tx).where("i.plan", "=", plan).orderBy("i.at").orderBy("i.id").execute());

/** Of a year's plan, whichever it is. */
export const inspectionsOfYear = async (tx: Transaction, year: number): Promise<StoredInspection[]> => withSteps(tx, await rows(tx).innerJoin("congtam.reform_plan as p", "p.id", "i.plan").where("p.year", "=", year).orderBy("i.at").orderBy("i.id").execute());

/** Of these years' plans, by year. */
export async function inspectionsBetween(tx: Transaction, from: number, to: number): Promise<Map<number, StoredInspection[]>> {
  const found = await rows(tx).innerJoin("congtam.reform_plan as p", "p.id", "i.plan").select("p.year").where("p.year", ">=", from).where("p.year", "<=", to).orderBy("i.at").orderBy("i.id").execute();
  const years = new Map(found.map((one) => [one.id, one.year]));
  return Map.groupBy(await withSteps(tx, found.map(({ year: _year, ...one }) => one)), (one) => years.get(one.id) ?? from);
}

export const findInspection = async (tx: Transaction, plan: string, id: string): Promise<StoredInspection | undefined> => (await withSteps(tx, await rows(tx).where("i.plan", "=", plan).where("i.id", "=", id).execute()))[0];

export async function insertInspection(tx: Transaction, { id, planId, unitId, kind, purpose, steps }: StoredInspection, by: string): Promise<void> {
  await tables(tx).insertInto("congtam.inspection").values({ id, plan: planId, unit: unitId, kind, purpose, at: await tx.now(), by }).execute();
  await tables(tx).insertInto("congtam.inspection_step").values(steps.map(({ number, at, by: whose, step }) => ({ inspection: id, number, at, by: whose, step: JSON.stringify(step) }))).execute();
}

/** False when somebody was faster. */
export async function insertInspectionStep(tx: Transaction, id: string, { number, at, by, step }: TakenStep): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.inspection_step").values({ inspection: id, number, at, by, step: JSON.stringify(step) }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
