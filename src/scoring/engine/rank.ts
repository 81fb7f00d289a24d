import { type Fault, fault } from "../fault.ts";
import type { CompiledRatio } from "./compile.ts";
import { contentOf, type UnitRatio } from "./ratio.ts";

/** A unit's place within its index. */
export type Ranked = {
  readonly of: UnitRatio;
  readonly rank: number;
  /** All units of the same published percent, itself among them, in order. */
  readonly equals: readonly UnitRatio[];
  /** Units that still share its rank after all tie-breaks and decisions, itself among them. */
  readonly sharing: readonly UnitRatio[];
  /** The decided order that separated it from others, if one did. */
  readonly decided: readonly string[] | undefined;
};

/** What the authority decided for one ratio: lists of unit codes, best first. */
type DecidedOrders = readonly (readonly string[])[];

const codeOf = (one: UnitRatio): string => one.unit.unit.code;
const tieBreakPoints = (one: UnitRatio, content: string): number => contentOf(one.unit, content)?.points ?? 0;

/** Negative when a stands before b by percent and the regulation's tie-breaks; 0 when they are tied. */
function order(a: UnitRatio, b: UnitRatio, { ratio }: CompiledRatio): number {
  if (a.percent !== b.percent) return b.percent - a.percent;
  for (const { content } of ratio.tieBreaks) {
    const difference = tieBreakPoints(b, content) - tieBreakPoints(a, content);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Splits a sorted list where neighbours differ. */
function runs<T>(sorted: readonly T[], same: (a: T, b: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const one of sorted) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && same(last[0], one)) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** Ranks the units of one index: by percent, then tie-breaks, then decisions; the rest share a rank (1, 2, 2, 4). */
export function rankIndex(units: readonly UnitRatio[], compiled: CompiledRatio, decisions: DecidedOrders): Ranked[] {
  const sorted = units.toSorted((a, b) => order(a, b, compiled) || (codeOf(a) < codeOf(b) ? -1 : 1));
  const ranked: Ranked[] = [];
  for (const equals of runs(sorted, (a, b) => a.percent === b.percent)) {
    for (const tied of runs(equals, (a, b) => order(a, b, compiled) === 0)) {
      const [first] = tied;
      const decided = first !== undefined && tied.length > 1 ? decisions.find((list) => list.includes(codeOf(first))) : undefined;
      if (decided === undefined) {
        const rank = ranked.length + 1;
        for (const one of tied) ranked.push({ of: one, rank, equals, sharing: tied, decided });
        continue;
      }
      for (const one of tied.toSorted((a, b) => decided.indexOf(codeOf(a)) - decided.indexOf(codeOf(b)))) ranked.push({ of: one, rank: ranked.length + 1, equals, sharing: [one], decided });
    }
  }
  return ranked;
}

/** Faults of one decided list: it must name, once each, all the units of one tie and nobody else. */
function listFaults(list: readonly string[], at: number, units: ReadonlyMap<string, UnitRatio>, compiled: CompiledRatio): Fault[] {
  const place = { path: ["decisions", compiled.ratio.key, at] };
  if (list.length < 2) return [fault("decision-short", place)];
  const unknown = list.filter((code) => !units.has(code));
  if (unknown.length > 0) return unknown.map((found) => fault("decision-unknown-unit", place, { found }));
  const twice = list.filter((code, i) => list.indexOf(code) < i);
  if (twice.length > 0) return twice.map((found) => fault("decision-twice", place, { found }));
  const named = list.flatMap((code) => units.get(code) ?? []);
  const first = named[0];
  const isTied = (one: UnitRatio) => first !== undefined && one.unit.index === first.unit.index && order(one, first, compiled) === 0;
  if (!named.every(isTied)) return [fault("decision-not-tied", place, { units: list.join(", ") })];
  const missing = [...units.values()].filter((one) => isTied(one) && !list.includes(codeOf(one)));
  return missing.length === 0 ? [] : [fault("decision-incomplete", place, { units: missing.map(codeOf).join(", ") })];
}

/** Checks the decisions of one ratio against the ties that there are. */
export function decisionFaults(decisions: DecidedOrders, units: readonly UnitRatio[], compiled: CompiledRatio): Fault[] {
  if (decisions.length > 0 && compiled.ratio.decision === undefined) return [fault("decision-not-allowed", { path: ["decisions", compiled.ratio.key] }, { ratio: compiled.ratio.key })];
  const byCode = new Map(units.map((one) => [codeOf(one), one]));
  const seen = new Set<string>();
  const again = decisions.flatMap((list, at) => {
    const repeated = list.filter((code) => seen.has(code));
    for (const code of list) seen.add(code);
    return repeated.map((found) => fault("decision-twice", { path: ["decisions", compiled.ratio.key, at] }, { found }));
  });
  return [...again, ...decisions.flatMap((list, at) => listFaults(list, at, byCode, compiled))];
}
