import { LEAST_REASON } from "../../contract/prose.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { judge } from "../ui/engine.ts";
import { asInput, type Input, isPlainDecimal, isSameInput, textAt } from "../ui/entry/input.ts";
import { type Format, readDecimal } from "../ui/format.ts";

/** What the council's values are: typed points, what they are compared with, when a reason is due. The server asks the same. */


/** With what an appraisal is compared. */
export type Before = { readonly input: Readonly<Record<string, unknown>>; readonly points: string } | null;

const pointsIn = (leaf: CompiledLeaf, input: Input | null): string | undefined => {
  const judged = judge(leaf, input);
  return judged.kind === "points" ? judged.points : undefined;
};

/** Whether an input counts otherwise than what stood before. Where units are compared, another value means other points for somebody. */
export function differs(leaf: CompiledLeaf, given: Input | null, before: Before): boolean {
  const own = pointsIn(leaf, given);
  if (before === null) return own !== undefined;
  if (own === undefined) return true;
  if (leaf.bound.measure !== undefined) return !isSameInput(given, before.input);
  return own !== before.points;
}

/** Whether a reason is due and not there yet. */
export const lacksReason = (leaf: CompiledLeaf, given: Input | null, before: Before, reason: string): boolean => given !== null && differs(leaf, given, before) && reason.trim().length < LEAST_REASON;

export type Typed = { readonly kind: "empty" } | { readonly kind: "value"; readonly input: Input; readonly points: string } | { readonly kind: "not-a-number" } | { readonly kind: "too-much"; readonly max: string } | { readonly kind: "wrong" };

const HUNDREDTHS = /^\d{1,7}(?:\.\d{1,2})?$/;

/** Points as they were typed or pasted into a cell; the same as before is taken to mean what was entered before. */
export function readPoints(leaf: CompiledLeaf, text: string, before: Before): Typed {
  if (text.trim() === "") return { kind: "empty" };
  const decimal = readDecimal(text)?.replace(/^0+(?=\d)/, "");
  if (decimal === undefined) return { kind: "not-a-number" };
  if (!HUNDREDTHS.test(decimal)) return { kind: "wrong" };
  const points = Number(decimal).toFixed(2);
  if (leaf.max !== null && Math.round(Number(decimal) * 100) > leaf.max) return { kind: "too-much", max: (leaf.max / 100).toFixed(2) };
  const same = before?.points === points ? asInput(before.input) : null;
  const input = same ?? { points };
  return judge(leaf, input).kind === "points" ? { kind: "value", input, points } : { kind: "wrong" };
}

type Words = (key: "times" | "items", params: Readonly<Record<string, string | number>>) => string;

const shownNumber = (text: string, format: Format): string => (isPlainDecimal(text) ? format.decimal(text) : text);

/** An input in a few characters, for a cell of a table: "97/100", "2 lần", the chosen level. */
export function valueText(leaf: CompiledLeaf, input: Readonly<Record<string, unknown>> | null, format: Format, t: Words): string {
  if (input === null) return "";
  const number = (key: string): string => shownNumber(textAt(input, key), format);
  if ("points" in input) return number("points");
  const rule = leaf.leaf;
  if (rule.method === "choice") return rule.options.find((one) => one.key === input["choice"])?.title ?? textAt(input, "choice");
  if (rule.method === "ratio") return `${number("numerator")}/${number("denominator")}`;
  if (rule.method === "checklist") return t("items", { count: Array.isArray(input["checked"]) ? input["checked"].length : 0, total: rule.items.length });
  if (rule.method === "occurrences" || rule.method === "deduct") return t("times", { count: number("occurrences") });
  if ("unit" in rule) return `${number("value")}${rule.unit === "%" ? "%" : ` ${rule.unit}`}`;
  return number(rule.method === "survey" ? "mean" : "score");
}
