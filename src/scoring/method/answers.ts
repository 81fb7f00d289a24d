import { z } from "zod";
import { add, decimalOf, divide, formatFraction, formatHundredths, type Fraction, fraction, fractionOfHundredths, isZero, multiply, roundToPoints } from "../exact.ts";
import { type Fault, fault, shown } from "../fault.ts";
import { type Fields, isFields } from "../fields.ts";
import { key, list, percentage, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths } from "../words.ts";
import { bySchema, countInput, entry } from "./input.ts";
import { type Bound, type Finding, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

const answer = z.strictObject({ key, title: text, weight: percentage.describe("Trọng số của phương án, %") }, { error: "object" });

/** Counted answers, each option weighted: max × Σ(count × weight) ÷ Σ count (form F8, weights such as 100/60/20/0). */
export const answersLeaf = leafSchema("answers", {
  question: text.describe("Hỏi ai, về điều gì"),
  options: list(answer).describe("Các phương án trả lời và trọng số"),
});

export function bindAnswers(leaf: z.output<typeof answersLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const weights = new Map(leaf.options.map((one) => [one.key, one]));
  const keys = leaf.options.map((one) => one.key).join(", ");
  const input = entry({ counts: z.custom<Fields>(isFields, "counts") });

  function lintWeights(): Finding[] {
    const seen = new Set<string>();
    const findings: Finding[] = leaf.options.flatMap((one, i) => {
      const again = seen.has(one.key);
      seen.add(one.key);
      return [
        ...(again ? [{ code: "duplicate-key", path: ["options", i, "key"], params: { key: one.key } }] : []),
        ...(Number(one.weight) > 100 ? [{ code: "weight-above-100", path: ["options", i, "weight"], params: { found: one.weight } }] : []),
      ];
    });
    return leaf.options.some((one) => one.weight === "100.00") ? findings : [...findings, { code: "maximum-out-of-reach", path: ["options"], params: { max: formatHundredths(max) } }];
  }

  const wrongCounts = (counts: Fields): Fault[] =>
    Object.keys(counts).flatMap((one) => {
      if (!weights.has(one)) return [fault("not-one-of", { path: ["counts", one] }, { found: shown(one), options: keys })];
      return countInput.read(counts[one]) === undefined ? [fault("bad-value", { path: ["counts", one] }, { found: shown(counts[one]), expected: "count" })] : [];
    });
  /** How many gave an answer; an answer that is not mentioned was given by nobody. */
  const countOf = (counts: Fields, option: string): number => (Object.hasOwn(counts, option) ? (countInput.read(counts[option]) ?? 0) : 0);

  /** How many answered, and their mean weight in percent; the mean only where somebody did. */
  function tally(counts: Fields) {
    const given = leaf.options.map((one) => ({ weight: decimalOf(one.weight), count: fraction(countOf(counts, one.key)) }));
    const total = given.reduce<Fraction>((sum, one) => add(sum, one.count), fraction(0));
    const weighted = given.reduce<Fraction>((sum, one) => add(sum, multiply(one.count, one.weight)), fraction(0));
    return { total, share: () => divide(weighted, total) };
  }

  return {
    title: "Phiếu trả lời có trọng số",
    input: entry({ counts: z.partialRecord(z.enum(leaf.options.map((one) => one.key)), countInput.schema) }),
    ...scorer(bySchema(input), {
      points: ({ counts }) => {
        const wrong = wrongCounts(counts);
        if (wrong.length > 0) return wrong;
        const { total, share } = tally(counts);
        return isZero(total) ? [fault("zero-denominator", { path: ["counts"] })] : roundToPoints(multiply(fractionOfHundredths(max), multiply(share(), fraction(1, 100))));
      },
      reason: ({ counts }, points) => {
        const { total, ...tallied } = tally(counts);
        const share = tallied.share();
        return {
          rule: "answers",
          text: `${leaf.question}: (${leaf.options.map((one) => `${String(countOf(counts, one.key))} × ${viDecimal(one.weight)}`).join(" + ")}) / ${viFraction(total)} phiếu = ${viFraction(share)}%; ${viHundredths(max)} × ${viFraction(share)}% = ${viHundredths(points)} điểm.`,
          values: { answers: formatFraction(total), weighted: formatFraction(share, 12), max: formatHundredths(max), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `${leaf.question}: ${leaf.options.map((one) => `${one.title}: ${viDecimal(one.weight)}%`).join("; ")}; bình quân nhân với ${viHundredths(max)} điểm.`,
    lint: () => [...lintMaximum(leaf), ...lintWeights()],
    example: (share, random) => {
      const counts = leaf.options.map((one) => ({ key: one.key, count: Math.max(0, Math.round(60 - Math.abs(share - Number(one.weight)) * 0.9) + random.between(0, 6)) }));
      return { counts: Object.fromEntries(counts.map((one) => [one.key, one.count])) };
    },
  };
}
