import type { RatingPeriod } from "../../contract/personnel-year.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import type { Transaction } from "../platform/index.ts";
import { type ConfirmedResult, confirmedResults } from "./form-queries.ts";
import type { PeriodsOf } from "./year-desk.ts";

/** The confirmed results of people's periods in a year, as form 02 takes them; trials count for nobody. */

/** The months that a period stands for; its first day says which. */
const monthsOf = ({ from, months }: Pick<ConfirmedResult, "from" | "months">): number[] => Array.from({ length: months }, (_, at) => Number(from.slice(5, 7)) + at);

const viewOf = ({ period, from, months, general, results, total }: ConfirmedResult): RatingPeriod => ({ period, months: monthsOf({ from, months }), general: formatHundredths(general), results: formatHundredths(results), total: formatHundredths(total), note: "" });

export const confirmedPeriods: PeriodsOf = async (tx: Transaction, people, year) => {
  if (people.length === 0) return new Map();
  return new Map([...Map.groupBy(await confirmedResults(tx, people, year), (one) => one.person)].map(([person, own]) => [person, own.map(viewOf)]));
};
