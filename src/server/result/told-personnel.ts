import type { KeptRow, Telling } from "../audit/index.ts";
import { listOf, moment, rowOf, told, type ToldRow } from "./told-rows.ts";

/** Which rows about civil servants' work and ratings an entry of the ledger tells of. No I/O. */

type Entry = Pick<Telling, "action" | "subject" | "data">;
type Teller = (entry: Entry) => ToldRow[];

const after = (subject: string): string => subject.slice(subject.indexOf(":") + 1);
/** The two parts of "work-form:PERIOD/PERSON". */
function twoOf(subject: string): readonly [first: string, second: string] {
  const rest = after(subject);
  const at = rest.indexOf("/");
  return [rest.slice(0, at), rest.slice(at + 1)];
}
const hundredths = (points: unknown): unknown => (typeof points === "string" ? Math.round(Number(points) * 100) : points);

/** Years whose records were deleted when their time was over. */
export type Forgotten = ReadonlySet<number>;
const yearOfPeriod = (period: unknown): number => (typeof period === "string" ? Number(period.replace("T-", "").slice(0, 4)) : 0);

function periodTold({ subject, action, data: { id, regulationVersionId, regulation, index, from, to, months, openedAt, by, number, stayClosed: _stayClosed, ...taken } }: Entry): ToldRow[] {
  if (action === "personnel.period-opened") return [told("work_period", { id, regulation_version: regulationVersionId, regulation_sha256: regulation, index_code: index, from_day: from, to_day: to, months, opened_at: moment(openedAt), opened_by: by })];
  return [told("work_period_action", { period: after(subject), number, by, action: taken })];
}

/** A form's acts; what the newest confirmation came to is what counts. */
function tellerOfForms(): Teller {
  const newest = new Map<string, unknown>();
  return ({ subject, data: { number, unit, by, ...action } }) => {
    const [period, person] = twoOf(subject);
    const before = newest.get(subject);
    newest.set(subject, number);
    const { total, level } = rowOf(action["result"]);
    const counted = action["kind"] === "confirm" ? { state: "confirmed", total: hundredths(total), level } : null;
    return [...(before === undefined ? [] : [told("work_form_action", { period, person, number: before, counted: null }, true)]), told("work_form_action", { period, person, number, unit, by, action, counted })];
  };
}

const unitTold: Teller = ({ subject, data: { number, by, ...action } }) => {
  const [period, unit] = twoOf(subject);
  return [told("work_unit_action", { period, unit, number, by, action })];
};

const OF_PERIODS: readonly string[] = ["personnel.period-opened", "personnel.period-close", "personnel.period-reopen"];

/** Periods, forms, offices, deputies' fields and imports. */
export function tellerOfWork(forgotten: Forgotten): Teller {
  const forms = tellerOfForms();
  const ofLasting = (period: string, tell: () => ToldRow[]): ToldRow[] => (forgotten.has(yearOfPeriod(period)) ? [] : tell());
  return (entry) => {
    const { action, subject, data } = entry;
    if (OF_PERIODS.includes(action)) return periodTold(entry);
    if (action.startsWith("personnel.form-")) return ofLasting(twoOf(subject)[0], () => forms(entry));
    if (action.startsWith("personnel.unit-")) return ofLasting(twoOf(subject)[0], () => unitTold(entry));
    if (action === "personnel.granularity-set") return [told("work_granularity", { regulation: data["regulation"], from_day: data["from"], kind: data["kind"], reason: data["reason"], by: data["by"] })];
    if (action === "personnel.remit-set") return [told("work_remit", { person: after(subject), number: data["number"], units: data["units"], people: data["people"], from_day: data["from"], by: data["by"] })];
    return action === "personnel.tasks-imported" ? [told("work_import", { id: data["importId"], period: after(subject), source: data["source"], by: data["by"], added: data["added"], changed: data["changed"], unchanged: data["unchanged"], sha256: data["sha256"], mapping: data["mapping"] })] : [];
  };
}

/** Pieces of work as each act left them, and what was attached to them; the last one is how they stand. */
export function tellerOfItems(): Teller {
  const seen = new Set<unknown>();
  return ({ action, subject, data }) => {
    if (action === "personnel.work-file") return [told("work_file", { ...data, period: after(subject), bytes: data["sha256"], at: moment(data["at"]) })];
    if (action.startsWith("personnel.file-")) return [told("work_scan", { ...data, at: moment(data["at"]) })];
    if (!action.startsWith("personnel.work-")) return [];
    return listOf(data["items"]).flatMap((item): ToldRow[] => {
      if (item["source"] !== null) return [];
      const isMore = seen.has(item["id"]);
      seen.add(item["id"]);
      return [told("work_item", item, isMore)];
    });
  };
}

type Steps = { readonly count: Map<unknown, number>; readonly gone: Set<unknown> };

function filesTold({ subject, data: { year, at, by, files, regulationVersionId } }: Entry, { gone }: Steps, isGone: boolean): ToldRow[] {
  const all = listOf(files);
  if (isGone) for (const { id } of all) gone.add(id);
  return isGone ? [] : all.map(({ id, personId, agencyId, officeId, competence, title, basis }) => told("rating_file", { id, year, person: personId, agency: agencyId, office: officeId, round: after(subject), competence, title, basis, regulation_version: regulationVersionId, at: moment(at), by }));
}

function stepTold(file: unknown, step: unknown, { at, by }: KeptRow, { count, gone }: Steps): ToldRow[] {
  const number = (count.get(file) ?? 0) + 1;
  count.set(file, number);
  return gone.has(file) ? [] : [told("rating_step", { file, number, at: moment(at), by, step })];
}

/** Minutes tell of themselves and of what was said of each. */
function meetingTold({ subject, data }: Entry, steps: Steps, isGone: boolean): ToldRow[] {
  const { year, id, at, by, unitId, ...minutes } = data;
  const said = listOf(minutes["opinions"]).flatMap(({ fileId, text }) => stepTold(fileId, { kind: "meeting", meetingId: id, opinion: text }, data, steps));
  return isGone ? [] : [told("rating_meeting", { id, year, round: after(subject), unit: unitId, at: moment(at), by, minutes }), ...said];
}

/** The step, and where the file is from then on. */
function transferTold({ subject, data }: Entry, steps: Steps): ToldRow[] {
  const { agencyId, officeId, roundId, competence, title } = rowOf(rowOf(data["step"])["to"]);
  const id = after(subject);
  return steps.gone.has(id) ? [] : [...stepTold(id, data["step"], data, steps), told("rating_file", { id, agency: agencyId, office: officeId, round: roundId, competence, title }, true)];
}

const reviewTold = ({ data: { year, quarter, unitId, number, assigned, completed, onTime, exceeded, source, at, by } }: Entry): ToldRow[] => [told("task_review", { year, quarter, unit: unitId, number, assigned, completed, on_time: onTime, exceeded, source, at: moment(at), by })];

/** Ratings of years, in the order in which things happened. */
export function tellerOfRatings(forgotten: Forgotten): Teller {
  const steps: Steps = { count: new Map(), gone: new Set() };
  return (entry) => {
    const { action, subject, data } = entry;
    const isGone = typeof data["year"] === "number" && forgotten.has(data["year"]);
    if (action === "personnel.rating-year-set") return [told("rating_year", { year: data["year"], number: data["number"], regulation_version: data["regulationVersionId"], retention_years: data["retentionYears"], holidays: data["holidays"], at: moment(data["at"]), by: data["by"] })];
    if (action === "personnel.ratings-opened") return filesTold(entry, steps, isGone);
    if (action === "personnel.rating-meeting") return meetingTold(entry, steps, isGone);
    if (action === "personnel.task-review") return reviewTold(entry);
    if (action === "personnel.rating-transfer") return transferTold(entry, steps);
    if (action.startsWith("personnel.rating-round-")) return [told("rating_round_step", { year: data["year"], round: after(subject), number: data["number"], at: moment(data["at"]), by: data["by"], step: data["step"] })];
    return action.startsWith("personnel.rating-") ? stepTold(after(subject), data["step"], data, steps) : [];
  };
}
