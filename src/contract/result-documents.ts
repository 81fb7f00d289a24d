import { z } from "zod";
import { fileAnswer, grant, id, route } from "./route.ts";

/** The papers that a result goes by: proposal, decision, notices, lists, and the workbook in which it can be recomputed. */

export const RESULT_DOCUMENTS = ["proposal", "decision", "publication", "emulation"] as const;

// Heads of units run the campaigns on their own offices; of any other they get their own notice only.
const INSIDERS = grant("any", "programme-officer", "council-chair", "council-member", "chairman", "vice-chairman", "auditor", "unit-head");
const number = z.string().regex(/^[1-9]\d{0,5}$/);
const FORMATS = ["docx", "pdf", "html"] as const;
const format = z.strictObject({ format: z.enum(FORMATS).default("docx") });

export const readResultDocument = route({
  operationId: "result.paper",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions/{number}/documents/{kind}",
  summary: { vi: "Văn bản của một phiên bản kết quả: tờ trình, dự thảo quyết định kèm phụ lục, thông báo công bố, danh sách gửi Hội đồng thi đua", en: "A paper of a version: proposal, draft decision with its annexes, publication notice, list for the emulation council" },
  grants: INSIDERS,
  params: z.strictObject({ campaignId: id, number, kind: z.enum(RESULT_DOCUMENTS) }),
  query: format,
  version: "carries",
  produces: "application/octet-stream",
  problems: ["conflict"],
  response: fileAnswer,
});

export const readNotice = route({
  operationId: "result.notice",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions/{number}/units/{unit}/notice",
  summary: { vi: "Thông báo kết quả cho một đơn vị: tiêu chí mất điểm, lý do, yêu cầu khắc phục", en: "The notice to a unit: its result, where it lost points and why, what to remedy" },
  grants: [...INSIDERS, ...grant("any", "unit-scorer")],
  params: z.strictObject({ campaignId: id, number, unit: z.string().min(1).max(60) }),
  query: format,
  version: "carries",
  produces: "application/octet-stream",
  problems: ["conflict"],
  response: fileAnswer,
});

export const readWorkbook = route({
  operationId: "result.workbook",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions/{number}/workbook",
  summary: { vi: "Toàn bộ kết quả dạng Excel, có công thức để tự tính lại tổng điểm, tỷ lệ, hạng, mức", en: "The whole result as a workbook whose formulas recompute sums, percents, ranks and levels" },
  grants: [...INSIDERS, ...grant("any", "unit-scorer", "working-group")],
  params: z.strictObject({ campaignId: id, number }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["conflict"],
  response: fileAnswer,
});
