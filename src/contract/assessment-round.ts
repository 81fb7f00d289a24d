import { z } from "zod";
import { code, round } from "./assessment.ts";
import { grant, id, route, time } from "./route.ts";

/** A round of the appraisal as one person of the council has it before them: what is left, what is not agreed, what was decided. */

const count = z.number().int().min(0);
const done = { total: count, left: count };
/** A decimal text. */
const points = z.string().nullable();
const place = { unitId: id, index: z.string(), code };

/**
 * `disputed`: members differ and the chair has not settled it; `settled`: they differed and the chair has; `changed`: one's
 * own points are others than those before. `gap` is how far the points lie apart, or have lain.
 */
const disagreement = z.strictObject({ ...place, state: z.enum(["disputed", "settled", "changed"]), gap: z.string() });
export type Disagreement = z.output<typeof disagreement>;

/** What the chair has decided, or a member appraised otherwise than the points before. */
const decision = z.strictObject({ ...place, points, before: points, reason: z.string(), by: z.string(), at: time });
export type Decision = z.output<typeof decision>;

export const readRound = route({
  operationId: "assessment.round",
  method: "GET",
  path: "/campaigns/{campaignId}/rounds/{round}",
  summary: { vi: "Một lần thẩm định: phần tôi được giao còn bao nhiêu, chỗ nào khác điểm, đã quyết định những gì", en: "A round of the appraisal: what is left of what was assigned to the reader, where points differ, what was decided" },
  grants: [...grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor"), ...grant("any", "unit-head")],
  params: z.strictObject({ campaignId: id, round }),
  response: z.strictObject({
    now: time,
    /** The end of the round for most units; one unit may have a later one. */
    due: time.nullable(),
    isOpen: z.boolean(),
    /** The chair, and those who prepare or audit the council's work, see where members differ; a member only the own work. */
    seesAll: z.boolean(),
    /** Units and criteria in which something was assigned to the reader. */
    units: z.array(z.strictObject({ unitId: id, unitCode: z.string(), unitName: z.string(), index: z.string(), deadline: time.nullable(), isOpen: z.boolean(), ...done })),
    criteria: z.array(z.strictObject({ index: z.string(), code, ...done })),
    /** The widest first; at most 500. */
    disagreements: z.array(disagreement),
    disagreementCount: count,
    /** The newest first; at most 500. */
    decisions: z.array(decision),
  }),
});
