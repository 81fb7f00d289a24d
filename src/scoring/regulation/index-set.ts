import { z } from "zod";
import { type Leaf, leaf } from "../method/methods.ts";
import { article, code, list, pointsText, rule, text } from "./scalar.ts";

/** A criterion that only gathers others; its points are the sum of theirs. */
type Group = {
  code: string;
  title: string;
  maxPoints?: string | null | undefined;
  article: string;
  text?: string | undefined;
  criteria: Node[];
};
export type Node = Leaf | Group;

const group = z.strictObject(
  {
    code,
    title: text,
    maxPoints: pointsText.nullable().optional(),
    article,
    text: text.optional(),
    get criteria() {
      return list(node);
    },
  },
  { error: "object" },
);

/** A node with a method is a leaf, one with criteria is a group; the error of the nearer form is reported. */
const node: z.ZodType<Node> = z.lazy(() => z.union([leaf, group], { error: "criterion" }));

export const KINDS = ["points", "bonus", "deduction"] as const;
export type Kind = (typeof KINDS)[number];

const content = z.strictObject(
  {
    code,
    title: text,
    kind: z.enum(KINDS, { error: "one-of" }).describe("points: điểm đạt được; bonus: điểm cộng; deduction: điểm trừ"),
    maxPoints: pointsText.nullable().optional().describe("Điểm tối đa; điểm trừ không có mức trần thì bỏ trống"),
    scoredBy: text.describe("Vai trò chấm nội dung này"),
    ...rule,
    criteria: list(node),
  },
  { error: "object" },
);
export type Content = z.output<typeof content>;

/** One index: the criteria for one kind of unit, worth `scale` points. */
export const indexSet = z.strictObject(
  {
    code,
    title: text,
    ...rule,
    note: text.optional().describe("Lời ghi chú hiện cùng bộ tiêu chí"),
    contents: list(content),
  },
  { error: "object" },
);
export type IndexSet = z.output<typeof indexSet>;

export const isLeaf = (one: Node): one is Leaf => "method" in one;

/** All leaves under a node or content, in order. */
export function leavesOf(one: { criteria: Node[] } | Node): Leaf[] {
  if ("method" in one) return [one];
  return one.criteria.flatMap(leavesOf);
}
