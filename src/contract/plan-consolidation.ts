import { z } from "zod";
import { NARRATIVE_PARTS } from "./plan-form.ts";
import { grant, id, route, time } from "./route.ts";

/** The province's report on a period, drawn together from what the units handed in. */

const OFFICER = grant("any", "programme-officer");
const SEEING = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman");
const params = z.strictObject({ consolidationId: id });

const CONSOLIDATION_STATES = ["waiting", "running", "done", "cancelled"] as const;

const decimal = z.string();
const place = z.strictObject({ unitId: id, name: z.string(), value: decimal });

const consolidatedFigure = z.strictObject({ key: z.string(), title: z.string(), unit: z.string(), /** Null where sums mean nothing, or nobody reported it. */ sum: decimal.nullable(), units: z.int(), last: decimal.nullable() });
const consolidatedMeasure = z.strictObject({
  key: z.string(),
  title: z.string(),
  unit: z.string(),
  value: decimal.nullable(),
  /** Why there is no value. */
  why: z.enum(["missing", "zero"]).nullable(),
  threshold: decimal.nullable(),
  isReached: z.boolean().nullable(),
  last: decimal.nullable(),
  units: z.int(),
  reached: z.int(),
  best: z.array(place),
  worst: z.array(place),
});
const told = z.strictObject({ key: z.string(), title: z.string(), /** Left out in what was drawn together before parts were told apart. */ part: z.enum(NARRATIVE_PARTS).optional(), parts: z.array(z.strictObject({ unitId: id, name: z.string(), text: z.string(), links: z.array(z.strictObject({ title: z.string(), number: z.string(), url: z.string().nullable() })) })) });
const reporter = z.strictObject({ unitId: id, name: z.string() });

export const consolidated = z.strictObject({
  title: z.string(),
  year: z.int(),
  units: z.int(),
  counted: z.int(),
  late: z.array(reporter),
  missing: z.array(reporter),
  areas: z.array(z.strictObject({ key: z.string(), title: z.string(), figures: z.array(consolidatedFigure), measures: z.array(consolidatedMeasure), narratives: z.array(told) })),
  /** The same part of the years before, oldest first. */
  years: z.array(z.strictObject({ year: z.int(), units: z.int(), figures: z.record(z.string(), decimal), measures: z.record(z.string(), decimal) })),
  /** Which copies it was drawn from. */
  sources: z.array(z.strictObject({ unitId: id, name: z.string(), number: z.int(), sha256: z.string() })),
});
export type Consolidated = z.output<typeof consolidated>;

const item = z.strictObject({ id, periodId: id, state: z.enum(CONSOLIDATION_STATES), done: z.int(), total: z.int(), at: time, endedAt: time.nullable(), sha256: z.string().nullable() });
export type ConsolidationItem = z.output<typeof item>;

export const startConsolidation = route({ operationId: "report.consolidate", method: "POST", path: "/report-periods/{periodId}/consolidations", summary: { vi: "Tổng hợp báo cáo của tỉnh từ báo cáo các đơn vị", en: "Draw the province's report together" }, grants: OFFICER, params: z.strictObject({ periodId: id }), status: 201, problems: ["not-found", "conflict"], response: item });
export const listConsolidations = route({ operationId: "report.listConsolidations", method: "GET", path: "/report-periods/{periodId}/consolidations", summary: { vi: "Các lần tổng hợp của một kỳ", en: "What was drawn together of a period" }, grants: SEEING, params: z.strictObject({ periodId: id }), problems: ["not-found"], response: z.strictObject({ items: z.array(item) }) });
export const readConsolidation = route({ operationId: "report.readConsolidation", method: "GET", path: "/consolidations/{consolidationId}", summary: { vi: "Một lần tổng hợp: tiến độ, kết quả, nguồn", en: "One consolidation: how far it is, what came of it, from what" }, grants: SEEING, params, problems: ["not-found"], response: z.strictObject({ item, result: consolidated.nullable() }) });
export const cancelConsolidation = route({ operationId: "report.cancelConsolidation", method: "POST", path: "/consolidations/{consolidationId}/cancellation", summary: { vi: "Dừng một lần tổng hợp đang chạy", en: "Stop a consolidation that is under way" }, grants: OFFICER, params, status: 201, problems: ["not-found", "conflict"], response: item });
export const consolidationDocument = route({ operationId: "report.consolidationDocument", method: "GET", path: "/consolidations/{consolidationId}/document", summary: { vi: "Báo cáo của tỉnh, dạng .docx hoặc .pdf", en: "The province's report as .docx or .pdf" }, grants: SEEING, params, query: z.strictObject({ format: z.enum(["docx", "pdf"]).default("docx") }), produces: "application/octet-stream", problems: ["not-found", "conflict"], response: z.string().meta({ format: "binary" }) });
export const consolidationTable = route({ operationId: "report.consolidationTable", method: "GET", path: "/consolidations/{consolidationId}/table", summary: { vi: "Các bảng của báo cáo tỉnh, dạng Excel", en: "The tables of the province's report as a workbook" }, grants: SEEING, params, produces: "application/octet-stream", problems: ["not-found", "conflict"], response: z.string().meta({ format: "binary" }) });
