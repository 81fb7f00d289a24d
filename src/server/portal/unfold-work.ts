import { createHash } from "node:crypto";
import { z } from "zod";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import { evaluate, type Evaluation, isFaulty } from "../../scoring/engine/evaluate.ts";
import { resultOf } from "../../scoring/engine/result.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { type ExplainedStep, explainUnit } from "../../scoring/explain/unit.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { csvTable, stableWorkbook, workbookOf } from "../documents/index.ts";
import { resultWorkbook } from "../result/index.ts";

/** What is done with a published result beside the requests: reading its text, computing it again for its reasons. No I/O. */

const place = z.object({ points: z.string(), maxPoints: z.string(), percent: z.string(), rank: z.number(), level: z.string().nullable() });
const slimResult = z.object({ units: z.array(z.object({ code: z.string(), index: z.string(), contents: z.array(z.object({ code: z.string(), points: z.string(), maxPoints: z.string() })), ratios: z.record(z.string(), place) })) });
/** A result without its derivations, which are long. */
export type SlimResult = z.output<typeof slimResult>;

export const slim = (resultText: string): SlimResult => slimResult.parse(JSON.parse(resultText));

export type Published = { readonly key: string; readonly sha256: string; readonly regulation: Regulation; readonly caseText: string; readonly resultSha256: string };

/** One criterion of one unit as it was published. */
type LeafPoints = { readonly code: string; readonly title: string; readonly content: string; readonly state: string; readonly points: string; readonly maxPoints: string };

/** The evaluation behind a published result; another result than the published one is no reason to show anything. */
export function computeAgain({ sha256, regulation, caseText, resultSha256 }: Published): Evaluation {
  const evaluation = evaluate(compileRegulation({ regulation, sha256 }), JSON.parse(caseText));
  if (isFaulty(evaluation)) throw new RangeError("a published result cannot be computed again");
  if (createHash("sha256").update(JSON.stringify(resultOf(evaluation))).digest("hex") !== resultSha256) throw new RangeError("computing a published result again gives another one");
  return evaluation;
}

function leavesOfUnit(evaluation: Evaluation, code: string): LeafPoints[] {
  const unit = evaluation.units.find((one) => one.scored.unit.code === code);
  return (unit?.scored.contents ?? []).flatMap((content) => content.leaves.map((one) => ({ code: one.leaf.code, title: one.leaf.leaf.title, content: content.content.code, state: one.state, points: formatHundredths(one.points), maxPoints: formatHundredths(one.maxPoints) })));
}

export type UnitTold = { readonly explained: ExplainedStep; readonly leaves: readonly LeafPoints[] };

export function tellUnit(evaluation: Evaluation, code: string): UnitTold | undefined {
  const explained = explainUnit(evaluation, code);
  return explained === undefined ? undefined : { explained, leaves: leavesOfUnit(evaluation, code) };
}

/** The result with live formulas; `decided` are titles of levels that people decided, by "ratio unit". Its bytes are the same wherever it is made. */
export const publishedWorkbook = async (evaluation: Evaluation, decided: ReadonlyMap<string, string>): Promise<Uint8Array> => stableWorkbook(await workbookOf(resultWorkbook(evaluation, decided)));

/** Every criterion of every unit, as a table of comma-separated values. */
export const criteriaTable = (evaluation: Evaluation): string =>
  csvTable([["unit", "index", "content", "criterion", "title", "state", "points", "max_points"], ...evaluation.units.flatMap(({ scored: { unit } }) => leavesOfUnit(evaluation, unit.code).map((one) => [unit.code, unit.index, one.content, one.code, one.title, one.state, one.points, one.maxPoints]))]);

/** The step of a criterion in the explanation, found by the code that its title begins with. */
export function stepOf(step: ExplainedStep, code: string): ExplainedStep | undefined {
  if (step.title.startsWith(`${code} `)) return step;
  for (const inner of step.steps) {
    const found = stepOf(inner, code);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inHundredths = (plain: string): number => Math.round(Number(plain) * 100);

/** Where points were left, and what deductions cost, in hundredths; most first. */
export const lostOf = (leaves: readonly LeafPoints[]): readonly { readonly leaf: LeafPoints; readonly lost: number }[] =>
  leaves
    .filter((one) => one.state === "scored")
    .map((leaf) => ({ leaf, lost: leaf.points.startsWith("-") ? -inHundredths(leaf.points) : inHundredths(leaf.maxPoints) - inHundredths(leaf.points) }))
    .filter((one) => one.lost > 0)
    .toSorted((a, b) => b.lost - a.lost);

export type LostPoints = { readonly unit: string; readonly code: string; readonly title: string; readonly lost: string; readonly reason: string };

/** Of every unit the criteria that lost at least so many points, with the reason as it was published. */
export const lostInAll = (published: Published, least: string): LostPoints[] => {
  const evaluation = computeAgain(published);
  return evaluation.units.flatMap(({ scored: { unit: { code: unit } } }) => {
    const told = tellUnit(evaluation, unit);
    if (told === undefined) return [];
    return lostOf(told.leaves)
      .filter(({ lost }) => lost >= inHundredths(least))
      .map(({ leaf, lost }) => ({ unit, code: leaf.code, title: leaf.title, lost: (lost / 100).toFixed(2), reason: stepOf(told.explained, leaf.code)?.text ?? "" }));
  });
};
