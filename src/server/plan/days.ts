import { dayOf } from "../organisation/index.ts";

/** On which day the units of a plan's year are looked at: today, or the last day of a year that has passed. */
export function dayForYear(year: number, now: Date): string {
  const today = dayOf(now);
  const last = `${String(year)}-12-31`;
  return last < today ? last : today;
}
