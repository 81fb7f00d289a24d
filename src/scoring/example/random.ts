/** A small deterministic source of numbers: the same seed gives the same example, on every machine. */
export type Random = {
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
};

/** Mulberry32 on 32-bit integers; good enough for examples, never for anything that must be secret. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return {
    between: (low, high) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return low + (((mixed ^ (mixed >>> 14)) >>> 0) % (high - low + 1));
    },
  };
}
