import type { z } from "zod";
import type { readProgress } from "../../contract/assessment.ts";
import { type Stage, STAGES } from "../../contract/cycle.ts";
import { minutesBetween } from "../ui/format.ts";

/** How far a unit has come, in one word, by the campaign's stage. */

export type ProgressItem = z.output<typeof readProgress.response>["items"][number];

/** In the order of how much is left. */
export const PROGRESS_STATES = ["missed", "not-begun", "scoring", "sent-back", "handed-up", "submitted", "not-explained", "explaining", "explanation-handed-up", "explained", "not-appraised", "appraising", "appraised", "closed"] as const;
type ProgressState = (typeof PROGRESS_STATES)[number];

const reached = (stage: Stage, wanted: Stage): boolean => STAGES.indexOf(stage) >= STAGES.indexOf(wanted);

function scoringState({ parts, scored }: ProgressItem, isOver: boolean): ProgressState {
  const part = parts["self-scoring"];
  if (part === "submitted") return "submitted";
  if (isOver) return "missed";
  if (part === "draft") return scored === 0 ? "not-begun" : "scoring";
  return part === "handed-up" ? "handed-up" : "sent-back";
}

function explanationState({ parts, explained }: ProgressItem): ProgressState {
  const part = parts.explanation;
  if (part === "submitted") return "explained";
  if (part === "handed-up") return "explanation-handed-up";
  return explained === 0 ? "not-explained" : "explaining";
}

function appraisalState({ appraised, toScore }: ProgressItem, round: "1" | "2"): ProgressState {
  if (appraised[round] === 0) return "not-appraised";
  return appraised[round] < toScore ? "appraising" : "appraised";
}

export function stateOf(item: ProgressItem, stage: Stage, now: string): ProgressState {
  const isOver = item.deadline !== null && item.deadline <= now;
  if (stage === "draft" || stage === "self-scoring") return scoringState(item, isOver);
  if (reached(stage, "consolidation")) return "closed";
  // Whoever has missed the end, or was given time beyond it, is the first thing to know of a unit.
  if (item.parts["self-scoring"] !== "submitted" && stage === "appraisal-1") return scoringState(item, isOver);
  if (stage === "explanation") return explanationState(item);
  return appraisalState(item, stage === "appraisal-1" ? "1" : "2");
}

/** What is counted of a unit in this stage: how many of how many. */
export function shareOf(item: ProgressItem, stage: Stage): { readonly done: number; readonly all: number } {
  if (stage === "appraisal-1" && item.parts["self-scoring"] === "submitted") return { done: item.appraised["1"], all: item.toScore };
  if (stage === "appraisal-2") return { done: item.appraised["2"], all: item.toScore };
  if (stage === "explanation") return { done: item.explained, all: item.explained };
  return { done: item.scored, all: item.toScore };
}

/** Late, or near its end with the work not handed in: for these people telephone. */
export function isPressing(item: ProgressItem, stage: Stage, now: string): boolean {
  if (item.deadline === null || item.parts["self-scoring"] === "submitted" || stage !== "self-scoring") return false;
  return minutesBetween(now, item.deadline) < 3 * 24 * 60;
}

export type Sorting = "name" | "state" | "share" | "deadline";

export function sortItems(items: readonly ProgressItem[], by: Sorting, { stage, now, compare }: { readonly stage: Stage; readonly now: string; readonly compare: (one: string, other: string) => number }): ProgressItem[] {
  const place = (one: ProgressItem): number => PROGRESS_STATES.indexOf(stateOf(one, stage, now));
  const part = (one: ProgressItem): number => {
    const { done, all } = shareOf(one, stage);
    return all === 0 ? 0 : done / all;
  };
  const first: Readonly<Record<Sorting, (one: ProgressItem, other: ProgressItem) => number>> = {
    name: () => 0,
    state: (one, other) => place(one) - place(other),
    share: (one, other) => part(one) - part(other),
    deadline: (one, other) => compare(one.deadline ?? "9", other.deadline ?? "9"),
  };
  return items.toSorted((one, other) => first[by](one, other) || compare(one.index, other.index) || compare(one.unitName, other.unitName));
}
