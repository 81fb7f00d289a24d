import type { FormFigure } from "../../contract/plan-form.ts";
import { newestPublished } from "../campaign/index.ts";
import type { Fields } from "../../scoring/fields.ts";
import type { Transaction } from "../platform/index.ts";
import type { SurveyedValues } from "./measured-findings.ts";

/** Figures of a report that surveys have counted already: only what is published, since nobody sees what was said of the own unit before (QĐ 02050 II.3.b). */

type Asked = { readonly unitId: string; readonly year: number; readonly figures: readonly FormFigure[] };
/** In whole hundredths, with the survey that it comes from. */
type SurveyedFigure = { readonly value: number; readonly source: string };

const HUNDRED = 100;
/** "2025-12-01" as people write it. */
const written = (day: string): string => day.split("-").toReversed().join("/");
const numberIn = (value: unknown): number | undefined => (typeof value === "number" || (typeof value === "string" && /^\d{1,15}(?:\.\d+)?$/.test(value)) ? Number(value) : undefined);

/** How many gave each answer; nothing where only a mean came in. */
function countsIn({ counts }: Fields): Readonly<Record<string, number>> | undefined {
  if (typeof counts !== "object" || counts === null || Array.isArray(counts)) return undefined;
  const read = Object.entries(counts).map(([answer, n]) => [answer, numberIn(n)] as const);
  return read.every((one): one is readonly [string, number] => one[1] !== undefined) ? Object.fromEntries(read) : undefined;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0);

/** What a figure takes of a value as a criterion took it: a count of answers, or their share. */
export function figureFrom({ kind, answers }: Pick<FormFigure, "kind" | "answers">, input: Fields): number | undefined {
  const counts = countsIn(input);
  const all = counts === undefined ? undefined : sumOf(Object.values(counts));
  const counted = counts === undefined || answers === undefined ? all : sumOf(answers.map((one) => counts[one] ?? 0));
  if (kind === "count") return counted === undefined ? undefined : Math.round(counted * HUNDRED);
  if (kind !== "percent") return undefined;
  if (counted !== undefined && all !== undefined && answers !== undefined) return all === 0 ? undefined : Math.round((counted * HUNDRED * HUNDRED) / all);
  const share = numberIn(input["score"]);
  return share === undefined || share > HUNDRED ? undefined : Math.round(share * HUNDRED);
}

/** What is counted in the year is of the year's own surveys; what stands on a day goes on from those that were published last. */
const isOf = ({ over }: FormFigure, year: number, published: number): boolean => over === "moment" || published === year;

/** By key what the newest published surveys say of a unit. */
export async function surveyedFigures(tx: Transaction, { unitId, year, figures }: Asked, values: SurveyedValues): Promise<ReadonlyMap<string, SurveyedFigure>> {
  const wanted = figures.filter((one) => one.from === "survey" && one.surveyed !== undefined);
  const campaign = wanted.length === 0 ? undefined : await newestPublished(tx, unitId, year);
  if (campaign === undefined) return new Map();
  const known = new Map((await values(tx, { campaignId: campaign.id, unitId })).map((one) => [`${campaign.index}/${one.code}`, one]));
  return new Map(wanted.flatMap((figure): [string, SurveyedFigure][] => {
    const found = figure.surveyed?.map((one) => known.get(one)).find((one) => one !== undefined);
    const value = found === undefined || !isOf(figure, year, campaign.year) ? undefined : figureFrom(figure, found.input);
    return found === undefined || value === undefined ? [] : [[figure.key, { value, source: `${found.source}, ${written(found.dated)}` }]];
  }));
}
