import { z } from "zod";
import { dated } from "./organisation.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, route, time } from "./route.ts";

/** Periods in which work is followed (NĐ 335/2025, articles 14.1 and 17): months or quarters, as the authority has it from a day on. */

/** Where a person's form of a period stands. */
export const FORM_STATES = ["empty", "draft", "handed-in", "returned", "confirmed", "absent"] as const;

const GRANULARITIES = ["month", "quarter"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** 2026-Q1, 2026-04; T-2026-Q1 is a trial, and what it holds counts for nobody. */
export const periodId = z.string().regex(/^(?:T-)?20\d\d-(?:Q[1-4]|0[1-9]|1[0-2])$/);
export const periodParams = z.strictObject({ periodId });

const reason = z.string().trim().min(LEAST_REASON).max(2000);
const periodAction = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("close") }), z.strictObject({ kind: z.literal("reopen"), reason })]);
export type PeriodAction = z.output<typeof periodAction>;

type PeriodState = { readonly state: "open" | "closed"; readonly version: number };
export const foldPeriod = (actions: readonly { readonly action: PeriodAction }[]): PeriodState => ({ state: actions.at(-1)?.action.kind === "close" ? "closed" : "open", version: actions.length });

const periodView = z.strictObject({ id: periodId, from: day, to: day, months: z.int(), isTrial: z.boolean(), state: z.enum(["open", "closed"]), regulationVersionId: id, openedAt: time, version: z.string() });
export type PeriodView = z.output<typeof periodView>;

export const listPeriods = route({
  operationId: "personnel.listPeriods",
  method: "GET",
  path: "/work-periods",
  summary: { vi: "Các kỳ theo dõi, đánh giá công chức, mới nhất trước", en: "Periods in which the work of civil servants is followed, newest first" },
  grants: grant("any", "signed-in"),
  response: z.strictObject({ items: z.array(periodView), granularities: z.array(z.strictObject({ regulation: z.string(), from: day, kind: z.enum(GRANULARITIES), reason: z.string() })), today: day, now: time }),
});

export const openPeriod = route({
  operationId: "personnel.openPeriod",
  method: "POST",
  path: "/work-periods",
  summary: { vi: "Mở một kỳ theo dõi, đánh giá (tháng hoặc quý), hoặc một kỳ thử", en: "Open a period (a month or quarter), or a trial" },
  grants: grant("any", "programme-officer"),
  body: z.strictObject({ id: periodId, regulationVersionId: id }),
  status: 201,
  response: periodView,
  version: "carries",
  problems: ["conflict"],
  example: { id: "2026-Q1", regulationVersionId: "0b9f2c4e" },
});

export const actOnPeriod = route({
  operationId: "personnel.actOnPeriod",
  method: "POST",
  path: "/work-periods/{periodId}/actions",
  summary: { vi: "Khóa kỳ, hoặc mở lại với lý do; không mở lại được khi năm đã xếp loại", en: "Close a period, or reopen it with a reason; not once the year was decided" },
  grants: grant("any", "programme-officer"),
  params: periodParams,
  body: periodAction,
  response: periodView,
  version: "requires",
  problems: ["not-found", "conflict"],
  example: { kind: "reopen", reason: "Bổ sung kết quả của công chức biệt phái theo Công văn số 12/SNV." },
});

export const setGranularity = route({
  operationId: "personnel.setGranularity",
  method: "POST",
  path: "/work-granularities",
  summary: { vi: "Quyết định kỳ là tháng hay quý, từ một ngày", en: "Decide whether periods are months or quarters, from a day on" },
  grants: grant("any", "programme-officer"),
  body: z.strictObject({ regulation: z.string().regex(/^[a-z0-9-]{1,60}$/), from: dated, kind: z.enum(GRANULARITIES), reason }),
  status: 201,
  response: z.strictObject({ regulation: z.string(), from: day, kind: z.enum(GRANULARITIES), reason: z.string() }),
  problems: ["conflict"],
  example: { regulation: "gia-lai-2026-staff", from: "2026-01-01", kind: "quarter", reason: "Kế hoạch của tỉnh theo dõi, đánh giá theo quý." },
});
