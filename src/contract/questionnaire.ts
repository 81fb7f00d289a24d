import { z } from "zod";

/** A questionnaire as data: what is asked, in which languages, and what is asked only of some. */

/** Vietnamese always; English and the languages of the highlands (Ê Đê, Gia Rai, M'Nông) where somebody translated. */
export const LANGUAGES = ["vi", "en", "rad", "jra", "cmo"] as const;
export type Tongue = (typeof LANGUAGES)[number];

const text = z.string().trim().min(1).max(1000);
const words = z.strictObject({ vi: text, en: text.optional(), rad: text.optional(), jra: text.optional(), cmo: text.optional() });
export type Words = z.output<typeof words>;

const KEY = /^[a-z][a-z0-9-]{0,39}$/;
const questionKey = z.string().regex(KEY);
const optionKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
const option = z.strictObject({ key: optionKey, text: words });
const options = z.array(option).min(2).max(40);

/** Asked only when an earlier question of the same or a common section was answered with one of these. */
const condition = z.strictObject({ question: z.string().max(81), is: z.array(z.string().max(60)).min(1).max(40) });

const shared = { key: questionKey, text: words, help: words.optional(), required: z.boolean().default(true), when: z.array(condition).max(5).default([]) };

/** Five levels of satisfaction, 1 (very dissatisfied) to 5 (very satisfied), and beside them "no opinion". */
export const LEVELS = ["1", "2", "3", "4", "5"] as const;
export const NO_OPINION = "none";

const scale = z.strictObject({ kind: z.literal("scale"), ...shared, noOpinion: z.boolean().default(true) });
const matrix = z.strictObject({ kind: z.literal("matrix"), ...shared, noOpinion: z.boolean().default(true), rows: z.array(z.strictObject({ key: questionKey, text: words })).min(1).max(30) });
const single = z.strictObject({ kind: z.literal("single"), ...shared, options });
const multiple = z.strictObject({ kind: z.literal("multiple"), ...shared, options, most: z.int().min(1).max(40).optional() });
const number = z.strictObject({ kind: z.literal("number"), ...shared, min: z.int().min(-1_000_000_000).default(0), max: z.int().max(1_000_000_000) });
const freeText = z.strictObject({ kind: z.literal("text"), ...shared, maxLength: z.int().min(1).max(1000).default(500) });
const ranking = z.strictObject({ kind: z.literal("ranking"), ...shared, options: z.array(option).min(2).max(9) });
/** Which units the respondent rates; the sections that are asked of each unit follow for every one chosen. */
const units = z.strictObject({ kind: z.literal("units"), ...shared, most: z.int().min(1).max(40).default(1) });

const question = z.discriminatedUnion("kind", [scale, matrix, single, multiple, number, freeText, ranking, units]);
export type Question = z.output<typeof question>;

const section = z.strictObject({
  key: questionKey,
  title: words,
  intro: words.optional(),
  /** Asked once for each rated unit. */
  eachUnit: z.boolean().default(false),
  questions: z.array(question).min(1).max(60),
});
export type Section = z.output<typeof section>;

export const questionnaire = z.strictObject({
  /** Said to whoever reads it: these questions are not official ones. */
  illustrative: words.optional(),
  title: words,
  intro: words.optional(),
  thanks: words.optional(),
  layout: z.enum(["page", "steps"]).default("page"),
  /** For older people: larger letters from the start. */
  largeType: z.boolean().default(false),
  sections: z.array(section).min(1).max(20),
});
export type Questionnaire = z.output<typeof questionnaire>;

/** An answer: a level, an option, a number or text; a list for several options, a ranking (best first) or units. */
export type Answer = string | readonly string[];
/** Answers by question; a row of a matrix is `question.row`. */
export type Sheet = Readonly<Record<string, Answer>>;
/** What one ballot says: once for all, and of each unit that it rates. */
export type Answers = { readonly common: Sheet; readonly units: Readonly<Record<string, Sheet>> };
const sheet = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
/** Answers as they were written down, read again. */
export const keptAnswers: z.ZodType<Answers> = z.strictObject({ common: sheet, units: z.record(z.string(), sheet) });

/** Every place of a question that holds one answer: a matrix has one for each row. */
export const placesOf = (one: Question): string[] => (one.kind === "matrix" ? one.rows.map((row) => `${one.key}.${row.key}`) : [one.key]);

/** The places that hold a level from 1 to 5. */
export const scalePlaces = (form: Questionnaire): string[] => form.sections.flatMap(({ questions }) => questions.filter((one) => one.kind === "scale" || one.kind === "matrix").flatMap(placesOf));

type QuestionnaireFault = { readonly at: string; readonly vi: string; readonly en: string };

/** What a shape cannot say: keys are unique, a condition looks back, the question of units stands once and in common. */
export function lintQuestionnaire(form: Questionnaire): QuestionnaireFault[] {
  const faults: QuestionnaireFault[] = [];
  const known = new Map<string, boolean>();
  let choosing = 0;
  for (const { key, eachUnit, questions } of form.sections) {
    for (const one of questions) {
      const at = `${key}/${one.key}`;
      for (const { question: asked } of one.when) {
        const before = known.get(asked);
        if (before === undefined) faults.push({ at, vi: `Điều kiện hỏi theo câu ${asked}, không đứng trước câu này.`, en: `The condition asks for ${asked}, which does not come before.` });
        else if (before && !eachUnit) faults.push({ at, vi: `Câu ${asked} hỏi riêng từng đơn vị, câu này hỏi chung.`, en: `${asked} is asked of each unit, this question of all.` });
      }
      if (one.kind === "units") choosing++;
      if (one.kind === "units" && (eachUnit || choosing > 1)) faults.push({ at, vi: "Câu chọn đơn vị chỉ đặt một lần, ở phần hỏi chung.", en: "Units are chosen once, in a common section." });
      if (one.kind === "number" && one.min > one.max) faults.push({ at, vi: "Số nhỏ nhất lớn hơn số lớn nhất.", en: "The smallest number is above the largest." });
      const names = [...placesOf(one), ...(one.kind === "matrix" ? [one.key] : [])];
      for (const name of names) {
        if (known.has(name)) faults.push({ at, vi: `Khóa ${name} có hai lần.`, en: `The key ${name} is there twice.` });
        known.set(name, eachUnit);
      }
      const keys = "options" in one ? one.options.map((each) => each.key) : [];
      if (new Set(keys).size < keys.length) faults.push({ at, vi: "Hai phương án có cùng khóa.", en: "Two options have the same key." });
    }
  }
  return faults;
}
