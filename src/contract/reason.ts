import { z } from "zod";
import { grant, id, route, time } from "./route.ts";

/** Reasons that were given before, offered again to whoever appraises: the same fault is found in many units. */

const MOST_REASONS = 50;

export const listReasons = route({
  operationId: "assessment.reasons",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/appraisals/{round}/{code}/reasons",
  summary: { vi: "Lý do đã dùng khi thẩm định tiêu chí này: của mình, và của Hội đồng trong lần thẩm định mình được xem; dùng nhiều trước", en: "Reasons given for this criterion before: one's own, and the council's in rounds that one may see; most used first" },
  // As the appraisal for which they are offered.
  grants: grant("assigned", "council-member", "council-chair", "unit-head"),
  params: z.strictObject({ campaignId: id, unitId: id, round: z.enum(["1", "2"]), code: z.string().regex(/^[0-9A-Za-z._-]{1,60}$/) }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(MOST_REASONS).default(20) }),
  response: z.strictObject({
    items: z.array(
      z.strictObject({
        reason: z.string(),
        /** In how many appraisals it stands. */
        uses: z.number().int(),
        /** Of them one's own. */
        own: z.number().int(),
        lastUsedAt: time,
      }),
    ),
  }),
});
