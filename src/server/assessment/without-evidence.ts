import type { CompiledIndex } from "../../scoring/engine/compile.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { LinkSet } from "./link-queries.ts";
import type { Entry } from "./rules.ts";
import { scoredByOf } from "./rules.ts";

/** What the regulation says of criteria that nothing proves, and which those are in a unit's file. No I/O. */

type Rule = Regulation["withoutEvidence"];

/** The criteria of an index for which a unit may explain itself instead of proving them. */
export function explainableCodes(rule: Rule, index: CompiledIndex): string[] {
  if (rule?.explanation !== true) return [];
  const proved = new Set((rule.except ?? []).flatMap((code) => [code, ...(index.groupLeaves.get(code) ?? []).map((leaf) => leaf.code)]));
  return index.leaves.filter((leaf) => scoredByOf(leaf, index) === "unit" && !proved.has(leaf.code)).map((leaf) => leaf.code);
}

type FileNow = { readonly index: CompiledIndex; readonly marks: ReadonlyMap<string, unknown> };

/** Criteria with a score of the unit's own, nothing that proves it, and nothing said in its place. */
export function withoutProof({ index, marks }: FileNow, entries: readonly Pick<Entry, "code" | "step" | "input">[], sets: readonly Pick<LinkSet, "code" | "links" | "instead">[]): string[] {
  const answered = new Set(sets.flatMap(({ code, links, instead }) => (links.length > 0 || instead !== "" ? [code] : [])));
  const scored = entries.filter((one) => one.step === "self" && one.input !== null).map((one) => one.code);
  return [...new Set(scored)].filter((code) => index.leafByCode.has(code) && !marks.has(code) && !answered.has(code));
}
