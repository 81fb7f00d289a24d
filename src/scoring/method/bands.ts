import { z } from "zod";
import { add, compare, decimalOf, divide, formatFraction, formatHundredths, type Fraction, fractionOfHundredths, multiply, pointsOf, roundToPoints, signOf, smaller, subtract } from "../exact.ts";
import { fault } from "../fault.ts";
import { decimal, list, pointsText, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths, viPoints } from "../words.ts";
import { scalars, valueInput } from "./input.ts";
import { lintBandPoints, lintBands } from "./ratio.ts";
import { type Bound, type Finding, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

const line = z.strictObject({ from: decimal, to: decimal, pointsFrom: pointsText, pointsTo: pointsText }, { error: "object" });

const band = z
  .strictObject({ atLeast: decimal, points: pointsText.optional(), proportionalTo: decimal.optional(), line: line.optional() }, { error: "object" })
  .refine((one) => [one.points, one.proportionalTo, one.line].filter((form) => form !== undefined).length === 1, "band-form");
type Band = z.output<typeof band>;

/** A measured value in bands, each with fixed points, a proportion, or a straight line of its own (form F4 with formulas). */
export const bandsLeaf = leafSchema("bands", {
  measure: text.describe("Đại lượng được đo"),
  unit: text.describe("Đơn vị đo"),
  lowest: decimal.describe("Giá trị thấp nhất có thể có; khoảng cuối bắt đầu từ đây"),
  bands: list(band).describe("Các khoảng, từ cao xuống thấp; mỗi khoảng có điểm cố định hoặc công thức"),
});

const formula = (one: Band, max: string): string => {
  if (one.points !== undefined) return `${viPoints(one.points)} điểm`;
  if (one.proportionalTo !== undefined) return `${viPoints(max)} × giá trị / ${viDecimal(one.proportionalTo)}, không quá ${viPoints(max)} điểm`;
  if (one.line === undefined) return "";
  return `tăng đều từ ${viPoints(one.line.pointsFrom)} điểm (tại ${viDecimal(one.line.from)}) đến ${viPoints(one.line.pointsTo)} điểm (tại ${viDecimal(one.line.to)})`;
};

export function bindBands(leaf: z.output<typeof bandsLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const maxText = formatHundredths(max);
  const whole = fractionOfHundredths(max);
  const bands = leaf.bands.map((one) => ({ ...one, start: decimalOf(one.atLeast) }));
  const input = scalars({ value: valueInput });

  const bandOf = (value: Fraction) => bands.find((one) => compare(value, one.start) >= 0);

  function exactPoints(one: Band, value: Fraction) {
    if (one.points !== undefined) return fractionOfHundredths(pointsOf(one.points));
    if (one.proportionalTo !== undefined) return smaller(whole, multiply(whole, divide(value, decimalOf(one.proportionalTo))));
    if (one.line === undefined) throw new RangeError("band without form");
    const from = decimalOf(one.line.from);
    const low = fractionOfHundredths(pointsOf(one.line.pointsFrom));
    const rise = subtract(fractionOfHundredths(pointsOf(one.line.pointsTo)), low);
    return add(low, multiply(rise, divide(subtract(value, from), subtract(decimalOf(one.line.to), from))));
  }

  function lintForms(): Finding[] {
    return leaf.bands.flatMap((one, i): Finding[] => {
      if (one.proportionalTo !== undefined) {
        return [
          ...(signOf(decimalOf(one.proportionalTo)) > 0 ? [] : [{ code: "target-zero", path: ["bands", i, "proportionalTo"], params: { found: one.proportionalTo } }]),
          ...(signOf(decimalOf(one.atLeast)) < 0 ? [{ code: "band-negative", path: ["bands", i, "atLeast"], params: { found: one.atLeast } }] : []),
        ];
      }
      if (one.line === undefined) return [];
      const top = leaf.bands[i - 1]?.atLeast;
      // The line must span exactly its band, else points jump out of their range at the end.
      const spans = one.line.from === one.atLeast && top === one.line.to && compare(decimalOf(one.line.from), decimalOf(one.line.to)) < 0;
      return [
        ...(spans ? [] : [{ code: "line-span", path: ["bands", i, "line"], params: { from: one.atLeast, to: top ?? "?" } }]),
        ...[one.line.pointsFrom, one.line.pointsTo].flatMap((value) => (pointsOf(value) > max ? [{ code: "points-above-leaf", path: ["bands", i, "line"], params: { found: value, max: maxText } }] : [])),
      ];
    });
  }

  const rangeOf = (one: Band, i: number): string => {
    const top = leaf.bands[i - 1];
    if (top === undefined) return `từ ${viDecimal(one.atLeast)} trở lên`;
    return one.atLeast === leaf.lowest ? `dưới ${viDecimal(top.atLeast)}` : `từ ${viDecimal(one.atLeast)} đến dưới ${viDecimal(top.atLeast)}`;
  };

  return {
    title: "Khoảng có công thức",
    input: input.schema,
    ...scorer(input, {
      points: ({ value }) => {
        const found = bandOf(value);
        return found === undefined ? [fault("below-lowest", { path: ["value"] }, { found: formatFraction(value, 12), min: leaf.lowest })] : roundToPoints(exactPoints(found, value));
      },
      reason: ({ value }, points) => {
        const found = bandOf(value);
        const formOf = found === undefined ? "" : `${formula(found, maxText)}${found.points === undefined ? ` = ${viHundredths(points)} điểm` : ""}`;
        return {
          rule: found?.points !== undefined ? "bands.fixed" : found?.proportionalTo !== undefined ? "bands.proportional" : "bands.line",
          text: `${leaf.measure}: ${viFraction(value)} ${leaf.unit}, thuộc khoảng từ ${viDecimal(found?.atLeast ?? leaf.lowest)}: ${formOf}.`,
          values: { value: formatFraction(value, 12), atLeast: found?.atLeast ?? leaf.lowest, max: maxText, points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `${leaf.measure} (${leaf.unit}): ${leaf.bands.map((one, i) => `${rangeOf(one, i)}: ${formula(one, maxText)}`).join("; ")}.`,
    lint: () => [
      ...lintMaximum(leaf),
      ...lintBands(leaf.bands, leaf.lowest),
      ...lintBandPoints(leaf.bands, max),
      ...lintForms(),
      ...(leaf.bands.some((one) => one.proportionalTo !== undefined || one.points === maxText || one.line?.pointsTo === maxText) ? [] : [{ code: "maximum-out-of-reach", path: ["bands"], params: { max: maxText } }]),
    ],
    example: (share, random) => {
      const top = Number(leaf.bands[0]?.atLeast ?? leaf.lowest);
      const low = Number(leaf.lowest);
      return { value: Math.max(low, Math.min(top, Math.round(low + ((top - low) * share) / 100) + random.between(-1, 1))) };
    },
  };
}
