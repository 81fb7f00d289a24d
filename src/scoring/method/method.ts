import { z } from "zod";
import type { Random } from "../example/random.ts";
import { type Fraction, NO_POINTS, type Points, pointsOf } from "../exact.ts";
import { type Fault, faultsOf } from "../fault.ts";
import type { Fields } from "../fields.ts";
import type { EntryReader } from "./input.ts";
import { article, code, list, pointsText, reading, text } from "../regulation/scalar.ts";
import { recordSource } from "./record-source.ts";

/** The method's name, and what every leaf has besides its method's own fields. */
const leafFields = {
  code,
  title: text,
  maxPoints: pointsText.nullable().optional().describe("Điểm tối đa; chỉ bỏ trống khi điểm trừ không có mức trần"),
  article,
  text,
  reading: reading.optional(),
  evidence: list(text).describe("Tài liệu kiểm chứng phải có"),
  scoredBy: z.string({ error: "key" }).optional().describe("Vai trò chấm, nếu khác nội dung chứa tiêu chí"),
  source: recordSource.optional().describe("Nơi ghi số liệu mà tiêu chí lấy giá trị"),
};

/** The schema of a leaf under one method. */
export const leafSchema = <M extends string, F extends z.ZodRawShape>(method: M, fields: F) =>
  z.strictObject({ ...leafFields, method: z.literal(method, { error: "method" }), ...fields }, { error: "object" });

/** A number that takes part in a reason, already as text ("12.50", "3"). */
type ReasonValues = Readonly<Record<string, string>>;

/** How a criterion's points came about: which rule of its method applied, in words, with the numbers used. */
export type Reason = { readonly rule: string; readonly text: string; readonly values: ReasonValues };

/** What a method's own fields got wrong; the path starts at the leaf. */
export type Finding = { readonly code: string; readonly path: readonly (string | number)[]; readonly params?: Readonly<Record<string, string>> };

/** What other units of the index entered, for methods that compare with them. */
export type GroupBest = Fraction | undefined;

/** A method bound to one leaf: everything that can be asked of a criterion. */
export type Bound = {
  /** The method's Vietnamese name. */
  readonly title: string;
  /** The entry's schema, as forms and the API show it. */
  readonly input: z.ZodType;
  /** Points of an entry, or all its faults (paths start at the entry). */
  readonly score: (entry: Fields, best: GroupBest) => Points | Fault[];
  /** Why a scored entry has its points; made only when somebody asks. */
  readonly reason: (entry: Fields, best: GroupBest) => Reason;
  /** The scale in Vietnamese: what earns what. */
  readonly describe: () => string;
  readonly lint: () => Finding[];
  /** An entry that earns about the given share (0…100) of the maximum, for examples. */
  readonly example: (share: number, random: Random) => unknown;
  /** What this entry puts into the comparison of units; only for methods that compare. */
  readonly measure?: (entry: unknown) => Fraction | undefined;
};

/** The leaf's maximum as points; null where a deduction has no cap. */
export const maximumOf = (leaf: { maxPoints?: string | null | undefined }): Points | null => (leaf.maxPoints === null || leaf.maxPoints === undefined ? null : pointsOf(leaf.maxPoints));

/** The maximum of a leaf under a method that cannot do without one; lint reports a leaf that lacks it. */
export const requiredMaximum = (leaf: { maxPoints?: string | null | undefined }): Points => maximumOf(leaf) ?? NO_POINTS;

/** A leaf without a maximum, under a method that needs one. */
export const lintMaximum = (leaf: { maxPoints?: string | null | undefined }): Finding[] =>
  requiredMaximum(leaf) > 0 ? [] : [{ code: "method-needs-maximum", path: ["maxPoints"] }];

/** A method's rule over an entry that was read: its points, and the same in words. */
type MethodRule<T> = {
  readonly points: (input: T, best: GroupBest) => Points | Fault[];
  readonly reason: (input: T, points: Points, best: GroupBest) => Reason;
};

/** Reads entries by the method's schema and applies its rule to them. */
export function scorer<T>(reader: EntryReader<T>, rule: MethodRule<T>): Pick<Bound, "score" | "reason"> {
  const score: Bound["score"] = (entry, best) => {
    const quick = reader.quick(entry);
    if (quick !== undefined) return rule.points(quick, best);
    const read = reader.schema.safeParse(entry);
    return read.success ? rule.points(read.data, best) : faultsOf(read.error, entry);
  };
  const reason: Bound["reason"] = (entry, best) => {
    const input = reader.quick(entry) ?? reader.schema.parse(entry);
    const points = rule.points(input, best);
    if (typeof points !== "number") throw new RangeError("an entry with faults has no reason");
    return rule.reason(input, points, best);
  };
  return { score, reason };
}
