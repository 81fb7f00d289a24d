import type { ReportState } from "../../contract/plan-report.ts";

/** What people did with a report; where it stands is the fold of it. No I/O: `now` is an argument. */

export type ReportStep =
  | { readonly kind: "submit"; readonly submission: number; readonly isLate: boolean }
  | { readonly kind: "return"; readonly reason: string; readonly until: string; readonly keys: readonly string[] }
  | { readonly kind: "accept" }
  | { readonly kind: "extend"; readonly reason: string; readonly until: string };
export type RecordedStep = { readonly number: number; readonly at: string; readonly by: string; readonly step: ReportStep };

export type Hours = { readonly opensAt: string; readonly dueAt: string; readonly closesAt: string };
export type Standing = {
  readonly state: ReportState;
  readonly version: number;
  /** The newest copy that was handed in; 0 for none. */
  readonly submission: number;
  readonly firstSubmittedAt: string | null;
  /** By the database's clock at the first handing in; corrections that were asked for do not make it late. */
  readonly isLate: boolean;
  readonly extendedUntil: string | null;
  readonly returned: number;
  /** Until when it may be handed in. */
  readonly until: string;
  readonly dueAt: string;
};

const latest = (one: string, other: string | null): string => (other !== null && other > one ? other : one);
const AFTER = { submit: "submitted", return: "returned", accept: "accepted" } as const;

export function foldReport(hours: Hours, steps: readonly RecordedStep[]): Standing {
  let state: ReportState = "open";
  let [submission, returned] = [0, 0];
  let firstSubmittedAt: string | null = null;
  let extendedUntil: string | null = null;
  let givenBack: string | null = null;
  let isLate = false;
  for (const { at, step } of steps) {
    if (step.kind === "extend") extendedUntil = latest(step.until, extendedUntil);
    else state = AFTER[step.kind];
    if (step.kind === "return") {
      returned += 1;
      givenBack = step.until;
    }
    if (step.kind === "submit") {
      ({ submission } = step);
      if (firstSubmittedAt === null) ({ isLate } = step);
      firstSubmittedAt ??= at;
    }
  }
  const dueAt = latest(hours.dueAt, extendedUntil);
  return { state, version: steps.length, submission, firstSubmittedAt, isLate, extendedUntil, returned, dueAt, until: latest(latest(hours.closesAt, extendedUntil), state === "returned" ? givenBack : null) };
}

/** Whether cells can be written now. */
export const mayWrite = ({ state, until }: Standing, { opensAt }: Hours, now: string): boolean => (state === "open" || state === "returned") && now >= opensAt && now < until;

export const wouldBeLate = ({ dueAt }: Standing, now: string): boolean => now > dueAt;

/** Whether a report that is not there yet is late by now. */
export const isLateNow = (standing: Standing, now: string): boolean => (standing.firstSubmittedAt === null ? wouldBeLate(standing, now) : standing.isLate);
