import { z } from "zod";
import { questionnaire } from "./questionnaire.ts";

/** What a survey is made of: whom it asks, with which questions, how many, and what the answers are worth. */

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const unitCode = z.string().min(1).max(60);
const leafCode = z.string().min(1).max(60);
const index = z.string().min(1).max(20);
const weight = z.string().regex(/^(?:0|[1-9]\d{0,6})(?:\.\d{1,2})?$/);
const title = z.string().trim().min(1).max(300);

/** A group of respondents (delegates, firms, citizens …) with its own form. */
const group = z.strictObject({ key, title, form: questionnaire });

/** A layer of the sample: a group, and the unit that it rates where the card fixes it. */
const stratum = z.strictObject({ key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,79}$/), group: key, unit: unitCode.nullable(), population: z.int().min(1).max(10_000_000), sample: z.int().min(1).max(1_000_000) });
export type Stratum = z.output<typeof stratum>;

/** From counts to what a criterion takes: a mean of levels, the share of satisfied answers, or counts for weighted options. */
const rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mean") }),
  z.strictObject({ kind: z.literal("top-share"), from: z.enum(["3", "4", "5"]).default("4") }),
  z.strictObject({ kind: z.literal("answers"), options: z.record(z.string().max(40), z.string().max(40)) }),
]);
export const conversion = z.strictObject({
  index,
  leaf: leafCode,
  /** Whose answers count, and with what weight where groups are weighted against each other. */
  groups: z.array(z.strictObject({ group: key, weight: weight.default("1") })).min(1).max(10),
  /** Places of questions, all counted alike. */
  questions: z.array(z.string().max(81)).min(1).max(60),
  rule,
});
export type Conversion = z.output<typeof conversion>;

/**
 * Whoever passes by may answer, without a card: counted apart and labelled. In points such answers weigh at most `cap`
 * percent beside those of cards, and nothing unless somebody decided so.
 */
const open = z.strictObject({ group: key, cap: z.int().min(0).max(20).default(0), mostPerStratum: z.int().min(1).max(100_000).default(1000) });

export const surveyDesign = z.strictObject({
  title,
  intro: z.string().max(2000).default(""),
  groups: z.array(group).min(1).max(10),
  strata: z.array(stratum).max(5000).default([]),
  conversions: z.array(conversion).max(500).default([]),
  open: open.nullable().default(null),
});
export type SurveyDesign = z.output<typeof surveyDesign>;
export type SurveyGroup = SurveyDesign["groups"][number];

/** A small design, for those who read the interface. */
export const exampleDesign: z.input<typeof surveyDesign> = {
  title: "Khảo sát sự hài lòng năm 2025",
  groups: [{ key: "cong-dan", title: "Người dân", form: { title: { vi: "Phiếu khảo sát" }, sections: [{ key: "chung", title: { vi: "Ý kiến chung" }, questions: [{ kind: "scale", key: "hai-long", text: { vi: "Ông (bà) hài lòng với việc phục vụ của cơ quan ở mức nào?" } }] }] } }],
  strata: [{ key: "cd-SNV", group: "cong-dan", unit: "SNV", population: 1000, sample: 50 }],
  conversions: [{ index: "01", leaf: "3.1.1", groups: [{ group: "cong-dan" }], questions: ["hai-long"], rule: { kind: "mean" } }],
};
