import { Worker } from "node:worker_threads";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import type { ExplainedStep } from "../../scoring/explain/unit.ts";
import type { Fault } from "../../scoring/fault.ts";
import { faultLine } from "../../scoring/fault-text.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { Problem } from "../platform/index.ts";

/** Evaluating takes longer than anything may hold up the other requests, so it happens beside them, in a thread. */

export type Order = { readonly id: number; readonly sha256: string; readonly regulation: Regulation | undefined; readonly caseText: string; readonly explain: string | undefined };
export type Answer = { readonly id: number } & ({ readonly faults: readonly Fault[] } | { readonly needsRegulation: true } | { readonly resultText: string; readonly resultSha256: string; readonly pending: readonly Pending[]; readonly explained: ExplainedStep | undefined; readonly caseText: string | undefined; readonly faults?: never; readonly needsRegulation?: never });
/** `caseText`: what it was computed from, without decided orders that are about no tie any more. */
export type Computed = { readonly caseText: string; readonly resultText: string; readonly resultSha256: string; readonly pending: readonly Pending[]; readonly explained: ExplainedStep | undefined };

type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

let thread: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
let last = 0;

/** The thread, started when it is first needed; one that dies fails what it was asked and is replaced at the next question. */
function ready(): { readonly worker: Worker; readonly waiting: Map<number, Waiting> } {
  if (thread !== undefined) return thread;
  const worker = new Worker(new URL("compute-thread.ts", import.meta.url));
  const waiting = new Map<number, Waiting>();
  const end = (error: Error) => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
    if (thread?.worker === worker) thread = undefined;
  };
  worker.on("message", (answer: Answer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
    // An idle thread must not keep a finished program alive.
    if (waiting.size === 0) worker.unref();
  });
  worker.on("error", end);
  worker.on("exit", () => {
    end(new Error("the computing thread has ended"));
  });
  worker.unref();
  thread = { worker, waiting };
  return thread;
}

async function ask(order: Omit<Order, "id">): Promise<Answer> {
  const { worker, waiting } = ready();
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ ...order, id } satisfies Order, []);
  });
}

type Law = { readonly regulation: Regulation; readonly sha256: string };

/** Evaluates a case, or says what is wrong with it. The regulation is sent to the thread only once. */
export async function tryCompute({ regulation, sha256 }: Law, caseText: string, explain?: string): Promise<Computed | { readonly faults: readonly Fault[] }> {
  const first = await ask({ sha256, regulation: undefined, caseText, explain });
  const answer = "needsRegulation" in first ? await ask({ sha256, regulation, caseText, explain }) : first;
  if ("resultText" in answer) return { ...answer, caseText: answer.caseText ?? caseText };
  if ("faults" in answer && answer.faults !== undefined) return { faults: answer.faults };
  throw new Error("the computing thread does not know the regulation that it was sent");
}

/**
 * The same where faults are a refusal: a fact that the regulation requires and nobody has stated, say. `explain` names a
 * unit whose derivation is wanted as well.
 */
export async function compute(law: Law, caseText: string, explain?: string): Promise<Computed> {
  const answer = await tryCompute(law, caseText, explain);
  if ("resultText" in answer) return answer;
  const [first] = answer.faults;
  const words = (language: "vi" | "en") => (first === undefined ? "" : faultLine(first, language));
  throw new Problem("conflict", { detail: { vi: `Dữ liệu chưa đúng quy định: ${words("vi")}`, en: `The input does not fit the regulation: ${words("en")}` } });
}
