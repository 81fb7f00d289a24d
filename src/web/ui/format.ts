import { type Language, useLanguage } from "./language.ts";

/** Numbers, days and times as people of the province read them; the interface hands out plain decimals and UTC. */

const ZONE = "Asia/Ho_Chi_Minh";
const LOCALES: Readonly<Record<Language, string>> = { vi: "vi-VN", en: "en-GB" };

/** "1234.50" → "1.234,50" (vi) or "1,234.50" (en); every digit that came is kept. */
function decimalIn(language: Language, plain: string): string {
  const negative = plain.startsWith("-");
  const [whole = "0", rest] = (negative ? plain.slice(1) : plain).split(".");
  const [group, point] = language === "vi" ? [".", ","] : [",", "."];
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+(?!\d))/g, group);
  return `${negative ? "−" : ""}${grouped}${rest === undefined ? "" : `${point}${rest}`}`;
}

const MINUTE_MS = 60_000;

export type Format = {
  readonly decimal: (plain: string) => string;
  readonly percent: (plain: string) => string;
  readonly count: (value: number) => string;
  /** 15/12/2025 */
  readonly day: (iso: string) => string;
  /** 17:00 ngày 15/12/2025 */
  readonly time: (iso: string) => string;
  /** 10:42 */
  readonly clock: (iso: string) => string;
  /** Words in the order of the alphabet, Vietnamese letters where they belong; numbers in names by their value. */
  readonly compare: (one: string, other: string) => number;
};

function makeFormat(language: Language): Format {
  const locale = LOCALES[language];
  const days = new Intl.DateTimeFormat(locale, { timeZone: ZONE, day: "2-digit", month: "2-digit", year: "numeric" });
  const clocks = new Intl.DateTimeFormat(locale, { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false });
  const collator = new Intl.Collator("vi", { numeric: true });
  // A day without an hour is a day wherever one stands.
  const day = (iso: string): string => (iso.length === 10 ? iso.split("-").toReversed().join("/") : days.format(new Date(iso)));
  const clock = (iso: string): string => clocks.format(new Date(iso));
  return {
    decimal: (plain) => decimalIn(language, plain),
    percent: (plain) => `${decimalIn(language, plain)}%`,
    count: (value) => decimalIn(language, String(value)),
    day,
    clock,
    time: (iso) => (language === "vi" ? `${clock(iso)} ngày ${day(iso)}` : `${clock(iso)} on ${day(iso)}`),
    compare: (one, other) => collator.compare(one, other),
  };
}

const FORMATS: Readonly<Record<Language, Format>> = { vi: makeFormat("vi"), en: makeFormat("en") };

export const useFormat = (): Format => FORMATS[useLanguage()];

/** Letters without their marks and in lower case: "Đắk Lắk" → "dak lak". By it people search who type without marks. */
export const plainText = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[đĐ]/g, "d")
    .toLowerCase();

/** Whether every word that was typed is in the text, with marks or without; marks that were typed must be there. */
export function matches(text: string, typed: string): boolean {
  const wanted = typed.normalize("NFC").toLowerCase().split(/\s+/).filter((word) => word !== "");
  const whole = text.normalize("NFC").toLowerCase();
  const plain = plainText(text);
  return wanted.every((word) => (plainText(word) === word ? plain.includes(word) : whole.includes(word)));
}

/**
 * What somebody typed or pasted as a number, as the interface wants it: "12,5", " 12.50 ", "1.234,56" → "12.5", "12.50",
 * "1234.56"; undefined when it is none. A single mark is the decimal point, whichever is written; groups are of three.
 */
export function readDecimal(typed: string): string | undefined {
  const text = typed.trim().replaceAll(/[\s\u00A0]/g, "");
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) return text.replaceAll(".", "").replace(",", ".");
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) return text.replaceAll(",", "");
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(text)) return text.replaceAll(".", "");
  return /^\d+(?:[.,]\d+)?$/.test(text) ? text.replace(",", ".") : undefined;
}

const HOURS_AHEAD_MS = 7 * 3_600_000;
/** The day in Việt Nam at a moment, as fields of days want it: "2025-12-15". */
export const dayHere = (iso: string): string => new Date(Date.parse(iso) + HOURS_AHEAD_MS).toISOString().slice(0, 10);

/** Whole minutes from one moment to another, both RFC 3339. */
export const minutesBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
