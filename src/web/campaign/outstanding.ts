import { readProgress } from "../../contract/assessment.ts";
import { readCoverage } from "../../contract/campaign-setup.ts";
import type { Stage } from "../../contract/cycle.ts";
import { listRemits } from "../../contract/leadership.ts";
import { useAll, useRead } from "../shell/query.ts";
import type { At } from "./campaign-page.tsx";
import { isHole } from "./coverage.ts";
import type { ProgressItem } from "./progress.ts";

/** What is not done when a stage ends: counted, with the page where it is done. */

export type Left = { readonly what: "notSubmitted" | "notAppraised" | "partlyAppraised" | "notExplained" | "uncovered" | "reopenings" | "remits"; readonly count: number; readonly to?: string };

const countOf = (items: readonly ProgressItem[], is: (one: ProgressItem) => boolean): number => items.filter(is).length;

/** Of the units, by the stage that ends. */
function leftOfUnits(items: readonly ProgressItem[], stage: Stage): Left[] {
  const round = stage === "appraisal-1" ? "1" : "2";
  const all: Left[] =
    stage === "self-scoring"
      ? [{ what: "notSubmitted", count: countOf(items, (one) => one.parts["self-scoring"] !== "submitted") }]
      : stage === "explanation"
        ? [{ what: "notExplained", count: countOf(items, (one) => one.parts.explanation !== "submitted") }]
        : [
            { what: "notAppraised", count: countOf(items, (one) => one.appraised[round] === 0) },
            { what: "partlyAppraised", count: countOf(items, (one) => one.appraised[round] > 0 && one.appraised[round] < one.toScore) },
          ];
  return all.filter((one) => one.count > 0);
}

/** `left` is undefined while it is being counted, or where it could not be. */
export function useLeft({ campaign, roles }: At): { readonly left: readonly Left[] | undefined; readonly error: Error | null } {
  const { id: campaignId, stage, proposals } = campaign;
  const params = { campaignId };
  const isDraft = stage === "draft";
  const progress = useAll(readProgress, { params }, { enabled: !isDraft });
  const coverage = useRead(readCoverage, { params });
  const mayReadRemits = isDraft && roles.includes("programme-officer") && campaign.ownerUnitId === null;
  const remits = useAll(listRemits, { params }, { enabled: mayReadRemits });
  if (coverage.data === undefined || (!isDraft && progress.data === undefined) || (mayReadRemits && remits.data === undefined)) return { left: undefined, error: coverage.error ?? progress.error ?? remits.error };
  const base = `/campaigns/${campaignId}`;
  const uncovered = coverage.data.body.items.filter(isHole).reduce((sum, one) => sum + one.uncovered, 0);
  const marked = new Set(remits.data?.flatMap((one) => one.unitIds));
  const unmarked = mayReadRemits ? campaign.unitCount - marked.size : 0;
  const left: readonly Left[] = [
    ...(isDraft ? [] : leftOfUnits(progress.data ?? [], stage).map((one) => ({ ...one, to: `${base}/progress` }))),
    ...(uncovered === 0 ? [] : [{ what: "uncovered" as const, count: uncovered, to: `${base}/assignments` }]),
    ...(proposals.length === 0 ? [] : [{ what: "reopenings" as const, count: proposals.length, to: `${base}/reopenings` }]),
    ...(unmarked === 0 ? [] : [{ what: "remits" as const, count: unmarked, to: `${base}/setup/remits` }]),
  ];
  return { left, error: null };
}
