import { z } from "zod";
import { fileAnswer, grant, pageOf, pageQuery, route, time } from "./route.ts";

/** The ledger of changes: reading it, and its head. */

const seq = z.int().min(0);
/** SHA-256 in hex. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEntry = z.strictObject({
  seq,
  /** By the database clock. */
  at: time,
  /** Account id, `public` or `system`. */
  by: z.string(),
  action: z.string(),
  subject: z.string(),
  data: z.record(z.string(), z.unknown()),
  previous: sha256,
  hash: sha256,
});
export type AuditEntryView = z.output<typeof auditEntry>;

const filter = z.string().min(1).max(200).optional();

export const listAuditEntries = route({
  operationId: "audit.entries",
  method: "GET",
  path: "/audit/entries",
  summary: { vi: "Xem sổ kiểm toán, mới nhất trước, lọc theo đối tượng, hành động, người thực hiện", en: "Read the audit ledger, newest first, filtered by subject, action and who acted" },
  grants: grant("any", "auditor"),
  query: pageQuery.extend({
    cursor: z
      .string()
      .regex(/^[1-9]\d{0,14}$/)
      .optional(),
    subject: filter,
    action: filter,
    by: filter,
  }),
  response: pageOf(auditEntry),
});

export const takeAuditEntries = route({
  operationId: "audit.workbook",
  method: "GET",
  path: "/audit/workbook",
  summary: { vi: "Sổ kiểm toán dạng Excel, lọc như khi xem, bao nhiêu dòng cũng được; X-Expected-Bytes cho biết ước chừng độ dài", en: "The ledger as a workbook, filtered as it is read, of any length; X-Expected-Bytes tells about how long it will be" },
  grants: grant("any", "auditor"),
  query: z.strictObject({ subject: filter, action: filter, by: filter }),
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const readAuditHead = route({
  operationId: "audit.head",
  method: "GET",
  path: "/audit/head",
  summary: { vi: "Xem đầu chuỗi của sổ kiểm toán (số thứ tự, mã băm, thời điểm) để tự giữ và đối chiếu về sau", en: "Read the ledger's head (number, hash, time) to keep and compare later" },
  grants: grant("any", "signed-in"),
  response: z.strictObject({ seq, hash: sha256, at: time }),
});
