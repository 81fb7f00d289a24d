import { z } from "zod";
import { PERIOD_KINDS, REPORT_KEY, reportForm } from "./plan-form.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, route, time } from "./route.ts";

/** Periodic reports on the reform plan (KH CCHC 2025, V.1.c: quarter I, six months, quarter III, year). */

const OFFICER = grant("any", "programme-officer");
const SEEING = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman");
const WRITING = grant("own-unit", "unit-scorer", "unit-head");
const READING = [...SEEING, ...WRITING];

export const REPORT_STATES = ["open", "submitted", "returned", "accepted"] as const;
export type ReportState = (typeof REPORT_STATES)[number];

const decimal = z.string().regex(/^-?\d{1,16}(?:\.\d{1,2})?$/);
const words = z.strictObject({ vi: z.string(), en: z.string() });
const key = z.string().max(60).regex(REPORT_KEY);
const reason = z.string().trim().min(LEAST_REASON).max(2000);

const formItem = z.strictObject({ key: z.string(), number: z.int(), title: z.string(), figures: z.int(), at: time, sha256: z.string() });

export const listForms = route({ operationId: "report.listForms", method: "GET", path: "/report-forms", summary: { vi: "Biểu mẫu báo cáo, phiên bản mới nhất", en: "Forms of reports, the newest of each" }, grants: READING.map((one) => ({ ...one, relation: "any" as const })), response: z.strictObject({ items: z.array(formItem), builtIn: z.array(z.strictObject({ key: z.string(), title: z.string(), yaml: z.string() })) }) });

export const readForm = route({ operationId: "report.readForm", method: "GET", path: "/report-forms/{key}/{number}", summary: { vi: "Một phiên bản biểu mẫu", en: "One version of a form" }, grants: READING.map((one) => ({ ...one, relation: "any" as const })), params: z.strictObject({ key: z.string().max(40), number: z.string().max(10) }), problems: ["not-found"], response: z.strictObject({ form: reportForm, item: formItem }) });

export const saveForm = route({
  operationId: "report.saveForm",
  method: "POST",
  path: "/report-forms",
  summary: { vi: "Lưu một phiên bản biểu mẫu (YAML)", en: "Keep a version of a form (YAML)" },
  grants: OFFICER,
  body: z.strictObject({ yaml: z.string().min(1).max(900_000) }),
  status: 201,
  problems: ["invalid-input", "conflict"],
  response: formItem,
  example: { yaml: "key: mau\ntitle: Báo cáo\nareas: [{ key: chung, title: Chung }]\nfigures: [{ key: so, area: chung, title: Số, unit: hồ sơ, kind: count, over: year }]\n" },
});

const period = z.strictObject({ id, year: z.int(), kind: z.enum(PERIOD_KINDS), title: z.string(), form: z.string(), formNumber: z.int(), opensAt: time, dueAt: time, closesAt: time, units: z.int(), submitted: z.int(), late: z.int(), accepted: z.int(), returned: z.int(), /** The actor's own units that report on it. */ own: z.array(z.strictObject({ unitId: id, name: z.string(), state: z.enum(REPORT_STATES), isLate: z.boolean() })) });

export const listPeriods = route({ operationId: "report.listPeriods", method: "GET", path: "/report-periods", summary: { vi: "Các kỳ báo cáo", en: "Periods of reports" }, grants: READING.map((one) => ({ ...one, relation: "any" as const })), response: z.strictObject({ items: z.array(period), now: time }) });

export const openPeriod = route({
  operationId: "report.openPeriod",
  method: "POST",
  path: "/report-periods",
  summary: { vi: "Mở một kỳ báo cáo cho các đơn vị", en: "Open a period for units to report on" },
  grants: OFFICER,
  body: z.strictObject({ form: z.string().max(40), year: z.int().min(2000).max(2100), kind: z.enum(PERIOD_KINDS), title: z.string().trim().min(1).max(200), opensAt: time, dueAt: time, closesAt: time, unitCodes: z.array(z.string().max(60)).min(1).max(5000) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: period,
  example: { form: "cchc-dinh-ky", year: 2026, kind: "q1", title: "Báo cáo CCHC quý I năm 2026", opensAt: "2026-03-01T00:00:00.000Z", dueAt: "2026-03-20T10:00:00.000Z", closesAt: "2026-03-31T10:00:00.000Z", unitCodes: ["SNV"] },
});

const params = z.strictObject({ periodId: id });
const unitParams = z.strictObject({ periodId: id, unitId: id });

const unitRow = z.strictObject({ unitId: id, code: z.string(), name: z.string(), index: z.string().nullable(), state: z.enum(REPORT_STATES), isLate: z.boolean(), submittedAt: time.nullable(), extendedUntil: time.nullable(), returned: z.int(), filled: z.int() });

export const readPeriod = route({ operationId: "report.readPeriod", method: "GET", path: "/report-periods/{periodId}", summary: { vi: "Một kỳ báo cáo: đơn vị nào đã nộp, trễ, bị trả lại", en: "A period: who has handed in, who is late, what was returned" }, grants: SEEING, params, problems: ["not-found"], response: z.strictObject({ period, units: z.array(unitRow), now: time }) });

export const periodTable = route({ operationId: "report.periodTable", method: "GET", path: "/report-periods/{periodId}/table", summary: { vi: "Tình hình nộp báo cáo và số liệu đã nộp, dạng Excel", en: "Who handed in, and the figures handed in, as a workbook" }, grants: SEEING, params, produces: "application/octet-stream", problems: ["not-found"], response: z.string().meta({ format: "binary" }) });

const link = z.strictObject({ title: z.string().trim().min(1).max(300), number: z.string().trim().max(100).default(""), url: z.url({ protocol: /^https?$/ }).max(500).nullable().default(null) });

const cell = z.strictObject({ key, value: decimal.nullable(), version: z.string(), isConfirmed: z.boolean(), /** What was said to confirm it. */ note: z.string(), source: z.string(), at: time });
const text = z.strictObject({ key, text: z.string(), links: z.array(link), version: z.string(), at: time });
const fault = z.strictObject({ pointer: z.string(), message: words });
const step = z.strictObject({ number: z.int(), at: time, by: id, kind: z.enum(["submit", "return", "accept", "extend"]), reason: z.string().nullable(), until: time.nullable(), keys: z.array(z.string()) });

export const readReport = route({
  operationId: "report.read",
  method: "GET",
  path: "/report-periods/{periodId}/units/{unitId}",
  summary: { vi: "Báo cáo của một đơn vị", en: "A unit's report" },
  // Whoever appraises follows a figure to the record that it was taken from.
  grants: [...READING, ...grant("any", "council-chair", "council-member")],
  params: unitParams,
  version: "carries",
  problems: ["not-found"],
  response: z.strictObject({
    period: z.strictObject({ id, year: z.int(), kind: z.enum(PERIOD_KINDS), title: z.string(), dueAt: time, closesAt: time }),
    unit: z.strictObject({ id, code: z.string(), name: z.string(), index: z.string().nullable() }),
    form: reportForm,
    state: z.enum(REPORT_STATES),
    isLate: z.boolean(),
    /** Until when it may be handed in. */
    until: time,
    mayWrite: z.boolean(),
    cells: z.array(cell),
    texts: z.array(text),
    /** Of the period before, for comparing and for taking over. */
    last: z.strictObject({ title: z.string(), figures: z.record(z.string(), decimal), texts: z.record(z.string(), z.string()) }).nullable(),
    /** What would be filled in where nothing stands, and where it comes from. */
    proposed: z.array(z.strictObject({ key, value: decimal, source: z.string() })),
    faults: z.array(fault),
    /** What was asked of figures that differ much from the last period, and was confirmed. */
    answered: z.array(z.strictObject({ key, message: words, note: z.string() })),
    steps: z.array(step),
    version: z.string(),
    now: time,
  }),
});

export const saveFigure = route({
  operationId: "report.saveFigure",
  method: "PUT",
  path: "/report-periods/{periodId}/units/{unitId}/figures/{key}",
  summary: { vi: "Lưu một số liệu; mỗi ô một phiên bản", en: "Save one figure; every cell has its own version" },
  grants: WRITING,
  params: z.strictObject({ ...unitParams.shape, key: z.string().max(60) }),
  body: z.strictObject({ value: z.string().max(60).nullable(), isConfirmed: z.boolean().default(false), note: z.string().trim().max(500).default("") }),
  version: "requires",
  shedLast: true,
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ ...cell.shape, /** What does not agree with other cells now, and what is to be confirmed. */ faults: z.array(fault) }),
  example: { value: "120", isConfirmed: true, note: "Từ tháng 3 tiếp nhận thêm một lĩnh vực." },
});

export const saveText = route({
  operationId: "report.saveText",
  method: "PUT",
  path: "/report-periods/{periodId}/units/{unitId}/texts/{key}",
  summary: { vi: "Lưu một phần thuyết minh và tài liệu kiểm chứng", en: "Save a narrative part and what proves it" },
  grants: WRITING,
  params: z.strictObject({ ...unitParams.shape, key: z.string().max(60) }),
  body: z.strictObject({ text: z.string().max(20_000), links: z.array(link).max(50).default([]) }),
  version: "requires",
  shedLast: true,
  problems: ["not-found", "conflict", "invalid-input"],
  response: text,
  example: { text: "Đã rà soát 12 thủ tục hành chính.", links: [{ title: "Báo cáo rà soát", number: "12/BC-SNV", url: null }] },
});

export const prefill = route({ operationId: "report.prefill", method: "POST", path: "/report-periods/{periodId}/units/{unitId}/prefill", summary: { vi: "Điền các ô còn trống từ kỳ trước và từ dữ liệu đã ghi", en: "Fill empty cells from the last period and from records" }, grants: WRITING, params: unitParams, status: 201, problems: ["not-found", "conflict"], response: z.strictObject({ filled: z.int() }) });

export const actOnReport = route({
  operationId: "report.act",
  method: "POST",
  path: "/report-periods/{periodId}/units/{unitId}/actions",
  summary: { vi: "Nộp, trả lại, chấp nhận báo cáo hoặc gia hạn", en: "Hand in, return or accept a report, or extend its time" },
  grants: [...OFFICER, ...grant("own-unit", "unit-head", "unit-scorer")],
  params: unitParams,
  body: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("submit") }),
    z.strictObject({ kind: z.literal("return"), reason, until: time, keys: z.array(z.string().max(60)).max(1000).default([]) }),
    z.strictObject({ kind: z.literal("accept") }),
    z.strictObject({ kind: z.literal("extend"), reason, until: time }),
  ]),
  status: 201,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ state: z.enum(REPORT_STATES), isLate: z.boolean(), version: z.string(), at: time }),
  example: { kind: "submit" },
});

export const acceptReports = route({ operationId: "report.acceptMany", method: "POST", path: "/report-periods/{periodId}/acceptances", summary: { vi: "Chấp nhận nhiều báo cáo đã nộp", en: "Accept many reports that were handed in" }, grants: OFFICER, params, body: z.strictObject({ unitIds: z.array(id).min(1).max(5000) }), status: 201, problems: ["not-found", "conflict", "invalid-input"], response: z.strictObject({ accepted: z.int(), skipped: z.int() }), example: { unitIds: ["0b9f2c4e"] } });

export const extendReports = route({ operationId: "report.extendMany", method: "POST", path: "/report-periods/{periodId}/extensions", summary: { vi: "Gia hạn cho nhiều đơn vị chưa nộp, cùng một lý do", en: "Extend the time of many units that have not handed in, with one reason" }, grants: OFFICER, params, body: z.strictObject({ unitIds: z.array(id).min(1).max(5000), reason, until: time }), status: 201, problems: ["not-found", "conflict", "invalid-input"], response: z.strictObject({ extended: z.int(), /** Had handed in meanwhile, or do not report on the period. */ skipped: z.int() }), example: { unitIds: ["0b9f2c4e"], reason: "Mưa lũ làm mất điện, mất mạng tại nhiều xã.", until: "2099-04-05T10:00:00.000Z" } });

const mapping = z.strictObject({
  /** The column that names the unit; null in a table of one unit. */
  unitColumn: z.string().trim().min(1).max(200).nullable(),
  columns: z.array(z.strictObject({ column: z.string().trim().min(1).max(200), key })).min(1).max(1000),
});
export type ReportMapping = z.output<typeof mapping>;

export const readMapping = route({ operationId: "report.readMapping", method: "GET", path: "/report-mappings/{source}", summary: { vi: "Bảng ghép cột đã lưu của một nguồn", en: "The columns that were kept for a source" }, grants: [...OFFICER, ...grant("any", "unit-scorer", "unit-head")], params: z.strictObject({ source: z.string().max(80) }), response: z.strictObject({ mapping: mapping.nullable(), number: z.int() }) });

export const importFigures = route({
  operationId: "report.import",
  method: "POST",
  path: "/report-periods/{periodId}/imports",
  summary: { vi: "Nhập số liệu từ bảng Excel hoặc CSV của hệ thống khác", en: "Take figures from another system's workbook or CSV" },
  grants: [...OFFICER, ...grant("own-unit", "unit-scorer", "unit-head")],
  params,
  query: z.strictObject({ unitId: id.optional() }),
  body: z.strictObject({ source: z.string().trim().min(1).max(80), name: z.string().trim().min(1).max(200), dated: day, content: z.base64().max(12_000_000), mapping: mapping.nullable().default(null), isTrial: z.boolean().default(false) }),
  bodyLimit: 13_000_000,
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ units: z.int(), figures: z.int(), unchanged: z.int(), mapping }),
  example: { source: "one-stop", name: "igate.csv", dated: "2026-03-15", content: "bWE7dGlldCBuaGFuClNOVjsxMjAK", mapping: { unitColumn: "ma", columns: [{ column: "tiet nhan", key: "ho-so-tiep-nhan" }] }, isTrial: false },
});
