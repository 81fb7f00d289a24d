import { z } from "zod";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";

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
