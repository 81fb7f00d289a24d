import { z } from "zod";
import { type Fraction, MAX_DECIMALS, parseDecimal, type Points, readHundredths } from "../exact.ts";

/**
 * The scalars of what people enter: JSON numbers or plain decimal strings. A schema's error is the key of
 * an expectation in `fault-text.ts`.
 */
const numeric = (expectation: string) => z.union([z.number(), z.string()], { error: expectation });

/** Points of at most two decimals, 0 or more. */
export const pointsInput = numeric("points-value").transform((value, context): Points => {
  const read = readHundredths(Object.is(value, -0) ? 0 : value);
  if (read >= 0) return read as Points;
  context.addIssue({ code: "custom", message: "points-value" });
  return z.NEVER;
});

/** A measured amount, 0 or more, at most twelve decimals. */
export const amountInput = numeric("amount").transform((value, context): Fraction => {
  const read = parseDecimal(value, MAX_DECIMALS);
  if (read !== undefined && read.n >= 0n) return read;
  context.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});

/** A measured value of any sign, at most twelve decimals. */
export const valueInput = numeric("decimal").transform((value, context): Fraction => {
  const read = parseDecimal(value, MAX_DECIMALS);
  if (read !== undefined) return read;
  context.addIssue({ code: "custom", message: "decimal" });
  return z.NEVER;
});

const MAX_COUNT = 1_000_000_000;

/** A whole number from 0 to a thousand million. */
export const countInput = numeric("count").transform((value, context): number => {
  const read = parseDecimal(value, 0);
  if (read !== undefined && read.n >= 0n && read.n <= BigInt(MAX_COUNT)) return Number(read.n);
  context.addIssue({ code: "custom", message: "count" });
  return z.NEVER;
});

export const flagInput = z.boolean({ error: "flag" });

/** An entry of exactly these fields. */
export const entry = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape, { error: "object" });
