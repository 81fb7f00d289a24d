import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withLeaves } from "../../../tests/cycle/amended.ts";
import { loadDakLak } from "../../../tests/cycle/plan.ts";
import { compileRegulation, type Engine } from "../../scoring/engine/compile.ts";
import { isFaulty } from "../../scoring/engine/evaluate.ts";
import { resultOf } from "../../scoring/engine/result.ts";
import { randomFrom } from "../../scoring/example/random.ts";
import { type Fields, isFields } from "../../scoring/fields.ts";
import type { Leaf } from "../../scoring/method/methods.ts";
import { type Entry, fits, type Step } from "../assessment/index.ts";
import { buildCase, type Sources } from "./case.ts";
import { evaluateHolding, knownDecisions } from "./holding.ts";

const { loaded } = loadDakLak();
const engine = compileRegulation(loaded);
const leaves = engine.indexes.get("01")?.leaves ?? [];
const UNITS = ["SNV", "STC", "STP"].map((code) => ({ unitId: `id-${code}`, code, name: code, index: "01" }));

/** Another version in which the criteria of each content have traded their methods and maxima, or some are gone. */
function other(shift: number, gone: ReadonlySet<string>): Engine {
  const bodies = new Map<string, Leaf>();
  for (const content of engine.indexes.get("01")?.contents ?? []) for (const [i, leaf] of content.leaves.entries()) bodies.set(leaf.code, content.leaves[(i + shift) % content.leaves.length]?.leaf ?? leaf.leaf);
  const regulation = withLeaves(loaded.regulation, "01", (leaf) => (gone.has(leaf.code) ? [] : [{ ...(bodies.get(leaf.code) ?? leaf), code: leaf.code }]));
  return compileRegulation({ regulation, sha256: "0".repeat(64) });
}

const inputFor = (code: string, share: number, seed: number): Fields => {
  const given = leaves.find((one) => one.code === code)?.bound.example(share, randomFrom(seed));
  return isFields(given) ? given : {};
};

/** Places of a unit's case with a value that the version cannot read, or that it does not have. */
function unreadable(one: Engine, unit: string, scores: Fields, gone: ReadonlySet<string>): string[] {
  const index = one.indexes.get("01");
  return Object.entries(scores).flatMap(([code, value]) => {
    const leaf = index?.leafByCode.get(code);
    return gone.has(code) || (leaf !== undefined && !(isFields(value) && fits(leaf, value))) ? [`${unit} ${code}`] : [];
  });
}

const entry = (unitId: string, code: string, step: Step, author: string, input: Fields | null): Entry => ({ unitId, code, step, author, version: 1, input, note: "", source: null, dated: null, asChair: author === "chair", by: author, at: "2025-12-16T00:00:00Z" });
const place = fc.record({ unit: fc.constantFrom(...UNITS), code: fc.constantFrom(...leaves.map((one) => one.code)), step: fc.constantFrom<Step>("self", "appraisal-1", "appraisal-2", "import", "correction"), author: fc.constantFrom("one", "two", "chair"), share: fc.integer({ min: 0, max: 100 }), direct: fc.boolean() });
const entries = fc
  .uniqueArray(place, { maxLength: 150, selector: ({ unit, code, step, author }) => [unit.code, code, step, step.startsWith("appraisal") ? author : ""].join(" ") })
  .map((all) => all.map(({ unit, code, step, author, share, direct }, i) => entry(unit.unitId, code, step, step.startsWith("appraisal") ? author : "", direct ? { points: "0.50" } : inputFor(code, share, i))));

const sourcesWith = (given: readonly Entry[], more: Partial<Sources> = {}): Sources => ({ units: UNITS, entries: given, marks: [], facts: [], ratings: UNITS.map(({ unitId }) => ({ unitId, code: "4.1", ratings: ["2.50", "0.25"] })), missingMarks: [], decisions: [], ...more });

describe("the case under another version of the regulation", () => {
  it("whatever was entered under one, the other computes it; only what it can read has a value, the rest is a gap", () => {
    const version = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.uniqueArray(fc.constantFrom("1.1.4", "1.3.2", "2.1.1"), { maxLength: 3 }));
    fc.assert(
      fc.property(entries, version, fc.boolean(), (given, [shift, gone], isDraft) => {
        const engine2 = other(shift, new Set(gone));
        const sources = sourcesWith(given, { marks: [{ unitId: "id-SNV", code: "1.1", reason: "không có", article: "II.4.b" }, { unitId: "id-STC", code: "9.9", reason: "không có", article: "II.4.b" }], facts: [{ unitId: "id-SNV", key: "leaderDisciplined", value: true }, { unitId: "id-STC", key: "noLonger", value: 3 }] });
        const { input, gaps } = buildCase(engine2, sources, isDraft);
        expect(isFaulty(evaluateHolding(engine2, input)) ? "faults" : "computed").toBe("computed");
        const missing = new Set(gaps.map((one) => `${one.unit} ${one.code}`));
        const wrong = input.units.flatMap(({ code, scores }) => unreadable(engine2, code, scores, new Set(gone)));
        expect(wrong.filter((one) => !missing.has(one))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("after the way back everything counts as it did, byte for byte", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 6 }), (given, shift) => {
        const computedBy = (one: Engine) => {
          const held = evaluateHolding(one, buildCase(one, sourcesWith(given), true).input);
          return isFaulty(held) ? "faults" : JSON.stringify(resultOf(held.evaluation));
        };
        const before = computedBy(engine);
        computedBy(other(shift, new Set(["1.1.4"])));
        expect(computedBy(compileRegulation(loaded))).toBe(before);
      }),
      { numRuns: 20 },
    );
  });

  it("a fact that the version reads differently is a gap until it is said anew; one that it does not know is left out", () => {
    const facts = [{ unitId: "id-SNV", key: "leaderDisciplined", value: "có" }, { unitId: "id-STC", key: "noLonger", value: 3 }];
    const { input, gaps } = buildCase(engine, sourcesWith([], { facts }), true);
    expect(gaps.filter((one) => one.why === "fact-no-longer-fits")).toEqual([{ unit: "SNV", code: "leaderDisciplined", why: "fact-no-longer-fits" }]);
    expect(input.units.map((one) => one.facts)).toEqual([{}, {}, {}]);
  });
});

describe("leaders' marks", () => {
  it("above a maximum that was lowered do not count; without another one the criterion is open", () => {
    const lowered = compileRegulation({ regulation: withLeaves(loaded.regulation, "01", (leaf) => [leaf.code === "4.1" ? { ...leaf, maxPoints: "2" } : leaf]), sha256: "0".repeat(64) });
    const ratings = [["2.50", "0.25"], ["2.50"], ["2.00"]].map((given, i) => ({ unitId: UNITS[i]?.unitId ?? "", code: "4.1", ratings: given }));
    const { input, gaps } = buildCase(lowered, sourcesWith([], { ratings }), true);
    expect(input.units.map((one) => one.scores["4.1"])).toEqual([{ ratings: ["0.25"] }, { points: "0" }, { ratings: ["2.00"] }]);
    expect(gaps.filter((one) => one.code === "4.1")).toEqual([{ unit: "STC", code: "4.1", why: "mark-missing" }]);
  });
});

describe("decisions", () => {
  const decided = (number: number, units: readonly string[], ratio = "quality") => ({ number, by: "chutich", at: "2025-12-27T00:00:00Z", decision: { kind: "order" as const, ratio, units: [...units], reason: "Theo kết quả đột xuất" } });
  const scored = (code: string, input: Fields) => UNITS.map(({ unitId }) => entry(unitId, code, "self", "", unitId === "id-STP" ? { points: "0" } : input));

  it("an order that is about no tie any more gives way; the one that is stays", () => {
    // SNV and STC are tied at the top; STP is below.
    const sources = sourcesWith(scored("1.1.1", { points: "3" }), { decisions: [decided(1, ["STP", "SNV"]), decided(2, ["STC", "SNV"]), decided(3, ["SNV", "STC"], "noSuchRatio")] });
    const held = evaluateHolding(engine, buildCase(engine, sources, true).input);
    if (isFaulty(held)) throw new Error(JSON.stringify(held.faults));
    expect(held.input).toMatchObject({ decisions: { quality: [["STC", "SNV"]] } });
    expect(resultOf(held.evaluation).units.map((one) => one.ratios["quality"]?.rank)).toEqual([2, 1, 3]);
  });

  it("other faults are never hidden by dropping orders", () => {
    const { input } = buildCase(engine, sourcesWith([], { decisions: [decided(1, ["STP", "SNV"])] }), true);
    const broken = { ...input, units: input.units.map((one) => ({ ...one, facts: { unknown: 1 } })) };
    expect(isFaulty(evaluateHolding(engine, broken))).toBe(true);
    expect(isFaulty(evaluateHolding(engine, { ...input, decisions: { quality: [["A B"]] } }))).toBe(true);
  });

  it("on a level that the version does not have counts no more", () => {
    const level = (key: string) => ({ number: 1, by: "chutich", at: "2025-12-27T00:00:00Z", decision: { kind: "level" as const, ratio: "quality", unit: "SNV", level: key, reason: "Theo quy định" } });
    expect(knownDecisions(engine, [level("excellent"), level("noSuchLevel"), decided(1, ["SNV", "STC"])])).toEqual([level("excellent"), decided(1, ["SNV", "STC"])]);
  });
});
