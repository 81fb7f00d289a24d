import { z } from "zod";
import { fileAnswer, grant, id, route, time } from "./route.ts";

/** What happens around the answers: interviews that are asked again, and what was answered, in words, tables and over the years. */

const ORGANISER = grant("any", "survey-officer");
const CHECKING = grant("any", "survey-officer", "auditor");
const params = z.strictObject({ surveyId: id });

export const RECHECK_OUTCOMES = ["agrees", "differs", "not-interviewed", "not-reached"] as const;
export type RecheckOutcome = (typeof RECHECK_OUTCOMES)[number];

const interviewer = z.strictObject({
  id,
  label: z.string(),
  assigned: z.int(),
  done: z.int(),
  drawn: z.int(),
  agrees: z.int(),
  differs: z.int(),
  notInterviewed: z.int(),
  notReached: z.int(),
  /** Of those who were reached, in percent; null before anybody was. */
  agreement: z.string().nullable(),
});
const item = z.strictObject({ round: z.int(), interviewer: id, number: z.int(), stratum: z.string(), outcome: z.enum(RECHECK_OUTCOMES).nullable(), note: z.string(), version: z.int() });
const rechecks = z.strictObject({ interviewers: z.array(interviewer), rounds: z.array(z.strictObject({ round: z.int(), percent: z.int(), at: time })), items: z.array(item) });

export const readRechecks = route({ operationId: "survey.readRechecks", method: "GET", path: "/surveys/{surveyId}/rechecks", summary: { vi: "Điều tra viên và kết quả phúc tra", en: "Interviewers, and what asking again came to" }, grants: CHECKING, params, problems: ["not-found"], response: rechecks });

export const drawRecheck = route({ operationId: "survey.drawRecheck", method: "POST", path: "/surveys/{surveyId}/rechecks", summary: { vi: "Rút ngẫu nhiên một phần cuộc phỏng vấn của từng điều tra viên để phúc tra", en: "Draw a random share of each interviewer's interviews to be asked again" }, grants: ORGANISER, params, body: z.strictObject({ percent: z.int().min(1).max(100) }), status: 201, problems: ["not-found", "conflict", "invalid-input"], response: rechecks, example: { percent: 10 } });

export const recordRecheck = route({
  operationId: "survey.recordRecheck",
  method: "POST",
  path: "/surveys/{surveyId}/rechecks/{round}/outcomes",
  summary: { vi: "Ghi kết quả phúc tra một cuộc phỏng vấn", en: "Record what came of asking one interview again" },
  grants: ORGANISER,
  params: z.strictObject({ surveyId: id, round: z.coerce.number().int().min(1).max(10_000) }),
  body: z.strictObject({ interviewer: id, number: z.int().min(1), outcome: z.enum(RECHECK_OUTCOMES), note: z.string().trim().max(1000).default(""), /** Of the outcome that was there before; 0 for none. */ version: z.int().min(0) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: rechecks,
  example: { interviewer: "0b9f2c4e", number: 3, outcome: "agrees", version: 0 },
});

const written = z.strictObject({ unit: z.string(), respondents: z.string(), place: z.string(), channel: z.enum(["card", "open"]), text: z.string(), isScreened: z.boolean() });
export const readTexts = route({ operationId: "survey.readTexts", method: "GET", path: "/surveys/{surveyId}/texts", summary: { vi: "Ý kiến viết tay, đã che tên người, số điện thoại, số giấy tờ", en: "What people wrote, with names, telephone and identity numbers screened out" }, grants: CHECKING, params, query: z.strictObject({ unit: z.string().max(60).optional() }), problems: ["not-found", "conflict"], response: z.strictObject({ items: z.array(written), /** Not shown, since fewer than ten answered. */ withheld: z.int() }) });

const earlier = z.strictObject({ unit: z.string(), respondents: z.string(), place: z.string(), answers: z.int().nullable(), mean: z.string().nullable(), topShare: z.string().nullable() });
export const readEarlierResults = route({ operationId: "survey.readEarlierResults", method: "GET", path: "/surveys/{surveyId}/earlier-results", summary: { vi: "Kết quả các cuộc khảo sát trước với cùng câu hỏi", en: "What earlier surveys came to with the same questions" }, grants: CHECKING, params, query: z.strictObject({ unit: z.string().max(60) }), problems: ["not-found", "conflict"], response: z.strictObject({ surveys: z.array(z.strictObject({ id, title: z.string(), year: z.int(), items: z.array(earlier) })) }) });

export const readResultsWorkbook = route({ operationId: "survey.readResultsWorkbook", method: "GET", path: "/surveys/{surveyId}/results/workbook", summary: { vi: "Phân bố câu trả lời và điểm quy đổi (Excel)", en: "How answers are spread, and what they are worth (Excel)" }, grants: CHECKING, reads: "draft-result", params, version: "carries", problems: ["not-found", "conflict"], produces: "application/octet-stream", response: fileAnswer });

export const readPosters = route({
  operationId: "survey.readPosters",
  method: "GET",
  path: "/surveys/{surveyId}/posters",
  summary: { vi: "Áp phích A4 có mã QR của phiếu mở (PDF), mỗi tầng mẫu một trang", en: "A4 posters with the QR code of open forms (PDF), a page for each stratum" },
  grants: ORGANISER,
  params,
  query: z.strictObject({ /** Where respondents find the pages. */ address: z.url({ protocol: /^https?$/ }).max(200), stratum: z.string().max(80).optional() }),
  problems: ["not-found", "conflict"],
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const readQuestionnaireFile = route({ operationId: "survey.readQuestionnaireFile", method: "GET", path: "/surveys/{surveyId}/questionnaires/{group}", summary: { vi: "Phiếu hỏi của một nhóm, dạng Excel hoặc YAML, sửa rồi nạp lại được", en: "The form of a group as a workbook or YAML, to be changed and brought back" }, grants: grant("any", "survey-officer", "programme-officer", "auditor"), params: z.strictObject({ surveyId: id, group: z.string().max(40) }), query: z.strictObject({ format: z.enum(["xlsx", "yaml"]).default("xlsx") }), version: "carries", problems: ["not-found"], produces: "application/octet-stream", response: fileAnswer });
