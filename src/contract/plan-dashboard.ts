import { z } from "zod";
import { PERIOD_KINDS } from "./plan-form.ts";
import { grant, id, route, time } from "./route.ts";

/** How the plan stands by what was reported: measures against their thresholds, areas by unit, who is late, what has changed. */

const SEEING = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman", "unit-scorer", "unit-head");
const decimal = z.string();

const period = z.strictObject({ id, year: z.int(), kind: z.enum(PERIOD_KINDS), title: z.string(), submitted: z.int(), units: z.int() });
const forecast = z.strictObject({ value: decimal, low: decimal, high: decimal, /** How many periods of the year it rests on. */ points: z.int(), isReached: z.boolean().nullable() });
const dashboardMeasure = z.strictObject({
  key: z.string(),
  area: z.string(),
  title: z.string(),
  unit: z.string(),
  direction: z.enum(["up", "down"]),
  threshold: decimal.nullable(),
  target: z.string().nullable(),
  value: decimal.nullable(),
  why: z.enum(["missing", "zero"]).nullable(),
  isReached: z.boolean().nullable(),
  /** Against the period before. */
  change: decimal.nullable(),
  /** The periods of this year and of the one before, oldest first. */
  points: z.array(z.strictObject({ periodId: id, value: decimal })),
  /** At the end of the year, if it goes on as it does. */
  forecast: forecast.nullable(),
  units: z.int(),
  reached: z.int(),
});

export const readDashboard = route({
  operationId: "report.dashboard",
  method: "GET",
  path: "/report-dashboard",
  summary: { vi: "Chỉ tiêu so với mức đề ra, xu hướng, dự báo; lĩnh vực theo đơn vị; đơn vị trễ", en: "Targets against thresholds, trend, forecast; areas by unit; who is late" },
  grants: SEEING,
  query: z.strictObject({ periodId: id.optional() }),
  problems: ["not-found"],
  response: z.strictObject({
    periods: z.array(period),
    /** Null while nothing was reported. */
    period: period.nullable(),
    before: period.nullable(),
    areas: z.array(z.strictObject({ key: z.string(), title: z.string() })),
    measures: z.array(dashboardMeasure),
    /** For each unit and area how many measures with a threshold it has, and reaches. */
    heat: z.array(z.strictObject({ unitId: id, code: z.string(), name: z.string(), cells: z.array(z.strictObject({ area: z.string(), measures: z.int(), reached: z.int() })) })),
    late: z.array(z.strictObject({ unitId: id, name: z.string(), isMissing: z.boolean() })),
    now: time,
  }),
});

export const readMeasure = route({
  operationId: "report.readMeasure",
  method: "GET",
  path: "/report-periods/{periodId}/measures/{key}",
  summary: { vi: "Một chỉ số theo từng đơn vị, với số liệu và bản nộp làm nguồn", en: "A measure by unit, with the figures and copies that it comes from" },
  grants: SEEING,
  params: z.strictObject({ periodId: id, key: z.string().max(60) }),
  problems: ["not-found"],
  response: z.strictObject({
    title: z.string(),
    unit: z.string(),
    formula: z.string(),
    threshold: decimal.nullable(),
    value: decimal.nullable(),
    figures: z.array(z.strictObject({ key: z.string(), title: z.string(), unit: z.string(), sum: decimal.nullable() })),
    units: z.array(z.strictObject({ unitId: id, code: z.string(), name: z.string(), value: decimal.nullable(), isReached: z.boolean().nullable(), figures: z.record(z.string(), decimal), submission: z.int(), at: time })),
  }),
});
