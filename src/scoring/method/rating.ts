import { z } from "zod";
import { formatHundredths, fraction, roundToPoints } from "../exact.ts";
import { fault } from "../fault.ts";
import { text } from "../regulation/scalar.ts";
import { viHundredths } from "../words.ts";
import { bySchema, entry, pointsInput } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** The mean of several people's marks, each within 0…max (form F10). */
export const ratingLeaf = leafSchema("rating", { raters: text.describe("Ai cho điểm") });

const sumOf = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

export function bindRating(leaf: z.output<typeof ratingLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const input = entry({ ratings: z.array(pointsInput.schema, { error: "rating-list" }).min(1, "rating-list").max(1000, "rating-list") });
  return {
    title: "Bình quân điểm chấm",
    input,
    ...scorer(bySchema(input), {
      points: ({ ratings }) => {
        const above = ratings.flatMap((one, i) => (one > max ? [fault("points-above-maximum", { path: ["ratings", i] }, { found: formatHundredths(one), max: formatHundredths(max) })] : []));
        return above.length > 0 ? above : roundToPoints(fraction(sumOf(ratings), 100 * ratings.length));
      },
      reason: ({ ratings }, points) => ({
        rule: "rating",
        text: `Bình quân ${String(ratings.length)} điểm chấm của ${leaf.raters}: (${ratings.map(viHundredths).join(" + ")}) / ${String(ratings.length)} = ${viHundredths(points)} điểm.`,
        values: { ratings: ratings.map(formatHundredths).join(", "), sum: formatHundredths(sumOf(ratings)), count: String(ratings.length), points: formatHundredths(points) },
      }),
    }),
    describe: () => `Bình quân điểm của ${leaf.raters}, mỗi người cho từ 0 đến ${viHundredths(max)} điểm.`,
    lint: () => lintMaximum(leaf),
    example: (share, random) => ({ ratings: Array.from({ length: 3 }, () => formatHundredths(Math.max(0, Math.min(max, Math.round((max * (share + random.between(-8, 8))) / 2500) * 25)))) }),
  };
}
