import { z } from "zod";
import { fileAnswer, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** What is sent to the national database of civil servants within five days (NĐ 335, article 26.1.d), and what became of it. */

export const OUTBOX_STATES = ["waiting", "sent", "dead"] as const;

const attempt = z.strictObject({ number: z.int(), at: time, outcome: z.enum(["sent", "again", "refused"]), status: z.int().nullable(), detail: z.string() });
const item = z.strictObject({
  id,
  kind: z.enum(["period", "rating"]),
  personId: id,
  name: z.string(),
  agencyName: z.string(),
  year: z.int(),
  /** The period whose result it is; null for a rating. */
  period: z.string().nullable(),
  /** Which confirmation of that period it is: a later one corrects those before. */
  number: z.int().nullable(),
  /** The decision on a rating, and the one that it replaces. */
  decision: z.string().nullable(),
  replaces: z.string().nullable(),
  state: z.enum(OUTBOX_STATES),
  queuedAt: time,
  dueAt: time,
  isLate: z.boolean(),
  nextAt: time.nullable(),
  sentAt: time.nullable(),
  receipt: z.string().nullable(),
  attempts: z.array(attempt),
  version: z.string(),
});
export type OutboxItem = z.output<typeof item>;

export const listOutbox = route({
  operationId: "personnel.outbox",
  reads: "personnel-file",
  method: "GET",
  path: "/outbox",
  summary: { vi: "Kết quả gửi Cơ sở dữ liệu quốc gia: đã gửi, đang chờ, gửi không được", en: "Results for the national database: sent, waiting, dead" },
  grants: grant("any", "programme-officer"),
  query: pageQuery.extend({ state: z.enum(OUTBOX_STATES).optional() }),
  response: pageOf(item).extend({ counts: z.strictObject({ waiting: z.int(), sent: z.int(), dead: z.int(), late: z.int() }), isConnected: z.boolean(), now: time }),
});

export const outboxWorkbook = route({
  operationId: "personnel.outboxWorkbook",
  reads: "personnel-file",
  method: "GET",
  path: "/outbox/workbook",
  summary: { vi: "Kết quả gửi Cơ sở dữ liệu quốc gia dạng Excel, lọc như khi xem, bao nhiêu dòng cũng được; X-Expected-Bytes cho biết ước chừng độ dài", en: "Results for the national database as a workbook, filtered as they are read, of any length; X-Expected-Bytes tells about how long it will be" },
  grants: grant("any", "programme-officer"),
  query: z.strictObject({ state: z.enum(OUTBOX_STATES).optional() }),
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const resendOutbox = route({
  operationId: "personnel.resend",
  method: "POST",
  path: "/outbox/{itemId}/resending",
  summary: { vi: "Gửi lại một kết quả chưa gửi được", en: "Send again what could not be sent" },
  grants: grant("any", "programme-officer"),
  params: z.strictObject({ itemId: id }),
  version: "requires",
  status: 201,
  problems: ["not-found", "conflict"],
  response: item,
});
