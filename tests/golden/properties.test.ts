import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseInput } from "../../src/scoring/case/schema.ts";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { preview } from "../../src/scoring/engine/preview.ts";
import { resultOf } from "../../src/scoring/engine/result.ts";
import { exampleCase } from "../../src/scoring/example/case.ts";
import { explainUnit, proseOf } from "../../src/scoring/explain/unit.ts";
import { formatHundredths } from "../../src/scoring/exact.ts";
import { builtIn } from "../support.ts";

const loaded = builtIn("dak-lak-2025");
const engine = compileRegulation(loaded);
const UNITS = Array.from({ length: 24 }, (_, i) => ({ code: `U${String(i)}`, name: `Đơn vị ${String(i)}`, index: `0${String((i % 3) + 1)}` }));
const example = (seed: number): CaseInput => exampleCase(loaded, UNITS, seed);

function evaluated(input: unknown) {
  const evaluation = evaluate(engine, input);
  if (isFaulty(evaluation)) throw new Error(JSON.stringify(evaluation.faults[0]));
  return evaluation;
}

/** Every object on the way down can no longer be changed. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const child of Object.values(Object.freeze(value))) frozen(child);
  return value;
}

type Standing = ReturnType<typeof evaluated>["units"][number]["ratios"][number];
const isGood = (one: Standing): boolean => ["excellent", "good"].includes(one.placed.standing.byCondition?.key ?? "");
const isExcellent = (one: Standing): boolean => one.placed.level?.key === "excellent";

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe("the engine", () => {
  it("gives the same example for the same seed, and the same result for the same case", () => {
    expect(example(7)).toEqual(example(7));
    expect(JSON.stringify(resultOf(evaluated(example(7))))).toBe(JSON.stringify(resultOf(evaluated(example(7)))));
  });

  it("does not change its input", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        evaluated(frozen(example(seed)));
      }),
      { numRuns: 20 },
    );
  });

  it("does not depend on the order in which units, scores and facts are given", () => {
    fc.assert(
      fc.property(seeds, fc.infiniteStream(fc.nat({ max: 1000 })), (seed, stream) => {
        const input = example(seed);
        const place = (): number => Number(stream.next().value);
        const shuffled = <T>(list: readonly T[]): T[] => list.map((one) => ({ one, at: place() })).toSorted((a, b) => a.at - b.at).map(({ one }) => one);
        const units = shuffled(input.units).map((unit) => ({ ...unit, scores: Object.fromEntries(shuffled(Object.entries(unit.scores))) }));
        const byCode = (result: ReturnType<typeof resultOf>) => ({ pending: result.pending, units: result.units.toSorted((a, b) => (a.code < b.code ? -1 : 1)) });
        expect(byCode(resultOf(evaluated({ ...input, units })))).toEqual(byCode(resultOf(evaluated(input))));
      }),
      { numRuns: 20 },
    );
  });

  it("computes one unit alone as it does among the others", () => {
    const input = example(11);
    const evaluation = evaluated(input);
    for (const unit of evaluation.units) {
      const index = engine.indexes.get(unit.scored.unit.index);
      if (index === undefined || index.comparing.length > 0) continue;
      const alone = preview(engine, input.units.find((one) => one.code === unit.scored.unit.code));
      expect(isFaulty(alone) ? undefined : alone.ratios.map((one) => one.of.percent)).toEqual(unit.ratios.map((one) => one.placed.ranked.of.percent));
    }
  });

  it("never gives excellent to more than 20 % of those good or better, whatever the case", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { units } = evaluated(example(seed * 7919));
      for (const index of engine.indexes.values()) {
        const standings = units.filter((unit) => unit.scored.index === index).flatMap((unit) => unit.ratios.filter((one) => one.compiled.ratio.key === "quality"));
        expect(standings.filter(isExcellent).length * 5).toBeLessThanOrEqual(standings.filter(isGood).length);
      }
    }
  });
});

describe("the explanation", () => {
  const evaluation = evaluated(example(3));
  const unit = evaluation.units[0];
  const prose = proseOf(explainUnit(evaluation, unit?.scored.unit.code ?? "") ?? { title: "", article: "", text: "", values: {}, steps: [] }).join("\n");

  it("names every criterion of the unit's index", () => {
    for (const leaf of unit?.scored.index.leaves ?? []) expect(prose).toContain(`${leaf.code} ${leaf.leaf.title}`);
  });

  it("ends each ratio in the percent and level of the result", () => {
    for (const { placed } of unit?.ratios ?? []) {
      expect(prose).toContain(`= ${formatHundredths(placed.ranked.of.percent).replace(".", ",")}%`);
      expect(prose).toContain(placed.level === null ? "quyết định" : `Xếp mức “${placed.level.title}”`);
    }
  });

  it("every step names its article", () => {
    const steps = proseOf(explainUnit(evaluation, "U0") ?? { title: "", article: "", text: "", values: {}, steps: [] }).filter((line) => line.trim().startsWith("- "));
    expect(steps.length).toBeGreaterThan(6);
    for (const step of steps) expect(step).toMatch(/ \[[^\]]+\]$/);
  });
});
