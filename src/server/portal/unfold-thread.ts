import type { Evaluation } from "../../scoring/engine/evaluate.ts";
import { serveThread } from "../platform/index.ts";
import { computeAgain, criteriaTable, lostInAll, type Published, publishedWorkbook, slim, tellUnit } from "./unfold-work.ts";

/** The thread in which published results are read and computed again; the last few are kept. */

const MOST_KEPT = 4;
const kept = new Map<string, Evaluation>();

/** Undefined: it is not known yet and has to come with the question. */
function evaluationOf(key: string, published: Published | undefined): Evaluation | undefined {
  const known = kept.get(key);
  if (known !== undefined || published === undefined) return known;
  const computed = computeAgain(published);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
  kept.set(key, computed);
  return computed;
}

type Asked = { readonly key: string; readonly published: Published | undefined };
type Missing = { readonly isMissing: true };
const MISSING: Missing = { isMissing: true };

const JOBS = {
  slim,
  lostInAll: ({ published, least }: { readonly published: Published; readonly least: string }) => lostInAll(published, least),
  tellUnit: ({ key, published, code }: Asked & { readonly code: string }) => {
    const evaluation = evaluationOf(key, published);
    return evaluation === undefined ? MISSING : { told: tellUnit(evaluation, code) };
  },
  workbook: async ({ key, published, decided }: Asked & { readonly decided: ReadonlyMap<string, string> }) => {
    const evaluation = evaluationOf(key, published);
    return evaluation === undefined ? MISSING : { told: await publishedWorkbook(evaluation, decided) };
  },
  criteriaTable: ({ key, published }: Asked) => {
    const evaluation = evaluationOf(key, published);
    return evaluation === undefined ? MISSING : { told: criteriaTable(evaluation) };
  },
};
export type UnfoldJobs = typeof JOBS;

serveThread(JOBS);
