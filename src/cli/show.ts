import { describe, namesOf } from "../scoring/explain/describe.ts";
import { bind } from "../scoring/method/methods.ts";
import { isLeaf, type Node } from "../scoring/regulation/index-set.ts";
import type { LoadedRegulation } from "../scoring/regulation/load.ts";

function nodeLines(node: Node, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const max = node.maxPoints === null || node.maxPoints === undefined ? "" : ` (${node.maxPoints})`;
  if (!isLeaf(node)) return [`${indent}${node.code} ${node.title}${max}`, ...node.criteria.flatMap((child) => nodeLines(child, depth + 1))];
  const bound = bind(node);
  return [`${indent}${node.code} ${node.title}${max} [${node.article}]`, `${indent}    ${bound.title}: ${bound.describe()}`];
}

/** A regulation for people: contents, criteria with their scales, levels with their conditions as sentences. */
export function regulationText({ regulation, sha256 }: LoadedRegulation): string {
  const names = namesOf(regulation.facts);
  const indexes = regulation.indexes.flatMap((index) => [
    "",
    index.title,
    ...index.contents.flatMap((content) => [`  Nội dung ${content.code}. ${content.title} (${content.maxPoints ?? "–"}) [${content.article}]`, ...content.criteria.flatMap((node) => nodeLines(node, 2))]),
  ]);
  const levels = regulation.classifications.flatMap((one) => ["", one.title, ...one.levels.map((level) => `  ${level.title}: ${describe(level.when, names)} [${level.article}]${level.quota === undefined ? "" : `; ${level.quota.text}`}`)]);
  const note = regulation.illustrative === undefined ? [] : [regulation.illustrative];
  return [`${regulation.id}: ${regulation.title}`, ...note, `SHA-256: ${sha256}`, ...indexes, ...levels, ""].join("\n");
}
