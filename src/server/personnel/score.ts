import { previewOf } from "../../scoring/engine/preview.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { formatFraction, formatHundredths, fractionOfUnits } from "../../scoring/exact.ts";
import type { WorkOutcome, WorkSums } from "../../scoring/method/work.ts";
import type { Missing, WorkStep } from "../../contract/personnel-work.ts";
import { leavesOf, type StaffLeaves } from "./score-leaves.ts";
import { viFraction, viHundredths } from "../../scoring/words.ts";

/** What a person's period comes to: all of it computed by the core, step by step with the articles. */

/** Sums of one person's work as the database gives them (numbers as text), and how many pieces wait for what. */
export type Sums = { readonly assigned: string; readonly quantity: string; readonly quality: string; readonly progress: string; readonly open: number; readonly waiting: number };

/** Coefficients have four decimals and quantities two; failures take percents of two more. */
const PLACES = { assigned: 6, quantity: 6, quality: 8, progress: 8 } as const;
const workSums = (sums: Pick<Sums, keyof typeof PLACES>): WorkSums => ({
  assigned: fractionOfUnits(sums.assigned, PLACES.assigned),
  quantity: fractionOfUnits(sums.quantity, PLACES.quantity),
  quality: fractionOfUnits(sums.quality, PLACES.quality),
  progress: fractionOfUnits(sums.progress, PLACES.progress),
});

export type Marks = { readonly leader: boolean; readonly d?: boolean | undefined; readonly dd?: boolean | undefined; readonly e?: boolean | undefined };

export type Ground = { readonly sums: Sums | undefined; readonly scores: Readonly<Record<string, string>> | undefined; readonly marks: Marks; readonly subordinatesLeft?: number | undefined; readonly isFieldMissing?: boolean | undefined };

export type Score = { readonly general: number | null; readonly results: number | null; readonly total: number | null; readonly level: string | null; readonly parts: Readonly<Record<string, string>>; readonly steps: readonly WorkStep[]; readonly missing: readonly Missing[] };

const EXACT = 12;
const partTexts = ({ parts }: Pick<WorkOutcome, "parts">): Record<string, string> => Object.fromEntries(parts.map((one) => [one.name, formatFraction(one.percent, EXACT)]));

const NAMES = { a: ["quantity", "số lượng hoàn thành"], b: ["quality", "số lượng hoàn thành đạt chất lượng"], c: ["progress", "số lượng hoàn thành đạt tiến độ"] } as const;

/** Brief: the words of each step without its values, for a reason that is kept of everybody. */
type Written = { readonly isBrief: boolean };

/** The worked sum of the results, a line for each share. */
function resultSteps({ results }: StaffLeaves, sums: WorkSums, outcome: WorkOutcome, { isLeader, isBrief }: Written & { readonly isLeader: boolean }): WorkStep[] {
  if (results.leaf.method !== "work") return [];
  const { steps } = results.leaf;
  const words = outcome.words();
  const shares = (["a", "b", "c"] as const).map((name, i): WorkStep => {
    const [key, what] = NAMES[name];
    const percent = outcome.parts[i]?.percent ?? sums.assigned;
    return { article: steps[key].article, text: `${name} = ${what} ${viFraction(sums[key])} ÷ số lượng được giao ${words.assigned} (đã quy đổi) = ${words.percents[i] ?? ""}%`, values: isBrief ? {} : { numerator: formatFraction(sums[key], EXACT), assigned: formatFraction(sums.assigned, EXACT), [name]: formatFraction(percent, EXACT) } };
  });
  const marks = outcome.parts.slice(shares.length).map((one, i): WorkStep => ({ article: steps.leader.article, text: `${one.name} = ${words.percents[i + shares.length] ?? ""}%`, values: isBrief ? {} : { [one.name]: formatFraction(one.percent, EXACT) } }));
  const mean: WorkStep = { article: (isLeader ? steps.leader : steps.officer).article, text: outcome.text(words), values: isBrief ? {} : { ...outcome.reason().values } };
  return [...shares, ...marks, mean];
}

type Whole = { readonly general: number; readonly total: number; readonly level: string | null };

/** The points of everything together, as the core evaluates a case of this one person; undefined while scores are missing. */
function wholeOf(engine: Engine, leaves: StaffLeaves, scores: Readonly<Record<string, string>>, results: number): Whole | undefined {
  if (leaves.general.some((leaf) => scores[leaf.code] === undefined)) return undefined;
  const given: Record<string, unknown> = { [leaves.results.code]: { points: formatHundredths(results) } };
  for (const { code } of leaves.general) given[code] = { points: scores[code] };
  const computed = previewOf(engine, { code: "1", name: "1", index: leaves.index.index.code, facts: {}, scores: given });
  if ("faults" in computed) return undefined;
  const [ratio] = computed.ratios;
  if (ratio === undefined) return undefined;
  let general = 0;
  for (const content of computed.scored.contents) for (const one of content.leaves) if (one.leaf !== leaves.results) general += one.points;
  return { general, total: ratio.of.percent, level: ratio.standing.level?.key ?? null };
}

function missingOf({ sums, scores, marks, subordinatesLeft = 0, isFieldMissing = false }: Ground, leaves: StaffLeaves): Missing[] {
  const unscored = leaves.general.filter((leaf) => scores?.[leaf.code] === undefined).length;
  const all: readonly Missing[] = [
    { what: "nothing-assigned", count: sums === undefined || sums.assigned === "0" ? 1 : 0 },
    { what: "not-recorded", count: sums?.open ?? 0 },
    { what: "not-accepted", count: sums?.waiting ?? 0 },
    { what: "self-scores", count: unscored },
    { what: "field", count: isFieldMissing ? 1 : 0 },
    { what: "subordinates", count: subordinatesLeft },
    { what: "marks", count: marks.leader && (marks.dd === undefined || marks.e === undefined) ? 1 : 0 },
  ];
  return all.filter((one) => one.count > 0);
}

type Results = Pick<Score, "results" | "parts" | "steps">;

/** The results of the work. A leader's three shares are shown while the marks are still open; the points then are not. */
function resultsOf(leaves: StaffLeaves, { sums, marks }: Ground, written: Written): Results {
  const isMarked = !marks.leader || (marks.d !== undefined && marks.dd !== undefined && marks.e !== undefined);
  const converted = sums === undefined ? undefined : workSums(sums);
  const outcome = converted === undefined ? undefined : leaves.ofSums(converted, isMarked ? marks : { leader: false });
  if (converted === undefined || outcome === undefined) return { results: null, parts: {}, steps: [] };
  const steps = resultSteps(leaves, converted, outcome, { isLeader: isMarked && marks.leader, ...written });
  return { results: isMarked ? outcome.points : null, parts: partTexts(outcome), steps: isMarked ? steps : steps.slice(0, -1) };
}

const totalStep = (article: string, { general, total }: Whole, results: number): WorkStep => ({ article, text: `Điểm tiêu chí chung ${viHundredths(general)} + điểm kết quả thực hiện nhiệm vụ ${viHundredths(results)} = ${viHundredths(total)} điểm`, values: { general: formatHundredths(general), results: formatHundredths(results), total: formatHundredths(total) } });

/** The score of a person from what is there; what is not there is named and never guessed. */
export function scoreOf(engine: Engine, index: string, ground: Ground, written: Written): Score {
  const leaves = leavesOf(engine, index);
  const scores = ground.scores ?? {};
  const of = resultsOf(leaves, ground, written);
  const missing = missingOf(ground, leaves);
  const whole = of.results === null ? undefined : wholeOf(engine, leaves, scores, of.results);
  if (whole === undefined || of.results === null) return { ...of, general: generalOf(leaves, scores), total: null, level: null, missing };
  return { ...of, ...whole, steps: [...of.steps, totalStep(engine.ratios[0]?.ratio.article ?? "", whole, of.results)], missing };
}

/** The general criteria's points, once all of them are scored. */
function generalOf(leaves: StaffLeaves, scores: Readonly<Record<string, string>>): number | null {
  let sum = 0;
  for (const leaf of leaves.general) {
    const points = scores[leaf.code] === undefined ? [] : leaf.bound.score({ points: scores[leaf.code] }, undefined);
    if (typeof points !== "number") return null;
    sum += points;
  }
  return sum;
}

export const pointsText = (points: number | null): string | null => (points === null ? null : formatHundredths(points));
