import { z } from "zod";
import { unitCode } from "../case/schema.ts";
import { type Fault, fault, faultsOf } from "../fault.ts";
import { code, list, text } from "./scalar.ts";
import type { Regulation } from "./schema.ts";
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

/** Reads a regulation's list of units; codes must be unique, indexes known. Returns the units or every fault with its line. */
export function readUnits(content: string, file: string, regulation: Regulation): UnitList | { readonly faults: readonly Fault[] } {
  const source = readYaml(content, file);
  if (source.faults.length > 0) return { faults: source.faults };
  const located = (one: Fault): Fault => ({ ...one, place: { ...one.place, file, line: source.lineOf(one.place.path ?? []) } });
  const read = unitList.safeParse(source.data);
  if (!read.success) return { faults: faultsOf(read.error, source.data).map(located) };
  if (read.data.regulation !== regulation.id) return { faults: [located(fault("units-regulation", { path: ["regulation"] }, { found: read.data.regulation, expectedId: regulation.id }))] };
  const known = regulation.indexes.map((one) => one.code);
  const seen = new Set<string>();
  const again = read.data.units.flatMap((unit, i) => {
    const twice = seen.has(unit.code);
    seen.add(unit.code);
    return [
      ...(twice ? [located(fault("duplicate-code", { path: ["units", i, "code"] }, { code: unit.code }))] : []),
      ...(known.includes(unit.index) ? [] : [located(fault("unknown-index", { path: ["units", i, "index"] }, { found: unit.index, known: known.join(", ") }))]),
    ];
  });
  return again.length > 0 ? { faults: again } : read.data.units;
}
