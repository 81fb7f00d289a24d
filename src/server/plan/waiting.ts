import type { PlanWork } from "../../contract/home.ts";
import { dayOf } from "../organisation/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { currentPlan } from "./plans.ts";
import { type OtherDues, workIn } from "./work.ts";

/** What waits for somebody in the work programmes of their units: what is late, and what is due in the next days. */

const mayRecord = ({ roles }: Actor): boolean => roles.includes("unit-head") || roles.includes("unit-scorer");

export async function planWorkFor(tx: Transaction, actor: Actor, otherDues: readonly OtherDues[]): Promise<PlanWork[]> {
  if (!mayRecord(actor)) return [];
  const year = Number(dayOf(await tx.now()).slice(0, 4));
  const plan = await currentPlan(tx, year);
  if (plan === undefined) return [];
  const found: PlanWork[] = [];
  for (const unitId of actor.unitIds) {
    const { units, duties } = await workIn(tx, plan.planId, otherDues, unitId);
    const near = (duties.get(unitId) ?? []).filter(({ state }) => state === "late" || state === "near");
    const [first] = near.map((one) => one.due).toSorted();
    if (first !== undefined) found.push({ year, unit: { id: unitId, name: units.find((one) => one.id === unitId)?.name ?? "" }, dueOn: first, left: near.length, late: near.filter((one) => one.state === "late").length });
  }
  return found;
}
