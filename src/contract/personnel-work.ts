import { z } from "zod";
import { besideFile } from "./attached-file.ts";
import { dated } from "./organisation.ts";
import { FORM_STATES, periodId, periodParams } from "./personnel-period.ts";
import { day, fileAnswer, grant, type Grant, id, route, time } from "./route.ts";

/** Assigning work from the catalogue, recording what was done, accepting it (NĐ 335/2025, articles 14 and 18). */

/** More than nothing, and less than 10,000: beyond that it is a slip of the pen. */
export const quantity = z.string().regex(/^\d{1,4}(?:\.\d{1,2})?$/, "amount").refine((value) => Number(value) > 0, "amount");
const times = z.int("int").min(0).max(99);
const words = (most: number) => z.string().trim().max(most).regex(/^[\P{C}\n]*$/u);
export const itemId = z.string().regex(/^[1-9]\d{0,17}$/);

/** Whose file it is, who follows it, personnel officers of the unit and the programme officer. */
export const OF_PERSON: readonly Grant[] = [...grant("self", "signed-in"), ...grant("superior", "signed-in"), ...grant("own-unit", "personnel-officer"), ...grant("any", "programme-officer")];
const SUPERIOR = grant("superior", "signed-in");

export const personParams = z.strictObject({ periodId, personId: id });
export const unitParams = z.strictObject({ periodId, unitId: id });

export const ITEM_STATES = ["assigned", "done", "accepted", "handed-back"] as const;

const workItem = z.strictObject({
  id: itemId,
  personId: id,
  unitId: id,
  productId: id,
  code: z.string(),
  name: z.string(),
  unitOfMeasure: z.string(),
  coefficient: z.string(),
  assigned: z.string(),
  /** What the officer says was done. */
  done: z.string(),
  /** What the superior accepted; this alone counts. */
  accepted: z.string(),
  qualityFailures: z.int(),
  delays: z.int(),
  /** Of these, failures and delays with an objective cause that was confirmed; they are not counted. */
  excused: z.int(),
  /** Taken over or unplanned: outside what was assigned (article 18.1.d). */
  isExtra: z.boolean(),
  state: z.enum(ITEM_STATES),
  assignedOn: day,
  due: day,
  doneOn: day.nullable(),
  output: z.string().nullable(),
  reference: z.string().nullable(),
  /** What came of it, attached by who did it. */
  files: z.array(besideFile),
  source: z.string().nullable(),
  takenFrom: itemId.nullable(),
  team: itemId.nullable(),
  isOverdue: z.boolean(),
  version: z.string(),
});
export type WorkItem = z.output<typeof workItem>;

/** A step of the computation as it is shown: the article, the values, the sentence. */
const step = z.strictObject({ article: z.string(), text: z.string(), values: z.record(z.string(), z.string()) });
export type WorkStep = z.output<typeof step>;

/** What is still missing before the period can be confirmed, each with how many. */
export const MISSING = ["nothing-assigned", "not-recorded", "not-accepted", "self-scores", "subordinates", "field", "marks"] as const;
const missing = z.strictObject({ what: z.enum(MISSING), count: z.int() });
export type Missing = z.output<typeof missing>;

/** Where on the scale of 0 to 100 a level begins, as the period's regulation has it. */
export const threshold = z.strictObject({ at: z.string(), level: z.string(), title: z.string() });

/** Points so far, as decimals with two places; null where they cannot be computed yet. */
const standing = z.strictObject({ thresholds: z.array(threshold), general: z.string().nullable(), results: z.string().nullable(), total: z.string().nullable(), level: z.string().nullable(), parts: z.record(z.string(), z.string()), steps: z.array(step), missing: z.array(missing) });
export type Standing = z.output<typeof standing>;

const personHead = { personId: id, name: z.string(), title: z.string(), unitId: id, unitName: z.string(), isLeader: z.boolean(), superiorId: id.nullable() };

export const readWork = route({
  operationId: "personnel.readWork",
  method: "GET",
  path: "/work-periods/{periodId}/people/{personId}/work",
  summary: { vi: "Công việc của một công chức trong kỳ, điểm đến nay và những gì còn thiếu", en: "A civil servant's work in a period, the points so far and what is missing" },
  grants: OF_PERSON,
  reads: "personnel-file",
  params: personParams,
  problems: ["not-found"],
  response: z.strictObject({ ...personHead, items: z.array(workItem), standing, isOpen: z.boolean(), today: day, now: time }),
});

const assignment = z.strictObject({
  productId: id,
  quantity,
  due: dated,
  output: words(1000).default(""),
  /** Outside the plan (article 18.1.d). */
  isUnplanned: z.boolean().default(false),
  /** Whose it is; of a team, each one's share, which together are the quantity. */
  people: z.array(z.strictObject({ personId: id, share: quantity })).min(1).max(100),
});
export type Assignment = z.output<typeof assignment>;

export const assignWork = route({
  operationId: "personnel.assignWork",
  method: "POST",
  path: "/work-periods/{periodId}/assignments",
  summary: { vi: "Giao việc trong danh mục cho công chức, hoặc cho nhóm theo phần; có lỗi thì không giao gì", en: "Assign work of the catalogue to people, or to teams by shares; with faults nothing is assigned" },
  grants: SUPERIOR,
  params: periodParams,
  body: z.strictObject({ assignments: z.array(assignment).min(1).max(200) }),
  status: 201,
  problems: ["not-found", "conflict"],
  response: z.strictObject({ items: z.array(workItem) }),
  example: { assignments: [{ productId: "0b9f2c4e", quantity: "4", due: "2026-03-20", output: "Báo cáo tháng", people: [{ personId: "1c0a3d5f", share: "4" }] }] },
});

const itemAction = z.discriminatedUnion("kind", [
  /** The superior asks for it again. */
  z.strictObject({ kind: z.literal("return"), reason: words(2000).min(5) }),
  /** The officer cannot do it, or not in time, and says so at once. */
  z.strictObject({ kind: z.literal("hand-back"), reason: words(2000).min(5) }),
  /** Somebody else does what was handed back: for that person it is outside what was assigned. */
  z.strictObject({ kind: z.literal("pass-on"), personId: id, due: dated }),
  /** What was accepted is looked at once more. */
  z.strictObject({ kind: z.literal("reconsider"), reason: words(2000).min(5) }),
]);

export const actOnItem = route({
  operationId: "personnel.actOnItem",
  method: "POST",
  path: "/work-periods/{periodId}/items/{itemId}/actions",
  summary: { vi: "Trả lại để làm lại, báo không làm được, chuyển người khác làm, xem lại việc đã nghiệm thu", en: "Return work, hand it back, pass it on, reconsider what was accepted" },
  grants: [...grant("self", "signed-in"), ...SUPERIOR],
  params: z.strictObject({ periodId, itemId }),
  body: itemAction,
  version: "requires",
  problems: ["not-found", "conflict"],
  response: workItem,
  example: { kind: "hand-back", reason: "Trùng thời gian đi học, không kịp thời hạn." },
});

const record = z.strictObject({ itemId, version: z.string().max(20), done: quantity, doneOn: dated, reference: words(1000).default("") });
const unplanned = z.strictObject({ productId: id, quantity, doneOn: dated, output: words(1000).default(""), reference: words(1000).default("") });

export const recordWork = route({
  operationId: "personnel.recordWork",
  method: "POST",
  path: "/work-periods/{periodId}/records",
  summary: { vi: "Ghi kết quả các việc đã làm trong tuần, kể cả việc đột xuất; có lỗi thì không ghi gì", en: "Record what was done in the week, unplanned work too; with faults nothing is recorded" },
  grants: grant("self", "signed-in"),
  shedLast: true,
  params: periodParams,
  body: z.strictObject({ records: z.array(record).max(200).default([]), unplanned: z.array(unplanned).max(50).default([]) }).refine(({ records, unplanned: more }) => records.length + more.length > 0),
  problems: ["not-found", "conflict"],
  response: z.strictObject({ items: z.array(workItem) }),
  example: { records: [{ itemId: "12", version: "1", done: "4", doneOn: "2026-03-18", reference: "Báo cáo số 15/BC-SNV" }] },
});

const acceptance = z.strictObject({ itemId, version: z.string().max(20), accepted: quantity, qualityFailures: times.default(0), delays: times.default(0), excused: times.default(0), note: words(2000).default("") });
export type Acceptance = z.output<typeof acceptance>;

export const acceptWork = route({
  operationId: "personnel.acceptWork",
  method: "POST",
  path: "/work-periods/{periodId}/acceptances",
  summary: { vi: "Nghiệm thu: số lượng, số lần chưa đạt chất lượng, số lần chậm, nguyên nhân khách quan được xác nhận", en: "Accept work: quantity, failures of quality, delays, objective causes confirmed" },
  grants: SUPERIOR,
  params: periodParams,
  body: z.strictObject({ items: z.array(acceptance).min(1).max(200) }),
  problems: ["not-found", "conflict"],
  response: z.strictObject({ items: z.array(workItem) }),
  example: { items: [{ itemId: "12", version: "2", accepted: "4", delays: 1, note: "Chậm 3 ngày." }] },
});

const personRow = z.strictObject({ ...personHead, items: z.int(), assigned: z.string(), done: z.string(), accepted: z.string(), overdue: z.int(), waiting: z.int(), load: z.string(), form: z.enum(FORM_STATES), total: z.string().nullable(), level: z.string().nullable() });
export type PersonRow = z.output<typeof personRow>;

/** What an office's meeting and the notice were. */
const meeting = z.strictObject({ on: day, chair: words(200), secretary: words(200), attended: z.int(), invited: z.int(), opinions: words(10_000), isAdopted: z.boolean() });
const unitAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("meeting"), on: dated, chair: words(200).min(1), secretary: words(200).min(1), attended: z.int().min(1).max(10_000), invited: z.int().min(1).max(10_000), opinions: words(10_000), isAdopted: z.literal(true) }),
  z.strictObject({ kind: z.literal("notify"), by: words(500).min(1) }),
]);
export type UnitAction = z.output<typeof unitAction>;

/** What a deputy is in charge of, as it was said last; units and people. */
const remit = z.strictObject({ personId: id, units: z.array(id), people: z.array(id), from: day });

const board = z.strictObject({ unitId: id, unitName: z.string(), periodId, people: z.array(personRow), /** Units directly under it. */ below: z.array(z.strictObject({ unitId: id, name: z.string() })), remits: z.array(remit), faults: z.array(z.strictObject({ personId: id, name: z.string(), why: z.enum(["two-units", "circle", "no-superior"]) })), waiting: z.array(workItem), /** What is not done and was due before today, the longest ago first. */ overdue: z.array(workItem), meeting: meeting.nullable(), notifiedAt: time.nullable(), isOpen: z.boolean(), today: day, now: time, version: z.string() });
export type Board = z.output<typeof board>;

const OF_UNIT: readonly Grant[] = [...SUPERIOR, ...grant("own-unit", "personnel-officer"), ...grant("any", "programme-officer")];

export const readBoard = route({
  operationId: "personnel.readBoard",
  method: "GET",
  path: "/work-periods/{periodId}/units/{unitId}/board",
  summary: { vi: "Bảng việc của đơn vị: khối lượng, tiến độ, việc quá hạn, việc chờ nghiệm thu", en: "An office's board: load, progress, overdue work, work that waits to be accepted" },
  grants: OF_UNIT,
  reads: "personnel-file",
  params: unitParams,
  problems: ["not-found"],
  response: board,
  version: "carries",
});

export const boardWorkbook = route({
  operationId: "personnel.boardWorkbook",
  method: "GET",
  path: "/work-periods/{periodId}/units/{unitId}/board/workbook",
  summary: { vi: "Bảng việc của đơn vị dạng Excel: từng người và từng việc", en: "An office's board as a workbook: every person and every piece of work" },
  grants: OF_UNIT,
  reads: "personnel-file",
  params: unitParams,
  problems: ["not-found"],
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const actOnUnit = route({
  operationId: "personnel.actOnUnit",
  method: "POST",
  path: "/work-periods/{periodId}/units/{unitId}/actions",
  summary: { vi: "Lưu biên bản họp đơn vị, hoặc thông báo kết quả của kỳ đến công chức", en: "Keep the minutes of the office's meeting, or give notice of the period's results" },
  grants: [...SUPERIOR, ...grant("own-unit", "personnel-officer")],
  params: unitParams,
  body: unitAction,
  version: "requires",
  problems: ["not-found", "conflict"],
  response: z.strictObject({ version: z.string() }),
  example: { kind: "meeting", on: "2026-03-30", chair: "Trưởng phòng", secretary: "Chuyên viên", attended: 9, invited: 10, opinions: "Nhất trí với kết quả tự đánh giá.", isAdopted: true },
});

export const setRemit = route({
  operationId: "personnel.setRemit",
  method: "POST",
  path: "/people/{personId}/work-remits",
  summary: { vi: "Phân công lĩnh vực, đơn vị mà cấp phó phụ trách, từ một ngày", en: "Put a deputy in charge of units and people, from a day on" },
  grants: SUPERIOR,
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ units: z.array(id).max(100), people: z.array(id).max(500), from: dated }).refine(({ units, people }) => units.length + people.length > 0),
  status: 201,
  problems: ["not-found", "conflict"],
  response: z.strictObject({ units: z.array(id), people: z.array(id), from: day }),
  example: { units: [], people: ["1c0a3d5f"], from: "2026-01-01" },
});

const placeView = z.strictObject({
  /** Null for who has no post, or posts in two units. */
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  superiorId: id.nullable(),
  superiorName: z.string().nullable(),
  isLeader: z.boolean(),
  /** Units whose people one follows. */
  follows: z.array(z.strictObject({ unitId: id, name: z.string() })),
  /** Units of which one sees the personnel files by the role. */
  keeps: z.array(z.strictObject({ unitId: id, name: z.string() })),
  fault: z.enum(["two-units", "circle", "no-superior", "no-post"]).nullable(),
});

export const readPlace = route({
  operationId: "personnel.readPlace",
  method: "GET",
  path: "/work-place",
  summary: { vi: "Vị trí của mình: đơn vị, cấp trên trực tiếp theo dõi, các đơn vị mình theo dõi", en: "One's own place: the unit, who follows one's work, whose work one follows" },
  grants: grant("self", "signed-in"),
  response: placeView,
});

const product = z.strictObject({ id, code: z.string(), name: z.string(), output: z.string(), unitOfMeasure: z.string(), group: z.int(), coefficient: z.string() });

export const listProducts = route({
  operationId: "personnel.listProducts",
  method: "GET",
  path: "/work-products",
  summary: { vi: "Sản phẩm, công việc giao được hôm nay trong đơn vị mình", en: "The work that may be assigned today in one's own unit" },
  grants: grant("any", "signed-in"),
  query: z.strictObject({ unitId: id }),
  response: z.strictObject({ items: z.array(product) }),
});
export type Product = z.output<typeof product>;
