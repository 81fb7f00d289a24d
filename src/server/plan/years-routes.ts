import { fiveYearReport, readYears, setYear, type YearValue } from "../../contract/plan-years.ts";
import { documentFile, letterheadOf } from "../documents/index.ts";
import { kinOf, knownUnits, unitNames } from "../organisation/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { plainOf } from "./report-cells.ts";
import { oversees } from "./report-desk.ts";
import { fiveYearFilling, fiveYearKind } from "./years-paper.ts";
import { wholeYears } from "./years-reports.ts";
import { enteredYears, enterYear, type Entered, reportCounts } from "./years-queries.ts";
import { gapsIn, isYearIndex } from "./years-rules.ts";
import { workBetween } from "./years-work.ts";

/** Years side by side, and the report on several of them. */

/** What was published here: a unit's percent and rank in a year. */
export type OwnIndex = { readonly index: string; readonly year: number; readonly unitId: string; readonly percent: string; readonly rank: number; readonly of: number; readonly title: string };
export type OwnIndexes = (tx: Transaction) => Promise<readonly OwnIndex[]>;

const entered = ({ index, year, unit, number, value, rank, of, source, at }: Entered, names: ReadonlyMap<string, string>): YearValue => ({ index, year, unitId: unit === "" ? null : unit, unit: unit === "" ? null : (names.get(unit) ?? unit), value: value === null ? null : plainOf(value), rank, of, source, at: at.toISOString(), version: String(number), isOwn: false });

/** The province's own indexes are means over its units. */
function meansOf(own: readonly OwnIndex[]): YearValue[] {
  return [...Map.groupBy(own, (one) => `${one.index} ${String(one.year)}`).values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const mean = Math.round(of.reduce((sum, one) => sum + Math.round(Number(one.percent) * 100), 0) / of.length);
    return [{ index: first.index, year: first.year, unitId: null, unit: null, value: plainOf(mean), rank: null, of: of.length, source: first.title, at: null, version: "0", isOwn: true }];
  });
}

async function valuesOf(tx: Transaction, units: readonly string[], ownIndexes: OwnIndexes): Promise<YearValue[]> {
  const names = await unitNames(tx, units);
  const own = await ownIndexes(tx);
  const ofUnits = own.filter((one) => units.includes(one.unitId)).map((one): YearValue => ({ index: one.index, year: one.year, unitId: one.unitId, unit: names.get(one.unitId) ?? one.unitId, value: one.percent, rank: one.rank, of: one.of, source: one.title, at: null, version: "0", isOwn: true }));
  // One that was taken back is told with its version: whoever enters it anew has seen that.
  const rows = await enteredYears(tx, units);
  return [...rows.map((one) => entered(one, names)), ...meansOf(own), ...ofUnits].toSorted((a, b) => a.year - b.year || (a.index < b.index ? -1 : 1));
}

async function handleYears(call: Call<typeof readYears>, ownIndexes: OwnIndexes): Promise<Reply<typeof readYears>> {
  const { tx, query: { unitId } } = call;
  const actor = actorOf(call);
  if (unitId !== undefined && ((!oversees(actor) && !actor.unitIds.includes(unitId)) || (await knownUnits(tx, [unitId])).length === 0)) throw new Problem("not-found");
  // A unit's years go on in those that it continues, and in those that continue it.
  const kin = unitId === undefined ? [] : ((await kinOf(tx, [unitId])).get(unitId) ?? []);
  const values = await valuesOf(tx, kin, ownIndexes);
  const names = await unitNames(tx, kin);
  return { body: { values, gaps: gapsIn(values.filter((one) => (one.unitId === null) === (unitId === undefined))), kin: kin.filter((one) => one !== unitId).map((one) => ({ unitId: one, name: names.get(one) ?? one })) } };
}

async function handleSet(call: Call<typeof setYear>): Promise<Change<typeof setYear>> {
  const { tx, params: { index, year }, body, seen } = call;
  const by = actorOf(call).personId;
  if (!isYearIndex(index) || !/^20\d\d$/.test(year)) throw new Problem("not-found");
  if (body.unitId !== null && (await knownUnits(tx, [body.unitId])).length === 0) throw new Problem("invalid-input", { fields: [{ pointer: "/unitId", message: { vi: "Không có đơn vị này.", en: "There is no such unit." } }] });
  if (body.rank !== null && body.of !== null && body.rank > body.of) throw new Problem("invalid-input", { fields: [{ pointer: "/rank", message: { vi: "Thứ hạng không lớn hơn số được xếp hạng.", en: "A rank is not beyond how many are ranked." } }] });
  const unit = body.unitId ?? "";
  const now = (await enteredYears(tx, [unit])).find((one) => one.index === index && one.year === Number(year) && one.unit === unit);
  const names = await unitNames(tx, unit === "" ? [] : [unit]);
  const nothing: Entered = { index, year: Number(year), unit, number: 0, value: null, rank: null, of: null, source: "", at: await tx.now() };
  const stale = new Problem("stale", { extra: { current: entered(now ?? nothing, names) } });
  if (seen !== String(now?.number ?? 0)) throw stale;
  const row = { ...nothing, number: (now?.number ?? 0) + 1, value: body.value === null ? null : Math.round(Number(body.value) * 100), rank: body.rank, of: body.of, source: body.source };
  if (!(await enterYear(tx, { index, year: row.year, unit, number: row.number, value: row.value, rank: row.rank, of: row.of, source: row.source, by }))) throw stale;
  return { reply: { body: entered(row, names), version: String(row.number) }, audit: [{ action: "report.year-entered", subject: `year-index:${index}:${year}`, data: { ...row, at: row.at.toISOString(), by } }] };
}

const MOST_YEARS = 20;

async function handleReport({ tx, query: { from, to, format } }: Call<typeof fiveYearReport>, ownIndexes: OwnIndexes): Promise<FileReply> {
  if (to - from >= MOST_YEARS) throw new Problem("invalid-input", { fields: [{ pointer: "/from", message: { vi: `Báo cáo gồm nhiều nhất ${String(MOST_YEARS)} năm.`, en: `A report spans ${String(MOST_YEARS)} years at most.` } }] });
  if (from > to) throw new Problem("invalid-input", { fields: [{ pointer: "/from", message: { vi: "Năm đầu không sau năm cuối.", en: "The first year is not after the last." } }] });
  const inside = ({ year }: { readonly year: number }): boolean => year >= from && year <= to;
  const whole = await wholeYears(tx, from, to);
  const values = (await valuesOf(tx, [], ownIndexes)).filter(inside);
  const letterhead = await letterheadOf(tx, whole?.form.authority ?? "Ủy ban nhân dân tỉnh");
  const paper = fiveYearFilling({ from, to, values, gaps: gapsIn(values), counts: (await reportCounts(tx)).filter(inside), work: await workBetween(tx, from, to), whole, letterhead });
  return documentFile(tx, fiveYearKind, { name: `Báo cáo sơ kết cải cách hành chính ${String(from)}-${String(to)}`, format, ...paper });
}

export const yearsRoutes = (ownIndexes: OwnIndexes): readonly Endpoint[] => [query(readYears, (call) => handleYears(call, ownIndexes)), command(setYear, handleSet), query(fiveYearReport, (call) => handleReport(call, ownIndexes))];
