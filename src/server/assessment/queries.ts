import { type Kysely, sql } from "kysely";
import type { RecordedFileAction } from "../../contract/file.ts";
import type { Fields } from "../../scoring/fields.ts";
import type { Transaction } from "../platform/index.ts";
import { fileLock, type Hold } from "./desk-queries.ts";
import type { Entry, Step } from "./rules.ts";

/** The room's SQL. */

type Tables = {
  "congtam.assessment_entry": { campaign: string; unit: string; criterion: string; step: Step; author: string; version: number; input: Fields | null; note: string; source: string | null; dated: string | null; as_chair: boolean; by: string; at: Date };
  "congtam.assessment_action": { campaign: string; unit: string; number: number; at: Date; by: string; action: RecordedFileAction["action"] };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

const ENTRY = ["unit as unitId", "criterion as code", "step", "author", "version", "input", "note", "source", "dated", "as_chair as asChair", "by", "at"] as const;
type Row = Omit<Entry, "at"> & { readonly at: Date };
const entryOf = (row: Row): Entry => ({ ...row, at: row.at.toISOString() });

/** One parameter however many there are, none included: the same statement each time. */
const among = (column: "unit" | "criterion", values: readonly string[]) => sql<boolean>`${sql.ref(column)} = any(${values}::text[])`;

type Wanted = { readonly units?: readonly string[]; readonly codes?: readonly string[] };

/** What stands in one unit's file, as a text. */
export type EntryText = { readonly unitId: string; readonly text: string };

/** The newest version of every step, by unit, criterion, step and author. */
export async function newestEntries(tx: Transaction, campaign: string, { units, codes }: Wanted = {}): Promise<Entry[]> {
  const rows = await tables(tx)
    .selectFrom("congtam.assessment_entry")
    .distinctOn(["unit", "criterion", "step", "author"])
    .select(ENTRY)
    .where("campaign", "=", campaign)
    .$if(units !== undefined, (query) => query.where(among("unit", units ?? [])))
    .$if(codes !== undefined, (query) => query.where(among("criterion", codes ?? [])))
    .orderBy("unit")
    .orderBy("criterion")
    .orderBy("step")
    .orderBy("author")
    .orderBy("version", "desc")
    .execute();
  return rows.map(entryOf);
}

/**
 * The same of a whole campaign, each unit's as a JSON text: so many rows that reading them would hold up everybody. A
 * thread reads them (`entriesIn`). Notes stay where they are: they are long, and nothing that counts depends on them.
 */
export async function newestEntryTexts(tx: Transaction, campaign: string, units?: readonly string[]): Promise<EntryText[]> {
  const { rows } = await sql<EntryText>`
    select unit as "unitId", json_agg(json_build_array(criterion, step, author, version, input, source, dated, as_chair, by, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by criterion, step, author)::text as text
    from (
      select distinct on (unit, criterion, step, author) *
      from congtam.assessment_entry
      where campaign = ${campaign} and (${units === undefined} or unit = any(${units ?? []}::text[]))
      order by unit, criterion, step, author, version desc
    ) newest
    group by unit
    order by unit`.execute(tables(tx));
  return rows;
}

/** The entries that a unit's text holds, without their notes. */
export function entriesIn({ unitId, text }: EntryText): Entry[] {
  // The text is the one above.
  const rows = JSON.parse(text) as [string, Step, string, number, Fields | null, string | null, string | null, boolean, string, string][];
  return rows.map(([code, step, author, version, input, source, dated, asChair, by, at]) => ({ unitId, code, step, author, version, input, note: "", source, dated, asChair, by, at }));
}

/** No statement may take long, on a slow machine either. */
const ROWS_PER_INSERT = 2000;

/** Columns as lists: one statement with as many parameters for many rows as for one. */
function listsOf(entries: readonly Entry[]) {
  const list = <T>(of: (entry: Entry) => T): T[] => entries.map(of);
  const ids = sql`${list((one) => one.unitId)}::text[], ${list((one) => one.code)}::text[], ${list((one) => one.step)}::text[], ${list((one) => one.author)}::text[], ${list((one) => one.version)}::integer[]`;
  const values = sql`${list((one) => (one.input === null ? null : JSON.stringify(one.input)))}::text[], ${list((one) => one.note)}::text[], ${list((one) => one.source)}::text[], ${list((one) => one.dated)}::date[]`;
  return sql`unnest(${ids}, ${values}, ${list((one) => one.asChair)}::boolean[], ${list((one) => one.by)}::text[], ${list((one) => one.at)}::timestamptz[])`;
}

/** Adds versions; the primary key refuses one whose number is taken, so of two who write at once the second knows. False when any was. */
export async function addEntries(tx: Transaction, campaign: string, entries: readonly Entry[]): Promise<boolean> {
  let added = 0n;
  for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
    const { numAffectedRows = 0n } = await sql`
      insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, source, dated, as_chair, "by", at)
      select ${campaign}, unit, criterion, step, author, version, input::jsonb, note, source, dated, as_chair, "by", at
      from ${listsOf(entries.slice(from, from + ROWS_PER_INSERT))} as e (unit, criterion, step, author, version, input, note, source, dated, as_chair, "by", at)
      on conflict do nothing`.execute(tables(tx));
    added += numAffectedRows;
  }
  return added === BigInt(entries.length);
}

/**
 * Where a page of history goes on: after so many of the rows of this moment and key, downwards. The key does not name
 * the author, whom not every reader is told; rows that differ in nothing else are counted.
 */
export type HistoryPlace = { readonly at: string; readonly key: string; readonly skip: number };

/** What of a history somebody sees: steps of everybody, and steps of one's own. */
export type HistorySight = { readonly steps: readonly Step[]; readonly ownSteps: readonly Step[]; readonly personId: string };
export type HistoryRow = Entry & { readonly place: Omit<HistoryPlace, "skip"> };

const AT = sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const KEY = sql<string>`criterion || ' ' || step || ' ' || version`;

type HistorySearch = { readonly code: string | undefined; readonly sight: HistorySight; readonly after: HistoryPlace | undefined; readonly limit: number };

/** Every version of a unit's entries that somebody sees, newest first. What is hidden is not read, so that no page tells of it. */
export async function historyOf(tx: Transaction, campaign: string, unit: string, { code, sight: { steps, ownSteps, personId }, after, limit }: HistorySearch): Promise<HistoryRow[]> {
  const rows = await tables(tx)
    .selectFrom("congtam.assessment_entry")
    .select(ENTRY)
    .select([AT.as("placeAt"), KEY.as("placeKey")])
    .where("campaign", "=", campaign)
    .where("unit", "=", unit)
    .$if(code !== undefined, (query) => query.where("criterion", "=", code ?? ""))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(at, ${KEY}) <= (${after?.at ?? ""}::timestamptz, ${after?.key ?? ""})`))
    .where(sql<boolean>`(step = any(${steps}::text[]) or (step = any(${ownSteps}::text[]) and author = ${personId}))`)
    .orderBy("at", "desc")
    .orderBy(KEY, "desc")
    .orderBy("author", "desc")
    .offset(after?.skip ?? 0)
    .limit(limit)
    .execute();
  return rows.map(({ placeAt, placeKey, ...row }) => ({ ...entryOf(row), place: { at: placeAt, key: placeKey } }));
}

/** Where reasons are looked for: the newest appraisals of a criterion in these units, as far as somebody sees them. */
type ReasonSearch = { readonly units: readonly string[]; readonly code: string; readonly sight: HistorySight; readonly limit: number };
type UsedReason = { readonly reason: string; readonly uses: number; readonly own: number; readonly lastUsedAt: Date };

/** The reasons that stand in appraisals, most used first, then by when they were used last. */
export async function reasonsUsed(tx: Transaction, campaign: string, { units, code, sight: { steps, ownSteps, personId }, limit }: ReasonSearch): Promise<UsedReason[]> {
  const { rows } = await sql<UsedReason>`
    select note as reason, count(*)::integer as uses, (count(*) filter (where author = ${personId}))::integer as own, max(at) as "lastUsedAt"
    from (
      select distinct on (unit, step, author) step, author, input, note, at
      from congtam.assessment_entry
      where campaign = ${campaign} and criterion = ${code} and unit = any(${units}::text[])
        and (step = any(${steps}::text[]) or (step = any(${ownSteps}::text[]) and author = ${personId}))
      order by unit, step, author, version desc
    ) as newest
    where input is not null and note <> ''
    group by note
    order by uses desc, "lastUsedAt" desc, note collate "C"
    limit ${limit}`.execute(tables(tx));
  return rows;
}

/** The actions with the files of a campaign, or of some of its units, by unit, each in order. */
export async function fileActionsOf(tx: Transaction, campaign: string, units?: readonly string[]): Promise<Map<string, RecordedFileAction[]>> {
  const rows = await tables(tx)
    .selectFrom("congtam.assessment_action")
    .select(["unit", "number", "at", "by", "action"])
    .where("campaign", "=", campaign)
    .$if(units !== undefined, (query) => query.where(among("unit", units ?? [])))
    .orderBy("unit")
    .orderBy("number")
    .execute();
  const byUnit = new Map<string, RecordedFileAction[]>();
  for (const { unit, at, ...row } of rows) {
    const actions = byUnit.get(unit) ?? [];
    actions.push({ ...row, at: at.toISOString() });
    byUnit.set(unit, actions);
  }
  return byUnit;
}

/** Appends actions with files; false when somebody was faster with one of them. */
export async function addFileActions(tx: Transaction, campaign: string, actions: readonly (RecordedFileAction & { readonly unitId: string })[]): Promise<boolean> {
  if (actions.length === 0) return true;
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.assessment_action")
    .values(actions.map(({ unitId, number, at, by, action }) => ({ campaign, unit: unitId, number, at: new Date(at), by, action: JSON.stringify(action) as unknown as RecordedFileAction["action"] })))
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(actions.length);
}

/**
 * Holds units' files until the transaction ends: `together` with whoever writes in it, `alone` to submit it or take it
 * back, so that what is submitted is what was hashed.
 */
export const holdFiles = (tx: Transaction, campaign: string, units: readonly string[], how: Hold): Promise<unknown> =>
  // In one order for everybody, so that nobody waits for each other.
  sql`select ${how === "alone" ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`}(hashtextextended(held, 0)) from unnest(${units.toSorted().map((unitId) => fileLock({ campaignId: campaign, unitId }))}::text[]) held`.execute(tables(tx));

/** Whether somebody has scored or explained for a unit in this campaign. */
export async function hasScoredFor(tx: Transaction, campaign: string, person: string, units: readonly string[]): Promise<Set<string>> {
  if (units.length === 0) return new Set();
  const rows = await tables(tx).selectFrom("congtam.assessment_entry").select("unit").distinct().where("campaign", "=", campaign).where("unit", "in", units).where("by", "=", person).where("step", "in", ["self", "explanation"]).execute();
  return new Set(rows.map(({ unit }) => unit));
}

/** The criteria of each unit that have a value of a step (by whomever), counting only the newest versions; one row for all of them. */
export async function codesByStep(tx: Transaction, campaign: string, units: readonly string[]): Promise<{ unitId: string; step: Step; codes: readonly string[] }[]> {
  if (units.length === 0) return [];
  const newest = tables(tx)
    .selectFrom("congtam.assessment_entry")
    .distinctOn(["unit", "criterion", "step", "author"])
    .select(["unit", "criterion", "step", "input", "note"])
    .where("campaign", "=", campaign)
    .where("unit", "in", units)
    .orderBy("unit")
    .orderBy("criterion")
    .orderBy("step")
    .orderBy("author")
    .orderBy("version", "desc");
  const rows = await tables(tx)
    .selectFrom(newest.as("newest"))
    // No code has a space in it.
    .select(["newest.unit as unitId", "newest.step", sql<string>`string_agg(distinct newest.criterion, ' ')`.as("codes")])
    .where((is) => is.or([is("newest.input", "is not", null), is("newest.step", "=", "explanation")]))
    .groupBy(["newest.unit", "newest.step"])
    .execute();
  return rows.map(({ codes, ...row }) => ({ ...row, codes: codes.split(" ") }));
}
