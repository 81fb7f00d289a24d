import type { Question, Section } from "../../contract/questionnaire.ts";
import type { Conversion, SurveyDesign, SurveyGroup } from "../../contract/survey-design.ts";

/** Changing a design: plain functions from one to the next. */

export type Form = SurveyGroup["form"];
export type Words = Question["text"];

export const replaced = <T>(items: readonly T[], at: number, by: T): T[] => items.map((one, i) => (i === at ? by : one));
export const removed = <T>(items: readonly T[], at: number): T[] => items.filter((_one, i) => i !== at);

/** One place up or down, where there is one. */
export function moved<T>(items: readonly T[], at: number, by: 1 | -1): T[] {
  const [one, other] = [items[at], items[at + by]];
  if (one === undefined || other === undefined) return [...items];
  return items.map((each, i) => (i === at ? other : i === at + by ? one : each));
}

/** A key that nobody has yet: "cau-1", "cau-2" … */
export function freshKey(stem: string, known: readonly string[]): string {
  let n = known.length + 1;
  while (known.includes(`${stem}-${String(n)}`)) n++;
  return `${stem}-${String(n)}`;
}

export const keysOf = ({ sections }: Form): string[] => sections.flatMap((one) => one.questions.map((each) => each.key));

export type Line = { key: string; text: Words };
/** Two options, a row: with what a question of another kind begins. */
export type Beginning = { readonly options: Line[]; readonly rows: Line[] };

/** A question of this kind with what the other one already says. */
export function questionOf(kind: Question["kind"], { key, text, help, required, when }: Pick<Question, "key" | "text" | "help" | "required" | "when">, { options, rows }: Beginning): Question {
  const shared = { key, text, required, when, ...(help === undefined ? {} : { help }) };
  switch (kind) {
    case "scale":
      return { kind, ...shared, noOpinion: true };
    case "matrix":
      return { kind, ...shared, noOpinion: true, rows };
    case "single":
    case "multiple":
      return { kind, ...shared, options };
    case "ranking":
      return { kind, ...shared, options: options.slice(0, 9) };
    case "number":
      return { kind, ...shared, min: 0, max: 100 };
    case "text":
      return { kind, ...shared, maxLength: 500 };
    case "units":
      return { kind, ...shared, most: 1 };
  }
}

export const newQuestion = (form: Form, text: string): Question => ({ kind: "scale", key: freshKey("cau", keysOf(form)), text: { vi: text }, required: true, when: [], noOpinion: true });
export const newSection = (form: Form, title: string, text: string): Section => ({ key: freshKey("phan", form.sections.map((one) => one.key)), title: { vi: title }, eachUnit: true, questions: [newQuestion(form, text)] });
export const emptyForm = (title: string, section: string, text: string): Form => ({ title: { vi: title }, layout: "page", largeType: false, sections: [{ key: "phan-1", title: { vi: section }, eachUnit: true, questions: [{ kind: "scale", key: "cau-1", text: { vi: text }, required: true, when: [], noOpinion: true }] }] });

/** Words of which those that are empty are left out; Vietnamese always stays. */
export function wordsWith(words: Words, tongue: keyof Words, text: string): Words {
  const { [tongue]: _old, ...rest } = words;
  if (tongue === "vi") return { ...words, vi: text };
  return text === "" ? { ...rest, vi: words.vi } : { ...words, [tongue]: text };
}

/** n = N / (1 + N·e²), rounded up; e in percent, so that all is whole: n = 10000·N / (10000 + N·e²). */
export const sampleOf = (population: number, percent: number): number => Math.ceil((10_000 * population) / (10_000 + population * percent * percent));

type Counted = { readonly group: string; readonly unit: string; readonly population: number; readonly sample: number };
/** Strata from a list that was counted. */
export const strataFrom = (counted: readonly Counted[]): SurveyDesign["strata"] => counted.map(({ group, unit, population, sample }) => ({ key: [group, unit].filter((one) => one !== "").join("-").replaceAll(/[^A-Za-z0-9-]/g, "-").slice(0, 80), group, unit: unit === "" ? null : unit, population, sample }));

/** Options of the first question that a conversion counts. */
export function optionsOf({ groups }: SurveyDesign, { groups: own, questions: [place] }: Conversion): { readonly key: string; readonly label: string }[] {
  const form = groups.find((one) => one.key === own[0]?.group)?.form;
  const question = form?.sections.flatMap((one) => one.questions).find((one) => one.key === place);
  if (question === undefined) return [];
  return "options" in question ? question.options.map((one) => ({ key: one.key, label: one.text.vi })) : ["5", "4", "3", "2", "1"].map((key) => ({ key, label: key }));
}

type Place = { readonly value: string; readonly label: string };
const onScale = (one: Question): Place[] => (one.kind === "matrix" ? one.rows.map((row) => ({ value: `${one.key}.${row.key}`, label: `${one.text.vi}: ${row.text.vi}` })) : one.kind === "scale" ? [{ value: one.key, label: one.text.vi }] : []);
const byOption = (one: Question): Place[] => (one.kind === "single" || one.kind === "multiple" ? [{ value: one.key, label: one.text.vi }] : onScale(one));

/** Places of questions of a group that a rule can count, with their words: means and shares need the scale of five. */
export const placesIn = (form: Form | undefined, rule: Conversion["rule"]["kind"]): Place[] => (form?.sections ?? []).flatMap((one) => one.questions).flatMap(rule === "answers" ? byOption : onScale);

/** Options that have the same key on both sides are each other. */
export const sameOptions = (own: readonly { readonly key: string }[], target: readonly { readonly key: string }[]): Record<string, string> => Object.fromEntries(own.filter((one) => target.some((each) => each.key === one.key)).map(({ key }) => [key, key]));
