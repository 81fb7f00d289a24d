import { z } from "zod";
import { round } from "./assessment.ts";
import { PARTS } from "./file.ts";
import { fileAnswer, grant, id, route } from "./route.ts";

/** Papers of the files: the unit's own report, the certificate of what it has handed in, the council's minutes and changed points. */

const FORMATS = ["docx", "pdf", "html"] as const;
const OFFICES = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"] as const;

export const readReport = route({
  operationId: "assessment.report",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/report",
  summary: { vi: "Báo cáo tự đánh giá của đơn vị kèm bảng chấm điểm", en: "The unit's self-assessment report with its scoring table" },
  grants: [...grant("any", ...OFFICES), ...grant("own-unit", "unit-scorer", "unit-head"), ...grant("any", "unit-head")],
  params: z.strictObject({ campaignId: id, unitId: id }),
  query: z.strictObject({ format: z.enum(FORMATS).default("docx") }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["conflict"],
  response: fileAnswer,
});

export const readCertificate = route({
  operationId: "assessment.certificate",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/receipts/{part}",
  summary: { vi: "Giấy xác nhận đã nộp: thời điểm, mã băm của những gì đã nộp", en: "The certificate of what was handed in: when, and the hash of it" },
  grants: [...grant("any", ...OFFICES), ...grant("own-unit", "unit-scorer", "unit-head"), ...grant("any", "unit-head")],
  params: z.strictObject({ campaignId: id, unitId: id, part: z.enum(PARTS) }),
  query: z.strictObject({ format: z.enum(FORMATS).default("docx") }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["conflict"],
  response: fileAnswer,
});

const ROUND_PAPERS = ["minutes", "changes", "changes-workbook"] as const;

export const readRoundPaper = route({
  operationId: "assessment.roundPaper",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/rounds/{round}/papers/{kind}",
  summary: { vi: "Biên bản một lần thẩm định; danh sách điểm thay đổi kèm lý do (Word, Excel)", en: "Minutes of a round; the list of changed points with their reasons (Word, Excel)" },
  grants: grant("any", "programme-officer", "working-group", "council-chair", "auditor", "unit-head"),
  params: z.strictObject({ campaignId: id, round, kind: z.enum(ROUND_PAPERS) }),
  query: z.strictObject({ format: z.enum(FORMATS).default("docx") }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["conflict"],
  response: fileAnswer,
});
