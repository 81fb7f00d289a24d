import type { MeetingView, RatingFile, RatingRound } from "../../contract/personnel-year.ts";
import { RATING_FACTS } from "../../contract/personnel-year-steps.ts";
import type { Transaction } from "../platform/index.ts";
import { dayOf, personNames } from "../organisation/index.ts";
import { termsOf } from "./terms.ts";
import { afterWorkingDays, calendarOfYear, lastDayBefore } from "./year-calendar.ts";
import { type Entry, lineOf, type Round } from "./year-desk.ts";
import { type MeetingRow, meetingsOf } from "./year-queries.ts";
import { isPersonnelOf, partsOf, PROVINCE, sees, type Who } from "./year-rules.ts";
import { namesInUse } from "./year-groups.ts";
import { arrivalsOf } from "./year-moves.ts";
import { contractView } from "./year-staff.ts";

/** A file and a round as somebody sees them. */

/** The day by which a complaint that came at a moment must be answered. */
export const answerDueOn = (at: string, { settings, law }: Pick<Round, "settings" | "law">): string => afterWorkingDays(dayOf(new Date(at)), termsOf(law.regulation).daysToAnswer, calendarOfYear(settings));

export async function fileView(tx: Transaction, round: Round, entry: Entry, who: Who): Promise<RatingFile> {
  const { file, state, competence } = entry;
  const names = await personNames(tx, entry.taken.map((one) => one.by));
  return {
    ...lineOf(round, entry),
    year: file.year,
    roundId: round.id,
    agencyName: round.tree.get(file.agencyId)?.name ?? "",
    regulation: { id: round.law.regulation.id, sha256: round.law.sha256 },
    authority: { title: competence.title, article: competence.article, text: competence.text, decidedBy: competence.decidedBy },
    periods: entry.periods.map((one) => ({ ...one, months: [...one.months] })),
    why: [...(round.computed.byFile.get(file.id)?.why ?? [])],
    absence: state.absence === null ? null : { months: state.absence.months, cause: state.absence.cause },
    facts: RATING_FACTS.filter((key) => state.facts[key]),
    decisions: state.decisions.map((one) => ({ ...one })),
    groups: namesInUse(round.entries),
    complaints: state.complaints.map((one) => ({ ...one, afterwards: one.afterwards === null ? null : { ...one.afterwards }, dueOn: answerDueOn(one.at, round), answer: one.answer === null ? null : { ...one.answer } })),
    parts: partsOf(who, file, competence),
    steps: entry.taken.map((one) => ({ ...one, byName: names.get(one.by) ?? "" })),
    now: (await tx.now()).toISOString(),
  };
}

/** The last day on which the year is rated, by the regulation's calendar (plan IV.4.1.b: before 15 December). */
export function ratedBy({ law: { regulation }, year }: Pick<Round, "law" | "year">): string {
  const stage = regulation.calendar.find((one) => one.key === "rating");
  const on = (monthDay: string): string => `${String(stage?.nextYear === true ? year + 1 : year)}-${monthDay}`;
  return stage?.before === undefined ? on(stage?.to ?? "12-31") : lastDayBefore(on(stage.before));
}

export const meetingView = ({ id, unitId, at, by, minutes }: MeetingRow, { tree }: Pick<Round, "tree">): MeetingView => ({ id, unitId, unitName: tree.get(unitId)?.name ?? "", heldOn: minutes.heldOn, place: minutes.place, chairedBy: minutes.chairedBy, secretary: minutes.secretary, attended: [...minutes.attended], absent: [...minutes.absent], opinions: minutes.opinions.map((one) => ({ ...one })), conclusion: minutes.conclusion, at: at.toISOString(), by });

/** Who of a round somebody sees: an office's head sees the own office, colleagues see nobody. */
export const seenIn = ({ entries }: Pick<Round, "entries">, who: Who): Entry[] => entries.filter((one) => one.file.personId !== who.personId && sees(who, one.file));

/** Whether somebody has anything to do with a round beyond their own file. */
export const mayEnter = (round: Round, who: Who): boolean => who.roles.includes("programme-officer") || who.roles.includes("chairman") || isPersonnelOf(who, round.id) || (who.roles.includes("unit-head") && who.heads.includes(round.id)) || seenIn(round, who).length > 0;

const decidesIn = (round: Round, who: Who): boolean => (round.id === PROVINCE ? who.roles.includes("chairman") : who.roles.includes("unit-head") && who.heads.includes(round.id));

export async function roundView(tx: Transaction, round: Round, who: Who): Promise<RatingRound> {
  const seen = new Set(seenIn(round, who).map((one) => one.file.id));
  const lines = round.entries.filter((one) => seen.has(one.file.id)).map((one) => lineOf(round, one));
  const excellent = (group: readonly string[]): number => round.entries.filter((one) => group.includes(one.file.id) && lineOf(round, one).decided === "excellent").length;
  const { classifications: [classification] } = round.law.regulation;
  const meetings = await meetingsOf(tx, round.id, round.year);
  const [mayDecide, mayPrepare] = [decidesIn(round, who), isPersonnelOf(who, round.id)];
  // Minutes stay with the agency that held the meeting, also when everybody whom it was about has gone elsewhere.
  const ofRound = new Set(round.entries.map((one) => one.file.id));
  const gone = new Set(meetings.filter((one) => one.minutes.opinions.every(({ fileId }) => !ofRound.has(fileId))).map((one) => one.id));
  const shown = meetings.map((one) => meetingView(one, round)).map((one) => ({ ...one, opinions: one.opinions.filter(({ fileId }) => seen.has(fileId)) })).filter((one) => one.opinions.length > 0 || ((mayDecide || mayPrepare) && gone.has(one.id)));
  const ratio = classification?.levels.find((one) => one.quota !== undefined)?.quota?.share ?? "";
  return {
    id: round.id,
    name: round.name,
    year: round.year,
    regulation: { id: round.law.regulation.id, sha256: round.law.sha256 },
    share: ratio,
    shareReason: round.state.share?.reason ?? null,
    dueOn: ratedBy(round),
    lines,
    hidden: round.entries.length - lines.length,
    quota: round.computed.quota.map(({ group, base, places, takers, straddling }) => ({ group, base, places, taken: excellent([...takers, ...straddling]), share: round.state.share?.share ?? String(Number(ratio)) })),
    arrivals: mayDecide || mayPrepare ? await arrivalsOf(tx, round) : [],
    meetings: shown,
    contract: mayDecide || mayPrepare ? await contractView(tx, round) : null,
    mayDecide,
    mayPrepare,
    now: (await tx.now()).toISOString(),
    version: versionOfRound(round),
  };
}

/** Changes with every step of the round and of anybody in it: places are shared out over all of them. */
export const versionOfRound = (round: Pick<Round, "steps" | "entries">): string => String(round.steps.length + round.entries.reduce((sum, one) => sum + one.taken.length + 1, 0));

/** For the log of reads: everybody who was shown, unless it was oneself. */
export const shownPeople = (entries: readonly Entry[], who: Who): { campaign: string; unit: string; ofPerson: string }[] => entries.filter((one) => one.file.personId !== who.personId).map(({ file }) => ({ campaign: `year-${String(file.year)}`, unit: file.agencyId, ofPerson: file.personId }));

