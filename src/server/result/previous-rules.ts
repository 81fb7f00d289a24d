import type { z } from "zod";
import type { readPreviousValues } from "../../contract/result-previous.ts";
import type { CaseUnit } from "../../scoring/case/schema.ts";
import type { CompiledIndex, CompiledLeaf } from "../../scoring/engine/compile.ts";
import { bestsOf, type LeafResult, scoreUnit } from "../../scoring/engine/score-unit.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";

/** A unit's published values, criterion by criterion, beside the criteria of now. No I/O. */

type Value = z.output<typeof readPreviousValues.response>["units"][number]["values"][number];

/** The same code may stand for something else in next year's set: the wording, the method with its scale and the maximum decide. */
export const isSameCriterion = (before: CompiledLeaf, now: CompiledLeaf | undefined): boolean => now !== undefined && before.kind === now.kind && before.max === now.max && canonicalJson(compared(before)) === canonicalJson(compared(now));

function compared({ leaf }: CompiledLeaf): Record<string, unknown> {
  // Where the law says it may move without the criterion changing, and so may where its value is recorded.
  const { article: _article, source: _source, ...rest } = leaf;
  return rest;
}

function valueOf({ leaf, state, points, maxPoints, given }: LeafResult, now: CompiledIndex | undefined): Value {
  return { code: leaf.code, title: leaf.leaf.title, state, points: formatHundredths(points), maxPoints: formatHundredths(maxPoints), input: given === undefined ? null : { ...given }, isSameCriterion: isSameCriterion(leaf, now?.leafByCode.get(leaf.code)) };
}

/** `units` are all of the case: where a criterion compares, the points rest on the others as well. */
export function previousValues(index: CompiledIndex, units: readonly CaseUnit[], code: string, now: CompiledIndex | undefined): Value[] {
  const members = units.filter((one) => one.index === index.index.code);
  const unit = members.find((one) => one.code === code);
  if (unit === undefined) return [];
  return scoreUnit(unit, index, bestsOf(members, index), []).contents.flatMap((content) => content.leaves.map((one) => valueOf(one, now)));
}
