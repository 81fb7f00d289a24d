import type { CompiledIndex, CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import { type Threshold, thresholdsOf } from "../../scoring/explain/thresholds.ts";
import { type WorkOutcome, workFromSums, type WorkSums } from "../../scoring/method/work.ts";

/** What of a regulation a person is scored by: general criteria, and one leaf for the results of the work. */

export type StaffLeaves = {
  readonly index: CompiledIndex;
  readonly general: readonly CompiledLeaf[];
  readonly results: CompiledLeaf;
  readonly ofSums: (sums: WorkSums, marks: { readonly leader: boolean; readonly d?: boolean | undefined; readonly dd?: boolean | undefined; readonly e?: boolean | undefined }) => WorkOutcome | undefined;
  /** How many percent each failure or delay takes. */
  readonly failureTakes: string;
};

const resultsOf = (index: CompiledIndex): CompiledLeaf[] => index.leaves.filter((one) => one.leaf.method === "work");

/** Whether an index scores a person: one leaf for the work, all others by points. */
export const isFlat = (index: CompiledIndex): boolean => resultsOf(index).length === 1 && index.leaves.every((one) => one.leaf.method === "work" || (one.leaf.method === "points" && one.kind === "points"));

const known = new WeakMap<CompiledIndex, StaffLeaves>();

/** The leaves of an index that scores people; the period has made sure that it does. */
export function leavesOf(engine: Engine, indexCode: string): StaffLeaves {
  const index = engine.indexes.get(indexCode);
  const [results] = index === undefined ? [] : resultsOf(index);
  if (index === undefined || results?.leaf.method !== "work") throw new RangeError(`the index ${indexCode} does not score people by their work`);
  const found = known.get(index) ?? { index, general: index.leaves.filter((one) => one !== results), results, ofSums: workFromSums(results.leaf), failureTakes: results.leaf.failureTakes };
  known.set(index, found);
  return found;
}

/** Where on the scale of 0 to 100 the levels begin: by the one ratio of a regulation on civil servants (article 20 in NĐ 335/2025). */
export const levelsOf = (engine: Engine): Threshold[] => engine.ratios.slice(0, 1).flatMap((one) => thresholdsOf(one.classification));
