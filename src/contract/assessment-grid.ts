import { z } from "zod";
import { code, criterionOfUnit, entryInput, note, round, savedEntry } from "./assessment.ts";
import { NOTICES } from "./evidence.ts";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** One criterion across the units of an index, for who appraises it everywhere. */

const indexCode = z.string().regex(/^[0-9A-Za-z._-]{1,60}$/);
const params = z.strictObject({ campaignId: id, code });

/**
 * `to-do`: mine to appraise and not done; `done`: appraised by me; `changed`: I gave other points than those before;
 * `contested`: the first round gave other points than the unit; `disputed`: members differ; `not-scored`: nothing
 * that counts stands before.
 */
export const GRID_STATES = ["to-do", "done", "changed", "contested", "disputed", "not-scored"] as const;

const gridRow = z.strictObject({
  unitId: id,
  unitCode: z.string(),
  unitName: z.string(),
  /** Whether the reader may appraise it, and whether the round is open for the unit now. */
  isAssigned: z.boolean(),
  isOpen: z.boolean(),
  states: z.array(z.enum(GRID_STATES)),
  /** With what an appraisal is compared: the unit's own in the first round, what the first came to in the second. */
  before: z.strictObject({ input: z.record(z.string(), z.unknown()), points: z.string() }).nullable(),
  mine: savedEntry.nullable(),
  /** What If-Match says when one's own appraisal is saved alone, `version` in bulk. */
  version: z.string(),
  /** How many files prove it, as far as the reader sees what they prove. */
  evidence: z.number().int().min(0),
  /** The unit explains itself in place of evidence. */
  explainsInstead: z.boolean(),
  /** What a program noticed about these files: told, never decided upon. */
  notices: z.array(z.enum(NOTICES)),
  /** As in the unit's file. */
  criterion: criterionOfUnit,
});

export const readGrid = route({
  operationId: "assessment.grid",
  method: "GET",
  reads: "unit-file",
  path: "/campaigns/{campaignId}/criteria/{code}/units",
  summary: { vi: "Một tiêu chí ở mọi đơn vị của một chỉ số: phần được xem và phần của tôi", en: "A criterion in all units of an index: what the reader may see of it, and the reader's own part" },
  grants: [...grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor"), ...grant("any", "unit-head")],
  params,
  query: pageQuery.extend({ index: indexCode, round: round.default("1"), scope: z.enum(["assigned", "all"]).default("assigned"), state: z.enum(GRID_STATES).optional() }),
  problems: ["not-found"],
  response: pageOf(gridRow).extend({ now: time }),
});

const MOST_AT_ONCE = 200;
const place = { unitId: id };
const words = z.strictObject({ vi: z.string(), en: z.string() });

const outcome = z.discriminatedUnion("outcome", [
  z.strictObject({ ...place, outcome: z.literal("saved"), saved: savedEntry }),
  /** Somebody (or another window) has saved since; `current` is what there is. */
  z.strictObject({ ...place, outcome: z.literal("stale"), current: savedEntry.nullable() }),
  z.strictObject({ ...place, outcome: z.literal("refused"), problem: z.string(), message: words, fields: z.array(z.strictObject({ pointer: z.string(), message: words })) }),
]);
export type AppraisalOutcome = z.output<typeof outcome>;

export const saveAppraisals = route({
  operationId: "assessment.saveAppraisals",
  method: "POST",
  path: "/campaigns/{campaignId}/criteria/{code}/appraisals/{round}",
  summary: { vi: "Lưu điểm thẩm định một tiêu chí ở nhiều đơn vị; mỗi đơn vị có phiên bản và kết quả riêng", en: "Save appraisals of a criterion in several units, each with its version and its own outcome; refused (409) when none can be saved" },
  grants: [...grant("any", "council-member", "council-chair"), ...grant("any", "unit-head")],
  params: z.strictObject({ campaignId: id, code, round }),
  body: z.strictObject({ index: indexCode, items: z.array(z.strictObject({ ...place, version: z.string().regex(/^\d{1,9}$/), input: entryInput.nullable(), reason: note.default("") })).min(1).max(MOST_AT_ONCE) }),
  status: 200,
  shedLast: true,
  problems: ["conflict", "not-found"],
  response: z.strictObject({ items: z.array(outcome) }),
  example: { index: "01", items: [{ unitId: "0b9f2c4e", version: "0", input: { points: "1.50" }, reason: "Báo cáo quý II nộp chậm 5 ngày" }] },
});
