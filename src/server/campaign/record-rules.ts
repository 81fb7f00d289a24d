import { readFacts } from "../../scoring/case/facts.ts";
import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import type { Fault } from "../../scoring/fault.ts";
import { faultWords } from "../../scoring/fault-text.ts";
import type { FieldProblem } from "../platform/index.ts";
import { earnsPoints, leavesUnder } from "./engines.ts";
import type { FactChange, MarkChange } from "./record-queries.ts";

/** What marks and facts may be, and which of them hold. */

const lastOf = <T>(changes: readonly T[], keyOf: (one: T) => string): T[] => [...new Map(changes.map((one) => [keyOf(one), one])).values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** The marks that hold after these changes, by code. */
export const marksInForce = (changes: readonly MarkChange[]): MarkChange[] => lastOf(changes, (one) => one.code).filter((one) => one.isSet);

/** The facts that hold after these changes, by key. */
export const factsInForce = (changes: readonly FactChange[]): FactChange[] => lastOf(changes, (one) => one.key).filter((one) => one.value !== null);

/** What of an index cannot be marked as not applicable, as a wrong field. */
export function markFault(index: CompiledIndex | undefined, code: string): FieldProblem | undefined {
  if (index === undefined || leavesUnder(index, code) === undefined) return { pointer: "/code", message: { vi: "Chỉ số của đơn vị không có nội dung, tiêu chí này.", en: "The unit's index has no such content or criterion." } };
  // The bonus stays in the maximum whatever is marked, and a mark on a deduction would hide what happened.
  if (!earnsPoints(index, code)) return { pointer: "/code", message: { vi: "Điểm cộng, điểm trừ không ghi không áp dụng: không phát sinh thì không có điểm.", en: "Bonus and deduction are not marked: what did not happen counts nothing." } };
  return undefined;
}

const escaped = (step: string | number): string => String(step).replaceAll("~", "~0").replaceAll("/", "~1");
const asField = (one: Fault): FieldProblem => ({ pointer: `/value${(one.place.path ?? []).slice(2).map((step) => `/${escaped(step)}`).join("")}`, message: faultWords(one) });

/** What is wrong with a fact by the engine's own reading; null takes it back and is always in order. */
export function factFaults(engine: Engine, unitCode: string, key: string, value: unknown): FieldProblem[] {
  const known = engine.facts.get(key);
  if (known === undefined) return [{ pointer: "/key", message: { vi: `Quy định không có dữ kiện này; có: ${[...engine.facts.keys()].join(", ")}.`, en: `The regulation has no such fact; it has: ${[...engine.facts.keys()].join(", ")}.` } }];
  if (value === null) return [];
  const faults: Fault[] = [];
  readFacts({ code: unitCode, index: "", scores: {}, facts: { [key]: value } }, { ...engine, facts: new Map([[key, known]]) }, faults);
  return faults.map(asField);
}
