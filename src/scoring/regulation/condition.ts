import { z } from "zod";
import { compare, decimalOf, type Fraction, fraction, multiply } from "../exact.ts";
import { decimal, flag, list } from "./scalar.ts";

/**
 * Conditions are structured, not program text, so that they can be shown as a sentence, linted for gaps
 * and explained. A comparison names a value (`percent`, or a fact such as `tasks.completed`), one operator
 * and what it is compared with: a number, true or false, or another value; `percentOf` makes the number a
 * share of another value (at least 30 percentOf tasks.assigned).
 */

const OPERATORS = ["atLeast", "atMost", "above", "below", "equals"] as const;
export type Operator = (typeof OPERATORS)[number];

/** "percent", "leaderDisciplined" or "tasks.completed". */
const valueName = z.string({ error: "value-name" }).regex(/^[a-z][A-Za-z0-9-]*(?:\.[a-z][A-Za-z0-9-]*)?$/, "value-name");
const operand = z.union([flag, decimal, valueName], { error: "operand" });

export const comparison = z
  .strictObject(
    {
      value: valueName,
      atLeast: operand.optional(),
      atMost: operand.optional(),
      above: operand.optional(),
      below: operand.optional(),
      equals: operand.optional(),
      percentOf: valueName.optional(),
    },
    { error: "object" },
  )
  .refine((c) => OPERATORS.filter((operator) => c[operator] !== undefined).length === 1, "one-operator");

export type Comparison = z.output<typeof comparison>;
export type Condition = Comparison | { all: Condition[] } | { any: Condition[] } | { not: Condition };

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      comparison,
      z.strictObject({ all: list(condition) }, { error: "object" }),
      z.strictObject({ any: list(condition) }, { error: "object" }),
      z.strictObject({ not: condition }, { error: "object" }),
    ],
    { error: "condition" },
  ),
);


/** What a condition may look at: numbers as fractions, booleans; undefined when the fact is not given. */
export type Values = (name: string) => Fraction | boolean | undefined;

/** One comparison that was tried: what was compared with what, and whether it held. */
export type Tried = {
  readonly comparison: Comparison;
  readonly operator: Operator;
  readonly left: Fraction | boolean | undefined;
  readonly right: Fraction | boolean | undefined;
  readonly holds: boolean;
};

const isNumberText = (value: string) => /^-?\d/.test(value);

/** The comparison's single operator; its schema makes sure that there is exactly one. */
export function operatorOf(c: Comparison): Operator {
  const found = OPERATORS.find((operator) => c[operator] !== undefined);
  if (found === undefined) throw new RangeError("comparison without operator");
  return found;
}

/** The names of values that a comparison reads. */
export function namesIn(c: Comparison): string[] {
  const right = c[operatorOf(c)];
  return [c.value, ...(typeof right === "string" && !isNumberText(right) ? [right] : []), ...(c.percentOf === undefined ? [] : [c.percentOf])];
}

/** All comparisons of a condition, in reading order. */
export function comparisonsIn(c: Condition): Comparison[] {
  if ("all" in c) return c.all.flatMap(comparisonsIn);
  if ("any" in c) return c.any.flatMap(comparisonsIn);
  if ("not" in c) return comparisonsIn(c.not);
  return [c];
}

function rightSide(c: Comparison, operator: Operator, values: Values): Fraction | boolean | undefined {
  const right = c[operator];
  if (typeof right === "boolean" || right === undefined) return right;
  const value = isNumberText(right) ? decimalOf(right) : values(right);
  if (c.percentOf === undefined || typeof value === "boolean" || value === undefined) return value;
  const whole = values(c.percentOf);
  return typeof whole === "object" ? multiply(multiply(value, whole), fraction(1, 100)) : undefined;
}

function holds(left: Tried["left"], operator: Operator, right: Tried["right"]): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") return operator === "equals" && left === right;
  if (left === undefined || right === undefined) return false;
  const order = compare(left, right);
  switch (operator) {
    case "atLeast":
      return order >= 0;
    case "atMost":
      return order <= 0;
    case "above":
      return order > 0;
    case "below":
      return order < 0;
    case "equals":
      return order === 0;
  }
}

function tryComparison(c: Comparison, values: Values): Tried {
  const operator = operatorOf(c);
  const left = values(c.value);
  const right = rightSide(c, operator, values);
  return { comparison: c, operator, left, right, holds: holds(left, operator, right) };
}

/** Whether a condition holds; every comparison that was looked at is reported to `note`. */
export function satisfies(c: Condition, values: Values, note?: (tried: Tried) => void): boolean {
  // Every part is tried even when the answer is known, so that the reasons show all of them.
  if ("all" in c) return c.all.map((part) => satisfies(part, values, note)).every(Boolean);
  if ("any" in c) return c.any.map((part) => satisfies(part, values, note)).some(Boolean);
  if ("not" in c) return !satisfies(c.not, values, note);
  const tried = tryComparison(c, values);
  note?.(tried);
  return tried.holds;
}

