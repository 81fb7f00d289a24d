/** Numbers, days and times as people of the province read them. */

export type Language = "vi" | "en";

const HOURS_AHEAD_MS = 7 * 3_600_000;
const MINUS = "−";

/** "1234.50" → "1.234,50" (vi), "1,234.50" (en). */
export function decimal(language: Language, plain: string): string {
  const [whole = "0", rest] = plain.replace("-", "").split(".");
  const [group, point] = language === "vi" ? [".", ","] : [",", "."];
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+(?!\d))/g, group);
  return `${plain.startsWith("-") ? MINUS : ""}${grouped}${rest === undefined ? "" : `${point}${rest}`}`;
}

export const percent = (language: Language, plain: string): string => `${decimal(language, plain)}%`;

/** Hundredths as an exact whole number, for differences. */
const hundredths = (plain: string): number => Math.round(Number(plain) * 100);

/** How much one decimal is above another: "+1.20", "-0.35", "0.00". */
export function difference(now: string, before: string): string {
  const by = hundredths(now) - hundredths(before);
  const text = (Math.abs(by) / 100).toFixed(2);
  return by > 0 ? `+${text}` : by < 0 ? `-${text}` : text;
}

const here = (iso: string): string => new Date(Date.parse(iso) + HOURS_AHEAD_MS).toISOString();

/** 15/12/2025, where people of the province stand. */
export const day = (iso: string): string => (iso.length === 10 ? iso : here(iso).slice(0, 10)).split("-").toReversed().join("/");

/** 17:00 ngày 15/12/2025 */
export const moment = (language: Language, iso: string): string => `${here(iso).slice(11, 16)} ${language === "vi" ? "ngày" : "on"} ${day(iso)}`;
