import { z } from "zod";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** Opinions asked of bodies outside the council on criteria of their field (QĐ 02050, II.2, last paragraph). */

const code = z.string().regex(/^[0-9A-Za-z._-]{1,60}$/);
const text = z.string().trim().min(LEAST_REASON).max(4000);
export const STANCES = ["agrees", "partly", "disagrees", "no-opinion"] as const;

const answer = z.strictObject({ stance: z.enum(STANCES), text: z.string(), version: z.string(), by: z.string(), at: time });
const item = z.strictObject({ unitId: id, unitCode: z.string(), code, answer: answer.nullable() });
const request = z.strictObject({ id, campaignId: id, toUnitId: id, question: z.string(), due: day, by: z.string(), at: time, items: z.array(item) });
export type OpinionRequest = z.output<typeof request>;

const campaignParams = z.strictObject({ campaignId: id });
const MOST_ITEMS = 500;

export const askOpinion = route({
  operationId: "assessment.askOpinion",
  method: "POST",
  path: "/campaigns/{campaignId}/opinion-requests",
  summary: { vi: "Gửi phiếu lấy ý kiến tới cơ quan ngoài Hội đồng", en: "Ask a body outside the council for its opinion" },
  grants: grant("any", "programme-officer", "working-group", "unit-head"),
  params: campaignParams,
  body: z.strictObject({ toUnitId: id, question: text, due: day, items: z.array(z.strictObject({ unitId: id, code })).min(1).max(MOST_ITEMS) }),
  status: 201,
  response: request,
  problems: ["conflict"],
  example: { toUnitId: "0b9f2c4e", question: "Đề nghị cho ý kiến về kết quả thực hiện nhiệm vụ môi trường của các xã sau.", due: "2025-12-20", items: [{ unitId: "7c1d90aa", code: "1.2.1" }] },
});

export const listOpinions = route({
  operationId: "assessment.listOpinions",
  reads: "opinions",
  method: "GET",
  path: "/campaigns/{campaignId}/opinion-requests",
  summary: { vi: "Các phiếu lấy ý kiến và trả lời; cơ quan được hỏi chỉ thấy phiếu gửi cho mình", en: "Requests for opinion with answers; the body that is asked sees its own" },
  grants: grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor", "opinion-giver", "unit-head"),
  params: campaignParams,
  query: pageQuery,
  response: pageOf(request),
});

export const answerOpinion = route({
  operationId: "assessment.answerOpinion",
  method: "PUT",
  path: "/campaigns/{campaignId}/opinion-requests/{requestId}/units/{unitId}/answers/{code}",
  summary: { vi: "Trả lời một tiêu chí trong phiếu lấy ý kiến", en: "Answer one criterion of a request for opinion" },
  grants: grant("own-unit", "opinion-giver"),
  params: z.strictObject({ campaignId: id, requestId: id, unitId: id, code }),
  body: z.strictObject({ stance: z.enum(STANCES), text }),
  response: answer,
  version: "requires",
  problems: ["conflict"],
  example: { stance: "partly", text: "Xã đã hoàn thành 4 trên 5 nhiệm vụ; nhiệm vụ thứ năm chậm một tháng." },
});
