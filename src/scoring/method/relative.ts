import type { z } from "zod";
import { divide, formatFraction, formatHundredths, type Fraction, fractionOfHundredths, isZero, larger, multiply, roundToPoints } from "../exact.ts";
import { fault } from "../fault.ts";
import { text } from "../regulation/scalar.ts";
import { viFraction, viHundredths } from "../words.ts";
import { amountInput, scalars } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** Compared with the best unit of the index: max × value ÷ best (form F11). */
export const relativeLeaf = leafSchema("relative", {
  measure: text.describe("Đại lượng được so sánh"),
  unit: text.describe("Đơn vị đo"),
});

/** A preview of one unit may come before the others have entered anything; its own value then is the best. */
const bestOf = (value: Fraction, others: Fraction | undefined): Fraction => (others === undefined ? value : larger(others, value));

export function bindRelative(leaf: z.output<typeof relativeLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const input = scalars({ value: amountInput });
  return {
    title: "So với đơn vị tốt nhất",
    input: input.schema,
    ...scorer(input, {
      points: ({ value }, others) => {
        const best = bestOf(value, others);
        return isZero(best) ? [fault("zero-best", { path: ["value"] })] : roundToPoints(multiply(fractionOfHundredths(max), divide(value, best)));
      },
      reason: ({ value }, points, others) => {
        const best = bestOf(value, others);
        return {
          rule: "relative",
          text: `${leaf.measure}: ${viFraction(value)} ${leaf.unit}; cao nhất trong nhóm: ${viFraction(best)}; ${viHundredths(max)} × ${viFraction(value)} / ${viFraction(best)} = ${viHundredths(points)} điểm.`,
          values: { value: formatFraction(value, 12), best: formatFraction(best, 12), max: formatHundredths(max), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `${leaf.measure} (${leaf.unit}) so với đơn vị cao nhất cùng Chỉ số: ${viHundredths(max)} × giá trị của đơn vị / giá trị cao nhất.`,
    lint: () => lintMaximum(leaf),
    example: (share, random) => ({ value: Math.max(1, Math.round(share * 0.4) + random.between(0, 3)) }),
    measure: (given) => {
      const read = input.schema.safeParse(given);
      return read.success ? read.data.value : undefined;
    },
  };
}
