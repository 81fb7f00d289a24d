import { z } from "zod";
import { LEAST_REASON } from "./prose.ts";
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
const reason = z.string().trim().min(LEAST_REASON).max(2000);
const unitId = z.string().min(1).max(64);
const proposal = z.number().int().min(1);

/** The document by which an amendment was decided: its number, its day and what it says. */
export const amendmentDocument = z.strictObject({ number: z.string().trim().min(1).max(60), on: z.iso.date(), text: z.string().trim().min(LEAST_REASON).max(10_000) });
type AmendmentDocument = z.output<typeof amendmentDocument>;

/** Ends of the timed stages; what happens at the very instant of the end is too late. */
export const calendar = z.strictObject({ "self-scoring": when, "appraisal-1": when, explanation: when, "appraisal-2": when });
export type Calendar = z.output<typeof calendar>;

/** What people do to a campaign; each is recorded once and never changed. */
export const cycleAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("set-calendar"), calendar }),
  z.strictObject({ kind: z.literal("advance"), to: z.enum(STAGES) }),
  z.strictObject({ kind: z.literal("extend"), unitId, stage: timed, until: when, reason }),
  z.strictObject({ kind: z.literal("propose-reopening"), unitId, stage: timed, until: when, reason }),
  z.strictObject({ kind: z.literal("approve-reopening"), proposal }),
  z.strictObject({ kind: z.literal("propose-amendment"), regulationVersionId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/), document: amendmentDocument, reason }),
  z.strictObject({ kind: z.literal("approve-amendment"), proposal }),
  z.strictObject({ kind: z.literal("withdraw-amendment"), proposal, reason }),
]);
export type CycleAction = z.output<typeof cycleAction>;
type CycleActionKind = CycleAction["kind"];

type AmendmentProposal = Extract<CycleAction, { kind: "propose-amendment" }>;
/** What is kept of an action: of an amendment also the hash of the version that it names. */
export type KeptAction = Exclude<CycleAction, AmendmentProposal> | (AmendmentProposal & { readonly sha256: string });

/** An action as the campaign keeps it: numbered from 1 without gaps, with who and when by the database's clock. */
export type RecordedAction = { readonly number: number; readonly at: string; readonly by: string; readonly action: KeptAction };

export type Reopening = { readonly number: number; readonly unitId: string; readonly stage: TimedStage; readonly until: string; readonly reason: string; readonly by: string };

/** A version of a regulation, pinned by its hash. */
export type PinnedRegulation = { readonly versionId: string; readonly sha256: string };

export const AMENDMENT_STATES = ["proposed", "approved", "withdrawn"] as const;

/** An amendment of the campaign's regulation (sửa đổi quy định), with what became of it. */
export type Amendment = {
  readonly number: number;
  readonly state: (typeof AMENDMENT_STATES)[number];
  readonly regulation: PinnedRegulation;
  readonly document: AmendmentDocument;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  /** Who approved or withdrew it, when, and why it was withdrawn. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly withdrawalReason: string | null;
};

export type CycleState = {
  readonly stage: Stage;
  readonly calendar: Calendar | undefined;
  /** The later end that one unit was given, by "stage unit". */
  readonly extensions: ReadonlyMap<string, string>;
  readonly proposals: ReadonlyMap<number, Reopening>;
  /** The version in force since the last approved amendment; undefined: the one from which the campaign was made. */
  readonly regulation: PinnedRegulation | undefined;
  /** All that were ever proposed, in order; at most one is open. */
  readonly amendments: readonly Amendment[];
  /** How many actions were folded: the version of the campaign. */
  readonly version: number;
};

const START: CycleState = { stage: "draft", calendar: undefined, extensions: new Map(), proposals: new Map(), regulation: undefined, amendments: [], version: 0 };

const extensionKey = (stage: TimedStage, unit: string): string => `${stage} ${unit}`;

/** The amendment that waits to be approved or withdrawn. */
export const openAmendment = (state: CycleState): Amendment | undefined => state.amendments.find((one) => one.state === "proposed");

/** What became of the amendment that is open; anything else changes nothing. */
function decideAmendment(state: CycleState, number: number, decided: Pick<Amendment, "state" | "decidedBy" | "decidedAt" | "withdrawalReason">): CycleState {
  const open = openAmendment(state);
  if (open?.number !== number) return state;
  return { ...state, regulation: decided.state === "approved" ? open.regulation : state.regulation, amendments: state.amendments.map((one) => (one === open ? { ...one, ...decided } : one)) };
}

function step(state: CycleState, { number, at, by, action }: RecordedAction): CycleState {
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
      const reopening = state.proposals.get(action.proposal);
      if (reopening === undefined) return next;
      const proposals = new Map(state.proposals);
      proposals.delete(action.proposal);
      return { ...next, proposals, extensions: new Map(state.extensions).set(extensionKey(reopening.stage, reopening.unitId), reopening.until) };
    }
    case "propose-amendment": {
      const { regulationVersionId: versionId, sha256, document, reason: why } = action;
      return { ...next, amendments: [...state.amendments, { number, state: "proposed", regulation: { versionId, sha256 }, document, reason: why, by, at, decidedBy: null, decidedAt: null, withdrawalReason: null }] };
    }
    case "approve-amendment":
      return decideAmendment(next, action.proposal, { state: "approved", decidedBy: by, decidedAt: at, withdrawalReason: null });
    case "withdraw-amendment":
      return decideAmendment(next, action.proposal, { state: "withdrawn", decidedBy: by, decidedAt: at, withdrawalReason: action.reason });
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
  "propose-amendment": ["programme-officer"],
  "approve-amendment": ["council-chair"],
  // The chair may turn down what the officer may take back.
  "withdraw-amendment": ["programme-officer", "council-chair"],
};

/** A unit that evaluates its own offices has no council beside its leaders: there one of them approves what another has proposed. */
const MAY_IN_OWN: Readonly<Partial<Record<CycleActionKind, readonly Role[]>>> = { "approve-amendment": ["programme-officer"] };

export const mayAct = (kind: CycleActionKind, roles: readonly Role[], isOwned = false): boolean => [...MAY[kind], ...(isOwned ? (MAY_IN_OWN[kind] ?? []) : [])].some((role) => roles.includes(role));

/** Why an action is refused, as a key of the words that explain it. */
export type Refusal = "by-result" | "stage" | "calendar-missing" | "calendar-order" | "calendar-past" | "not-next" | "before-deadline" | "unknown-proposal" | "same-person" | "not-later" | "stage-not-reached" | "amendment-open" | "unknown-amendment";

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

/** What has been decided was decided under its regulation. */
const isAmendable = ({ stage }: CycleState): boolean => STAGES.indexOf(stage) < STAGES.indexOf("decided");

function refuseAmendment(state: CycleState, action: Extract<CycleAction, { kind: "propose-amendment" | "approve-amendment" | "withdraw-amendment" }>, by: string): Refusal | undefined {
  const open = openAmendment(state);
  switch (action.kind) {
    case "propose-amendment":
      if (!isAmendable(state)) return "stage";
      return open === undefined ? undefined : "amendment-open";
    case "approve-amendment":
      if (open?.number !== action.proposal) return "unknown-amendment";
      if (open.by === by) return "same-person";
      return isAmendable(state) ? undefined : "stage";
    case "withdraw-amendment":
      return open?.number === action.proposal ? undefined : "unknown-amendment";
  }
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
      const reopening = state.proposals.get(action.proposal);
      if (reopening === undefined) return "unknown-proposal";
      if (reopening.by === by) return "same-person";
      return refuseLaterEnd(state, reopening.stage, reopening.unitId, reopening.until, now);
    }
    case "propose-amendment":
    case "approve-amendment":
    case "withdraw-amendment":
      return refuseAmendment(state, action, by);
  }
}

/** The kinds of action that somebody with these roles could do now, given a fitting choice of details. */
export function availableActions(state: CycleState, roles: readonly Role[], now: string, isOwned = false): CycleActionKind[] {
  const next = STAGES[STAGES.indexOf(state.stage) + 1];
  const place = STAGES.indexOf(state.stage);
  const hasAmendment = openAmendment(state) !== undefined;
  const working = place >= 1 && place < STAGES.indexOf("consolidation");
  const possible: Readonly<Record<CycleActionKind, boolean>> = {
    "set-calendar": state.stage === "draft",
    advance: next !== undefined && refuseAdvance(state, next, now) === undefined,
    extend: working,
    "propose-reopening": working,
    "approve-reopening": state.proposals.size > 0,
    "propose-amendment": isAmendable(state) && !hasAmendment,
    "approve-amendment": isAmendable(state) && hasAmendment,
    "withdraw-amendment": hasAmendment,
  };
  return cycleAction.options.map((option) => option.shape.kind.value).filter((kind) => possible[kind] && mayAct(kind, roles, isOwned));
}
