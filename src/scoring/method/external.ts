import type { z } from "zod";
import { compare, decimalOf, divide, formatFraction, formatHundredths, fractionOfHundredths, multiply, roundToPoints, signOf } from "../exact.ts";
import { fault } from "../fault.ts";
import { decimal, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths } from "../words.ts";
import { amountInput, scalars } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** An index that somebody else computes and publishes: max × score ÷ that index's own maximum (form F9). */
export const externalLeaf = leafSchema("external", {
  publisher: text.describe("Chỉ số nào, ai công bố"),
  scaleMax: decimal.describe("Điểm tối đa của chỉ số đó"),
});

export function bindExternal(leaf: z.output<typeof externalLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const whole = decimalOf(leaf.scaleMax);
  const input = scalars({ score: amountInput });
  return {
    title: "Chỉ số bên ngoài",
    input: input.schema,
    ...scorer(input, {
      points: ({ score }) =>
        compare(score, whole) > 0 ? [fault("outside-scale", { path: ["score"] }, { found: formatFraction(score, 12), min: "0", max: leaf.scaleMax })] : roundToPoints(multiply(fractionOfHundredths(max), divide(score, whole))),
      reason: ({ score }, points) => ({
          rule: "external",
          text: `${leaf.publisher}: ${viFraction(score)} trên ${viDecimal(leaf.scaleMax)}; ${viHundredths(max)} × ${viFraction(score)} / ${viDecimal(leaf.scaleMax)} = ${viHundredths(points)} điểm.`,
          values: { score: formatFraction(score, 12), scaleMax: leaf.scaleMax, max: formatHundredths(max), points: formatHundredths(points) },
      }),
    }),
    describe: () => `${leaf.publisher} (tối đa ${viDecimal(leaf.scaleMax)}) đổi theo tỷ lệ ra ${viHundredths(max)} điểm.`,
    lint: () => [...lintMaximum(leaf), ...(signOf(whole) > 0 ? [] : [{ code: "target-zero", path: ["scaleMax"], params: { found: leaf.scaleMax } }])],
    example: (share) => ({ score: formatFraction(multiply(whole, fractionOfHundredths(Math.round(share))), 2) }),
  };
}
