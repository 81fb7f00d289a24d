import type { CaseInput } from "../case/schema.ts";
import { compileRegulation, type CompiledIndex, type CompiledLeaf, type Engine } from "../engine/compile.ts";
import { evaluate, isFaulty } from "../engine/evaluate.ts";
import { preview } from "../engine/preview.ts";
import { formatHundredths } from "../exact.ts";
import { comparisonsIn } from "../regulation/condition.ts";
import type { LoadedRegulation } from "../regulation/load.ts";
import type { UnitList } from "../regulation/units.ts";
import { exampleFacts } from "./facts.ts";
import { type Random, randomFrom } from "./random.ts";

type ExampleUnit = { code: string; name: string; index: string; facts: Record<string, unknown>; scores: Record<string, unknown> };

/** The percents (hundredths) at which the levels of the first ratio begin. */
function thresholdsOf(engine: Engine): number[] {
  const levels = engine.ratios[0]?.classification.levels ?? [];
  return levels.flatMap((level) => comparisonsIn(level.when)).flatMap((one) => (one.value === "percent" && typeof one.atLeast === "string" ? [Number(one.atLeast) * 100] : []));
}

/** How good a unit is, in percent of full points: most between 70 and 95, a few weak, a few excellent. */
function quality(random: Random): number {
  const draw = random.between(1, 100);
  if (draw <= 10) return random.between(48, 66);
  return draw <= 75 ? random.between(74, 90) : random.between(90, 99);
}

function exampleEntry(leaf: CompiledLeaf, share: number, random: Random): unknown {
  const own = Math.max(0, Math.min(100, share + random.between(-9, 9)));
  // Now and then the council sets points by hand, under any method.
  if (leaf.max !== null && leaf.kind === "points" && random.between(1, 40) === 1) return { points: formatHundredths(Math.min(leaf.max, Math.round((leaf.max * own) / 2500) * 25)) };
  return leaf.bound.example(own, random);
}

function exampleScores(index: CompiledIndex, share: number, random: Random): Record<string, unknown> {
  const scores: Record<string, unknown> = {};
  for (const content of index.contents) {
    for (const leaf of content.leaves) {
      // Bonus and deduction leaves are often not filled in at all.
      if (content.kind === "bonus" ? random.between(1, 3) === 1 : content.kind === "deduction" && random.between(1, 8) > 1) continue;
      scores[leaf.code] = content.kind === "deduction" ? leaf.bound.example(random.between(10, 60), random) : exampleEntry(leaf, share, random);
    }
  }
  return scores;
}

const REASON = "Đơn vị không được giao nhiệm vụ này";

/** Marks a whole group, or single leaves, as not applicable. */
function markNotApplicable(scores: Record<string, unknown>, index: CompiledIndex, at: number, random: Random): void {
  const groups = [...index.groupLeaves].filter(([code, leaves]) => code.includes(".") && leaves.every((leaf) => leaf.kind === "points"));
  const group = at % 7 === 0 ? groups[random.between(0, Math.max(0, groups.length - 1))] : undefined;
  if (group !== undefined) {
    for (const leaf of group[1]) Reflect.deleteProperty(scores, leaf.code);
    scores[group[0]] = { notApplicable: true, reason: REASON };
    return;
  }
  const leaf = index.leaves[random.between(0, index.leaves.length - 1)];
  if (at % 3 === 1 && leaf?.kind === "points" && index.leaves.length > 20) scores[leaf.code] = { notApplicable: true, reason: REASON };
}

/** Brings a unit's first ratio to the nearest threshold, or just below it, by points set by hand, where that can be. */
function bringTo(unit: ExampleUnit, thresholds: readonly number[], below: number, engine: Engine, index: CompiledIndex): void {
  const before = preview(engine, unit);
  const percent = isFaulty(before) ? undefined : before.ratios[0]?.of.percent;
  if (percent === undefined) return;
  const nearest = thresholds.toSorted((a, b) => Math.abs(a - percent) - Math.abs(b - percent))[0];
  if (nearest === undefined || Math.abs(nearest - percent) > 600) return;
  const wanted = nearest - below;
  for (const leaf of index.leaves) {
    const computed = preview(engine, unit);
    if (isFaulty(computed)) return;
    const ratio = computed.ratios[0]?.of;
    if (ratio === undefined) return;
    const missing = Math.round((wanted * ratio.maxPoints) / 10_000) - ratio.points;
    const current = computed.scored.contents.flatMap((content) => content.leaves).find((one) => one.leaf === leaf);
    if (missing === 0) return;
    if (leaf.kind !== "points" || leaf.bound.measure !== undefined || current?.state !== "scored" || leaf.max === null) continue;
    unit.scores[leaf.code] = { points: formatHundredths(Math.max(0, Math.min(leaf.max, current.points + missing))) };
  }
}

/** Two units alike in everything, and two alike in percent that the first tie-break separates. */
function makeTies(units: readonly ExampleUnit[], engine: Engine, index: CompiledIndex): void {
  const [twin, copy] = units.slice(2);
  const [model, shifted] = units.slice(5);
  if (twin !== undefined && copy !== undefined) {
    copy.scores = { ...twin.scores };
    copy.facts = { ...twin.facts };
  }
  if (model === undefined || shifted === undefined || index.comparing.length > 3) return;
  shifted.scores = { ...model.scores };
  const [first, second] = index.contents;
  const computed = preview(engine, shifted);
  if (isFaulty(computed)) return;
  const scored = computed.scored.contents.flatMap((content) => content.leaves).filter((one) => one.state === "scored" && one.leaf.bound.measure === undefined);
  const up = scored.find((one) => first?.leaves.includes(one.leaf) === true && one.points + 25 <= one.maxPoints);
  const down = scored.find((one) => second?.leaves.includes(one.leaf) === true && one.points >= 25);
  if (up === undefined || down === undefined) return;
  shifted.scores[up.leaf.code] = { points: formatHundredths(up.points + 25) };
  shifted.scores[down.leaf.code] = { points: formatHundredths(down.points - 25) };
}

/** Every second tie gets a decided order, so that both outcomes can be seen. */
function decide(engine: Engine, input: CaseInput): CaseInput {
  const result = evaluate(engine, input);
  if (isFaulty(result)) return input;
  const decisions: Record<string, string[][]> = {};
  for (const [i, one] of result.pending.filter((pending) => pending.why === "tie").entries()) {
    if (i % 2 === 1) (decisions[one.ratio] ??= []).push([...one.units]);
  }
  return Object.keys(decisions).length === 0 ? input : { ...input, decisions };
}

/**
 * A plausible case for all given units, the same for the same seed: N/A marks, bonuses, deductions, values at
 * thresholds, ties decided and undecided. Everything in it is invented.
 */
export function exampleCase(loaded: LoadedRegulation, units: UnitList, seed: number): CaseInput {
  const engine = compileRegulation(loaded);
  const random = randomFrom(seed);
  const near = thresholdsOf(engine);
  const made: ExampleUnit[] = [];
  for (const [code, index] of engine.indexes) {
    const members = units.filter((unit) => unit.index === code).map((unit, at): ExampleUnit => {
      const share = quality(random);
      const scores = exampleScores(index, share, random);
      markNotApplicable(scores, index, at, random);
      return { code: unit.code, name: unit.name, index: code, facts: exampleFacts(engine, share, random), scores };
    });
    for (const [at, unit] of members.entries()) if (at % 5 === 4) bringTo(unit, near, at % 2, engine, index);
    makeTies(members, engine, index);
    made.push(...members);
  }
  const order = new Map(units.map((unit, at) => [unit.code, at]));
  return decide(engine, { regulation: loaded.regulation.id, units: made.toSorted((a, b) => (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0)) });
}
