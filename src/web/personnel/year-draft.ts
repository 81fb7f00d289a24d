import type { RatingFile } from "../../contract/personnel-year.ts";
import { ABSENCES, type ActionKind, coversYear, type Paper, PUBLICATIONS, RATING_FACTS, type RatingAction, type RatingLevel, type RatingState, verifiesAfterwards } from "../../contract/personnel-year-steps.ts";

/** What somebody is filling in for a step, and what becomes of it. */

export type Draft = {
  readonly level: RatingLevel;
  readonly text: string;
  readonly handling: string;
  readonly reason: string;
  readonly months: string;
  readonly absence: (typeof ABSENCES)[number];
  readonly group: string;
  readonly fact: (typeof RATING_FACTS)[number];
  readonly isOn: boolean;
  /** Of a complaint: whether it was found right. Whoever answers says so; nobody promises another decision by leaving a tick. */
  readonly isRight: boolean;
  readonly body: string;
  readonly number: string;
  readonly on: string;
  readonly about: string;
  readonly publication: (typeof PUBLICATIONS)[number];
  readonly cause: "complaint" | "found";
};

export const emptyDraft = (level: RatingLevel, cause: Draft["cause"], group = ""): Draft => ({ level, text: "", handling: "", reason: "", months: "12", absence: ABSENCES[0], group, fact: RATING_FACTS[0], isOn: true, isRight: false, body: "", number: "", on: "", about: "", publication: PUBLICATIONS[0], cause });

const paperOf = ({ number, on, about }: Draft): Paper => ({ number: number.trim(), on, about: about.trim() });

const LEAST = 10;
const SHORTEST_OPINION = 3;
const MONTHS = /^(?:\d|1[0-2])$/;
const isTooShort = (text: string): boolean => text.trim().length < LEAST;

/** Which fields a step has. */
export const WITH_TEXT: readonly ActionKind[] = ["self-review", "party-opinion", "chairman-opinion", "raise", "verify", "complain", "answer"];
export const WITH_PAPER: readonly ActionKind[] = ["absence", "fact"];
export const WITH_HANDLING: readonly ActionKind[] = ["self-review", "propose", "replace"];

function withPaper(kind: "absence" | "fact", draft: Draft): RatingAction {
  const paper = paperOf(draft);
  return kind === "fact" ? { kind, fact: draft.fact, value: draft.isOn, paper } : { kind, months: Number(draft.months), cause: draft.absence, paper };
}

type Texts = { readonly text: string; readonly handling: string; readonly reason: string };

const replacement = (draft: Draft, { handling, reason }: Texts): RatingAction => ({ kind: "replace", cause: draft.cause, level: draft.level, number: draft.number.trim(), on: draft.on, publication: draft.publication, handling, reason });

/** What a step becomes once nothing is missing. */
const MAKERS: Readonly<Record<ActionKind, (draft: Draft, texts: Texts, state: RatingState) => RatingAction>> = {
  "self-review": (draft, { text, handling }) => ({ kind: "self-review", level: draft.level, text, handling }),
  absence: (draft) => withPaper("absence", draft),
  fact: (draft) => withPaper("fact", draft),
  group: ({ group }) => ({ kind: "group", group: group.trim() }),
  "party-opinion": ({ body }, { text }) => ({ kind: "party-opinion", body: body.trim(), text, paper: null }),
  "chairman-opinion": ({ isOn }, { text }) => ({ kind: "chairman-opinion", agrees: isOn, text }),
  propose: ({ level }, { handling, reason }) => ({ kind: "propose", level, handling, reason }),
  raise: (_draft, { text }) => ({ kind: "raise", about: text, paper: null }),
  verify: ({ isRight }, { text }, state) => ({ kind: "verify", finding: text, paper: null, ...(verifiesAfterwards(state) ? { changes: isRight } : {}) }),
  complain: (_draft, { text }) => ({ kind: "complain", text }),
  answer: ({ isRight }, { text }) => ({ kind: "answer", text, changes: isRight }),
  replace: replacement,
};

export type DraftField = "text" | "reason" | "number" | "on" | "about" | "group" | "body" | "months";

export type Held = Pick<RatingFile, "limits" | "months" | "absence" | "group">;
/** A proposal below what is computed, or before all periods are there, is said why: the server asks for it as well. */
const asksWhy = ({ level }: Draft, { limits, months, absence }: Held): boolean => (limits.computed !== null && level !== limits.computed) || !coversYear(months, absence);

/** Which fields of a step still keep it from being recorded. */
export function missingIn(kind: ActionKind, draft: Draft, file: Held): DraftField[] {
  const hasPaper = WITH_PAPER.includes(kind);
  const checks: readonly (readonly [DraftField, boolean])[] = [
    ["months", kind === "absence" && !MONTHS.test(draft.months)],
    ["group", kind === "group" && draft.group.trim() === file.group],
    ["body", kind === "party-opinion" && draft.body.trim() === ""],
    ["text", WITH_TEXT.includes(kind) && (kind === "chairman-opinion" ? draft.text.trim().length < SHORTEST_OPINION : isTooShort(draft.text))],
    ["number", (hasPaper || kind === "replace") && draft.number.trim() === ""],
    ["on", (hasPaper || kind === "replace") && draft.on === ""],
    ["about", hasPaper && draft.about.trim() === ""],
    ["reason", (kind === "replace" || (kind === "propose" && asksWhy(draft, file))) && isTooShort(draft.reason)],
  ];
  return checks.filter(([, isMissing]) => isMissing).map(([field]) => field);
}

/** Undefined while something is missing. */
export function actionOf(kind: ActionKind, draft: Draft, { state, file }: { readonly state: RatingState; readonly file: Held }): RatingAction | undefined {
  const texts = { text: draft.text.trim(), handling: draft.handling.trim(), reason: draft.reason.trim() };
  if (missingIn(kind, draft, file).length > 0) return undefined;
  return MAKERS[kind](draft, texts, state);
}
