import { createHash } from "node:crypto";
import { type Answers, keptAnswers, LEVELS, type Question, type Questionnaire, scalePlaces, type Sheet } from "../../contract/questionnaire.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { isMark, type Mark, MARKS } from "./alarms.ts";
import type { Ballot, Count } from "./box-queries.ts";
import type { Channel } from "./queries.ts";

/** What is in the box: how a ballot is written before it is sealed, and what opened ballots come to. */

const BYTES_OF_A_LETTER = 3;
const BLOCK = 256;
const AROUND = 64;

/** The most bytes that an answer can take: the longest option, or every letter of a text at its longest. */
function mostBytes(one: Question, most: number): number {
  const longest = (keys: readonly string[]): number => Math.max(...keys.map((key) => key.length));
  const own = (value: number, places = 1): number => places * (one.key.length + value + AROUND);
  switch (one.kind) {
    case "scale":
      return own(4);
    case "matrix":
      return own(4 + longest(one.rows.map((row) => row.key)), one.rows.length);
    case "single":
      return own(longest(one.options.map((each) => each.key)));
    case "multiple":
    case "ranking":
      return own(one.options.reduce((sum, each) => sum + each.key.length + 3, 0));
    case "number":
      return own(14);
    case "text":
      return own(one.maxLength * BYTES_OF_A_LETTER);
    case "units":
      return own(most * 63);
  }
}

function sizeOfForm({ sections }: Questionnaire): number {
  const most = sections.flatMap(({ questions }) => questions.flatMap((one) => (one.kind === "units" ? [one.most] : [])))[0] ?? 1;
  return sections.reduce((sum, { eachUnit, questions }) => sum + (eachUnit ? most : 1) * questions.reduce((own, one) => own + mostBytes(one, most), AROUND), most * AROUND);
}

/** Every ballot of a group has this size before it is sealed, so that no length tells who wrote much. */
export const sizeOfBallots = (form: Questionnaire): number => Math.ceil((sizeOfForm(form) + JSON.stringify(MARKS).length + AROUND) / BLOCK) * BLOCK;

/** What was noticed as it came goes into the box with it: outside it would lead to the card. */
export const writeBallot = (answers: Answers, noticed: readonly Mark[] = []): string => JSON.stringify({ answers, noticed });

/** Reads what `writeBallot` wrote; undefined for anything else. */
export function readBallot(text: string | undefined): { readonly answers: Answers; readonly noticed: readonly Mark[] } | undefined {
  if (text === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || !("answers" in read) || !("noticed" in read)) return undefined;
    const answers = keptAnswers.safeParse(read.answers).data;
    const { noticed } = read;
    return answers === undefined ? undefined : { answers, noticed: Array.isArray(noticed) ? noticed.filter((one): one is Mark => typeof one === "string" && isMark(one)) : [] };
  } catch {
    return undefined;
  }
}

// Opened

/** At least so many questions of one scale before the same answer to all looks odd. */
const MANY = 8;

/** What looks odd about a ballot: the same level everywhere. Nothing is dropped for it. */
export function marksOf(form: Questionnaire, { common, units }: Answers): string[] {
  const places = scalePlaces(form);
  const levelsIn = (sheet: Sheet): string[] => places.flatMap((place) => (LEVELS as readonly unknown[]).includes(sheet[place]) ? [String(sheet[place])] : []);
  return [common, ...Object.values(units)].map(levelsIn).some((levels) => levels.length >= MANY && new Set(levels).size === 1) ? ["straight-line"] : [];
}

/** Places whose answers are counted by option; numbers and texts are not. */
function countedPlaces({ sections }: Questionnaire): ReadonlySet<string> {
  const questions = sections.flatMap((one) => one.questions).filter((one) => one.kind !== "number" && one.kind !== "text" && one.kind !== "units");
  return new Set(questions.flatMap((one) => (one.kind === "matrix" ? one.rows.map((row) => `${one.key}.${row.key}`) : [one.key])));
}

/** Under this place ballots themselves are counted, whatever they leave out; no question has it. */
export const WHOLE_BALLOT = { place: "", option: "ballot" } as const;

/** Counts of every option, of each unit by each group; a ranking counts what was put first. */
export function makeCounter(design: SurveyDesign): { readonly add: (ballot: { readonly channel: Channel; readonly stratum: string; readonly answers: Answers }) => void; readonly counts: () => Count[] } {
  const groups = new Map(design.groups.map((one) => [one.key, { places: countedPlaces(one.form), rankings: new Set(one.form.sections.flatMap(({ questions }) => questions.filter((each) => each.kind === "ranking").map((each) => each.key))) }]));
  const groupOf = new Map(design.strata.map((one) => [one.key, one.group]));
  const counted = new Map<string, Count>();
  const note = (one: Omit<Count, "n">): void => {
    const key = `${one.channel}\n${one.unit}\n${one.respondents}\n${one.place}\n${one.option}`;
    counted.set(key, { ...one, n: (counted.get(key)?.n ?? 0) + 1 });
  };
  const addSheet = (channel: Channel, unit: string, respondents: string, sheet: Sheet): void => {
    const group = groups.get(respondents);
    for (const [place, answer] of Object.entries(sheet)) {
      if (group?.places.has(place) !== true) continue;
      const options = typeof answer === "string" ? [answer] : group.rankings.has(place) ? answer.slice(0, 1) : answer;
      for (const option of options) note({ channel, unit, respondents, place, option });
    }
  };
  return {
    add: ({ channel, stratum, answers }) => {
      const respondents = groupOf.get(stratum) ?? stratum;
      addSheet(channel, "", respondents, answers.common);
      note({ channel, unit: "", respondents, ...WHOLE_BALLOT });
      for (const [unit, sheet] of Object.entries(answers.units)) {
        addSheet(channel, unit, respondents, sheet);
        note({ channel, unit, respondents, ...WHOLE_BALLOT });
      }
    },
    counts: () => [...counted.values()].toSorted((a, b) => (countKey(a) < countKey(b) ? -1 : 1)),
  };
}

const countKey = ({ channel, unit, respondents, place, option }: Count): string => JSON.stringify([channel, unit, respondents, place, option]);

/** The same JSON however a database orders the fields. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, canonical(one)]));
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What one ballot adds to the hash of all, which does not depend on their order. */
export const ballotHash = ({ channel, stratum, answers, marks }: Ballot): string => sha256(JSON.stringify([channel, stratum, canonical(answers), marks]));
export const hashOfBallots = (hashes: readonly string[]): string => sha256(hashes.toSorted().join("\n"));
export const hashOfCounts = (counts: readonly Count[]): string => sha256(counts.toSorted((a, b) => (countKey(a) < countKey(b) ? -1 : 1)).map((one) => `${countKey(one)} ${String(one.n)}`).join("\n"));
