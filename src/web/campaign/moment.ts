/** Days and hours as people of the province type them; the province's clock is seven hours ahead of UTC, all year. */

const OFFSET = "+07:00";

const two = (value: number): string => String(value).padStart(2, "0");

/** "15/12/2025", "5-1-2026", "05.01.2026" → "2025-12-15"; undefined when there is no such day. */
export function readDay(typed: string): string | undefined {
  const [, day, month, year] = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(typed) ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const iso = `${year}-${two(Number(month))}-${two(Number(day))}`;
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso ? iso : undefined;
}

/** "17:00", "17h", "8h30", "7.15" → "17:00", "08:30", "07:15". */
export function readHour(typed: string): string | undefined {
  const [, hour, minute = "0"] = /^\s*(\d{1,2})\s*(?:[:.hg]\s*(\d{1,2})?)?\s*$/i.exec(typed) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${two(Number(hour))}:${two(Number(minute))}`;
}

/** The moment in UTC. */
export function readMoment(day: string, hour: string): string | undefined {
  const [date, time] = [readDay(day), readHour(hour)];
  return date === undefined || time === undefined ? undefined : new Date(`${date}T${time}:00${OFFSET}`).toISOString();
}

/** A moment as one types it here. */
export function typedMoment(iso: string): { readonly day: string; readonly hour: string } {
  const local = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString();
  return { day: local.slice(0, 10).split("-").toReversed().join("/"), hour: local.slice(11, 16) };
}

/** The day some days later, as typed. */
export function shiftedDay(typed: string, days: number): string | undefined {
  const iso = readDay(typed);
  return iso === undefined ? undefined : new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10).split("-").toReversed().join("/");
}
