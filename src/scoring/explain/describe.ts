import { formatFraction, type Fraction } from "../exact.ts";
import { type Comparison, type Condition, namesIn, type Operator, operatorOf, type Tried } from "../regulation/condition.ts";
import type { Fact } from "../regulation/schema.ts";
import { viDecimal, viFraction, viList } from "../words.ts";

/** The Vietnamese names of what conditions look at. */
export type Names = (value: string) => string;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Names of percent, facts and counts, as sentences use them. */
export function namesOf(facts: Iterable<Fact>): Names {
  const names = new Map<string, string>([["percent", "tỷ lệ điểm"]]);
  for (const one of facts) {
    names.set(one.key, one.title);
    if (one.type === "counts") for (const field of one.fields) names.set(`${one.key}.${field.key}`, lowerFirst(field.title));
  }
  return (value) => names.get(value) ?? value;
}

const WORDS: Readonly<Record<Operator, (right: string) => string>> = {
  atLeast: (right) => `từ ${right} trở lên`,
  atMost: (right) => `không quá ${right}`,
  above: (right) => `trên ${right}`,
  below: (right) => `dưới ${right}`,
  equals: (right) => `bằng ${right}`,
};

function rightText(c: Comparison, operator: Operator, names: Names): string {
  const right = String(c[operator]);
  const isNumber = /^-?\d/.test(right);
  if (c.percentOf !== undefined) return `${isNumber ? viDecimal(right) : names(right)}% ${names(c.percentOf)}`;
  return isNumber ? `${viDecimal(right)}${c.value === "percent" ? "%" : ""}` : names(right);
}

function comparisonText(c: Comparison, names: Names): string {
  const operator = operatorOf(c);
  const wanted = c[operator];
  if (typeof wanted === "boolean") return `${wanted ? "có" : "không có"} “${lowerFirst(names(c.value))}”`;
  return `${names(c.value)} ${WORDS[operator](rightText(c, operator, names))}`;
}

/** A condition as a Vietnamese sentence without its end mark. */
export function describe(c: Condition, names: Names): string {
  if ("all" in c) return viList(c.all.map((part) => bracketed(part, names)));
  if ("any" in c) return c.any.map((part) => bracketed(part, names)).join(" hoặc ");
  if ("not" in c) return `không phải (${describe(c.not, names)})`;
  return comparisonText(c, names);
}

const bracketed = (c: Condition, names: Names): string => (("all" in c && c.all.length > 1) || ("any" in c && c.any.length > 1) ? `(${describe(c, names)})` : describe(c, names));

const valueText = (value: Fraction | boolean | undefined, name: string): string => {
  if (value === undefined) return "không ghi";
  if (typeof value === "boolean") return value ? "có" : "không";
  return `${viFraction(value)}${name === "percent" ? "%" : ""}`;
};

/** A comparison that was tried: what was required, what was found, whether it held. */
export function describeTried(tried: Tried, names: Names): string {
  const { comparison } = tried;
  const found = `${valueText(tried.left, comparison.value)}${comparison.percentOf === undefined || tried.right === undefined ? "" : ` so với ${valueText(tried.right, "")}`}`;
  return `${comparisonText(comparison, names)} (${found}): ${tried.holds ? "đạt" : "không đạt"}`;
}

/** The values that a comparison used, for the reasons as data. */
export function triedValues(tried: Tried): Record<string, string> {
  const plain = (value: Fraction | boolean | undefined) => (value === undefined ? "" : typeof value === "boolean" ? String(value) : formatFraction(value));
  const names = namesIn(tried.comparison);
  const right = names.length > 1 || tried.comparison.percentOf !== undefined ? plain(tried.right) : undefined;
  return { [tried.comparison.value]: plain(tried.left), ...(right === undefined ? {} : { [`${operatorOf(tried.comparison)}:${names.slice(1).join("×")}`]: right }) };
}
