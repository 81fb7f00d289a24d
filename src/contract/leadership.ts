import { z } from "zod";
import { STAGES } from "./cycle.ts";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** Marks by the Chairman and the Vice-Chairmen (QĐ 02050, II.3.d and II.4.b(4)): who marks which units, and the marks. */

export const LEADER_ROLES = ["chairman", "vice-chairman"] as const;
export type LeaderRole = (typeof LEADER_ROLES)[number];

/** Where a unit evaluates its own offices, its head and deputies are its leaders and officers: the campaign itself says who that is. */
const leaders = grant("any", ...LEADER_ROLES, "unit-head");
const overseers = grant("any", "programme-officer", "auditor", "unit-head");

const MOST_UNITS = 5000;
/** Of one bulk of marks. */
const MOST_MARKS = 500;

const criterion = z.string().regex(/^[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$/).max(40);
/** Points of at most two decimals, as people write them in data. */
const points = z.string().regex(/^(?:0|[1-9]\d{0,6})(?:\.\d{1,2})?$/);
/** Counts changes from 1; before the first it is 0. */
const number = z.string().regex(/^\d{1,9}$/);
// A note is prose of one paragraph or several; control characters besides the end of a line have no place in it.
const note = z.string().trim().min(1).max(2000).regex(/^(?:\P{C}|\n)*$/u).nullable();

const inCampaign = z.strictObject({ campaignId: id });

const remitVersion = z.strictObject({ version: number, unitIds: z.array(id), at: time, by: id });
const leader = { personId: id, name: z.string(), role: z.enum(LEADER_ROLES) };
const remit = z.strictObject({
  ...leader,
  /** The Chairman marks every unit and needs no remit. */
  marksAll: z.boolean(),
  unitIds: z.array(id),
  version: number,
  at: time.nullable(),
  by: id.nullable(),
});
const remitDetail = remit.extend({ history: z.array(remitVersion) });

export const listRemits = route({
  operationId: "leadership.remits",
  method: "GET",
  path: "/campaigns/{campaignId}/remits",
  summary: { vi: "Phân công đơn vị cho từng lãnh đạo cho điểm", en: "Which leader marks which units" },
  grants: [...leaders, ...grant("any", "programme-officer", "auditor")],
  params: inCampaign,
  query: pageQuery,
  problems: ["not-found"],
  response: pageOf(remit),
});

const ofLeader = inCampaign.extend({ personId: id });

export const readRemit = route({
  operationId: "leadership.readRemit",
  method: "GET",
  path: "/campaigns/{campaignId}/remits/{personId}",
  summary: { vi: "Phân công của một lãnh đạo và các lần thay đổi", en: "One leader's remit and its history" },
  grants: [...leaders, ...grant("any", "programme-officer", "auditor")],
  params: ofLeader,
  version: "carries",
  problems: ["not-found"],
  response: remitDetail,
});

export const setRemit = route({
  operationId: "leadership.setRemit",
  method: "PUT",
  path: "/campaigns/{campaignId}/remits/{personId}",
  summary: { vi: "Phân công đơn vị cho một Phó Chủ tịch cho điểm", en: "Say which units a Vice-Chairman marks" },
  grants: grant("any", "programme-officer", "unit-head"),
  params: ofLeader,
  body: z.strictObject({ unitIds: z.array(id).max(MOST_UNITS) }),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: remitDetail,
  example: { unitIds: ["0b9f2c4e"] },
});

const givenMark = { code: criterion, mark: points.nullable(), note, version: number, at: time.nullable() };
const mark = z.strictObject({ unitId: id, ...givenMark });
const markChange = z.strictObject({ ...givenMark, at: time });
const ownMark = mark.extend({ max: points, history: z.array(markChange) });
/** Null takes the mark back. */
const wantedMark = { mark: points.nullable(), note: note.optional() };
const ofMark = inCampaign.extend({ unitId: id, code: criterion });

export const readMark = route({
  operationId: "leadership.readMark",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/marks/{code}",
  summary: { vi: "Điểm mình đã cho một đơn vị và các lần thay đổi", en: "One's own mark for a unit and its history" },
  grants: leaders,
  params: ofMark,
  version: "carries",
  problems: ["not-found"],
  response: ownMark,
});

export const giveMark = route({
  operationId: "leadership.giveMark",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/marks/{code}",
  summary: { vi: "Cho điểm, sửa hoặc rút điểm của mình cho một đơn vị", en: "Give, change or take back one's own mark for a unit" },
  grants: leaders,
  params: ofMark,
  body: z.strictObject(wantedMark),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: ownMark,
  example: { mark: "4.50", note: "Hoàn thành tốt nhiệm vụ trọng tâm." },
});

export const giveMarks = route({
  operationId: "leadership.giveMarks",
  method: "POST",
  path: "/campaigns/{campaignId}/marks",
  summary: { vi: "Cho điểm nhiều đơn vị một lần: ghi tất cả hoặc không ghi gì", en: "Mark several units at once: all or nothing" },
  grants: leaders,
  params: inCampaign,
  body: z.strictObject({ marks: z.array(z.strictObject({ unitId: id, code: criterion, ...wantedMark, version: number })).min(1).max(MOST_MARKS) }),
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ marks: z.array(mark) }),
  example: { marks: [{ unitId: "0b9f2c4e", code: "4.1", mark: "4.50", version: "0" }] },
});

export const readMarking = route({
  operationId: "leadership.marking",
  method: "GET",
  path: "/campaigns/{campaignId}/marking",
  summary: { vi: "Các đơn vị mình cho điểm, điểm đã cho và phần còn lại", en: "The units that one marks, the marks given and what is left" },
  grants: leaders,
  params: inCampaign,
  query: pageQuery,
  problems: ["not-found"],
  response: pageOf(z.strictObject({ unitId: id, unitCode: z.string(), name: z.string(), index: z.string(), marks: z.array(z.strictObject({ title: z.string(), max: points, ...givenMark })) })).extend({
    stage: z.enum(STAGES),
    canMark: z.boolean(),
    /** Of all units, not only this page's. */
    expected: z.int(),
    given: z.int(),
    left: z.int(),
  }),
});

export const readProgress = route({
  operationId: "leadership.progress",
  method: "GET",
  path: "/campaigns/{campaignId}/marks/progress",
  summary: { vi: "Tiến độ cho điểm của từng lãnh đạo, không có điểm", en: "How far each leader has come, without the marks" },
  grants: overseers,
  params: inCampaign,
  query: pageQuery,
  problems: ["not-found"],
  response: pageOf(z.strictObject({ ...leader, expected: z.int(), given: z.int(), missing: z.array(z.strictObject({ unitId: id, codes: z.array(criterion) })) })),
});

const filters = pageQuery.extend({ personId: id.optional(), unitId: id.optional() });

export const listMarks = route({
  operationId: "leadership.marks",
  method: "GET",
  path: "/campaigns/{campaignId}/marks",
  summary: { vi: "Điểm của các lãnh đạo; trước khi trình kết quả, lãnh đạo chỉ thấy điểm của mình", en: "The leaders' marks; until the result is proposed leaders see their own only" },
  grants: [...leaders, ...grant("any", "programme-officer", "auditor")],
  params: inCampaign,
  query: filters,
  problems: ["not-found", "conflict"],
  /** `counts` is false where the leader turned out to belong to the unit: such a mark is no part of the mean. */
  response: pageOf(z.strictObject({ personId: id, unitId: id, ...givenMark, mark: points, at: time, counts: z.boolean() })),
});

export const listMarkHistory = route({
  operationId: "leadership.markHistory",
  method: "GET",
  path: "/campaigns/{campaignId}/marks/history",
  summary: { vi: "Mọi lần cho, sửa, rút điểm: ai và khi nào", en: "Every giving, change and withdrawal of a mark: who and when" },
  grants: [...leaders, ...grant("any", "programme-officer", "auditor")],
  params: inCampaign,
  query: filters.extend({ code: criterion.optional() }),
  problems: ["not-found", "conflict"],
  response: pageOf(z.strictObject({ personId: id, unitId: id, ...givenMark, at: time })),
});
