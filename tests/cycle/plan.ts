import { compileRegulation, type Engine } from "../../src/scoring/engine/compile.ts";
import { exampleCase } from "../../src/scoring/example/case.ts";
import { byMethod, isByHand, type Parts, partsOf, roleOf, type Step } from "../../src/scoring/example/parts.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import { isFields } from "../../src/scoring/fields.ts";
import { isLoaded, type LoadedRegulation, loadRegulation } from "../../src/scoring/regulation/load.ts";
import { readUnits, type UnitList } from "../../src/scoring/regulation/units.ts";
import { readFileSync } from "node:fs";
import { regulationFiles } from "../server/regulation-files.ts";

/** What all people of a province will do in a cycle, so that its outcome is a case that is known beforehand. */

export type UnitPlan = Omit<Parts, "marks"> & {
  readonly code: string;
  readonly name: string;
  readonly index: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly marks: readonly { readonly code: string; readonly reason: string }[];
  /** Where the council cuts first, and takes the unit's explanation. */
  readonly restored: readonly Step[];
};
export type Plan = { readonly loaded: LoadedRegulation; readonly engine: Engine; readonly units: readonly UnitPlan[]; /** The case to which it all comes, without decisions. */ readonly outcome: { readonly units: readonly object[] } & Record<string, unknown> };

const UNITS = new URL("../../regulations/dak-lak-2025/units.yaml", import.meta.url);

export function loadDakLak(): { readonly loaded: LoadedRegulation; readonly units: UnitList } {
  const loaded = loadRegulation(new Map(Object.entries(regulationFiles("dak-lak-2025"))), "regulation.yaml");
  if (!isLoaded(loaded)) throw new RangeError("the built-in regulation has faults");
  const units = readUnits(readFileSync(UNITS, "utf8"), "units.yaml", loaded.regulation);
  if (!Array.isArray(units)) throw new RangeError("the built-in list of units has faults");
  return { loaded, units };
}

/** The plan of one unit from what it is to come to. */
function planUnit(engine: Engine, unit: { code: string; name: string; index: string; facts: Record<string, unknown>; scores: Record<string, unknown> }, at: number): UnitPlan {
  const index = engine.indexes.get(unit.index);
  if (index === undefined) throw new RangeError(`no index ${unit.index}`);
  const { marks, ...parts } = partsOf(index, unit.scores, 70, randomFrom(at + 1));
  const cut = new Set(parts.cut.map((one) => one.code));
  const restored = parts.own.filter(({ code }, i) => (at + i + 1) % 23 === 0 && !cut.has(code) && index.leafByCode.get(code)?.bound.measure === undefined);
  return { code: unit.code, name: unit.name, index: unit.index, facts: unit.facts, marks: marks.map((code) => ({ code, reason: "Không được giao nhiệm vụ này theo chức năng." })), ...parts, restored };
}

/** The plan of a whole province; the same for the same seed. */
export function makePlan(seed: number): Plan {
  const { loaded, units: listed } = loadDakLak();
  // As the program lists units: by code.
  const units = listed.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const engine = compileRegulation(loaded);
  const { decisions: _decided, ...outcome } = exampleCase(loaded, units, seed);
  // What others measure is entered by the method; the example's shortcuts are for the council alone.
  const made = outcome.units.map((unit) => ({ code: unit.code, name: unit.name ?? "", index: unit.index, facts: { ...unit.facts }, scores: { ...unit.scores } as Record<string, unknown> }));
  for (const unit of made) {
    const index = engine.indexes.get(unit.index);
    for (const content of index?.contents ?? []) {
      for (const leaf of content.leaves) {
        const given = unit.scores[leaf.code];
        if (roleOf(leaf, content) !== "unit" && isFields(given) && isByHand(leaf, given)) unit.scores[leaf.code] = byMethod(leaf, 80, randomFrom(leaf.at + 1));
      }
    }
  }
  return { loaded, engine, units: made.map((unit, at) => planUnit(engine, unit, at)), outcome: { ...outcome, units: made } };
}

