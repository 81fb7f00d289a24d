import type { InspectionAct, InspectionState, InspectionStep, InspectionView } from "../../contract/plan-inspection.ts";

/** What an inspection has come to, and who may do what next. Pure. */

export type TakenStep = { readonly number: number; readonly at: Date; readonly by: string; readonly step: InspectionStep };
type Of<K extends InspectionAct> = Extract<InspectionStep, { kind: K }>;
type Taken<K extends InspectionAct> = Omit<TakenStep, "step"> & { readonly step: Of<K> };

const taken = <K extends InspectionAct>(steps: readonly TakenStep[], kind: K): Taken<K>[] => steps.filter((one): one is Taken<K> => one.step.kind === kind);

type Recommendation = InspectionView["recommendations"][number];

export type Folded = {
  readonly state: InspectionState;
  readonly from: string;
  readonly to: string;
  readonly leader: string;
  readonly members: readonly string[];
  readonly checklist: readonly { readonly code: string; readonly title: string }[];
  readonly findings: readonly Taken<"find">[];
  readonly minutes: string | null;
  readonly answer: Taken<"answer"> | undefined;
  readonly conclusion: Taken<"conclude"> | undefined;
  readonly recommendations: readonly Recommendation[];
};

function stateOf(steps: readonly TakenStep[]): InspectionState {
  let state: InspectionState = "planned";
  for (const { step } of steps) {
    if (step.kind === "begin") state = "under-way";
    else if (step.kind === "minutes") state = "minuted";
    else if (step.kind === "conclude") state = "concluded";
    else if (step.kind === "cancel") state = "cancelled";
  }
  return state;
}

function recommendationOf(made: Taken<"recommend">, steps: readonly TakenStep[], today: string): Recommendation {
  const mended = taken(steps, "mend").findLast(({ step }) => step.recommendation === made.number);
  const closed = taken(steps, "close").findLast(({ step }) => step.recommendation === made.number);
  const isAnswered = mended !== undefined && (closed === undefined || closed.number < mended.number);
  const state = isAnswered ? "mended" : closed === undefined ? "open" : closed.step.isDone ? "closed" : "not-done";
  return { number: made.number, text: made.step.text, due: made.step.due, state, mended: mended?.step.text ?? null, files: mended?.step.files ?? [], finding: closed?.step.finding ?? null, isLate: made.step.due < today && (state === "open" || state === "not-done") };
}

/** What the steps come to on a day; the last of each kind counts, of findings each criterion's last. */
export function foldInspection(steps: readonly TakenStep[], today: string): Folded {
  const schedule = taken(steps, "schedule").at(-1)?.step;
  const staff = taken(steps, "staff").at(-1)?.step;
  const found = new Map(taken(steps, "find").map((one) => [one.step.code, one]));
  return {
    state: stateOf(steps),
    from: schedule?.from ?? "",
    to: schedule?.to ?? "",
    leader: staff?.leader ?? "",
    members: staff?.members ?? [],
    checklist: taken(steps, "checklist").at(-1)?.step.items ?? [],
    findings: [...found.values()],
    minutes: taken(steps, "minutes").at(-1)?.step.summary ?? null,
    answer: taken(steps, "answer").at(-1),
    conclusion: taken(steps, "conclude").at(-1),
    recommendations: taken(steps, "recommend").map((one) => recommendationOf(one, steps, today)),
  };
}

/** Who somebody is to an inspection. */
export type Standing = { readonly isOfficer: boolean; readonly isLeader: boolean; readonly isTeam: boolean; /** Of the unit that is inspected. */ readonly isHead: boolean; readonly isUnit: boolean };

const PREPARING: readonly InspectionState[] = ["planned"];
const AFTER: readonly InspectionState[] = ["minuted"];

const RULES: Readonly<Record<InspectionAct, { readonly in: readonly InspectionState[]; readonly by: (standing: Standing) => boolean }>> = {
  schedule: { in: PREPARING, by: (one) => one.isOfficer },
  staff: { in: PREPARING, by: (one) => one.isOfficer },
  checklist: { in: PREPARING, by: (one) => one.isOfficer || one.isLeader },
  cancel: { in: PREPARING, by: (one) => one.isOfficer },
  begin: { in: PREPARING, by: (one) => one.isLeader },
  find: { in: ["under-way"], by: (one) => one.isTeam },
  minutes: { in: ["under-way"], by: (one) => one.isLeader },
  answer: { in: AFTER, by: (one) => one.isHead },
  recommend: { in: ["under-way", "minuted"], by: (one) => one.isLeader },
  conclude: { in: AFTER, by: (one) => one.isLeader },
  mend: { in: ["concluded"], by: (one) => one.isUnit },
  close: { in: ["concluded"], by: (one) => one.isOfficer || one.isLeader },
};

const isOpen = ({ state }: Recommendation): boolean => state !== "closed";
/** Whether there is something for the act to be done to. */
function hasObject(kind: InspectionAct, { recommendations }: Folded): boolean {
  return kind !== "mend" && kind !== "close" ? true : recommendations.some(isOpen);
}

/** Nobody of the unit that is inspected acts for the inspection, whatever else they are. */
export const mayAct = (kind: InspectionAct, folded: Folded, standing: Standing): boolean => {
  const isOnesOwn = kind === "answer" || kind === "mend";
  return RULES[kind].in.includes(folded.state) && RULES[kind].by(standing) && (isOnesOwn || !standing.isUnit) && hasObject(kind, folded);
};

/** What is wrong with a step that somebody may take; at which of its fields. */
type StepFault = { readonly field: string; readonly vi: string; readonly en: string };

export function stepFault(step: InspectionStep, folded: Folded, today: string): StepFault | undefined {
  switch (step.kind) {
    case "schedule":
      return step.to < step.from ? { field: "to", vi: "Ngày cuối không trước ngày đầu.", en: "The last day must not come before the first." } : undefined;
    case "find":
      return folded.checklist.some(({ code }) => code === step.code) ? undefined : { field: "code", vi: "Danh mục kiểm tra không có tiêu chí này.", en: "The checklist has no such criterion." };
    case "minutes":
      return folded.findings.length === 0 ? { field: "summary", vi: "Chưa ghi phát hiện nào.", en: "Nothing was found yet." } : undefined;
    case "recommend":
      return step.due <= today ? { field: "due", vi: "Thời hạn phải sau hôm nay.", en: "The day must come after today." } : undefined;
    case "mend":
    case "close": {
      const found = folded.recommendations.find((one) => one.number === step.recommendation);
      return found === undefined || !isOpen(found) ? { field: "recommendation", vi: "Không có kiến nghị này, hoặc đã khép lại.", en: "There is no such recommendation, or it is closed." } : undefined;
    }
    case "staff":
    case "checklist":
    case "cancel":
    case "begin":
    case "answer":
    case "conclude":
      return undefined;
  }
}

const HUNDREDTHS = 10_000;
export type Coverage = { readonly units: number; readonly planned: number; readonly done: number; readonly share: string; readonly required: string; readonly article: string; readonly isMet: boolean };

/** Which share of the units is to be inspected, and whether it is as large as the plan asks; cancelled ones count for nothing. */
export function coverageOf(units: number, inspections: readonly { readonly unitId: string; readonly state: InspectionState }[], rule: { readonly percent: string; readonly article: string }): Coverage {
  const planned = new Set(inspections.filter((one) => one.state !== "cancelled").map((one) => one.unitId)).size;
  const done = new Set(inspections.filter((one) => one.state === "minuted" || one.state === "concluded").map((one) => one.unitId)).size;
  const share = units === 0 ? 0 : Math.floor((planned * HUNDREDTHS) / units);
  const required = Math.round(Number(rule.percent) * 100);
  return { units, planned, done, share: `${String(Math.floor(share / 100))}.${String(share % 100).padStart(2, "0")}`, required: rule.percent, article: rule.article, isMet: units > 0 && planned * HUNDREDTHS >= required * units };
}
