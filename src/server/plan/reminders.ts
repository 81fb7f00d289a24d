import type { Duty } from "../../contract/plan-work.ts";
import { readAudience } from "../campaign/index.ts";
import type { Reminder } from "../notification/index.ts";
import { dayOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type CurrentPlan, currentPlan } from "./plans.ts";
import { type OtherDues, workIn } from "./work.ts";

/** Work that comes near is told to its unit; what is late first to the unit, then to the department as well. */

const DAY_MS = 86_400_000;
const BEFORE_DAYS = [1, 3, 7] as const;
/** What has been late for longer than this has been told, and is seen on the pages. */
const LONGEST_LATE_DAYS = 30;

type Step = "near" | "overdue" | "escalated";

/** In which step a duty is on a day; undefined when there is nothing to tell. */
export function stepOf({ due, state }: Pick<Duty, "due" | "state">, today: string, escalateAfterDays: number): { readonly step: Step; readonly name: string } | undefined {
  if (state === "done" || state === "done-late") return undefined;
  const left = Math.round((Date.parse(due) - Date.parse(today)) / DAY_MS);
  if (left >= 0) {
    const days = BEFORE_DAYS.find((one) => left <= one);
    return days === undefined ? undefined : { step: "near", name: `near ${String(days)}` };
  }
  if (-left > LONGEST_LATE_DAYS) return undefined;
  return -left >= escalateAfterDays ? { step: "escalated", name: "escalated" } : { step: "overdue", name: "overdue" };
}

const PROVINCE = { ownerUnitId: null, officeIds: [] };

/** One notice for all that a unit owes on the same day. */
async function remindersOf(tx: Transaction, plan: CurrentPlan, today: string, others: readonly OtherDues[]): Promise<readonly Reminder[]> {
  const { units, duties } = await workIn(tx, plan.planId, others);
  const told = units.flatMap((unit) => {
    const steps = (duties.get(unit.id) ?? []).flatMap((one) => {
      const step = stepOf(one, today, plan.general.rules.escalateAfterDays);
      return step === undefined ? [] : [{ ...step, due: one.due }];
    });
    return [...Map.groupBy(steps, ({ name, due }) => `${name} ${due}`)].map(([name, same]) => ({ unit, name, same }));
  });
  if (told.length === 0) return [];
  const { ofUnits, withRole } = await readAudience(tx);
  return told.flatMap(({ unit, name, same: [first, ...more] }): Reminder[] => {
    if (first === undefined) return [];
    const to = [...ofUnits(PROVINCE, [unit.id]), ...(first.step === "escalated" ? withRole(PROVINCE, ["programme-officer"]) : [])];
    if (to.length === 0) return [];
    return [{ to, kind: "plan", subject: `plan:${String(plan.year)}/work/${unit.id}`, data: { step: first.step, unit: unit.name, year: plan.year, count: more.length + 1, due: first.due }, dedupe: `${unit.id} ${name}` }];
  });
}

/** Of this year's plan; what a year has left late is told in the next year's first weeks as well. */
export const planRemindersDue = (others: readonly OtherDues[]) => async (tx: Transaction, now: Date): Promise<readonly Reminder[]> => {
  const today = dayOf(now);
  const years = new Set([dayOf(new Date(now.getTime() - LONGEST_LATE_DAYS * DAY_MS)), today].map((day) => Number(day.slice(0, 4))));
  const reminders: Reminder[] = [];
  for (const year of years) {
    const plan = await currentPlan(tx, year);
    if (plan !== undefined) reminders.push(...(await remindersOf(tx, plan, today, others)));
  }
  return reminders;
};
