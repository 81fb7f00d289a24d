import { namesFor, type Step, whyOf } from "../explain/why.ts";
import { formatHundredths } from "../exact.ts";
import type { Evaluation, EvaluatedUnit, Pending } from "./evaluate.ts";
import type { Names } from "../explain/describe.ts";

/** A result as every interface hands it out (`congtam evaluate`): decimals are strings with two places. */
export type Result = {
  readonly regulation: { readonly id: string; readonly sha256: string };
  readonly units: readonly UnitResult[];
  readonly pending: readonly Pending[];
};

export type RatioResult = { readonly points: string; readonly maxPoints: string; readonly percent: string; readonly rank: number; readonly level: string | null; readonly why: readonly Step[] };

export type UnitResult = {
  readonly code: string;
  readonly index: string;
  readonly contents: readonly { readonly code: string; readonly points: string; readonly maxPoints: string }[];
  readonly ratios: Readonly<Record<string, RatioResult>>;
};

function unitResult({ scored, ratios }: EvaluatedUnit, names: Names): UnitResult {
  return {
    code: scored.unit.code,
    index: scored.unit.index,
    contents: scored.contents.map((one) => ({ code: one.content.code, points: formatHundredths(one.points), maxPoints: formatHundredths(one.maxPoints) })),
    ratios: Object.fromEntries(
      ratios.map(({ compiled, placed }) => {
        const { of: one, rank } = placed.ranked;
        const result: RatioResult = { points: formatHundredths(one.points), maxPoints: formatHundredths(one.maxPoints), percent: formatHundredths(one.percent), rank, level: placed.level?.key ?? null, why: whyOf(placed, compiled, names) };
        return [compiled.ratio.key, result];
      }),
    ),
  };
}

/** The result of an evaluation with the derivation of every level; units in the case's order. */
export function resultOf(evaluation: Evaluation): Result {
  const { regulation, sha256 } = evaluation.engine;
  const names = namesFor(evaluation.engine);
  return { regulation: { id: regulation.id, sha256 }, units: evaluation.units.map((one) => unitResult(one, names)), pending: evaluation.pending };
}
