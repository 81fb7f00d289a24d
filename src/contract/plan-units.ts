import { z } from "zod";
import { planKey, timing } from "./plan-content.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, route, time } from "./route.ts";

/** Units' own plans: the province's tasks taken over, own ones added, handed in, approved or returned. */

const OVERSEERS = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman");
const OWN = grant("own-unit", "unit-head", "unit-scorer");
const line = z.string().trim().min(1).max(300).regex(/^\P{C}*$/u);
const reason = z.string().trim().min(LEAST_REASON).max(2000).regex(/^(?:\P{C}|\n)*$/u);

export const UNIT_PLAN_STATES = ["draft", "submitted", "approved", "returned"] as const;
export type UnitPlanState = (typeof UNIT_PLAN_STATES)[number];

const body = {
  kind: z.enum(["task", "target"]),
  title: line,
  /** What comes of it; of a target what the unit commits to. */
  output: line,
  /** Who in the unit sees to it. */
  who: line.nullable().default(null),
  timing,
};
export const unitItem = z.strictObject({ key: planKey, /** Whether the province's plan has it. */ isProvinces: z.boolean(), ...body });
export type UnitItem = z.output<typeof unitItem>;

const unitPlanStep = z.discriminatedUnion("kind", [
  /** Targets of the province that the unit reports and its plan leaves out need a reason. */
  z.strictObject({ kind: z.literal("submit"), reason: reason.optional() }),
  z.strictObject({ kind: z.literal("withdraw") }),
  z.strictObject({ kind: z.literal("approve") }),
  z.strictObject({ kind: z.literal("return"), reason }),
]);
export type UnitPlanStep = z.output<typeof unitPlanStep>;

const summary = { unitId: id, unitCode: z.string(), unitName: z.string(), state: z.enum(UNIT_PLAN_STATES), submittedAt: time.nullable(), /** Handed in after the day, or not at all by now. */ isLate: z.boolean(), items: z.number().int(), missing: z.number().int() };

const ofPlan = z.strictObject({ planId: id });
const ofUnit = ofPlan.extend({ unitId: id });

export const listUnitPlans = route({
  operationId: "plan.unitPlans",
  method: "GET",
  path: "/plans/{planId}/unit-plans",
  summary: { vi: "Kế hoạch riêng của các đơn vị: ai đã gửi, ai chậm, ai bỏ sót chỉ tiêu", en: "Units' own plans: who handed in, who is late, who left targets out" },
  grants: OVERSEERS,
  params: ofPlan,
  problems: ["not-found"],
  response: z.strictObject({ due: day, today: day, items: z.array(z.strictObject(summary)) }),
});

const offered = z.strictObject({ key: planKey, title: z.string(), output: z.string(), section: z.string(), role: z.enum(["lead", "partner", "reports"]), kind: z.enum(["task", "target"]) });

const unitPlanView = z.strictObject({
  planId: id,
  year: z.number().int(),
  due: day,
  ...summary,
  items: z.array(unitItem),
  steps: z.array(z.strictObject({ number: z.number().int(), at: time, by: id, step: unitPlanStep })),
  /** What the province's plan asks of the unit and its plan does not have yet. */
  offered: z.array(offered),
  missing: z.array(z.strictObject({ key: planKey, title: z.string() })),
  version: z.string(),
});
export type UnitPlanView = z.output<typeof unitPlanView>;

export const readUnitPlan = route({
  operationId: "plan.unitPlan",
  method: "GET",
  path: "/plans/{planId}/unit-plans/{unitId}",
  summary: { vi: "Kế hoạch của một đơn vị, và những gì kế hoạch tỉnh giao mà chưa có", en: "A unit's plan, and what the province's plan asks that it lacks" },
  grants: [...OVERSEERS, ...OWN],
  params: ofUnit,
  version: "carries",
  problems: ["not-found"],
  response: unitPlanView,
});

const changed = { grants: OWN, version: "requires", problems: ["not-found", "conflict", "invalid-input"], response: unitPlanView } as const;

export const takeOver = route({
  operationId: "plan.takeOver",
  method: "POST",
  path: "/plans/{planId}/unit-plans/{unitId}/taking",
  summary: { vi: "Đưa nhiệm vụ, chỉ tiêu của tỉnh vào kế hoạch đơn vị: những mục được chọn, hoặc mọi mục đơn vị chủ trì và báo cáo", en: "Take the province's tasks and targets into the unit's plan: those named, or all that it leads and reports" },
  ...changed,
  params: ofUnit,
  body: z.strictObject({ keys: z.array(planKey).min(1).max(500).optional() }),
  example: {},
});

const ofItem = ofUnit.extend({ key: planKey });

export const setUnitItem = route({
  operationId: "plan.setUnitItem",
  method: "PUT",
  path: "/plans/{planId}/unit-plans/{unitId}/items/{key}",
  summary: { vi: "Thêm nhiệm vụ riêng hoặc sửa một mục", en: "Add a task of one's own, or change an item" },
  ...changed,
  params: ofItem,
  body: z.strictObject(body),
  example: { kind: "task", title: "Đối thoại với doanh nghiệp hằng quý", output: "Biên bản đối thoại", who: "Văn phòng", timing: { kind: "recurring", every: "quarter", onDay: 20 } },
});

export const removeUnitItem = route({ operationId: "plan.removeUnitItem", method: "DELETE", path: "/plans/{planId}/unit-plans/{unitId}/items/{key}", summary: { vi: "Bỏ một mục khỏi kế hoạch đơn vị", en: "Take an item out of the unit's plan" }, ...changed, params: ofItem });

export const actOnUnitPlan = route({
  operationId: "plan.actOnUnitPlan",
  method: "POST",
  path: "/plans/{planId}/unit-plans/{unitId}/actions",
  summary: { vi: "Thủ trưởng gửi, rút lại; Sở Nội vụ phê duyệt hoặc trả lại kèm lý do", en: "The head hands in or takes back; the department approves, or returns with a reason" },
  grants: [...grant("any", "programme-officer"), ...grant("own-unit", "unit-head")],
  params: ofUnit,
  body: unitPlanStep,
  version: "requires",
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: unitPlanView,
  example: { kind: "submit" },
});
