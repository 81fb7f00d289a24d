import { z } from "zod";
import { STAGES } from "./cycle.ts";
import { day, grant, id, route, time } from "./route.ts";

/** What is mine to do, in all campaigns and all my parts in them, and in the work and ratings of people, and in the reform plan. */

/**
 * `advance`: a stage whose time is over, for who runs the campaign; `score`, `explain`: criteria of my unit; `review`, `submit`: its file, for the head; `appraise`: criteria assigned to
 * me, with how many units they are in; `settle`: criteria on which members differ, for the chair; `mark`: a leader's
 * marks; `answer-opinion`: criteria on which my office is asked; `approve`, `publish`: a version of the result;
 * `follow`: files that are to come in, for who leads the campaign or audits it; `opinions-out`: criteria on which others
 * were asked; `disputes`: criteria on which members differ, to be watched.
 */
const WORK_KINDS = ["advance", "score", "explain", "review", "submit", "appraise", "settle", "mark", "answer-opinion", "approve", "publish", "follow", "opinions-out", "disputes"] as const;

const work = z.strictObject({
  kind: z.enum(WORK_KINDS),
  campaignId: id,
  campaignTitle: z.string(),
  stage: z.enum(STAGES),
  /** The unit whose file it is about; null where it is about several or none. */
  unit: z.strictObject({ unitId: id, code: z.string(), name: z.string() }).nullable(),
  /** When it must be done, an extension included; `dueOn` where a day was set and no hour. */
  due: time.nullable(),
  dueOn: day.nullable(),
  total: z.number().int(),
  done: z.number().int(),
  left: z.number().int(),
  /** In how many units something is left. */
  unitsLeft: z.number().int(),
  /** The head has sent the file back, and what was said with it. */
  isReturned: z.boolean(),
  /** The scorer has handed the file up, and the head has it. */
  isHandedUp: z.boolean(),
  comment: z.string().nullable(),
});
export type Work = z.output<typeof work>;

/**
 * Of people's work and ratings (NĐ 335/2025). `record`: own pieces without a result; `self-score`: the own form 01; `accept`:
 * pieces of those whom one leads; `confirm`: their forms 01; `self-review`: the own form 02; `meet`: forms 02 of people whose
 * meeting has no minutes; `propose`, `give-opinion`, `verify`, `decide`, `answer-complaint`, `replace`: ratings at that step;
 * `review-lists`: units' catalogues before the department; `mend-list`: one that came back to the unit; `approve-list`: the province's before the Chairman; `resend`: what the
 * national database did not take.
 */
const PEOPLE_WORK_KINDS = ["record", "self-score", "accept", "confirm", "self-review", "meet", "propose", "give-opinion", "verify", "decide", "answer-complaint", "replace", "review-lists", "mend-list", "approve-list", "resend"] as const;

const peopleWork = z.strictObject({
  kind: z.enum(PEOPLE_WORK_KINDS),
  /** Of work and form 01. */
  periodId: z.string().nullable(),
  /** Of ratings. */
  year: z.int().nullable(),
  /** The office whose board shows it; the round in which the ratings are; the file or list itself. */
  place: z.strictObject({ id, name: z.string() }).nullable(),
  dueOn: day.nullable(),
  left: z.int().min(0),
  /** Of them past their day. */
  late: z.int().min(0),
  /** Why it came back. */
  comment: z.string().nullable(),
});
export type PeopleWork = z.output<typeof peopleWork>;

/** Of a unit's work programme: what is late or due within days. */
const planWork = z.strictObject({ year: z.int(), unit: z.strictObject({ id, name: z.string() }), dueOn: day, left: z.int().min(1), late: z.int().min(0) });
export type PlanWork = z.output<typeof planWork>;

export const readMyWork = route({
  operationId: "home.work",
  method: "GET",
  path: "/me/work",
  summary: { vi: "Việc của tôi: còn gì phải làm, ở đâu, hạn khi nào", en: "My work: what is left to do, where, and by when" },
  grants: grant("any", "signed-in"),
  response: z.strictObject({ now: time, items: z.array(work), ofPeople: z.array(peopleWork), ofPlan: z.array(planWork) }),
});
