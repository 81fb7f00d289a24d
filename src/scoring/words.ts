import { type Fraction, formatFraction, formatHundredths } from "./exact.ts";

/** Numbers as Vietnamese write them: 1.234,56. The API and files keep plain decimals. */
function vietnamese(plain: string): string {
  const negative = plain.startsWith("-");
  const [whole = "0", rest] = (negative ? plain.slice(1) : plain).split(".");
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ".") : whole;
  return `${negative ? "-" : ""}${grouped}${rest === undefined ? "" : `,${rest}`}`;
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
