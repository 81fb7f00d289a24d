import { z } from "zod";
import { formatHundredths, pointsOf } from "../exact.ts";
import { fault } from "../fault.ts";
import { key, list, pointsText, text } from "../regulation/scalar.ts";
import { viHundredths, viPoints } from "../words.ts";
import { entry, keyInput, scalars } from "./input.ts";
import { type Bound, type Finding, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

export const option = z.strictObject({ key, title: text, points: pointsText }, { error: "object" });

/** One of several levels, each with fixed points (form F1). */
export const choiceLeaf = leafSchema("choice", { options: list(option).describe("Các mức, mỗi mức có điểm riêng") });

/** Two options of one key, or an option worth more than the criterion. */
export function lintOptions(field: string, options: readonly z.output<typeof option>[], max: number): Finding[] {
  const seen = new Set<string>();
  return options.flatMap((one, i) => {
    const again = seen.has(one.key);
    seen.add(one.key);
    return [
      ...(again ? [{ code: "duplicate-key", path: [field, i, "key"], params: { key: one.key } }] : []),
      ...(pointsOf(one.points) > max ? [{ code: "points-above-leaf", path: [field, i, "points"], params: { found: one.points, max: formatHundredths(max) } }] : []),
    ];
  });
}

export function bindChoice(leaf: z.output<typeof choiceLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const pointsByKey = new Map(leaf.options.map((one) => [one.key, pointsOf(one.points)]));
  const keys = leaf.options.map((one) => one.key).join(", ");
  const input = scalars({ choice: keyInput });
  return {
    title: "Chọn một mức",
    input: entry({ choice: z.enum(leaf.options.map((one) => one.key), { error: "option-key" }) }),
    ...scorer(input, {
      points: ({ choice }) => pointsByKey.get(choice) ?? [fault("not-one-of", { path: ["choice"] }, { found: JSON.stringify(choice.slice(0, 50)), options: keys })],
      reason: ({ choice }, points) => ({
        rule: "choice",
        text: `Chọn mức “${leaf.options.find((one) => one.key === choice)?.title ?? choice}”: ${viHundredths(points)} điểm.`,
        values: { choice, points: formatHundredths(points) },
      }),
    }),
    describe: () => `Chọn một mức: ${leaf.options.map((one) => `${one.title}: ${viPoints(one.points)} điểm`).join("; ")}.`,
    lint: () => [
      ...lintMaximum(leaf),
      ...lintOptions("options", leaf.options, max),
      ...(leaf.options.some((one) => pointsOf(one.points) === max) ? [] : [{ code: "maximum-out-of-reach", path: ["options"], params: { max: formatHundredths(max) } }]),
    ],
    example: (share) => {
      const wanted = (max * share) / 100;
      const nearest = leaf.options.toSorted((a, b) => Math.abs(pointsOf(a.points) - wanted) - Math.abs(pointsOf(b.points) - wanted))[0];
      return { choice: nearest?.key };
    },
  };
}
