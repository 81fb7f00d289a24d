import type { Leaf } from "../../src/scoring/method/methods.ts";
import { type IndexSet, isLeaf, type Node } from "../../src/scoring/regulation/index-set.ts";
import type { Regulation } from "../../src/scoring/regulation/schema.ts";

/** Versions of a regulation that differ from it in some criteria. */

type Edit = (leaf: Leaf) => readonly Leaf[];

const editNodes = (nodes: readonly Node[], edit: Edit): Node[] => nodes.flatMap((node): readonly Node[] => (isLeaf(node) ? edit(node) : [{ ...node, criteria: editNodes(node.criteria, edit) }]));

/** The regulation with every leaf of an index replaced by what `edit` makes of it. */
export function withLeaves(regulation: Regulation, index: string, edit: Edit): Regulation {
  const edited = (one: IndexSet): IndexSet => ({ ...one, contents: one.contents.map((content) => ({ ...content, criteria: editNodes(content.criteria, edit) })) });
  return { ...regulation, indexes: regulation.indexes.map((one) => (one.code === index ? edited(one) : one)) };
}

const common = ({ code, title, maxPoints, article, text, evidence }: Leaf) => ({ code, title, maxPoints, article, text, evidence });

/** What an amendment of the built-in regulation does: 1.1.4 goes, 1.1.5 comes, 1.1.1 and 1.1.2 trade half a point, 1.2.1 is scored by hand. */
function amendLeaf(leaf: Leaf): readonly Leaf[] {
  switch (leaf.code) {
    case "1.1.1":
      return leaf.method === "ratio" ? [{ ...leaf, maxPoints: "5.5", bands: leaf.bands.map((band) => (Number(band.points) === 6 ? { ...band, points: "5.5" } : band)) }] : [];
    case "1.1.2":
      return leaf.method === "ratio" ? [{ ...leaf, maxPoints: "3", bands: leaf.bands.map((band) => (Number(band.points) === 2.5 ? { ...band, points: "3" } : band)) }] : [];
    case "1.1.3":
      return [leaf, { ...common(leaf), code: "1.1.5", title: "Nhiệm vụ phát sinh sau sắp xếp bộ máy", maxPoints: "1.5", method: "points" }];
    case "1.1.4":
      return [];
    case "1.2.1":
      return [{ ...common(leaf), method: "points" }];
    default:
      return [leaf];
  }
}

export const amendedRegulation = (regulation: Regulation): Regulation => withLeaves(regulation, "01", amendLeaf);
