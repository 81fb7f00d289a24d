import type { PeopleWork } from "../../contract/home.ts";
import { foldRating, isRated, openComplaint, owesReplacement, type PartInRating, type RatingState } from "../../contract/personnel-year-steps.ts";
import type { Competence } from "../../scoring/regulation/schema.ts";
import { agencyOf, dayOf, unitTree } from "../organisation/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { handedLists, listsOf, searchLists, stepsOf as catalogueSteps } from "./catalogue-list-queries.ts";
import { countItems } from "./outbox-queries.ts";
import { termsOf } from "./terms.ts";
import { waitingInPeriods } from "./waiting.ts";
import { lawOf, type PeriodsOf, requireCompetence, whoOf, yearOrDefault } from "./year-desk.ts";
import { movedFrom, standingsOf } from "./year-moves.ts";
import { monthsOf } from "./year-points.ts";
import { type FileRow, filesOfRound, findFileOf, stepsOf } from "./year-queries.ts";
import { keepsMinutes, partsOf, PROVINCE, type Who } from "./year-rules.ts";
import { answerDueOn, ratedBy } from "./year-views.ts";

/** What waits for somebody in the ratings of a year, among the catalogues, and of what goes to the national database. */

const none = { periodId: null, year: null, place: null, dueOn: null, late: 0, comment: null } as const;

type Law = Awaited<ReturnType<typeof lawOf>>;
type Standing = { readonly file: FileRow; readonly competence: Competence; readonly state: RatingState; readonly parts: readonly PartInRating[]; /** Records the minutes of a meeting. */ readonly meets: boolean };
type Step = "meet" | "propose" | "give-opinion" | "verify" | "decide" | "answer-complaint" | "replace";

/** The next step of a file that is this person's to take; each file waits for one at a time. */
export function stepFor({ competence, state, parts, meets }: Omit<Standing, "file">): Step | undefined {
  const is = (part: PartInRating): boolean => parts.includes(part);
  if (openComplaint(state) !== undefined) return is("decider") ? "answer-complaint" : undefined;
  if (owesReplacement(state)) return is("decider") || is("replacer") ? "replace" : undefined;
  if (state.decisions.length > 0) return undefined;
  if (state.open > 0) return is("decider") ? "verify" : undefined;
  if (state.meetingId === null) return meets && (state.selfReview !== null || state.absence !== null) ? "meet" : undefined;
  if (state.proposal === null) return is("proposer") ? "propose" : undefined;
  if (competence.chairman && state.chairman === null) return is("chairman") ? "give-opinion" : undefined;
  return is("decider") ? "decide" : undefined;
}

/** Rounds in which somebody takes part: of the agencies that they head or whose files they keep, and the Chairman's. */
type Tree = Awaited<ReturnType<typeof unitTree>>;

function roundsOf(actor: Actor, who: Who, tree: Tree): string[] {
  const leads = who.heads.flatMap((unit) => agencyOf(tree, unit)?.id ?? []);
  const keeps = actor.roles.includes("personnel-officer") ? who.agencies : [];
  return [...new Set([...leads, ...keeps, ...(actor.roles.includes("chairman") || actor.roles.includes("programme-officer") ? [PROVINCE] : [])])];
}

type Asked = { readonly tx: Transaction; readonly periodsOf: PeriodsOf; readonly who: Who; readonly round: string; readonly year: number; readonly tree: Tree };

/** Of whoever has worked too few months (articles 11.1, 11.2), or works elsewhere now and is rated there (19.1), nothing waits here. */
async function ratedAmong({ tx, periodsOf, year, tree }: Asked, law: Law, standings: readonly Standing[]): Promise<readonly Standing[]> {
  if (standings.length === 0) return [];
  const people = standings.map((one) => one.file.personId);
  const periods = await periodsOf(tx, people, year);
  const posts = await standingsOf(tx, tree, law.regulation, people);
  const { leastMonths } = termsOf(law.regulation);
  const isHere = ({ file }: Standing): boolean => movedFrom(file, posts.get(file.personId)) === undefined;
  return standings.filter((one) => one.state.decisions.length > 0 || (isHere(one) && isRated(monthsOf(periods.get(one.file.personId) ?? []), one.state.absence, leastMonths)));
}

async function inRound(asked: Asked): Promise<PeopleWork[]> {
  const { tx, who, round, year, tree } = asked;
  const files = await filesOfRound(tx, round, year);
  if (files.length === 0) return [];
  const settings = await yearOrDefault(tx, year);
  const law = await lawOf(tx, files[0]?.regulationVersionId ?? null);
  const steps = await stepsOf(tx, files.map((one) => one.id));
  const standings = files.map((file): Standing => {
    const competence = requireCompetence(law, file.competence);
    return { file, competence, state: foldRating(steps.get(file.id) ?? []), parts: partsOf(who, file, competence), meets: who.personId !== file.personId && keepsMinutes(who, file, file.officeId) };
  });
  const theirs = await ratedAmong(asked, law, standings.filter((one) => stepFor(one) !== undefined));
  const today = dayOf(await tx.now());
  // A complaint is answered in its own time (article 22); for the decision after it no law sets a day.
  const dueOf = ({ state }: Standing, step: Step): string[] => {
    const complaint = openComplaint(state);
    if (complaint !== undefined) return [answerDueOn(complaint.at, { settings, law })];
    return step === "replace" ? [] : [ratedBy({ law, year })];
  };
  return [...Map.groupBy(theirs, stepFor)].flatMap(([kind, own]) => {
    if (kind === undefined) return [];
    const dues = own.flatMap((one) => dueOf(one, kind)).toSorted();
    return [{ ...none, kind, year, place: { id: round, name: tree.get(round)?.name ?? "" }, dueOn: dues[0] ?? null, left: own.length, late: dues.filter((due) => due < today).length }];
  });
}

/** The own form 02, until the meeting. */
async function ownReview(tx: Transaction, { personId }: Actor, year: number): Promise<PeopleWork[]> {
  const file = await findFileOf(tx, personId, year);
  if (file === undefined) return [];
  const { selfReview, absence, meetingId, decisions } = foldRating((await stepsOf(tx, [file.id])).get(file.id) ?? []);
  if (selfReview !== null || absence !== null || meetingId !== null || decisions.length > 0) return [];
  return [{ ...none, kind: "self-review", year, place: { id: file.id, name: file.title }, dueOn: ratedBy({ law: await lawOf(tx, file.regulationVersionId), year }), left: 1 }];
}

type Here = { readonly tx: Transaction; readonly actor: Actor; readonly who: Who; readonly periodsOf: PeriodsOf };

async function inYears({ tx, actor, who, periodsOf }: Here, years: readonly number[]): Promise<PeopleWork[]> {
  const tree = await unitTree(tx, dayOf(await tx.now()));
  const rounds = roundsOf(actor, who, tree);
  const found: PeopleWork[] = [];
  for (const year of years) {
    found.push(...(await ownReview(tx, actor, year)));
    for (const round of rounds) found.push(...(await inRound({ tx, periodsOf, who, round, year, tree })));
  }
  return found;
}

const prepares = ({ roles }: Actor): boolean => roles.includes("unit-head") || roles.includes("personnel-officer");
const MOST_LISTS = 10;

/** A list that came back to somebody's unit, with what was said. */
async function returnedLists({ tx, actor, who: { agencies } }: Here): Promise<PeopleWork[]> {
  if (!prepares(actor)) return [];
  const own = [...new Set([...agencies, ...actor.unitIds])];
  const lists = (await searchLists(tx, { units: own, unitId: undefined, state: "returned", after: undefined, limit: MOST_LISTS })).filter((one) => one.unitId !== null && own.includes(one.unitId));
  const found: PeopleWork[] = [];
  for (const { id, title } of lists) {
    const back = (await catalogueSteps(tx, id)).findLast(({ step }) => step.kind === "return")?.step;
    found.push({ ...none, kind: "mend-list", place: { id, name: title }, left: 1, comment: back?.kind === "return" ? back.reason : null });
  }
  return found;
}

/** Units' lists before the department, the province's before the Chairman. */
async function amongCatalogues(here: Here): Promise<PeopleWork[]> {
  const { tx, actor: { roles } } = here;
  const found = await returnedLists(here);
  if (roles.includes("programme-officer")) {
    const sent = (await handedLists(tx)).filter((one) => one.state === "sent").length;
    if (sent > 0) found.push({ ...none, kind: "review-lists", left: sent });
  }
  if (roles.includes("chairman")) {
    for (const { id, title } of (await listsOf(tx, null)).filter((one) => one.state === "sent")) found.push({ ...none, kind: "approve-list", place: { id, name: title }, left: 1 });
  }
  return found;
}

async function toResend(tx: Transaction, { roles }: Actor): Promise<PeopleWork[]> {
  if (!roles.includes("programme-officer")) return [];
  const { dead } = await countItems(tx, await tx.now());
  return dead === 0 ? [] : [{ ...none, kind: "resend", left: dead }];
}

export type Waiting = (tx: Transaction, actor: Actor) => Promise<PeopleWork[]>;

/** Everything about people's work and ratings that waits for somebody; complaints come after the year's end as well. */
export const waitingWith = (periodsOf: PeriodsOf): Waiting => async (tx, actor) => {
  const year = Number(dayOf(await tx.now()).slice(0, 4));
  const here = { tx, actor, who: await whoOf(tx, actor), periodsOf };
  return [...(await waitingInPeriods(tx, actor)), ...(await inYears(here, [year, year - 1])), ...(await amongCatalogues(here)), ...(await toResend(tx, actor))];
};
