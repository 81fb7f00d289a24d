import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Fields } from "../../scoring/fields.ts";
import type { Target } from "../../contract/plan-content.ts";
import { dayOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { verifiedFindingsOf } from "./inspections.ts";
import type { Inspected, MeasuredInput, Surveyed, SurveyedValues } from "./measured-findings.ts";
import type { Known, Work } from "./measured-rules.ts";
import { currentPlan, targetsOf } from "./plans.ts";
import { formOf } from "./report-desk.ts";
import { allPeriods, periodsOfUnit, stepsOf } from "./report-queries.ts";
import { dutiesOfYear } from "./report-recorded.ts";
import { foldReport, isLateNow } from "./report-standing.ts";
import { newestSubmissions } from "./submission-queries.ts";

/** Reads what is recorded of a unit in a year, as far as the criteria of its index name it. */

type Of = { readonly campaignId: string; readonly year: number; readonly unitId: string };

/** Everything that the unit reported in the year. */
async function reportedOf(tx: Transaction, { unitId, year }: Of): Promise<Pick<Known, "newest" | "due" | "titles">> {
  const now = (await tx.now()).toISOString();
  const steps = Map.groupBy(await stepsOf(tx, { unit: unitId }), (one) => one.period);
  const reported = await periodsOfUnit(tx, unitId);
  const periods = (await allPeriods(tx)).filter((one) => one.year === year && reported.has(one.id));
  const copies = new Map((await newestSubmissions(tx, periods.map((one) => one.id), [unitId])).map((one) => [one.period, one]));
  const due = periods.map((period) => ({ period, standing: foldReport(period.hours, steps.get(period.id) ?? []) })).filter(({ standing }) => standing.submission > 0 || standing.dueAt < now);
  // Figures are counted since January: the newest period holds the year so far.
  const newest = due.find(({ period, standing }) => copies.has(period.id) && standing.state !== "returned")?.period;
  const copy = copies.get(newest?.id ?? "");
  const form = newest === undefined ? undefined : await formOf(tx, newest);
  return {
    newest: newest === undefined || copy === undefined ? undefined : { periodId: newest.id, title: newest.title, number: copy.number, on: dayOf(copy.at), sha256: copy.sha256, figures: copy.figures },
    due: due.map(({ period, standing }) => ({ periodId: period.id, title: period.title, isLate: isLateNow(standing, now), isMissing: standing.submission === 0 })),
    titles: new Map(form?.figures.map((one) => [one.key, one.title])),
  };
}

const MOST_NAMED = 5;

/** What the plan of the year asked of the unit until today. */
async function workOf(tx: Transaction, { year, unitId }: Of): Promise<Work | undefined> {
  const duties = await dutiesOfYear(tx, year, unitId);
  if (duties === undefined) return undefined;
  const due = duties.filter((one) => one.state !== "open" && one.state !== "near");
  const open = due.filter((one) => one.state === "late");
  // What recurs is named once, with how often it was left.
  const times = [...Map.groupBy(open, (one) => one.title)].map(([title, { length }]) => ({ told: length === 1 ? title : `${title} (${String(length)} kỳ)`, length }));
  const others = times.slice(MOST_NAMED).reduce((sum, one) => sum + one.length, 0);
  const named = [...times.slice(0, MOST_NAMED).map((one) => one.told), ...(others === 0 ? [] : [`và ${String(others)} nhiệm vụ khác`])];
  return { year, due: due.length, done: due.length - open.length, inTime: due.filter((one) => one.state === "done").length, open: named };
}

async function targetsIn(tx: Transaction, year: number): Promise<Map<string, Target>> {
  const plan = await currentPlan(tx, year);
  return new Map(plan === undefined ? [] : (await targetsOf(tx, plan)).map((one) => [one.key, one]));
}

/** By criterion the conclusion that came last. */
async function inspectedOf(tx: Transaction, { year, unitId }: Of): Promise<Map<string, Inspected>> {
  const own = (await verifiedFindingsOf(tx, year)).filter((one) => one.unitId === unitId).toSorted((a, b) => a.concludedAt.getTime() - b.concludedAt.getTime());
  return new Map(own.map(({ code, verdict, text, inspectionId, concludedAt }) => [code, { verdict, text, on: dayOf(concludedAt), href: `/plan/${String(year)}/inspections/${inspectionId}` }]));
}

/** Fields that a criterion takes: text, or counts by option. */
const isInput = (fields: Fields): fields is MeasuredInput => Object.values(fields).every((one) => typeof one === "string" || (typeof one === "object" && one !== null && !Array.isArray(one)));

async function surveyedOf(tx: Transaction, of: Of, values: SurveyedValues): Promise<Map<string, Surveyed>> {
  const href = (code: string): string => `/campaigns/${of.campaignId}/units/${of.unitId}?criterion=${code}`;
  return new Map((await values(tx, of)).flatMap(({ code, input, ...one }): [string, Surveyed][] => (isInput(input) ? [[code, { ...one, input, href: href(code) }]] : [])));
}

/** Only what some criterion names is read: each kind of record with as many questions for a hundred criteria as for one. */
export async function knownOf(tx: Transaction, of: Of, leaves: readonly CompiledLeaf[], surveyed: SurveyedValues): Promise<Known> {
  const named = new Set(leaves.map((one) => one.leaf.source?.from));
  return {
    unitId: of.unitId,
    ...(await reportedOf(tx, of)),
    work: named.has("tasks") ? await workOf(tx, of) : undefined,
    targets: named.has("target") ? await targetsIn(tx, of.year) : new Map(),
    inspected: named.has("inspection") ? await inspectedOf(tx, of) : new Map(),
    surveyed: named.has("survey") ? await surveyedOf(tx, of, surveyed) : new Map(),
  };
}
