import { z } from "zod";
import { compare, decimalOf, divide, type Fraction, formatFraction, formatHundredths, fraction, fractionOfHundredths, isZero, multiply, type Points, pointsOf, roundToPoints, smaller } from "../exact.ts";
import { fault } from "../fault.ts";
import { flag, list, percentage, pointsText, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths, viPoints } from "../words.ts";
import { amountInput, scalars } from "./input.ts";
import { type Bound, type Finding, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

const ONE = fraction(1);
const HUNDRED = fraction(100);

const band = z
  .strictObject({ atLeast: percentage, points: pointsText.optional(), proportional: flag.optional() }, { error: "object" })
  .refine((one) => (one.points === undefined) !== (one.proportional === undefined) && one.proportional !== false, "points-or-proportional");

/** A share a/b placed in bands: fixed points, or max × a/b (forms F2, F3, F4). */
export const ratioLeaf = leafSchema("ratio", {
  numerator: text.describe("Tử số đếm gì"),
  denominator: text.describe("Mẫu số đếm gì"),
  bands: list(band).describe("Các khoảng, từ cao xuống thấp; khoảng cuối có atLeast: 0"),
});

/** Bands must fall strictly and end at the bottom of the scale, else one is never reached or a value finds none. */
export function lintBands(bands: readonly { atLeast: string }[], bottom: string | undefined): Finding[] {
  const findings: Finding[] = bands.flatMap((one, i) => {
    const above = bands[i - 1];
    return above !== undefined && compare(decimalOf(one.atLeast), decimalOf(above.atLeast)) >= 0
      ? [{ code: "band-order", path: ["bands", i, "atLeast"], params: { found: viDecimal(one.atLeast), above: viDecimal(above.atLeast) } }]
      : [];
  });
  const last = bands.at(-1);
  if (bottom !== undefined && last !== undefined && compare(decimalOf(last.atLeast), decimalOf(bottom)) !== 0) {
    findings.push({ code: "band-bottom", path: ["bands", bands.length - 1, "atLeast"], params: { found: viDecimal(last.atLeast), bottom: viDecimal(bottom) } });
  }
  return findings;
}

/** Points of a band above the criterion's maximum. */
export const lintBandPoints = (bands: readonly { points?: string | undefined }[], max: number): Finding[] =>
  bands.flatMap((one, i) =>
    one.points !== undefined && pointsOf(one.points) > max ? [{ code: "points-above-leaf", path: ["bands", i, "points"], params: { found: one.points, max: formatHundredths(max) } }] : [],
  );

export function bindRatio(leaf: z.output<typeof ratioLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const bands = leaf.bands.map((one) => ({ ...one, from: divide(decimalOf(one.atLeast), HUNDRED) }));
  const input = scalars({ numerator: amountInput, denominator: amountInput });

  const bandOf = (share: Fraction) => bands.find((one) => compare(share, one.from) >= 0);
  const pointsIn = (one: (typeof bands)[number], share: Fraction): Points => (one.points === undefined ? roundToPoints(multiply(fractionOfHundredths(max), smaller(share, ONE))) : pointsOf(one.points));
  const how = (one: (typeof bands)[number] | undefined, share: Fraction, points: Points): string =>
    one?.points === undefined ? `tính theo tỷ lệ ${viHundredths(max)} × ${viFraction(share, 6)} (không quá ${viHundredths(max)}) = ${viHundredths(points)} điểm` : `${viHundredths(points)} điểm`;

  return {
    title: "Tỷ lệ",
    input: input.schema,
    ...scorer(input, {
      points: ({ numerator, denominator }) => {
        if (isZero(denominator)) return [fault("zero-denominator", { path: ["denominator"] })];
        const share = divide(numerator, denominator);
        const found = bandOf(share);
        return found === undefined ? [fault("no-band", { path: ["numerator"] }, { found: `${formatFraction(multiply(share, HUNDRED))} %` })] : pointsIn(found, share);
      },
      reason: ({ numerator, denominator }, points) => {
        const share = divide(numerator, denominator);
        const found = bandOf(share);
        const atLeast = found?.atLeast ?? "";
        return {
          rule: found?.points === undefined ? "ratio.proportional" : "ratio.band",
          text: `${leaf.numerator}: ${viFraction(numerator)}; ${leaf.denominator}: ${viFraction(denominator)}; tỷ lệ ${viFraction(multiply(share, HUNDRED))}%, thuộc khoảng từ ${viDecimal(atLeast)}%: ${how(found, share, points)}.`,
          values: { numerator: formatFraction(numerator, 12), denominator: formatFraction(denominator, 12), atLeast, max: formatHundredths(max), points: formatHundredths(points) },
        };
      },
    }),
    describe: () =>
      `${leaf.numerator} / ${leaf.denominator}: ${leaf.bands
        .map((one, i) => {
          const top = leaf.bands[i - 1];
          const range = top === undefined ? `từ ${viDecimal(one.atLeast)}% trở lên` : one.atLeast === "0.00" ? `dưới ${viDecimal(top.atLeast)}%` : `từ ${viDecimal(one.atLeast)}% đến dưới ${viDecimal(top.atLeast)}%`;
          return `${range}: ${one.points === undefined ? `${viHundredths(max)} × tỷ lệ, không quá ${viHundredths(max)} điểm` : `${viPoints(one.points)} điểm`}`;
        })
        .join("; ")}.`,
    lint: () => [
      ...lintMaximum(leaf),
      ...lintBands(leaf.bands, "0"),
      ...lintBandPoints(leaf.bands, max),
      ...(leaf.bands.some((one) => one.points === undefined || pointsOf(one.points) === max) ? [] : [{ code: "maximum-out-of-reach", path: ["bands"], params: { max: formatHundredths(max) } }]),
    ],
    example: (share, random) => {
      const denominator = random.between(20, 240);
      return { numerator: Math.min(denominator, Math.round((denominator * (60 + share * 0.4)) / 100)), denominator };
    },
  };
}
