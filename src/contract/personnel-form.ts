import { z } from "zod";
import { FORM_STATES, periodId, periodParams } from "./personnel-period.ts";
import { MISSING, OF_PERSON, personParams, threshold } from "./personnel-work.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, fileAnswer, grant, type Grant, id, route, time } from "./route.ts";

/** Form 01 (NĐ 335/2025, annex II): self-scored, remarked and confirmed; its state is a fold over what was done with it. */

const code = z.string().regex(/^[0-9A-Za-z.]{1,40}$/);
const points = z.string().regex(/^\d{1,3}(?:\.\d{1,2})?$/);
const words = (most: number) => z.string().trim().max(most).regex(/^[\P{C}\n]*$/u);
const scores = z.record(code, points);

/** Three marks of leaders (article 15.3); d is never marked, it follows from the people that are led. */
const marks = z.strictObject({ dd: z.boolean(), e: z.boolean(), grounds: words(2000) });

const formAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hand-in") }),
  /** Taken back before the superior has looked at it. */
  z.strictObject({ kind: z.literal("take-back") }),
  z.strictObject({ kind: z.literal("return"), reason: words(2000).min(LEAST_REASON) }),
  z.strictObject({
    kind: z.literal("confirm"),
    remark: words(4000).min(1),
    /** Where the superior sees the general criteria otherwise, with the reason; both stay readable. */
    corrections: z.array(z.strictObject({ code, points, reason: words(2000).min(LEAST_REASON) })).max(40).default([]),
    marks: marks.optional(),
  }),
  /** What was confirmed is taken up again, with a reason. */
  z.strictObject({ kind: z.literal("reopen"), reason: words(2000).min(LEAST_REASON) }),
  /** Not at work in the whole period: it does not count into any mean (articles 11.2, 19.3). */
  z.strictObject({ kind: z.literal("absent"), reason: words(2000).min(LEAST_REASON) }),
]);
type FormAction = z.output<typeof formAction>;

const selfScores = z.strictObject({ scores, strengths: words(4000).default(""), shortcomings: words(4000).default("") });
type SelfScores = z.output<typeof selfScores>;

/** What a confirmation came to, kept with it. */
export type Confirmed = { readonly general: string; readonly results: string; readonly total: string; readonly level: string | null; readonly parts: Readonly<Record<string, string>>; readonly steps: readonly { readonly article: string; readonly text: string; readonly values: Readonly<Record<string, string>> }[] };

export type KeptFormAction = FormAction | ({ readonly kind: "score" } & SelfScores) | ({ readonly kind: "confirm" } & Extract<FormAction, { kind: "confirm" }> & { readonly result: Confirmed });
export type RecordedFormAction = { readonly number: number; readonly at: string; readonly by: string; readonly action: KeptFormAction };

type FormStateName = (typeof FORM_STATES)[number];

export type FormState = {
  readonly state: FormStateName;
  readonly version: number;
  readonly self: SelfScores | undefined;
  readonly handedInAt: string | undefined;
  readonly returned: string | undefined;
  readonly confirmation: (Extract<FormAction, { kind: "confirm" }> & { readonly at: string; readonly by: string; readonly result: Confirmed | undefined }) | undefined;
};

const EMPTY: FormState = { state: "empty", version: 0, self: undefined, handedInAt: undefined, returned: undefined, confirmation: undefined };

function after(state: FormState, { number, at, by, action }: RecordedFormAction): FormState {
  const next = { ...state, version: number };
  switch (action.kind) {
    case "score":
      return { ...next, state: "draft", self: { scores: action.scores, strengths: action.strengths, shortcomings: action.shortcomings } };

    case "hand-in":
      return { ...next, state: "handed-in", handedInAt: at, returned: undefined };

    case "take-back":
      return { ...next, state: "draft", handedInAt: undefined };

    case "return":
      return { ...next, state: "returned", returned: action.reason };

    case "confirm":
      return { ...next, state: "confirmed", confirmation: { ...action, at, by, result: "result" in action ? action.result : undefined } };

    case "reopen":
      return { ...next, state: state.self === undefined ? "empty" : "handed-in", confirmation: undefined, returned: undefined };

    case "absent":
      return { ...next, state: "absent" };

  }
}

export const foldForm = (actions: readonly RecordedFormAction[]): FormState => {
  let state = EMPTY;
  for (const action of actions) state = after(state, action);
  return state;
};

/** Who acts on a form: whose it is, who follows that person, or who keeps the personnel files. */
export type FormSide = "self" | "superior" | "keeper";

const MAY: Readonly<Record<FormAction["kind"] | "score", { readonly in: readonly FormStateName[]; readonly by: readonly FormSide[] }>> = {
  score: { in: ["empty", "draft", "returned"], by: ["self"] },
  "hand-in": { in: ["draft"], by: ["self"] },
  "take-back": { in: ["handed-in"], by: ["self"] },
  return: { in: ["handed-in"], by: ["superior"] },
  confirm: { in: ["handed-in"], by: ["superior"] },
  reopen: { in: ["confirmed", "absent"], by: ["superior"] },
  absent: { in: ["empty", "draft", "returned"], by: ["superior", "keeper"] },
};
const KINDS = ["score", "hand-in", "take-back", "return", "confirm", "reopen", "absent"] as const;
export type FormStep = (typeof KINDS)[number];

/** What may be done with a form now: the same on the screen and in the server. Nothing in a closed period. */
export const availableFormSteps = (state: FormStateName, sides: readonly FormSide[], isOpen: boolean): FormStep[] => (isOpen ? KINDS.filter((kind) => MAY[kind].in.includes(state) && MAY[kind].by.some((side) => sides.includes(side))) : []);

const criterion = z.strictObject({ code, title: z.string(), maxPoints: z.string().nullable(), isLeaf: z.boolean(), article: z.string(), self: z.string().nullable(), confirmed: z.string().nullable(), reason: z.string().nullable() });
const step = z.strictObject({ article: z.string(), text: z.string(), values: z.record(z.string(), z.string()) });

const formView = z.strictObject({
  periodId,
  personId: id,
  name: z.string(),
  title: z.string(),
  unitId: id,
  unitName: z.string(),
  isLeader: z.boolean(),
  superiorId: id.nullable(),
  superiorName: z.string().nullable(),
  state: z.enum(FORM_STATES),
  criteria: z.array(criterion),
  strengths: z.string(),
  shortcomings: z.string(),
  general: z.string().nullable(),
  results: z.string().nullable(),
  total: z.string().nullable(),
  level: z.string().nullable(),
  thresholds: z.array(threshold),
  parts: z.record(z.string(), z.string()),
  steps: z.array(step),
  missing: z.array(z.strictObject({ what: z.enum(MISSING), count: z.int() })),
  /** d as it follows from the people that are led; null for who leads nobody, or while it is open. */
  d: z.boolean().nullable(),
  marks: marks.nullable(),
  remark: z.string().nullable(),
  returned: z.string().nullable(),
  handedInAt: time.nullable(),
  confirmedAt: time.nullable(),
  confirmedBy: z.string().nullable(),
  history: z.array(z.strictObject({ number: z.int(), at: time, by: z.string(), kind: z.enum(KINDS), reason: z.string().nullable() })),
  available: z.array(z.enum(KINDS)),
  today: day,
  now: time,
  version: z.string(),
});
export type FormView = z.output<typeof formView>;

const ITS_OWN: readonly Grant[] = grant("self", "signed-in");

export const readForm = route({
  operationId: "personnel.readForm",
  method: "GET",
  path: "/work-periods/{periodId}/people/{personId}/form",
  summary: { vi: "Phiếu theo dõi, đánh giá công chức (Mẫu số 01) của một kỳ", en: "A civil servant's form 01 of a period" },
  grants: OF_PERSON,
  reads: "personnel-file",
  params: personParams,
  problems: ["not-found"],
  response: formView,
  version: "carries",
});

export const scoreForm = route({
  operationId: "personnel.scoreForm",
  method: "PUT",
  path: "/work-periods/{periodId}/people/{personId}/form",
  summary: { vi: "Tự chấm tiêu chí chung, ghi ưu điểm, hạn chế", en: "Score oneself in the general criteria, with strengths and shortcomings" },
  grants: ITS_OWN,
  shedLast: true,
  params: personParams,
  body: selfScores,
  version: "requires",
  problems: ["not-found", "conflict"],
  response: formView,
  example: { scores: { "1.1.1": "5", "1.1.2": "4.5" }, strengths: "Hoàn thành việc được giao.", shortcomings: "Còn chậm một báo cáo." },
});

export const actOnForm = route({
  operationId: "personnel.actOnForm",
  method: "POST",
  path: "/work-periods/{periodId}/people/{personId}/form/actions",
  summary: { vi: "Gửi, rút, trả lại, xác nhận phiếu; mở lại; ghi vắng cả kỳ", en: "Hand a form in, take it back, return it, confirm it, reopen it; note an absence" },
  grants: [...ITS_OWN, ...grant("superior", "signed-in"), ...grant("own-unit", "personnel-officer")],
  params: personParams,
  body: formAction,
  version: "requires",
  problems: ["not-found", "conflict"],
  response: formView,
  example: { kind: "confirm", remark: "Nhất trí với điểm tự chấm; hoàn thành tốt nhiệm vụ trong kỳ." },
});


export const formDocument = route({
  operationId: "personnel.formDocument",
  method: "GET",
  path: "/work-periods/{periodId}/people/{personId}/form/document",
  summary: { vi: "Mẫu số 01 dạng Word hoặc PDF", en: "Form 01 as Word or PDF" },
  grants: OF_PERSON,
  reads: "personnel-file",
  params: personParams,
  query: z.strictObject({ format: z.enum(["docx", "pdf"]).default("docx") }),
  problems: ["not-found"],
  produces: "application/octet-stream",
  response: fileAnswer,
});

const periodResult = z.strictObject({ periodId, months: z.int(), unitId: id, unitName: z.string(), state: z.string(), general: z.string().nullable(), results: z.string().nullable(), total: z.string().nullable(), level: z.string().nullable() });
const meanView = z.strictObject({ total: z.string(), months: z.int(), isEnough: z.boolean() }).nullable();

export const readHistory = route({
  operationId: "personnel.readHistory",
  method: "GET",
  path: "/people/{personId}/work-results",
  summary: { vi: "Điểm các kỳ của một công chức trong năm, bình quân 06 tháng và cả năm", en: "A civil servant's periods of a year, with the means of the half-years and of the year" },
  grants: OF_PERSON,
  reads: "personnel-file",
  params: z.strictObject({ personId: id }),
  query: z.strictObject({ year: z.coerce.number().int().min(2026).max(2099) }),
  problems: ["not-found"],
  response: z.strictObject({ personId: id, name: z.string(), periods: z.array(periodResult), halves: z.array(meanView), year: meanView }),
});

const bucket = z.strictObject({ from: z.string(), to: z.string(), people: z.int() });
const unitSpread = z.strictObject({
  unitId: id,
  code: z.string(),
  name: z.string(),
  people: z.int(),
  confirmed: z.int(),
  absent: z.int(),
  levels: z.record(z.string(), z.int()),
  mean: z.string().nullable(),
  /** Standard deviation: 0 where everybody has the same. */
  spread: z.string().nullable(),
  lowest: z.string().nullable(),
  highest: z.string().nullable(),
  /** What somebody should look at: everybody nearly the same, everybody in one level, far from the other units, late. */
  signs: z.array(z.enum(["flat", "all-excellent", "one-level", "far-above", "far-below", "late"])),
});
export type UnitSpread = z.output<typeof unitSpread>;

export const readDistribution = route({
  operationId: "personnel.readDistribution",
  method: "GET",
  path: "/work-periods/{periodId}/distribution",
  summary: { vi: "Phân bố điểm và mức của các đơn vị trong kỳ: độ phân tán, đơn vị khác thường, đơn vị chậm", en: "How points and levels are spread over the units in a period: outliers, and who is late" },
  grants: grant("any", "programme-officer", "personnel-officer"),
  params: periodParams,
  problems: ["not-found"],
  response: z.strictObject({ periodId, levels: z.record(z.string(), z.int()), histogram: z.array(bucket), mean: z.string().nullable(), spread: z.string().nullable(), units: z.array(unitSpread), now: time }),
});

export const distributionWorkbook = route({
  operationId: "personnel.distributionWorkbook",
  method: "GET",
  path: "/work-periods/{periodId}/distribution/workbook",
  summary: { vi: "Phân bố điểm và mức của các đơn vị dạng Excel", en: "How points and levels are spread, as a workbook" },
  grants: grant("any", "programme-officer", "personnel-officer"),
  params: periodParams,
  problems: ["not-found"],
  produces: "application/octet-stream",
  response: fileAnswer,
});
