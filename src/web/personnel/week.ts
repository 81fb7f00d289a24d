import type { WorkItem } from "../../contract/personnel-work.ts";

/** What somebody typed of a week, and what of it is sent. */

export type Draft = { readonly done: string; readonly doneOn: string; readonly reference: string };
export type Unplanned = { readonly productId: string; readonly quantity: string; readonly doneOn: string; readonly reference: string };

/** What a line shows before anything is typed: nothing yet, or what was recorded and is put right. */
export const knownOf = ({ state, done, doneOn, reference }: Pick<WorkItem, "state" | "done" | "doneOn" | "reference">, today: string, said: (decimal: string) => string): Draft =>
  state === "done" ? { done: said(done), doneOn: doneOn ?? today, reference: reference ?? "" } : { done: "", doneOn: today, reference: "" };

/** Until it is accepted the officer may say otherwise. */
export const isPutRight = ({ id, state }: Pick<WorkItem, "id" | "state">, again: ReadonlySet<string>): boolean => state === "done" && again.has(id);

type Body = { readonly records: { itemId: string; version: string; done: string; doneOn: string; reference: string }[]; readonly unplanned: { productId: string; quantity: string; doneOn: string; output: string; reference: string }[] };

/** Lines that say how much was done; a quantity that cannot be read goes as it was typed, so that the server names the field. */
export function recordsOf(items: readonly WorkItem[], drafts: ReadonlyMap<string, Draft>, more: readonly Unplanned[], read: (typed: string) => string | undefined): Body {
  const records = items.flatMap((item) => {
    const draft = drafts.get(item.id);
    return draft === undefined || draft.done.trim() === "" ? [] : [{ itemId: item.id, version: item.version, done: read(draft.done) ?? draft.done, doneOn: draft.doneOn, reference: draft.reference }];
  });
  const unplanned = more.flatMap((one) => (one.productId === "" ? [] : [{ productId: one.productId, quantity: read(one.quantity) ?? one.quantity, doneOn: one.doneOn, output: "", reference: one.reference }]));
  return { records, unplanned };
}

/** What was typed and not sent, because it does not say yet what or how much: it stays on the page when the rest is saved. */
export const unsent = (drafts: ReadonlyMap<string, Draft>, more: readonly Unplanned[]): { readonly drafts: ReadonlyMap<string, Draft>; readonly more: readonly Unplanned[] } => ({
  drafts: new Map([...drafts].filter(([, one]) => one.done.trim() === "")),
  more: more.filter((one) => one.productId === ""),
});

const DAY_MS = 86_400_000;
const MONDAY_FIRST = 6;
const before = (day: string, days: number): string => new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
const mondayOf = (day: string): string => before(day, (new Date(Date.parse(day)).getUTCDay() + MONDAY_FIRST) % 7);

/**
 * The unplanned work of the last week before this one in which there was any, as lines of today; in the first week of a period that of its
 * days so far. What repeats itself is typed once.
 */
export function copiedFrom(items: readonly WorkItem[], today: string): Unplanned[] {
  const own = items.flatMap((one) => (one.isExtra && one.takenFrom === null && one.doneOn !== null && one.doneOn < today ? [{ ...one, week: mondayOf(one.doneOn) }] : []));
  const weeks = own.map((one) => one.week).toSorted();
  const last = weeks.findLast((one) => one < mondayOf(today)) ?? weeks.at(-1);
  return own.filter((one) => one.week === last).map((one) => ({ productId: one.productId, quantity: one.done, doneOn: today, reference: "" }));
}
