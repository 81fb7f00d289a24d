import { z } from "zod";
import { planKey } from "./plan-content.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, fileAnswer, grant, id, route, time } from "./route.ts";

/** The work programme: what each unit owes and when, what it says it has done, and what two units both do. */

const OVERSEERS = grant("any", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman");
const OWN = grant("own-unit", "unit-head", "unit-scorer");

const DUTY_STATES = ["open", "near", "late", "done", "done-late"] as const;
export type DutyState = (typeof DUTY_STATES)[number];

const duty = z.strictObject({
  unitId: id,
  /** Of the plan: the task's key. */
  key: z.string(),
  /** "2025", "2025-H1", "2025-Q2", "2025-06" */
  period: z.string(),
  source: z.enum(["province", "own", "rule", "inspection", "report"]),
  title: z.string(),
  output: z.string(),
  area: z.string().nullable(),
  due: day,
  state: z.enum(DUTY_STATES),
  /** The period whose report it is, or is done by. */
  reportPeriodId: id.nullable(),
  record: z.strictObject({ number: z.number().int(), isDone: z.boolean(), note: z.string(), files: z.array(id), at: time }).nullable(),
});
export type Duty = z.output<typeof duty>;

const ofPlan = z.strictObject({ planId: id });
const ofUnit = ofPlan.extend({ unitId: id });

export const readWork = route({
  operationId: "plan.work",
  method: "GET",
  path: "/plans/{planId}/units/{unitId}/work",
  summary: { vi: "Chương trình công tác của một đơn vị: việc phải làm theo thời hạn", en: "A unit's work programme: what it owes, by day" },
  // Whoever appraises follows a figure to the record that it was taken from.
  grants: [...OVERSEERS, ...OWN, ...grant("any", "council-chair", "council-member")],
  params: ofUnit,
  problems: ["not-found"],
  response: z.strictObject({ year: z.number().int(), today: day, unitName: z.string(), duties: z.array(duty) }),
});

const counts = z.strictObject({ month: z.number().int(), due: z.number().int(), done: z.number().int(), late: z.number().int() });

export const readWorkOverview = route({
  operationId: "plan.workOverview",
  method: "GET",
  path: "/plans/{planId}/work",
  summary: { vi: "Việc đến hạn của mọi đơn vị theo tháng: bao nhiêu, đã xong, trễ", en: "What all units owe by month: how much, done, late" },
  grants: OVERSEERS,
  params: ofPlan,
  problems: ["not-found"],
  response: z.strictObject({ year: z.number().int(), today: day, units: z.array(z.strictObject({ unitId: id, code: z.string(), name: z.string(), late: z.number().int(), months: z.array(counts) })) }),
});

export const recordWork = route({
  operationId: "plan.recordWork",
  method: "POST",
  path: "/plans/{planId}/units/{unitId}/work",
  summary: { vi: "Ghi một việc đã xong (hoặc chưa xong) trong kỳ, kèm tài liệu", en: "Say that a task of a period is done (or not), with files" },
  grants: OWN,
  params: ofUnit,
  body: z.strictObject({ key: planKey, period: z.string().regex(/^\d{4}(?:-(?:H[12]|Q[1-4]|\d{2}))?$/), isDone: z.boolean(), note: z.string().trim().max(2000).regex(/^(?:\P{C}|\n)*$/u).default(""), files: z.array(id).max(20).default([]), /** The number of the record that was seen; 0 before the first. */ seen: z.number().int().min(0) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: duty,
  example: { key: "v-1-c", period: "2025-Q1", isDone: true, note: "Báo cáo số 12/BC-STC ngày 14/3/2025", files: [], seen: 0 },
});

const place = z.strictObject({ unitId: id, key: planKey });
const placed = place.extend({ unitName: z.string(), title: z.string(), output: z.string() });
const pair = z.strictObject({ first: placed, second: placed, /** How much of the words both have, in percent. */ likeness: z.number().int(), decision: z.strictObject({ number: z.number().int(), verdict: z.enum(["first", "second", "apart"]), reason: z.string(), at: time }).nullable() });
export type DuplicatePair = z.output<typeof pair>;

export const listDuplicates = route({
  operationId: "plan.duplicates",
  method: "GET",
  path: "/plans/{planId}/duplicates",
  summary: { vi: "Việc có thể trùng lặp giữa các đơn vị (QĐ 02050, III.1)", en: "Work that units may both do (QĐ 02050, III.1)" },
  grants: grant("any", "programme-officer", "auditor"),
  params: ofPlan,
  problems: ["not-found"],
  response: z.strictObject({ compared: z.number().int(), items: z.array(pair) }),
});

export const decideDuplicate = route({
  operationId: "plan.decideDuplicate",
  method: "POST",
  path: "/plans/{planId}/duplicates",
  summary: { vi: "Gộp hai việc trùng về một đơn vị, hoặc xác định là khác nhau, kèm lý do", en: "Merge two alike tasks into one unit's, or tell them apart, with a reason" },
  grants: grant("any", "programme-officer"),
  params: ofPlan,
  body: z.strictObject({ first: place, second: place, /** Whose stays, or both. */ verdict: z.enum(["first", "second", "apart"]), reason: z.string().trim().min(LEAST_REASON).max(2000).regex(/^(?:\P{C}|\n)*$/u), /** The number of the decision that was seen; 0 before the first. */ seen: z.number().int().min(0) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: pair,
  example: { first: { unitId: "0b9f2c4e", key: "rieng-1" }, second: { unitId: "5c1d7a20", key: "rieng-2" }, verdict: "apart", reason: "Hai lớp tập huấn cho hai nhóm đối tượng khác nhau.", seen: 0 },
});

const ownCalendar = grant("self", "signed-in");
const link = z.strictObject({ id, at: time, revokedAt: time.nullable() });

export const listCalendarLinks = route({ operationId: "plan.calendarLinks", method: "GET", path: "/me/calendar-links", summary: { vi: "Các liên kết lịch công tác của tôi", en: "My links for calendar programs" }, grants: ownCalendar, response: z.strictObject({ items: z.array(link) }) });

export const addCalendarLink = route({
  operationId: "plan.addCalendarLink",
  method: "POST",
  path: "/me/calendar-links",
  summary: { vi: "Tạo liên kết bí mật để chương trình lịch đọc thời hạn của tôi; chỉ hiện một lần", en: "Make a secret address by which a calendar program reads my deadlines; shown once" },
  grants: ownCalendar,
  // The answer holds the secret.
  repeatable: false,
  status: 201,
  problems: ["conflict"],
  response: link.extend({ path: z.string() }),
});

export const revokeCalendarLink = route({ operationId: "plan.revokeCalendarLink", method: "POST", path: "/me/calendar-links/{linkId}/revocation", summary: { vi: "Thu hồi một liên kết lịch", en: "Revoke a calendar link" }, grants: ownCalendar, params: z.strictObject({ linkId: id }), problems: ["not-found"], response: link });

export const readCalendar = route({
  operationId: "plan.calendar",
  method: "GET",
  path: "/work-calendar",
  summary: { vi: "Lịch công tác (iCalendar) của người giữ liên kết", en: "The work programme of whoever holds the link, as iCalendar" },
  grants: grant("any", "public"),
  query: z.strictObject({ key: z.string().regex(/^[\w-]{43}$/) }),
  produces: "application/octet-stream",
  problems: ["not-found"],
  response: fileAnswer,
});
