import { LEVELS } from "../../contract/questionnaire.ts";
import type { Conversion } from "../../contract/survey-design.ts";
import { add, compare, divide, formatFraction, formatHundredths, type Fraction, fraction, isZero, multiply, parseDecimal, roundToHundredths } from "../../scoring/exact.ts";
import type { Bilingual } from "../platform/index.ts";
import { LEAST_SHOWN } from "./suppression.ts";

/** From counted answers to what a criterion takes: exact, with the counts that it came from. */

/** How often each option of a place was chosen. */
export type Counts = Readonly<Record<string, number>>;
/** Counts of one unit by group and place. */
export type Tally = ReadonlyMap<string, ReadonlyMap<string, Counts>>;

/** Below this many answers a value says little; it is shown with a warning and counts all the same. */
const FEW = 30;

/** Counts of a unit of those who came without a card, of which group they are, and the most percent that they weigh. */
export type Open = { readonly group: string; readonly cap: number; readonly tally: Tally };

/** How many were asked of the unit in the groups that count, and how many ballots came. */
export type Coverage = { readonly issued: number; readonly ballots: number };

export type Converted = {
  readonly input: Record<string, string | Record<string, number>>;
  /** Answers that count: "no opinion" and what was left out do not. */
  readonly answers: number;
  readonly counts: Counts;
  readonly ballots: number;
  readonly issued: number;
  /** Percent with two decimals; null where no cards were issued. */
  readonly responseRate: string | null;
  /** Half of the 95 % interval of the mean or share, two decimals; null where it says nothing. */
  readonly margin: string | null;
  readonly warnings: readonly Bilingual[];
  readonly reason: Bilingual;
};

const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

function together(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [key, n] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + n;
  return sum;
}

/** Only options that have a value count. */
const valued = (counts: Counts, values: ReadonlyMap<string, Fraction>): Counts => Object.fromEntries([...values.keys()].map((key) => [key, counts[key] ?? 0]));

function meanOf(counts: Counts, values: ReadonlyMap<string, Fraction>): Fraction {
  let sum = fraction(0);
  for (const [key, value] of values) sum = add(sum, multiply(value, fraction(counts[key] ?? 0)));
  return divide(sum, fraction(sumOf(counts)));
}

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = BigInt(Math.floor(Math.sqrt(Number(value)))) + 1n;
  for (;;) {
    const next = (guess + value / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** 1.96 times the standard error, in hundredths, from counts of whole values; undefined for fewer than two answers. */
function marginOf(counts: Counts, values: ReadonlyMap<string, number>): number | undefined {
  const n = BigInt(sumOf(counts));
  if (n < 2n) return undefined;
  let sum = 0n;
  let squares = 0n;
  for (const [key, value] of values) {
    const count = BigInt(counts[key] ?? 0);
    sum += BigInt(value) * count;
    squares += BigInt(value) * BigInt(value) * count;
  }
  const spread = n * squares - sum * sum;
  return Number(squareRoot((196n * 196n * spread) / (n * n * (n - 1n))));
}

const levelValues = new Map(LEVELS.map((level) => [level as string, fraction(Number(level))]));
const levelNumbers = new Map(LEVELS.map((level) => [level as string, Number(level)]));

const vi = (text: string): string => text.replace(".", ",");
/** Counts by the words of their options: of the criterion's own, or as levels. */
const told = (counts: Counts, level: string, titles: ReadonlyMap<string, string>): string => Object.entries(counts).map(([key, n]) => `${titles.get(key) ?? ((LEVELS as readonly string[]).includes(key) ? `${level} ${key}` : key)}: ${String(n)}`).join("; ");

type Part = { readonly weight: Fraction; readonly counts: Counts };

/** The mean of each group, weighted against each other; a group without answers leaves its weight to the others. */
function weighted(parts: readonly Part[], values: ReadonlyMap<string, Fraction>): Fraction {
  let sum = fraction(0);
  let weights = fraction(0);
  for (const { weight, counts } of parts) {
    sum = add(sum, multiply(weight, meanOf(counts, values)));
    weights = add(weights, weight);
  }
  return divide(sum, weights);
}

/** Answers without a card, and the most percent that they weigh. */
type OpenPart = { readonly cap: number; readonly counts: Counts };

/** What cards say, moved by open answers by their share, which is never above the cap. */
function withOpen(value: Fraction, cards: number, open: OpenPart | undefined, values: ReadonlyMap<string, Fraction>): Fraction {
  if (open === undefined) return value;
  const n = sumOf(open.counts);
  const [share, cap] = [fraction(n, n + cards), fraction(open.cap, 100)];
  const weight = compare(share, cap) < 0 ? share : cap;
  return add(multiply(value, add(fraction(1), multiply(fraction(-1), weight))), multiply(meanOf(open.counts, values), weight));
}

/** Whole answers are counted, so the open ones are scaled down to as many as the cap allows. */
function scaled({ cap, counts }: OpenPart, cards: number): Counts {
  const n = sumOf(counts);
  const most = Math.floor((cap * cards) / (100 - cap));
  return n <= most ? counts : Object.fromEntries(Object.entries(counts).map(([key, own]) => [key, Math.floor((own * most) / n)]));
}

/** Twelve decimals are what an entry may have. */
const DECIMALS = 12;
const SHOWN_DECIMALS = 4;

type Measured = Pick<Converted, "input" | "counts"> & { readonly margin: number | undefined; readonly said: Bilingual };

function byMean(parts: readonly Part[], open: OpenPart | undefined): Measured {
  const own = parts.map((one) => ({ ...one, counts: valued(one.counts, levelValues) })).filter((one) => sumOf(one.counts) > 0);
  const counts = together(own.map((one) => one.counts));
  // A single weight for all is no weight: then the counts alone tell the mean, and go along.
  const isPlain = own.length === 1 && open === undefined;
  const mean = withOpen(weighted(own, levelValues), sumOf(counts), open, levelValues);
  const short = formatFraction(mean, SHOWN_DECIMALS);
  return { input: { mean: formatFraction(mean, DECIMALS), ...(isPlain ? { counts: { ...counts } } : {}) }, counts, margin: isPlain ? marginOf(counts, levelNumbers) : undefined, said: { vi: `trung bình ${vi(short)} trên thang 1–5`, en: `mean ${short} on a scale of 1–5` } };
}

function byTopShare(parts: readonly Part[], from: string, open: OpenPart | undefined): Measured {
  const shares = new Map(LEVELS.map((level) => [level as string, fraction(level >= from ? 100 : 0)]));
  const numbers = new Map(LEVELS.map((level) => [level as string, level >= from ? 100 : 0]));
  const own = parts.map((one) => ({ ...one, counts: valued(one.counts, shares) })).filter((one) => sumOf(one.counts) > 0);
  const counts = together(own.map((one) => one.counts));
  const share = withOpen(weighted(own, shares), sumOf(counts), open, shares);
  const short = formatFraction(share, SHOWN_DECIMALS);
  return { input: { score: formatFraction(share, DECIMALS) }, counts, margin: own.length === 1 && open === undefined ? marginOf(counts, numbers) : undefined, said: { vi: `${vi(short)}% từ mức ${from} trở lên`, en: `${short} % at level ${from} or above` } };
}

function byAnswers(parts: readonly Part[], options: Readonly<Record<string, string>>, open: OpenPart | undefined): Measured {
  const carded = together(parts.map((one) => one.counts));
  const cards = Object.keys(options).reduce((sum, key) => sum + (carded[key] ?? 0), 0);
  const all = open === undefined ? carded : together([carded, scaled(open, cards)]);
  const counts: Record<string, number> = {};
  for (const [given, key] of Object.entries(options)) counts[key] = (counts[key] ?? 0) + (all[given] ?? 0);
  return { input: { counts }, counts, margin: undefined, said: { vi: "số phiếu theo phương án", en: "answers by option" } };
}

function measured({ rule }: Conversion, parts: readonly Part[], open: OpenPart | undefined): Measured {
  switch (rule.kind) {
    case "mean":
      return byMean(parts, open);
    case "top-share":
      return byTopShare(parts, rule.from, open);
    case "answers":
      return byAnswers(parts, rule.options, open);
  }
}

/** How many open answers there are that the rule can count. */
const openWithin = (counts: Counts | undefined, countable: readonly string[]): Counts => Object.fromEntries(countable.map((key) => [key, counts?.[key] ?? 0]));

/** Open answers of a unit, where the design lets them count at all and enough came in that nobody is found by them. */
function openPart(conversion: Conversion, countable: readonly string[], open: Open | undefined): OpenPart | undefined {
  if (open === undefined || open.cap === 0 || !conversion.groups.some((one) => one.group === open.group)) return undefined;
  const counts = openWithin(together(conversion.questions.map((place) => open.tally.get(open.group)?.get(place) ?? {})), countable);
  return sumOf(counts) < LEAST_SHOWN ? undefined : { cap: open.cap, counts };
}

function warningsFor(answers: number, rate: Fraction | undefined): Bilingual[] {
  return [
    ...(answers < FEW ? [{ vi: `Chỉ có ${String(answers)} câu trả lời; kết quả ít tin cậy.`, en: `Only ${String(answers)} answers; the value says little.` }] : []),
    ...(rate !== undefined && compare(rate, fraction(1, 2)) < 0 ? [{ vi: "Chưa đến một nửa số phiếu phát ra được trả lời.", en: "Fewer than half of the cards were used." }] : []),
  ];
}

const NO_TITLES: ReadonlyMap<string, string> = new Map();

/**
 * What a criterion of one unit takes from the counts; undefined where fewer than ten answered, whose answers a value with
 * its reason would tell.
 */
export function convert(conversion: Conversion, tally: Tally, { issued, ballots }: Coverage, { openly, titles = NO_TITLES }: { readonly openly?: Open | undefined; /** What a criterion calls the options that are counted. */ readonly titles?: ReadonlyMap<string, string> } = {}): Converted | undefined {
  const parts = conversion.groups.flatMap(({ group, weight }): Part[] => {
    const places = tally.get(group);
    const value = parseDecimal(weight);
    if (places === undefined || value === undefined || isZero(value)) return [];
    return [{ weight: value, counts: together(conversion.questions.map((place) => places.get(place) ?? {})) }];
  });
  const countable = conversion.rule.kind === "answers" ? Object.keys(conversion.rule.options) : LEVELS;
  const answers = parts.reduce((sum, one) => sum + countable.reduce((own, key) => own + (one.counts[key] ?? 0), 0), 0);
  if (answers < LEAST_SHOWN) return undefined;
  const open = openPart(conversion, countable, openly);
  const { input, counts, margin, said } = measured(conversion, parts, open);
  const rate = issued === 0 ? undefined : fraction(ballots, issued);
  const half = margin === undefined ? null : formatHundredths(margin);
  const responseRate = rate === undefined ? null : formatHundredths(roundToHundredths(multiply(rate, fraction(100))));
  return {
    input,
    answers,
    counts,
    ballots,
    issued,
    responseRate,
    margin: half,
    warnings: warningsFor(answers, rate),
    reason: {
      vi: `${String(answers)} câu trả lời (${told(counts, "mức", titles)}): ${said.vi}${half === null ? "" : ` ± ${vi(half)}`}; ${String(ballots)} phiếu trên ${String(issued)} phiếu phát ra${open === undefined ? "" : `; thêm ${String(sumOf(open.counts))} câu trả lời của phiếu mở, nặng không quá ${String(open.cap)}%`}.`,
      en: `${String(answers)} answers (${told(counts, "level", titles)}): ${said.en}${half === null ? "" : ` ± ${half}`}; ${String(ballots)} ballots of ${String(issued)} cards${open === undefined ? "" : `; besides ${String(sumOf(open.counts))} open answers, weighing at most ${String(open.cap)} %`}.`,
    },
  };
}
