import { z } from "zod";
import { add, compare, decimalOf, divide, formatFraction, formatHundredths, type Fraction, fraction, fractionOfHundredths, isZero, larger, multiply, type Points, roundToPoints, smaller, subtract } from "../exact.ts";
import { type Fault, fault } from "../fault.ts";
import { flag, percentage, reading, rule } from "../regulation/scalar.ts";
import { viDecimal, viFraction, viHundredths } from "../words.ts";
import { amountInput, bySchema, countInput, entry, flagInput } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, type Reason, requiredMaximum, scorer } from "./method.ts";

/** The results of a civil servant's work from what was assigned and done (NĐ 335/2025, articles 14–17). */
export const workLeaf = leafSchema("work", {
  capShares: flag.describe("Các tỷ lệ a, b, c có bị giới hạn ở 100% không"),
  failureTakes: percentage.describe("Mỗi lần chưa đạt chất lượng hoặc chậm trừ bao nhiêu phần trăm điểm của sản phẩm"),
  markMet: percentage.describe("Tỷ lệ của d, đ, e khi đạt"),
  markUnmet: percentage.describe("Tỷ lệ của d, đ, e khi chưa đạt"),
  capReading: reading.optional().describe("Vì sao hiểu như vậy"),
  steps: z
    .strictObject({ quantity: z.strictObject(rule, { error: "object" }), quality: z.strictObject(rule, { error: "object" }), progress: z.strictObject(rule, { error: "object" }), extra: z.strictObject(rule, { error: "object" }), officer: z.strictObject(rule, { error: "object" }), leader: z.strictObject(rule, { error: "object" }) }, { error: "object" })
    .describe("Điều khoản của từng bước tính"),
});

const item = entry({
  coefficient: amountInput.schema,
  assigned: amountInput.schema.optional(),
  done: amountInput.schema,
  qualityFailures: countInput.schema.optional(),
  delays: countInput.schema.optional(),
  extra: flagInput.optional(),
});
type Item = z.output<typeof item>;

const workInput = entry({
  leader: flagInput,
  items: z.array(item, { error: "work-items" }).min(1, "work-items").max(20_000, "work-items"),
  d: flagInput.optional(),
  dd: flagInput.optional(),
  e: flagInput.optional(),
});
type WorkInput = z.output<typeof workInput>;

const NONE = fraction(0);
const HUNDRED = fraction(100);
/** A mean beyond this percentage is a slip of the pen, not a result. */
const MOST = fraction(1000);

const sum = (items: readonly Item[], value: (one: Item) => Fraction): Fraction => items.reduce((total, one) => add(total, value(one)), NONE);

/** The regulation's own numbers, ready for computing: a share of one, and percents. */
type Terms = { readonly cap: boolean; readonly failureTakes: Fraction; readonly met: Fraction; readonly unmet: Fraction };

/** coefficient × max(0, done − share × failures): each failure or delay takes its share of one product. */
const afterFailures = (one: Item, failures: number, takes: Fraction): Fraction => multiply(one.coefficient, larger(NONE, subtract(one.done, multiply(takes, fraction(failures)))));

function missing(input: WorkInput): Fault[] {
  const assigned = input.items.flatMap((one, i) => (one.extra !== true && one.assigned === undefined ? [fault("missing-field", { path: ["items", i, "assigned"] }, { expected: "amount", field: "assigned" })] : []));
  const marks = input.leader ? (["d", "dd", "e"] as const).flatMap((mark) => (input[mark] === undefined ? [fault("missing-field", { path: [mark] }, { expected: "flag", field: mark })] : [])) : [];
  return [...assigned, ...marks];
}

/** What the items of one person come to, converted: what was assigned, and the numerators of a, b and c. */
export type WorkSums = { readonly assigned: Fraction; readonly quantity: Fraction; readonly quality: Fraction; readonly progress: Fraction };
type WorkMarks = Pick<WorkInput, "leader" | "d" | "dd" | "e">;

/** Work taken over or unplanned is outside the converted quantity assigned (article 18.1.d). */
const sumsOf = ({ items }: WorkInput, { failureTakes }: Terms): WorkSums => ({
  assigned: sum(items, (one) => (one.extra === true ? NONE : multiply(one.coefficient, one.assigned ?? NONE))),
  quantity: sum(items, (one) => multiply(one.coefficient, one.done)),
  quality: sum(items, (one) => afterFailures(one, one.qualityFailures ?? 0, failureTakes)),
  progress: sum(items, (one) => afterFailures(one, one.delays ?? 0, failureTakes)),
});

type WorkPart = { readonly name: string; readonly percent: Fraction };

/** a, b, c (and d, đ, e of a leader) as exact percentages. */
function partsOf(sums: WorkSums, marks: WorkMarks, { cap, met, unmet }: Terms): WorkPart[] {
  const percent = (value: Fraction) => {
    const share = divide(multiply(value, HUNDRED), sums.assigned);
    return cap ? smaller(share, HUNDRED) : share;
  };
  const mark = (given: boolean | undefined) => (given === true ? met : unmet);
  return [
    { name: "a", percent: percent(sums.quantity) },
    { name: "b", percent: percent(sums.quality) },
    { name: "c", percent: percent(sums.progress) },
    ...(marks.leader ? [{ name: "d", percent: mark(marks.d) }, { name: "đ", percent: mark(marks.dd) }, { name: "e", percent: mark(marks.e) }] : []),
  ];
}

const meanOf = (parts: readonly { percent: Fraction }[]): Fraction => divide(parts.reduce<Fraction>((total, one) => add(total, one.percent), NONE), fraction(parts.length));

type Leaf = z.output<typeof workLeaf>;
const termsOf = (leaf: Leaf): Terms => ({ cap: leaf.capShares, failureTakes: divide(decimalOf(leaf.failureTakes), HUNDRED), met: decimalOf(leaf.markMet), unmet: decimalOf(leaf.markUnmet) });
const pointsFrom = (parts: readonly WorkPart[], max: Points): Points => roundToPoints(multiply(fractionOfHundredths(max), divide(meanOf(parts), HUNDRED)));

/** What was assigned and each part's percent as they are written. */
type WorkWords = { readonly assigned: string; readonly percents: readonly string[] };
const wordsFrom = (assigned: Fraction, parts: readonly WorkPart[]): WorkWords => ({ assigned: viFraction(assigned), percents: parts.map((one) => viFraction(one.percent)) });

const textFrom = ({ assigned, percents }: WorkWords, parts: readonly WorkPart[], max: Points, points: Points): string => {
  const mean = viFraction(meanOf(parts));
  return `Số lượng được giao (đã quy đổi): ${assigned}; ${parts.map((one, i) => `${one.name} = ${percents[i] ?? ""}%`).join(", ")}; (${parts.map((one) => one.name).join(" + ")}) / ${String(parts.length)} = ${mean}%; ${viHundredths(max)} × ${mean}% = ${viHundredths(points)} điểm.`;
};

function reasonFrom(assigned: Fraction, parts: readonly WorkPart[], isLeader: boolean, max: Points, points: Points): Reason {
  return {
    rule: isLeader ? "work.leader" : "work.officer",
    text: textFrom(wordsFrom(assigned, parts), parts, max, points),
    values: { assigned: formatFraction(assigned, 12), ...Object.fromEntries(parts.map((one) => [one.name, formatFraction(one.percent, 12)])), max: formatHundredths(max), points: formatHundredths(points) },
  };
}

/** What sums come to; undefined where nothing was assigned, or a slip of the pen made a mean beyond all bounds. */
export type WorkOutcome = { readonly parts: readonly WorkPart[]; readonly points: Points; /** Written when it is asked for: of millions most are never read. */ readonly reason: () => Reason; readonly words: () => WorkWords; readonly text: (words: WorkWords) => string };

/** The same computation from sums that were made elsewhere, as a database makes them of millions of items. */
export function workFromSums(leaf: Leaf): (sums: WorkSums, marks: WorkMarks) => WorkOutcome | undefined {
  const [max, terms] = [requiredMaximum(leaf), termsOf(leaf)];
  return (sums, marks) => {
    if (isZero(sums.assigned)) return undefined;
    const parts = partsOf(sums, marks, terms);
    if (compare(meanOf(parts), MOST) > 0) return undefined;
    const points = pointsFrom(parts, max);
    return { parts, points, reason: () => reasonFrom(sums.assigned, parts, marks.leader, max, points), words: () => wordsFrom(sums.assigned, parts), text: (words) => textFrom(words, parts, max, points) };
  };
}

export function bindWork(leaf: Leaf): Bound {
  const [max, terms] = [requiredMaximum(leaf), termsOf(leaf)];
  return {
    title: "Sản phẩm, công việc đã quy đổi",
    input: workInput,
    ...scorer(bySchema(workInput), {
      points: (input) => {
        const wrong = missing(input);
        if (wrong.length > 0) return wrong;
        const sums = sumsOf(input, terms);
        if (isZero(sums.assigned)) return [fault("nothing-assigned", { path: ["items"] })];
        const parts = partsOf(sums, input, terms);
        const mean = meanOf(parts);
        // Without a cap a slip in one quantity could make any number of points.
        if (compare(mean, MOST) > 0) return [fault("outside-scale", { path: ["items"] }, { found: `${formatFraction(mean, 2)} %`, min: "0", max: formatFraction(MOST) })];
        return pointsFrom(parts, max);
      },
      reason: (input, points) => {
        const sums = sumsOf(input, terms);
        return reasonFrom(sums.assigned, partsOf(sums, input, terms), input.leader, max, points);
      },
    }),
    describe: () => `Theo sản phẩm, công việc đã quy đổi: số lượng (a), chất lượng (b), tiến độ (c)${leaf.capShares ? ", mỗi tỷ lệ không quá 100%" : ""}; mỗi lần chưa đạt hoặc chậm trừ ${viDecimal(leaf.failureTakes)}% của sản phẩm; không giữ chức vụ: ${viHundredths(max)} × (a + b + c)/3; lãnh đạo, quản lý: ${viHundredths(max)} × (a + b + c + d + đ + e)/6.`,
    lint: () => [...lintMaximum(leaf), ...(leaf.capReading === undefined ? [{ code: "reading-missing", path: ["capReading"] }] : []), ...(["failureTakes", "markMet", "markUnmet"] as const).flatMap((field) => (Number(leaf[field]) <= 100 ? [] : [{ code: "weight-above-100", path: [field], params: { found: leaf[field] } }]))],
    example: (share, random) => {
      const items = Array.from({ length: 6 }, (_, i) => {
        const assigned = random.between(2, 12);
        const done = Math.min(assigned, Math.max(0, Math.round((assigned * (share + random.between(-4, 8))) / 100)));
        return { coefficient: formatHundredths(100 + 25 * random.between(0, 12)), assigned, done, qualityFailures: random.between(0, share > 85 ? 0 : 2), delays: random.between(0, share > 80 ? 1 : 3), extra: i === 5 && share > 90 };
      });
      return { leader: false, items };
    },
  };
}

