import { type ColumnType, type Kysely, sql } from "kysely";
import type { MeetingBody, RoundAction } from "../../contract/personnel-year.ts";
import type { Holiday } from "../../contract/personnel-year-settings.ts";
import type { RatingStep, TakenStep } from "../../contract/personnel-year-steps.ts";
import type { Transaction } from "../platform/index.ts";
import type { FileFacts } from "./year-rules.ts";

/** The SQL of ratings of a year. */

type Json<T> = ColumnType<T, string, never>;
type Tables = {
  "congtam.rating_year": { year: number; number: number; regulation_version: string | null; retention_years: number; holidays: Json<Holiday[]>; at: Date; by: string };
  "congtam.rating_file": { id: string; year: number; person: string; agency: string; office: string; round: string; competence: string; title: string; basis: FileFacts["basis"]; regulation_version: string; at: Date; by: string };
  "congtam.rating_step": { file: string; number: number; at: Date; by: string; step: Json<RatingStep> };
  "congtam.rating_round_step": { year: number; round: string; number: number; at: Date; by: string; step: Json<RoundAction> };
  "congtam.rating_meeting": { id: string; year: number; round: string; unit: string; at: Date; by: string; minutes: Json<Omit<MeetingBody, "unitId">> };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type YearRow = { readonly year: number; readonly number: number; readonly regulationVersionId: string | null; readonly retentionYears: number; readonly holidays: readonly Holiday[] };

export const findYear = (tx: Transaction, year: number): Promise<YearRow | undefined> =>
  tables(tx).selectFrom("congtam.rating_year").select(["year", "number", "regulation_version as regulationVersionId", "retention_years as retentionYears", "holidays"]).where("year", "=", year).orderBy("number", "desc").limit(1).executeTakeFirst();

/** False when somebody was faster. */
export async function insertYear(tx: Transaction, { year, number, regulationVersionId, retentionYears, holidays }: YearRow, at: Date, by: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.rating_year")
    .values({ year, number, regulation_version: regulationVersionId, retention_years: retentionYears, holidays: JSON.stringify(holidays), at, by })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

/** Whoever changes a round, or a file in it, comes after the one before: places are shared out over all of them. */
export async function lockRound(tx: Transaction, round: string, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`rating:${String(year)}:${round}`}, 0))`.execute(tables(tx));
}

/** Whether whoever is asking is shown every agency's people. */
export async function seesEveryAgency(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`select congtam.sees_all() as all`.execute(tables(tx));
  return rows[0]?.all === true;
}

export type FileRow = FileFacts & { readonly regulationVersionId: string; readonly at: Date };
const FILE = ["id", "year", "person as personId", "agency as agencyId", "office as officeId", "round as roundId", "competence", "title", "basis", "regulation_version as regulationVersionId", "at"] as const;

export const findFile = (tx: Transaction, id: string): Promise<FileRow | undefined> => tables(tx).selectFrom("congtam.rating_file").select(FILE).where("id", "=", id).executeTakeFirst();
export const findFileOf = (tx: Transaction, personId: string, year: number): Promise<FileRow | undefined> => tables(tx).selectFrom("congtam.rating_file").select(FILE).where("person", "=", personId).where("year", "=", year).executeTakeFirst();
export const filesOfRound = (tx: Transaction, round: string, year: number): Promise<FileRow[]> => tables(tx).selectFrom("congtam.rating_file").select(FILE).where("round", "=", round).where("year", "=", year).orderBy("id").execute();
export const filesOfPeople = (tx: Transaction, people: readonly string[], year: number): Promise<FileRow[]> => (people.length === 0 ? Promise.resolve([]) : tables(tx).selectFrom("congtam.rating_file").select(FILE).where("person", "in", people).where("year", "=", year).orderBy("id").execute());
export const filesOfAgencies = (tx: Transaction, agencies: readonly string[], year: number): Promise<FileRow[]> => (agencies.length === 0 ? Promise.resolve([]) : tables(tx).selectFrom("congtam.rating_file").select(FILE).where("agency", "in", agencies).where("year", "=", year).orderBy("id").execute());
export const filesOfYear = (tx: Transaction, year: number): Promise<FileRow[]> => tables(tx).selectFrom("congtam.rating_file").select(FILE).where("year", "=", year).orderBy("id").execute();

export async function insertFiles(tx: Transaction, files: readonly Omit<FileRow, "at">[], at: Date, by: string): Promise<void> {
  if (files.length === 0) return;
  await tables(tx)
    .insertInto("congtam.rating_file")
    .values(files.map((one) => ({ id: one.id, year: one.year, person: one.personId, agency: one.agencyId, office: one.officeId, round: one.roundId, competence: one.competence, title: one.title, basis: one.basis, regulation_version: one.regulationVersionId, at, by })))
    .execute();
}

/** Steps of many files, in order, by file. */
export async function stepsOf(tx: Transaction, files: readonly string[]): Promise<Map<string, TakenStep[]>> {
  if (files.length === 0) return new Map();
  const rows = await tables(tx).selectFrom("congtam.rating_step").select(["file", "number", "at", "by", "step"]).where("file", "in", files).orderBy("file").orderBy("number").execute();
  return new Map([...Map.groupBy(rows, (one) => one.file)].map(([file, own]) => [file, own.map(({ number, at, by, step }) => ({ number, at: at.toISOString(), by, step }))]));
}

export type NewStep = { readonly fileId: string; readonly number: number; readonly step: RatingStep };

/** False when somebody was faster with one of them. */
export async function insertSteps(tx: Transaction, steps: readonly NewStep[], at: Date, by: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.rating_step")
    .values(steps.map(({ fileId, number, step }) => ({ file: fileId, number, at, by, step: JSON.stringify(step) })))
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) === steps.length;
}

/** A year that was decided on keeps its periods closed, unless a complaint was found right (article 21.3). */
export async function decidedPeople(tx: Transaction, people: readonly string[], year: number): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set();
  const { rows } = await sql<{ person: string }>`
    select f.person from congtam.rating_file f
    where f.person = any(${people}::text[]) and f.year = ${year}
      and exists (select from congtam.rating_step d where d.file = f.id and d.step ->> 'kind' in ('decide', 'replace'))
      and not exists (
        select from congtam.rating_step a where a.file = f.id and a.step ->> 'kind' in ('answer', 'verify') and (a.step ->> 'changes')::boolean
          and not exists (select from congtam.rating_step d where d.file = f.id and d.number > a.number and d.step ->> 'kind' = 'replace'))`.execute(tables(tx));
  return new Set(rows.map((one) => one.person));
}

export type RoundStepRow = { readonly number: number; readonly at: Date; readonly by: string; readonly step: RoundAction };

export const roundStepsOf = (tx: Transaction, round: string, year: number): Promise<RoundStepRow[]> =>
  tables(tx).selectFrom("congtam.rating_round_step").select(["number", "at", "by", "step"]).where("round", "=", round).where("year", "=", year).orderBy("number").execute();

export async function insertRoundStep(tx: Transaction, { round, year, number, step }: { readonly round: string; readonly year: number; readonly number: number; readonly step: RoundAction }, at: Date, by: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.rating_round_step")
    .values({ round, year, number, at, by, step: JSON.stringify(step) })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export type MeetingRow = { readonly id: string; readonly unitId: string; readonly at: Date; readonly by: string; readonly minutes: Omit<MeetingBody, "unitId"> };

export const meetingsOf = (tx: Transaction, round: string, year: number): Promise<MeetingRow[]> =>
  tables(tx).selectFrom("congtam.rating_meeting").select(["id", "unit as unitId", "at", "by", "minutes"]).where("round", "=", round).where("year", "=", year).orderBy("at").orderBy("id").execute();

export const meetingsNamed = (tx: Transaction, ids: readonly string[]): Promise<MeetingRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : tables(tx).selectFrom("congtam.rating_meeting").select(["id", "unit as unitId", "at", "by", "minutes"]).where("id", "in", ids).orderBy("at").orderBy("id").execute();

export const insertMeeting = (tx: Transaction, { id, round, year, body: { unitId, ...minutes } }: { readonly id: string; readonly round: string; readonly year: number; readonly body: MeetingBody }, at: Date, by: string): Promise<unknown> =>
  tables(tx).insertInto("congtam.rating_meeting").values({ id, year, round, unit: unitId, at, by, minutes: JSON.stringify(minutes) }).execute();
