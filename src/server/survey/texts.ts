import type { SurveyDesign } from "../../contract/survey-design.ts";
import { WHOLE_BALLOT } from "./box.ts";
import type { Count, WrittenRow } from "./box-queries.ts";
import type { Channel } from "./queries.ts";
import { screened } from "./screening.ts";
import { LEAST_SHOWN } from "./suppression.ts";

/** What people wrote, of units and groups in which enough answered; each text alone, without what else its writer said. */

export type Written = { readonly unit: string; readonly respondents: string; readonly place: string; readonly channel: Channel; readonly text: string; readonly isScreened: boolean };

/** The questions that take words. */
export const textPlaces = ({ groups }: Pick<SurveyDesign, "groups">): string[] => [...new Set(groups.flatMap((one) => one.form.sections.flatMap(({ questions }) => questions.filter((each) => each.kind === "text").map((each) => each.key))))];

const cellOf = ({ channel, unit, respondents }: { readonly channel: Channel; readonly unit: string; readonly respondents: string }): string => JSON.stringify([channel, unit, respondents]);

/** Texts in the order of the alphabet, which tells nothing of their writers; and how many are held back. */
export function textsOf({ groups, strata }: SurveyDesign, { rows, counts }: { readonly rows: readonly WrittenRow[]; readonly counts: readonly Count[] }, book: ReadonlySet<string>): { readonly items: readonly Written[]; readonly withheld: number } {
  const places = new Map(groups.map((one) => [one.key, new Set(textPlaces({ groups: [one] }))]));
  const groupOf = new Map(strata.map((one) => [one.key, one.group]));
  const sizes = new Map(counts.filter((one) => one.place === WHOLE_BALLOT.place).map((one) => [cellOf(one), one.n]));
  const all = rows.map(({ stratum, ...one }) => ({ ...one, respondents: groupOf.get(stratum) ?? stratum })).filter((one) => one.text !== "" && places.get(one.respondents)?.has(one.place) === true);
  const shown = all.filter((one) => (sizes.get(cellOf(one)) ?? 0) >= LEAST_SHOWN).map((one): Written => {
    const text = screened(one.text, book);
    return { ...one, text, isScreened: text !== one.text.normalize("NFC") };
  });
  return { items: shown.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)), withheld: all.length - shown.length };
}
