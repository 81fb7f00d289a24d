import { z } from "zod";
import { grant, id, pageOf, pageQuery, READS, ROLES, route, time } from "./route.ts";

/** The log of reads: who outside a unit was shown its file. */

/** The number before which the next page begins. */
const cursor = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .optional();
const during = { from: time.optional(), to: time.optional() };
/** By the database's clock, and by which of the reader's roles. */
const reading = { at: time, campaignId: id, roles: z.array(z.enum(ROLES)) };

const readEntry = z.strictObject({
  ...reading,
  kind: z.enum(READS),
  operation: z.string(),
  /** Null: every unit of the campaign. */
  unitId: id.nullable(),
  /** Whose personnel file it was; of these the campaign is a period of work. */
  ofPersonId: z.string().nullable(),
  accountId: z.string(),
  personId: z.string(),
  /** Another system's key, where one was shown. */
  keyId: z.string().nullable(),
});
export type ReadView = z.output<typeof readEntry>;

export const listReads = route({
  operationId: "audit.reads",
  method: "GET",
  path: "/audit/reads",
  summary: { vi: "Nhật ký xem hồ sơ và kết quả chưa công bố, mới nhất trước", en: "Who was shown files, opinions and results that are not published, newest first" },
  grants: grant("any", "auditor"),
  query: pageQuery.extend({ cursor, ...during, unit: id.optional(), person: id.optional(), campaign: id.optional() }),
  response: pageOf(readEntry),
});

const ownEntry = z.strictObject({
  ...reading,
  operation: z.string(),
  /** Null for members of the council: who of them looks at a file tells who appraises it, which a unit is not told. */
  personId: z.string().nullable(),
  isSystem: z.boolean(),
});

export const listOwnReads = route({
  operationId: "audit.ownReads",
  method: "GET",
  path: "/units/{unitId}/reads",
  summary: { vi: "Ai ngoài đơn vị đã xem hồ sơ của đơn vị mình, mới nhất trước", en: "Who outside it was shown the file of one's own unit, newest first" },
  grants: grant("own-unit", "unit-head"),
  params: z.strictObject({ unitId: id }),
  query: pageQuery.extend({ cursor, ...during, person: id.optional() }),
  response: pageOf(ownEntry),
});
