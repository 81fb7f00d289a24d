import type { CompiledIndex } from "../../scoring/engine/compile.ts";
import type { Assignment } from "./assignment-queries.ts";
import { leavesUnder } from "./engines.ts";
import type { CampaignUnit } from "./queries.ts";

/** Which criteria of which units nobody appraises. */

export type CoverageFacts = {
  /** In force, of people who may appraise. */
  readonly assignments: readonly Assignment[];
  readonly belonged: (personId: string) => ReadonlyMap<string, unknown>;
  /** Codes that do not apply, by unit. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
};

/** Of one unit: the leaves that apply, and those of them without anybody. */
type UnitCoverage = { readonly unit: CampaignUnit; readonly applying: readonly string[]; readonly uncovered: readonly string[] };

/** The coverage of these leaves for every unit of an index. */
export function coverageOf(index: CompiledIndex, leaves: readonly string[], units: readonly CampaignUnit[], { assignments, belonged, marks }: CoverageFacts): UnitCoverage[] {
  // What an assignment reaches is looked up once, not once for each unit.
  const reaching = assignments.filter((one) => one.index === index.index.code).map((one) => ({ ...one, leaves: leavesUnder(index, one.code) ?? [] }));
  return units
    .filter((unit) => unit.index === index.index.code)
    .map((unit) => {
      const marked = new Set((marks.get(unit.unitId) ?? []).flatMap((code) => leavesUnder(index, code) ?? []));
      const covered = new Set<string>();
      for (const { unitId, personId, leaves: reached } of reaching) {
        if ((unitId === null || unitId === unit.unitId) && !belonged(personId).has(unit.unitId)) for (const leaf of reached) covered.add(leaf);
      }
      const applying = leaves.filter((leaf) => !marked.has(leaf));
      return { unit, applying, uncovered: applying.filter((leaf) => !covered.has(leaf)) };
    });
}
