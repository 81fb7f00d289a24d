import { formatFraction, formatHundredths, fraction, multiply, parseDecimal, readHundredths, wholeOf } from "../../scoring/exact.ts";

/** Quantities are kept in hundredths, coefficients in ten-thousandths. */

const UNITS = 10_000;

/** Of a text that the contract has read. */
export const hundredthsOf = (text: string): number => readHundredths(text.replace(/^0+(?=\d)/, ""));
export const quantityText = (hundredths: number): string => formatHundredths(hundredths).replace(/\.?0+$/, "");
export const coefficientText = (units: number): string => formatFraction(fraction(units, UNITS), 4);

/** Undefined where a coefficient has more than four decimals or is none. */
export function coefficientUnits(text: string): number | undefined {
  const value = parseDecimal(text, 4);
  const units = value === undefined ? undefined : wholeOf(multiply(value, fraction(UNITS)));
  return units !== undefined && units > 0 && units < 2 ** 31 ? units : undefined;
}
