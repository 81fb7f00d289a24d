// Random entries for one leaf, method by method.
import { hundredths, some, spelled } from './random.ts';
import type { Random } from './random.ts';
import type { Band, Entry, Leaf, WorkItem } from './shapes.ts';

/** How a unit does: the share of full points aimed at, and how often an edge is taken instead. */
export interface Mood {
  share: number;
  edge: number;
}

/** About `share` of the whole in coarse steps, so that different units often get the same. */
function coarse(random: Random, whole: number, share: number): number {
  if (share >= 1) return whole;
  const step = random.pick([100, 100, 50, 50, 25, 5, 1]);
  return Math.max(0, Math.min(whole, Math.round((whole * share) / step) * step));
}

/** Points by hand: within the leaf's maximum and its cap, or a few points where it has neither. */
export function byHand(random: Random, leaf: Leaf, share: number): Entry {
  const limits = [leaf.maxPoints, leaf.cap].filter((one) => one !== null && one !== undefined).map(hundredths);
  return { points: spelled(random, coarse(random, limits.length === 0 ? 500 : Math.min(...limits), share)) };
}

function choice(random: Random, leaf: Leaf, mood: Mood): Entry {
  const goal = hundredths(leaf.maxPoints) * mood.share;
  const options = (leaf.options ?? []).toSorted((a, b) =>
    Math.abs(hundredths(a.points) - goal) - Math.abs(hundredths(b.points) - goal));
  const wanted = random.chance(mood.edge) ? random.shuffled(options) : options;
  return { choice: wanted[0]?.key ?? '' };
}

function ratio(random: Random, leaf: Leaf, mood: Mood): Entry {
  const parts = (a: number, b: number): Entry =>
    ({ numerator: spelled(random, a * 100), denominator: spelled(random, b * 100) });
  if (!random.chance(mood.edge)) {
    const b = random.pick([1, 3, 4, 7, 10, 12, 40, 100, 365]);
    return parts(Math.round(b * mood.share), b);
  }
  const border = hundredths(random.pick(some(leaf.bands ?? [], { atLeast: 50 })).atLeast);
  // With 10,000 in all, one hundredth of a percent is one whole thing, so the border is met exactly.
  const scale = random.pick([10_000, 10_000, 200, 100, 20]);
  const onBorder = Math.round((border * scale) / 10_000);
  return random.pick([
    () => parts(Math.max(0, onBorder + random.int(-1, 1)), scale),
    () => parts(onBorder, scale),
    () => parts(0, 7),
    () => parts(5, 5),
    () => parts(11, 10),
    () => ({ numerator: '20.25', denominator: 22.5 }),
    () => parts(2, 3),
  ])();
}

function occurrences(random: Random, leaf: Leaf, mood: Mood): Entry {
  const each = hundredths(leaf.pointsEach) || 100;
  const full = Math.ceil(hundredths(leaf.cap ?? leaf.maxPoints ?? 3) / each);
  if (random.chance(mood.edge)) return { occurrences: random.pick([0, 1, full, full + 1, full + 20]) };
  return { occurrences: Math.round(full * mood.share) };
}

function deduct(random: Random, leaf: Leaf, mood: Mood): Entry {
  const empty = Math.ceil(hundredths(leaf.maxPoints) / (hundredths(leaf.pointsEach) || 100));
  if (random.chance(mood.edge)) return { occurrences: random.pick([0, 1, Math.max(0, empty - 1), empty, empty + 5]) };
  return { occurrences: Math.round(empty * (1 - mood.share)) };
}

function survey(random: Random, leaf: Leaf, mood: Mood): Entry {
  const [low, high] = [hundredths(leaf.scaleMin), hundredths(leaf.scaleMax)];
  const share = random.chance(mood.edge) ? random.pick([0, 1, random.int(0, 100) / 100]) : mood.share;
  return { mean: spelled(random, low + Math.round((high - low) * share)) };
}

function inverse(random: Random, leaf: Leaf, mood: Mood): Entry {
  const target = hundredths(leaf.target);
  if (random.chance(mood.edge)) {
    const values: [number, ...number[]] = [target, target + 1, 0, target * 2, target * 3, Math.floor(target / 2)];
    return { value: spelled(random, random.pick(values)) };
  }
  return { value: spelled(random, Math.round(target / Math.max(0.1, mood.share))) };
}

/** A value inside a band, on its lower border or just below the next better one. */
function bandValue(random: Random, all: readonly Band[], place: number): number {
  const band = all[place];
  const low = hundredths(band?.atLeast);
  const better = all[place - 1];
  // Past its end a line of the best band is not described, so the end is the highest value tried there.
  const end = band?.line === undefined
    ? Math.max(low, hundredths(band?.proportionalTo)) + 100
    : Math.max(low, hundredths(band.line.from), hundredths(band.line.to));
  const high = better === undefined ? end : hundredths(better.atLeast) - 1;
  const step = random.pick([100, 50, 1]);
  const inside = Math.min(high, low + Math.ceil(random.int(0, high - low) / step) * step);
  return random.pick([low, low, Math.max(low, high), inside]);
}

function bands(random: Random, leaf: Leaf, mood: Mood): Entry {
  const all = leaf.bands ?? [];
  if (random.chance(mood.edge)) {
    const place = random.int(0, Math.max(0, all.length - 1));
    const lowest = hundredths(all.at(-1)?.atLeast);
    // Now and then a value that no band takes, where the lowest leaves room for one.
    if (lowest > 0 && random.chance(0.2)) return { value: spelled(random, lowest - 1) };
    return { value: spelled(random, bandValue(random, all, place)) };
  }
  if (mood.share < 1) {
    const place = Math.min(all.length - 1, Math.floor((1 - mood.share) * all.length));
    return { value: spelled(random, bandValue(random, all, place)) };
  }
  const best = all[0];
  const line = best?.line;
  const rising = line === undefined || Number(line.pointsTo) >= Number(line.pointsFrom);
  const top = (rising ? line?.to : line?.from) ?? best?.proportionalTo ?? best?.atLeast;
  return { value: spelled(random, hundredths(top)) };
}

function answers(random: Random, leaf: Leaf, mood: Mood): Entry {
  const options = (leaf.options ?? []).toSorted((a, b) => Number(b.weight) - Number(a.weight));
  // With few answers the quotient has long decimals more often.
  const few = random.chance(mood.edge);
  const counts = options.map((option, i): [string, number] => {
    if (mood.share >= 1) return [option.key, i === 0 ? random.pick([1, 10, 30]) : 0];
    return [option.key, random.int(0, few ? 3 : Math.round(30 * (i === 0 ? mood.share : 1 - mood.share)))];
  });
  if (counts.every(([, n]) => n === 0) && counts[0] !== undefined) counts[0][1] = 1;
  return { counts: Object.fromEntries(counts) };
}

function workItem(random: Random, mood: Mood, extra: boolean): WorkItem {
  const assigned = random.int(1, 10);
  const done = mood.share >= 1 || extra ? assigned : Math.round(assigned * mood.share);
  // More failures than four a unit leave nothing of the item, and not less than nothing.
  const failures = (): number => {
    if (done === 0 || (mood.share >= 1 && !random.chance(mood.edge))) return 0;
    return random.chance(mood.edge) ? random.pick([done, done * 4, done * 4 + 1]) : random.int(0, Math.ceil(done / 2));
  };
  return {
    coefficient: spelled(random, random.pick([50, 100, 100, 125, 150, 200, 333])),
    assigned: extra && random.chance(0.5) ? 0 : assigned,
    done,
    qualityFailures: failures(),
    delays: failures(),
    extra,
  };
}

function work(random: Random, mood: Mood): Entry {
  const items = Array.from({ length: random.int(1, 5) }, (_, i) =>
    workItem(random, mood, i > 0 && random.chance(0.3)));
  // Where nothing planned is done the shares of quality and progress are not described; one unit is.
  if (items[0] !== undefined) items[0].done = Math.max(1, items[0].done);
  const yes = (): boolean => mood.share >= 1 || random.chance(0.6);
  return { leader: random.chance(0.4), items, d: yes(), dd: yes(), e: yes() };
}

/** An entry under the leaf's own method. */
export function randomEntry(random: Random, leaf: Leaf, mood: Mood): Entry {
  const max = hundredths(leaf.maxPoints);
  switch (leaf.method) {
    case 'choice': return choice(random, leaf, mood);
    case 'ratio': return ratio(random, leaf, mood);
    case 'checklist': {
      const checked = random.shuffled(leaf.items ?? []).filter(() => random.chance(mood.share));
      return { checked: checked.map((one) => one.key) };
    }
    case 'occurrences': return occurrences(random, leaf, mood);
    case 'rating': {
      const ratings = Array.from({ length: random.pick([1, 2, 3, 3, 6, 7]) }, () =>
        spelled(random, random.chance(mood.edge) ? random.pick([0, max]) : coarse(random, max, mood.share)));
      return { ratings };
    }
    case 'survey': return survey(random, leaf, mood);
    case 'deduct': return deduct(random, leaf, mood);
    case 'inverse': return inverse(random, leaf, mood);
    case 'external': {
      const share = random.chance(mood.edge) ? random.pick([0, 1, random.int(0, 100) / 100]) : mood.share;
      return { score: spelled(random, coarse(random, hundredths(leaf.scaleMax), share)) };
    }
    case 'relative': {
      const share = random.chance(mood.edge) ? random.pick([0, 1, random.int(0, 100) / 100]) : mood.share;
      return { value: spelled(random, coarse(random, 10_000, share)) };
    }
    case 'bands': return bands(random, leaf, mood);
    case 'answers': return answers(random, leaf, mood);
    case 'work': return work(random, mood);
    default: return byHand(random, leaf, random.chance(mood.edge) ? random.pick([0, 1]) : mood.share);
  }
}
