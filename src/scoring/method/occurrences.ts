import type { z } from "zod";
import { asPoints, formatHundredths, pointsOf } from "../exact.ts";
import { pointsText, text } from "../regulation/scalar.ts";
import { viHundredths, viPoints } from "../words.ts";
import { countInput, scalars } from "./input.ts";
import { type Bound, leafSchema, maximumOf, scorer } from "./method.ts";

/** Points per event, up to a cap if there is one (form F7). */
export const occurrencesLeaf = leafSchema("occurrences", {
  event: text.describe("Sự việc được đếm"),
  pointsEach: pointsText.describe("Điểm cho mỗi lần"),
  cap: pointsText.nullable().optional().describe("Không quá bao nhiêu điểm; bỏ trống: không giới hạn"),
});

export function bindOccurrences(leaf: z.output<typeof occurrencesLeaf>): Bound {
  const each = pointsOf(leaf.pointsEach);
  const cap = leaf.cap === null || leaf.cap === undefined ? null : pointsOf(leaf.cap);
  const max = maximumOf(leaf);
  const input = scalars({ occurrences: countInput });
  return {
    title: "Điểm theo số lần",
    input: input.schema,
    ...scorer(input, {
      points: ({ occurrences }) => asPoints(cap === null ? each * occurrences : Math.min(cap, each * occurrences)),
      reason: ({ occurrences }, points) => {
        const raw = each * occurrences;
        return {
          rule: points < raw ? "occurrences.capped" : "occurrences",
          text: `${leaf.event}: ${String(occurrences)} × ${viHundredths(each)} = ${viHundredths(raw)} điểm${points < raw ? `, không quá ${viHundredths(points)} điểm` : ""}.`,
          values: { occurrences: String(occurrences), pointsEach: leaf.pointsEach, ...(cap === null ? {} : { cap: formatHundredths(cap) }), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `Mỗi ${leaf.event}: ${viPoints(leaf.pointsEach)} điểm${cap === null ? "" : `, tổng không quá ${viHundredths(cap)} điểm`}.`,
    lint: () => [
      ...(each > 0 ? [] : [{ code: "points-each-zero", path: ["pointsEach"] }]),
      ...(cap === max ? [] : [{ code: "cap-is-maximum", path: ["cap"], params: { found: cap === null ? "—" : formatHundredths(cap), max: max === null ? "—" : formatHundredths(max) } }]),
    ],
    example: (share, random) => ({ occurrences: each === 0 ? 0 : Math.round(((cap ?? 2 * each) * share) / 100 / each) + (share > 95 ? random.between(0, 1) : 0) }),
  };
}
