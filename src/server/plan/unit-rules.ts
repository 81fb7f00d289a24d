import type { PlanContent, Target, Task } from "../../contract/plan-content.ts";
import type { UnitItem, UnitPlanState, UnitPlanStep, UnitPlanView } from "../../contract/plan-units.ts";
import { dayOf, type KnownUnit } from "../organisation/index.ts";
import { meansAny } from "./parties.ts";
import type { TakenStep } from "./unit-queries.ts";

/** What a unit's plan is to hold, and what may be done with it. Pure. */

type Unit = Pick<KnownUnit, "code" | "indexCode">;
type Asked = Pick<PlanContent, "targets" | "tasks">;
type Offered = UnitPlanView["offered"][number];

const SIGNS = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=" } as const;

/** A threshold as the plan's page says it: "≥ 90%", "> 0% so với năm 2024". */
function thresholdText({ threshold, unitOfMeasure, baseline }: Target): string {
  if (threshold === null) return "Không nêu con số";
  const unit = threshold.of === "change-percent" ? "%" : unitOfMeasure;
  const value = `${SIGNS[threshold.compare]} ${threshold.value.replace(".", ",")}${unit === "%" ? unit : ` ${unit}`}`;
  const period = baseline?.period ?? "mốc so sánh";
  return threshold.of === "value" ? value : `${value} so với ${/^\d{4}$/.test(period) ? `năm ${period}` : period}`;
}

function roleOf({ lead, partners }: Task, unit: Unit): "lead" | "partner" | undefined {
  if (meansAny(lead, unit)) return "lead";
  return meansAny(partners, unit) ? "partner" : undefined;
}

/** Everything in the province's plan that names the unit. */
export function askedOf({ targets, tasks }: Asked, unit: Unit): Offered[] {
  const own = targets.filter((one) => meansAny(one.reporters, unit)).map((one): Offered => ({ key: one.key, kind: "target", title: one.name, output: thresholdText(one), section: one.section, role: "reports" }));
  const work = tasks.flatMap((one): Offered[] => {
    const role = roleOf(one, unit);
    return role === undefined ? [] : [{ key: one.key, kind: "task", title: one.title, output: one.output, section: one.section, role }];
  });
  return [...own, ...work];
}

export const offeredTo = (asked: readonly Offered[], items: readonly UnitItem[]): Offered[] => {
  const has = new Set(items.map((one) => one.key));
  return asked.filter((one) => !has.has(one.key));
};

/** The targets that a unit reports and that its plan leaves out. */
export const missingIn = (offered: readonly Offered[]): { key: string; title: string }[] => offered.filter((one) => one.kind === "target").map(({ key, title }) => ({ key, title }));

/** What is taken over, as an item; it keeps the key, by which what is done of it is found. */
export function takenOver({ key, kind, title, output }: Offered, tasks: ReadonlyMap<string, Task>): UnitItem {
  return { key, kind, isProvinces: true, title: title.slice(0, 300), output: output.slice(0, 300), who: null, timing: tasks.get(key)?.timing ?? { kind: "throughout" } };
}

type Standing = { readonly state: UnitPlanState; readonly submittedAt: Date | null; readonly submittedBy: string | null };

export function standingOf(steps: readonly TakenStep[]): Standing {
  let standing: Standing = { state: "draft", submittedAt: null, submittedBy: null };
  for (const { step, at, by } of steps) {
    if (step.kind === "submit") standing = { state: "submitted", submittedAt: standing.submittedAt ?? at, submittedBy: by };
    else standing = { ...standing, state: step.kind === "approve" ? "approved" : step.kind === "return" ? "returned" : "draft" };
    // What was taken back was never handed in.
    if (step.kind === "withdraw") standing = { ...standing, submittedAt: null };
  }
  return standing;
}

/** In Việt Nam the day ends seven hours before it does in UTC: the day of the clock there decides. */
export const isLate = ({ submittedAt }: Pick<Standing, "submittedAt">, due: string, today: string): boolean => (submittedAt === null ? today > due : dayOf(submittedAt) > due);

export const mayEdit = (state: UnitPlanState): boolean => state === "draft" || state === "returned";

const FROM: Readonly<Record<UnitPlanStep["kind"], readonly UnitPlanState[]>> = {
  submit: ["draft", "returned"],
  withdraw: ["submitted"],
  approve: ["submitted"],
  // What was approved is opened again by returning it.
  return: ["submitted", "approved"],
};
export const mayStep = (state: UnitPlanState, kind: UnitPlanStep["kind"]): boolean => FROM[kind].includes(state);
