import { parentPort } from "node:worker_threads";
import { createHash } from "node:crypto";
import { compileRegulation, type Engine } from "../../scoring/engine/compile.ts";
import { isFaulty } from "../../scoring/engine/evaluate.ts";
import { resultOf } from "../../scoring/engine/result.ts";
import { explainUnit } from "../../scoring/explain/unit.ts";
import type { Answer, Order } from "./compute.ts";
import { evaluateHolding } from "./holding.ts";

/** The thread in which results are computed: one case at a time, the regulations that it has seen kept ready. */

const engines = new Map<string, Engine>();

function engineFor({ sha256, regulation }: Order): Engine | undefined {
  const known = engines.get(sha256);
  if (known !== undefined || regulation === undefined) return known;
  const engine = compileRegulation({ regulation, sha256 });
  engines.set(sha256, engine);
  return engine;
}

function answer(order: Order): Answer {
  const engine = engineFor(order);
  if (engine === undefined) return { id: order.id, needsRegulation: true };
  const given: unknown = JSON.parse(order.caseText);
  const held = evaluateHolding(engine, given);
  if (isFaulty(held)) return { id: order.id, faults: held.faults };
  const { input, evaluation } = held;
  const resultText = JSON.stringify(resultOf(evaluation));
  const explained = order.explain === undefined ? undefined : explainUnit(evaluation, order.explain);
  return { id: order.id, resultText, resultSha256: createHash("sha256").update(resultText).digest("hex"), pending: evaluation.pending, explained, caseText: input === given ? undefined : JSON.stringify(input) };
}

parentPort?.on("message", (order: Order) => {
  parentPort?.postMessage(answer(order), []);
});
