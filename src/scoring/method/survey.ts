import { z } from "zod";
import { add, compare, decimalOf, divide, formatFraction, formatHundredths, type Fraction, fraction, fractionOfHundredths, isZero, MAX_DECIMALS, multiply, parseDecimal, roundToPoints, subtract } from "../exact.ts";
import { type Fault, fault, shown } from "../fault.ts";
import { type Fields, isFields } from "../fields.ts";
import { decimal, text } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths } from "../words.ts";
import { countInput, entry, type EntryReader, scalars, valueInput } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** A mean on a declared scale, spread evenly over 0…max (form F8). */
export const surveyLeaf = leafSchema("survey", {
  question: text.describe("Hỏi ai, về điều gì"),
  scaleMin: decimal.describe("Mức thấp nhất của thang"),
  scaleMax: decimal.describe("Mức cao nhất của thang"),
});

/** A mean, and where the survey was counted here, how many chose each level: then they are what counts. */
type Given = { readonly mean: Fraction; readonly counts?: Fields | undefined };

const plain = scalars({ mean: valueInput });
const whole = entry({ mean: valueInput.schema, counts: z.custom<Fields>(isFields, "counts").optional() });
const reader: EntryReader<Given> = { quick: plain.quick, schema: whole };

type Tally = { readonly mean: Fraction; readonly answers: Fraction };

/** The mean of the counted levels, or what is wrong with them. */
function tally(counts: Fields): Tally | Fault[] {
  const faults: Fault[] = [];
  let sum = fraction(0);
  let answers = fraction(0);
  for (const [level, value] of Object.entries(counts)) {
    const at = parseDecimal(level);
    const count = countInput.read(value);
    if (at === undefined) faults.push(fault("bad-value", { path: ["counts", level] }, { found: shown(level), expected: "decimal" }));
    else if (count === undefined) faults.push(fault("bad-value", { path: ["counts", level] }, { found: shown(value), expected: "count" }));
    else {
      sum = add(sum, multiply(at, fraction(count)));
      answers = add(answers, fraction(count));
    }
  }
  if (faults.length > 0) return faults;
  return isZero(answers) ? [fault("zero-denominator", { path: ["counts"] })] : { mean: divide(sum, answers), answers };
}

/** The mean as it was given, or that of the counts, with which the given one has to agree. */
function meanOf({ mean, counts }: Given): Fraction | Fault[] {
  if (counts === undefined) return mean;
  const counted = tally(counts);
  if (Array.isArray(counted)) return counted;
  const found = formatFraction(counted.mean, MAX_DECIMALS);
  return found === formatFraction(mean, MAX_DECIMALS) ? counted.mean : [fault("mean-not-of-counts", { path: ["mean"] }, { found: formatFraction(mean, MAX_DECIMALS), mean: found })];
}

const countsInWords = (counts: Fields): string => Object.entries(counts).map(([level, count]) => `${String(countInput.read(count))} × ${viDecimal(level)}`).join(" + ");

export function bindSurvey(leaf: z.output<typeof surveyLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const from = decimalOf(leaf.scaleMin);
  const to = decimalOf(leaf.scaleMax);
  const outside = (value: Fraction): boolean => compare(value, from) < 0 || compare(value, to) > 0;
  return {
    title: "Điểm khảo sát",
    input: entry({ mean: valueInput.schema, counts: z.record(z.string(), countInput.schema).optional() }),
    ...scorer(reader, {
      points: (given) => {
        const mean = meanOf(given);
        if (Array.isArray(mean)) return mean;
        const stray = Object.keys(given.counts ?? {}).find((level) => outside(parseDecimal(level) ?? from));
        if (stray !== undefined || outside(mean)) return [fault("outside-scale", { path: stray === undefined ? ["mean"] : ["counts", stray] }, { found: stray ?? formatFraction(mean, MAX_DECIMALS), min: leaf.scaleMin, max: leaf.scaleMax })];
        return roundToPoints(multiply(fractionOfHundredths(max), divide(subtract(mean, from), subtract(to, from))));
      },
      reason: (given, points) => {
        const { mean, counts } = given;
        const counted = counts === undefined ? undefined : tally(counts);
        const answers = counted === undefined || Array.isArray(counted) ? undefined : formatFraction(counted.answers);
        return {
          rule: "survey",
          text: `${leaf.question}: ${counts === undefined || answers === undefined ? "" : `(${countsInWords(counts)}) / ${answers} câu trả lời = `}trung bình ${viFraction(mean)}; ${viHundredths(max)} × (${viFraction(mean)} − ${viDecimal(leaf.scaleMin)}) / (${viDecimal(leaf.scaleMax)} − ${viDecimal(leaf.scaleMin)}) = ${viHundredths(points)} điểm.`,
          values: { mean: formatFraction(mean, MAX_DECIMALS), ...(answers === undefined ? {} : { answers }), scaleMin: leaf.scaleMin, scaleMax: leaf.scaleMax, max: formatHundredths(max), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `${leaf.question}: trung bình trên thang ${viDecimal(leaf.scaleMin)}–${viDecimal(leaf.scaleMax)} đổi đều ra 0–${viHundredths(max)} điểm.`,
    lint: () => [...lintMaximum(leaf), ...(compare(from, to) < 0 ? [] : [{ code: "scale-order", path: ["scaleMax"], params: { min: leaf.scaleMin, max: leaf.scaleMax } }])],
    // Six decimals at most, as a mean of many answers is reported.
    example: (share) => ({ mean: formatFraction(add(from, multiply(subtract(to, from), fraction(Math.round(share), 100))), 2) }),
  };
}
