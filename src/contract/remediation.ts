import { z } from "zod";
import { besideFile, BROUGHT_LIMIT, broughtFile } from "./attached-file.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, fileAnswer, grant, id, route, time } from "./route.ts";

/** After publication each lost point of note is an item: what the unit does about it, by when, and whether it did. */

const text = z.string().trim().min(LEAST_REASON).max(4000);

const remediationStep = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("plan"), measure: text, deadline: day }),
  z.strictObject({ kind: z.literal("confirm") }),
  z.strictObject({ kind: z.literal("return"), reason: text }),
  z.strictObject({ kind: z.literal("report"), evidence: text }),
  z.strictObject({ kind: z.literal("judge"), isRemedied: z.boolean(), finding: text }),
]);
export type RemediationStep = z.output<typeof remediationStep>;
export type TakenRemedyStep = { readonly number: number; readonly at: string; readonly by: string; readonly step: RemediationStep };

const REMEDIATION_STATES = ["open", "planned", "confirmed", "reported", "remedied", "not-remedied"] as const;
type RemediationState = (typeof REMEDIATION_STATES)[number];

type Folded = { readonly state: RemediationState; readonly measure: string | null; readonly deadline: string | null; readonly evidence: string | null };
const START: Folded = { state: "open", measure: null, deadline: null, evidence: null };

function after(before: Folded, step: RemediationStep): Folded {
  switch (step.kind) {
    case "plan":
      return { ...before, state: "planned", measure: step.measure, deadline: step.deadline };
    case "confirm":
      return { ...before, state: "confirmed" };
    case "return":
      return { ...before, state: before.state === "reported" ? "confirmed" : "open" };
    case "report":
      return { ...before, state: "reported", evidence: step.evidence };
    case "judge":
      return { ...before, state: step.isRemedied ? "remedied" : "not-remedied" };
  }
}

export const foldRemediation = (steps: readonly Pick<TakenRemedyStep, "step">[]): Folded => steps.reduce((state, { step }) => after(state, step), START);

/** From which states each step can be taken. What was found not remedied may be reported, and judged, again. */
const FROM: Readonly<Record<RemediationStep["kind"], readonly RemediationState[]>> = {
  plan: ["open", "planned"],
  confirm: ["planned"],
  return: ["planned", "reported"],
  report: ["confirmed", "reported", "not-remedied"],
  judge: ["confirmed", "reported", "not-remedied"],
};
export const mayRemedy = (state: RemediationState, kind: RemediationStep["kind"]): boolean => FROM[kind].includes(state);

/** Whether its day has passed without a remedy. */
export const isOverdue = ({ state, deadline }: Pick<Folded, "state" | "deadline">, today: string): boolean => deadline !== null && deadline < today && (state === "planned" || state === "confirmed" || state === "not-remedied");

const item = z.strictObject({
  id,
  campaignId: id,
  unitId: id,
  criterion: z.string(),
  title: z.string(),
  lost: z.string(),
  /** Why the points were lost, as it was published. */
  reason: z.string(),
  state: z.enum(REMEDIATION_STATES),
  measure: z.string().nullable(),
  deadline: day.nullable(),
  evidence: z.string().nullable(),
  isOverdue: z.boolean(),
  version: z.string(),
});
export type RemediationItem = z.output<typeof item>;

const campaignParams = z.strictObject({ campaignId: id });
const itemParams = z.strictObject({ campaignId: id, itemId: id });
const whole = item.extend({ files: z.array(besideFile), steps: z.array(z.strictObject({ number: z.number().int(), at: time, by: z.string(), step: remediationStep })) });
const readers = grant("any", "programme-officer", "working-group", "council-chair", "council-member", "chairman", "vice-chairman", "auditor", "unit-head", "unit-scorer");

export const openRemediation = route({
  operationId: "portal.openRemediation",
  method: "POST",
  path: "/campaigns/{campaignId}/remediation",
  summary: { vi: "Lập danh mục khắc phục từ kết quả đã công bố: mỗi tiêu chí mất từ chừng ấy điểm trở lên; mục đã có giữ nguyên", en: "Open items to remedy from the published result: each criterion that lost at least so many points; items that are there stay" },
  grants: grant("any", "programme-officer"),
  params: campaignParams,
  body: z.strictObject({ leastLost: z.string().regex(/^\d{1,3}\.\d{2}$/) }),
  status: 201,
  response: z.strictObject({ opened: z.number().int() }),
  problems: ["conflict"],
  example: { leastLost: "0.50" },
});

export const listRemediation = route({
  operationId: "portal.remediationList",
  method: "GET",
  path: "/campaigns/{campaignId}/remediation",
  summary: { vi: "Các mục khắc phục sau công bố; đơn vị chỉ thấy của mình", en: "Items to remedy after publication; a unit sees its own" },
  grants: readers,
  params: campaignParams,
  query: z.strictObject({ unitId: id.optional() }),
  response: z.strictObject({ today: day, items: z.array(item) }),
});

export const readRemediation = route({
  operationId: "portal.remediation",
  method: "GET",
  path: "/campaigns/{campaignId}/remediation/{itemId}",
  summary: { vi: "Một mục khắc phục và các bước của nó", en: "One item and its steps" },
  grants: readers,
  params: itemParams,
  version: "carries",
  response: whole,
});

export const actOnRemediation = route({
  operationId: "portal.actOnRemediation",
  method: "POST",
  path: "/campaigns/{campaignId}/remediation/{itemId}/actions",
  summary: { vi: "Đơn vị đề ra biện pháp, báo cáo khắc phục; người phụ trách xác nhận, trả lại, kết luận", en: "The unit plans and reports; the officer confirms, returns and judges" },
  grants: grant("any", "programme-officer", "unit-head", "unit-scorer"),
  params: itemParams,
  body: remediationStep,
  version: "requires",
  status: 201,
  response: whole,
  problems: ["conflict", "invalid-input"],
  example: { kind: "plan", measure: "Rà soát hồ sơ quá hạn hằng tuần, giao một phó giám đốc phụ trách.", deadline: "2026-06-30" },
});

export const addRemediationFile = route({
  operationId: "portal.addRemediationFile",
  method: "POST",
  path: "/campaigns/{campaignId}/remediation/{itemId}/files",
  summary: { vi: "Đơn vị gửi tệp chứng minh đã khắc phục (PDF, ảnh, Word, Excel; tối đa 5 MB)", en: "The unit adds a file that proves the remedy (PDF, pictures, Word, Excel; 5 MB at most)" },
  grants: grant("any", "unit-head", "unit-scorer"),
  params: itemParams,
  body: broughtFile,
  bodyLimit: BROUGHT_LIMIT,
  status: 201,
  response: z.strictObject({ files: z.array(besideFile) }),
  problems: ["conflict", "invalid-input", "too-large"],
  example: { name: "Báo cáo khắc phục.pdf", content: "JVBERi0=" },
});

export const readRemediationFile = route({
  operationId: "portal.remediationFile",
  method: "GET",
  path: "/campaigns/{campaignId}/remediation/{itemId}/files/{number}",
  summary: { vi: "Một tệp chứng minh đã khắc phục", en: "A file that proves a remedy" },
  grants: readers,
  params: itemParams.extend({ number: z.string().regex(/^[1-9]\d?$/) }),
  version: "carries",
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const earlierRemediation = route({
  operationId: "portal.earlierRemediation",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/earlier-remediation",
  summary: { vi: "Những tồn tại của các năm trước của đơn vị và tình trạng khắc phục", en: "What a unit had to remedy from earlier years, and whether it did" },
  grants: readers,
  params: z.strictObject({ campaignId: id, unitId: id }),
  response: z.strictObject({ items: z.array(item.extend({ year: z.number().int() })) }),
});
