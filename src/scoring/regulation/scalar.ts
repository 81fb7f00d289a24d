import { z } from "zod";
import { formatFraction, parseDecimal, readHundredths, formatHundredths } from "../exact.ts";

/**
 * The scalars of a regulation file. The YAML reader hands over every scalar as the text that stands in the
 * file (so that code 1.10 is not 1.1 and 12.50 is exact); these schemas say what each text must be.
 * A schema's error is the key of an expectation in `fault-text.ts`, never a sentence.
 */

/** One line or paragraph of prose. */
export const text = z.string({ error: "text" }).trim().min(1, "text").max(2000, "text");

/** A code of a criterion, index or unit: letters and digits in parts joined by points ("1.10", "01", "SNV"). */
export const code = z.string({ error: "code" }).regex(/^[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$/, "code").max(40, "code");

/** A name that files and interfaces refer to: "excellent", "leaderDisciplined". */
export const key = z.string({ error: "key" }).regex(/^[a-z][A-Za-z0-9-]*$/, "key").max(60, "key");

/** Where a rule stands in its source: "II.5.a", or "NĐ 335, 8.1" for a further source that the file declares. */
export const article = z.string({ error: "article" }).trim().min(1, "article").max(80, "article");

const decimalText = (decimals: number, expectation: string, isFit: (value: string) => boolean) =>
  z
    .string({ error: expectation })
    .refine((value) => isFit(value), expectation)
    .meta({ decimal: decimals });
const isHundredths = (value: string): boolean => readHundredths(value) >= 0;

/** Points, at most two decimals, not negative; kept as text with two decimals ("12.50"). */
export const pointsText = decimalText(2, "points-value", isHundredths).transform((value) => formatHundredths(readHundredths(value)));

/** A percentage of 0 or more, at most two decimals; kept as text with two decimals. */
export const percentage = decimalText(2, "percentage", isHundredths).transform((value) => formatHundredths(readHundredths(value)));

/** A measured or declared number, at most six decimals, any sign; kept as the shortest plain text. */
export const decimal = decimalText(6, "decimal", (value) => parseDecimal(value, 6) !== undefined).transform((value) => {
  const parsed = parseDecimal(value, 6);
  return parsed === undefined ? value : formatFraction(parsed, 6);
});

/** true or false. */
export const flag = z
  .union([z.boolean(), z.enum(["true", "false"])], { error: "flag" })
  .transform((value) => value === true || value === "true");

/** A day of the year, "12-15". */
export const monthDay = z.string({ error: "month-day" }).regex(/^(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)$/, "month-day");

/** A list with at least one member and bounded length. */
export const list = <T extends z.ZodType>(member: T) => z.array(member, { error: "list" }).min(1, "list").max(2000, "list");

/** How an ambiguous clause is read: the words in question, the reading taken, and the others. */
export const reading = z
  .strictObject({ clause: text, taken: text, alternatives: list(text) }, { error: "object" })
  .describe("Câu chữ còn để ngỏ: trích cụm từ, cách hiểu đã chọn, các cách hiểu khác");

/** What every rule carries: the article it implements and, in a sentence of our own, what it says. */
export const rule = { article, text, reading: reading.optional() };
