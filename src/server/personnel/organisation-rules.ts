import type { TaskCounts } from "../../contract/personnel-organisation.ts";

/** Windows and sums of organisations' tasks. No I/O. */

const MONTHS = 3;

/** On these days of a quarter's last month the Office reviews it (plan V.3: from the 5th to the 10th). */
export function openQuarterOn(day: string, { reviewFrom, reviewTo }: { readonly reviewFrom: number; readonly reviewTo: number }): { readonly year: number; readonly quarter: number } | null {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return month % MONTHS === 0 && date >= reviewFrom && date <= reviewTo ? { year, quarter: month / MONTHS } : null;
}

export const sumOf = (all: readonly TaskCounts[]): TaskCounts | null =>
  all.length === 0 ? null : all.reduce((sum, one) => ({ assigned: sum.assigned + one.assigned, completed: sum.completed + one.completed, onTime: sum.onTime + one.onTime, exceeded: sum.exceeded + one.exceeded }));

/** What cannot be: more done than given, more in time than done. */
export function countFault({ assigned, completed, onTime, exceeded }: TaskCounts): "completed" | "onTime" | "exceeded" | undefined {
  if (completed > assigned) return "completed";
  if (onTime > completed) return "onTime";
  return exceeded > completed ? "exceeded" : undefined;
}
