import { dayOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { countsOfInspections } from "./inspections.ts";
import { inspectionsBetween } from "./inspection-queries.ts";
import { holding } from "./plans.ts";
import { allPlans, versionsOfPlans } from "./queries.ts";
import { countsOf } from "./register-rules.ts";
import { entriesBetween } from "./register-queries.ts";
import type { YearOfWork } from "./years-paper.ts";

/** What was planned and done in each of several years besides reporting: three questions, however many years. */

const day = (iso: string): string => iso.split("-").toReversed().join("/");

async function plansOf(tx: Transaction): Promise<ReadonlyMap<number, NonNullable<YearOfWork["plan"]>>> {
  const versions = Map.groupBy(await versionsOfPlans(tx), (one) => one.planId);
  return new Map((await allPlans(tx)).flatMap(({ id, year, title }) => {
    const issued = (versions.get(id) ?? []).filter((one) => one.decision !== null);
    const held = holding(issued);
    const decision = held?.decision ?? null;
    if (held === undefined || decision === null) return [];
    return [[year, { title, decision: `${decision.number} ngày ${day(decision.on)}`, targets: held.targets, tasks: held.tasks, amendments: issued.length - 1 }] as const];
  }));
}

export async function workBetween(tx: Transaction, from: number, to: number): Promise<YearOfWork[]> {
  const today = dayOf(await tx.now());
  const plans = await plansOf(tx);
  const inspections = await inspectionsBetween(tx, from, to);
  const entries = Map.groupBy(await entriesBetween(tx, from, to), (one) => one.year);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at).map((year) => {
    const { units, recommendations, closed } = countsOfInspections(inspections.get(year) ?? [], today);
    const registers = countsOf(entries.get(year) ?? []);
    const sum = (of: "initiatives" | "recognised" | "replicated" | "rewards" | "communications"): number => registers.reduce((total, one) => total + one[of], 0);
    return { year, plan: plans.get(year), inspected: units, recommendations, closed, initiatives: sum("initiatives"), recognised: sum("recognised"), replicated: sum("replicated"), rewards: sum("rewards"), communications: sum("communications") };
  });
}
