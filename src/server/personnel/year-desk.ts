import type { RatingLine, RatingPeriod } from "../../contract/personnel-year.ts";
import type { LevelLimits } from "../../contract/personnel-year-levels.ts";
import { decisionInForce, foldRating, isRated, RATING_LEVELS, type RatingLevel, type RatingState, stageOfRating, type TakenStep } from "../../contract/personnel-year-steps.ts";
import { pointsOf } from "../../scoring/exact.ts";
import { thresholdsOf } from "../../scoring/explain/thresholds.ts";
import type { LoadedRegulation } from "../../scoring/regulation/load.ts";
import type { Competence } from "../../scoring/regulation/schema.ts";
import { agencyOf, dayOf, headedUnitsOf, personNames, type TreeUnit, unitTree } from "../organisation/index.ts";
import { type Actor, Problem, type Transaction } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import { termsOf } from "./terms.ts";
import { statutoryHolidays } from "./year-calendar.ts";
import { withOneNameEach } from "./year-groups.ts";
import { movedFrom, standingWords, type Standing, standingsOf } from "./year-moves.ts";
import { type Computed, computeRound, type Member, monthsOf, NOBODY, type Placing, withShare, yearPoints } from "./year-points.ts";
import { type FileRow, filesOfRound, findYear, roundStepsOf, type RoundStepRow, seesEveryAgency, stepsOf, type YearRow } from "./year-queries.ts";
import { foldRound, gatesOf, missingOf, ordersThatHold, PROVINCE, type RoundState, type Who } from "./year-rules.ts";

/** What each request about ratings begins with: a round with everybody in it, and what the engine makes of them. */

/** The confirmed results of people's periods in a year, trials aside, oldest first; `homes` are the offices beside which every other one is named. */
export type PeriodsOf = (tx: Transaction, people: readonly string[], year: number, homes?: ReadonlyMap<string, string>) => Promise<ReadonlyMap<string, readonly RatingPeriod[]>>;
/** The levels that organisations were recognised at for a year. */
export type UnitLevels = (tx: Transaction, units: readonly string[], year: number) => Promise<ReadonlyMap<string, RatingLevel>>;
export type YearWiring = { readonly periodsOf: PeriodsOf; readonly unitLevels: UnitLevels };

export type Entry = {
  readonly file: FileRow;
  readonly name: string;
  readonly officeName: string;
  readonly competence: Competence;
  readonly taken: readonly TakenStep[];
  readonly state: RatingState;
  readonly periods: readonly RatingPeriod[];
  readonly months: number;
  readonly isRated: boolean;
  readonly headOf: RatingLevel | undefined;
  /** Where somebody works today, if the file is still elsewhere (article 19.1). */
  readonly movedTo: Standing | undefined;
};
export type Round = {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  readonly settings: YearRow;
  /** With the share of places that was decided. */
  readonly law: LoadedRegulation;
  readonly tree: ReadonlyMap<string, TreeUnit>;
  readonly entries: readonly Entry[];
  readonly steps: readonly RoundStepRow[];
  readonly state: RoundState;
  readonly computed: Computed;
};

/** Of a year that nobody has set yet nothing is deleted. */
const FOR_GOOD = 100;
export const yearOrDefault = async (tx: Transaction, year: number): Promise<YearRow> => (await findYear(tx, year)) ?? { year, number: 0, regulationVersionId: null, retentionYears: FOR_GOOD, holidays: statutoryHolidays(year) };

export async function whoOf(tx: Transaction, { personId, roles, unitIds }: Actor): Promise<Who> {
  const tree = await unitTree(tx, dayOf(await tx.now()));
  const agencies = [...new Set(unitIds.flatMap((unit) => agencyOf(tree, unit)?.id ?? []))];
  return { personId, roles, agencies, heads: roles.includes("unit-head") ? await headedUnitsOf(tx, personId) : [] };
}

export function requireCompetence(law: LoadedRegulation, key: string): Competence {
  const found = law.regulation.competences?.find((one) => one.key === key);
  if (found === undefined) throw new RangeError(`the regulation of a year has no competence ${key}`);
  return found;
}

/** The regulation of the year: of its files, where there are some, else of its settings. */
export async function lawOf(tx: Transaction, versionId: string | null): Promise<LoadedRegulation> {
  const law = versionId === null ? undefined : await findRegulation(tx, versionId);
  if (law?.regulation.competences === undefined || law.regulation.terms === undefined) throw new Problem("conflict", { detail: { vi: "Năm này chưa có quy định xếp loại công chức. Sở Nội vụ cần đặt quy định của năm.", en: "No regulation on rating civil servants is set for this year." } });
  return law;
}

const isHeadPost = (competence: Competence): boolean => competence.post === "head";
const headedUnit = (file: FileRow, competence: Competence): string => (competence.tier === "agency" ? file.agencyId : file.officeId);

async function entriesOf(tx: Transaction, wiring: YearWiring, files: readonly FileRow[], { law, tree, year }: Pick<Round, "law" | "tree" | "year">): Promise<Entry[]> {
  const people = files.map((one) => one.personId);
  const steps = await stepsOf(tx, files.map((one) => one.id));
  const periods = await wiring.periodsOf(tx, people, year, new Map(files.map((one) => [one.personId, one.officeId])));
  const names = await personNames(tx, people);
  const { leastMonths } = termsOf(law.regulation);
  const heads = files.filter((one) => isHeadPost(requireCompetence(law, one.competence)));
  const standings = await standingsOf(tx, tree, law.regulation, people);
  const levels = await wiring.unitLevels(tx, [...new Set(heads.map((one) => headedUnit(one, requireCompetence(law, one.competence))))], year);
  return files.map((file) => {
    const competence = requireCompetence(law, file.competence);
    const taken = steps.get(file.id) ?? [];
    const state = foldRating(taken);
    const own = periods.get(file.personId) ?? [];
    const months = monthsOf(own);
    const headOf = isHeadPost(competence) ? levels.get(headedUnit(file, competence)) : undefined;
    const movedTo = state.decisions.length > 0 ? undefined : movedFrom(file, standings.get(file.personId));
    return { file, movedTo, name: names.get(file.personId) ?? "", officeName: tree.get(file.officeId)?.name ?? "", competence, taken, state, periods: own, months, isRated: isRated(months, state.absence, leastMonths), headOf };
  });
}

const memberOf = ({ file, name, periods, state, headOf }: Entry): Member => ({ fileId: file.id, name, basis: file.basis, periods, state, headOf });

/** Whoever is not rated, or is rated by another agency now, counts for no place either. */
function computedOf(law: LoadedRegulation, entries: readonly Entry[], orders: readonly (readonly string[])[]): Computed {
  const members = entries.filter((one) => one.isRated && (one.movedTo === undefined || one.movedTo.roundId === one.file.roundId)).map(memberOf);
  const first = computeRound(law, members, []);
  const holding = ordersThatHold(orders, first.quota);
  return holding.length === 0 ? first : computeRound(law, members, holding);
}

export async function loadRound(tx: Transaction, wiring: YearWiring, id: string, year: number): Promise<Round> {
  const settings = await yearOrDefault(tx, year);
  const files = await filesOfRound(tx, id, year);
  const tree = await unitTree(tx, dayOf(await tx.now()));
  const agency = tree.get(id);
  if (id !== PROVINCE && agency === undefined && files.length === 0) throw new Problem("not-found");
  const steps = await roundStepsOf(tx, id, year);
  const state = foldRound(steps.map((one) => one.step));
  const law = withShare(await lawOf(tx, files[0]?.regulationVersionId ?? settings.regulationVersionId), state.share?.share);
  const base = { law, tree, year };
  const entries = withOneNameEach(await entriesOf(tx, wiring, files, base)).toSorted((a, b) => (a.officeName === b.officeName ? a.name.localeCompare(b.name, "vi") : a.officeName.localeCompare(b.officeName, "vi")));
  // Places of those whom the Chairman rates are shared out over all agencies: whoever sees one of them would compute another level.
  const isWhole = id !== PROVINCE || (await seesEveryAgency(tx));
  return { id, name: agency?.name ?? law.regulation.authority, settings, entries, steps, state, computed: isWhole ? computedOf(law, entries, state.orders) : NOBODY, ...base };
}

/** The best level that points reach, whatever else holds. */
function byPoints({ regulation }: LoadedRegulation, points: number): RatingLevel | null {
  const [classification] = regulation.classifications;
  const reached = classification === undefined ? [] : thresholdsOf(classification).filter((one) => pointsOf(one.at) <= points).map((one) => one.level);
  return RATING_LEVELS.find((one) => reached.includes(one)) ?? "failed";
}

const limitsOf = (law: LoadedRegulation, { isRated: toRate, months, state, competence, headOf }: Entry, { placing, points }: { readonly placing: Placing | undefined; readonly points: number | undefined }): LevelLimits => ({
  // Before the first period of the year is confirmed nobody knows how long somebody will have worked.
  isRated: toRate || months === 0,
  computed: placing?.level ?? null,
  isTied: placing?.isTied === true && placing.level === null,
  byPoints: points === undefined ? null : byPoints(law, points),
  hasFact: Object.values(state.facts).includes(true),
  isHead: isHeadPost(competence),
  unit: headOf ?? null,
});

const decimal = (hundredths: number): string => (hundredths / 100).toFixed(2);

/** One person's year as a list shows it. */
export function lineOf({ computed, law, tree }: Pick<Round, "computed" | "law" | "tree">, entry: Entry): RatingLine {
  const { file, state, competence } = entry;
  const placing = computed.byFile.get(file.id);
  const points = yearPoints(entry.periods);
  return {
    id: file.id,
    personId: file.personId,
    name: entry.name,
    title: file.title,
    agencyId: file.agencyId,
    officeId: file.officeId,
    officeName: entry.officeName,
    competence: competence.key,
    basis: file.basis,
    group: state.group,
    months: entry.months,
    isRated: entry.isRated,
    percent: placing?.percent ?? (points === undefined ? null : decimal(points.total)),
    computed: placing?.level ?? null,
    pending: placing?.isTied === true && placing.level === null ? "quota-tie" : null,
    selfLevel: state.selfReview?.level ?? null,
    proposed: state.proposal?.level ?? null,
    decided: decisionInForce(state)?.level ?? null,
    stage: stageOfRating(state),
    missing: state.decisions.length > 0 ? [] : missingOf(state, competence, { hasPoints: points !== undefined, hasMoved: entry.movedTo !== undefined }),
    limits: limitsOf(law, entry, { placing, points: points?.total }),
    movedTo: entry.movedTo === undefined ? null : standingWords(tree, entry.movedTo),
    gates: gatesOf(state, { months: entry.months, isRated: entry.isRated, placing, headOf: entry.headOf, isHead: isHeadPost(competence) }),
    version: String(entry.taken.length),
  };
}
