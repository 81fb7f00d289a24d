import { z } from "zod";
import { STAGES } from "./cycle.ts";
import { day, grant, id, route, time } from "./route.ts";

/** What is mine to do, in all campaigns and all my parts in them. */

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

export const readMyWork = route({
  operationId: "home.work",
  method: "GET",
  path: "/me/work",
  summary: { vi: "Việc của tôi: còn gì phải làm, ở đâu, hạn khi nào", en: "My work: what is left to do, where, and by when" },
  grants: grant("any", "signed-in"),
  response: z.strictObject({ now: time, items: z.array(work) }),
});
