import { describe, expect, it } from "vitest";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { resultOf } from "../../src/scoring/engine/result.ts";
import { showRegulation } from "../../src/scoring/regulation/show.ts";
import { builtIn } from "../support.ts";
import { randomCase, withDecisions } from "./generate.ts";
import { recompute } from "./recompute.ts";
import type { Shown } from "./shapes.ts";

/** How many random cases are compared for each regulation; together 10,000. */
const CASES = { "dak-lak-2025": 3000, "gia-lai-2026-org": 3500, "gia-lai-2026-staff": 3500 } as const;

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const byContent = (pending: readonly { ratio: string; why: string; units: readonly string[] }[]): string[] => pending.map((one) => `${one.ratio} ${one.why} ${one.units.toSorted().join(",")}`).toSorted();

describe("a second computation, written only from the published interface, finds no difference", () => {
  it.each(Object.entries(CASES))("%s: %d random cases", { timeout: 300_000 }, (id, cases) => {
    const loaded = builtIn(id);
    const engine = compileRegulation(loaded);
    const shown = plain(showRegulation(loaded)) as Shown;
    for (let seed = 1; seed <= cases; seed++) {
      const first = randomCase(shown, seed);
      const before = recompute(shown, first);
      if ("faults" in before) throw new Error(`seed ${String(seed)}: the generated case is at fault`);
      const input = withDecisions(shown, first, before.pending, seed);
      const expected = input === first ? before : recompute(shown, input);
      const evaluation = evaluate(engine, input);
      if (isFaulty(evaluation) || "faults" in expected) {
        expect({ seed, engine: isFaulty(evaluation) ? evaluation.faults[0] : "no fault" }).toEqual({ seed, engine: "faults" in expected ? "a fault" : "no fault" });
        continue;
      }
      const result = resultOf(evaluation);
      const units = result.units.map((unit) => ({ ...unit, ratios: Object.fromEntries(Object.entries(unit.ratios).map(([key, { why: _why, ...ratio }]) => [key, ratio])) }));
      // Comparing text first keeps ten thousand comparisons quick; only a difference is taken apart.
      if (JSON.stringify(units) !== JSON.stringify(expected.units)) expect({ seed, units }).toEqual({ seed, units: plain(expected.units) });
      if (byContent(result.pending).join("\n") !== byContent(expected.pending).join("\n")) expect({ seed, pending: byContent(result.pending) }).toEqual({ seed, pending: byContent(expected.pending) });
    }
  });
});
