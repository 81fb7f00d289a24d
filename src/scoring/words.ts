import { type Fraction, formatFraction, formatHundredths } from "./exact.ts";

/** Digits in groups of three, from the end. */
function grouped(whole: string): string {
  let text = whole.slice(-3);
  for (let end = whole.length - 3; end > 0; end -= 3) text = `${whole.slice(Math.max(0, end - 3), end)}.${text}`;
  return text;
}

/** Numbers as Vietnamese write them: 1.234,56. The API and files keep plain decimals. */
function vietnamese(plain: string): string {
  const sign = plain.startsWith("-") ? "-" : "";
  const dot = plain.indexOf(".");
  const whole = plain.slice(sign.length, dot === -1 ? undefined : dot);
  return `${sign}${whole.length > 3 ? grouped(whole) : whole}${dot === -1 ? "" : `,${plain.slice(dot + 1)}`}`;
}

/** Points or percent in hundredths: 1250 → "12,50". */
export const viHundredths = (value: number): string => vietnamese(formatHundredths(value));

/** An exact value with at most four decimals: 4/3 → "1,3333". */
export const viFraction = (value: Fraction, decimals: number = 4): string => vietnamese(formatFraction(value, decimals));

/** A regulation's own decimal text: "80.00" → "80", "12.50" → "12,5". */
export const viDecimal = (text: string): string => vietnamese(text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A regulation's own points: "2.00" → "2,00". */
export const viPoints = (text: string): string => vietnamese(text);

/** "a, b và c" */
export function viList(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} và ${words.at(-1) ?? ""}`;
}
