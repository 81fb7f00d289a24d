import type { Decided, Gap } from "../../contract/result.ts";
import type { CaseInput } from "../../scoring/case/schema.ts";
import type { CompiledIndex, CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import { type Entry, fits, marksByLeaf, scoredByOf, sortEntries, standingOf } from "../assessment/index.ts";
import { earnsPoints, factFaults } from "../campaign/index.ts";

/** From what people entered to the case that the engine evaluates. No I/O: the same from the tables and from the ledger. */

type Unit = { readonly unitId: string; readonly code: string; readonly name: string; readonly index: string };
type Mark = { readonly unitId: string; readonly code: string; readonly reason: string; readonly article: string };
type Fact = { readonly unitId: string; readonly key: string; readonly value: unknown };
type Rating = { readonly unitId: string; readonly code: string; readonly ratings: readonly string[] };
type MissingMark = { readonly unitId: string; readonly codes: readonly string[] };

/** Everything that a result rests on, at one moment. */
export type Sources = {
  readonly units: readonly Unit[];
  readonly entries: readonly Entry[];
  readonly marks: readonly Mark[];
  readonly facts: readonly Fact[];
  readonly ratings: readonly Rating[];
  /** Leaders' marks that are still to come. */
  readonly missingMarks: readonly MissingMark[];
  readonly decisions: readonly Decided[];
};

type Built = { readonly input: CaseInput; readonly gaps: readonly Gap[] };

type Value = { readonly input: unknown } | { readonly why: Gap["why"] };

type OfUnit = { readonly entries: ReadonlyMap<string, readonly Entry[]>; readonly ratings: ReadonlyMap<string, readonly string[]>; readonly awaited: ReadonlySet<string> };

function valueOf(leaf: CompiledLeaf, index: CompiledIndex, { entries, ratings, awaited }: OfUnit, isDraft: boolean): Value {
  const scoredBy = scoredByOf(leaf, index);
  if (scoredBy === "leaders") {
    // A mark above a maximum that was lowered since is one that the leader must give anew.
    const given = (ratings.get(leaf.code) ?? []).filter((one) => fits(leaf, { ratings: [one] }));
    if (given.length === 0 || (awaited.has(leaf.code) && !isDraft)) return { why: "mark-missing" };
    return { input: { ratings: given } };
  }
  const standing = standingOf(leaf, sortEntries(entries.get(leaf.code) ?? []), scoredBy, isDraft);
  return standing.step === undefined ? { why: standing.why } : { input: standing.input };
}

/** Bonus and deduction items that nobody claims or finds do not exist; everything else must have a value. */
const isGap = (leaf: CompiledLeaf, why: Gap["why"]): boolean => leaf.kind === "points" || why !== "missing";

const byCode = <T extends { readonly code: string }>(all: readonly T[]): T[] => all.toSorted((a, b) => (a.code < b.code ? -1 : 1));

/** Facts that the regulation knows; one that it reads differently now must be said anew and is a gap until then. */
function factsFor(engine: Engine, unit: Unit, facts: readonly Fact[], gaps: Gap[]): Record<string, unknown> {
  const holding = facts
    .filter((one) => engine.facts.has(one.key))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ key, value }) => {
      const isFit = factFaults(engine, unit.code, key, value).length === 0;
      if (!isFit) gaps.push({ unit: unit.code, code: key, why: "fact-no-longer-fits" });
      return isFit;
    });
  return Object.fromEntries(holding.map((one) => [one.key, one.value]));
}

/** The newest decided order about the same units wins; older ones about other units stay. */
function ordersOf(decisions: readonly Decided[]): Record<string, string[][]> {
  const orders = new Map<string, { ratio: string; units: string[] }>();
  for (const { decision } of decisions) {
    if (decision.kind === "order") orders.set(`${decision.ratio} ${decision.units.toSorted().join(" ")}`, { ratio: decision.ratio, units: [...decision.units] });
  }
  const byRatio: Record<string, string[][]> = {};
  for (const { ratio, units } of orders.values()) (byRatio[ratio] ??= []).push(units);
  return byRatio;
}

/**
 * The case of all units. `isDraft` takes the units' own scores where nobody has appraised yet, and counts what is
 * missing as 0; each such place is a gap, so that nothing provisional passes for final. What the regulation does not
 * know (any more) is left out: criteria, marks and facts of another version stay where they are kept.
 */
export function buildCase(engine: Engine, sources: Sources, isDraft: boolean): Built {
  const entries = Map.groupBy(sources.entries, (one) => one.unitId);
  const marks = Map.groupBy(sources.marks, (one) => one.unitId);
  const facts = Map.groupBy(sources.facts, (one) => one.unitId);
  const ratings = Map.groupBy(sources.ratings, (one) => one.unitId);
  const awaited = Map.groupBy(sources.missingMarks, (one) => one.unitId);
  const gaps: Gap[] = [];
  // The same order from the tables and from the ledger, whatever a database thinks of the alphabet.
  const units = byCode(sources.units).map((unit) => {
    const index = engine.indexes.get(unit.index);
    if (index === undefined) throw new RangeError(`the regulation has no index ${unit.index}`);
    const own: OfUnit = {
      entries: Map.groupBy(entries.get(unit.unitId) ?? [], (one) => one.code),
      ratings: new Map((ratings.get(unit.unitId) ?? []).map((one) => [one.code, one.ratings])),
      awaited: new Set((awaited.get(unit.unitId) ?? []).flatMap((one) => one.codes)),
    };
    const marked = byCode(marks.get(unit.unitId) ?? []).filter((one) => earnsPoints(index, one.code));
    const byLeaf = marksByLeaf(index, marked);
    const scores: Record<string, unknown> = {};
    for (const { code, reason, article } of marked) scores[code] = { notApplicable: true, reason: `${reason} (${article})` };
    for (const leaf of index.leaves) {
      if (byLeaf.has(leaf.code)) continue;
      const value = valueOf(leaf, index, own, isDraft);
      if ("input" in value) scores[leaf.code] = value.input;
      else if (isGap(leaf, value.why)) {
        gaps.push({ unit: unit.code, code: leaf.code, why: value.why });
        scores[leaf.code] = { points: "0" };
      }
    }
    return { code: unit.code, name: unit.name, index: unit.index, facts: factsFor(engine, unit, facts.get(unit.unitId) ?? [], gaps), scores };
  });
  const decisions = ordersOf(sources.decisions);
  return { input: { regulation: engine.regulation.id, units, ...(Object.keys(decisions).length === 0 ? {} : { decisions }) }, gaps };
}
