import { type Facts, readFacts } from "../case/facts.ts";
import { type Case, type CaseUnit, decidedOrders, frameSchema, MOST_UNITS, unitCode, unitSchema } from "../case/schema.ts";
import { type Fault, fault, faultsOf, within } from "../fault.ts";
import type { Fields } from "../fields.ts";
import type { CompiledIndex, CompiledRatio, Engine } from "./compile.ts";
import { standingOf } from "./level.ts";
import { applyQuotas, type Placed } from "./quota.ts";
import { decisionFaults, rankIndex } from "./rank.ts";
import { computeRatio, type UnitRatio } from "./ratio.ts";
import { type Bests, bestsOf, type ScoredUnit, scoreUnit } from "./score-unit.ts";

export type PendingWhy = "tie" | "quota-tie" | "no-level" | "force-majeure";
/** What a person must decide: units in code order. */
export type Pending = { readonly ratio: string; readonly units: readonly string[]; readonly why: PendingWhy };

/** One unit's results with everything that led to them. `ratios` follows the regulation's order. */
export type EvaluatedUnit = { readonly scored: ScoredUnit; readonly ratios: readonly { readonly compiled: CompiledRatio; readonly placed: Placed }[] };
export type Evaluation = { readonly engine: Engine; readonly units: readonly EvaluatedUnit[]; readonly pending: readonly Pending[] };

export type Faulty = { readonly faults: readonly Fault[] };
export const isFaulty = (result: object): result is Faulty => "faults" in result;

/** Beyond so many faults the case is not a slip but another kind of file; the rest is not listed. */
const MOST_FAULTS = 100_000;

type Ready = { readonly unit: CaseUnit; readonly index: CompiledIndex; readonly facts: Facts };

/** Reads one unit's frame; its faults name it by its code where it has one. */
function readUnit(given: unknown, at: number, engine: Engine, faults: Fault[]): CaseUnit[] {
  const read = unitSchema.safeParse(given);
  if (read.success) {
    const { code, index } = read.data;
    if (!engine.indexes.has(index)) faults.push(fault("unknown-index", { unit: code, path: ["index"] }, { found: JSON.stringify(index), known: [...engine.indexes.keys()].join(", ") }));
    return [read.data];
  }
  const code: unknown = typeof given === "object" && given !== null ? Reflect.get(given, "code") : undefined;
  const outer = typeof code === "string" && unitCode.safeParse(code).success ? { unit: code } : { path: ["units", at] };
  for (const one of faultsOf(read.error, given)) faults.push(within(outer, one));
  return [];
}

function readDecisions(given: Fields, engine: Engine, faults: Fault[]): Case["decisions"] {
  const decisions = new Map<string, string[][]>();
  for (const key of Object.keys(given)) {
    const read = decidedOrders.safeParse(given[key]);
    if (!engine.ratios.some((one) => one.ratio.key === key)) faults.push(fault("decision-ratio", { path: ["decisions", key] }, { found: JSON.stringify(key), known: engine.ratios.map((one) => one.ratio.key).join(", ") }));
    else if (read.success) decisions.set(key, read.data);
    else for (const one of faultsOf(read.error, given[key])) faults.push(within({ path: ["decisions", key] }, one));
  }
  return decisions;
}

/** Reads a case's frame: units once each, known indexes, the right regulation. What could be read is returned beside the faults. */
function readCase(input: unknown, engine: Engine, faults: Fault[]): Case {
  const frame = frameSchema.safeParse(input);
  if (!frame.success) {
    for (const one of faultsOf(frame.error, input)) faults.push(one);
    // Units that can be read are, so that their faults are told together with the frame's.
    const units: unknown = typeof input === "object" && input !== null ? Reflect.get(input, "units") : undefined;
    return { regulation: undefined, units: Array.isArray(units) ? units.slice(0, MOST_UNITS).flatMap((one, at) => readUnit(one, at, engine, faults)) : [], decisions: new Map() };
  }
  const { regulation } = frame.data;
  if (regulation !== undefined && regulation !== engine.regulation.id) faults.push(fault("wrong-regulation", { path: ["regulation"] }, { found: JSON.stringify(regulation), expectedId: engine.regulation.id }));
  const units = frame.data.units.flatMap((one, at) => readUnit(one, at, engine, faults));
  const seen = new Set<string>();
  for (const { code } of units) {
    if (seen.has(code)) faults.push(fault("duplicate-unit", { unit: code }));
    seen.add(code);
  }
  return { regulation, units, decisions: readDecisions(frame.data.decisions, engine, faults) };
}

function scoreAll(input: Case, engine: Engine, faults: Fault[]): { scored: ScoredUnit; facts: Facts }[] {
  const ready = input.units.flatMap((unit): Ready[] => {
    const index = engine.indexes.get(unit.index);
    return index === undefined ? [] : [{ unit, index, facts: readFacts(unit, engine, faults) }];
  });
  const bests = new Map<CompiledIndex, Bests>();
  for (const [index, members] of Map.groupBy(ready, (one) => one.index)) bests.set(index, bestsOf(members.map((one) => one.unit), index));
  const scored: { scored: ScoredUnit; facts: Facts }[] = [];
  for (const { unit, index, facts } of ready) {
    scored.push({ scored: scoreUnit(unit, index, bests.get(index) ?? new Map(), faults), facts });
    if (faults.length > MOST_FAULTS) {
      faults.push(fault("too-many-faults", { unit: unit.code }, { max: String(MOST_FAULTS) }));
      break;
    }
  }
  return scored;
}

/** Ranks and levels of all units in one ratio, index by index. */
function placeAll(units: readonly UnitRatio[], compiled: CompiledRatio, engine: Engine, decisions: Case["decisions"]): Placed[] {
  const orders = decisions.get(compiled.ratio.key) ?? [];
  return [...engine.indexes.values()].flatMap((index) => {
    const ranked = rankIndex(units.filter((one) => one.unit.index === index), compiled, orders);
    const placed = ranked.map((one): Placed => {
      const standing = standingOf(one.of, compiled);
      return { ranked: one, standing, level: standing.level, quotas: [] };
    });
    return applyQuotas(placed, compiled);
  });
}

const codes = (units: readonly UnitRatio[]): string[] => units.map((one) => one.unit.unit.code).toSorted((a, b) => (a < b ? -1 : 1));

/** What is left to people in one ratio: ties, contested places, gaps of the text, force majeure. */
function pendingOf(placed: readonly Placed[], compiled: CompiledRatio): Pending[] {
  const ratio = compiled.ratio.key;
  const ties = compiled.ratio.decision?.required === true ? placed.filter((one) => one.ranked.sharing.length > 1 && one.ranked.sharing[0] === one.ranked.of) : [];
  const rounds = new Map(placed.flatMap((one) => one.quotas.filter((quota) => quota.outcome === "straddles").map((quota) => [quota.round, quota.round.straddling] as const)));
  const single = (one: Placed, why: PendingWhy): Pending => ({ ratio, units: [one.ranked.of.unit.unit.code], why });
  return [
    ...ties.map((one): Pending => ({ ratio, units: codes(one.ranked.sharing), why: "tie" })),
    ...[...rounds.values()].map((units): Pending => ({ ratio, units: units.toSorted((a, b) => (a < b ? -1 : 1)), why: "quota-tie" })),
    ...placed.filter((one) => one.level === null && !one.standing.forceMajeure && one.quotas.every((quota) => quota.outcome !== "straddles")).map((one) => single(one, "no-level")),
    ...placed.filter((one) => one.standing.forceMajeure).map((one) => single(one, "force-majeure")),
  ];
}

/**
 * Evaluates a case: points, ratios, ranks and levels of every unit, each with what led to it, and what people
 * must decide. Pure and deterministic; the input is not changed. All faults are returned at once.
 */
export function evaluate(engine: Engine, input: unknown): Evaluation | Faulty {
  const faults: Fault[] = [];
  const read = readCase(input, engine, faults);
  const scored = scoreAll(read, engine, faults);
  // Ratios of faulty points would only add faults that follow from the first ones.
  if (faults.length > 0) return { faults };
  const computed = engine.ratios.map((compiled) => ({ compiled, units: scored.map((one) => computeRatio(one.scored, one.facts, compiled, faults)) }));
  if (faults.length > 0) return { faults };
  for (const { compiled, units } of computed) for (const one of decisionFaults(read.decisions.get(compiled.ratio.key) ?? [], units, compiled)) faults.push(one);
  if (faults.length > 0) return { faults };
  const placed = computed.map(({ compiled, units }) => ({ compiled, placed: placeAll(units, compiled, engine, read.decisions) }));
  const byUnit = placed.map(({ compiled, placed: all }) => ({ compiled, of: new Map(all.map((one) => [one.ranked.of.unit, one])) }));
  return {
    engine,
    units: scored.map((one) => ({
      scored: one.scored,
      ratios: byUnit.flatMap(({ compiled, of }) => {
        const found = of.get(one.scored);
        return found === undefined ? [] : [{ compiled, placed: found }];
      }),
    })),
    pending: placed.flatMap(({ compiled, placed: all }) => pendingOf(all, compiled)),
  };
}
