import { type Facts, readFacts } from "../case/facts.ts";
import { type CaseUnit, unitSchema } from "../case/schema.ts";
import { type Fault, faultsOf, fault } from "../fault.ts";
import type { CompiledRatio, Engine } from "./compile.ts";
import type { Faulty } from "./evaluate.ts";
import { type Standing, standingOf } from "./level.ts";
import { computeRatio, type UnitRatio } from "./ratio.ts";
import { type Bests, type ScoredUnit, scoreUnit } from "./score-unit.ts";

/** One unit's points, percents and levels by its own conditions; rank and quota need all units and are left out. */
export type Preview = { readonly scored: ScoredUnit; readonly facts: Facts; readonly ratios: readonly { readonly compiled: CompiledRatio; readonly of: UnitRatio; readonly standing: Standing }[] };

const NO_BESTS: Bests = new Map();

/**
 * Computes one unit without the others. `bests` are the best values of the comparing criteria among the other
 * units; without them the unit's own value counts as the best.
 */
export function preview(engine: Engine, unit: unknown, bests: Bests = NO_BESTS): Preview | Faulty {
  const read = unitSchema.safeParse(unit);
  return read.success ? previewOf(engine, read.data, bests) : { faults: faultsOf(read.error, unit) };
}

/** The same of a unit that the program itself has put together, whose shape is known. */
export function previewOf(engine: Engine, unit: CaseUnit, bests: Bests = NO_BESTS): Preview | Faulty {
  const index = engine.indexes.get(unit.index);
  if (index === undefined) return { faults: [fault("unknown-index", { unit: unit.code, path: ["index"] }, { found: JSON.stringify(unit.index), known: [...engine.indexes.keys()].join(", ") })] };
  const faults: Fault[] = [];
  const facts = readFacts(unit, engine, faults);
  const scored = scoreUnit(unit, index, bests, faults);
  if (faults.length > 0) return { faults };
  const ratios = engine.ratios.map((compiled) => {
    const of = computeRatio(scored, facts, compiled, faults);
    return { compiled, of, standing: standingOf(of, compiled) };
  });
  return faults.length > 0 ? { faults } : { scored, facts, ratios };
}
