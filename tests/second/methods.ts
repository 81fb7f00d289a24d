// The points of one leaf from its entry, method by method, before and after rounding.
import {
  atLeast, compare, decimal, fraction, HUNDRED, larger, minus, over, plus, rounded, smaller, sum, times, ZERO,
} from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { Fault } from './shapes.ts';
import type { Entry, Leaf, Num, Option } from './shapes.ts';
import { workShare } from './work.ts';

function notNegative(written: Num | undefined): Fraction {
  const value = decimal(written);
  if (value.top < 0n) throw new Fault(`negative: ${String(written)}`);
  return value;
}

function count(written: number | undefined): Fraction {
  if (written === undefined || !Number.isSafeInteger(written) || written < 0) {
    throw new Fault(`not a count: ${String(written)}`);
  }
  return fraction(BigInt(written));
}

function within(written: Num | undefined, low: Fraction, high: Fraction): Fraction {
  const value = decimal(written);
  if (compare(value, low) < 0 || compare(value, high) > 0) throw new Fault(`out of bounds: ${String(written)}`);
  return value;
}

/** Points written by hand, under the method `points` or any other. */
function byHand(leaf: Leaf, written: Num): Fraction {
  if (!/^\d+(\.\d{1,2})?$/.test(String(written))) throw new Fault(`not points: ${written}`);
  const value = decimal(written);
  if (leaf.maxPoints !== null && compare(value, decimal(leaf.maxPoints)) > 0) throw new Fault('above the maximum');
  return value;
}

function find(options: readonly Option[] | undefined, key: string | undefined): Option {
  const option = options?.find((one) => one.key === key);
  if (option === undefined) throw new Fault(`no such key: ${String(key)}`);
  return option;
}

function checklist(leaf: Leaf, checked: readonly string[] | undefined): Fraction {
  if (checked === undefined) throw new Fault('nothing checked');
  if (new Set(checked).size !== checked.length) throw new Fault('an item checked twice');
  return sum(checked.map((key) => decimal(find(leaf.items, key).points)));
}

function ratio(leaf: Leaf, entry: Entry, max: Fraction): Fraction {
  const top = notNegative(entry.numerator);
  const bottom = notNegative(entry.denominator);
  if (bottom.top === 0n) throw new Fault('denominator 0: mark the criterion notApplicable');
  const share = over(top, bottom);
  const band = leaf.bands?.find((one) => atLeast(times(HUNDRED, share), decimal(one.atLeast)));
  if (band === undefined) return ZERO;
  return band.proportional === true ? smaller(max, times(max, share)) : decimal(band.points);
}

function occurrences(leaf: Leaf, given: number | undefined): Fraction {
  const points = times(count(given), decimal(leaf.pointsEach));
  return leaf.cap === null || leaf.cap === undefined ? points : smaller(points, decimal(leaf.cap));
}

function rating(ratings: readonly Num[] | undefined, max: Fraction): Fraction {
  if (ratings === undefined || ratings.length === 0) throw new Fault('no rating');
  return over(sum(ratings.map((one) => within(one, ZERO, max))), fraction(BigInt(ratings.length)));
}

function survey(leaf: Leaf, entry: Entry, max: Fraction): Fraction {
  const low = decimal(leaf.scaleMin);
  const high = decimal(leaf.scaleMax);
  return times(max, over(minus(within(entry.mean, low, high), low), minus(high, low)));
}

function inverse(leaf: Leaf, entry: Entry, max: Fraction): Fraction {
  const target = decimal(leaf.target);
  const value = notNegative(entry.value);
  return compare(value, target) <= 0 ? max : over(times(max, target), value);
}

function external(leaf: Leaf, entry: Entry, max: Fraction): Fraction {
  const scaleMax = decimal(leaf.scaleMax);
  return over(times(max, within(entry.score, ZERO, scaleMax)), scaleMax);
}

function relative(entry: Entry, max: Fraction, best: Fraction): Fraction {
  if (best.top === 0n) throw new Fault('every value of the index is 0');
  return over(times(max, notNegative(entry.value)), best);
}

function bands(leaf: Leaf, entry: Entry, max: Fraction): Fraction {
  const value = decimal(entry.value);
  const band = leaf.bands?.find((one) => atLeast(value, decimal(one.atLeast)));
  if (band === undefined) return ZERO;
  if (band.proportionalTo !== undefined) {
    return smaller(max, over(times(max, value), decimal(band.proportionalTo)));
  }
  if (band.line !== undefined) {
    const [from, to] = [decimal(band.line.from), decimal(band.line.to)];
    const [low, high] = [decimal(band.line.pointsFrom), decimal(band.line.pointsTo)];
    return plus(low, over(times(minus(high, low), minus(value, from)), minus(to, from)));
  }
  return decimal(band.points);
}

function answers(leaf: Leaf, entry: Entry, max: Fraction): Fraction {
  const given = Object.entries(entry.counts ?? {});
  const all = sum(given.map(([, n]) => count(n)));
  if (all.top === 0n) throw new Fault('no answer');
  const weighed = sum(given.map(([key, n]) => times(count(n), decimal(find(leaf.options, key).weight))));
  return times(max, over(over(weighed, HUNDRED), all));
}

function byMethod(leaf: Leaf, entry: Entry, best: () => Fraction): Fraction {
  // A deduction leaf may have no maximum; the methods it is used with need none.
  const max = leaf.maxPoints === null ? ZERO : decimal(leaf.maxPoints);
  switch (leaf.method) {
    case 'points': throw new Fault('no points');
    case 'choice': return decimal(find(leaf.options, entry.choice).points);
    case 'ratio': return ratio(leaf, entry, max);
    case 'checklist': return checklist(leaf, entry.checked);
    case 'occurrences': return occurrences(leaf, entry.occurrences);
    case 'rating': return rating(entry.ratings, max);
    case 'survey': return survey(leaf, entry, max);
    case 'deduct': return larger(ZERO, minus(max, times(count(entry.occurrences), decimal(leaf.pointsEach))));
    case 'inverse': return inverse(leaf, entry, max);
    case 'external': return external(leaf, entry, max);
    case 'relative': return relative(entry, max, best());
    case 'bands': return bands(leaf, entry, max);
    case 'answers': return answers(leaf, entry, max);
    case 'work': return times(max, workShare(entry));
    default: throw new Error(`the published interface describes no method ${leaf.method}`);
  }
}

/** `best` gives the largest value entered under a `relative` leaf by the units of the same index. */
export function leafPoints(leaf: Leaf, entry: Entry, best: () => Fraction): Fraction {
  return entry.points === undefined ? rounded(byMethod(leaf, entry, best)) : byHand(leaf, entry.points);
}
