import { z } from "zod";
import { type CompiledIndex, type CompiledLeaf, compileRegulation, type Engine } from "../../scoring/engine/compile.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import type { Fault } from "../../scoring/fault.ts";
import type { Fields } from "../../scoring/fields.ts";
import { isLeaf, type Node } from "../../scoring/regulation/index-set.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";

/**
 * The scoring engine in the browser: the same functions by which the server counts, over the same document. Heavy, so
 * only rooms that score load it.
 */

// The page's policy forbids making code out of text; the library is told so, else it would try and be reported.
z.config({ jitless: true });

const compiled = new Map<string, Engine>();

/** The engine of a regulation's document, made once for each hash. */
export function engineFor({ sha256, document }: { readonly sha256: string; readonly document: Regulation }): Engine {
  const known = compiled.get(sha256);
  if (known !== undefined) return known;
  const engine = compileRegulation({ regulation: document, sha256 });
  compiled.set(sha256, engine);
  return engine;
}

/** What an input earns by itself, or all that is wrong with it. Points set by hand are read under any method. */
export type Judged = { readonly kind: "empty" } | { readonly kind: "points"; readonly points: string; readonly reason: string } | { readonly kind: "faults"; readonly faults: readonly Fault[] };

export function judge(leaf: CompiledLeaf, input: Fields | null): Judged {
  if (input === null) return { kind: "empty" };
  const scorer = "points" in input ? leaf.direct : leaf.bound;
  const points = scorer.score(input, undefined);
  return typeof points === "number" ? { kind: "points", points: formatHundredths(points), reason: scorer.reason(input, undefined).text } : { kind: "faults", faults: points };
}

/** What earns what, as the regulation says it. */
export const scaleOf = (leaf: CompiledLeaf): string => leaf.bound.describe();

/** The most that a criterion is worth, as a decimal text; null without a cap. */
export const maximumOf = ({ max }: CompiledLeaf): string | null => (max === null ? null : formatHundredths(max));

/** A line of an index as people read it from top to bottom: contents and groups with their depth, and the leaves. */
export type IndexLine = { readonly code: string; readonly title: string; readonly article: string; readonly depth: number; readonly max: string | null; readonly leaf: CompiledLeaf | undefined };

function linesOf(node: Node, depth: number, index: CompiledIndex): IndexLine[] {
  const line = { code: node.code, title: node.title, article: node.article, depth, max: node.maxPoints ?? null };
  if (isLeaf(node)) return [{ ...line, leaf: index.leafByCode.get(node.code) }];
  return [{ ...line, leaf: undefined }, ...node.criteria.flatMap((child) => linesOf(child, depth + 1, index))];
}

/** The whole index, contents first. */
export const indexLines = (index: CompiledIndex): IndexLine[] =>
  index.index.contents.flatMap((content) => [{ code: content.code, title: content.title, article: content.article, depth: 0, max: content.maxPoints ?? null, leaf: undefined }, ...content.criteria.flatMap((node) => linesOf(node, 1, index))]);
