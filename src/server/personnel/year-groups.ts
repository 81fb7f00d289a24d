import type { RatingState, TakenStep } from "../../contract/personnel-year-steps.ts";
import { fold } from "../organisation/index.ts";

/** Groups of like tasks (article 20.5.a): names that differ in case, diacritics or spaces are one group, as it was written first. No I/O. */

type Named = { readonly state: RatingState; readonly taken: readonly TakenStep[] };

const namedAt = ({ taken }: Named): string => taken.findLast((one) => one.step.kind === "group")?.at ?? "";

/** Each group by its folded name, as it was written first. */
function firstNames(entries: readonly Named[]): Map<string, string> {
  const named = entries.filter((one) => one.state.group !== "").toSorted((a, b) => (namedAt(a) < namedAt(b) ? -1 : 1));
  return new Map(named.toReversed().map((one) => [fold(one.state.group), one.state.group]));
}

export function withOneNameEach<E extends Named>(entries: readonly E[]): E[] {
  const names = firstNames(entries);
  return entries.map((one) => ({ ...one, state: { ...one.state, group: names.get(fold(one.state.group)) ?? "" } }));
}

/** What to suggest to whoever names a group. */
export const namesInUse = (entries: readonly Named[]): string[] => [...firstNames(entries).values()].toSorted((a, b) => a.localeCompare(b, "vi"));

/** A name as the agency writes it already. */
export const nameInUse = (entries: readonly Named[], wanted: string): string => firstNames(entries).get(fold(wanted)) ?? wanted;
