import { z } from "zod";
import { besideFile } from "./attached-file.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, fileAnswer, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** What people say about a unit's work: received on a public page, sorted, answered, verified by those responsible. */

export const FEEDBACK_CATEGORIES = ["attitude", "procedure", "integrity", "praise", "other"] as const;
export type FeedbackCategory = (typeof FEEDBACK_CATEGORIES)[number];

const text = z.string().trim().min(LEAST_REASON).max(4000);

const feedbackStep = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("assign"), unitId: id, due: day, note: z.string().trim().max(2000).default("") }),
  /** What the unit has to say; the answer to the sender is the officer's. */
  z.strictObject({ kind: z.literal("reply"), text }),
  /** II.3.c: what has proof behind it may be information for appraisal. */
  z.strictObject({ kind: z.literal("verify"), isConfirmed: z.boolean(), finding: text, proof: z.string().trim().min(3).max(2000) }),
  /** Ends it. Published only where the sender allowed it. */
  z.strictObject({ kind: z.literal("answer"), text, isPublished: z.boolean() }),
  z.strictObject({ kind: z.literal("dismiss"), reason: text }),
]);
export type FeedbackStep = z.output<typeof feedbackStep>;
export type TakenStep = { readonly number: number; readonly at: string; readonly by: string; readonly step: FeedbackStep };

export const FEEDBACK_STATES = ["new", "assigned", "replied", "answered", "dismissed"] as const;
export type FeedbackState = (typeof FEEDBACK_STATES)[number];

type Folded = { readonly state: FeedbackState; readonly unitId: string | null; readonly due: string | null; readonly verified: boolean | null; readonly answer: string | null; readonly isPublished: boolean };
const START: Folded = { state: "new", unitId: null, due: null, verified: null, answer: null, isPublished: false };

function after(before: Folded, step: FeedbackStep): Folded {
  switch (step.kind) {
    case "assign":
      return { ...before, state: "assigned", unitId: step.unitId, due: step.due };
    case "reply":
      return { ...before, state: "replied" };
    case "verify":
      return { ...before, verified: step.isConfirmed };
    case "answer":
      return { ...before, state: "answered", answer: step.text, isPublished: step.isPublished };
    case "dismiss":
      return { ...before, state: "dismissed" };
  }
}

/** What the steps so far have come to. */
export const foldFeedback = (steps: readonly Pick<TakenStep, "step">[]): Folded => steps.reduce((state, { step }) => after(state, step), START);

/** Whether a step can be taken now; what is closed stays closed, and a unit replies only while it is asked. */
export function mayTake({ state }: Pick<Folded, "state">, kind: FeedbackStep["kind"]): boolean {
  if (state === "answered" || state === "dismissed") return kind === "verify";
  return kind !== "reply" || state === "assigned" || state === "replied";
}

/** A file that stands beside something; its bytes are asked for by its number. */

const item = z.strictObject({
  id,
  at: time,
  category: z.enum(FEEDBACK_CATEGORIES),
  /** The unit that the sender named. */
  aboutUnitId: id.nullable(),
  text: z.string(),
  mayPublish: z.boolean(),
  /** Shown to the programme officer alone, until the feedback is closed. */
  contact: z.string().nullable(),
  state: z.enum(FEEDBACK_STATES),
  unitId: id.nullable(),
  due: day.nullable(),
  /** Null: nobody has verified it. */
  verified: z.boolean().nullable(),
  isPublished: z.boolean(),
  version: z.string(),
});
export type FeedbackItem = z.output<typeof item>;

const readers = grant("any", "programme-officer", "auditor", "unit-head", "unit-scorer");
const params = z.strictObject({ feedbackId: id });
const whole = item.extend({ files: z.array(besideFile), steps: z.array(z.strictObject({ number: z.number().int(), at: time, by: z.string(), step: feedbackStep })) });

export const listFeedback = route({
  operationId: "portal.feedbackList",
  method: "GET",
  path: "/feedback",
  summary: { vi: "Góp ý của người dân, mới nhất trước; đơn vị chỉ thấy góp ý được giao cho mình", en: "Feedback of the public, newest first; a unit sees what was assigned to it" },
  grants: readers,
  query: pageQuery.extend({ state: z.enum(FEEDBACK_STATES).optional() }),
  response: pageOf(item),
  problems: ["invalid-input"],
});

export const readFeedback = route({
  operationId: "portal.feedback",
  method: "GET",
  path: "/feedback/{feedbackId}",
  summary: { vi: "Một góp ý và những gì đã làm với nó", en: "One feedback and what was done with it" },
  grants: readers,
  params,
  version: "carries",
  response: whole,
});

export const readFeedbackFile = route({
  operationId: "portal.feedbackFile",
  method: "GET",
  path: "/feedback/{feedbackId}/files/{number}",
  summary: { vi: "Tệp người gửi gửi kèm góp ý; chỉ để tải về", en: "The file that came with feedback; to be kept, not to be shown" },
  grants: readers,
  params: params.extend({ number: z.string().regex(/^[1-9]\d?$/) }),
  version: "carries",
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const actOnFeedback = route({
  operationId: "portal.actOnFeedback",
  method: "POST",
  path: "/feedback/{feedbackId}/actions",
  summary: { vi: "Giao góp ý cho đơn vị, trả lời, xác minh hoặc đóng", en: "Assign feedback to a unit, reply, verify, answer or dismiss it" },
  grants: grant("any", "programme-officer", "unit-head"),
  params,
  body: feedbackStep,
  version: "requires",
  status: 201,
  response: whole,
  problems: ["conflict", "invalid-input"],
  example: { kind: "assign", unitId: "0274b479", due: "2026-03-31", note: "Đề nghị kiểm tra và báo cáo." },
});

export const verifiedFeedback = route({
  operationId: "portal.verifiedFeedback",
  method: "GET",
  path: "/campaigns/{campaignId}/verified-feedback",
  summary: { vi: "Phản ánh trong năm đã được xác minh là đúng, làm thông tin cho thẩm định (II.3.c)", en: "What was reported in the year and found true, as information for appraisal (II.3.c)" },
  grants: grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor"),
  params: z.strictObject({ campaignId: id }),
  query: z.strictObject({ unitId: id.optional() }),
  response: z.strictObject({ items: z.array(z.strictObject({ id, at: time, unitId: id, category: z.enum(FEEDBACK_CATEGORIES), text: z.string(), finding: z.string(), proof: z.string(), verifiedAt: time })) }),
});
