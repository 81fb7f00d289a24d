import type { CompiledRatio } from "../../scoring/engine/compile.ts";
import { type Comparison, type Condition, operatorOf } from "../../scoring/regulation/condition.ts";
import { columnLetters } from "../documents/index.ts";

/** From conditions of a regulation to formulas of a workbook. No I/O. */

/** The cell of a unit's row that holds a value of its conditions: "percent", a fact, a count. */
export type CellOf = (name: string) => string;

const SIGNS = { atLeast: ">=", atMost: "<=", above: ">", below: "<", equals: "=" } as const;

function comparisonFormula(one: Comparison, cellOf: CellOf): string {
  const operator = operatorOf(one);
  const wanted = one[operator];
  const left = cellOf(one.value);
  if (typeof wanted === "boolean") return `${left}=${wanted ? "TRUE" : "FALSE"}`;
  const words = String(wanted);
  const right = /^-?\d/.test(words) ? words : cellOf(words);
  return one.percentOf === undefined ? `${left}${SIGNS[operator]}${right}` : `${left}*100${SIGNS[operator]}${right}*${cellOf(one.percentOf)}`;
}

/** A condition as a formula that is true or false. */
function conditionFormula(one: Condition, cellOf: CellOf): string {
  if ("all" in one) return `AND(${one.all.map((part) => conditionFormula(part, cellOf)).join(",")})`;
  if ("any" in one) return `OR(${one.any.map((part) => conditionFormula(part, cellOf)).join(",")})`;
  if ("not" in one) return `NOT(${conditionFormula(one.not, cellOf)})`;
  return comparisonFormula(one, cellOf);
}

/** Whether levels of a ratio can be recomputed in cells: without ceilings, force majeure, and with no more than one quota over a whole index. */
export const isLive = ({ classification }: CompiledRatio): boolean => {
  const quotas = classification.levels.flatMap((one) => (one.quota === undefined ? [] : [one.quota]));
  return classification.ceiling === undefined && classification.forceMajeure === undefined && quotas.length <= 1 && quotas.every((one) => one.group === undefined);
};

/** What the level of one unit is computed from; ranges span all units. */
type LevelCells = { readonly cellOf: CellOf; readonly index: string; readonly rank: string; readonly reached: string; readonly indexes: string; readonly ranks: string; readonly reachedAll: string };

const placeOf = ({ place }: CompiledRatio, key: string): number => (place.get(key) ?? 0) + 1;

/** The place of the first level whose condition holds, from these on; 0 for none. */
function firstThatHolds(compiled: CompiledRatio, from: number, cellOf: CellOf): string {
  return compiled.trying.slice(from).reduceRight((rest, level) => `IF(${conditionFormula(level.when, cellOf)},${String(placeOf(compiled, level.key))},${rest})`, "0");
}

/** The place of the level that the unit's own percent and facts give it. */
export const reachedFormula = (compiled: CompiledRatio, cellOf: CellOf): string => firstThatHolds(compiled, 0, cellOf);

/** The place of its level after the quota: whole ties take places, none of a tie that straddles the last one. */
export function placeFormula(compiled: CompiledRatio, { cellOf, index, rank, reached, indexes, ranks, reachedAll }: LevelCells): string {
  const level = compiled.classification.levels.find((one) => one.quota !== undefined);
  if (level?.quota === undefined) return reached;
  const { share, base, baseLevel = "" } = level.quota;
  const place = String(placeOf(compiled, level.key));
  const own = `(${indexes}=${index})`;
  const eligible = `${own}*(${reachedAll}=${place})`;
  const counted = { all: own, levelOnly: `${own}*(${reachedAll}=${String(placeOf(compiled, baseLevel))})`, levelOrBetter: `${own}*(${reachedAll}>0)*(${reachedAll}<=${String(placeOf(compiled, baseLevel))})` }[base];
  const places = `INT(SUMPRODUCT(${counted})*${share}/100)`;
  const before = `SUMPRODUCT(${eligible}*(${ranks}<${rank}))`;
  const upTo = `SUMPRODUCT(${eligible}*(${ranks}<=${rank}))`;
  const below = firstThatHolds(compiled, compiled.trying.indexOf(level) + 1, cellOf);
  return `IF(${reached}<>${place},${reached},IF(${upTo}<=${places},${place},IF(${before}>=${places},${below},0)))`;
}

/** "$A$5:$A$132" */
export const columnRange = (column: number, first: number, last: number): string => `$${columnLetters(column)}$${String(first)}:$${columnLetters(column)}$${String(last)}`;
