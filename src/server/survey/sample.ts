import { add, compare, divide, type Fraction, fraction, multiply, parseDecimal } from "../../scoring/exact.ts";

/** How many people are asked, and how they are spread over the strata. */

/** The smallest whole number that is not below the value. */
function ceiling(value: Fraction): number {
  const whole = Number(BigInt(value.n) / BigInt(value.d));
  return compare(fraction(whole), value) < 0 ? whole + 1 : whole;
}

/** n = N / (1 + N·e²), rounded up, for a population N and an error e such as "0.05". */
export function sampleSize(population: number, error: string): number {
  const e = parseDecimal(error);
  if (e === undefined || population < 1) throw new RangeError("a sample needs a population and an error");
  return ceiling(divide(fraction(population), add(fraction(1), multiply(fraction(population), multiply(e, e)))));
}

type Layer = { readonly key: string; readonly population: number };

/**
 * Shares a sample out in proportion to the populations: whole parts first, the rest to the largest remainders (the
 * earlier key where they are equal). Nobody gets more than there are people, and everybody at least `least` where there are.
 */
export function allocate(total: number, layers: readonly Layer[], least = 0): Map<string, number> {
  const people = layers.reduce((sum, one) => sum + one.population, 0);
  const given = new Map(layers.map((one) => [one.key, Math.min(least, one.population)]));
  let left = Math.min(total, people) - [...given.values()].reduce((sum, one) => sum + one, 0);
  if (left <= 0 || people === 0) return given;
  // What everybody has already counts towards the share, so that a minimum does not bend the rest.
  const shares = layers.map(({ key, population }) => {
    const exact = BigInt(Math.min(total, people)) * BigInt(population);
    return { key, population, whole: Number(exact / BigInt(people)), rest: exact % BigInt(people) };
  });
  const grow = (key: string, wanted: number): void => {
    const more = Math.max(0, Math.min(wanted - (given.get(key) ?? 0), left));
    given.set(key, (given.get(key) ?? 0) + more);
    left -= more;
  };
  for (const one of shares) grow(one.key, Math.min(one.whole, one.population));
  const byRest = shares.toSorted((a, b) => (a.rest === b.rest ? (a.key < b.key ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  // One round is enough for the remainders; more only where a minimum or the number of people stood in the way.
  for (let before = -1; before !== left; ) {
    before = left;
    for (const one of byRest) if ((given.get(one.key) ?? 0) < one.population) grow(one.key, (given.get(one.key) ?? 0) + 1);
  }
  return given;
}
