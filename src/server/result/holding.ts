import type { Decided } from "../../contract/result.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { evaluate, type Evaluation, type Faulty, isFaulty } from "../../scoring/engine/evaluate.ts";
import type { Fault } from "../../scoring/fault.ts";
import { type Fields, isFields } from "../../scoring/fields.ts";

/** Which decisions still hold: scores and the regulation may have changed since they were taken. No I/O. */

/** What the engine says of an order that is about no tie. */
const isAboutOrders = (one: Fault): boolean => one.place.path?.[0] === "decisions";

/** The case without the orders that have faults of their own; undefined when that would mend nothing. */
function withoutStale(input: unknown, faults: readonly Fault[]): Fields | undefined {
  if (!isFields(input) || !isFields(input["decisions"]) || !faults.every(isAboutOrders)) return undefined;
  // A unit in two orders is in one that holds and one that does not: once the latter is gone, so is this fault.
  const stale = new Set(faults.filter((one) => one.code !== "decision-twice").map((one) => one.place.path?.slice(1).join(" ")));
  const { decisions: _given, ...rest } = input;
  let dropped = 0;
  const holding = Object.entries(input["decisions"]).flatMap(([ratio, given]): [string, unknown[]][] => {
    const orders: readonly unknown[] = Array.isArray(given) ? given : [];
    const kept = stale.has(ratio) ? [] : orders.filter((_order, at) => !stale.has(`${ratio} ${String(at)}`));
    dropped += orders.length - kept.length;
    return kept.length === 0 ? [] : [[ratio, kept]];
  });
  if (dropped === 0) return undefined;
  return holding.length === 0 ? rest : { ...rest, decisions: Object.fromEntries(holding) };
}

/** Evaluates a case with those of its decided orders that are about a tie that there is; `input` is the case with these alone. */
export function evaluateHolding(engine: Engine, given: unknown): { readonly input: unknown; readonly evaluation: Evaluation; readonly faults?: never } | Faulty {
  let input: unknown = given;
  for (;;) {
    const evaluation = evaluate(engine, input);
    if (!isFaulty(evaluation)) return { input, evaluation };
    const next = withoutStale(input, evaluation.faults);
    if (next === undefined) return evaluation;
    input = next;
  }
}

/** Decisions without those on a level that the regulation does not have; orders are judged by their ties. */
export function knownDecisions(engine: Engine, decisions: readonly Decided[]): Decided[] {
  const levels = new Set(engine.ratios.flatMap(({ ratio, classification }) => classification.levels.map((level) => `${ratio.key} ${level.key}`)));
  return decisions.filter(({ decision }) => decision.kind === "order" || levels.has(`${decision.ratio} ${decision.level}`));
}
