import { z } from "zod";
import { periodId, periodParams } from "./personnel-period.ts";
import { grant, id, route } from "./route.ts";

/** Work from other systems: documents, tasks (plan of Gia Lai, V.2.e). The same task sent twice is one. */

/** What a row may say of a task. Codes are the catalogue's; quantities and days as everywhere. */
export const TASK_FIELDS = ["id", "personId", "product", "quantity", "assignedOn", "due", "done", "doneOn", "output", "reference", "isUnplanned", "accepted", "qualityFailures", "delays", "acceptedBy"] as const;
export type TaskField = (typeof TASK_FIELDS)[number];

export const source = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/);
const cell = z.string().max(2000);
const task = z.strictObject({
  id: z.string().min(1).max(200),
  personId: id,
  product: z.string().min(1).max(64),
  quantity: cell,
  assignedOn: cell,
  due: cell,
  done: cell.optional(),
  doneOn: cell.optional(),
  output: cell.optional(),
  reference: cell.optional(),
  isUnplanned: z.boolean().optional(),
  accepted: cell.optional(),
  qualityFailures: z.int().min(0).max(99).optional(),
  delays: z.int().min(0).max(99).optional(),
  acceptedBy: id.optional(),
});

const outcome = z.strictObject({ importId: id, added: z.int(), changed: z.int(), unchanged: z.int(), sha256: z.string() });
export type ImportOutcome = z.output<typeof outcome>;

export const sendTasks = route({
  operationId: "personnel.sendTasks",
  method: "POST",
  path: "/work-periods/{periodId}/tasks",
  summary: { vi: "Hệ thống giao việc gửi việc đã giao, đã làm; có lỗi thì không nhận gì; thử với kỳ thử (T-…)", en: "A task system sends what was assigned and done; with faults nothing is taken; try it on a trial period (T-…)" },
  grants: grant("any", "task-system"),
  params: periodParams,
  body: z.strictObject({ source, tasks: z.array(task).min(1).max(2000) }),
  problems: ["not-found", "conflict"],
  response: outcome,
  example: { source: "vanban", tasks: [{ id: "VB-2026-118", personId: "1c0a3d5f", product: "DC.01", quantity: "1", assignedOn: "2026-03-02", due: "2026-03-10", done: "1", doneOn: "2026-03-09", reference: "118/BC-SNV" }] },
});

export const streamTasks = route({
  operationId: "personnel.streamTasks",
  method: "PATCH",
  path: "/work-periods/{periodId}/task-streams/{source}",
  summary: { vi: "Cửa nhận số lượng lớn: mỗi dòng một việc (JSON), không giới hạn số dòng; có lỗi thì không nhận gì", en: "The bulk door: one task a line (JSON), any number of lines; with faults nothing is taken" },
  grants: grant("any", "task-system"),
  takes: "application/x-ndjson",
  params: z.strictObject({ periodId, source }),
  problems: ["not-found", "conflict"],
  response: outcome,
});

/** Which column of an export holds what; rows of columns that are not named are read and left. */
const mapping = z.strictObject({ columns: z.partialRecord(z.enum(TASK_FIELDS), z.string().min(1).max(200)) });
export type Mapping = z.output<typeof mapping>;

const LARGEST = 30 * 1024 * 1024;
const chosen = { unitId: id, source, format: z.enum(["csv", "xlsx", "json"]), content: z.base64() };

export const importTasks = route({
  operationId: "personnel.importTasks",
  method: "POST",
  path: "/work-periods/{periodId}/imports",
  summary: { vi: "Nhập tệp xuất từ phần mềm giao việc (CSV, xlsx, JSON); cách ghép cột được giữ cho lần sau", en: "Import a task system's export (CSV, xlsx, JSON); which column means what is kept for the next time" },
  grants: [...grant("own-unit", "personnel-officer"), ...grant("any", "programme-officer")],
  params: periodParams,
  bodyLimit: LARGEST,
  body: z.strictObject({ ...chosen, mapping: mapping.optional() }),
  problems: ["not-found", "conflict", "too-large"],
  response: outcome,
  example: { unitId: "0b9f2c4e", source: "igate", format: "csv", content: "bWEsbmd1b2k=", mapping: { columns: { id: "ma", personId: "nguoi" } } },
});

export const previewImport = route({
  operationId: "personnel.previewImport",
  method: "POST",
  path: "/work-periods/{periodId}/import-previews",
  summary: { vi: "Đọc thử tệp xuất: các cột, vài dòng đầu, cách ghép cột của lần trước; không ghi gì", en: "Read an export: its columns, its first rows, the mapping of the last time; nothing is written" },
  grants: [...grant("own-unit", "personnel-officer"), ...grant("any", "programme-officer")],
  params: periodParams,
  bodyLimit: LARGEST,
  repeatable: false,
  body: z.strictObject(chosen),
  problems: ["not-found", "too-large"],
  response: z.strictObject({ rows: z.int(), columns: z.array(z.string()), sample: z.array(z.array(z.string())), mapping: mapping.nullable() }),
  example: { unitId: "0b9f2c4e", source: "igate", format: "csv", content: "bWEsbmd1b2k=" },
});
