import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Points } from "../../scoring/exact.ts";
import { fault, type Fault } from "../../scoring/fault.ts";
import type { Fields } from "../../scoring/fields.ts";
import { type FieldProblem, Problem } from "../platform/index.ts";
import { pointsFor } from "./rules.ts";
import { wantedWords } from "./wanted.ts";

/** Reading what people enter for a criterion. */

/** Numbers become decimal strings, so that an input has one way of being written, in the ledger and in comparisons. */
function exactly(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(exactly);
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, exactly(one)]));
  return value;
}

/** RFC 6901 */
const escaped = (step: string | number): string => String(step).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");

const problemsOf = (faults: readonly Fault[], pointer: string): FieldProblem[] => faults.map((one) => ({ pointer: `${pointer}${(one.place.path ?? []).map((step) => `/${escaped(step)}`).join("")}`, message: wantedWords(one) }));

/** What was read, or every fault of it. */
type Examined = { readonly input: Fields; readonly points: Points; readonly faults?: never } | { readonly faults: readonly Fault[] };

/**
 * An input by the method's own rules. A unit scores through the method (`onlyMethod`): points set by hand are for the
 * council, which may take another view, and for criteria whose method they are.
 */
export function examineInput(leaf: CompiledLeaf, given: Fields, onlyMethod: boolean): Examined {
  const input = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, exactly(value)]));
  if (onlyMethod && "points" in input && leaf.leaf.method !== "points") return { faults: [fault("unknown-field", { path: ["points"] }, { field: "points" })] };
  const points = pointsFor(leaf, input);
  return typeof points === "number" ? { input, points } : { faults: points };
}

/** What was read, or every field that is wrong with its pointer below `pointer`. */
type Read = { readonly input: Fields; readonly points: Points; readonly faults?: never } | { readonly faults: readonly FieldProblem[] };

export function readInput(leaf: CompiledLeaf, given: Fields, pointer: string, onlyMethod: boolean): Read {
  const examined = examineInput(leaf, given, onlyMethod);
  return examined.faults === undefined ? examined : { faults: problemsOf(examined.faults, pointer) };
}

/** The same for a single criterion: throws what is wrong. */
export function requireInput(leaf: CompiledLeaf, given: Fields | null, onlyMethod: boolean): Fields | null {
  if (given === null) return null;
  const read = readInput(leaf, given, "/input", onlyMethod);
  if (read.faults !== undefined) throw new Problem("invalid-input", { fields: read.faults });
  return read.input;
}
