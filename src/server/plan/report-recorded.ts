import type { RegisterBody } from "../../contract/plan-register.ts";
import { dayOf } from "../organisation/index.ts";
import type { Duty } from "../../contract/plan-work.ts";
import type { Transaction } from "../platform/index.ts";
import { currentPlan } from "./plans.ts";
import { entriesOf } from "./register-queries.ts";
import type { OtherDue } from "./duties.ts";
import type { RecordedFigures } from "./report-prefill.ts";
import { allPeriods, stepsOf, unitsOfPeriods } from "./report-queries.ts";
import { foldReport } from "./report-standing.ts";
import { workIn } from "./work.ts";

/** Between tasks and reports: what is recorded of tasks and in registers fills reports in, and reports stand among what a unit owes. */

const HUNDRED = 100;
/** Figures that say how tasks were done, by the states that they count. */
const COUNTED: Readonly<Record<string, readonly string[]>> = { "nhiem-vu-giao": ["done", "done-late", "late"], "nhiem-vu-dung-han": ["done"], "nhiem-vu-tre-han": ["done-late"], "nhiem-vu-qua-han": ["late"] };

/** Figures that count a unit's registers. */
const REGISTERED: Readonly<Record<string, (entries: readonly RegisterBody[]) => number>> = {
  "co-sang-kien-cchc": (entries) => (entries.some((one) => one.kind === "initiative") ? 1 : 0),
  "sang-kien-duoc-ap-dung": (entries) => entries.filter((one) => one.kind === "initiative").length,
  "tap-the-khen-thuong": (entries) => entries.filter((one) => one.kind === "reward" && one.isCollective).length,
  "ca-nhan-khen-thuong": (entries) => entries.filter((one) => one.kind === "reward" && !one.isCollective).length,
  "tin-bai-tuyen-truyen": (entries) => entries.reduce((sum, one) => sum + (one.kind === "communication" ? one.count : 0), 0),
};

/** What a unit has entered in its registers until a day; a unit that keeps none has said nothing. */
const registered: RecordedFigures = async (tx, { unitId, year, until, keys }) => {
  const day = until.slice(0, 10);
  const entries = (await entriesOf(tx, { year, unitId })).filter(({ body, isWithdrawn }) => !isWithdrawn && body.on <= day).map((one) => one.body);
  return new Map(keys.flatMap((key) => {
    const count = REGISTERED[key];
    return count === undefined || entries.length === 0 ? [] : [[key, count(entries) * HUNDRED] as const];
  }));
};

/** What the year's plan asks of a unit, besides the reports themselves; undefined where there is no plan. */
export async function dutiesOfYear(tx: Transaction, year: number, unitId: string): Promise<Duty[] | undefined> {
  const plan = await currentPlan(tx, year);
  if (plan === undefined) return undefined;
  // Reports are asked for too, since some tasks are done by them.
  const { duties } = await workIn(tx, plan.planId, [reportDues], unitId);
  return (duties.get(unitId) ?? []).filter((one) => one.source !== "report");
}

/** How many tasks of a unit were due until a day, done in time, late, and not at all. */
const recordedTasks: RecordedFigures = async (tx, { unitId, year, until, keys }) => {
  const day = until.slice(0, 10);
  const due = ((await dutiesOfYear(tx, year, unitId)) ?? []).filter((one) => one.due <= day);
  return new Map(keys.flatMap((key) => {
    const states = COUNTED[key];
    return states === undefined || due.length === 0 ? [] : [[key, due.filter((one) => states.includes(one.state)).length * HUNDRED] as const];
  }));
};

/** What records come to: of tasks and of registers. */
export const recordedFigures: RecordedFigures = (tx, asked) => (asked.source === "registers" ? registered(tx, asked) : recordedTasks(tx, asked));

/** The reports that units owe in a year. */
export async function reportDues(tx: Transaction, year: number, unitIds: readonly string[] | undefined): Promise<OtherDue[]> {
  const periods = (await allPeriods(tx)).filter((one) => one.year === year);
  const units = Map.groupBy(await unitsOfPeriods(tx), (one) => one.period);
  const [unit, ...more] = unitIds ?? [];
  const steps = Map.groupBy(await stepsOf(tx, unit === undefined || more.length > 0 ? {} : { unit }), (one) => `${one.period} ${one.unit}`);
  return periods.flatMap((period) =>
    (units.get(period.id) ?? []).filter((one) => unitIds === undefined || unitIds.includes(one.unitId)).map(({ unitId }) => {
      const standing = foldReport(period.hours, steps.get(`${period.id} ${unitId}`) ?? []);
      return { unitId, key: `report-${period.kind}`, period: `${String(period.year)}-${period.kind}`, source: "report" as const, title: period.title, output: period.title, due: dayOf(new Date(standing.dueAt)), doneAt: standing.firstSubmittedAt === null ? null : new Date(standing.firstSubmittedAt), report: { periodId: period.id, isLate: standing.isLate } };
    }),
  );
}
