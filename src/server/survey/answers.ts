import { type Answer, type Answers, LEVELS, NO_OPINION, type Question, type Questionnaire, type Section, type Sheet } from "../../contract/questionnaire.ts";
import type { Bilingual } from "../platform/index.ts";

/** Reading what a form sent: which questions are asked of this respondent, what was answered, what is wrong with it. */

/** Fields of a form as they came; a name may come several times. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Units that may be rated; one that the card fixes, or those among which the respondent chooses. */
export type Rated = { readonly fixed: string | null; readonly choice: readonly { readonly code: string; readonly name: string }[] };

export type FieldFault = { readonly field: string; readonly message: Bilingual };
export type Reading = { readonly answers: Answers; readonly faults: readonly FieldFault[] };

/** The name of a field: of the common part, or of one unit. */
export const fieldName = (unit: string | null, place: string): string => (unit === null ? `c.${place}` : `u.${unit}.${place}`);

const MISSING: Bilingual = { vi: "Chưa trả lời câu này.", en: "This question is not answered yet." };
const FOREIGN: Bilingual = { vi: "Giá trị không thuộc các phương án.", en: "The value is not among the options." };
const DOUBLED: Bilingual = { vi: "Câu này chỉ nhận một câu trả lời.", en: "This question takes one answer only." };

type One = { readonly answer?: Answer | undefined; readonly fault?: Bilingual };

/** Control characters and halves of characters say nothing and cannot be kept. */
const cleaned = (text: string): string => text.toWellFormed().replaceAll("\r\n", "\n").replaceAll(/[^\P{Cc}\n]|\uFFFD/gu, " ").trim();

/** Digits as people type them: with separators of thousands or without. */
function readNumber(text: string, { min, max }: Extract<Question, { kind: "number" }>): One {
  const plain = text.normalize("NFKC").replaceAll(/[\s.]/gu, "");
  const isNumber = /^-?\d{1,12}$/.test(plain);
  const value = Number(plain);
  return isNumber && value >= min && value <= max ? { answer: String(value) } : { fault: { vi: `Cần một số nguyên từ ${String(min)} đến ${String(max)}.`, en: `A whole number from ${String(min)} to ${String(max)} is needed.` } };
}

function readText(text: string, { maxLength }: Extract<Question, { kind: "text" }>): One {
  const plain = cleaned(text);
  // As browsers count for maxlength.
  const { length } = plain;
  if (length > maxLength) return { fault: { vi: `Dài ${String(length)} ký tự; tối đa ${String(maxLength)}.`, en: `${String(length)} characters; at most ${String(maxLength)}.` } };
  return { answer: plain };
}

function readSeveral(given: readonly string[], allowed: readonly string[], most: number): One {
  if (given.some((one) => !allowed.includes(one))) return { fault: FOREIGN };
  if (new Set(given).size < given.length) return { fault: { vi: "Một phương án được gửi hai lần.", en: "An option was sent twice." } };
  if (given.length > most) return { fault: { vi: `Chọn nhiều nhất ${String(most)}.`, en: `Choose at most ${String(most)}.` } };
  return { answer: allowed.filter((one) => given.includes(one)) };
}

const readChoice = (given: string, allowed: readonly string[]): One => (allowed.includes(given) ? { answer: given } : { fault: FOREIGN });

const levels = (noOpinion: boolean): readonly string[] => (noOpinion ? [...LEVELS, NO_OPINION] : LEVELS);

/** A ranking comes as one field for each option with its place. */
function readRanking(one: Extract<Question, { kind: "ranking" }>, fieldOf: (place: string) => readonly string[]): One {
  const places = one.options.map((option) => ({ key: option.key, place: fieldOf(`${one.key}.${option.key}`).filter((each) => each !== "") }));
  if (places.every(({ place }) => place.length === 0)) return {};
  const isWhole = places.every(({ place }) => place.length === 1 && /^[1-9]$/.test(place[0] ?? "")) && new Set(places.map(({ place }) => place[0])).size === places.length && places.every(({ place }) => Number(place[0]) <= places.length);
  if (!isWhole) return { fault: { vi: `Ghi mỗi thứ tự từ 1 đến ${String(places.length)} đúng một lần.`, en: `Give each place from 1 to ${String(places.length)} once.` } };
  return { answer: places.toSorted((a, b) => Number(a.place[0]) - Number(b.place[0])).map(({ key }) => key) };
}

/** Reads one place that holds a single value; several values are a form that somebody altered. */
function readPlace(one: Question, given: readonly string[], rated: Rated): One {
  const present = given.filter((each) => cleaned(each) !== "");
  if (one.kind === "multiple") return present.length === 0 ? {} : readSeveral(present, one.options.map((each) => each.key), one.most ?? one.options.length);
  if (one.kind === "units") return present.length === 0 ? {} : readSeveral(present, rated.choice.map((each) => each.code), one.most);
  if (present.length > 1) return { fault: DOUBLED };
  const [value] = present;
  if (value === undefined) return {};
  switch (one.kind) {
    case "scale":
    case "matrix":
      return readChoice(value, levels(one.noOpinion));
    case "single":
      return readChoice(value, one.options.map((each) => each.key));
    case "number":
      return readNumber(value, one);
    case "text":
      return readText(value, one);
    case "ranking":
      return {};
  }
}

/** Whether a question is asked, given what was answered before it. */
export function isAsked(one: Question, common: Sheet, own: Sheet): boolean {
  return one.when.every(({ question, is }) => {
    const answer = own[question] ?? common[question];
    return answer !== undefined && (typeof answer === "string" ? is.includes(answer) : answer.some((each) => is.includes(each)));
  });
}

/** The fields that one question may send. */
function placesSent(one: Question): string[] {
  if (one.kind === "matrix") return one.rows.map((row) => `${one.key}.${row.key}`);
  if (one.kind === "ranking") return one.options.map((each) => `${one.key}.${each.key}`);
  return [one.key];
}

type Sink = { readonly fields: Fields; readonly rated: Rated; readonly faults: FieldFault[]; readonly known: Set<string> };

function readSection({ questions }: Section, unit: string | null, common: Sheet, { fields, rated, faults, known }: Sink): Sheet {
  const sheet: Record<string, Answer> = {};
  const fieldOf = (place: string): readonly string[] => fields.get(fieldName(unit, place)) ?? [];
  for (const one of questions) {
    for (const place of placesSent(one)) known.add(fieldName(unit, place));
    if (!isAsked(one, common, sheet) || (one.kind === "units" && rated.fixed !== null)) continue;
    const places = one.kind === "ranking" ? [one.key] : placesSent(one);
    for (const place of places) {
      const { answer, fault } = one.kind === "ranking" ? readRanking(one, fieldOf) : readPlace(one, fieldOf(place), rated);
      if (answer !== undefined) sheet[place] = answer;
      else if (fault !== undefined) faults.push({ field: fieldName(unit, place), message: fault });
      else if (one.required) faults.push({ field: fieldName(unit, place), message: MISSING });
    }
  }
  return sheet;
}

const chosenUnits = (form: Questionnaire, rated: Rated, common: Sheet): readonly string[] => {
  if (rated.fixed !== null) return [rated.fixed];
  const key = form.sections.flatMap(({ questions }) => questions).find((one) => one.kind === "units")?.key;
  const chosen = key === undefined ? undefined : common[key];
  return Array.isArray(chosen) ? (chosen as readonly string[]) : [];
};

/** The units that these answers rate, in the order in which they are asked. */
export const ratedUnits = (form: Questionnaire, rated: Rated, answers: Pick<Answers, "common">): readonly string[] => chosenUnits(form, rated, answers.common);

/**
 * Reads a whole form: only what is asked of this respondent is kept, everything that is wrong is named. A field that
 * the form does not have (`c.` and `u.` are its own names) is a fault of its own: somebody altered the page.
 */
export function readAnswers(form: Questionnaire, fields: Fields, rated: Rated): Reading {
  const faults: FieldFault[] = [];
  const known = new Set<string>();
  const sink: Sink = { fields, rated, faults, known };
  const common: Record<string, Answer> = {};
  for (const section of form.sections.filter((one) => !one.eachUnit)) Object.assign(common, readSection(section, null, common, sink));
  const units: Record<string, Sheet> = {};
  for (const unit of chosenUnits(form, rated, common)) {
    const own: Record<string, Answer> = {};
    for (const section of form.sections.filter((one) => one.eachUnit)) Object.assign(own, readSection(section, unit, { ...common, ...own }, sink));
    units[unit] = own;
  }
  // Fields of units that were chosen before and are not any more belong to the form, and count for nothing.
  const offered = new Set([...rated.choice.map((one) => one.code), ...(rated.fixed === null ? [] : [rated.fixed])]);
  const places = new Set(form.sections.filter((one) => one.eachUnit).flatMap(({ questions }) => questions.flatMap(placesSent)));
  for (const name of fields.keys()) {
    if (!/^[cu]\./.test(name) || known.has(name)) continue;
    const belongs = [...offered].some((code) => name.startsWith(`u.${code}.`) && places.has(name.slice(code.length + 3)));
    if (!belongs) faults.push({ field: "", message: { vi: "Phiếu gửi lên có trường không thuộc phiếu này; hãy mở lại phiếu.", en: "The form has a field that does not belong to it; please open it again." } });
  }
  return { answers: { common, units }, faults };
}
