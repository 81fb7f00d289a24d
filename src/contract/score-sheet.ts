import { z } from "zod";
import { code } from "./assessment.ts";
import { fileAnswer, grant, id, route } from "./route.ts";

/** A unit's scores as a workbook: written by the system, filled in Excel, read back whole or not at all. */

const OFFICES = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"] as const;
const params = z.strictObject({ campaignId: id, unitId: id });

export const readScoreSheet = route({
  operationId: "assessment.scoreSheet",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/score-sheet",
  summary: { vi: "Bảng chấm điểm dạng Excel của đơn vị, điền được rồi nạp lại", en: "The unit's scoring table as a workbook that can be filled in and brought back" },
  grants: [...grant("any", ...OFFICES), ...grant("own-unit", "unit-scorer", "unit-head"), ...grant("any", "unit-head")],
  params,
  version: "carries",
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const saveScoreSheet = route({
  operationId: "assessment.saveScoreSheet",
  method: "POST",
  path: "/campaigns/{campaignId}/units/{unitId}/score-sheet",
  summary: { vi: "Nạp bảng chấm điểm Excel; có lỗi thì không lưu gì, trả mọi lỗi và chính tệp đó có đánh dấu", en: "Bring in a filled scoring table; with faults nothing is saved, all are told, and the same workbook comes back marked" },
  grants: grant("own-unit", "unit-scorer", "unit-head"),
  params,
  /** Base64 */
  body: z.strictObject({ content: z.string().min(1).max(1_400_000).regex(/^[A-Za-z0-9+/]+={0,2}$/) }),
  bodyLimit: 1_500_000,
  status: 201,
  shedLast: true,
  problems: ["conflict", "invalid-input"],
  response: z.strictObject({ saved: z.array(code), unchanged: z.number().int() }),
  example: { content: "UEsDBA==" },
});

const campaignParams = z.strictObject({ campaignId: id });

export const readScoreSheets = route({
  operationId: "assessment.scoreSheets",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/score-sheets",
  summary: { vi: "Bảng chấm điểm dạng Excel của mọi đơn vị, mỗi đơn vị một trang; điểm chưa nộp không có trong đó", en: "The scoring tables of all units as one workbook, a sheet each; scores that were not handed in are not in it" },
  grants: grant("any", "programme-officer"),
  params: campaignParams,
  version: "carries",
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const saveScoreSheets = route({
  operationId: "assessment.saveScoreSheets",
  method: "POST",
  path: "/campaigns/{campaignId}/score-sheets",
  summary: { vi: "Nhập thay các đơn vị từ bảng chấm điểm nhiều trang; đơn vị vẫn tự nộp hồ sơ; có lỗi thì không lưu gì", en: "Enter scores on behalf of units from a workbook of many sheets; each unit still hands in itself; with faults nothing is saved" },
  grants: grant("any", "programme-officer"),
  params: campaignParams,
  /** Base64 */
  body: z.strictObject({ content: z.string().min(1).max(14_000_000).regex(/^[A-Za-z0-9+/]+={0,2}$/) }),
  bodyLimit: 15_000_000,
  status: 201,
  shedLast: true,
  problems: ["conflict", "invalid-input"],
  response: z.strictObject({ units: z.number().int(), saved: z.number().int(), unchanged: z.number().int() }),
  example: { content: "UEsDBA==" },
});
