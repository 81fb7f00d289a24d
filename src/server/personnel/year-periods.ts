import type { RatingPeriod } from "../../contract/personnel-year.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { unitNames } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type ConfirmedResult, confirmedResults } from "./form-queries.ts";
import type { PeriodsOf } from "./year-desk.ts";

/** The confirmed results of people's periods in a year, as form 02 takes them; trials count for nobody. */

/** The months that a period stands for; its first day says which. */
const monthsOf = ({ from, months }: Pick<ConfirmedResult, "from" | "months">): number[] => Array.from({ length: months }, (_, at) => Number(from.slice(5, 7)) + at);

const viewOf = ({ period, from, months, general, results, total }: ConfirmedResult, note: string): RatingPeriod => ({ period, months: monthsOf({ from, months }), general: formatHundredths(general), results: formatHundredths(results), total: formatHundredths(total), note });

export const confirmedPeriods: PeriodsOf = async (tx: Transaction, people, year, homes) => {
  if (people.length === 0) return new Map();
  const confirmed = await confirmedResults(tx, people, year);
  const byPerson = [...Map.groupBy(confirmed, (one) => one.person)];
  // Whoever was moved brings the periods along; of those from elsewhere than where the file is it is said where.
  const isElsewhere = ({ person, unit }: ConfirmedResult, own: readonly ConfirmedResult[]): boolean => unit !== (homes?.get(person) ?? own.at(-1)?.unit);
  const names = await unitNames(tx, [...new Set(byPerson.flatMap(([, own]) => own.filter((one) => isElsewhere(one, own))).map((one) => one.unit))]);
  return new Map(byPerson.map(([person, own]) => [person, own.map((one) => viewOf(one, isElsewhere(one, own) ? (names.get(one.unit) ?? "") : ""))]));
};
