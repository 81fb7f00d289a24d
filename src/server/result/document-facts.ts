import type { Decided } from "../../contract/result.ts";
import type { CompiledRatio, Engine } from "../../scoring/engine/compile.ts";
import { type EvaluatedUnit, type Faulty, isFaulty } from "../../scoring/engine/evaluate.ts";
import type { Placed, QuotaRound } from "../../scoring/engine/quota.ts";
import { type LeafResult, reasonOf } from "../../scoring/engine/score-unit.ts";
import { isFields } from "../../scoring/fields.ts";
import { viHundredths } from "../../scoring/words.ts";
import { workbookOf } from "../documents/index.ts";
import { evaluateHolding } from "./holding.ts";
import { resultWorkbook } from "./workbook.ts";

/** What documents tell of a result, in words and numbers as Vietnamese write them. No I/O; computed in the thread. */

export type UnitRow = { readonly code: string; readonly name: string; readonly points: string; readonly maxPoints: string; readonly percent: string; readonly rank: number; readonly level: string; readonly levelKey: string };
type QuotaFacts = { readonly level: string; readonly base: number; readonly places: number; readonly eligible: number; readonly took: number };
export type IndexRanking = { readonly code: string; readonly title: string; readonly units: readonly UnitRow[]; readonly counts: readonly { readonly level: string; readonly count: number }[]; readonly quotas: readonly QuotaFacts[] };
type RatioRanking = { readonly key: string; readonly title: string; readonly levelsTitle: string; /** The title of the best level. */ readonly best: string; readonly indexes: readonly IndexRanking[] };
type DecidedFacts = { readonly ratio: string; readonly what: string; readonly reason: string; readonly on: string };
export type ResultFacts = { readonly regulation: string; /** What the result rests on, as a decision names it: with the number and the day of its document. */ readonly basis: string; readonly illustrative: string; readonly unitCount: number; readonly ratios: readonly RatioRanking[]; readonly decided: readonly DecidedFacts[]; readonly faults?: never };

const COMES_WITH = "kèm theo ";

/** A level that people decided where the law has a gap stands in its place. */
const decidedLevel = (decisions: readonly Decided[], ratio: string, unit: string): string | undefined => decisions.flatMap(({ decision }) => (decision.kind === "level" && decision.ratio === ratio && decision.unit === unit ? [decision.level] : [])).at(-1);

function rowOf({ scored }: EvaluatedUnit, placed: Placed, compiled: CompiledRatio, decisions: readonly Decided[]): UnitRow {
  const { of: one, rank } = placed.ranked;
  const key = placed.level?.key ?? decidedLevel(decisions, compiled.ratio.key, scored.unit.code) ?? "";
  const title = compiled.classification.levels.find((level) => level.key === key)?.title ?? "";
  return { code: scored.unit.code, name: scored.unit.name ?? scored.unit.code, points: viHundredths(one.points), maxPoints: viHundredths(one.maxPoints), percent: viHundredths(one.percent), rank, level: title, levelKey: key };
}

function quotasOf(placed: readonly Placed[]): QuotaFacts[] {
  const rounds = new Set<QuotaRound>(placed.flatMap((one) => one.quotas.map(({ round }) => round)));
  return [...rounds].map(({ level, base, places, eligible, takers }) => ({ level: level.title, base, places, eligible, took: takers.length }));
}

const byRank = (a: UnitRow, b: UnitRow): number => a.rank - b.rank || (a.code < b.code ? -1 : 1);

function rankingOf(engine: Engine, compiled: CompiledRatio, units: readonly EvaluatedUnit[], decisions: readonly Decided[]): RatioRanking {
  const indexes = [...engine.indexes.values()].flatMap(({ index }): IndexRanking[] => {
    const own = units.filter((one) => one.scored.index.index === index).flatMap((unit) => unit.ratios.filter((one) => one.compiled === compiled).map(({ placed }) => ({ unit, placed })));
    if (own.length === 0) return [];
    const rows = own.map(({ unit, placed }) => rowOf(unit, placed, compiled, decisions)).toSorted(byRank);
    const counts = compiled.classification.levels.map(({ key, title }) => ({ level: title, count: rows.filter((one) => one.levelKey === key).length }));
    return [{ code: index.code, title: index.title, units: rows, counts, quotas: quotasOf(own.map(({ placed }) => placed)) }];
  });
  return { key: compiled.ratio.key, title: compiled.ratio.title, levelsTitle: compiled.classification.title, best: compiled.classification.levels[0]?.title ?? "", indexes };
}

function decidedOf(ratios: readonly RatioRanking[], engine: Engine, decisions: readonly Decided[], holding: ReadonlySet<string>): DecidedFacts[] {
  const names = new Map(ratios.flatMap(({ indexes }) => indexes.flatMap(({ units }) => units.map(({ code, name }) => [code, name]))));
  const called = (code: string): string => names.get(code) ?? code;
  return decisions.flatMap(({ at, decision }): DecidedFacts[] => {
    const compiled = engine.ratios.find((one) => one.ratio.key === decision.ratio);
    if (compiled === undefined) return [];
    const facts = { ratio: compiled.ratio.title, reason: decision.reason, on: at };
    if (decision.kind === "order") return holding.has(`${decision.ratio} ${decision.units.join(" ")}`) ? [{ ...facts, what: `Thứ tự: ${decision.units.map((code, i) => `${String(i + 1)}. ${called(code)}`).join("; ")}` }] : [];
    return [{ ...facts, what: `${called(decision.unit)}: ${compiled.classification.levels.find((one) => one.key === decision.level)?.title ?? decision.level}` }];
  });
}

/** The orders that the case was computed with. */
function ordersIn(input: unknown): ReadonlySet<string> {
  const decisions: unknown = isFields(input) ? input["decisions"] : undefined;
  if (!isFields(decisions)) return new Set();
  return new Set(Object.entries(decisions).flatMap(([ratio, orders]) => (Array.isArray(orders) ? orders.map((units: readonly string[]) => `${ratio} ${units.join(" ")}`) : [])));
}

export type OfVersion = { readonly caseText: string; readonly levelDecisions: readonly Decided[]; readonly decisions: readonly Decided[] };

/** "Quy định … (kèm theo Quyết định số 02050/QĐ-UBND ngày 14/11/2025 …)"; a regulation that comes with no other document is that document. */
function basisOf({ title, sources: [main] }: Engine["regulation"]): string {
  if (main === undefined) return title;
  const at = main.title.indexOf(COMES_WITH);
  return at === -1 ? main.title : `${title} (${main.title.slice(at)})`;
}

/** Everything that the documents of a version tell. */
export function tellFacts(engine: Engine, { caseText, levelDecisions, decisions }: OfVersion): ResultFacts | Faulty {
  const held = evaluateHolding(engine, JSON.parse(caseText));
  if (isFaulty(held)) return { faults: held.faults };
  const { regulation } = engine;
  const ratios = engine.ratios.map((compiled) => rankingOf(engine, compiled, held.evaluation.units, levelDecisions));
  const orders = decisions.filter((one) => one.decision.kind === "order");
  return { regulation: regulation.title, basis: basisOf(regulation), illustrative: regulation.illustrative ?? "", unitCount: held.evaluation.units.length, ratios, decided: decidedOf(ratios, engine, [...orders, ...levelDecisions], ordersIn(held.input)) };
}

export type LostPoints = { readonly code: string; readonly title: string; readonly maxPoints: string; readonly points: string; readonly lost: string; readonly reason: string };
export type UnitFacts = { readonly code: string; readonly name: string; readonly index: string; readonly rows: readonly { readonly ratio: string; readonly row: UnitRow; readonly of: number }[]; readonly lost: readonly LostPoints[]; readonly faults?: never };

const COUNTED = new Set(["points", "deduction"]);

/** What was lost where: all that is missing to the maximum, and what was deducted; the greatest loss first. */
function lostBy(leaves: readonly LeafResult[]): LostPoints[] {
  return leaves
    .filter((one) => one.state === "scored" && COUNTED.has(one.leaf.kind))
    .map((one) => {
      const isDeduction = one.leaf.kind === "deduction";
      const lost: number = isDeduction ? one.points : one.maxPoints - one.points;
      return { lost, row: { code: one.leaf.code, title: one.leaf.leaf.title, maxPoints: isDeduction ? "–" : viHundredths(one.maxPoints), points: viHundredths(isDeduction ? 0 - one.points : one.points), lost: viHundredths(lost), reason: reasonOf(one).text } };
    })
    .filter(({ lost }) => lost > 0)
    .toSorted((a, b) => b.lost - a.lost)
    .map(({ row }) => row);
}

/** What a unit is told of its result; undefined for one that is not in it. */
export function tellUnit(engine: Engine, { caseText, levelDecisions, unit }: Pick<OfVersion, "caseText" | "levelDecisions"> & { readonly unit: string }): UnitFacts | Faulty | { readonly isUnknown: true } {
  const held = evaluateHolding(engine, JSON.parse(caseText));
  if (isFaulty(held)) return { faults: held.faults };
  const { units } = held.evaluation;
  const own = units.find((one) => one.scored.unit.code === unit);
  if (own === undefined) return { isUnknown: true };
  const { index } = own.scored.index;
  const among = units.filter((one) => one.scored.index === own.scored.index).length;
  return {
    code: unit,
    name: own.scored.unit.name ?? unit,
    index: index.title,
    rows: own.ratios.map(({ compiled, placed }) => ({ ratio: compiled.ratio.title, row: rowOf(own, placed, compiled, levelDecisions), of: among })),
    lost: lostBy(own.scored.contents.flatMap((one) => one.leaves)),
  };
}

/** The titles of levels that people decided, by "ratio unit". */
const decidedTitles = (engine: Engine, decisions: readonly Decided[]): ReadonlyMap<string, string> =>
  new Map(decisions.flatMap(({ decision }) => (decision.kind === "level" ? [[`${decision.ratio} ${decision.unit}`, engine.ratios.find((one) => one.ratio.key === decision.ratio)?.classification.levels.find((one) => one.key === decision.level)?.title ?? decision.level]] : [])));

/** The workbook of a version. */
export async function tellWorkbook(engine: Engine, { caseText, levelDecisions }: Pick<OfVersion, "caseText" | "levelDecisions">): Promise<{ readonly bytes: Uint8Array; readonly faults?: never } | Faulty> {
  const held = evaluateHolding(engine, JSON.parse(caseText));
  if (isFaulty(held)) return { faults: held.faults };
  return { bytes: await workbookOf(resultWorkbook(held.evaluation, decidedTitles(engine, levelDecisions))) };
}
