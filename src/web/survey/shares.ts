const LEVELS = ["1", "2", "3", "4", "5"] as const;

/** Shares of the five levels in percent, without those who have no opinion. */
export function sharesOf(counts: Readonly<Record<string, number>>): number[] {
  const all = LEVELS.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
  return all === 0 ? [] : LEVELS.map((level) => (100 * (counts[level] ?? 0)) / all);
}

/** Where each share begins: after those before it. */
export const startsOf = (shares: readonly number[]): number[] => shares.map((_share, i) => shares.slice(0, i).reduce((sum, one) => sum + one, 0));
