import { enterScores, submitFiles } from "../../server/assessment/index.ts";
import type { Transaction } from "../../server/platform/index.ts";
import { act, LABEL, type Loading, tell } from "./loading.ts";
import type { UnitPlan } from "./plan.ts";
import { loadSurveys } from "./survey.ts";
import { importFor, markFor, OWN_PEOPLE, stage, takeStep } from "./setting-up.ts";

/** The campaign that people find under way: in self-scoring, with files handed in, half done and not begun. */

const DAY_MS = 86_400_000;
/** 17:00 in Việt Nam. */
const END_OF_WORK = "T10:00:00.000Z";
const dayAfter = (now: Date, days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** What is shown of a file that was handed in is shown of a few. */
const SUBMITTED_WITH_EVIDENCE = 2;

type Given = Omit<Parameters<typeof stage>[2], "title" | "year" | "units"> & { readonly units: readonly { readonly code: string; readonly name: string; readonly index: string }[]; readonly shortOf: (code: string) => string };

/** How far a unit has come: those with accounts half way, of the others a third each handed in, half way, not begun. */
function progressOf(at: number, short: string): "submitted" | "half" | "none" {
  if (short in OWN_PEOPLE) return "half";
  return at % 3 === 0 ? "submitted" : at % 3 === 1 ? "half" : "none";
}

export async function loadPresent(loading: Loading, moment: Transaction, { shortOf, ...given }: Given): Promise<void> {
  const now = await moment.now();
  const staged = await stage(loading, moment, { ...given, title: "Đánh giá năm 2025", year: 2025 });
  const { campaign } = staged;
  const end = (days: number) => `${dayAfter(now, days)}${END_OF_WORK}`;
  await takeStep(loading, moment, staged, { kind: "set-calendar", calendar: { "self-scoring": end(21), "appraisal-1": end(35), explanation: end(42), "appraisal-2": end(56) } });
  await takeStep(loading, moment, staged, { kind: "advance", to: "self-scoring" });
  const files = given.plan.map((unit, at) => ({ unit, short: shortOf(unit.code), progress: progressOf(at, shortOf(unit.code)) }));
  const scorerOf = (short: string) => (short in OWN_PEOPLE ? loading.actor(`${OWN_PEOPLE[short] ?? ""}.cham`).personId : loading.loader);
  const scores = files.flatMap(({ unit, short, progress }) => {
    const steps = progress === "submitted" ? unit.own : progress === "half" ? unit.own.slice(0, unit.own.length / 2) : [];
    return steps.map((step) => ({ ...step, unitId: loading.unit(unit.code), note: LABEL, by: scorerOf(short) }));
  });
  await tell(moment, await enterScores(moment, campaign, scores));
  const submitted = files.filter((one) => one.progress === "submitted");
  const proving = [...files.filter(({ short }) => short in OWN_PEOPLE), ...submitted.slice(0, SUBMITTED_WITH_EVIDENCE)];
  // What writes documents is large, and needed this once.
  const { handInEvidence } = await import("./evidence.ts");
  for (const { unit, short } of proving) {
    const name = given.units.find((one) => one.code === unit.code)?.name ?? unit.code;
    await handInEvidence(loading, moment, { code: unit.code, name, campaignId: campaign.id, year: campaign.year, criteria: unit.own.slice(0, 4).map((step) => step.code), by: { personId: scorerOf(short) } });
  }
  await tell(moment, await submitFiles(moment, campaign, submitted.map(({ unit }) => ({ unitId: loading.unit(unit.code), by: loading.loader }))));
  const some: readonly UnitPlan[] = submitted.map((one) => one.unit);
  await importFor(loading, moment, staged, some);
  await markFor(loading, moment, staged, given.units, some.slice(0, 12));
  await loadSurveys(loading, moment, campaign.id, given.units);
  const items = some.slice(0, 3).flatMap(({ code, own: [first] }) => (first === undefined ? [] : [{ unitId: loading.unit(code), code: first.code }]));
  await act(loading, moment, loading.actor("tct"), "assessment.askOpinion", { params: { campaignId: campaign.id }, body: { toUnitId: loading.unit("SNNMT"), question: `${LABEL}: đề nghị cho ý kiến về kết quả thực hiện các nhiệm vụ này.`, due: dayAfter(now, 20), items } });
}
