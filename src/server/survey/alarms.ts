import type { ALARMS } from "../../contract/survey.ts";

/** What looks odd while answers come in and afterwards. It is shown; nothing is dropped or weighed less for it. */

type Alarm = { readonly kind: (typeof ALARMS)[number]; readonly stratum: string | null; readonly day: string | null; readonly count: number | null };

/** Fewer ballots in a day than this are never a burst. */
const LEAST = 20;
/** So many times what the stratum's other days brought on average. */
const TIMES = 5;

/** Days on which a stratum brought far more than on its others; a stratum with one day only has nothing to compare with. */
export function burstsIn(days: readonly { readonly stratum: string; readonly day: string; readonly n: number }[]): Alarm[] {
  return [...Map.groupBy(days, (one) => one.stratum)].flatMap(([stratum, own]) => {
    const all = own.reduce((sum, one) => sum + one.n, 0);
    return own.filter(({ n }) => own.length > 1 && n >= LEAST && n * (own.length - 1) >= TIMES * (all - n)).map(({ day, n }): Alarm => ({ kind: "burst", stratum, day, count: n }));
  });
}

/** Marks that ballots themselves carry. */
export const MARKS = ["straight-line", "too-fast", "same-place", "no-work"] as const;
export type Mark = (typeof MARKS)[number];
export const isMark = (text: string): text is Mark => MARKS.some((one) => one === text);

/** Nobody reads a question aloud, hears the answer and notes it in less. */
const SECONDS_EACH = 2;
/** With fewer answers a form may well be quick. */
const LEAST_ANSWERS = 5;

/** Whether so many answers in so many seconds were hardly asked of anybody. */
export const isTooFast = (answers: number, seconds: number): boolean => answers >= LEAST_ANSWERS && seconds < answers * SECONDS_EACH;
