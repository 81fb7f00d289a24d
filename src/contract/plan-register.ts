import { z } from "zod";
import { day, fileAnswer, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** Registers of what units count in reports and show for bonus points: initiatives, rewards, communication. */

const line = z.string().trim().min(1).max(500).regex(/^\P{C}*$/u);
const prose = z.string().trim().min(1).max(4000).regex(/^(?:\P{C}|\n)*$/u);
const number = z.string().regex(/^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?$/);
const decision = z.strictObject({ number: line.max(100), on: day, issuer: line });
/** Files of the unit's own library of the year: the same that prove a criterion. */
const files = z.array(id).max(20).default([]);

export const REGISTERS = ["initiative", "reward", "communication"] as const;
export type Register = (typeof REGISTERS)[number];

export const registerBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("initiative"),
    title: line,
    on: day,
    text: prose,
    /** What was measured before and after. */
    effect: z.strictObject({ measure: line, unitOfMeasure: line.max(40), before: number, after: number }).nullable().default(null),
    recognised: decision.nullable().default(null),
    /** Units that do the same since. */
    replicatedBy: z.array(id).max(200).default([]),
    files,
  }),
  z.strictObject({ kind: z.literal("reward"), title: line, on: day, to: line, isCollective: z.boolean(), decision, files }),
  z.strictObject({ kind: z.literal("communication"), title: line, on: day, channel: line.max(200), /** How many: articles, broadcasts, meetings. */ count: z.number().int().min(1).max(100_000), reach: z.number().int().min(0).max(100_000_000).nullable().default(null), files }),
]);
export type RegisterBody = z.output<typeof registerBody>;

const entry = z.strictObject({ id, unitId: id, year: z.number().int(), body: registerBody, isWithdrawn: z.boolean(), at: time, by: id, version: z.string() });
export type RegisterEntry = z.output<typeof entry>;

const year = z.coerce.number().int().min(2000).max(2100);
const OWN = grant("own-unit", "unit-head", "unit-scorer");
const OFFICER = grant("any", "programme-officer");

export const listRegister = route({
  operationId: "plan.register",
  method: "GET",
  path: "/registers",
  summary: { vi: "Sáng kiến, khen thưởng, tuyên truyền của các đơn vị trong năm", en: "Initiatives, rewards and communication of units in a year" },
  grants: grant("any", "signed-in"),
  query: pageQuery.extend({ year, kind: z.enum(REGISTERS).optional(), unitId: id.optional() }),
  response: pageOf(entry),
});

export const addRegisterEntry = route({
  operationId: "plan.addRegisterEntry",
  method: "POST",
  path: "/units/{unitId}/registers",
  summary: { vi: "Ghi một sáng kiến, khen thưởng hoặc hoạt động tuyên truyền", en: "Enter an initiative, a reward or a piece of communication" },
  grants: [...OFFICER, ...OWN],
  params: z.strictObject({ unitId: id }),
  body: registerBody,
  status: 201,
  version: "carries",
  problems: ["not-found", "invalid-input"],
  response: entry,
  example: { kind: "initiative", title: "Phiếu hẹn trả kết quả qua Zalo", on: "2025-04-10", text: "Người dân nhận lịch trả kết quả qua Zalo, không phải gọi hỏi.", effect: { measure: "Thời gian chờ trung bình", unitOfMeasure: "phút", before: "35", after: "12" }, recognised: null, replicatedBy: [], files: [] },
});

export const importRegister = route({
  operationId: "plan.importRegister",
  method: "POST",
  path: "/register-imports",
  summary: { vi: "Nhập các sổ từ bảng Excel của các đơn vị: tất cả hoặc không mục nào", en: "Bring registers in from units' tables: all of it or nothing" },
  grants: OFFICER,
  body: z.strictObject({ entries: z.array(z.strictObject({ unit: z.string().min(1).max(60), body: registerBody })).min(1).max(1000) }),
  bodyLimit: 6_000_000,
  status: 201,
  problems: ["invalid-input", "conflict"],
  response: z.strictObject({ entered: z.int(), /** Stood in the register already, with the same name and day. */ unchanged: z.int() }),
  example: { entries: [{ unit: "SNV", body: { kind: "communication", title: "Chuyên mục cải cách hành chính", on: "2025-08-01", channel: "Trang thông tin điện tử", count: 12, reach: 5000, files: [] } }] },
});

export const changeRegisterEntry = route({
  operationId: "plan.changeRegisterEntry",
  method: "PUT",
  path: "/units/{unitId}/registers/{entryId}",
  summary: { vi: "Sửa hoặc rút một mục đã ghi; các lần trước vẫn còn", en: "Change or withdraw an entry; earlier versions stay" },
  grants: [...OFFICER, ...OWN],
  params: z.strictObject({ unitId: id, entryId: id }),
  body: z.strictObject({ body: registerBody, isWithdrawn: z.boolean() }),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: entry,
  example: { body: { kind: "reward", title: "Bằng khen", on: "2025-12-20", to: "Tập thể Phòng Hành chính", isCollective: true, decision: { number: "3000/QĐ-UBND", on: "2025-12-20", issuer: "Chủ tịch UBND tỉnh" }, files: [] }, isWithdrawn: false },
});

const counts = z.strictObject({ unitId: id, initiatives: z.number().int(), recognised: z.number().int(), replicated: z.number().int(), rewards: z.number().int(), communications: z.number().int() });

export const countRegister = route({
  operationId: "plan.registerCounts",
  method: "GET",
  path: "/register-counts",
  summary: { vi: "Số sáng kiến, khen thưởng, hoạt động tuyên truyền theo đơn vị", en: "How many initiatives, rewards and pieces of communication each unit has" },
  grants: grant("any", "signed-in"),
  query: z.strictObject({ year, from: day.optional(), to: day.optional() }),
  response: z.strictObject({ items: z.array(counts) }),
});

export const exportRegister = route({
  operationId: "plan.registerSheet",
  method: "GET",
  path: "/register-sheet",
  summary: { vi: "Các sổ theo dõi trong năm dưới dạng Excel", en: "The year's registers as a workbook" },
  grants: grant("any", "signed-in"),
  query: z.strictObject({ year }),
  produces: "application/octet-stream",
  response: fileAnswer,
});
