import type { RecheckOutcome } from "../../contract/survey-field.ts";
import { formatHundredths, fraction, roundToHundredths } from "../../scoring/exact.ts";
import type { Drawn, Visit } from "./field-queries.ts";

/** Asking some of the interviewed again: which, and how far that agrees. */

/** So many of each interviewer's interviews that were held, at least one; `mix` puts them in an order that nobody can foresee. */
export function draw(visits: readonly Visit[], drawn: ReadonlySet<string>, percent: number, mix: <T>(items: readonly T[]) => T[]): Visit[] {
  const left = visits.filter((one) => one.isDone && !drawn.has(one.card.toString("hex")));
  return [...Map.groupBy(left, (one) => one.interviewer.toString("hex")).values()].flatMap((own) => mix(own).slice(0, Math.max(1, Math.ceil((own.length * percent) / 100))));
}

export type Agreement = { readonly drawn: number; readonly agrees: number; readonly differs: number; readonly notInterviewed: number; readonly notReached: number; readonly agreement: string | null };

/** Those who were not reached say nothing, for or against. */
export function agreementOf(drawn: readonly Pick<Drawn, "outcome">[]): Agreement {
  const count = (outcome: RecheckOutcome): number => drawn.filter((one) => one.outcome === outcome).length;
  const [agrees, differs, notInterviewed] = [count("agrees"), count("differs"), count("not-interviewed")];
  const reached = agrees + differs + notInterviewed;
  return { drawn: drawn.length, agrees, differs, notInterviewed, notReached: count("not-reached"), agreement: reached === 0 ? null : formatHundredths(roundToHundredths(fraction(100 * agrees, reached))) };
}
