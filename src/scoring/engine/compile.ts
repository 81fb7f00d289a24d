import type { Points } from "../exact.ts";
import { bind } from "../method/methods.ts";
import { type Bound, maximumOf } from "../method/method.ts";
import { directScorer } from "../method/points.ts";
import { type Content, type IndexSet, isLeaf, type Kind, leavesOf, type Node } from "../regulation/index-set.ts";
import { tryingOrder } from "../regulation/lint/levels.ts";
import type { LoadedRegulation } from "../regulation/load.ts";
import type { Classification, Fact, Level, Ratio, Regulation } from "../regulation/schema.ts";
import type { Leaf } from "../method/methods.ts";

/** A leaf made ready for scoring. `at` is its position among all leaves of its index. */
export type CompiledLeaf = { readonly code: string; readonly at: number; readonly max: Points | null; readonly kind: Kind; readonly bound: Bound; readonly direct: Pick<Bound, "score" | "reason">; readonly leaf: Leaf };

export type CompiledContent = {
  readonly code: string;
  readonly at: number;
  readonly kind: Kind;
  /** The content's own maximum; null for a deduction without a cap. */
  readonly max: Points | null;
  readonly leaves: readonly CompiledLeaf[];
  readonly content: Content;
};

export type CompiledIndex = {
  readonly index: IndexSet;
  readonly contents: readonly CompiledContent[];
  readonly leaves: readonly CompiledLeaf[];
  readonly leafByCode: ReadonlyMap<string, CompiledLeaf>;
  /** Of every group and content: its leaves. */
  readonly groupLeaves: ReadonlyMap<string, readonly CompiledLeaf[]>;
  /** Leaves whose points depend on the best unit of the index. */
  readonly comparing: readonly CompiledLeaf[];
};

export type CompiledRatio = {
  readonly ratio: Ratio;
  readonly at: number;
  readonly classification: Classification;
  /** Levels in the order in which they are tried. */
  readonly trying: readonly Level[];
  /** 0 for the best level. */
  readonly place: ReadonlyMap<string, number>;
};

/** A regulation made ready: built once, used for any number of evaluations and previews. */
export type Engine = {
  readonly regulation: Regulation;
  readonly sha256: string;
  readonly indexes: ReadonlyMap<string, CompiledIndex>;
  readonly ratios: readonly CompiledRatio[];
  readonly facts: ReadonlyMap<string, Fact>;
};

function compileIndex(index: IndexSet): CompiledIndex {
  let at = 0;
  const contents = index.contents.map((content, position): CompiledContent => ({
    code: content.code,
    at: position,
    kind: content.kind,
    max: maximumOf(content),
    leaves: leavesOf(content).map((leaf) => ({ code: leaf.code, at: at++, max: maximumOf(leaf), kind: content.kind, bound: bind(leaf), direct: directScorer(maximumOf(leaf)), leaf })),
    content,
  }));
  const leaves = contents.flatMap((content) => content.leaves);
  const leafByCode = new Map(leaves.map((leaf) => [leaf.code, leaf]));
  const groupLeaves = new Map<string, readonly CompiledLeaf[]>();
  const gather = (node: Content | Node): void => {
    if (!("criteria" in node)) return;
    groupLeaves.set(node.code, leavesOf(node).flatMap((leaf) => leafByCode.get(leaf.code) ?? []));
    for (const child of node.criteria) if (!isLeaf(child)) gather(child);
  };
  for (const content of index.contents) gather(content);
  return { index, contents, leaves, leafByCode, groupLeaves, comparing: leaves.filter((leaf) => leaf.bound.measure !== undefined) };
}

function compileRatio(ratio: Ratio, at: number, regulation: Regulation): CompiledRatio {
  const classification = regulation.classifications.find((one) => one.ratio === ratio.key);
  if (classification === undefined) throw new RangeError(`ratio without levels: ${ratio.key}`);
  return { ratio, at, classification, trying: tryingOrder(classification.levels), place: new Map(classification.levels.map((level, i) => [level.key, i])) };
}

/** Makes a loaded regulation ready for scoring. */
export const compileRegulation = ({ regulation, sha256 }: LoadedRegulation): Engine => ({
  regulation,
  sha256,
  indexes: new Map(regulation.indexes.map((index) => [index.code, compileIndex(index)])),
  ratios: regulation.ratios.map((ratio, at) => compileRatio(ratio, at, regulation)),
  facts: new Map(regulation.facts.map((one) => [one.key, one])),
});

