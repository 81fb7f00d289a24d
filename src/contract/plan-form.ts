import { z } from "zod";

/** A form of a periodic report as data: what is counted, what must agree, what follows from it, what is told in words. */

/** Names that formulas can use, and that targets of the plan know figures by. */
export const REPORT_KEY = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const key = z.string().max(60).regex(REPORT_KEY);
const title = z.string().trim().min(1).max(300);

export const FIGURE_KINDS = ["count", "percent", "money"] as const;

/** Other systems from which figures come, and this one's own records: tasks of the plan, registers. */
export const FIGURE_SOURCES = ["one-stop", "766", "survey", "tasks", "registers"] as const;
export type FigureSource = (typeof FIGURE_SOURCES)[number];

const formFigure = z.strictObject({
  key,
  area: key,
  title,
  /** What it is counted in. */
  unit: z.string().trim().min(1).max(40),
  kind: z.enum(FIGURE_KINDS),
  /** Counted since the first of January, or as things stand on the last day. */
  over: z.enum(["year", "moment"]),
  /** Indexes whose units report it, and units by their code; all, when it is left out. */
  for: z.array(z.string().min(1).max(60)).min(1).max(200).optional(),
  isRequired: z.boolean().default(true),
  from: z.enum(FIGURE_SOURCES).optional(),
  /** Of a survey: the criteria whose points it was worth, each as "index/criterion"; a unit's figure is read at that of its index. */
  surveyed: z.array(z.string().regex(/^[^/\s]{1,60}\/[^/\s]{1,60}$/)).min(1).max(20).optional(),
  /** Which answers are counted; all of them, when it is left out. */
  answers: z.array(z.string().min(1).max(40)).min(1).max(20).optional(),
});
export type FormFigure = z.output<typeof formFigure>;

const check = z.discriminatedUnion("kind", [
  /** Parts that may not exceed their total together. */
  z.strictObject({ kind: z.literal("within"), parts: z.array(key).min(1).max(20), total: key }),
  /** Parts that make up their total. */
  z.strictObject({ kind: z.literal("sum"), parts: z.array(key).min(1).max(20), total: key }),
]);
export type FormCheck = z.output<typeof check>;

const measure = z.strictObject({
  key,
  area: key,
  title,
  unit: z.string().trim().min(1).max(40),
  /** Of figures and other measures: + - * / and parentheses. */
  formula: z.string().trim().min(1).max(500),
  direction: z.enum(["up", "down"]),
  /** What is to be reached; null where it is only watched. */
  threshold: z.string().regex(/^-?\d{1,9}(?:\.\d{1,2})?$/).nullable(),
  /** The plan's target that it measures, by its key. */
  target: z.string().max(60).optional(),
});
export type FormMeasure = z.output<typeof measure>;

export const NARRATIVE_PARTS = ["result", "lacks", "ahead"] as const;
const narrative = z.strictObject({ key, area: key, title, hint: z.string().max(500).default(""), isRequired: z.boolean().default(true), /** Where it stands in the report that is drawn together: results, what is lacking, what comes next. */ part: z.enum(NARRATIVE_PARTS).default("result") });

export const reportForm = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title,
  note: z.string().max(1000).default(""),
  /** Whose report is drawn together from it. */
  authority: z.string().trim().min(1).max(200).default("Ủy ban nhân dân tỉnh"),
  /** From this change against the last period on, somebody says that it is right; in percent. */
  confirmChange: z.int().min(10).max(1000).default(50),
  areas: z.array(z.strictObject({ key, title })).min(1).max(30),
  figures: z.array(formFigure).min(1).max(1000),
  checks: z.array(check).max(1000).default([]),
  measures: z.array(measure).max(200).default([]),
  narratives: z.array(narrative).max(60).default([]),
});
export type ReportForm = z.output<typeof reportForm>;

export const PERIOD_KINDS = ["q1", "h1", "q3", "year"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];
/** How many months of the year a period reports on. */
export const MONTHS: Readonly<Record<PeriodKind, number>> = { q1: 3, h1: 6, q3: 9, year: 12 };
