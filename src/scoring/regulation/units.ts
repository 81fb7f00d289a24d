import { z } from "zod";
import { unitCode } from "../case/schema.ts";
import { type Fault, fault, faultsOf } from "../fault.ts";
import { code, list, text } from "./scalar.ts";
import { readYaml } from "./source.ts";

/** The units that a regulation's annex lists, each with its index. */
const unitList = z.strictObject(
  {
    format: z.literal("1", { error: "format" }),
    regulation: text,
    units: list(z.strictObject({ code: unitCode, name: text, index: code }, { error: "object" })),
  },
  { error: "object" },
);
export type UnitList = z.output<typeof unitList>["units"];

/** Reads a list of units; codes must be unique. Returns the units or every fault with its line. */
export function readUnits(content: string, file: string): UnitList | { readonly faults: readonly Fault[] } {
  const source = readYaml(content, file);
  if (source.faults.length > 0) return { faults: source.faults };
  const located = (one: Fault): Fault => ({ ...one, place: { ...one.place, file, line: source.lineOf(one.place.path ?? []) } });
  const read = unitList.safeParse(source.data);
  if (!read.success) return { faults: faultsOf(read.error, source.data).map(located) };
  const seen = new Set<string>();
  const again = read.data.units.flatMap((unit, i) => {
    const twice = seen.has(unit.code);
    seen.add(unit.code);
    return twice ? [located(fault("duplicate-code", { path: ["units", i, "code"] }, { code: unit.code }))] : [];
  });
  return again.length > 0 ? { faults: again } : read.data.units;
}
