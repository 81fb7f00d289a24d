import { compileRegulation, type Engine } from "../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../src/scoring/engine/evaluate.ts";
import { type Result, resultOf, type UnitResult } from "../src/scoring/engine/result.ts";
import { formatHundredths } from "../src/scoring/exact.ts";
import type { Fault } from "../src/scoring/fault.ts";
import { isLoaded, type LoadedRegulation } from "../src/scoring/regulation/load.ts";
import { openRegulation } from "../src/cli/regulations.ts";

/** A built-in regulation, which must hold. */
export function builtIn(id: string): LoadedRegulation {
  const loaded = openRegulation(id);
  if (!isLoaded(loaded)) throw new Error(`${id} has faults: ${JSON.stringify(loaded[0])}`);
  return loaded;
}

export const engineOf = (id: string): Engine => compileRegulation(builtIn(id));

export type TestUnit = { code: string; index: string; facts?: Record<string, unknown>; scores: Record<string, unknown> };

/**
 * Direct points for every leaf of an index so that each content has exactly the wanted points: leaves are
 * filled in order. Bonus and deduction contents take what is wanted of them through their first leaves.
 */
export function pointsFor(engine: Engine, index: string, wanted: Readonly<Record<string, number>>): Record<string, unknown> {
  const compiled = engine.indexes.get(index);
  if (compiled === undefined) throw new Error(`no index ${index}`);
  const scores: Record<string, unknown> = {};
  for (const content of compiled.contents) {
    let left = Math.round((wanted[content.code] ?? 0) * 100);
    for (const leaf of content.leaves) {
      const points = Math.min(left, leaf.max ?? left);
      if (points > 0 || content.kind === "points") scores[leaf.code] = { points: formatHundredths(points) };
      left -= points;
    }
    if (left > 0) throw new Error(`content ${content.code} cannot hold ${String(wanted[content.code])} points`);
  }
  return scores;
}

export function resultFor(engine: Engine, units: readonly TestUnit[], decisions: Record<string, string[][]> = {}): Result {
  const evaluation = evaluate(engine, { units, decisions });
  if (isFaulty(evaluation)) throw new Error(`faults: ${JSON.stringify(evaluation.faults.slice(0, 5))}`);
  return resultOf(evaluation);
}

export function faultsFor(engine: Engine, input: unknown): readonly Fault[] {
  const evaluation = evaluate(engine, input);
  return isFaulty(evaluation) ? evaluation.faults : [];
}

export function unitOf(result: Result, code: string): UnitResult {
  const found = result.units.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no unit ${code}`);
  return found;
}

/** "1 excellent 90.00": rank, level and percent of a unit in a ratio. */
export function standing(result: Result, code: string, ratio: string = "quality"): string {
  const found = unitOf(result, code).ratios[ratio];
  return `${String(found?.rank)} ${String(found?.level)} ${String(found?.percent)}`;
}
