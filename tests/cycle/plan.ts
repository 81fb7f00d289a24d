import { compileRegulation, type CompiledLeaf, type Engine } from "../../src/scoring/engine/compile.ts";
import { exampleCase } from "../../src/scoring/example/case.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import { type Fields, isFields } from "../../src/scoring/fields.ts";
import { isLoaded, type LoadedRegulation, loadRegulation } from "../../src/scoring/regulation/load.ts";
import { readUnits, type UnitList } from "../../src/scoring/regulation/units.ts";
import { readFileSync } from "node:fs";
import { regulationFiles } from "../server/regulation-files.ts";

/** What all people of a province will do in a cycle, so that its outcome is a case that is known beforehand. */

export type Step = { readonly code: string; readonly input: Fields };
export type UnitPlan = {
  readonly code: string;
  readonly name: string;
  readonly index: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly marks: readonly { readonly code: string; readonly reason: string }[];
  /** What the unit enters for itself, by the criterion's method. */
  readonly own: readonly Step[];
  /** Where the council takes another view in the first round, and keeps it. */
  readonly cut: readonly Step[];
  /** Where the council cuts first, and takes the unit's explanation. */
  readonly restored: readonly Step[];
  readonly imported: readonly Step[];
  readonly ratings: readonly { readonly code: string; readonly ratings: readonly string[] }[];
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

const isDirect = (leaf: CompiledLeaf, input: Fields): boolean => "points" in input && leaf.leaf.method !== "points";

/** The plan of one unit from what it is to come to. */
function planUnit(engine: Engine, unit: { code: string; name: string; index: string; facts: Record<string, unknown>; scores: Record<string, unknown> }, at: number): UnitPlan {
  const index = engine.indexes.get(unit.index);
  if (index === undefined) throw new RangeError(`no index ${unit.index}`);
  const random = randomFrom(at + 1);
  const own: Step[] = [];
  const cut: Step[] = [];
  const restored: Step[] = [];
  const imported: Step[] = [];
  const ratings: { code: string; ratings: string[] }[] = [];
  const marks: { code: string; reason: string }[] = [];
  for (const [code, given] of Object.entries(unit.scores)) {
    if (!isFields(given)) throw new RangeError(`a score that is no entry: ${code}`);
    if (given["notApplicable"] === true) {
      marks.push({ code, reason: "Không được giao nhiệm vụ này theo chức năng." });
      continue;
    }
    const leaf = index.leafByCode.get(code);
    const content = index.contents.find((one) => leaf !== undefined && one.leaves.includes(leaf));
    if (leaf === undefined || content === undefined) throw new RangeError(`no criterion ${code}`);
    const role = leaf.leaf.scoredBy ?? content.content.scoredBy;
    if (role === "leaders") ratings.push({ code, ratings: (given["ratings"] as string[] | undefined) ?? [] });
    else if (role !== "unit") imported.push({ code, input: given });
    else if (isDirect(leaf, given)) {
      own.push({ code, input: leaf.bound.example(70, random) as Fields });
      cut.push({ code, input: given });
    } else {
      own.push({ code, input: given });
      if ((at + own.length) % 23 === 0 && leaf.bound.measure === undefined) restored.push({ code, input: given });
    }
  }
  return { code: unit.code, name: unit.name, index: unit.index, facts: unit.facts, marks, own, cut, restored, imported, ratings };
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
    for (const leaf of index?.leaves ?? []) {
      const content = index?.contents.find((one) => one.leaves.includes(leaf));
      const given = unit.scores[leaf.code];
      const role = leaf.leaf.scoredBy ?? content?.content.scoredBy;
      if (role !== "unit" && isFields(given) && isDirect(leaf, given)) unit.scores[leaf.code] = leaf.bound.example(80, randomFrom(leaf.at + 1));
    }
  }
  return { loaded, engine, units: made.map((unit, at) => planUnit(engine, unit, at)), outcome: { ...outcome, units: made } };
}

