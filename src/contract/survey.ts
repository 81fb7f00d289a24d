import { z } from "zod";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";
import { exampleDesign, surveyDesign } from "./survey-design.ts";

/** Surveys of a campaign (QĐ 02050, II.3.b, III.1): made, opened, closed, counted, and turned into points. */

const SURVEY_STATES = ["draft", "open", "closed", "counted", "converted"] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];

/** Who organises surveys is of no unit that is rated, and nobody else sees what was answered. */
const ORGANISER = grant("any", "survey-officer");
const KNOWING = grant("any", "survey-officer", "programme-officer", "auditor");
const params = z.strictObject({ surveyId: id });

/** Cards of a stratum; with the label of an interviewer they are that interviewer's. */
export const cardsWanted = z.strictObject({ stratum: z.string().max(80), count: z.int().min(1).max(5000), interviewer: z.string().trim().min(1).max(100).optional() });
const order = z.strictObject({ number: z.int(), cards: z.array(cardsWanted), at: time, isOwn: z.boolean(), approved: z.boolean().nullable(), reason: z.string(), batch: z.int().nullable() });

/** What should make the organiser look; nothing is ever dropped for it. */
export const ALARMS = ["flood", "full", "burst", "straight-line", "too-fast", "same-place", "no-work"] as const;
const alarm = z.strictObject({ kind: z.enum(ALARMS), stratum: z.string().nullable(), day: z.iso.date().nullable(), count: z.int().nullable() });

/** Told of every survey, also to those who see no answers. */
const summary = z.strictObject({ id, campaignId: id, title: z.string(), state: z.enum(SURVEY_STATES), closesAt: time.nullable(), cards: z.int(), /** With a card; whoever came without one is counted apart. */ cast: z.int(), open: z.int() });
const turnout = z.strictObject({ stratum: z.string(), channel: z.enum(["card", "open"]), issued: z.int(), cast: z.int() });
const day = z.strictObject({ day: z.iso.date(), cast: z.int() });

const view = z.strictObject({
  ...summary.shape,
  design: surveyDesign,
  /** Cards and ballots by stratum, without what was answered. */
  turnout: z.array(turnout),
  days: z.array(day),
  orders: z.array(order),
  alarms: z.array(alarm),
  /** Why it cannot be opened yet, in words. */
  faults: z.array(z.strictObject({ at: z.string(), message: z.string() })),
  counted: z.strictObject({ ballots: z.int(), unreadable: z.int(), marked: z.int(), sha256: z.string() }).nullable(),
  now: time,
  version: z.string(),
});

export const listSurveys = route({ operationId: "survey.list", method: "GET", path: "/surveys", summary: { vi: "Các cuộc khảo sát của một đợt", en: "The surveys of a campaign" }, grants: KNOWING, query: z.strictObject({ ...pageQuery.shape, campaignId: id }), problems: ["not-found"], response: pageOf(summary) });

export const readSurvey = route({ operationId: "survey.read", method: "GET", path: "/surveys/{surveyId}", summary: { vi: "Một cuộc khảo sát: bộ câu hỏi, mẫu, tỷ lệ trả lời", en: "A survey: questionnaires, sample, response" }, grants: KNOWING, params, version: "carries", problems: ["not-found"], response: view });

export const createSurvey = route({
  operationId: "survey.create",
  method: "POST",
  path: "/surveys",
  summary: { vi: "Tạo cuộc khảo sát", en: "Make a survey" },
  grants: ORGANISER,
  body: z.strictObject({ campaignId: id, design: surveyDesign }),
  status: 201,
  version: "carries",
  problems: ["not-found", "invalid-input"],
  response: view,
  example: { campaignId: "0b9f2c4e", design: exampleDesign },
});

export const changeDesign = route({ operationId: "survey.changeDesign", method: "PUT", path: "/surveys/{surveyId}/design", summary: { vi: "Sửa thiết kế khi chưa mở", en: "Change the design before it is open" }, grants: ORGANISER, params, body: surveyDesign, version: "requires", problems: ["not-found", "conflict", "invalid-input"], response: view, example: exampleDesign });

export const actOnSurvey = route({
  operationId: "survey.act",
  method: "POST",
  path: "/surveys/{surveyId}/actions",
  summary: { vi: "Mở hoặc đóng cuộc khảo sát", en: "Open or close the survey" },
  grants: ORGANISER,
  params,
  body: z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("open"), closesAt: time }), z.strictObject({ kind: z.literal("close") })]),
  status: 201,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: view,
  example: { kind: "open", closesAt: "2026-12-15T10:00:00.000Z" },
});

export const orderCards = route({
  operationId: "survey.orderCards",
  method: "POST",
  path: "/surveys/{surveyId}/orders",
  summary: { vi: "Đề nghị phát hành phiếu; người thứ hai phải đồng ý", en: "Ask to issue cards; a second person has to agree" },
  grants: ORGANISER,
  params,
  body: z.strictObject({ cards: z.array(cardsWanted).min(1).max(500) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: view,
  example: { cards: [{ stratum: "citizens-SNV", count: 50 }] },
});

export const decideOrder = route({
  operationId: "survey.decideOrder",
  method: "POST",
  path: "/surveys/{surveyId}/orders/{number}/decision",
  summary: { vi: "Đồng ý hoặc từ chối phát hành phiếu (người khác người đề nghị)", en: "Agree to issuing cards or refuse it (another person than the one who asked)" },
  grants: ORGANISER,
  params: z.strictObject({ surveyId: id, number: z.coerce.number().int().min(1).max(100_000) }),
  body: z.strictObject({ approved: z.boolean(), reason: z.string().trim().max(1000).default("") }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: view,
  example: { approved: true },
});

/** The codes are told once, here, and kept nowhere: they are printed or sent out, and who got which is nobody's to write down. */
export const issueCards = route({
  operationId: "survey.issueCards",
  method: "POST",
  path: "/surveys/{surveyId}/batches",
  summary: { vi: "Phát hành phiếu theo đề nghị đã được đồng ý; mã chỉ hiện một lần", en: "Issue the cards of an order that was agreed to; the codes are shown once" },
  grants: ORGANISER,
  params,
  body: z.strictObject({
    order: z.int().min(1).max(100_000),
    /** Where respondents find the pages, for the QR codes. */
    address: z.url({ protocol: /^https?$/ }).max(200),
    /** Besides the codes a PDF of A4 sheets with cards to cut out, in Base64. */
    withSheets: z.boolean().default(true),
  }),
  status: 201,
  repeatable: false,
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({
    batch: z.int(),
    cards: z.array(z.strictObject({ stratum: z.string(), code: z.string(), link: z.string() })),
    /** Each interviewer has one code, which opens the list of the own interviews. */
    interviewers: z.array(z.strictObject({ label: z.string(), code: z.string(), link: z.string(), interviews: z.int() })),
    sheets: z.string().nullable(),
  }),
  example: { order: 1, address: "https://congtam.daklak.gov.vn", withSheets: true },
});

export const countSurvey = route({ operationId: "survey.count", method: "POST", path: "/surveys/{surveyId}/count", summary: { vi: "Mở hòm phiếu đã đóng và đếm", en: "Open the closed box and count" }, grants: ORGANISER, params, status: 201, problems: ["not-found", "conflict"], response: view });

const words = z.strictObject({ vi: z.string(), en: z.string() });
const converted = z.strictObject({
  unitId: id,
  unit: z.string(),
  name: z.string(),
  criterion: z.string(),
  title: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** As the criterion's method computes them. */
  points: z.string().nullable(),
  maxPoints: z.string(),
  answers: z.int(),
  ballots: z.int(),
  issued: z.int(),
  responseRate: z.string().nullable(),
  margin: z.string().nullable(),
  warnings: z.array(words),
  reason: words,
});

export const readConversion = route({ operationId: "survey.readConversion", method: "GET", path: "/surveys/{surveyId}/conversion", summary: { vi: "Điểm quy đổi của từng tiêu chí, từng đơn vị", en: "The points of each criterion and unit" }, grants: grant("any", "survey-officer", "auditor"), reads: "draft-result", params, problems: ["not-found", "conflict"], response: z.strictObject({ items: z.array(converted), missing: z.array(z.strictObject({ unit: z.string(), criterion: z.string() })) }) });

export const convertSurvey = route({
  operationId: "survey.convert",
  method: "POST",
  path: "/surveys/{surveyId}/conversion",
  summary: { vi: "Nhận kết quả khảo sát vào điểm của đợt đánh giá", en: "Take the survey's results into the campaign's points" },
  grants: grant("any", "programme-officer"),
  params,
  body: z.strictObject({ replaces: z.boolean().default(false) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ imported: z.int(), unchanged: z.int(), missing: z.int(), /** What was taken in, signed by the survey's own key. */ summary: z.string(), signature: z.string().nullable(), publicKey: z.string().nullable() }),
  example: { replaces: false },
});

const distribution = z.strictObject({
  channel: z.enum(["card", "open"]),
  unit: z.string(),
  respondents: z.string(),
  place: z.string(),
  /** Null where fewer than ten answered, or where others would tell. */
  answers: z.int().nullable(),
  counts: z.record(z.string(), z.int()).nullable(),
  mean: z.string().nullable(),
  topShare: z.string().nullable(),
});
export const readResults = route({ operationId: "survey.readResults", method: "GET", path: "/surveys/{surveyId}/results", summary: { vi: "Phân bố câu trả lời; ô dưới 10 phiếu không hiện", en: "How answers are spread; cells under 10 are not shown" }, grants: grant("any", "survey-officer", "auditor"), params, query: z.strictObject({ unit: z.string().max(60).optional() }), problems: ["not-found", "conflict"], response: z.strictObject({ items: z.array(distribution), /** Of each group over all units. */ totals: z.array(distribution.omit({ unit: true })), csv: z.string() }) });

export const listTemplates = route({ operationId: "survey.listTemplates", method: "GET", path: "/survey-templates", summary: { vi: "Các mẫu phiếu minh họa", en: "Illustrative questionnaires" }, grants: ORGANISER, response: z.strictObject({ items: z.array(z.strictObject({ key: z.string(), title: z.string(), yaml: z.string() })) }) });

/** Base64 of a workbook. */
const workbook = z.string().min(1).max(1_300_000).regex(/^[A-Za-z0-9+/]+={0,2}$/);

export const readQuestionnaire = route({ operationId: "survey.readQuestionnaire", method: "POST", path: "/questionnaires/reading", summary: { vi: "Đọc một bộ câu hỏi YAML hoặc Excel; chỉ kiểm tra, không lưu", en: "Read a questionnaire in YAML or Excel; checked, not kept" }, grants: ORGANISER, bodyLimit: 1_400_000, body: z.union([z.strictObject({ yaml: z.string().min(1).max(200_000) }), z.strictObject({ workbook })]), problems: ["invalid-input"], response: z.strictObject({ form: surveyDesign.shape.groups.element.shape.form, yaml: z.string() }), example: { yaml: "title: { vi: Phiếu khảo sát }\nsections: []\n" } });

/** A list of respondents is counted and forgotten: names in it are read by nobody and kept nowhere. */
export const countRespondents = route({
  operationId: "survey.countRespondents",
  method: "POST",
  path: "/respondent-counts",
  summary: { vi: "Đếm danh sách người được hỏi theo nhóm và đơn vị; không lưu danh sách", en: "Count a list of respondents by group and unit; the list is not kept" },
  grants: ORGANISER,
  bodyLimit: 1_400_000,
  body: z.strictObject({ csv: z.string().min(1).max(900_000).optional(), workbook: workbook.optional(), error: z.enum(["0.03", "0.05", "0.10"]).default("0.05") }),
  problems: ["invalid-input"],
  repeatable: false,
  response: z.strictObject({ total: z.int(), sample: z.int(), strata: z.array(z.strictObject({ group: z.string(), unit: z.string(), population: z.int(), sample: z.int() })) }),
  example: { csv: "nhom,don_vi\ncong-dan,SNV\n", error: "0.05" },
});
