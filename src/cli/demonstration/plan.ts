import { compileRegulation, type CompiledIndex, type CompiledLeaf, type Engine } from "../../scoring/engine/compile.ts";
import { exampleCase } from "../../scoring/example/case.ts";
import { randomFrom } from "../../scoring/example/random.ts";
import { type Fields, isFields } from "../../scoring/fields.ts";
import { isLoaded, type LoadedRegulation } from "../../scoring/regulation/load.ts";
import { readUnits, type UnitList } from "../../scoring/regulation/units.ts";
import { openRegulation, unitsText } from "../regulations.ts";

/** What everybody enters in a campaign of the demonstration, taken from the example case of its regulation. */

export const REGULATION = "dak-lak-2025";

export type Step = { readonly code: string; readonly input: Fields };
export type UnitPlan = {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** What does not apply to the unit. */
  readonly marks: readonly string[];
  /** What the unit enters for itself, by each criterion's method. */
  readonly own: readonly Step[];
  /** Where the council is of another mind: points set by hand. */
  readonly cut: readonly Step[];
  /** A criterion for which the unit has earned something. */
  readonly earned: Step | undefined;
  readonly imported: readonly Step[];
  readonly ratings: readonly { readonly code: string; readonly ratings: readonly string[] }[];
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
const isByHand = (leaf: CompiledLeaf, input: Fields): boolean => "points" in input && leaf.leaf.method !== "points";

function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new RangeError("an example that is no entry");
  return value;
}

const ratingsIn = ({ ratings }: Fields): string[] => (Array.isArray(ratings) ? ratings.map(String) : []);

function earns(index: CompiledIndex, { code, input }: Step): boolean {
  const points = index.leafByCode.get(code)?.bound.score(input, undefined);
  return typeof points === "number" && points > 0;
}

function planUnit(engine: Engine, unit: { readonly code: string; readonly index: string; readonly facts?: Fields | undefined; readonly scores: Fields }, at: number): UnitPlan {
  const index = engine.indexes.get(unit.index);
  if (index === undefined) throw new RangeError(`the regulation has no index ${unit.index}`);
  const random = randomFrom(at + 1);
  const [marks, own, cut, imported, ratings]: [string[], Step[], Step[], Step[], { code: string; ratings: string[] }[]] = [[], [], [], [], []];
  const place = (content: CompiledIndex["contents"][number], leaf: CompiledLeaf, given: Fields) => {
    const role = leaf.leaf.scoredBy ?? content.content.scoredBy;
    const byMethod = isByHand(leaf, given) ? fieldsOf(leaf.bound.example(EXAMPLE_SHARE, random)) : given;
    if (role === "leaders") ratings.push({ code: leaf.code, ratings: ratingsIn(byMethod) });
    else if (role !== "unit") imported.push({ code: leaf.code, input: byMethod });
    else {
      own.push({ code: leaf.code, input: byMethod });
      if (byMethod !== given) cut.push({ code: leaf.code, input: given });
    }
  };
  for (const [code, given] of Object.entries(unit.scores)) if (isFields(given) && given["notApplicable"] === true) marks.push(code);
  for (const content of index.contents) {
    for (const leaf of content.leaves) {
      const given = unit.scores[leaf.code];
      if (isFields(given) && given["notApplicable"] !== true) place(content, leaf, given);
    }
  }
  const comparable = own.filter((one) => index.leafByCode.get(one.code)?.bound.measure === undefined);
  return { code: unit.code, facts: unit.facts ?? {}, marks, own, cut, earned: comparable.find((one) => earns(index, one)), imported, ratings };
}

/** The plan of every unit; the same for the same seed. */
export function planUnits({ loaded, units }: ReturnType<typeof demonstrationLaw>, seed: number): UnitPlan[] {
  const engine = compileRegulation(loaded);
  return exampleCase(loaded, units, seed).units.map((unit, at) => planUnit(engine, unit, at));
}
