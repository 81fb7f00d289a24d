import { foldForm, type FormState, type RecordedFormAction } from "../../contract/personnel-form.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { isLeader, type Place } from "./place-rules.ts";
import type { Ground, Sums } from "./score.ts";

/** What the score of one person rests on, from what was read. No I/O: everybody's is computed in a thread. */

/** What follows for a leader from those who are led: how many are not settled yet, and d once all are. */
export type Led = { readonly left: number; readonly d: boolean | undefined; readonly isFieldMissing: boolean };
export type Settled = { readonly state: "confirmed" | "absent"; readonly level: string | null };

/** The level that means that the tasks were not done: the last of the regulation's. */
export const failedLevel = (engine: Engine): string | undefined => engine.ratios[0]?.classification.levels.at(-1)?.key;

/** Whether somebody's result alone decides d of whoever leads (article 15.3.a). */
export const isFailed = ({ state, level }: Settled, failed: string | undefined): boolean => state === "confirmed" && level === failed;

/** The scores that count: what the superior corrected, else the self-scores. */
export const countingScores = ({ self, confirmation }: FormState): Record<string, string> | undefined => (self === undefined ? undefined : { ...self.scores, ...Object.fromEntries((confirmation?.corrections ?? []).map((one) => [one.code, one.points])) });

/** What is just being confirmed. */
export type Override = { readonly scores?: Readonly<Record<string, string>>; readonly marks?: { readonly dd: boolean; readonly e: boolean } | undefined };
type Read = Override & { readonly sums: Sums | undefined; readonly actions: readonly RecordedFormAction[]; readonly led: Led | undefined };

export function groundOf(place: Pick<Place, "kind">, { sums, actions, led, ...override }: Read): { readonly form: FormState; readonly ground: Ground } {
  const form = foldForm(actions);
  const marked = override.marks ?? form.confirmation?.marks;
  return { form, ground: { sums, scores: override.scores ?? countingScores(form), marks: { leader: isLeader(place), d: led?.d, dd: marked?.dd, e: marked?.e }, subordinatesLeft: led?.left, isFieldMissing: led?.isFieldMissing } };
}
