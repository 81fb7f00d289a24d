/** Days, numbers and marks as official documents write them. No I/O. */

const VIETNAM_HOURS = 7;

/** The day that it is in Vietnam at a moment, as YYYY-MM-DD. */
export const vietnameseDay = (at: Date): string => new Date(at.getTime() + VIETNAM_HOURS * 3_600_000).toISOString().slice(0, 10);

/** "14 giờ 05 phút" in Vietnam. */
export function timeOfDay(at: Date): string {
  const clock = new Date(at.getTime() + VIETNAM_HOURS * 3_600_000).toISOString();
  return `${clock.slice(11, 13)} giờ ${clock.slice(14, 16)} phút`;
}

const parts = (day: string): readonly [string, string, string] => [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)];

/** "ngày 05 tháng 02 năm 2026", "ngày 05 tháng 3 năm 2026": days below ten and the first two months have a zero before them. */
export function longDay(day: string): string {
  const [year, month, date] = parts(day);
  return `ngày ${date} tháng ${Number(month) < 3 ? month : String(Number(month))} năm ${year}`;
}

/** "30/12/2025" */
export function shortDay(day: string): string {
  const [year, month, date] = parts(day);
  return `${date}/${month}/${year}`;
}

/** A day that is yet to be written by hand. */
export const openDay = (year: number): string => `ngày      tháng      năm ${String(year)}`;

/** A moment that is yet to be written by hand, on a dotted line. */
export const openMoment = (year: number): string => `…… giờ …… phút, ngày …… tháng …… năm ${String(year)}`;

const ROMAN: readonly (readonly [number, string])[] = [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];

/** 4 → "IV"; for annexes and parts, of which there are few. */
export function roman(number: number): string {
  let left = number;
  let written = "";
  for (const [value, sign] of ROMAN) {
    for (; left >= value; left -= value) written += sign;
  }
  return written;
}

/** "97.50" → "97,50"; a minus stays. */
export const decimal = (points: string): string => points.replace(".", ",");

/** 8732 → "8.732" */
export const thousands = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ".");

/** A number with the sign of its document: digits are filled up with zeros, as the pattern says. */
export function mark(pattern: string, number: number | undefined, digits: number): string {
  return pattern.replace("{số}", number === undefined ? " ".repeat(digits + 3) : String(number).padStart(Math.max(digits, 2), "0"));
}
