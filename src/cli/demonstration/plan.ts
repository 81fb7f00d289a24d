import { compileRegulation, type CompiledIndex, type Engine } from "../../scoring/engine/compile.ts";
import { exampleCase } from "../../scoring/example/case.ts";
import { type Parts, partsOf, type Step } from "../../scoring/example/parts.ts";
import { randomFrom } from "../../scoring/example/random.ts";
import type { Fields } from "../../scoring/fields.ts";
import { isLoaded, type LoadedRegulation } from "../../scoring/regulation/load.ts";
import { readUnits, type UnitList } from "../../scoring/regulation/units.ts";
import { openRegulation, unitsText } from "../regulations.ts";

/** What everybody enters in a campaign of the demonstration, taken from the example case of its regulation. */

export const REGULATION = "dak-lak-2025";

export type UnitPlan = Parts & {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** A criterion for which the unit has earned something. */
  readonly earned: Step | undefined;
};

/** The regulation and the units that its annex lists. */
export function demonstrationLaw(): { readonly loaded: LoadedRegulation; readonly units: UnitList } {
  const loaded = openRegulation(REGULATION);
  if (!isLoaded(loaded)) throw new RangeError("the built-in regulation has faults");
  const units = readUnits(unitsText(REGULATION) ?? "", "units.yaml", loaded.regulation);
  if (!Array.isArray(units)) throw new RangeError("the built-in list of units has faults");
  return { loaded, units };
}

const EXAMPLE_SHARE = 75;

function earns(index: CompiledIndex, { code, input }: Step): boolean {
  const points = index.leafByCode.get(code)?.bound.score(input, undefined);
  return typeof points === "number" && points > 0;
}

function planUnit(engine: Engine, unit: { readonly code: string; readonly index: string; readonly facts?: Fields | undefined; readonly scores: Fields }, at: number): UnitPlan {
  const index = engine.indexes.get(unit.index);
  if (index === undefined) throw new RangeError(`the regulation has no index ${unit.index}`);
  const parts = partsOf(index, unit.scores, EXAMPLE_SHARE, randomFrom(at + 1));
  const comparable = parts.own.filter((one) => index.leafByCode.get(one.code)?.bound.measure === undefined);
  return { code: unit.code, facts: unit.facts ?? {}, ...parts, earned: comparable.find((one) => earns(index, one)) };
}

/** The plan of every unit; the same for the same seed. */
export function planUnits({ loaded, units }: ReturnType<typeof demonstrationLaw>, seed: number): UnitPlan[] {
  const engine = compileRegulation(loaded);
  return exampleCase(loaded, units, seed).units.map((unit, at) => planUnit(engine, unit, at));
}
