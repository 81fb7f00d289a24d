import { ABSENCES, type ActionKind, type Paper, PUBLICATIONS, RATING_FACTS, type RatingAction, type RatingLevel } from "../../contract/personnel-year-steps.ts";

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
  readonly body: string;
  readonly number: string;
  readonly on: string;
  readonly about: string;
  readonly publication: (typeof PUBLICATIONS)[number];
  readonly cause: "complaint" | "found";
};

export const emptyDraft = (level: RatingLevel, cause: Draft["cause"]): Draft => ({ level, text: "", handling: "", reason: "", months: "12", absence: ABSENCES[0], group: "", fact: RATING_FACTS[0], isOn: true, body: "", number: "", on: "", about: "", publication: PUBLICATIONS[0], cause });

const paperOf = ({ number, on, about }: Draft): Paper | undefined => (number.trim() === "" || on === "" || about.trim() === "" ? undefined : { number: number.trim(), on, about: about.trim() });

const LEAST = 10;
const SHORTEST_OPINION = 3;
const MONTHS = /^(?:\d|1[0-2])$/;
export const isTooShort = (text: string): boolean => text.trim().length < LEAST;

/** Which fields a step has. */
export const WITH_LEVEL: readonly ActionKind[] = ["self-review", "propose", "replace"];
export const WITH_TEXT: readonly ActionKind[] = ["self-review", "party-opinion", "chairman-opinion", "raise", "verify", "complain", "answer"];
export const WITH_PAPER: readonly ActionKind[] = ["absence", "fact"];
export const WITH_HANDLING: readonly ActionKind[] = ["self-review", "propose", "replace"];

function withPaper(kind: "absence" | "fact", draft: Draft): RatingAction | undefined {
  const paper = paperOf(draft);
  if (paper === undefined) return undefined;
  if (kind === "fact") return { kind, fact: draft.fact, value: draft.isOn, paper };
  return MONTHS.test(draft.months) ? { kind, months: Number(draft.months), cause: draft.absence, paper } : undefined;
}

type Texts = { readonly text: string; readonly handling: string; readonly reason: string };

function replacement(draft: Draft, { handling, reason }: Texts): RatingAction | undefined {
  const isReady = draft.number.trim() !== "" && draft.on !== "" && !isTooShort(reason);
  return isReady ? { kind: "replace", cause: draft.cause, level: draft.level, number: draft.number.trim(), on: draft.on, publication: draft.publication, handling, reason } : undefined;
}

/** What a step becomes once nothing is missing. */
const MAKERS: Readonly<Record<ActionKind, (draft: Draft, texts: Texts) => RatingAction | undefined>> = {
  "self-review": (draft, { text, handling }) => ({ kind: "self-review", level: draft.level, text, handling }),
  absence: (draft) => withPaper("absence", draft),
  fact: (draft) => withPaper("fact", draft),
  group: ({ group }) => (group.trim() === "" ? undefined : { kind: "group", group: group.trim() }),
  "party-opinion": ({ body }, { text }) => (body.trim() === "" ? undefined : { kind: "party-opinion", body: body.trim(), text, paper: null }),
  "chairman-opinion": ({ isOn }, { text }) => (text.length < SHORTEST_OPINION ? undefined : { kind: "chairman-opinion", agrees: isOn, text }),
  propose: ({ level }, { handling, reason }) => ({ kind: "propose", level, handling, reason }),
  raise: (_draft, { text }) => ({ kind: "raise", about: text, paper: null }),
  verify: (_draft, { text }) => ({ kind: "verify", finding: text, paper: null }),
  complain: (_draft, { text }) => ({ kind: "complain", text }),
  answer: ({ isOn }, { text }) => ({ kind: "answer", text, changes: isOn }),
  replace: replacement,
};

/** Undefined while something is missing. */
export function actionOf(kind: ActionKind, draft: Draft): RatingAction | undefined {
  const texts = { text: draft.text.trim(), handling: draft.handling.trim(), reason: draft.reason.trim() };
  if (WITH_TEXT.includes(kind) && kind !== "chairman-opinion" && isTooShort(texts.text)) return undefined;
  return MAKERS[kind](draft, texts);
}
