import type { Duty } from "../../contract/plan-work.ts";
import type { KnownUnit } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { verdictsIn } from "./duplicate-queries.ts";
import { dutiesOf, type OtherDue, placeOf } from "./duties.ts";
import { currentPlan } from "./plans.ts";
import { standingOf } from "./unit-rules.ts";
import { unitPlansIn, workRecordsIn } from "./unit-queries.ts";
import { yearOf } from "./unit-routes.ts";

/** What units owe, read from all that says so. */

/** What is due besides tasks, in a year: of these units, or of all. */
export type OtherDues = (tx: Transaction, year: number, unitIds: readonly string[] | undefined) => Promise<readonly OtherDue[]>;

export type WorkIn = { readonly year: number; readonly today: string; readonly units: readonly KnownUnit[]; readonly duties: ReadonlyMap<string, readonly Duty[]> };

/** The work of a plan, of one unit or of all; as many questions to the database for many as for one. */
export async function workIn(tx: Transaction, planId: string, otherDues: readonly OtherDues[], unitId?: string): Promise<WorkIn> {
  const { year, content, units: all, today } = await yearOf(tx, planId);
  const units = unitId === undefined ? all : all.filter((one) => one.id === unitId);
  const ids = unitId === undefined ? undefined : [unitId];
  const plans = await unitPlansIn(tx, planId, ids);
  const items = new Map([...plans].filter(([, plan]) => standingOf(plan.steps).state === "approved").map(([unit, plan]) => [unit, plan.items]));
  const merged = new Set((await verdictsIn(tx, planId)).flatMap(({ first, second, verdict }) => (verdict === "apart" ? [] : [verdict === "first" ? placeOf(second.unitId, second.key) : placeOf(first.unitId, first.key)])));
  const others: OtherDue[] = [];
  for (const ask of otherDues) others.push(...(await ask(tx, year, ids)));
  return { year, today, units, duties: dutiesOf(units, { year, today, tasks: content.tasks, items, records: await workRecordsIn(tx, planId, unitId), merged, others }) };
}

/** What the units owe in a year by the plan that holds; undefined where there is none. For figures that are filled in from what was recorded. */
export async function workOfYear(tx: Transaction, year: number, otherDues: readonly OtherDues[] = []): Promise<WorkIn | undefined> {
  const plan = await currentPlan(tx, year);
  return plan === undefined ? undefined : workIn(tx, plan.planId, otherDues);
}
