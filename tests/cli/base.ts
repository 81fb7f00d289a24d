import { openRegulation, unitsText } from "../../src/cli/regulations.ts";
import { compileRegulation, type CompiledLeaf, type Engine } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { exampleCase } from "../../src/scoring/example/case.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import type { Fault } from "../../src/scoring/fault.ts";
import { isLoaded } from "../../src/scoring/regulation/load.ts";
import { readUnits } from "../../src/scoring/regulation/units.ts";
import { asJson, isList, isObject, type Json } from "./json.ts";

/** A regulation made ready, with a small valid case of two units of its first index. */
export type Base = { readonly engine: Engine; readonly case: Json; readonly units: readonly [string, string] };

const SEED = 3;

function unitsOf(value: Json, index: string): readonly Json[] {
  const units = isObject(value) ? value["units"] : undefined;
  if (units === undefined || !isList(units)) throw new Error("an example has units");
  return units.filter((unit) => isObject(unit) && unit["index"] === index).slice(0, 2);
}

function codeOf(unit: Json | undefined): string {
  const code = unit !== undefined && isObject(unit) ? unit["code"] : undefined;
  if (typeof code !== "string") throw new TypeError("a unit has a code");
  return code;
}

/** What `congtam example ID --seed 3` prints, cut to two units of index 01. */
export function baseOf(id: string): Base {
  const loaded = openRegulation(id);
  if (!isLoaded(loaded)) throw new Error(`${id} has faults`);
  const units = readUnits(unitsText(id) ?? "", "units.yaml", loaded.regulation);
  if ("faults" in units) throw new Error(`the units of ${id} have faults`);
  const example = asJson(exampleCase(loaded, units, SEED));
  const two = unitsOf(example, "01");
  return { engine: compileRegulation(loaded), case: { regulation: id, units: two }, units: [codeOf(two[0]), codeOf(two[1])] };
}

/** The faults of a case; none when it can be evaluated. */
export function faultsIn(engine: Engine, value: unknown): readonly Fault[] {
  const result = evaluate(engine, value);
  return isFaulty(result) ? result.faults : [];
}

/** A case of one unit that scores about 80 % everywhere, for the small regulation and what is made of it. */
export function smallCase(engine: Engine): Json {
  const [index] = engine.indexes.values();
  if (index === undefined) throw new Error("a regulation has an index");
  const scores = Object.fromEntries(index.leaves.map((leaf) => [leaf.code, leaf.bound.example(80, randomFrom(1))]));
  return asJson({ units: [{ code: "A", index: index.index.code, facts: { tasks: { assigned: 5, done: 4 } }, scores }] });
}

/** The first criterion of index 01 under a method. */
export function leafUnder({ engine }: Base, method: CompiledLeaf["leaf"]["method"]): CompiledLeaf {
  const leaf = engine.indexes.get("01")?.leaves.find((one) => one.leaf.method === method);
  if (leaf === undefined) throw new Error(`no criterion is scored by ${method}`);
  return leaf;
}
