import { z } from "zod";
import { LEAST_REASON } from "./prose.ts";
import { type Grant, grant, id, pageOf, pageQuery, ROLES, route, time } from "./route.ts";

/** What a campaign needs before scoring: who appraises what, what does not apply to a unit, what is known of it. */

/** A unit's head stands for the officer and the chair in the campaign of the own unit, and only there. */
const leading = (...roles: readonly Grant["to"][]): Grant[] => grant("any", ...roles, "unit-head");
const LEADERS = leading("programme-officer", "council-chair");
const COUNCIL = leading("programme-officer", "council-chair", "council-member", "working-group", "auditor");
const EVERYBODY = leading("programme-officer", "council-chair", "council-member", "working-group", "chairman", "vice-chairman", "auditor", "administrator", "unit-scorer", "opinion-giver");
const KNOWING = leading("programme-officer", "council-chair", "council-member", "working-group", "chairman", "vice-chairman", "auditor", "unit-scorer");

const params = z.strictObject({ campaignId: id });
const unitParams = params.extend({ unitId: id });
/** Of an index, content, group or criterion. */
const code = z.string().regex(/^[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$/).max(40);
const reason = z.string().trim().min(LEAST_REASON).max(2000);
const article = z.string().trim().min(1).max(80);

const assignment = z.strictObject({ id, personId: id, index: code, code, unitId: id.nullable() });
const unitName = z.strictObject({ unitId: id, code: z.string(), name: z.string() });
/** `post`: a post there in the campaign's year; `kin`: in a unit that it continues or that continues it. */
const conflict = unitName.extend({ because: z.enum(["post", "kin"]) });

export const MOST_ASSIGNMENTS = 5000;

export const assign = route({
  operationId: "campaign.assign",
  method: "POST",
  path: "/campaigns/{campaignId}/assignments",
  summary: { vi: "Phân công thẩm định: người, nội dung hoặc tiêu chí, đơn vị (bỏ trống: mọi đơn vị của Chỉ số)", en: "Assign what people appraise: contents or criteria of units (null: all units of the index)" },
  grants: LEADERS,
  params,
  body: z.strictObject({ items: z.array(z.strictObject({ personId: id, index: code, codes: z.array(code).min(1).max(200), unitIds: z.array(id).min(1).max(MOST_ASSIGNMENTS).nullable().default(null) })).min(1).max(500) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({
    created: z.array(assignment),
    existing: z.array(assignment),
    /** Units that "all units" does not cover for this person. */
    conflicts: z.array(conflict.extend({ personId: id })),
  }),
  example: { items: [{ personId: "p-1", index: "01", codes: ["1", "2.3"], unitIds: null }] },
});

export const listAssignments = route({
  operationId: "campaign.assignments",
  method: "GET",
  path: "/campaigns/{campaignId}/assignments",
  summary: { vi: "Các phân công thẩm định đang có hiệu lực", en: "Assignments in force" },
  grants: COUNCIL,
  params,
  query: pageQuery.extend({ personId: id.optional(), unitId: id.optional(), index: code.optional() }),
  problems: ["not-found"],
  response: pageOf(assignment.extend({ personName: z.string(), at: time, by: z.string() })),
});

export const endAssignment = route({
  operationId: "campaign.endAssignment",
  method: "POST",
  path: "/campaigns/{campaignId}/assignments/{assignmentId}/ending",
  summary: { vi: "Thôi phân công", en: "End an assignment" },
  grants: LEADERS,
  params: params.extend({ assignmentId: id }),
  problems: ["not-found", "conflict"],
  response: assignment,
});

export const listAppraisers = route({
  operationId: "campaign.appraisers",
  method: "GET",
  path: "/campaigns/{campaignId}/appraisers",
  summary: { vi: "Những người có thể được phân công và các đơn vị họ không được thẩm định", en: "Who may be assigned, and the units that they may not appraise" },
  grants: COUNCIL,
  params,
  problems: ["not-found"],
  response: z.strictObject({ items: z.array(z.strictObject({ personId: id, name: z.string(), roles: z.array(z.enum(ROLES)), conflicts: z.array(conflict) })) }),
});

const count = z.number().int().min(0);

export const readCoverage = route({
  operationId: "campaign.coverage",
  method: "GET",
  path: "/campaigns/{campaignId}/coverage",
  summary: { vi: "Tiêu chí của đơn vị nào chưa có người thẩm định, đếm theo nội dung", en: "Criteria of units that nobody appraises, counted by content" },
  grants: COUNCIL,
  params,
  problems: ["not-found"],
  /** `cells` are criteria times units, without those that do not apply. */
  response: z.strictObject({ items: z.array(z.strictObject({ index: code, code, title: z.string(), scoredBy: z.string(), cells: count, uncovered: count, units: count })) }),
});

export const listUncovered = route({
  operationId: "campaign.uncovered",
  method: "GET",
  path: "/campaigns/{campaignId}/coverage/{index}/{code}",
  summary: { vi: "Các đơn vị còn tiêu chí chưa có người thẩm định trong một nội dung", en: "Units with criteria of a content that nobody appraises" },
  grants: COUNCIL,
  params: params.extend({ index: code, code }),
  query: pageQuery,
  problems: ["not-found"],
  response: pageOf(unitName.extend({ leaves: z.array(code) })),
});

const said = { by: z.string(), at: time };
const mark = z.strictObject({ unitId: id, code, reason: z.string(), article: z.string(), ...said });
/** All marks of one unit; their version counts every change of one of them. */
export const unitMarks = z.strictObject({
  unitId: id,
  items: z.array(mark.extend({ title: z.string() })),
  history: z.array(z.strictObject({ number: z.number().int(), code, isSet: z.boolean(), reason: z.string(), article: z.string().nullable(), ...said })),
});

export const listMarks = route({
  operationId: "campaign.marks",
  method: "GET",
  path: "/campaigns/{campaignId}/not-applicable",
  summary: { vi: "Nội dung, tiêu chí không áp dụng của các đơn vị", en: "What does not apply to which unit" },
  grants: EVERYBODY,
  params,
  query: pageQuery,
  problems: ["not-found"],
  response: pageOf(mark),
});

export const readMarks = route({ operationId: "campaign.unitMarks", method: "GET", path: "/campaigns/{campaignId}/units/{unitId}/not-applicable", summary: { vi: "Nội dung, tiêu chí không áp dụng của một đơn vị, kèm lịch sử", en: "What does not apply to a unit, with its history" }, grants: EVERYBODY, params: unitParams, version: "carries", problems: ["not-found"], response: unitMarks });

export const setMark = route({
  operationId: "campaign.setMark",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/not-applicable/{code}",
  summary: { vi: "Ghi không áp dụng, với lý do và điều khoản", en: "Mark as not applicable, with the reason and the article" },
  grants: LEADERS,
  params: unitParams.extend({ code }),
  body: z.strictObject({ reason, article }),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: unitMarks,
  example: { reason: "Không được giao nhiệm vụ tiếp công dân", article: "II.4.b" },
});

export const withdrawMark = route({
  operationId: "campaign.withdrawMark",
  method: "POST",
  path: "/campaigns/{campaignId}/units/{unitId}/not-applicable/{code}/withdrawal",
  summary: { vi: "Bỏ ghi không áp dụng", en: "Take a mark back" },
  grants: LEADERS,
  params: unitParams.extend({ code }),
  body: z.strictObject({ reason }),
  version: "requires",
  problems: ["not-found", "conflict"],
  response: unitMarks,
  example: { reason: "Đơn vị được giao nhiệm vụ từ tháng 3" },
});

const fact = z.strictObject({ unitId: id, key: z.string(), value: z.unknown(), proof: z.string(), ...said });
/** All facts of one unit; their version counts every change of one of them. */
export const unitFacts = z.strictObject({
  unitId: id,
  items: z.array(fact.extend({ title: z.string() })),
  history: z.array(z.strictObject({ number: z.number().int(), key: z.string(), value: z.unknown(), proof: z.string(), ...said })),
});

export const listFacts = route({
  operationId: "campaign.facts",
  method: "GET",
  path: "/campaigns/{campaignId}/facts",
  summary: { vi: "Dữ kiện của các đơn vị (đơn vị chỉ thấy của mình)", en: "Facts of the units (a unit sees its own)" },
  grants: KNOWING,
  params,
  query: pageQuery,
  problems: ["not-found"],
  response: pageOf(fact),
});

export const readFacts = route({ operationId: "campaign.unitFacts", method: "GET", path: "/campaigns/{campaignId}/units/{unitId}/facts", summary: { vi: "Dữ kiện của một đơn vị, kèm lịch sử", en: "Facts of a unit, with their history" }, grants: KNOWING, params: unitParams, version: "carries", problems: ["not-found"], response: unitFacts });

export const setFact = route({
  operationId: "campaign.setFact",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/facts/{key}",
  summary: { vi: "Ghi một dữ kiện, kèm văn bản chứng minh (null: bỏ ghi)", en: "Set a fact, with the document that proves it (null: take it back)" },
  grants: leading("programme-officer", "working-group"),
  params: unitParams.extend({ key: z.string().min(1).max(60) }),
  /** What fits is for the regulation to say. */
  body: z.strictObject({ value: z.union([z.boolean(), z.string().max(2000), z.record(z.string(), z.union([z.number(), z.string().max(100)])), z.null()]), proof: reason }),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: unitFacts,
  example: { value: true, proof: "Quyết định số 15/QĐ-UBND ngày 02/6/2025" },
});
