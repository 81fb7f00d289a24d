import type { z } from "zod";
import { add, compare, decimalOf, divide, formatFraction, formatHundredths, fraction, fractionOfHundredths, multiply, roundToPoints, subtract } from "../exact.ts";
import { fault } from "../fault.ts";
import { decimal, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths } from "../words.ts";
import { scalars, valueInput } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** A mean on a declared scale, spread evenly over 0…max (form F8). */
export const surveyLeaf = leafSchema("survey", {
  question: text.describe("Hỏi ai, về điều gì"),
  scaleMin: decimal.describe("Mức thấp nhất của thang"),
  scaleMax: decimal.describe("Mức cao nhất của thang"),
});

export function bindSurvey(leaf: z.output<typeof surveyLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const from = decimalOf(leaf.scaleMin);
  const to = decimalOf(leaf.scaleMax);
  const input = scalars({ mean: valueInput });
  return {
    title: "Điểm khảo sát",
    input: input.schema,
    ...scorer(input, {
      points: ({ mean }) =>
        compare(mean, from) < 0 || compare(mean, to) > 0
          ? [fault("outside-scale", { path: ["mean"] }, { found: formatFraction(mean, 12), min: leaf.scaleMin, max: leaf.scaleMax })]
          : roundToPoints(multiply(fractionOfHundredths(max), divide(subtract(mean, from), subtract(to, from)))),
      reason: ({ mean }, points) => ({
          rule: "survey",
          text: `${leaf.question}: trung bình ${viFraction(mean)}; ${viHundredths(max)} × (${viFraction(mean)} − ${viDecimal(leaf.scaleMin)}) / (${viDecimal(leaf.scaleMax)} − ${viDecimal(leaf.scaleMin)}) = ${viHundredths(points)} điểm.`,
          values: { mean: formatFraction(mean, 12), scaleMin: leaf.scaleMin, scaleMax: leaf.scaleMax, max: formatHundredths(max), points: formatHundredths(points) },
      }),
    }),
    describe: () => `${leaf.question}: trung bình trên thang ${viDecimal(leaf.scaleMin)}–${viDecimal(leaf.scaleMax)} đổi đều ra 0–${viHundredths(max)} điểm.`,
    lint: () => [...lintMaximum(leaf), ...(compare(from, to) < 0 ? [] : [{ code: "scale-order", path: ["scaleMax"], params: { min: leaf.scaleMin, max: leaf.scaleMax } }])],
    // Six decimals at most, as a mean of many answers is reported.
    example: (share) => ({ mean: formatFraction(add(from, multiply(subtract(to, from), fraction(Math.round(share), 100))), 2) }),
  };
}
