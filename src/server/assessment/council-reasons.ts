import type { Transaction } from "../platform/index.ts";
import { newestEntries } from "./queries.ts";
import type { Step } from "./rules.ts";

/** The latest word of the council on a criterion comes first; the chair's before a member's. */
const STEPS: readonly Step[] = ["correction", "appraisal-2", "appraisal-1"];

/** What the council wrote where it entered a value of its own, by criterion. */
export async function councilReasons(tx: Transaction, campaign: string, unit: string): Promise<ReadonlyMap<string, string>> {
  const entries = (await newestEntries(tx, campaign, { units: [unit] })).filter((one) => STEPS.includes(one.step) && one.note !== "");
  const ordered = entries.toSorted((a, b) => STEPS.indexOf(b.step) - STEPS.indexOf(a.step) || Number(a.asChair) - Number(b.asChair));
  return new Map(ordered.map(({ code, note }) => [code, note]));
}
