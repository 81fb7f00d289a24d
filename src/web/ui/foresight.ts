import type { CompiledRatio, Engine } from "../../scoring/engine/compile.ts";
import { preview } from "../../scoring/engine/preview.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { explainPreview } from "../../scoring/explain/preview.ts";
import type { ExplainedStep } from "../../scoring/explain/unit.ts";
import type { Fields } from "../../scoring/fields.ts";
import { type Comparison, comparisonsIn } from "../../scoring/regulation/condition.ts";
import type { Level } from "../../scoring/regulation/schema.ts";
import { judge } from "./engine.ts";
import type { Threshold } from "../../scoring/explain/thresholds.ts";

/** Where a unit would stand by what has been scored so far. */

type Foreseen = {
  readonly key: string;
  readonly title: string;
  /** Null while nothing that counts is scored. */
  readonly percent: string | null;
  readonly level: { readonly key: string; readonly title: string } | null;
  readonly thresholds: readonly Threshold[];
};
type ForeseenContent = { readonly code: string; readonly title: string; readonly points: string; readonly maxPoints: string; readonly scored: number; readonly waiting: number };
export type Foresight = { readonly contents: readonly ForeseenContent[]; readonly ratios: readonly Foreseen[]; readonly steps: readonly ExplainedStep[]; readonly scored: number; readonly waiting: number; readonly waitingCodes: ReadonlySet<string> };

const percentOf = ({ value, atLeast }: Comparison): string | undefined => (value === "percent" && typeof atLeast === "string" && /^\d/.test(atLeast) ? atLeast : undefined);

/** Where the levels of a ratio begin, lowest first; levels without a percent of their own have no tick. */
const thresholdsOf = ({ classification }: CompiledRatio): Threshold[] =>
  classification.levels
    .flatMap(({ key, title, when }: Level): Threshold[] => comparisonsIn(when).flatMap((one) => percentOf(one) ?? []).slice(0, 1).map((at) => ({ at, level: key, title })))
    .toReversed();

const PENDING: Fields = { notApplicable: true };

/**
 * Ratios and levels by the values that there are. Criteria without one stay out of points and maximum alike, so that
 * the percent says how well was done what has been scored; `marks` are the criteria that do not apply to the unit.
 */
export function foresee(engine: Engine, indexCode: string, inputs: ReadonlyMap<string, Fields | null>, marks: ReadonlyMap<string, string>): Foresight {
  const index = engine.indexes.get(indexCode);
  const leaves = index?.leaves ?? [];
  const scored = leaves.filter((leaf) => !marks.has(leaf.code) && judge(leaf, inputs.get(leaf.code) ?? null).kind === "points");
  const counted = new Set(scored.map((leaf) => leaf.code));
  const waiting = new Set(leaves.filter((leaf) => leaf.kind === "points" && !marks.has(leaf.code) && !counted.has(leaf.code)).map((leaf) => leaf.code));
  const scores = Object.fromEntries([
    ...scored.map((leaf) => [leaf.code, inputs.get(leaf.code)] as const),
    ...[...waiting].map((code) => [code, PENDING] as const),
    ...[...marks].map(([code, reason]) => [code, { notApplicable: true, reason }] as const),
  ]);
  const result = preview(engine, { code: "unit", index: indexCode, scores });
  const found = "faults" in result ? undefined : result;
  return {
    ratios: engine.ratios.map((compiled): Foreseen => {
      const one = found?.ratios.find((each) => each.compiled === compiled && each.of.contents.some(({ leaves: all }) => all.some(({ state, leaf }) => state === "scored" && leaf.kind === "points")));
      const level = one?.standing.level ?? null;
      return { key: compiled.ratio.key, title: compiled.ratio.title, percent: one === undefined ? null : formatHundredths(one.of.percent), level: level === null ? null : { key: level.key, title: level.title }, thresholds: thresholdsOf(compiled) };
    }),
    contents: (found?.scored.contents ?? []).map(({ content, points, maxPoints, leaves: all }): ForeseenContent => ({
      code: content.code,
      title: content.content.title,
      points: formatHundredths(points),
      maxPoints: formatHundredths(maxPoints),
      scored: all.filter(({ state }) => state === "scored").length,
      waiting: all.filter(({ leaf }) => waiting.has(leaf.code)).length,
    })),
    steps: found === undefined ? [] : explainPreview(found, engine, waiting),
    scored: leaves.filter((leaf) => leaf.kind === "points" && counted.has(leaf.code)).length,
    waiting: waiting.size,
    waitingCodes: waiting,
  };
}
