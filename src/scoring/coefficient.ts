import { compare, divide, formatFraction, isZero, parseDecimal } from "./exact.ts";

/** How many standard units a product is worth (NĐ 335/2025, article 13.1.c): its points ÷ those of the standard unit. */

/** Decimals of a coefficient; a quotient that has more is rounded half up, and both its parts stay known. */
const DECIMALS = 4;

type Coefficient = { readonly text: string; /** False where it had to be rounded. */ readonly isExact: boolean };

/** Undefined where one of them is no number above 0. */
export function coefficientOf(points: string, standardPoints: string): Coefficient | undefined {
  const [above, below] = [parseDecimal(points), parseDecimal(standardPoints)];
  if (above === undefined || below === undefined || isZero(below) || isZero(above)) return undefined;
  const exact = divide(above, below);
  const text = formatFraction(exact, DECIMALS);
  const shown = parseDecimal(text);
  return { text, isExact: shown !== undefined && compare(shown, exact) === 0 };
}
