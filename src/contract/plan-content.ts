import { z } from "zod";
import { day } from "./route.ts";

/** What stands in a reform plan: its areas, targets as measures, tasks. The same shapes are written in the files of `plans/`. */

/** Names one thing within a plan, and keeps naming it in later versions. */
export const planKey = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/).max(60);
/** Names a figure of a reporting form. */
export const figureKey = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/).max(60);
/** Where the plan's own text says it: "II.9", "III.2.đ". */
const section = z.string().regex(/^[IVX]+(?:\.[0-9A-Za-zđ]+)*$/u).max(40);
const lineOf = (most: number) => z.string().trim().min(1).max(most).regex(/^\P{C}*$/u);
const line = lineOf(300);
/** Prose of one paragraph or several; control characters besides the end of a line have no place in it. */
export const prose = z.string().trim().min(1).max(6000).regex(/^(?:\P{C}|\n)*$/u);
/** At most two decimals, as data writes them; below zero for what falls. */
export const amount = z.string().regex(/^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?$/);

/**
 * Who is meant: every unit, all of an index, one unit by its code (`named` is how the text calls it, where it has been
 * merged or renamed since), or a body outside the units, which is told of nothing.
 */
export const party = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("index"), index: z.string().regex(/^[0-9A-Za-z.-]{1,40}$/) }),
  z.strictObject({ kind: z.literal("unit"), code: z.string().min(1).max(60), named: line.optional() }),
  z.strictObject({ kind: z.literal("other"), name: line }),
]);
export type Party = z.output<typeof party>;
const parties = z.array(party).max(60);

/** A figure as the units report it, or the value of another target. */
const term = z.union([z.strictObject({ figure: figureKey }), z.strictObject({ target: planKey })]);
export type Term = z.output<typeof term>;
const terms = z.array(term).max(40);
export const sumOf = z.strictObject({ plus: terms, minus: terms.default([]) });
export type SumOf = z.output<typeof sumOf>;

/** How a target's value comes from what is reported: a sum, or one sum over another, times 100 for percents. */
export const formula = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sum"), of: sumOf }),
  z.strictObject({ kind: z.literal("ratio"), of: sumOf, to: sumOf, times: z.enum(["1", "100"]) }),
]);
export type Formula = z.output<typeof formula>;

export const COMPARISONS = [">=", ">", "<=", "<", "="] as const;
/** Of the value itself, of how far it is from the baseline, or of that in percent of the baseline. */
export const THRESHOLD_OF = ["value", "change", "change-percent"] as const;
export const threshold = z.strictObject({ compare: z.enum(COMPARISONS), value: amount, of: z.enum(THRESHOLD_OF) });
export type Threshold = z.output<typeof threshold>;

export const target = z.strictObject({
  key: planKey,
  section,
  name: lineOf(500),
  /** The whole wording of the source. */
  text: prose,
  unitOfMeasure: lineOf(40),
  direction: z.enum(["up", "down"]),
  /** Null where the source sets no number; what is then looked at says `reading`. */
  threshold: threshold.nullable(),
  baseline: z.strictObject({ period: lineOf(60), value: amount.nullable().default(null), source: line.nullable().default(null) }).nullable(),
  scope: z.enum(["province", "unit"]),
  reporters: parties.min(1),
  /** Null: entered as it is published elsewhere (indexes of ministries). */
  formula: formula.nullable(),
  /** How open wording is taken. */
  reading: prose.nullable().default(null),
});
export type Target = z.output<typeof target>;

/** Once; in each month, quarter, half-year or year, in the last month of which it is due on a day; or all year long. */
export const timing = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("once"), due: day }),
  z.strictObject({ kind: z.literal("recurring"), every: z.enum(["month", "quarter", "half-year", "year"]), onDay: z.coerce.number().int().min(1).max(31) }),
  z.strictObject({ kind: z.literal("throughout") }),
]);
export type Timing = z.output<typeof timing>;

export const task = z.strictObject({
  key: planKey,
  section,
  area: planKey,
  title: line,
  text: prose,
  lead: parties.min(1),
  partners: parties.default([]),
  output: lineOf(500),
  timing,
  /** Done by handing in the periodic report of the same months, and on its day: nobody records that twice. */
  doneBy: z.literal("report").optional(),
  targets: z.array(planKey).max(60).default([]),
  /** How open wording is taken, such as a day that the text does not say. */
  reading: prose.nullable().default(null),
});
export type Task = z.output<typeof task>;

export const area = z.strictObject({ key: planKey, section, name: line, lead: parties.default([]) });
export type Area = z.output<typeof area>;

/** What the plan asks of everybody, each with the place that says so. */
const planRules = z.strictObject({
  /** By when units hand in their own plans. */
  unitPlansDue: z.strictObject({ on: day, article: line }),
  /** The least share of units that is inspected in the year, in percent. */
  inspectionShare: z.strictObject({ percent: z.string().regex(/^(?:100|\d{1,2})(?:\.\d{1,2})?$/), article: line }),
  /** After how many days what is late is told to the officer. */
  escalateAfterDays: z.coerce.number().int().min(1).max(60),
});

export const general = z.strictObject({
  title: line,
  theme: lineOf(1000),
  /** Aims and requirements, as the plan begins with them. */
  aims: z.array(z.strictObject({ section, text: prose })).max(60),
  areas: z.array(area).min(1).max(20),
  rules: planRules,
});
export type General = z.output<typeof general>;

export const MOST_TARGETS = 200;
const MOST_TASKS = 1000;
export const planContent = z.strictObject({ general, targets: z.array(target).max(MOST_TARGETS), tasks: z.array(task).max(MOST_TASKS) });
export type PlanContent = z.output<typeof planContent>;

/** The paper by which a version came to hold. */
export const planDecision = z.strictObject({ number: lineOf(100), on: day, text: lineOf(500) });
export type PlanDecision = z.output<typeof planDecision>;
