import type { Fault } from "../../scoring/fault.ts";
import { faultLine } from "../../scoring/fault-text.ts";
import { makeThread, Problem } from "../platform/index.ts";
import type { ComputeJobs } from "./compute-thread.ts";
import type { Law, Missing } from "./compute-work.ts";

/** Computing and telling results happens beside the requests, in a thread. */

const thread = makeThread<ComputeJobs>(new URL("compute-thread.ts", import.meta.url));

type Given<N extends keyof ComputeJobs> = Parameters<ComputeJobs[N]>[0]["given"];
type Done<N extends keyof ComputeJobs> = Exclude<Awaited<ReturnType<ComputeJobs[N]>>, Missing>;

const isMissing = (done: unknown): done is Missing => typeof done === "object" && done !== null && "needsLaws" in done;

/** Lets the thread do something under these laws, which are sent to it only once. */
export async function ask<N extends keyof ComputeJobs>(job: N, laws: readonly Law[], given: Given<N>): Promise<Done<N>> {
  // What fits the one job is sent to it; the compiler cannot follow that for any of them.
  const order = (known: readonly Law[]) => thread.ask(job, { laws: known, given } as Parameters<ComputeJobs[N]>[0]);
  const first = await order(laws.map(({ sha256 }) => ({ sha256, regulation: undefined })));
  const done = isMissing(first) ? await order(laws.map(({ sha256, regulation }) => ({ sha256, regulation }))) : first;
  if (isMissing(done)) throw new Error("the computing thread does not know the regulation that it was sent");
  return done as Done<N>;
}

/** What was computed, where faults are a refusal: a fact that the regulation requires and nobody has stated, say. */
export function withoutFaults<D extends object>(done: D): Exclude<D, { readonly faults: readonly Fault[] }> {
  const faults = "faults" in done ? (done.faults as readonly Fault[] | undefined) : undefined;
  if (faults === undefined) return done as Exclude<D, { readonly faults: readonly Fault[] }>;
  const [first] = faults;
  const words = (language: "vi" | "en") => (first === undefined ? "" : faultLine(first, language));
  throw new Problem("conflict", { detail: { vi: `Dữ liệu chưa đúng quy định: ${words("vi")}`, en: `The input does not fit the regulation: ${words("en")}` } });
}
