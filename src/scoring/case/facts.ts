import { type Fraction, fraction } from "../exact.ts";
import { type Fault, fault, faultsOf, shown, within } from "../fault.ts";
import { countInput } from "../method/input.ts";
import type { Engine } from "../engine/compile.ts";
import type { Fact } from "../regulation/schema.ts";
import type { CaseUnit } from "./schema.ts";

/** A unit's facts by value name ("leaderDisciplined", "tasks.completed"), defaults filled in. */
export type Facts = {
  readonly values: ReadonlyMap<string, Fraction | boolean>;
  /** Facts of text and level. */
  readonly texts: ReadonlyMap<string, string>;
  /** Facts that were not given, so that their default holds. */
  readonly assumed: ReadonlySet<string>;
};

type Reading = { values: Map<string, Fraction | boolean>; texts: Map<string, string>; assumed: Set<string>; faults: Fault[] };

const MAX_TEXT = 200;

type CountsFact = Extract<Fact, { type: "counts" }>;

function readCounts(one: CountsFact, given: unknown, out: Reading): void {
  const at = (...path: string[]) => ({ path: ["facts", one.key, ...path] });
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    out.faults.push(fault(given === undefined ? "missing-field" : "bad-value", at(), { found: shown(given), expected: "fact-counts", field: `facts.${one.key}` }));
    return;
  }
  const known = one.fields.map((field) => field.key);
  for (const name of Object.keys(given)) if (!known.includes(name)) out.faults.push(fault("unknown-field", at(name.slice(0, 60)), { field: shown(name) }));
  const counts = new Map<string, number>();
  for (const field of one.fields) {
    const value: unknown = Object.hasOwn(given, field.key) ? Reflect.get(given, field.key) : undefined;
    const read = countInput.schema.safeParse(value);
    if (read.success) counts.set(field.key, read.data);
    else out.faults.push(...faultsOf(read.error, value).map((each) => within(at(field.key), { ...each, params: { ...each.params, field: `${one.key}.${field.key}` } })));
  }
  checkCounts(one, counts, out);
  for (const [name, count] of counts) out.values.set(`${one.key}.${name}`, fraction(count));
}

/** Counts that contradict one another: more done on time than done at all, say. */
function checkCounts(one: CountsFact, counts: ReadonlyMap<string, number>, out: Reading): void {
  for (const field of one.fields) {
    const count = counts.get(field.key);
    if (count === undefined) continue;
    const place = { path: ["facts", one.key, field.key] };
    const bound = field.atMost === undefined ? undefined : counts.get(field.atMost);
    if (bound !== undefined && count > bound) {
      out.faults.push(fault("count-order", place, { field: `${one.key}.${field.key}`, found: String(count), bound: `${one.key}.${field.atMost ?? ""}`, max: String(bound) }));
    }
    if (field.atLeast !== undefined && count < Number(field.atLeast)) out.faults.push(fault("count-minimum", place, { field: `${one.key}.${field.key}`, found: String(count), min: field.atLeast }));
  }
}

function readFlag(one: Extract<Fact, { type: "boolean" }>, given: unknown, out: Reading): void {
  const place = { path: ["facts", one.key] };
  if (given === undefined && one.default !== undefined) {
    out.values.set(one.key, one.default);
    out.assumed.add(one.key);
  } else if (typeof given === "boolean") out.values.set(one.key, given);
  else out.faults.push(fault(given === undefined ? "missing-field" : "bad-value", place, { found: shown(given), expected: "flag", field: `facts.${one.key}` }));
}

function readText(one: Fact, given: unknown, engine: Engine, out: Reading): void {
  if (given === undefined) return;
  const place = { path: ["facts", one.key] };
  if (typeof given !== "string" || given.trim() === "" || given.length > MAX_TEXT) {
    out.faults.push(fault("bad-value", place, { found: shown(given), expected: "fact-text" }));
    return;
  }
  const levels = one.type === "level" ? engine.ratios.find((ratio) => ratio.ratio.key === one.ratio)?.classification.levels.map((level) => level.key) : undefined;
  if (levels !== undefined && !levels.includes(given)) out.faults.push(fault("not-one-of", place, { found: shown(given), options: levels.join(", ") }));
  else out.texts.set(one.key, given);
}

/** Reads a unit's facts against those that the regulation declares; faults are added to `faults`. */
export function readFacts(unit: CaseUnit, engine: Engine, faults: Fault[]): Facts {
  const out: Reading = { values: new Map(), texts: new Map(), assumed: new Set(), faults: [] };
  for (const name of Object.keys(unit.facts)) {
    if (!engine.facts.has(name)) out.faults.push(fault("unknown-fact", { path: ["facts", name.slice(0, 60)] }, { found: shown(name), known: [...engine.facts.keys()].join(", ") }));
  }
  for (const one of engine.facts.values()) {
    const given = Object.hasOwn(unit.facts, one.key) ? unit.facts[one.key] : undefined;
    if (one.type === "boolean") readFlag(one, given, out);
    else if (one.type === "counts") readCounts(one, given, out);
    else readText(one, given, engine, out);
  }
  for (const one of out.faults) faults.push(within({ unit: unit.code }, one));
  return out;
}
