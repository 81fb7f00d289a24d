import type { z } from "zod";
import { compare, decimalOf, divide, formatFraction, formatHundredths, fractionOfHundredths, multiply, roundToPoints, signOf } from "../exact.ts";
import { decimal, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths } from "../words.ts";
import { amountInput, scalars } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** Lower is better: full points up to the target, beyond it max × target ÷ value (form F12). */
export const inverseLeaf = leafSchema("inverse", {
  measure: text.describe("Đại lượng được đo"),
  unit: text.describe("Đơn vị đo"),
  target: decimal.describe("Mức phải đạt; thấp hơn hoặc bằng thì đủ điểm"),
});

export function bindInverse(leaf: z.output<typeof inverseLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const target = decimalOf(leaf.target);
  const input = scalars({ value: amountInput });
  return {
    title: "Càng thấp càng tốt",
    input: input.schema,
    ...scorer(input, {
      points: ({ value }) => (compare(value, target) <= 0 ? max : roundToPoints(multiply(fractionOfHundredths(max), divide(target, value)))),
      reason: ({ value }, points) => {
        const met = compare(value, target) <= 0;
        return {
          rule: met ? "inverse.met" : "inverse.beyond",
          text: met
            ? `${leaf.measure}: ${viFraction(value)} ${leaf.unit}, không quá mức ${viDecimal(leaf.target)}: ${viHundredths(points)} điểm.`
            : `${leaf.measure}: ${viFraction(value)} ${leaf.unit}, quá mức ${viDecimal(leaf.target)}: ${viHundredths(max)} × ${viDecimal(leaf.target)} / ${viFraction(value)} = ${viHundredths(points)} điểm.`,
          values: { value: formatFraction(value, 12), target: leaf.target, max: formatHundredths(max), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `${leaf.measure} không quá ${viDecimal(leaf.target)} ${leaf.unit}: ${viHundredths(max)} điểm; cao hơn: ${viHundredths(max)} × ${viDecimal(leaf.target)} / số đo.`,
    lint: () => [...lintMaximum(leaf), ...(signOf(target) > 0 ? [] : [{ code: "target-zero", path: ["target"], params: { found: leaf.target } }])],
    example: (share) => ({ value: formatFraction(divide(multiply(target, fractionOfHundredths(10_000)), fractionOfHundredths(Math.max(100, Math.round(share * 100)))), 2) }),
  };
}
