import { z } from "zod";
import { LEAST_REASON } from "./prose.ts";
import { grant, id, route, time } from "./route.ts";

/** What the units' own reports say of criteria that name where their value is recorded. */

const WATCHING = grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor");
const UNIT = grant("own-unit", "unit-scorer", "unit-head");
const params = z.strictObject({ campaignId: id, unitId: id });

const words = z.strictObject({ vi: z.string(), en: z.string() });
/** As the criterion takes it; counts of a survey stand within. */
const input = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.union([z.string(), z.number()]))]));
/** A record that the value comes from: which copy of which report, and where it is read. */
const source = z.strictObject({ title: z.string(), detail: z.string(), href: z.string(), sha256: z.string() });
const answer = z.strictObject({ kind: z.enum(["confirm", "contest"]), note: z.string(), at: time, by: id, /** As it was when it was answered. */ input, records: z.array(source) });
const item = z.strictObject({
  code: z.string(),
  title: z.string(),
  maxPoints: z.string().nullable(),
  /** Null where the records say nothing, and why. */
  input: input.nullable(),
  points: z.string().nullable(),
  reason: words,
  records: z.array(source),
  /** Whether the unit scores it itself: then what it confirms is entered as its score. */
  isOwn: z.boolean(),
  answer: answer.nullable(),
  /** Whether the records say something else now than when the unit answered. */
  hasChanged: z.boolean(),
});

export const readMeasured = route({ operationId: "report.readMeasured", method: "GET", path: "/campaigns/{campaignId}/units/{unitId}/measured", summary: { vi: "Giá trị tiêu chí theo số liệu đã báo cáo, kèm nguồn và ý kiến của đơn vị", en: "Values of criteria by what was reported, with sources and the unit's answer" }, grants: [...WATCHING, ...UNIT], params, reads: "unit-file", problems: ["not-found"], response: z.strictObject({ items: z.array(item), now: time }) });

export const answerMeasured = route({
  operationId: "report.answerMeasured",
  method: "POST",
  path: "/campaigns/{campaignId}/units/{unitId}/measured/{code}",
  summary: { vi: "Xác nhận giá trị theo số liệu, ghi vào điểm tự chấm; hoặc nêu ý kiến khác", en: "Confirm the recorded value, which is entered as one's own score; or contest it" },
  grants: UNIT,
  params: z.strictObject({ ...params.shape, code: z.string().max(40) }),
  body: z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("confirm") }), z.strictObject({ kind: z.literal("contest"), note: z.string().trim().min(LEAST_REASON).max(2000) })]),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: item,
  example: { kind: "confirm" },
});
