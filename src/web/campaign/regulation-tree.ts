import type { UseQueryResult } from "@tanstack/react-query";
import { readDocument } from "../../contract/regulation.ts";
import type { Content, IndexSet, Node } from "../../scoring/regulation/index-set.ts";
import type { Leaf } from "../../scoring/method/methods.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Answer } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";

/** A regulation's contents, groups and criteria as lines of a list. */

export const useDocument = (versionId: string): UseQueryResult<Answer<typeof readDocument>> => useRead(readDocument, { params: { versionId } }, { enabled: versionId !== "", staleTime: Number.POSITIVE_INFINITY });

export type Line = {
  readonly code: string;
  readonly title: string;
  readonly depth: number;
  readonly kind: Content["kind"];
  /** Who scores it: the role of the leaf, or of its content. */
  readonly scoredBy: string;
  /** Undefined for what only gathers others. */
  readonly leaf: Leaf | undefined;
};

function linesBelow(node: Node, depth: number, { kind, scoredBy }: Pick<Line, "kind" | "scoredBy">): Line[] {
  const line = { code: node.code, title: node.title, depth, kind };
  if ("method" in node) return [{ ...line, scoredBy: node.scoredBy ?? scoredBy, leaf: node }];
  return [{ ...line, scoredBy, leaf: undefined }, ...node.criteria.flatMap((one) => linesBelow(one, depth + 1, { kind, scoredBy }))];
}

export const linesOf = ({ contents }: IndexSet): Line[] => contents.flatMap((content) => [{ code: content.code, title: content.title, depth: 0, kind: content.kind, scoredBy: content.scoredBy, leaf: undefined }, ...content.criteria.flatMap((one) => linesBelow(one, 1, content))]);

/** The lines of one index of a regulation, none when it has no such index. */
export const linesIn = (regulation: Regulation | undefined, index: string): Line[] => regulation?.indexes.filter((one) => one.code === index).flatMap(linesOf) ?? [];

/** A line in a list of choices; the depth is seen. */
export const labelOf = ({ code, title, depth }: Line): string => `${"\u00A0\u00A0".repeat(depth)}${code}. ${title}`;
