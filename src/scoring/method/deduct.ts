import type { z } from "zod";
import { asPoints, formatHundredths, pointsOf } from "../exact.ts";
import { pointsText, text } from "../regulation/scalar.ts";
import { viHundredths, viPoints } from "../words.ts";
import { countInput, scalars } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** Starts from the maximum and loses points per event, never below 0 (form F6). */
export const deductLeaf = leafSchema("deduct", {
  event: text.describe("Sự việc bị trừ điểm"),
  pointsEach: pointsText.describe("Trừ bao nhiêu điểm mỗi lần"),
});

export function bindDeduct(leaf: z.output<typeof deductLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const each = pointsOf(leaf.pointsEach);
  const input = scalars({ occurrences: countInput });
  return {
    title: "Trừ dần từ điểm tối đa",
    input: input.schema,
    ...scorer(input, {
      points: ({ occurrences }) => asPoints(Math.max(0, max - each * occurrences)),
      reason: ({ occurrences }, points) => {
        const lost = each * occurrences;
        return {
          rule: lost > max ? "deduct.floor" : "deduct",
          text: `${viHundredths(max)} − ${String(occurrences)} ${leaf.event} × ${viHundredths(each)} = ${viHundredths(max - lost)}${lost > max ? ", không dưới 0: 0,00 điểm" : " điểm"}.`,
          values: { occurrences: String(occurrences), pointsEach: leaf.pointsEach, max: formatHundredths(max), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `Từ ${viHundredths(max)} điểm, mỗi ${leaf.event} trừ ${viPoints(leaf.pointsEach)} điểm, không dưới 0.`,
    lint: () => [
      ...lintMaximum(leaf),
      ...(each > 0 ? [] : [{ code: "points-each-zero", path: ["pointsEach"] }]),
      ...(each > max ? [{ code: "points-above-leaf", path: ["pointsEach"], params: { found: leaf.pointsEach, max: formatHundredths(max) } }] : []),
    ],
    example: (share) => ({ occurrences: each === 0 ? 0 : Math.round((max * (100 - share)) / 100 / each) }),
  };
}
