/** Days as people choose them, and the moments that the interface wants. */

/** The end of a day in Việt Nam, which is seven hours ahead and knows no summer time. */
export const endOfDay = (day: string): string => `${day}T17:00:00.000Z`;

/** The day in Việt Nam whose end a moment is, or during which it falls. */
export const dayOfEnd = (moment: string): string => new Date(Date.parse(moment) + 7 * 3_600_000 - 1).toISOString().slice(0, 10);

/** The day after, as the first on which something no longer is. */
export const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The last day of a period that ends before `to`. */
export const lastDay = (to: string): string => new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** "15/12/2025", "1-7-2026" or "2026-07-01" as YYYY-MM-DD; undefined when it is no day. */
export function readDay(typed: string): string | undefined {
  const text = typed.trim();
  const written = /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})$/.exec(text)?.groups;
  const iso = written === undefined ? text : `${written["year"] ?? ""}-${(written["month"] ?? "").padStart(2, "0")}-${(written["day"] ?? "").padStart(2, "0")}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const moment = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
