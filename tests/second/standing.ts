// Ranks, decided ties and levels of the units under one ratio.
import { compare, ZERO } from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { levelOrder } from './rules.ts';
import type { RatioRule } from './rules.ts';
import { Fault } from './shapes.ts';
import type { Pending, PendingWhy, Unit } from './shapes.ts';
import type { ContentTotal, RatioTotal } from './totals.ts';

/** A unit with everything computed about it before it is compared with others. */
export interface Scored {
  unit: Unit;
  contents: ContentTotal[];
  total: RatioTotal;
}

export interface Standing {
  rank: number;
  level: string | null;
}

type Order = readonly string[];

/** What two units are compared by, most important first. */
const keys = (rule: RatioRule, one: Scored): Fraction[] => [
  one.total.percent,
  ...rule.tieBreaks.map((code) => one.contents.find((content) => content.code === code)?.points ?? ZERO),
];

/** Negative where a stands before b, 0 where nothing but a decision can part them. */
function byKeys(rule: RatioRule, a: Scored, b: Scored): number {
  const others = keys(rule, b);
  const differences = keys(rule, a).map((key, i) => compare(others[i] ?? ZERO, key));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** Everyone tied with the unit, itself included. */
const tiedWith = (rule: RatioRule, all: readonly Scored[], one: Scored): Scored[] =>
  all.filter((other) => other.unit.index === one.unit.index && byKeys(rule, other, one) === 0);

/** A decision orders one whole tie: all its units, each once, at least two. */
function checkDecisions(rule: RatioRule, all: readonly Scored[], orders: readonly Order[]): void {
  if (!rule.decidable && orders.length > 0) throw new Fault(`${rule.key}: nothing to decide`);
  const decided = orders.flat();
  if (new Set(decided).size !== decided.length) throw new Fault('a unit decided twice');
  for (const order of orders) {
    if (order.length < 2) throw new Fault('a decision about fewer than two units');
    const first = all.find((one) => one.unit.code === order[0]);
    if (first === undefined) throw new Fault(`no unit ${String(order[0])}`);
    const tied = tiedWith(rule, all, first).map((one) => one.unit.code);
    if (tied.length !== order.length || !tied.every((code) => order.includes(code))) {
      throw new Fault('a decision about units that are not tied, or not about all that are');
    }
  }
}

function standsBefore(rule: RatioRule, orders: readonly Order[], a: Scored, b: Scored): boolean {
  if (a.unit.index !== b.unit.index) return false;
  const difference = byKeys(rule, a, b);
  if (difference !== 0) return difference < 0;
  const order = orders.find((one) => one.includes(a.unit.code));
  return order !== undefined && order.indexOf(a.unit.code) < order.indexOf(b.unit.code);
}

/** One pending entry for each distinct set of units, whichever of its members it was found by. */
function once(ratio: string, groups: readonly (readonly string[])[], why: PendingWhy): Pending[] {
  const seen = new Map(groups.map((units) => [JSON.stringify(units), units]));
  return [...seen.values()].map((units) => ({ ratio, units: [...units], why }));
}

type Place = 'has' | 'open' | 'none';

/** How the quota of the best level treats a unit: a place, none, or a tie over the last one. */
function quotaPlace(
  rule: RatioRule, all: readonly Scored[], ranks: ReadonlyMap<Scored, number>, one: Scored,
): { place: Place; straddling: string[] } {
  const none = { place: 'none' as const, straddling: [] };
  if (!mayBeBest(rule, one)) return none;
  if (rule.quotaGroup === null) return { place: 'has', straddling: [] };
  const group = rule.quotaGroup;
  const peers = all.filter((other) => other.unit.index === one.unit.index
    && group(other.unit.facts ?? {}) === group(one.unit.facts ?? {}));
  const base = peers.filter((other) => !fails(rule, other)
    && rule.levels.slice(0, 2).some((level) => level.holds(other.total.percent, other.unit.facts ?? {})));
  const places = Math.floor(base.length / 5);

  const rank = ranks.get(one) ?? 0;
  const eligible = peers.filter((other) => mayBeBest(rule, other));
  const ahead = eligible.filter((other) => (ranks.get(other) ?? 0) < rank);
  const level = eligible.filter((other) => ranks.get(other) === rank);
  if (ahead.length + level.length <= places) return { place: 'has', straddling: [] };
  if (ahead.length >= places) return none;
  return { place: 'open', straddling: level.map((other) => other.unit.code) };
}

const fails = (rule: RatioRule, one: Scored): boolean =>
  rule.fails?.(one.total.percent, one.unit.facts ?? {}) === true;

/** The best level's own condition, and no ceiling in the way: who is held down takes no place. */
function mayBeBest(rule: RatioRule, one: Scored): boolean {
  const best = rule.levels[0];
  const facts = one.unit.facts ?? {};
  const ceiling = rule.ceiling(facts);
  return best !== undefined && !fails(rule, one) && best.holds(one.total.percent, facts)
    && (ceiling === null || ceiling === best.code);
}

/** The first level that holds once the quota has spoken, lowered to the ceiling; null where none does. */
function levelOf(rule: RatioRule, one: Scored, place: Place): string | null {
  const facts = one.unit.facts ?? {};
  const order = levelOrder(rule);
  const open = place === 'has' ? rule.levels : rule.levels.slice(rule.quotaGroup === null ? 0 : 1);
  const own = fails(rule, one) ? 'failed' : open.find((level) => level.holds(one.total.percent, facts))?.code;
  if (own === undefined) return null;
  const ceiling = rule.ceiling(facts);
  return ceiling !== null && order.indexOf(ceiling) > order.indexOf(own) ? ceiling : own;
}

/** Ranks and levels of all units under a ratio, in their order, with what is left to a person. */
export function standings(
  rule: RatioRule, all: readonly Scored[], orders: readonly Order[],
): { standings: Standing[]; pending: Pending[] } {
  checkDecisions(rule, all, orders);
  const ranks = new Map(all.map((one) =>
    [one, 1 + all.filter((other) => standsBefore(rule, orders, other, one)).length] as const));

  const ties: string[][] = [];
  const quotaTies: string[][] = [];
  const gaps: string[][] = [];
  const forced: string[][] = [];
  const result = all.map((one): Standing => {
    const { code } = one.unit;
    const rank = ranks.get(one) ?? 0;
    const tied = tiedWith(rule, all, one).map((other) => other.unit.code);
    if (rule.tieIsPending && tied.length > 1 && !orders.flat().includes(code)) ties.push(tied);

    if (fails(rule, one) && rule.excused(one.unit.facts ?? {})) {
      forced.push([code]);
      return { rank, level: null };
    }
    const { place, straddling } = quotaPlace(rule, all, ranks, one);
    if (place === 'open') {
      quotaTies.push(straddling);
      return { rank, level: null };
    }
    const level = levelOf(rule, one, place);
    if (level === null) gaps.push([code]);
    return { rank, level };
  });

  return {
    standings: result,
    pending: [
      ...once(rule.key, ties, 'tie'),
      ...once(rule.key, quotaTies, 'quota-tie'),
      ...once(rule.key, gaps, 'no-level'),
      ...once(rule.key, forced, 'force-majeure'),
    ],
  };
}
