import type { z } from "zod";
import { formatHundredths, type Points } from "../exact.ts";
import { fault } from "../fault.ts";
import { viHundredths } from "../words.ts";
import { pointsInput, scalars } from "./input.ts";
import { type Bound, leafSchema, maximumOf, scorer } from "./method.ts";

/** Points set by hand within 0…max. Every other method also takes such a direct entry. */
export const pointsLeaf = leafSchema("points", {});

const directInput = scalars({ points: pointsInput });

/** How a direct entry is scored; `max` null means that the criterion has no cap. */
export const directScorer = (max: Points | null): Pick<Bound, "score" | "reason"> =>
  scorer(directInput, {
    points: ({ points }) => (max !== null && points > max ? [fault("points-above-maximum", { path: ["points"] }, { found: formatHundredths(points), max: formatHundredths(max) })] : points),
    reason: (_input, points) => ({ rule: "points", text: `Điểm chấm trực tiếp: ${viHundredths(points)}.`, values: { points: formatHundredths(points) } }),
  });

export function bindPoints(leaf: z.output<typeof pointsLeaf>): Bound {
  const max = maximumOf(leaf);
  return {
    title: "Chấm điểm trực tiếp",
    input: directInput.schema,
    ...directScorer(max),
    describe: () => (max === null ? "Người chấm cho điểm từ 0, không có mức trần." : `Người chấm cho điểm từ 0 đến ${viHundredths(max)}, tối đa hai chữ số thập phân.`),
    lint: () => [],
    // Steps of a quarter point, as people give them.
    example: (share) => ({ points: formatHundredths(Math.min(max ?? 100, Math.round(((max ?? 100) * share) / 2500) * 25)) }),
  };
}
