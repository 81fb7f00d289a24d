import { randomUUID } from "node:crypto";
import type { Plan, PlanVersion, PlanView } from "../../contract/plan.ts";
import type { General, PlanContent, Target, Task } from "../../contract/plan-content.ts";
import { unitsOn } from "../organisation/index.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { contentFaults, type ContentFault, type Known } from "./content-rules.ts";
import { dayForYear } from "./days.ts";
import { findPlan, findVersion, insertPlan, insertVersion, planOfYear, type StoredPlan, type StoredVersion, targetsIn, tasksIn, versionsOfPlans } from "./queries.ts";

/** What the room's routes and other rooms ask of plans and their versions. */

/** A version of a plan: which one. */
export type PlanAt = { readonly planId: string; readonly number: number };

export const targetsOf = (tx: Transaction, { planId, number }: PlanAt): Promise<Target[]> => targetsIn(tx, planId, number);
export const tasksOf = (tx: Transaction, { planId, number }: PlanAt): Promise<Task[]> => tasksIn(tx, planId, number);

/** Of versions, the one that holds: the last that was issued. */
export const holding = <V extends Pick<StoredVersion, "decision">>(versions: readonly V[]): V | undefined => versions.findLast((one) => one.decision !== null);

export type CurrentPlan = PlanAt & { readonly year: number; readonly title: string; readonly general: General };

/** The plan of a year in the version that holds; undefined where none was issued. */
export async function currentPlan(tx: Transaction, year: number): Promise<CurrentPlan | undefined> {
  const plan = await planOfYear(tx, year);
  const version = plan === undefined ? undefined : holding(await versionsOfPlans(tx, [plan.id]));
  return plan === undefined || version === undefined ? undefined : { planId: plan.id, number: version.number, year, title: plan.title, general: version.general };
}

async function knownIn(tx: Transaction, year: number): Promise<Known> {
  const units = await unitsOn(tx, dayForYear(year, await tx.now()));
  return { codes: new Set(units.map((one) => one.code)), indexes: new Set(units.flatMap(({ indexCode }) => (indexCode === null ? [] : [indexCode]))) };
}

export async function requirePlan(tx: Transaction, id: string): Promise<StoredPlan> {
  const plan = await findPlan(tx, id);
  if (plan === undefined) throw new Problem("not-found");
  return plan;
}

export async function requireVersion(tx: Transaction, { planId, number }: PlanAt): Promise<{ readonly plan: StoredPlan; readonly version: StoredVersion }> {
  const plan = await requirePlan(tx, planId);
  const version = await findVersion(tx, planId, number);
  if (version === undefined) throw new Problem("not-found");
  return { plan, version };
}

const versionView = ({ number, follows, decision, at, issuedAt, targets, tasks }: StoredVersion): PlanVersion => ({ number, follows, decision, at: at.toISOString(), issuedAt: issuedAt?.toISOString() ?? null, state: decision === null ? "draft" : "issued", targets, tasks });

export const planView = ({ id, programmeId, year, title }: StoredPlan, versions: readonly StoredVersion[]): Plan => ({ id, programmeId, year, title, current: holding(versions)?.number ?? null, versions: versions.map((one) => versionView(one)) });

export async function contentOf(tx: Transaction, { planId, number, general }: StoredVersion): Promise<PlanContent> {
  return { general, targets: await targetsIn(tx, planId, number), tasks: await tasksIn(tx, planId, number) };
}

/** A version as people see it; what is wrong is only asked of a draft. */
export async function wholeVersion(tx: Transaction, at: PlanAt): Promise<PlanView> {
  const { plan, version } = await requireVersion(tx, at);
  const content = await contentOf(tx, version);
  const faults: ContentFault[] = version.decision === null ? contentFaults(content, plan.year, await knownIn(tx, plan.year)) : [];
  return { planId: plan.id, year: plan.year, version: versionView(version), ...content, revision: String(version.revision), faults };
}

export const emptyContent = (year: number, title: string): PlanContent => ({
  general: { title, theme: title, aims: [], areas: [{ key: "chung", section: "III", name: "Nhiệm vụ chung", lead: [] }], rules: { unitPlansDue: { on: `${String(year)}-01-15`, article: "V.1.a" }, inspectionShare: { percent: "30.00", article: "Báo cáo sơ kết 05 năm, I.2" }, escalateAfterDays: 3 } },
  targets: [],
  tasks: [],
});

/** The content of another year's plan for this one: days move along, and what was measured against the year before is to be looked at anew. */
export function carriedOver({ general, targets, tasks }: PlanContent, from: number, to: number): PlanContent {
  const moved = (day: string): string => (day.startsWith(`${String(from)}-`) ? `${String(to)}${day.slice(4)}`.replace(/-02-29$/, "-02-28") : day);
  const { unitPlansDue, ...rules } = general.rules;
  return {
    general: { ...general, rules: { ...rules, unitPlansDue: { ...unitPlansDue, on: moved(unitPlansDue.on) } } },
    targets: targets.map((one) => ({ ...one, baseline: one.baseline === null ? null : { ...one.baseline, value: null, source: null } })),
    tasks: tasks.map((one) => (one.timing.kind === "once" ? { ...one, timing: { ...one.timing, due: moved(one.timing.due) } } : one)),
  };
}

type NewPlan = { readonly programmeId: string | null; readonly year: number; readonly title: string; readonly content: PlanContent };

/** Makes a plan with its first draft; all of it stands in the entry. */
export async function makePlan(tx: Transaction, by: string, { content, ...given }: NewPlan): Promise<{ readonly plan: StoredPlan; readonly audit: AuditEntry }> {
  const plan = { id: randomUUID(), ...given };
  if (!(await insertPlan(tx, plan, by))) throw new Problem("conflict", { detail: { vi: `Đã có kế hoạch năm ${String(plan.year)}.`, en: `There is a plan for ${String(plan.year)} already.` } });
  await insertVersion(tx, { planId: plan.id, number: 1, follows: null }, content, by);
  return { plan, audit: { action: "plan.created", subject: `plan:${plan.id}`, data: { ...plan, content, at: (await tx.now()).toISOString(), by } } };
}
