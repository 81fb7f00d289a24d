import { z } from "zod";
import { grant, id, route, time } from "./route.ts";

/** Indexes of the province and its units over the years: those that others measure are entered with their source, one's own are computed. */

const OFFICER = grant("any", "programme-officer");
const SEEING = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman", "unit-scorer", "unit-head");

export const YEAR_INDEXES = ["par", "sipas", "papi", "pci", "dti"] as const;
export type YearIndex = (typeof YEAR_INDEXES)[number];

const decimal = z.string().regex(/^\d{1,6}(?:\.\d{1,2})?$/);
const year = z.int().min(2000).max(2100);

const value = z.strictObject({
  index: z.string(),
  year: z.int(),
  /** Null for the province. */
  unitId: id.nullable(),
  unit: z.string().nullable(),
  value: decimal.nullable(),
  rank: z.int().nullable(),
  of: z.int().nullable(),
  source: z.string(),
  at: time.nullable(),
  version: z.string(),
  /** Computed from what was published here. */
  isOwn: z.boolean(),
});
export type YearValue = z.output<typeof value>;

export const readYears = route({
  operationId: "report.readYears",
  method: "GET",
  path: "/year-indexes",
  summary: { vi: "Các chỉ số qua các năm, của tỉnh và của đơn vị kể cả đơn vị trước sắp xếp", en: "Indexes over the years, of the province and of units with those that they continue" },
  grants: SEEING,
  query: z.strictObject({ unitId: id.optional() }),
  problems: ["not-found"],
  response: z.strictObject({ values: z.array(value), /** Years between the first and the last in which an index has no value. */ gaps: z.array(z.strictObject({ index: z.string(), year: z.int() })), /** Units that the one asked about continues, or that continue it. */ kin: z.array(z.strictObject({ unitId: id, name: z.string() })) }),
});

export const setYear = route({
  operationId: "report.setYear",
  method: "PUT",
  path: "/year-indexes/{index}/{year}",
  summary: { vi: "Ghi một chỉ số của một năm, kèm nguồn", en: "Enter an index of a year with its source" },
  grants: OFFICER,
  params: z.strictObject({ index: z.string().max(20), year: z.string().max(10) }),
  body: z.strictObject({ unitId: id.nullable().default(null), value: decimal.nullable(), rank: z.int().min(1).max(10_000).nullable().default(null), of: z.int().min(1).max(10_000).nullable().default(null), source: z.string().trim().min(3).max(500) }),
  version: "requires",
  problems: ["not-found", "invalid-input"],
  response: value,
  example: { unitId: null, value: "84.50", rank: 53, of: 63, source: "Quyết định công bố Chỉ số cải cách hành chính" },
});

export const fiveYearReport = route({ operationId: "report.fiveYears", method: "GET", path: "/five-year-report", summary: { vi: "Báo cáo sơ kết nhiều năm, .docx hoặc .pdf", en: "The report on several years as .docx or .pdf" }, grants: grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman"), query: z.strictObject({ from: z.coerce.number().pipe(year), to: z.coerce.number().pipe(year), format: z.enum(["docx", "pdf"]).default("docx") }), produces: "application/octet-stream", problems: ["not-found", "invalid-input"], response: z.string().meta({ format: "binary" }) });
