import { z } from "zod";
import { grant, id, route } from "./route.ts";

/** What was published of a unit, or of those that it continues, the last time before. */

const value = z.strictObject({
  code: z.string(),
  title: z.string(),
  /** `absent`: a bonus or deduction that did not occur. */
  state: z.enum(["scored", "notApplicable", "absent"]),
  points: z.string(),
  maxPoints: z.string(),
  /** The entry as the criterion's method took it; null where there was none. */
  input: z.record(z.string(), z.unknown()).nullable(),
  /** Whether the criterion of this code is worded, scored and weighed now as it was then; with another one the value says little. */
  isSameCriterion: z.boolean(),
});

export const readPreviousValues = route({
  operationId: "result.previousValues",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/previous-values",
  summary: { vi: "Giá trị đã công bố ở đợt trước của đơn vị, hoặc của các đơn vị cũ đã sáp nhập vào", en: "A unit's published values of the campaign before, or those of the units that it continues" },
  grants: grant("any", "programme-officer", "working-group", "council-chair", "council-member", "chairman", "vice-chairman", "auditor", "unit-scorer", "unit-head"),
  params: z.strictObject({ campaignId: id, unitId: id }),
  response: z.strictObject({
    /** Null: nothing was published before that has to do with the unit. */
    campaign: z.strictObject({ campaignId: id, title: z.string(), year: z.number().int(), version: z.number().int() }).nullable(),
    units: z.array(z.strictObject({ unitId: id, code: z.string(), name: z.string(), index: z.string(), values: z.array(value) })),
  }),
});
