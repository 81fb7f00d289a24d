import { z } from "zod";

/** What happens to a civil servant's rating of a year (NĐ 335, articles 19 to 22), step by step; and what the steps come to. */

export const RATING_LEVELS = ["excellent", "good", "completed", "failed"] as const;
export type RatingLevel = (typeof RATING_LEVELS)[number];
const level = z.enum(RATING_LEVELS);

const prose = (least: number, most = 4000) => z.string().trim().min(least).max(most).regex(/^(?:\P{C}|\n)*$/u);
const line = (most: number) => z.string().trim().min(1).max(most).regex(/^\P{C}*$/u);
// This module is whole in the browser, where the schemas of `route.ts` are not: these two are the same as there.
const day = z.iso.date();
const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);

/** A paper that a step rests on: its number, its day, what it is about. */
const paper = z.strictObject({ number: line(60), on: day, about: line(300) });
export type Paper = z.output<typeof paper>;

/** The overriding cases of article 20.4. */
export const RATING_FACTS = ["misconduct", "disciplined", "unitCorruption"] as const;
/** Why somebody was away for a part of the year (articles 11.1, 11.2). */
export const ABSENCES = ["unpaid-leave", "sick", "maternity", "other"] as const;
/** How a result is made public within the agency (article 21.1.đ). */
export const PUBLICATIONS = ["electronic", "meeting", "posted"] as const;

/** What is decided of one person; `reason` where it is less than the points allow, or where persons were tied. */
const decided = { level, number: line(60), on: day, handling: prose(0, 2000).default(""), publication: z.enum(PUBLICATIONS), reason: prose(0, 2000).default("") };

/** What people do with one file. Decisions and minutes come from the whole round's actions. */
export const ratingAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("self-review"), level, text: prose(10), handling: prose(0, 2000).default("") }),
  z.strictObject({ kind: z.literal("absence"), months: z.int().min(0).max(12), cause: z.enum(ABSENCES), paper }),
  /** Empty: in no group any more. */
  z.strictObject({ kind: z.literal("group"), group: z.string().trim().max(60).regex(/^\P{C}*$/u) }),
  z.strictObject({ kind: z.literal("fact"), fact: z.enum(RATING_FACTS), value: z.boolean(), paper }),
  z.strictObject({ kind: z.literal("party-opinion"), body: line(200), text: prose(10), paper: paper.nullable().default(null) }),
  z.strictObject({ kind: z.literal("chairman-opinion"), agrees: z.boolean(), text: prose(3) }),
  z.strictObject({ kind: z.literal("propose"), level, handling: prose(0, 2000).default(""), reason: prose(0, 2000).default("") }),
  /** A letter, denunciation or sign of disunity: nothing is decided before it was verified (plan IV.4.2.d). */
  z.strictObject({ kind: z.literal("raise"), about: prose(10), paper: paper.nullable().default(null) }),
  /** Of a complaint that was answered already: whether the result turned out wrong, so that another decision is due. */
  z.strictObject({ kind: z.literal("verify"), finding: prose(10), paper: paper.nullable().default(null), changes: z.boolean().optional() }),
  z.strictObject({ kind: z.literal("complain"), text: prose(10) }),
  z.strictObject({ kind: z.literal("answer"), text: prose(10), changes: z.boolean() }),
  z.strictObject({ kind: z.literal("replace"), cause: z.enum(["complaint", "found"]), ...decided, reason: prose(10, 2000) }),
]);
export type RatingAction = z.output<typeof ratingAction>;
export type ActionKind = RatingAction["kind"];

/** What was computed when it was decided, so that anybody can compute it again. */
const computedAt = { percent: z.string(), computed: level.nullable(), caseSha256: z.string() };
const decideStep = z.strictObject({ kind: z.literal("decide"), ...decided, ...computedAt });
const replaceStep = z.strictObject({ kind: z.literal("replace"), cause: z.enum(["complaint", "found"]), ...decided, ...computedAt });
const meetingStep = z.strictObject({ kind: z.literal("meeting"), meetingId: id, opinion: z.string() });

/** Where somebody is rated: ids for the program, names as they were then for whoever reads. */
const ratingPlace = z.strictObject({ agencyId: id, agency: z.string(), officeId: id, office: z.string(), roundId: id, competence: z.string(), title: z.string() });
export type RatingPlace = z.output<typeof ratingPlace>;
/** Taken over by the agency in which somebody works at the time of rating (article 19.1). */
const transferStep = z.strictObject({ kind: z.literal("transfer"), from: ratingPlace, to: ratingPlace });

export const ratingStep = z.union([ratingAction, decideStep, replaceStep, meetingStep, transferStep]);
export type RatingStep = z.output<typeof ratingStep>;
export type TakenStep = { readonly number: number; readonly at: string; readonly by: string; readonly step: RatingStep };

/** One of the decisions about a person's year; each stays readable when another replaces it. */
export type Decision = { readonly place: number; readonly at: string; readonly by: string; readonly level: RatingLevel; readonly number: string; readonly on: string; readonly handling: string; readonly publication: (typeof PUBLICATIONS)[number]; readonly reason: string; readonly percent: string; readonly computed: RatingLevel | null; readonly cause: "complaint" | "found" | null };
type Complaint = { readonly place: number; readonly at: string; readonly text: string; readonly verified: boolean; /** What was found after the answer; before it, the answer says what follows. */ readonly afterwards: { readonly at: string; readonly finding: string; readonly changes: boolean } | null; readonly answer: { readonly at: string; readonly by: string; readonly text: string; readonly changes: boolean } | null };

export type RatingState = {
  readonly selfReview: { readonly at: string; readonly level: RatingLevel; readonly text: string; readonly handling: string } | null;
  readonly absence: Extract<RatingAction, { kind: "absence" }> | null;
  readonly group: string;
  readonly facts: Readonly<Record<(typeof RATING_FACTS)[number], boolean>>;
  readonly meetingId: string | null;
  readonly party: { readonly at: string; readonly body: string; readonly text: string } | null;
  readonly chairman: { readonly at: string; readonly agrees: boolean; readonly text: string } | null;
  readonly proposal: { readonly at: string; readonly by: string; readonly level: RatingLevel; readonly handling: string; readonly reason: string } | null;
  /** What was raised and not verified yet. */
  readonly open: number;
  readonly decisions: readonly Decision[];
  readonly complaints: readonly Complaint[];
};

const START: RatingState = { selfReview: null, absence: null, group: "", facts: { misconduct: false, disciplined: false, unitCorruption: false }, meetingId: null, party: null, chairman: null, proposal: null, open: 0, decisions: [], complaints: [] };

const unanswered = (state: RatingState): Complaint | undefined => state.complaints.find((one) => one.answer === null);

function withLastComplaint(state: RatingState, change: (one: Complaint) => Complaint): RatingState {
  const open = unanswered(state);
  return open === undefined ? state : { ...state, complaints: state.complaints.map((one) => (one === open ? change(one) : one)) };
}

function decidedBy(state: RatingState, { number: place, at, by, step }: TakenStep): RatingState {
  if ((step.kind !== "decide" && step.kind !== "replace") || !("percent" in step)) return state;
  const { level: to, number, on, handling, publication, reason, percent, computed } = step;
  return { ...state, decisions: [...state.decisions, { place, at, by, level: to, number, on, handling, publication, reason, percent, computed, cause: step.kind === "replace" ? step.cause : null }] };
}

/** What was said of the person: nothing of it is lost, the newest counts. */
function said(state: RatingState, { at, by, step }: TakenStep): RatingState {
  switch (step.kind) {
    case "self-review":
      return { ...state, selfReview: { at, level: step.level, text: step.text, handling: step.handling } };
    case "absence":
      return { ...state, absence: step };
    case "group":
      return { ...state, group: step.group };
    case "fact":
      return { ...state, facts: { ...state.facts, [step.fact]: step.value } };
    case "meeting":
      return { ...state, meetingId: step.meetingId };
    case "party-opinion":
      return { ...state, party: { at, body: step.body, text: step.text } };
    case "chairman-opinion":
      return { ...state, chairman: { at, agrees: step.agrees, text: step.text } };
    case "propose":
      return { ...state, proposal: { at, by, level: step.level, handling: step.handling, reason: step.reason } };
    case "raise":
    case "verify":
    case "complain":
    case "answer":
    case "decide":
    case "replace":
    case "transfer":
      return state;
  }
}

/** What another agency's meeting, committee and personnel officers said stays among the steps; the new one's are still to come. */
const transferred = (state: RatingState, { from, to }: z.output<typeof transferStep>): RatingState => (from.agencyId === to.agencyId ? state : { ...state, group: "", meetingId: null, party: null, chairman: null, proposal: null });

/** An answered complaint that nobody has verified yet, while nothing was raised before the decision. */
const answeredUnverified = (state: RatingState): Complaint | undefined => {
  const last = state.complaints.at(-1);
  return last !== undefined && last.answer !== null && !last.verified ? last : undefined;
};

function verified(state: RatingState, at: string, { finding, changes = false }: Extract<RatingAction, { kind: "verify" }>): RatingState {
  if (unanswered(state) !== undefined) return withLastComplaint(state, (one) => ({ ...one, verified: true }));
  const late = answeredUnverified(state);
  if (late === undefined) return { ...state, open: Math.max(0, state.open - 1) };
  return { ...state, complaints: state.complaints.map((one) => (one === late ? { ...one, verified: true, afterwards: { at, finding, changes } } : one)) };
}

function after(state: RatingState, taken: TakenStep): RatingState {
  const { number: place, at, by, step } = taken;
  switch (step.kind) {
    case "raise":
      return { ...state, open: state.open + 1 };
    case "verify":
      return verified(state, at, step);
    case "complain":
      return { ...state, complaints: [...state.complaints, { place, at, text: step.text, verified: false, afterwards: null, answer: null }] };
    case "answer":
      return withLastComplaint(state, (one) => ({ ...one, answer: { at, by, text: step.text, changes: step.changes } }));
    case "decide":
    case "replace":
      return decidedBy(state, taken);
    case "transfer":
      return transferred(state, step);
    case "self-review":
    case "absence":
    case "group":
    case "fact":
    case "meeting":
    case "party-opinion":
    case "chairman-opinion":
    case "propose":
      return said(state, taken);
  }
}

/** What the steps so far have come to; the same in the server and on the screen. */
export const foldRating = (steps: readonly TakenStep[]): RatingState => steps.reduce(after, START);

export const decisionInForce = (state: RatingState): Decision | undefined => state.decisions.at(-1);
/** A complaint was found right, by its answer or by what was verified afterwards, and no decision has followed yet. */
export const owesReplacement = (state: RatingState): boolean => {
  const last = state.complaints.findLast((one) => one.answer !== null);
  return [last?.answer, last?.afterwards].some((one) => one?.changes === true && (decisionInForce(state)?.at ?? "") < one.at);
};
export const openComplaint = unanswered;
/** Whether what is verified now is a complaint that has its answer already. */
export const verifiesAfterwards = (state: RatingState): boolean => unanswered(state) === undefined && answeredUnverified(state) !== undefined;

export const STAGES_OF_RATING = ["tracking", "self-reviewed", "met", "proposed", "decided", "complained", "replaced"] as const;
type StageOfRating = (typeof STAGES_OF_RATING)[number];

/** Where a file stands, in a word. */
export function stageOfRating(state: RatingState): StageOfRating {
  if (unanswered(state) !== undefined || owesReplacement(state)) return "complained";
  if (state.decisions.length > 1) return "replaced";
  if (state.decisions.length === 1) return "decided";
  if (state.proposal !== null) return "proposed";
  if (state.meetingId !== null) return "met";
  return state.selfReview === null ? "tracking" : "self-reviewed";
}

/** Who somebody is to a file. `decider` and `replacer` by the regulation's competences; nobody is any of these to themselves. */
export const PARTS_IN_RATING = ["self", "personnel", "proposer", "decider", "replacer", "chairman"] as const;
export type PartInRating = (typeof PARTS_IN_RATING)[number];

const WHO: Readonly<Record<ActionKind, readonly PartInRating[]>> = {
  "self-review": ["self"],
  absence: ["personnel"],
  group: ["personnel"],
  fact: ["personnel"],
  "party-opinion": ["personnel"],
  "chairman-opinion": ["chairman"],
  propose: ["proposer"],
  raise: ["personnel"],
  verify: ["decider"],
  complain: ["self"],
  answer: ["decider"],
  replace: ["decider", "replacer"],
};

const awaitsVerification = (state: RatingState): boolean => state.open > 0 || unanswered(state)?.verified === false || verifiesAfterwards(state);

/** Whether the file's state lets this be done, whoever does it. */
function fitsState(state: RatingState, kind: ActionKind): boolean {
  const isDecided = state.decisions.length > 0;
  switch (kind) {
    case "self-review":
      return !isDecided && state.meetingId === null;
    case "complain":
      return isDecided && unanswered(state) === undefined && !owesReplacement(state);
    case "answer":
      return unanswered(state) !== undefined;
    case "verify":
      return awaitsVerification(state);
    case "replace":
      return isDecided;
    case "fact":
      return !isDecided || unanswered(state) !== undefined || owesReplacement(state);
    case "absence":
    case "group":
    case "party-opinion":
    case "chairman-opinion":
    case "propose":
    case "raise":
      return !isDecided;
  }
}

/** Whoever decided replaces only what a complaint was found right about; what is found later, whoever stands above (article 21.3). */
const fitsParts = (state: RatingState, kind: ActionKind, parts: readonly PartInRating[]): boolean => kind !== "replace" || parts.includes("replacer") || owesReplacement(state);

export const mayDoIn = (state: RatingState, kind: ActionKind, parts: readonly PartInRating[]): boolean => fitsState(state, kind) && WHO[kind].some((part) => parts.includes(part)) && fitsParts(state, kind, parts);
/** Whether anybody in these parts ever does this: without, it is not allowed; with, it may be too late or too early. */
export const isForParts = (kind: ActionKind, parts: readonly PartInRating[]): boolean => WHO[kind].some((part) => parts.includes(part));

const ALL_ACTIONS: readonly ActionKind[] = ["self-review", "absence", "group", "fact", "party-opinion", "chairman-opinion", "propose", "raise", "verify", "complain", "answer", "replace"];
/** What the screen offers and the server allows. */
export const actionsNow = (state: RatingState, parts: readonly PartInRating[]): ActionKind[] => ALL_ACTIONS.filter((kind) => mayDoIn(state, kind, parts));

const MONTHS = 12;
/** Whether the confirmed periods are all that there will be: without, a proposal says why it is made all the same. */
export const coversYear = (months: number, absence: { readonly months: number } | null): boolean => months >= (absence === null ? MONTHS : absence.months);

/** Articles 11.1 and 11.2: under so many months there is no rating, unless the rest was sick or maternity leave. */
export const isRated = (months: number, absence: RatingState["absence"], least: number): boolean => (absence === null ? months : absence.months) >= least || absence?.cause === "sick" || absence?.cause === "maternity";
