import { describe, expect, it } from "vitest";
import { compileRegulation, type Engine } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { resultOf } from "../../src/scoring/engine/result.ts";
import { showRegulation } from "../../src/scoring/regulation/show.ts";
import { builtIn } from "../support.ts";
import { randomCase, withDecisions } from "./generate.ts";
import { recompute } from "./recompute.ts";
import type { Outcome, Shown } from "./shapes.ts";

/** How many random cases are compared for each regulation; together 10,000. */
const CASES = { "dak-lak-2025": 3000, "gia-lai-2026-org": 3500, "gia-lai-2026-staff": 3500 } as const;

/** The interface leaves the order of what is pending open. */
const inOrder = (pending: readonly { ratio: string; why: string; units: readonly string[] }[]): string[] => pending.map((one) => `${one.ratio} ${one.why} ${one.units.toSorted().join(",")}`).toSorted();

/** What the engine makes of a case, in the shape of the second computation; the derivations are left out. */
function engineOutcome(engine: Engine, input: unknown): unknown {
  const evaluation = evaluate(engine, input);
  if (isFaulty(evaluation)) return { faults: true };
  const { units, pending } = resultOf(evaluation);
  const bare = units.map((unit) => ({ ...unit, ratios: Object.fromEntries(Object.entries(unit.ratios).map(([key, { why: _why, ...ratio }]) => [key, ratio])) }));
  return { units: bare, pending: inOrder(pending) };
}

function secondOutcome(outcome: Outcome): unknown {
  return "faults" in outcome ? { faults: true } : { units: outcome.units, pending: inOrder(outcome.pending) };
}

describe("a second computation, written only from the published interface, finds no difference", () => {
  it.each(Object.entries(CASES))("%s: %d random cases", { timeout: 300_000 }, (id, cases) => {
    const loaded = builtIn(id);
    const engine = compileRegulation(loaded);
    const shown = structuredClone(showRegulation(loaded)) as unknown as Shown;
    const differing: { seed: number; engine: unknown; second: unknown }[] = [];
    for (let seed = 1; seed <= cases && differing.length === 0; seed++) {
      const first = randomCase(shown, seed);
      const before = recompute(shown, first);
      const input = "faults" in before ? first : withDecisions(shown, first, before, seed);
      const [ours, theirs] = [engineOutcome(engine, input), secondOutcome(input === first ? before : recompute(shown, input))];
      // Comparing text keeps ten thousand comparisons quick.
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) differing.push({ seed, engine: ours, second: theirs });
    }
    expect(differing.map((one) => ({ seed: one.seed, engine: one.engine }))).toEqual(differing.map((one) => ({ seed: one.seed, engine: one.second })));
  });

  it("the random cases are not faults for nothing: nearly all of them give results", () => {
    const shown = structuredClone(showRegulation(builtIn("dak-lak-2025"))) as unknown as Shown;
    const faulty = Array.from({ length: 200 }, (_, i) => recompute(shown, randomCase(shown, i + 1))).filter((one) => "faults" in one);
    expect(faulty.length).toBeLessThan(5);
  });
});
