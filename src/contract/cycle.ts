import { z } from "zod";
import type { Role } from "./route.ts";

/**
 * The cycle of a campaign (QĐ 02050, II.4.c and II.6) as a fold over its recorded actions: the same function
 * says on the screen what may be done and in the server what is allowed. Times are RFC 3339 texts in UTC,
 * which compare as they read; `now` is always handed in.
 */

export const STAGES = ["draft", "self-scoring", "appraisal-1", "explanation", "appraisal-2", "consolidation", "decided", "published"] as const;
export type Stage = (typeof STAGES)[number];

/** Stages in which units or the council work against a deadline. */
export const TIMED_STAGES = ["self-scoring", "appraisal-1", "explanation", "appraisal-2"] as const;
type TimedStage = (typeof TIMED_STAGES)[number];

const timed = z.enum(TIMED_STAGES);
const when = z.iso.datetime();
const reason = z.string().trim().min(10).max(2000);
const unitId = z.string().min(1).max(64);

/** Ends of the timed stages; what happens at the very instant of the end is too late. */
export const calendar = z.strictObject({ "self-scoring": when, "appraisal-1": when, explanation: when, "appraisal-2": when });
export type Calendar = z.output<typeof calendar>;

/** What people do to a campaign; each is recorded once and never changed. */
export const cycleAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("set-calendar"), calendar }),
  z.strictObject({ kind: z.literal("advance"), to: z.enum(STAGES) }),
  z.strictObject({ kind: z.literal("extend"), unitId, stage: timed, until: when, reason }),
  z.strictObject({ kind: z.literal("propose-reopening"), unitId, stage: timed, until: when, reason }),
  z.strictObject({ kind: z.literal("approve-reopening"), proposal: z.number().int().min(1) }),
]);
export type CycleAction = z.output<typeof cycleAction>;
type CycleActionKind = CycleAction["kind"];

/** An action as the campaign keeps it: numbered from 1 without gaps, with who and when by the database's clock. */
export type RecordedAction = { readonly number: number; readonly at: string; readonly by: string; readonly action: CycleAction };

export type Reopening = { readonly number: number; readonly unitId: string; readonly stage: TimedStage; readonly until: string; readonly reason: string; readonly by: string };

export type CycleState = {
  readonly stage: Stage;
  readonly calendar: Calendar | undefined;
  /** The later end that one unit was given, by "stage unit". */
  readonly extensions: ReadonlyMap<string, string>;
  readonly proposals: ReadonlyMap<number, Reopening>;
  /** How many actions were folded: the version of the campaign. */
  readonly version: number;
};

const START: CycleState = { stage: "draft", calendar: undefined, extensions: new Map(), proposals: new Map(), version: 0 };

const extensionKey = (stage: TimedStage, unit: string): string => `${stage} ${unit}`;

function step(state: CycleState, { number, by, action }: RecordedAction): CycleState {
  const next = { ...state, version: number };
  switch (action.kind) {
    case "set-calendar":
      return { ...next, calendar: action.calendar };
    case "advance":
      return { ...next, stage: action.to };
    case "extend":
      return { ...next, extensions: new Map(state.extensions).set(extensionKey(action.stage, action.unitId), action.until) };
    case "propose-reopening": {
      const { unitId: unit, stage, until, reason: why } = action;
      return { ...next, proposals: new Map(state.proposals).set(number, { number, unitId: unit, stage, until, reason: why, by }) };
    }
    case "approve-reopening": {
      const proposal = state.proposals.get(action.proposal);
      if (proposal === undefined) return next;
      const proposals = new Map(state.proposals);
      proposals.delete(action.proposal);
      return { ...next, proposals, extensions: new Map(state.extensions).set(extensionKey(proposal.stage, proposal.unitId), proposal.until) };
    }
  }
}

/** The state after these actions, which are in order. */
export const foldCycle = (actions: readonly RecordedAction[]): CycleState => actions.reduce(step, START);

/** The end of a stage for one unit: its own if it was extended, else the campaign's. */
export function deadlineOf(state: CycleState, stage: TimedStage, unit: string): string | undefined {
  const common = state.calendar?.[stage];
  const own = state.extensions.get(extensionKey(stage, unit));
  return own !== undefined && (common === undefined || own > common) ? own : common;
}

/**
 * Whether a unit's part of a stage is open: the campaign is in the stage and its end has not come, or the unit
 * was given a later end of its own and the campaign has not been consolidated.
 */
export function isOpenFor(state: CycleState, stage: TimedStage, unit: string, now: string): boolean {
  const own = state.extensions.get(extensionKey(stage, unit));
  const place = STAGES.indexOf(state.stage);
  if (own !== undefined && now < own && place >= STAGES.indexOf(stage) && place < STAGES.indexOf("consolidation")) return true;
  const end = state.calendar?.[stage];
  return state.stage === stage && end !== undefined && now < end;
}

/** Who may do what to the cycle itself; the server's gate asks the same table. */
const MAY: Readonly<Record<CycleActionKind, readonly Role[]>> = {
  "set-calendar": ["programme-officer"],
  advance: ["programme-officer", "council-chair"],
  extend: ["programme-officer"],
  "propose-reopening": ["programme-officer", "unit-head"],
  "approve-reopening": ["council-chair"],
};

export const mayAct = (kind: CycleActionKind, roles: readonly Role[]): boolean => MAY[kind].some((role) => roles.includes(role));

/** Why an action is refused, as a key of the words that explain it. */
export type Refusal = "by-result" | "stage" | "calendar-missing" | "calendar-order" | "calendar-past" | "not-next" | "before-deadline" | "unknown-proposal" | "same-person" | "not-later" | "stage-not-reached";

const ordered = (value: Calendar): boolean => TIMED_STAGES.every((stage, i) => i === 0 || value[TIMED_STAGES[i - 1] ?? stage] < value[stage]);

const isNext = (state: CycleState, to: Stage): boolean => STAGES.indexOf(to) === STAGES.indexOf(state.stage) + 1;

/** A campaign is decided and published by what happens to its result, never by hand (QĐ 02050, II.6.c). */
export const refuseByResult = (state: CycleState, to: "decided" | "published"): Refusal | undefined => (isNext(state, to) ? undefined : "not-next");

function refuseAdvance(state: CycleState, to: Stage, now: string): Refusal | undefined {
  if (!isNext(state, to)) return "not-next";
  if (to === "decided" || to === "published") return "by-result";
  if (state.stage === "draft") return state.calendar === undefined ? "calendar-missing" : undefined;
  const running = TIMED_STAGES.find((stage) => stage === state.stage);
  const end = running === undefined ? undefined : state.calendar?.[running];
  // Units keep their time: nobody ends a stage of theirs before the announced hour.
  const unitsWork = running === "self-scoring" || running === "explanation";
  return unitsWork && end !== undefined && now < end ? "before-deadline" : undefined;
}

function refuseLaterEnd(state: CycleState, stage: TimedStage, unit: string, until: string, now: string): Refusal | undefined {
  if (STAGES.indexOf(state.stage) < STAGES.indexOf(stage)) return "stage-not-reached";
  if (STAGES.indexOf(state.stage) >= STAGES.indexOf("consolidation")) return "stage";
  const before = deadlineOf(state, stage, unit);
  return until > now && (before === undefined || until > before) ? undefined : "not-later";
}

/** Whether an action may follow on a state at this moment, by this person; undefined when it may. */
export function refuse(state: CycleState, action: CycleAction, by: string, now: string): Refusal | undefined {
  switch (action.kind) {
    case "set-calendar":
      if (state.stage !== "draft") return "stage";
      if (!ordered(action.calendar)) return "calendar-order";
      return action.calendar["self-scoring"] > now ? undefined : "calendar-past";
    case "advance":
      return refuseAdvance(state, action.to, now);
    case "extend":
      // A stage that is over for the unit is not extended but reopened, with two people's consent.
      return isOpenFor(state, action.stage, action.unitId, now) ? refuseLaterEnd(state, action.stage, action.unitId, action.until, now) : "stage";
    case "propose-reopening":
      return isOpenFor(state, action.stage, action.unitId, now) ? "stage" : refuseLaterEnd(state, action.stage, action.unitId, action.until, now);
    case "approve-reopening": {
      const proposal = state.proposals.get(action.proposal);
      if (proposal === undefined) return "unknown-proposal";
      if (proposal.by === by) return "same-person";
      return refuseLaterEnd(state, proposal.stage, proposal.unitId, proposal.until, now);
    }
  }
}

/** The kinds of action that somebody with these roles could do now, given a fitting choice of details. */
export function availableActions(state: CycleState, roles: readonly Role[], now: string): CycleActionKind[] {
  const next = STAGES[STAGES.indexOf(state.stage) + 1];
  const place = STAGES.indexOf(state.stage);
  const working = place >= 1 && place < STAGES.indexOf("consolidation");
  const possible: Readonly<Record<CycleActionKind, boolean>> = {
    "set-calendar": state.stage === "draft",
    advance: next !== undefined && refuseAdvance(state, next, now) === undefined,
    extend: working,
    "propose-reopening": working,
    "approve-reopening": state.proposals.size > 0,
  };
  return cycleAction.options.map((option) => option.shape.kind.value).filter((kind) => possible[kind] && mayAct(kind, roles));
}
