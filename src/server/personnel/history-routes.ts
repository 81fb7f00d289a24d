import type { z } from "zod";
import { distributionWorkbook, readDistribution, readHistory, type UnitSpread } from "../../contract/personnel-form.ts";
import { boundsOf } from "../../contract/personnel-bounds.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { agencyUnits, dayAfter, staffOf, unitNames, unitsOn } from "../organisation/index.ts";
import { tableFile } from "../documents/index.ts";
import { actorOf, type Call, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { distributionSheets } from "./sheets.ts";
import { resultsOf, type ResultRow } from "./form-queries.ts";
import { allPeriods, type Period, requirePeriod } from "./period-queries.ts";
import { engineFor } from "./ground.ts";
import { termsOf } from "./terms.ts";
import { meanOf, periodResults } from "./period-results.ts";
import { dayWithin, hiddenUnless, placesOn, relationsTo, todayOf } from "./places.ts";
import { namesOfPeople } from "./form-view.ts";
import { shownOfPeople } from "./reading.ts";
import { deviation, histogram, meanPoints, signsOf } from "./spread-rules.ts";

/** A person's year so far, and how a period's points are spread over the units. */

const history = query(
  readHistory,
  async (call) => {
    const { tx, params, query: { year } } = call;
    const periods = (await allPeriods(tx)).filter((one) => one.year === year && !one.isTrial);
    const found = await periodResults(tx, { person: params.personId, periods: periods.map((one) => one.id).toSorted() });
    // The newest period's version of the regulation says how many months it takes.
    const least = periods[0] === undefined ? 0 : termsOf((await engineFor(tx, periods[0])).regulation).leastMonths;
    const names = await unitNames(tx, [...new Set(found.map((one) => one.unitId))]);
    const half = (isFirst: boolean) => meanOf(found.filter((one) => boundsOf(one.periodId).to <= `${String(year)}-07-01` === isFirst), least);
    const items = found.map((one) => ({ periodId: one.periodId, months: one.months, unitId: one.unitId, unitName: names.get(one.unitId) ?? "", state: one.state, general: one.points30, results: one.points70, total: one.total, level: one.level }));
    const name = (await namesOfPeople(tx, [params.personId])).get(params.personId) ?? "";
    return { body: { personId: params.personId, name, periods: items, halves: [half(true), half(false)], year: meanOf(found, least) }, shown: shownOfPeople(actorOf(call), String(year), [{ person: params.personId, unit: found.at(-1)?.unitId ?? "" }]) };
  },
  async (call) => {
    const today = await todayOf(call.tx);
    return hiddenUnless(relationsTo(call.actor, call.params.personId, (await placesOn(call.tx, { people: [call.params.personId] }, today)).get(call.params.personId), "read"), call.actor);
  },
);

const pointsIn = (rows: readonly ResultRow[]): number[] => rows.flatMap((one) => (one.state === "confirmed" && one.total !== null ? [one.total] : []));
const text = (points: number | undefined): string | null => (points === undefined ? null : formatHundredths(points));
const levelsIn = (rows: readonly ResultRow[]): Record<string, number> => {
  const counted: Record<string, number> = {};
  for (const { state, level } of rows) if (state === "confirmed" && level !== null) counted[level] = (counted[level] ?? 0) + 1;
  return counted;
};

/** The units whose people the reader keeps: all, or the own and those under it. */
async function unitsFor(tx: Transaction, actor: ReturnType<typeof actorOf>, day: string): Promise<{ id: string; code: string }[]> {
  const all = await unitsOn(tx, day);
  if (actor.roles.includes("programme-officer")) return all;
  const own = new Set([...(await agencyUnits(tx, actor.unitIds, day)).values()].flat());
  return all.filter((one) => own.has(one.id));
}

async function spreadOf(tx: Transaction, period: Period, units: readonly { id: string; code: string }[], today: string): Promise<{ readonly rows: readonly ResultRow[]; readonly spreads: UnitSpread[] }> {
  const day = dayWithin(period, today);
  const ids = units.map((one) => one.id);
  const staff = Map.groupBy(await staffOf(tx, { units: ids, during: { from: day, to: dayAfter(day) } }), (post) => post.unit);
  const rows = await resultsOf(tx, { units: ids, periods: [period.id] });
  const byUnit = Map.groupBy(rows, (row) => row.unit);
  const names = await unitNames(tx, ids);
  const whole = pointsIn(rows);
  const spreads = units.flatMap(({ id, code }): UnitSpread[] => {
    const people = new Set((staff.get(id) ?? []).map((post) => post.person)).size;
    const own = byUnit.get(id) ?? [];
    if (people === 0 && own.length === 0) return [];
    const points = pointsIn(own);
    const [confirmed, absent] = [points.length, own.filter((one) => one.state === "absent").length];
    const isLate = period.to <= today && confirmed + absent < people;
    return [{ unitId: id, code, name: names.get(id) ?? "", people, confirmed, absent, levels: levelsIn(own), mean: text(meanPoints(points)), spread: text(deviation(points)), lowest: text(points.length === 0 ? undefined : Math.min(...points)), highest: text(points.length === 0 ? undefined : Math.max(...points)), signs: signsOf({ points, whole, levels: own.flatMap((one) => (one.state === "confirmed" && one.level !== null ? [one.level] : [])), isLate }) }];
  });
  return { rows, spreads };
}

async function distributionOf(call: Pick<Call<typeof readDistribution>, "tx" | "params" | "actor">): Promise<{ readonly period: Period; readonly body: z.input<typeof readDistribution.response> }> {
  const { tx, params } = call;
  const period = await requirePeriod(tx, params.periodId);
  const today = await todayOf(tx);
  const units = await unitsFor(tx, actorOf(call), dayWithin(period, today));
  if (units.length === 0) throw new Problem("not-found");
  const { rows, spreads } = await spreadOf(tx, period, units, today);
  const points = pointsIn(rows);
  return { period, body: { periodId: period.id, levels: levelsIn(rows), histogram: histogram(points), mean: text(meanPoints(points)), spread: text(deviation(points)), units: spreads, now: (await tx.now()).toISOString() } };
}

const distribution = query(readDistribution, async (call) => ({ body: (await distributionOf(call)).body }));

const workbook = query(distributionWorkbook, async (call) => {
  const { period, body } = await distributionOf(call);
  return tableFile(`Phân bố điểm ${period.id}`, distributionSheets(body));
});

export const historyEndpoints: readonly Endpoint[] = [history, distribution, workbook];
