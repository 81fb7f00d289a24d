import { z } from "zod";
import { ratingYear } from "./personnel-year.ts";
import { grant, id, route, time } from "./route.ts";

/** Tasks of organisations: the Office's quarterly review (plan V.3) and recorded work, and what of it goes into a campaign's facts. */

const count = z.int().min(0).max(1_000_000);
const counts = { assigned: count, completed: count, onTime: count, exceeded: count };
export type TaskCounts = { readonly assigned: number; readonly completed: number; readonly onTime: number; readonly exceeded: number };
const quarter = z.coerce.number().int().min(1).max(4);
const source = z.string().trim().min(3).max(500);

const review = z.strictObject({ unitId: id, quarter: z.int(), ...counts, source: z.string(), at: time, by: z.string(), version: z.string() });
export type TaskReview = z.output<typeof review>;

export const listTaskReviews = route({
  operationId: "personnel.taskReviews",
  method: "GET",
  path: "/task-reviews/{year}",
  summary: { vi: "Thống kê nhiệm vụ được giao của các cơ quan theo quý", en: "Quarterly reviews of the tasks given to organisations" },
  grants: grant("any", "programme-officer", "working-group", "chairman", "auditor"),
  params: z.strictObject({ year: ratingYear }),
  response: z.strictObject({ items: z.array(review), /** The quarter whose window is open now, if one is. */ openQuarter: z.int().nullable(), now: time }),
});

export const recordTaskReview = route({
  operationId: "personnel.recordTaskReview",
  method: "PUT",
  path: "/task-reviews/{year}/{quarter}/{unitId}",
  summary: { vi: "Ghi thống kê quý của một cơ quan: từ ngày 05 đến ngày 10 tháng cuối quý; ngoài thời gian đó phải ghi lý do", en: "Record an organisation's quarter, from the 5th to the 10th of its last month; outside of it with a reason" },
  grants: grant("any", "programme-officer", "working-group"),
  params: z.strictObject({ year: ratingYear, quarter, unitId: id }),
  body: z.strictObject({ ...counts, source, reason: z.string().trim().max(2000).default("") }),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: review,
  example: { assigned: 12, completed: 12, onTime: 11, exceeded: 4, source: "Báo cáo số 45/BC-VP ngày 08/3/2026" },
});

const unitFacts = z.strictObject({
  unitId: id,
  code: z.string(),
  name: z.string(),
  tasks: z.strictObject(counts).nullable(),
  /** `review`: the Office's quarters; `work`: recorded work of the organisation's own people. */
  source: z.enum(["review", "work"]),
  quarters: z.array(z.int()),
  subordinateFailed: z.boolean(),
  /** Offices whose own evaluation of the year is not published yet: lower organisations come first (article 9.1). */
  waitingFor: z.array(z.string()),
  /** The best level that the conditions allow, whatever the points. */
  allowed: z.string().nullable(),
});
export type OrganisationFacts = z.output<typeof unitFacts>;
const inCampaign = z.strictObject({ campaignId: id });
const readers = grant("any", "programme-officer", "working-group", "council-chair", "chairman", "auditor", "unit-head");
const factsAnswer = z.strictObject({ items: z.array(unitFacts), levels: z.array(z.strictObject({ key: z.string(), title: z.string(), from: z.string().nullable() })) });

export const readTaskFacts = route({
  operationId: "personnel.taskFacts",
  method: "GET",
  path: "/campaigns/{campaignId}/task-facts",
  summary: { vi: "Nhiệm vụ đã đếm của từng tổ chức trong đợt, và mức mà điều kiện cho phép", en: "Counted tasks of a campaign's organisations, and what the conditions allow" },
  grants: readers,
  params: inCampaign,
  problems: ["not-found", "conflict"],
  response: factsAnswer,
});

export const fillTaskFacts = route({
  operationId: "personnel.fillTaskFacts",
  method: "POST",
  path: "/campaigns/{campaignId}/task-facts",
  summary: { vi: "Ghi số nhiệm vụ đã đếm vào dữ kiện của đợt đánh giá", en: "Write the counted tasks into the campaign's facts" },
  grants: grant("any", "programme-officer", "working-group", "unit-head"),
  params: inCampaign,
  body: z.strictObject({ unitIds: z.array(id).min(1).max(5000) }),
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: factsAnswer,
  example: { unitIds: ["0b9f2c4e"] },
});
