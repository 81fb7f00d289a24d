// From entries to the points and maxima of contents and ratios.
import {
  compare, decimal, HUNDRED, larger, minus, over, rounded, smaller, sum, times, ZERO,
} from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { leafPoints } from './methods.ts';
import type { RatioRule } from './rules.ts';
import { Fault } from './shapes.ts';
import type { Content, Entry, Index, Leaf, Shown, Unit } from './shapes.ts';

export interface Total {
  points: Fraction;
  max: Fraction;
}

export interface ContentTotal extends Total {
  code: string;
}

export interface RatioTotal extends Total {
  percent: Fraction;
}

export function indexOf(shown: Shown, unit: Unit): Index {
  const index = shown.indexes.find((one) => one.code === unit.index);
  if (index === undefined) throw new Fault(`${unit.code}: no index ${unit.index}`);
  return index;
}

/** The codes above a leaf: "2.4.1" lies in "2.4" and "2", and in its content whatever that is called. */
export function codesAbove(content: Content, leaf: Leaf): readonly string[] {
  const known = above.get(leaf);
  if (known !== undefined) return known;
  const parts = leaf.code.split('.');
  const dotted = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
  const found = [...new Set([content.code, ...dotted])];
  above.set(leaf, found);
  return found;
}

/** A leaf has one place; ten thousand cases ask for it again and again. */
const above = new WeakMap<Leaf, readonly string[]>();

/** Not applicable by its own mark or by one on anything above it, whatever else was entered. */
export const isNotApplicable = (unit: Unit, content: Content, leaf: Leaf): boolean =>
  [leaf.code, ...codesAbove(content, leaf)].some((code) => unit.scores[code]?.notApplicable === true);

interface Codes {
  leaves: ReadonlySet<string>;
  groups: ReadonlySet<string>;
}

const codes = new WeakMap<Index, Codes>();

function codesOf(index: Index): Codes {
  const known = codes.get(index);
  if (known !== undefined) return known;
  const made = {
    leaves: new Set(index.contents.flatMap((content) => content.criteria.map((leaf) => leaf.code))),
    groups: new Set(index.contents.flatMap((content) =>
      [content.code, ...content.criteria.flatMap((leaf) => codesAbove(content, leaf))])),
  };
  codes.set(index, made);
  return made;
}

/** Every code must exist, and only leaves are scored. */
export function checkCodes(index: Index, unit: Unit): void {
  const { leaves, groups } = codesOf(index);
  for (const [code, entry] of Object.entries(unit.scores)) {
    if (leaves.has(code)) continue;
    if (!groups.has(code)) throw new Fault(`${unit.code}: no criterion ${code}`);
    const others = Object.keys(entry).filter((key) => key !== 'notApplicable');
    if (others.length > 0) throw new Fault(`${unit.code}: ${code} is no leaf and cannot be scored`);
  }
}

/** The largest value that units of the index entered under this leaf, for the method `relative`. */
function bestValue(units: readonly Unit[], index: Index, content: Content, leaf: Leaf): Fraction {
  const values = units
    .filter((unit) => unit.index === index.code && !isNotApplicable(unit, content, leaf))
    .map((unit) => unit.scores[leaf.code])
    .filter((entry): entry is Entry => entry !== undefined && entry.points === undefined)
    .map((entry) => decimal(entry.value));
  return values.reduce(larger, ZERO);
}

export function contentTotal(units: readonly Unit[], index: Index, unit: Unit, content: Content): ContentTotal {
  const applicable = content.criteria.filter((leaf) => !isNotApplicable(unit, content, leaf));
  const earned = sum(applicable.map((leaf) => {
    const entry = unit.scores[leaf.code];
    if (entry !== undefined) return leafPoints(leaf, entry, () => bestValue(units, index, content, leaf));
    if (content.kind === 'points') throw new Fault(`${unit.code}: ${leaf.code} has no entry`);
    return ZERO;
  }));
  switch (content.kind) {
    case 'points':
      return { code: content.code, points: earned, max: sum(applicable.map((leaf) => decimal(leaf.maxPoints))) };
    case 'bonus': {
      const cap = decimal(content.maxPoints);
      return { code: content.code, points: smaller(earned, cap), max: cap };
    }
    case 'deduction': {
      const taken = content.maxPoints === null ? earned : smaller(earned, decimal(content.maxPoints));
      return { code: content.code, points: minus(ZERO, taken), max: ZERO };
    }
  }
}

export function ratioTotal(rule: RatioRule, contents: readonly ContentTotal[]): RatioTotal {
  const counted = contents.filter((content) => rule.contents === null || rule.contents.includes(content.code));
  const points = larger(ZERO, sum(counted.map((content) => content.points)));
  const max = sum(counted.map((content) => content.max));
  if (compare(max, ZERO) === 0) throw new Fault(`${rule.key}: nothing applies`);
  return { points, max, percent: rounded(times(HUNDRED, over(points, max))) };
}
