import { compileRegulation, type Engine } from "../../scoring/engine/compile.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { type Ground, type Score, scoreOf } from "./score.ts";

/** What is done in the thread: from what was read of some people to their results, written as a copy takes them. No I/O. */

export type ToCompute = { readonly person: string; readonly unit: string; readonly ground: Ground };
export type Order = {
  readonly sha256: string;
  /** Sent when the thread does not know it. */
  readonly regulation: Regulation | undefined;
  readonly index: string;
  readonly period: string;
  /** The database's clock, RFC 3339. */
  readonly at: string;
  readonly people: readonly ToCompute[];
};
export type Counts = { readonly levels: Readonly<Record<string, number>>; readonly missing: Readonly<Partial<Record<Score["missing"][number]["what"], number>>> };
export type Computed = { readonly rows: Uint8Array } & Counts;

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPED: Readonly<Record<string, string>> = { "\\": String.raw`\\`, "\t": String.raw`\t`, "\n": String.raw`\n`, "\r": String.raw`\r` };
const NULL = String.raw`\N`;
const cellOf = (value: string | null): string => (value === null ? NULL : value.replaceAll(SPECIAL, (one) => ESCAPED[one] ?? one));
const numberOf = (value: number | null): string => (value === null ? NULL : String(value));

/** The columns of `copyOf`, in order. */
export const COPIED_RESULT = "(period, person, unit, state, general, results, total, level, parts, reason, at)";
function copyOf({ period, at }: Pick<Order, "period" | "at">, { person, unit }: Pick<ToCompute, "person" | "unit">, { general, results, total, level, parts, steps }: Score): string {
  const reason = steps.length === 0 ? null : steps.map((one) => one.text).join("\n");
  return `${period}\t${cellOf(person)}\t${cellOf(unit)}\tcomputed\t${numberOf(general)}\t${numberOf(results)}\t${numberOf(total)}\t${cellOf(level)}\t${cellOf(JSON.stringify(parts))}\t${cellOf(reason)}\t${at}\n`;
}

/** The engine of the last order; periods of one regulation follow each other. */
let held: Engine | undefined;

function engineOf({ sha256, regulation }: Pick<Order, "sha256" | "regulation">): Engine | undefined {
  if (held?.sha256 !== sha256) held = regulation === undefined ? undefined : compileRegulation({ regulation, sha256 });
  return held;
}

const more = <K extends string>(counts: Partial<Record<K, number>>, key: K): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** What some people's periods come to; undefined where the thread does not know the regulation. */
export function compute(order: Order): Computed | undefined {
  const engine = engineOf(order);
  if (engine === undefined) return undefined;
  const levels: Record<string, number> = {};
  const missing: Partial<Record<Score["missing"][number]["what"], number>> = {};
  let text = "";
  for (const one of order.people) {
    const score = scoreOf(engine, order.index, one.ground, { isBrief: true });
    if (score.level !== null) more(levels, score.level);
    for (const { what } of score.missing) more(missing, what);
    text += copyOf(order, one, score);
  }
  return { rows: new TextEncoder().encode(text), levels, missing };
}

export const COMPUTING_JOBS = { compute };
export type ComputingJobs = typeof COMPUTING_JOBS;
