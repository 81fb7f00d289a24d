// Random valid cases for comparing two implementations: coarse points for many ties, and scores that gather
// near full points and on the limits of the levels, where implementations tend to part.
import { byHand, randomEntry } from './entries.ts';
import type { Mood } from './entries.ts';
import { randomFacts } from './facts.ts';
import { hundredths, randomFrom, some, spelled } from './random.ts';
import type { Random } from './random.ts';
import type { CaseInput, Content, Entry, Index, Leaf, Result, Shown, Unit } from './shapes.ts';
import { codesAbove, isNotApplicable } from './totals.ts';

type Scores = Record<string, Entry>;

const leavesOf = (contents: readonly Content[]): Leaf[] => contents.flatMap((content) => content.criteria);
const scoredContents = (index: Index): Content[] => index.contents.filter((content) => content.kind === 'points');

/** Extra points and deductions, mostly none; `heavy` takes more than there is to take. */
function extras(random: Random, index: Index, heavy: boolean): Scores {
  const scores: Scores = {};
  for (const content of index.contents.filter((one) => one.kind !== 'points')) {
    for (const leaf of content.criteria) {
      const wanted = content.kind === 'deduction' && heavy ? 0.8 : 0.25;
      if (!random.chance(wanted)) continue;
      const mood = { share: random.pick([0, 0.2, 0.5, 1]), edge: 0.5 };
      if (random.chance(0.15)) scores[leaf.code] = byHand(random, leaf, mood.share);
      else if (leaf.method === 'occurrences' && heavy) scores[leaf.code] = { occurrences: random.pick([5, 40, 300]) };
      else scores[leaf.code] = randomEntry(random, leaf, mood);
    }
  }
  return scores;
}

/** Entries for all leaves under one mood, each with its own chance of falling short or of points by hand. */
function moody(random: Random, index: Index, mood: Mood, lapses: number, hands: number): Scores {
  const scores: Scores = {};
  const leaves = leavesOf(scoredContents(index));
  const lapsed = new Set(random.shuffled(leaves).slice(0, lapses));
  for (const leaf of leaves) {
    const share = lapsed.has(leaf) ? random.pick([0, 0.5, 0.8]) : mood.share;
    scores[leaf.code] = random.chance(hands)
      ? byHand(random, leaf, share)
      : randomEntry(random, leaf, { share, edge: mood.edge });
  }
  return scores;
}

/** Points by hand that add up to a limit of the levels, or to a hair beside it. */
function aimed(random: Random, index: Index): Scores {
  const leaves = leavesOf(scoredContents(index));
  const full = leaves.reduce((all, leaf) => all + hundredths(leaf.maxPoints), 0);
  const bonus = index.contents.filter((content) => content.kind === 'bonus')
    .reduce((all, content) => all + hundredths(content.maxPoints), 0);
  const percent = random.pick([90, 90, 90, 95, 92, 80, 70, 70, 50]);
  const goal = Math.round(((full + bonus) * percent) / 100) + random.pick([0, 0, 0, -1, 1]);
  let excess = full - goal;
  const scores: Scores = {};
  for (const leaf of random.pick([leaves, leaves.toReversed(), random.shuffled(leaves)])) {
    const taken = Math.max(0, Math.min(excess, hundredths(leaf.maxPoints)));
    excess -= taken;
    scores[leaf.code] = { points: spelled(random, hundredths(leaf.maxPoints) - taken) };
  }
  return scores;
}

/** One unit's scores in one of several styles, from aimed at a limit to hopeless. */
function randomScores(random: Random, index: Index, strong: boolean): Scores {
  const style = random.int(1, strong ? 60 : 100);
  const of = (share: number, edge: number, lapses: number, hands: number): Scores =>
    moody(random, index, { share, edge }, lapses, hands);
  if (style <= 25) return aimed(random, index);
  if (style <= 37) return of(1, 0, random.int(0, 3), 0.05);
  if (style <= 50) return { ...of(1, 0, random.int(0, 3), 0.05), ...extras(random, index, false) };
  if (style <= 75) return { ...of(random.int(85, 99) / 100, 0.05, 1, 0.1), ...extras(random, index, false) };
  if (style <= 85) return { ...of(random.int(30, 90) / 100, 0.3, 2, 0.15), ...extras(random, index, false) };
  if (style <= 94) return { ...of(0.7, 0.9, 0, 0.1), ...extras(random, index, true) };
  return { ...of(0, 0.02, 0, 0.05), ...extras(random, index, true) };
}

/** Whether so much is not applicable that a ratio would have no maximum, which is a fault. */
function empty(shown: Shown, index: Index, unit: Unit): boolean {
  const counts = (content: Content): boolean => content.kind === 'bonus'
    || (content.kind === 'points' && content.criteria.some((leaf) => !isNotApplicable(unit, content, leaf)));
  const counted = shown.id === 'dak-lak-2025' ? index.contents.filter((one) => one.code !== '1') : index.contents;
  return !counted.some(counts);
}

/** Marks leaves, groups and contents not applicable; what they cover keeps or loses its entries. */
function withMarks(random: Random, shown: Shown, index: Index, unit: Unit): Unit {
  let scores = structuredClone(unit.scores);
  for (let marks = random.int(1, 4); marks > 0; marks -= 1) {
    const content = index.contents[random.int(0, index.contents.length - 1)];
    const leaf = content?.criteria[random.int(0, content.criteria.length - 1)];
    if (content === undefined || leaf === undefined) continue;
    const above = codesAbove(content, leaf);
    const groups = above.filter((code) => code !== content.code);
    const wider = random.pick([[], [], groups, above]);
    const code = random.pick(some(wider, leaf.code));
    const covered = content.criteria.filter((other) => codesAbove(content, other).includes(code));
    const lost = new Set(covered.map((other) => other.code).filter(() => random.chance(0.7)));
    const kept = Object.entries(scores).filter(([other]) => !lost.has(other));
    scores = { ...Object.fromEntries(kept), [code]: { notApplicable: true } };
  }
  const marked = { ...unit, scores };
  return empty(shown, index, marked) ? unit : marked;
}

/** A second unit that is tied with the first, or nearly. */
function twin(random: Random, index: Index, scores: Scores): Scores {
  const copy = structuredClone(scores);
  if (random.chance(0.7)) return copy;
  const points = leavesOf(scoredContents(index)).filter((leaf) => copy[leaf.code]?.points !== undefined);
  const [gains, loses] = random.shuffled(points);
  if (gains === undefined || loses === undefined) return copy;
  // A point moved from one leaf to another leaves the percent and may change what ties are broken by.
  const room = hundredths(gains.maxPoints) - hundredths(copy[gains.code]?.points);
  const moved = Math.min(100, room, hundredths(copy[loses.code]?.points));
  copy[gains.code] = { points: spelled(random, hundredths(copy[gains.code]?.points) + moved) };
  copy[loses.code] = { points: spelled(random, hundredths(copy[loses.code]?.points) - moved) };
  return copy;
}

/** A `relative` leaf under which every unit entered 0 is a fault, so one of them gets something. */
function liftZeros(index: Index, units: readonly Unit[]): void {
  for (const content of index.contents) {
    for (const leaf of content.criteria.filter((one) => one.method === 'relative')) {
      const entries = units
        .filter((unit) => unit.index === index.code && !isNotApplicable(unit, content, leaf))
        .map((unit) => unit.scores[leaf.code])
        .filter((entry) => entry?.value !== undefined);
      const first = entries[0];
      if (first !== undefined && entries.every((entry) => Number(entry?.value) === 0)) first.value = 10;
    }
  }
}

/** A valid case under the regulation; the same seed always gives the same one. */
export function randomCase(shown: Shown, seed: number): CaseInput {
  const random = randomFrom(seed);
  const first = shown.indexes[0];
  if (first === undefined) throw new Error('a regulation without indexes');
  // Quotas need units enough in one index, so half of the cases keep to one.
  const indexes = random.chance(0.5) ? [random.pick(some(shown.indexes, first))] : shown.indexes;
  const letters = random.shuffled('ABCDEFGHIJKLMN'.split(''));
  const grouped = random.chance(0.5);
  const strong = random.chance(0.4);
  const twins = random.pick([0.1, 0.3, 0.6]);
  const marks = random.pick([0, 0.15, 0.5]);

  const units: Unit[] = [];
  for (let left = random.int(random.pick([1, 1, 5, 8]), 14); left > 0; left -= 1) {
    const index = random.pick(some(indexes, first));
    const letter = letters[units.length] ?? '';
    const earlier = units.filter((unit) => unit.index === index.code);
    const model = earlier[random.int(0, earlier.length - 1)];
    const twinned = model !== undefined && random.chance(twins);
    const alike = twinned && random.chance(0.5);
    const plain: Unit = {
      code: `U${letter}`,
      name: `Unit ${letter}`,
      index: index.code,
      facts: alike ? structuredClone(model.facts ?? {}) : randomFacts(random, shown.id, grouped),
      scores: twinned ? twin(random, index, model.scores) : randomScores(random, index, strong),
    };
    units.push(random.chance(marks) ? withMarks(random, shown, index, plain) : plain);
  }
  for (const index of shown.indexes) liftZeros(index, units);
  return { regulation: shown.id, units };
}

/**
 * The case with some of its pending ties decided, each with a chance of one half; the very same case where
 * none is. Under Gia Lai a decision orders all units of the rank, more than the pending entry may name.
 */
export function withDecisions(shown: Shown, input: CaseInput, outcome: Result, seed: number): CaseInput {
  const random = randomFrom(seed);
  const why = shown.id === 'dak-lak-2025' ? 'tie' : 'quota-tie';
  const orders = new Map<string, string[]>();
  for (const entry of outcome.pending.filter((one) => one.why === why && one.ratio === 'quality')) {
    const member = outcome.units.find((unit) => entry.units.includes(unit.code));
    const rank = member?.ratios['quality']?.rank;
    if (member === undefined || rank === undefined || !random.chance(0.5)) continue;
    const tied = outcome.units.filter((unit) => unit.index === member.index && unit.ratios['quality']?.rank === rank);
    // Two quota groups may be stuck on one rank; one decision settles both.
    orders.set(`${member.index} ${rank}`, random.shuffled(tied.map((unit) => unit.code)));
  }
  if (orders.size === 0) return input;
  const decided = input.decisions?.['quality'] ?? [];
  return { ...input, decisions: { ...input.decisions, quality: [...decided, ...orders.values()] } };
}
