/** What the ids of periods stand for (NĐ 335/2025, article 17): the same in the server and in the browser. */

/** A period: its days (the second is the first no longer) and how many months it stands for. */
export type Bounds = { readonly id: string; readonly from: string; readonly to: string; readonly months: 1 | 3; readonly year: number; readonly isTrial: boolean };

const MONTHS = 12;
const TRIAL = "T-";
const two = (value: number): string => String(value).padStart(2, "0");
const firstOf = (year: number, month: number): string => (month > MONTHS ? `${String(year + 1)}-01-01` : `${String(year)}-${two(month)}-01`);

/** The days that an id stands for; it has the shape of one. */
export function boundsOf(period: string): Bounds {
  const isTrial = period.startsWith(TRIAL);
  const plain = isTrial ? period.slice(TRIAL.length) : period;
  const [year, rest] = [Number(plain.slice(0, 4)), plain.slice(5)];
  const isQuarter = rest.startsWith("Q");
  const first = isQuarter ? Number(rest.slice(1)) * 3 - 2 : Number(rest);
  const months = isQuarter ? 3 : 1;
  return { id: period, from: firstOf(year, first), to: firstOf(year, first + months), months, year, isTrial };
}

type Since = { readonly from: string; readonly kind: "month" | "quarter" };

/** The ids of a year's periods, by which granularity is in force when each begins; undefined before the first. */
export function periodsOfYear(year: number, granularities: readonly Since[]): string[] {
  const inOrder = granularities.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const found: string[] = [];
  for (let month = 1; month <= MONTHS; ) {
    const first = firstOf(year, month);
    const kind = inOrder.findLast((one) => one.from <= first)?.kind;
    const isQuarter = kind === "quarter" && month % 3 === 1;
    if (kind !== undefined) found.push(isQuarter ? `${String(year)}-Q${String((month + 2) / 3)}` : `${String(year)}-${two(month)}`);
    month += isQuarter ? 3 : 1;
  }
  return found;
}
