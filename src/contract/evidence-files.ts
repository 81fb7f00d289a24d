import { z } from "zod";
import { fileParams, itemView, libraryParams, READERS, UNIT, year } from "./evidence.ts";
import { bytes, grant, id, pageOf, pageQuery, route } from "./route.ts";

/** Files as bytes: how they come (tus 1.0.0), how they are given out, and how their text is found. */

const count = z.number().int().min(0);

export const readOffset = route({
  operationId: "evidence.offset",
  method: "HEAD",
  path: "/evidence/files/{fileId}/bytes",
  summary: { vi: "Đã nhận đến đâu (tus)", en: "How far the bytes have come (tus)" },
  grants: UNIT,
  params: fileParams,
  problems: ["conflict", "locked", "unsupported-content", "insufficient-storage"],
  shedLast: true,
  response: z.null(),
});

export const sendBytes = route({
  operationId: "evidence.receive",
  method: "PATCH",
  path: "/evidence/files/{fileId}/bytes",
  summary: { vi: "Gửi tiếp nội dung tệp từ chỗ đã nhận (tus)", en: "Goes on with the bytes from where they ended (tus)" },
  grants: UNIT,
  params: fileParams,
  takes: "application/offset+octet-stream",
  status: 204,
  problems: ["conflict", "locked", "insufficient-storage"],
  shedLast: true,
  response: z.null(),
});

const FILE_PROBLEMS = ["conflict", "range-not-satisfiable"] as const;

export const downloadFile = route({
  operationId: "evidence.download",
  reads: "unit-file",
  method: "GET",
  path: "/evidence/files/{fileId}/download",
  summary: { vi: "Tải một tệp về; nhận Range", en: "Downloads a file; takes Range" },
  grants: READERS,
  params: fileParams,
  produces: "application/octet-stream",
  problems: FILE_PROBLEMS,
  response: bytes,
});

export const viewFile = route({
  operationId: "evidence.view",
  reads: "unit-file",
  method: "GET",
  path: "/evidence/files/{fileId}/view",
  summary: { vi: "Xem PDF, JPEG, PNG tại chỗ; loại khác chỉ tải về; nhận Range", en: "A PDF, JPEG or PNG to be shown in a page; every other kind only downloads; takes Range" },
  grants: READERS,
  params: fileParams,
  produces: "application/octet-stream",
  problems: [...FILE_PROBLEMS, "unsupported-content"],
  response: bytes,
});

export const readText = route({
  operationId: "evidence.text",
  reads: "unit-file",
  method: "GET",
  path: "/evidence/files/{fileId}/text",
  summary: { vi: "Chữ trong tệp, theo trang (tệp văn phòng: theo phần, trang tính, trang chiếu)", en: "A file's text, page by page (of office files by section, sheet or slide)" },
  grants: READERS,
  params: fileParams,
  query: pageQuery,
  response: pageOf(z.strictObject({ page: z.number().int(), text: z.string() })),
});

export const downloadBundle = route({
  operationId: "evidence.bundle",
  reads: "unit-file",
  method: "GET",
  path: "/units/{unitId}/evidence/{year}/bundle",
  summary: { vi: "Tải mọi tài liệu của đơn vị trong năm thành một tệp zip có mục lục", en: "All evidence of a unit and year as a zip with a table of contents" },
  grants: READERS,
  params: libraryParams,
  produces: "application/zip",
  problems: ["conflict"],
  response: bytes,
});

const hit = z.strictObject({
  item: itemView,
  /** Where it was found: pages with pieces of their text, as ranges of characters that fit. Empty: in the description. */
  pages: z.array(z.strictObject({ page: z.number().int(), text: z.string(), marks: z.array(z.tuple([count, count])) })),
});

export const searchEvidence = route({
  operationId: "evidence.search",
  reads: "unit-file",
  method: "GET",
  path: "/evidence/search",
  summary: { vi: "Tìm trong chữ và mô tả của mọi tài liệu được xem, có dấu hoặc không dấu", en: "Searches text and descriptions of all evidence that the reader may see, with or without diacritics" },
  grants: grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor", "unit-head", "unit-scorer"),
  query: z.strictObject({ q: z.string().trim().min(2).max(200), unit: id.optional(), year: year.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  /** Documents in all are counted up to 500. */
  response: z.strictObject({ items: z.array(hit), total: count }),
});

const elsewhere = z.strictObject({ unitId: id, year: z.number().int(), itemId: id, fileId: id, name: z.string() });

export const readChecks = route({
  operationId: "evidence.checks",
  reads: "unit-file",
  method: "GET",
  path: "/units/{unitId}/evidence/{year}/checks",
  summary: { vi: "Điều cần lưu ý ở tài liệu của đơn vị: dùng lại, gần giống, ngoài năm đánh giá, chữ ký, không đọc được", en: "What to look at in a unit's evidence: used elsewhere, nearly the same, outside the year, signatures, unreadable" },
  grants: READERS,
  params: libraryParams,
  query: pageQuery,
  /** Only items with something to look at. `same` and `similar` name only what the reader may see. */
  response: pageOf(z.strictObject({ item: itemView, same: z.array(elsewhere), similar: z.array(elsewhere.extend({ percent: z.number().int().min(0).max(100) })) })),
});
