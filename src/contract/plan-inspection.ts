import { z } from "zod";
import { besideFile, BROUGHT_LIMIT, broughtFile, fileNumber } from "./attached-file.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, fileAnswer, grant, id, route, time } from "./route.ts";

/** Inspections of units: a share of them each year (the plan says which), teams without interests, findings by criterion, recommendations until they are closed. */

const OFFICER = grant("any", "programme-officer");
const OVERSEERS = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman");
const OWN = grant("own-unit", "unit-head", "unit-scorer");
/** Whoever is of the team. */
const TEAM = grant("assigned", "signed-in");
/** See what was concluded, to which a criterion leads them. */
const APPRAISING = grant("any", "council-chair", "council-member");

const prose = z.string().trim().min(1).max(4000).regex(/^(?:\P{C}|\n)*$/u);
const reason = prose.min(LEAST_REASON);
const code = z.string().regex(/^[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$/).max(40);
/** Files of the inspection by their numbers. */
const files = z.array(id).max(30).default([]);

export const VERDICTS = ["met", "partly", "not-met"] as const;
const INSPECTION_STATES = ["planned", "under-way", "minuted", "concluded", "cancelled"] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];

const check = z.strictObject({ code, title: z.string().trim().min(1).max(500) });

const inspectionStep = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("schedule"), from: day, to: day }),
  z.strictObject({ kind: z.literal("staff"), leader: id, members: z.array(id).max(20) }),
  z.strictObject({ kind: z.literal("checklist"), items: z.array(check).min(1).max(200) }),
  z.strictObject({ kind: z.literal("cancel"), reason }),
  z.strictObject({ kind: z.literal("begin") }),
  z.strictObject({ kind: z.literal("find"), code, verdict: z.enum(VERDICTS), text: prose, files }),
  z.strictObject({ kind: z.literal("minutes"), summary: reason }),
  z.strictObject({ kind: z.literal("answer"), agrees: z.boolean(), text: prose }),
  z.strictObject({ kind: z.literal("recommend"), text: reason, due: day }),
  z.strictObject({ kind: z.literal("conclude"), text: reason }),
  /** Of a recommendation, by the number of the step that made it. */
  z.strictObject({ kind: z.literal("mend"), recommendation: z.number().int().min(1), text: reason, files }),
  z.strictObject({ kind: z.literal("close"), recommendation: z.number().int().min(1), isDone: z.boolean(), finding: prose }),
]);
export type InspectionStep = z.output<typeof inspectionStep>;
export type InspectionAct = InspectionStep["kind"];
export const INSPECTION_ACTS = ["schedule", "staff", "checklist", "cancel", "begin", "find", "minutes", "answer", "recommend", "conclude", "mend", "close"] as const satisfies readonly InspectionAct[];

const finding = z.strictObject({ number: z.number().int(), code, title: z.string(), verdict: z.enum(VERDICTS), text: z.string(), files: z.array(id), by: id, at: time });
const recommendation = z.strictObject({ number: z.number().int(), text: z.string(), due: day, state: z.enum(["open", "mended", "closed", "not-done"]), mended: z.string().nullable(), files: z.array(id), finding: z.string().nullable(), isLate: z.boolean() });

const head = { id, unitId: id, unitName: z.string(), kind: z.enum(["planned", "surprise"]), purpose: z.string(), state: z.enum(INSPECTION_STATES), from: day, to: day, leader: id, members: z.array(id), openRecommendations: z.number().int(), lateRecommendations: z.number().int() };
const inspection = z.strictObject({
  ...head,
  planId: id,
  checklist: z.array(check),
  findings: z.array(finding),
  minutes: z.string().nullable(),
  answer: z.strictObject({ agrees: z.boolean(), text: z.string(), at: time }).nullable(),
  conclusion: z.strictObject({ text: z.string(), at: time }).nullable(),
  recommendations: z.array(recommendation),
  steps: z.array(z.strictObject({ number: z.number().int(), at: time, by: id, kind: z.enum(INSPECTION_ACTS) })),
  /** Photos and papers that whoever asks may see. */
  files: z.array(besideFile),
  /** What whoever asks may do now. */
  acts: z.array(z.enum(INSPECTION_ACTS)),
  version: z.string(),
});
export type InspectionView = z.output<typeof inspection>;

const ofPlan = z.strictObject({ planId: id });
const coverage = z.strictObject({ units: z.number().int(), planned: z.number().int(), done: z.number().int(), /** In percent, of the units of the year. */ share: z.string(), required: z.string(), article: z.string(), isMet: z.boolean() });

export const listInspections = route({
  operationId: "plan.inspections",
  method: "GET",
  path: "/plans/{planId}/inspections",
  summary: { vi: "Kế hoạch kiểm tra trong năm và tỷ lệ đơn vị được kiểm tra; đơn vị thấy cuộc kiểm tra của mình, thành viên đoàn thấy cuộc mình tham gia", en: "The year's inspections and the share of units that they reach; a unit sees its own, a team those that it takes part in" },
  grants: grant("any", "signed-in"),
  params: ofPlan,
  problems: ["not-found"],
  response: z.strictObject({ today: day, coverage: coverage.nullable(), items: z.array(z.strictObject(head)) }),
});

export const addInspection = route({
  operationId: "plan.addInspection",
  method: "POST",
  path: "/plans/{planId}/inspections",
  summary: { vi: "Lập cuộc kiểm tra một đơn vị: theo kế hoạch hoặc đột xuất", en: "Arrange the inspection of a unit: planned, or a surprise" },
  grants: OFFICER,
  params: ofPlan,
  body: z.strictObject({ unitId: id, kind: z.enum(["planned", "surprise"]), purpose: prose.max(2000), from: day, to: day, leader: id, members: z.array(id).max(20), checklist: z.array(check).min(1).max(200) }),
  status: 201,
  problems: ["not-found", "invalid-input"],
  response: inspection,
  version: "carries",
  example: { unitId: "0b9f2c4e", kind: "planned", purpose: "Kiểm tra công tác cải cách hành chính năm 2025", from: "2025-06-10", to: "2025-06-12", leader: "p-1", members: ["p-2"], checklist: [{ code: "2.1", title: "Kế hoạch cải cách hành chính" }] },
});

export const readChecklist = route({
  operationId: "plan.checklist",
  method: "GET",
  path: "/plans/{planId}/inspection-checklist",
  summary: { vi: "Các tiêu chí của bộ chỉ số năm đó để lập danh mục kiểm tra", en: "The criteria of the year's index, to make a checklist of" },
  grants: OVERSEERS,
  params: ofPlan,
  query: z.strictObject({ unitId: id }),
  problems: ["not-found"],
  response: z.strictObject({ /** Of which year's evaluation; null where there was none yet. */ year: z.number().int().nullable(), items: z.array(check) }),
});

const ofInspection = ofPlan.extend({ inspectionId: id });

export const readInspection = route({
  operationId: "plan.inspection",
  method: "GET",
  path: "/plans/{planId}/inspections/{inspectionId}",
  summary: { vi: "Một cuộc kiểm tra: danh mục, phát hiện, biên bản, kiến nghị", en: "An inspection: checklist, findings, minutes, recommendations" },
  grants: [...OVERSEERS, ...OWN, ...TEAM, ...APPRAISING],
  params: ofInspection,
  version: "carries",
  problems: ["not-found"],
  response: inspection,
});

export const actOnInspection = route({
  operationId: "plan.actOnInspection",
  method: "POST",
  path: "/plans/{planId}/inspections/{inspectionId}/actions",
  summary: { vi: "Phân công đoàn, bắt đầu, ghi phát hiện, lập biên bản, kết luận, kiến nghị; đơn vị trả lời và khắc phục", en: "Staff, begin, find, minute, conclude, recommend; the unit answers and mends" },
  grants: [...OFFICER, ...OWN, ...TEAM],
  params: ofInspection,
  body: inspectionStep,
  version: "requires",
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: inspection,
  example: { kind: "find", code: "2.1", verdict: "partly", text: "Kế hoạch ban hành sau ngày 15/01.", files: [] },
});

export const addInspectionFile = route({
  operationId: "plan.addInspectionFile",
  method: "POST",
  path: "/plans/{planId}/inspections/{inspectionId}/files",
  summary: { vi: "Đoàn kiểm tra gửi ảnh, tài liệu của phát hiện; đơn vị gửi tài liệu khắc phục (PDF, ảnh, Word, Excel; tối đa 5 MB)", en: "The team brings photos and papers of what it finds, the unit those of what it has mended (PDF, pictures, Word, Excel; 5 MB at most)" },
  grants: [...OWN, ...TEAM],
  params: ofInspection,
  body: broughtFile,
  bodyLimit: BROUGHT_LIMIT,
  status: 201,
  problems: ["not-found", "conflict", "invalid-input", "too-large"],
  response: besideFile,
  example: { name: "Bảng niêm yết.jpg", content: "/9j/4AAQ" },
});

export const readInspectionFile = route({
  operationId: "plan.inspectionFile",
  method: "GET",
  path: "/plans/{planId}/inspections/{inspectionId}/files/{number}",
  summary: { vi: "Một tệp của cuộc kiểm tra", en: "A file of an inspection" },
  grants: [...OVERSEERS, ...OWN, ...TEAM, ...APPRAISING],
  params: ofInspection.extend({ number: fileNumber }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["not-found"],
  response: fileAnswer,
});

const COUNCIL = grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor");
const ofCampaign = z.strictObject({ campaignId: id });

export const readVerifiedFile = route({
  operationId: "plan.verifiedFile",
  method: "GET",
  path: "/campaigns/{campaignId}/verified-findings/{inspectionId}/files/{number}",
  summary: { vi: "Tệp kèm một phát hiện đã kết luận", en: "A file of a finding that was concluded" },
  grants: COUNCIL,
  params: ofCampaign.extend({ inspectionId: id, number: fileNumber }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["not-found"],
  response: fileAnswer,
});

export const verifiedFindings = route({
  operationId: "plan.verifiedFindings",
  method: "GET",
  path: "/campaigns/{campaignId}/verified-findings",
  summary: { vi: "Phát hiện đã kết luận qua kiểm tra trong năm của đợt: thông tin cho Hội đồng (QĐ 02050, II.3.c)", en: "What inspections of the campaign's year have concluded: information for the council (QĐ 02050, II.3.c)" },
  grants: COUNCIL,
  params: ofCampaign,
  query: z.strictObject({ unitId: id.optional() }),
  problems: ["not-found"],
  response: z.strictObject({ items: z.array(z.strictObject({ inspectionId: id, planId: id, unitId: id, code, title: z.string(), verdict: z.enum(VERDICTS), text: z.string(), files: z.array(besideFile), concludedAt: time })) }),
});
