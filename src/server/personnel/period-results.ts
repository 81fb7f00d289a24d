import { boundsOf } from "../../contract/personnel-bounds.ts";
import { add, divide, formatHundredths, type Fraction, fraction, fractionOfHundredths, multiply, roundToHundredths } from "../../scoring/exact.ts";
import type { Transaction } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import { resultsOf } from "./form-queries.ts";
import { pointsText } from "./score.ts";

/** What periods came to, for whoever rates the year (articles 17.3, 11, 19). */

type PeriodResult = {
  readonly periodId: string;
  readonly personId: string;
  /** Where the person was in that period; transfers carry it along. */
  readonly unitId: string;
  readonly months: number;
  /** `confirmed` counts; `absent` is left out of every mean; `computed` is not confirmed yet. */
  readonly state: "computed" | "confirmed" | "absent";
  readonly points30: string | null;
  readonly points70: string | null;
  readonly total: string | null;
  /** By the period's points alone. */
  readonly level: string | null;
  /** a, b, c and of leaders d, đ, e, as exact percents. */
  readonly parts: Readonly<Record<string, string>>;
  readonly reasons: string | null;
};

type Asked = { readonly person?: string; readonly people?: readonly string[]; readonly unit?: string; readonly units?: readonly string[]; readonly periods: readonly string[] };

/** The results of periods, of one or many people or units; one question for all. Trials are nobody's result. */
export async function periodResults(tx: Transaction, { person, people, unit, units, periods }: Asked): Promise<PeriodResult[]> {
  const real = periods.filter((one) => !boundsOf(one).isTrial);
  const rows = await resultsOf(tx, { people: person === undefined ? people : [person], units: unit === undefined ? units : [unit], periods: real });
  return rows.map((row) => ({ periodId: row.period, personId: row.person, unitId: row.unit, months: boundsOf(row.period).months, state: row.state, points30: pointsText(row.general), points70: pointsText(row.results), total: pointsText(row.total), level: row.level, parts: row.parts, reasons: row.reason }));
}

export type Mean = { readonly total: string; readonly months: number; readonly isEnough: boolean };

const NONE = fraction(0);

/**
 * The mean of periods by the decree: of months, where a quarter stands for its three; periods of absence and those not
 * confirmed are left out, so that fewer months count; those of too few months are not rated (article 11.1). Null where there is none.
 */
export function meanOf(periods: readonly Pick<PeriodResult, "state" | "total" | "months">[], leastMonths: number): Mean | null {
  const counted = periods.filter((one) => one.state === "confirmed" && one.total !== null);
  const months = counted.reduce((sum, one) => sum + one.months, 0);
  if (months === 0) return null;
  const weigh = ({ total, months: weight }: Pick<PeriodResult, "total" | "months">): Fraction => multiply(fractionOfHundredths(hundredthsOf(total ?? "0")), fraction(weight));
  const sum = counted.reduce<Fraction>((all, one) => add(all, weigh(one)), NONE);
  return { total: formatHundredths(roundToHundredths(divide(sum, fraction(months)))), months, isEnough: months >= leastMonths };
}
