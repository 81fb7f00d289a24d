import { z } from "zod";
import { periodParams } from "./personnel-period.ts";
import { MISSING } from "./personnel-work.ts";
import { grant, id, route, time } from "./route.ts";

/** A period computed for everybody at once, beside requests: how far it is, what came of it, and a way to stop it. */

const COMPUTATION_STATES = ["waiting", "running", "done", "cancelled"] as const;

const count = z.int().min(0);
const summary = z.strictObject({
  /** People with a result, by what their points alone would give. */
  levels: z.record(z.string(), count),
  /** People of whom something is missing, by what. */
  missing: z.partialRecord(z.enum(MISSING), count),
  /** People whose place is not clear, or whose results are confirmed or marked absent: left as they are. */
  unclear: count,
  settled: count,
});
export type ComputationSummary = z.output<typeof summary>;

const item = z.strictObject({ id, periodId: z.string(), state: z.enum(COMPUTATION_STATES), done: count, total: count, at: time, endedAt: time.nullable(), summary: summary.nullable() });
export type ComputationItem = z.output<typeof item>;

const OFFICER = grant("any", "programme-officer");

export const startComputation = route({
  operationId: "personnel.compute",
  method: "POST",
  path: "/work-periods/{periodId}/computations",
  summary: { vi: "Tính điểm của kỳ cho mọi công chức, chạy nền", en: "Compute a period for everybody, in the background" },
  grants: OFFICER,
  params: periodParams,
  status: 201,
  problems: ["not-found", "conflict"],
  response: item,
});

export const listComputations = route({
  operationId: "personnel.listComputations",
  method: "GET",
  path: "/work-periods/{periodId}/computations",
  summary: { vi: "Các lần tính của một kỳ: tiến độ và kết quả", en: "Computations of a period: how far they are, what came of them" },
  grants: grant("any", "programme-officer", "auditor", "chairman"),
  params: periodParams,
  problems: ["not-found"],
  response: z.strictObject({ items: z.array(item), now: time }),
});

export const cancelComputation = route({
  operationId: "personnel.cancelComputation",
  method: "POST",
  path: "/work-computations/{computationId}/cancellation",
  summary: { vi: "Dừng một lần tính đang chạy", en: "Stop a computation that is under way" },
  grants: OFFICER,
  params: z.strictObject({ computationId: id }),
  status: 201,
  problems: ["not-found", "conflict"],
  response: item,
});
