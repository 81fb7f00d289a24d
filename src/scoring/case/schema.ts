import { z } from "zod";
import { type Fields, isFields } from "../fields.ts";

/**
 * A case: what was scored. Scores and facts stay unread here; they are read against the regulation, criterion
 * by criterion (`engine/score-unit.ts`, `case/facts.ts`), so that each fault names its criterion.
 */

/** A unit's code as the authority writes it: letters of any script, digits, and . _ / - inside. */
export const unitCode = z.string({ error: "unit-code" }).regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}._/-]{0,58}[\p{L}\p{N}])?$/u, "unit-code");

/** Fields that are read later, one by one; walking through them here as well would only cost time. */
const anyFields = z.custom<Fields>(isFields, "object").meta({ type: "object" });

export const unitSchema = z.strictObject(
  {
    code: unitCode,
    name: z.string({ error: "unit-name" }).trim().min(1, "unit-name").max(500, "unit-name").optional(),
    index: z.string({ error: "code" }).min(1, "code").max(40, "code"),
    facts: anyFields.default({}),
    scores: anyFields,
  },
  { error: "object" },
);
export type CaseUnit = z.output<typeof unitSchema>;

/** Decided orders of one ratio: lists of unit codes, best first. */
export const decidedOrders = z
  .array(z.array(unitCode, { error: "decision-lists" }).max(20_000, "decision-lists"), { error: "decision-lists" })
  .max(20_000, "decision-lists");

/** More units than the country has communes several times over. */
export const MOST_UNITS = 20_000;

/** The frame of a case; units and decisions are then read one by one, so that one bad unit hides no other's faults. */
export const frameSchema = z.strictObject(
  {
    regulation: z.string({ error: "id" }).min(1, "id").max(60, "id").optional(),
    units: z.array(z.unknown(), { error: "case-units" }).min(1, "case-units").max(MOST_UNITS, "case-units"),
    decisions: anyFields.default({}),
  },
  { error: "object" },
);

/** A case as it was read: units with scores by leaf code, and decided orders per ratio. */
export type Case = { readonly regulation: string | undefined; readonly units: readonly CaseUnit[]; readonly decisions: ReadonlyMap<string, z.output<typeof decidedOrders>> };
/** What callers pass: fields with defaults may be left out. */
export type CaseInput = { readonly regulation?: string; readonly units: readonly z.input<typeof unitSchema>[]; readonly decisions?: Readonly<Record<string, readonly (readonly string[])[]>> };
