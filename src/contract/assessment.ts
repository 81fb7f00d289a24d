import { z } from "zod";
import { STAGES } from "./cycle.ts";
import { fileAction, PART_STATES, PARTS } from "./file.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** A unit's file in a campaign: what the unit says of itself, what the council makes of it, what others measured. */

const scalar = z.union([z.string().max(2000), z.number(), z.boolean()]);
const flat = z.record(z.string().max(60), scalar);
/**
 * What is entered for one leaf, as its method takes it: fields of scalars, of lists, of counts by key. Numbers may
 * come as decimal strings, which keep every digit, and are always given back so.
 */
export const entryInput = z.record(z.string().max(60), z.union([scalar, flat, z.array(z.union([scalar, flat])).max(1000)]));
/** As it is given back: it was read by its method when it was entered. */
const shownInput = z.record(z.string(), z.unknown());
export const code = z.string().regex(/^[0-9A-Za-z._-]{1,60}$/);
export const note = z.string().trim().max(4000);
const points = z.string().nullable();
export const round = z.enum(["1", "2"]);

const entryFields = {
  /** Null: nothing is entered (any more), which is not the same as 0 points. */
  input: shownInput.nullable(),
  /** What the input earns; null without one. A criterion that compares units shows what it would earn alone. */
  points,
  /** False: the version of the regulation in force cannot read the input any more; it is kept, and counts as missing until it is entered anew. */
  fits: z.boolean(),
  note: z.string(),
  version: z.string(),
  at: time,
  /** The person; null where the reader is not told which member it was. */
  by: z.string().nullable(),
};
const entry = z.strictObject(entryFields);
export type EntryView = z.output<typeof entry>;
const imported = z.strictObject({ ...entryFields, source: z.string(), dated: day });
const appraisal = z.strictObject({ ...entryFields, round, asChair: z.boolean() });

/**
 * What a round came to: `missing` nobody has appraised; `decided` one value, of one member, of members who agree or
 * of the chair; `disputed` members differ and the chair has not settled it; `no-longer-fits` a value that would count
 * was entered under another version of the regulation and must be entered anew.
 */
const outcome = z.strictObject({ round, state: z.enum(["missing", "decided", "disputed", "no-longer-fits"]), input: shownInput.nullable(), points, note: z.string() });

/** The newest value of each step. */
const values = { self: entry.nullable(), appraisals: z.array(appraisal), explanation: entry.nullable(), imported: imported.nullable(), correction: entry.nullable() };
export type ValuesView = z.output<z.ZodObject<typeof values>>;

export const criterionOfUnit = z.strictObject({
  code,
  scoredBy: z.enum(["unit", "council", "leaders", "import"]),
  /** The mark that makes it not applicable to this unit, on itself or a group above. */
  notApplicable: z.strictObject({ code, reason: z.string(), article: z.string() }).nullable(),
  ...values,
  outcomes: z.array(outcome),
  /** The council's first round gives other points than the unit's own. */
  isContested: z.boolean(),
});

const receipt = z.strictObject({ part: z.enum(PARTS), at: time, by: z.string(), hash: z.string() });
const open = z.strictObject({ self: z.boolean(), explanation: z.boolean(), appraisal: round.nullable() });

export const fileView = z.strictObject({
  campaignId: id,
  unitId: id,
  unitCode: z.string(),
  unitName: z.string(),
  index: z.string(),
  stage: z.enum(STAGES),
  parts: z.record(z.enum(PARTS), z.enum(PART_STATES)),
  receipts: z.array(receipt),
  comment: z.string().nullable(),
  open,
  /** Codes that the reader may appraise in the round that runs. */
  assigned: z.array(code),
  /** Codes without a score of the unit that need one before it can submit. */
  missing: z.array(code),
  criteria: z.array(criterionOfUnit),
  now: time,
  version: z.string(),
});

const campaignParams = z.strictObject({ campaignId: id });
const unitParams = z.strictObject({ campaignId: id, unitId: id });
const leafParams = z.strictObject({ campaignId: id, unitId: id, code });
const roundParams = z.strictObject({ campaignId: id, unitId: id, round, code });

const OFFICES = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"] as const;
const UNIT = grant("own-unit", "unit-scorer", "unit-head");
/** Where a unit evaluates its own offices, its head has the officer's and the chair's part: the campaign itself says who that is. */
const HEAD = grant("any", "unit-head");

export const readFile = route({
  operationId: "assessment.read",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/assessment",
  summary: { vi: "Hồ sơ đánh giá của một đơn vị: phần được xem tại thời điểm này", en: "A unit's file: what the reader may see of it now" },
  grants: [...grant("any", ...OFFICES), ...UNIT, ...HEAD],
  params: unitParams,
  response: fileView,
  version: "carries",
});

export const readArchive = route({
  operationId: "assessment.archive",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/archive",
  summary: { vi: "Tiêu chí không còn trong quy định đang áp dụng: điểm và giải trình được lưu giữ, không tính", en: "Criteria that are not in the version in force: what was entered is kept and does not count" },
  grants: [...grant("any", ...OFFICES), ...UNIT, ...HEAD],
  params: unitParams,
  response: z.strictObject({ campaignId: id, unitId: id, items: z.array(z.strictObject({ code, ...values })) }),
});

export const savedEntry = z.strictObject({ code, ...entryFields });

export const saveScore = route({
  operationId: "assessment.saveScore",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/scores/{code}",
  summary: { vi: "Lưu điểm tự chấm một tiêu chí", en: "Save the unit's own score of a criterion" },
  grants: UNIT,
  params: leafParams,
  body: z.strictObject({ input: entryInput.nullable(), note: note.default("") }),
  response: savedEntry,
  version: "requires",
  problems: ["conflict"],
  shedLast: true,
  example: { input: { numerator: "97", denominator: "100" }, note: "Theo báo cáo số 12/BC" },
});

export const saveAppraisal = route({
  operationId: "assessment.saveAppraisal",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/appraisals/{round}/{code}",
  summary: { vi: "Lưu điểm thẩm định một tiêu chí; khác điểm trước đó thì phải có lý do", en: "Save a member's appraisal; with a reason where the points differ from those before" },
  grants: grant("assigned", "council-member", "council-chair", "unit-head"),
  params: roundParams,
  body: z.strictObject({ input: entryInput.nullable(), reason: note.default("") }),
  response: savedEntry,
  version: "requires",
  problems: ["conflict"],
  shedLast: true,
  example: { input: { points: "1.50" }, reason: "Báo cáo quý II nộp chậm 5 ngày" },
});

const MOST_AT_ONCE = 500;

export const agreeWith = route({
  operationId: "assessment.agree",
  method: "POST",
  path: "/campaigns/{campaignId}/agreements",
  summary: { vi: "Đồng ý hàng loạt với điểm trước đó, chỉ ở tiêu chí mình được giao và chưa chấm", en: "Agree with the points before, in many assigned criteria that one has not appraised yet" },
  grants: [...grant("any", "council-member", "council-chair"), ...HEAD],
  params: campaignParams,
  body: z.strictObject({ round, items: z.array(z.strictObject({ unitId: id, code })).min(1).max(MOST_AT_ONCE) }),
  status: 201,
  response: z.strictObject({ agreed: z.number().int() }),
  problems: ["conflict"],
  example: { round: "1", items: [{ unitId: "0b9f2c4e", code: "1.1" }] },
});

export const saveExplanation = route({
  operationId: "assessment.saveExplanation",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/explanations/{code}",
  summary: { vi: "Lưu giải trình cho một tiêu chí bị thẩm định khác điểm", en: "Save the unit's explanation of a contested criterion" },
  grants: UNIT,
  params: leafParams,
  body: z.strictObject({ text: note.min(1) }),
  response: savedEntry,
  version: "requires",
  problems: ["conflict"],
  shedLast: true,
  example: { text: "Báo cáo quý II đã gửi trên trục liên thông ngày 30/6, xem tài liệu kèm theo." },
});

export const actOnFile = route({
  operationId: "assessment.act",
  method: "POST",
  path: "/campaigns/{campaignId}/units/{unitId}/file-actions",
  summary: { vi: "Trình, trả lại, nộp, rút lại hồ sơ của đơn vị", en: "Hand up, send back, submit or take back the unit's file" },
  grants: UNIT,
  params: unitParams,
  body: fileAction,
  status: 201,
  response: z.strictObject({ parts: z.record(z.enum(PARTS), z.enum(PART_STATES)), receipts: z.array(receipt), version: z.string() }),
  version: "requires",
  problems: ["conflict"],
  example: { kind: "submit" },
});

export const importValues = route({
  operationId: "assessment.import",
  method: "POST",
  path: "/campaigns/{campaignId}/imports",
  summary: { vi: "Nhập giá trị do nơi khác đo (QĐ 766, khảo sát) kèm nguồn và ngày; có lỗi thì không nhập gì", en: "Import values that others measured, with source and date; with faults nothing is imported" },
  grants: [...grant("any", "programme-officer", "working-group"), ...HEAD],
  params: campaignParams,
  body: z.strictObject({
    source: z.string().trim().min(3).max(500),
    dated: day,
    /** True when values that are there already and differ are meant to be replaced. */
    replaces: z.boolean().default(false),
    /** What names no unit is told with all the other faults, and so may be empty or long. */
    items: z.array(z.strictObject({ unit: z.string().max(1000), code, input: entryInput })).min(1).max(5000),
  }),
  status: 201,
  response: z.strictObject({ imported: z.number().int(), unchanged: z.number().int() }),
  problems: ["conflict"],
  example: { source: "Cổng Dịch vụ công Quốc gia, Quyết định 766/QĐ-TTg", dated: "2025-12-20", items: [{ unit: "SNV", code: "2.3.4", input: { score: "87.5" } }] },
});

export const correctScore = route({
  operationId: "assessment.correct",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/corrections/{code}",
  summary: { vi: "Đính chính một tiêu chí sau khi thẩm định xong, kèm lý do", en: "Correct a criterion after the appraisals, with the reason" },
  grants: [...grant("any", "council-chair"), ...HEAD],
  params: leafParams,
  body: z.strictObject({ input: entryInput.nullable(), reason: note.min(LEAST_REASON) }),
  response: savedEntry,
  version: "requires",
  problems: ["conflict"],
  example: { input: { points: "1.50" }, reason: "Cộng nhầm báo cáo của đơn vị khác; xem biên bản ngày 27/12." },
});

const historyItem = z.strictObject({ code, step: z.string(), ...entryFields, source: z.string().nullable(), dated: day.nullable() });

export const readHistory = route({
  operationId: "assessment.history",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/history",
  summary: { vi: "Mọi giá trị đã từng ghi, mới nhất trước", en: "Every value that was ever entered, newest first" },
  grants: [...grant("any", ...OFFICES), ...UNIT, ...HEAD],
  params: unitParams,
  query: pageQuery.extend({ code: code.optional() }),
  response: pageOf(historyItem),
});

const progressItem = z.strictObject({
  unitId: id,
  unitCode: z.string(),
  unitName: z.string(),
  index: z.string(),
  parts: z.record(z.enum(PARTS), z.enum(PART_STATES)),
  submittedAt: time.nullable(),
  deadline: time.nullable(),
  /** How many criteria of the unit need a score of its own, and how many have one. */
  toScore: z.number().int(),
  scored: z.number().int(),
  /** How many have an appraisal of the round, by whomever. */
  appraised: z.strictObject({ "1": z.number().int(), "2": z.number().int() }),
  explained: z.number().int(),
});

export const readProgress = route({
  operationId: "assessment.progress",
  method: "GET",
  path: "/campaigns/{campaignId}/progress",
  summary: { vi: "Tiến độ của mọi đơn vị trong đợt", en: "How far every unit of the campaign has come" },
  grants: [...grant("any", ...OFFICES, "chairman", "vice-chairman"), ...HEAD],
  params: campaignParams,
  query: pageQuery,
  response: pageOf(progressItem),
});
