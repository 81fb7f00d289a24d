import { z } from "zod";
import { asPoints, type Fraction, MAX_DECIMALS, parseDecimal, type Points, readHundredths, signOf, wholeOf } from "../exact.ts";
import type { Fields } from "../fields.ts";

/**
 * What people enter: JSON numbers or plain decimal strings, and keys. Each scalar is one function that reads
 * it; its schema, for forms, the API and messages, is made from that function, so the two cannot differ.
 * A schema's error is the key of an expectation in `expectations.ts`.
 */
type Scalar<T> = { readonly read: (value: unknown) => T | undefined; readonly schema: z.ZodType<T> };

function scalar<T>(expectation: string, read: (value: unknown) => T | undefined): Scalar<T> {
  const schema = z
    .unknown()
    .transform((value, context): T => {
      const result = read(value);
      if (result !== undefined) return result;
      context.addIssue({ code: "custom", message: expectation });
      return z.NEVER;
    })
    .meta({ expectation });
  return { read, schema };
}

/** Points of at most two decimals, 0 or more. */
export const pointsInput = scalar("points-value", (value): Points | undefined => {
  const read = readHundredths(Object.is(value, -0) ? 0 : value);
  return read >= 0 ? asPoints(read) : undefined;
});

/** A measured amount, 0 or more, at most twelve decimals. */
export const amountInput = scalar("amount", (value): Fraction | undefined => {
  const read = parseDecimal(value, MAX_DECIMALS);
  return read !== undefined && signOf(read) >= 0 ? read : undefined;
});

/** A measured value of any sign, at most twelve decimals. */
export const valueInput = scalar("decimal", (value): Fraction | undefined => parseDecimal(value, MAX_DECIMALS));

/** Times the largest points this stays a safe integer. */
const MAX_COUNT = 1_000_000;

/** A whole number from 0 to a million. */
export const countInput = scalar("count", (value): number | undefined => {
  const read = parseDecimal(value, 0);
  const whole = read === undefined ? undefined : wholeOf(read);
  return whole !== undefined && whole >= 0 && whole <= MAX_COUNT ? whole : undefined;
});

/** The key of an option. */
export const keyInput = scalar("option-key", (value): string | undefined => (typeof value === "string" ? value : undefined));

export const flagInput = z.boolean({ error: "flag" });

/** Reads an entry of one shape: quickly where it is in order, by its schema where something is wrong. */
export type EntryReader<T> = { readonly quick: (entry: Fields) => T | undefined; readonly schema: z.ZodType<T> };

/** An entry of exactly these scalar fields, all required. */
export function scalars<T extends object>(fields: { readonly [K in keyof T]: Scalar<T[K]> }): EntryReader<T> {
  const list = Object.entries<Scalar<unknown>>(fields);
  const schema = z.strictObject(Object.fromEntries(list.map(([name, one]) => [name, one.schema])), { error: "object" });
  const names = list.map(([name]) => name);
  const reads = list.map(([, one]) => one.read);
  const quick = (entry: Fields): Record<string, unknown> | undefined => {
    // Fields that do not exist are faults; the schema names them.
    if (Object.keys(entry).length !== names.length) return undefined;
    const out: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? "";
      const value = reads[i]?.(entry[name]);
      if (value === undefined) return undefined;
      out[name] = value;
    }
    return out;
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built field by field from T's own scalars, which the compiler cannot follow
  return { quick, schema } as unknown as EntryReader<T>;
}

/** An entry of exactly these fields, for shapes that hold lists. */
export const entry = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape, { error: "object" });

/** A reader that always goes through its schema. */
export const bySchema = <T>(schema: z.ZodType<T>): EntryReader<T> => ({ quick: () => undefined, schema });
