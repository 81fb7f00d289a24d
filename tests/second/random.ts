// Deterministic randomness: the same seed gives the same case on every machine.
import type { Num } from './shapes.ts';

export interface Random {
  /** A whole number from low to high, both included. */
  int: (low: number, high: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly [T, ...T[]]) => T;
  shuffled: <T>(list: readonly T[]) => T[];
}

/** mulberry32, after the seed was stirred so that neighbouring seeds do not start alike. */
export function randomFrom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ 0x27d4eb2f;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    shuffled: (list) => {
      const rest = [...list];
      return list.flatMap(() => rest.splice(int(0, rest.length - 1), 1));
    },
  };
}

/** Hundredths as a whole number, in which the generator does all its sums. */
export const hundredths = (written: Num | null | undefined): number => Math.round(Number(written ?? 0) * 100);

/** Hundredths spelled as a JSON number or as one of the strings that mean the same. */
export function spelled(random: Random, value: number): Num {
  if (random.chance(0.6)) return value / 100;
  return random.chance(0.5) ? (value / 100).toFixed(2) : String(value / 100);
}

/** A list that is known to have something in it, else the fallback alone. */
export function some<T>(list: readonly T[], fallback: T): [T, ...T[]] {
  const [first, ...rest] = list;
  return first === undefined ? [fallback] : [first, ...rest];
}
