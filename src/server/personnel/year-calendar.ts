import type { Holiday } from "../../contract/personnel-year-settings.ts";

/** Working days in Việt Nam: Saturdays, Sundays and holidays are off; a day that is worked instead of another is not. */

const DAY_MS = 86_400_000;

export const lastDayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
const dayFollowing = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

export type Calendar = ReadonlyMap<string, Holiday["kind"]>;
export const calendarOf = (holidays: readonly Holiday[]): Calendar => new Map(holidays.map(({ on, kind }) => [on, kind]));

export const isWorkingDay = (day: string, calendar: Calendar): boolean => {
  const kind = calendar.get(day);
  return kind === undefined ? !isWeekend(day) : kind === "working";
};

/** The last of so many working days after a day, which itself does not count. */
export function afterWorkingDays(from: string, count: number, calendar: Calendar): string {
  let day = from;
  for (let left = count; left > 0; ) {
    day = dayFollowing(day);
    if (isWorkingDay(day, calendar)) left--;
  }
  return day;
}

/** How many working days remain until the end of a day; negative when it has passed. */
export function workingDaysLeft(today: string, dueOn: string, calendar: Calendar): number {
  const [from, to, sign] = today <= dueOn ? [today, dueOn, 1] : [dueOn, today, -1];
  let count = 0;
  for (let day = from; day < to; ) {
    day = dayFollowing(day);
    if (isWorkingDay(day, calendar)) count += sign;
  }
  return count;
}

/**
 * Public holidays by the Labour Code (article 112), as dates of the solar calendar; days that are moved or worked instead
 * are announced each year and entered by the programme officer.
 */
const EVERY_YEAR: readonly (readonly [monthDay: string, name: string])[] = [
  ["01-01", "Tết Dương lịch"],
  ["04-30", "Ngày Chiến thắng"],
  ["05-01", "Ngày Quốc tế Lao động"],
  ["09-01", "Quốc khánh"],
  ["09-02", "Quốc khánh"],
];
const BY_THE_MOON: Readonly<Record<number, readonly (readonly [monthDay: string, name: string])[]>> = {
  2026: [["02-16", "Tết Âm lịch"], ["02-17", "Tết Âm lịch"], ["02-18", "Tết Âm lịch"], ["02-19", "Tết Âm lịch"], ["02-20", "Tết Âm lịch"], ["04-26", "Giỗ Tổ Hùng Vương"]],
  2027: [["02-05", "Tết Âm lịch"], ["02-06", "Tết Âm lịch"], ["02-07", "Tết Âm lịch"], ["02-08", "Tết Âm lịch"], ["02-09", "Tết Âm lịch"], ["04-16", "Giỗ Tổ Hùng Vương"]],
};

/** What is known of a year before anybody has entered its days. */
export const statutoryHolidays = (year: number): Holiday[] =>
  [...EVERY_YEAR, ...(BY_THE_MOON[year] ?? [])].map(([monthDay, name]): Holiday => ({ on: `${String(year)}-${monthDay}`, name, kind: "off" })).toSorted((a, b) => (a.on < b.on ? -1 : 1));

/** Ratings are decided in December: what is complained about then is answered in the next year, whose holidays count as well. */
export const calendarOfYear = ({ year, holidays }: { readonly year: number; readonly holidays: readonly Holiday[] }): Calendar => calendarOf([...statutoryHolidays(year + 1), ...holidays]);
