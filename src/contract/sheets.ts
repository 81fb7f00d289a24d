import { z } from "zod";
import { fileAnswer, grant, id, route, time } from "./route.ts";

/** Workbooks that people bring in: read as they stand, marked where they are wrong, their layout learnt once. */

/** Whoever may bring a table in anywhere, a unit's people included. */
const READERS = grant("any", "administrator", "programme-officer", "working-group", "survey-officer", "unit-scorer", "unit-head");
const IMPORTERS = grant("any", "administrator", "programme-officer", "working-group", "survey-officer");

/** Base64 of 3 MB. */
const content = z.string().min(1).max(4_200_000).regex(/^[A-Za-z0-9+/]+={0,2}$/);
const BODY_LIMIT = 4_500_000;
const sheetName = z.string().min(1).max(100);
const row = z.number().int().min(0).max(1_048_575);
const column = z.number().int().min(0).max(1999);

export const readTable = route({
  operationId: "documents.readTable",
  method: "POST",
  path: "/tables/reading",
  summary: { vi: "Đọc một trang của tệp Excel thành các dòng chữ, ô gộp được điền đủ; không lưu gì", en: "Read a sheet of a workbook as rows of words, merged cells filled; nothing is kept" },
  grants: READERS,
  body: z.strictObject({ content, sheet: sheetName.optional() }),
  bodyLimit: BODY_LIMIT,
  repeatable: false,
  problems: ["invalid-input", "too-large"],
  response: z.strictObject({ sheets: z.array(z.string()), sheet: z.string(), /** Numbers as plain decimals, days as YYYY-MM-DD. */ rows: z.array(z.array(z.string())) }),
  example: { content: "UEsDBA==" },
});

export const markTable = route({
  operationId: "documents.markTable",
  method: "POST",
  path: "/tables/marking",
  summary: { vi: "Chính tệp Excel đó, mỗi ô sai tô đỏ kèm ghi chú", en: "The same workbook, every wrong cell red with a note" },
  grants: IMPORTERS,
  body: z.strictObject({ content, sheet: sheetName, faults: z.array(z.strictObject({ row, column: column.nullable(), message: z.string().max(1000) })).min(1).max(5000) }),
  bodyLimit: 6_000_000,
  repeatable: false,
  produces: "application/octet-stream",
  problems: ["invalid-input", "too-large"],
  response: fileAnswer,
  example: { content: "UEsDBA==", sheet: "Đơn vị", faults: [{ row: 3, column: 1, message: "Không có đơn vị này." }] },
});

const kind = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
/** Each field's column; several where a sheet writes one thing in several. */
const mapping = z.record(z.string().max(60), z.union([column, z.array(column).max(20), z.null()])).refine((given) => Object.keys(given).length <= 60);
/** The words of the head row, by which the layout is known again. */
const signature = z.string().trim().min(1).max(4000);
const learnt = z.strictObject({ kind, signature, mapping, at: time, by: id });
export type SheetMapping = z.output<typeof mapping>;

export const listMappings = route({
  operationId: "documents.mappings",
  method: "GET",
  path: "/sheet-mappings",
  summary: { vi: "Các cách bố trí cột đã được nhớ", en: "Layouts of columns that were learnt" },
  grants: IMPORTERS,
  query: z.strictObject({ kind }),
  response: z.strictObject({ items: z.array(learnt) }),
});

export const saveMapping = route({
  operationId: "documents.saveMapping",
  method: "POST",
  path: "/sheet-mappings",
  summary: { vi: "Nhớ cách bố trí cột của một bảng", en: "Learn a layout of columns" },
  grants: IMPORTERS,
  body: z.strictObject({ kind, signature, mapping }),
  status: 201,
  problems: ["conflict"],
  response: learnt,
  example: { kind: "units", signature: "mã | tên cơ quan | chỉ số", mapping: { code: 0, name: 1, index: 2 } },
});
