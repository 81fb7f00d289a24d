import { z } from "zod";
import { area, general, planContent, planDecision, planKey, target, task } from "./plan-content.ts";
import { fileAnswer, grant, id, route, time } from "./route.ts";

/** The reform programme of some years and the plan of each year, in versions: a draft until its decision, then for good. */

const OFFICER = grant("any", "programme-officer");
const READERS = grant("any", "signed-in");
const title = z.string().trim().min(1).max(300).regex(/^\P{C}*$/u);
const year = z.number().int().min(2000).max(2100);

const programme = z.strictObject({ id, title, fromYear: year, toYear: year, decision: planDecision.nullable() });

export const listProgrammes = route({
  operationId: "plan.programmes",
  method: "GET",
  path: "/programmes",
  summary: { vi: "Các chương trình cải cách hành chính giai đoạn", en: "Reform programmes of some years" },
  grants: READERS,
  response: z.strictObject({ items: z.array(programme) }),
});

export const addProgramme = route({
  operationId: "plan.addProgramme",
  method: "POST",
  path: "/programmes",
  summary: { vi: "Thêm chương trình giai đoạn", en: "Add a programme" },
  grants: OFFICER,
  body: programme.omit({ id: true }),
  status: 201,
  response: programme,
  problems: ["invalid-input", "conflict"],
  example: { title: "Chương trình cải cách hành chính giai đoạn 2026-2030", fromYear: 2026, toYear: 2030, decision: null },
});

const version = z.strictObject({
  number: z.number().int(),
  state: z.enum(["draft", "issued"]),
  /** Of an amendment: what it follows. */
  follows: z.number().int().nullable(),
  decision: planDecision.nullable(),
  at: time,
  issuedAt: time.nullable(),
  targets: z.number().int(),
  tasks: z.number().int(),
});
export type PlanVersion = z.output<typeof version>;

const plan = z.strictObject({
  id,
  programmeId: id.nullable(),
  year,
  title,
  /** The version that holds; null before the first was issued. */
  current: z.number().int().nullable(),
  versions: z.array(version),
});
export type Plan = z.output<typeof plan>;

const ofPlan = z.strictObject({ planId: id });
const ofVersion = ofPlan.extend({ number: z.coerce.number().int().min(1).max(9999) });
const ofKey = ofVersion.extend({ key: planKey });

export const listPlans = route({
  operationId: "plan.list",
  method: "GET",
  path: "/plans",
  summary: { vi: "Kế hoạch cải cách hành chính các năm, năm gần trước", en: "Reform plans by year, the latest first" },
  grants: READERS,
  response: z.strictObject({ items: z.array(plan) }),
});

export const createPlan = route({
  operationId: "plan.create",
  method: "POST",
  path: "/plans",
  summary: { vi: "Lập kế hoạch của một năm: từ nội dung có sẵn, từ kế hoạch năm trước, hoặc để trống", en: "Begin a year's plan: from given content, from another year's plan, or empty" },
  grants: OFFICER,
  body: z.strictObject({ programmeId: id.nullable(), year, title, content: planContent.optional(), fromPlanId: id.optional() }),
  // A whole plan with its wording.
  bodyLimit: 2_000_000,
  status: 201,
  response: plan,
  problems: ["conflict", "invalid-input", "not-found"],
  example: { programmeId: null, year: 2031, title: "Kế hoạch cải cách hành chính năm 2031" },
});

const content = z.strictObject({ planId: id, year, version, ...planContent.shape, revision: z.string(), faults: z.array(z.strictObject({ pointer: z.string(), vi: z.string(), en: z.string() })) });
export type PlanView = z.output<typeof content>;

export const readVersion = route({
  operationId: "plan.version",
  method: "GET",
  path: "/plans/{planId}/versions/{number}",
  summary: { vi: "Một phiên bản của kế hoạch: chỉ tiêu, nhiệm vụ, và chỗ còn sai của dự thảo", en: "A version of a plan: targets, tasks, and what is still wrong with a draft" },
  grants: READERS,
  params: ofVersion,
  version: "carries",
  problems: ["not-found"],
  response: content,
});

export const amendPlan = route({
  operationId: "plan.amend",
  method: "POST",
  path: "/plans/{planId}/versions",
  summary: { vi: "Bắt đầu dự thảo điều chỉnh từ phiên bản đang áp dụng", en: "Begin the draft of an amendment from the version that holds" },
  grants: OFFICER,
  params: ofPlan,
  status: 201,
  response: content,
  problems: ["not-found", "conflict"],
});

const changed = { grants: OFFICER, version: "requires", problems: ["not-found", "conflict", "invalid-input"], response: content } as const;

export const changeGeneral = route({
  operationId: "plan.changeGeneral",
  method: "PUT",
  path: "/plans/{planId}/versions/{number}/general",
  summary: { vi: "Sửa chủ đề, mục tiêu, lĩnh vực và quy tắc của dự thảo", en: "Change theme, aims, areas and rules of a draft" },
  ...changed,
  params: ofVersion,
  body: general,
  example: {
    title: "Kế hoạch cải cách hành chính năm 2031",
    theme: "Lấy người dân làm trung tâm",
    aims: [],
    areas: [area.parse({ key: "the-che", section: "III.1", name: "Cải cách thể chế" })],
    rules: { unitPlansDue: { on: "2031-01-15", article: "V.1.a" }, inspectionShare: { percent: "30.00", article: "V.2.b" }, escalateAfterDays: 3 },
  },
});

export const setTarget = route({
  operationId: "plan.setTarget",
  method: "PUT",
  path: "/plans/{planId}/versions/{number}/targets/{key}",
  summary: { vi: "Thêm hoặc sửa một chỉ tiêu của dự thảo", en: "Add or change a target of a draft" },
  ...changed,
  params: ofKey,
  body: target.omit({ key: true }),
  example: { section: "II.1", name: "Tỷ lệ cơ quan có sáng kiến", text: "100% cơ quan, đơn vị có sáng kiến.", unitOfMeasure: "%", direction: "up", threshold: { compare: ">=", value: "100", of: "value" }, baseline: null, scope: "province", reporters: [{ kind: "all" }], formula: { kind: "ratio", of: { plus: [{ figure: "don-vi-co-sang-kien" }], minus: [] }, to: { plus: [{ figure: "tong-don-vi" }], minus: [] }, times: "100" } },
});

export const removeTarget = route({ operationId: "plan.removeTarget", method: "DELETE", path: "/plans/{planId}/versions/{number}/targets/{key}", summary: { vi: "Bỏ một chỉ tiêu khỏi dự thảo", en: "Take a target out of a draft" }, ...changed, params: ofKey });

export const setTask = route({
  operationId: "plan.setTask",
  method: "PUT",
  path: "/plans/{planId}/versions/{number}/tasks/{key}",
  summary: { vi: "Thêm hoặc sửa một nhiệm vụ của dự thảo", en: "Add or change a task of a draft" },
  ...changed,
  params: ofKey,
  body: task.omit({ key: true }),
  example: { section: "III.1.a", area: "the-che", title: "Hoàn thiện cơ chế, chính sách", text: "Chú trọng hoàn thiện cơ chế, chính sách của tỉnh.", lead: [{ kind: "unit", code: "STP" }], partners: [{ kind: "all" }], output: "Văn bản được ban hành", timing: { kind: "throughout" } },
});

export const removeTask = route({ operationId: "plan.removeTask", method: "DELETE", path: "/plans/{planId}/versions/{number}/tasks/{key}", summary: { vi: "Bỏ một nhiệm vụ khỏi dự thảo", en: "Take a task out of a draft" }, ...changed, params: ofKey });

export const issueVersion = route({
  operationId: "plan.issue",
  method: "POST",
  path: "/plans/{planId}/versions/{number}/issue",
  summary: { vi: "Ban hành phiên bản kèm quyết định; từ đó không sửa được nữa", en: "Issue a version with its decision; from then on it cannot be changed" },
  ...changed,
  params: ofVersion,
  body: planDecision,
  example: { number: "3235/QĐ-UBND", on: "2024-12-25", text: "Ban hành Kế hoạch cải cách hành chính" },
});

/** A whole table as Excel or Word keep it, in Base64. */
const MOST_FILE = 4_000_000;

export const importTable = route({
  operationId: "plan.import",
  method: "POST",
  path: "/plans/{planId}/versions/{number}/import",
  summary: { vi: "Nhập bảng chỉ tiêu, nhiệm vụ từ tệp Excel hoặc Word vào dự thảo: tất cả hoặc không gì cả", en: "Bring the table of targets and tasks from Excel or Word into a draft: all or nothing" },
  ...changed,
  params: ofVersion,
  bodyLimit: MOST_FILE,
  body: z.strictObject({ name: title, content: z.base64().min(1).max(MOST_FILE) }),
  example: { name: "Phụ lục.xlsx", content: "AAAA" },
});

export const exportTable = route({
  operationId: "plan.export",
  method: "GET",
  path: "/plans/{planId}/versions/{number}/sheet",
  summary: { vi: "Bảng chỉ tiêu, nhiệm vụ của một phiên bản dưới dạng Excel, nhập lại được", en: "A version's targets and tasks as a workbook that can be brought in again" },
  grants: READERS,
  params: ofVersion,
  produces: "application/octet-stream",
  problems: ["not-found"],
  response: fileAnswer,
});
