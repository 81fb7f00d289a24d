import { type Kysely, sql } from "kysely";
import type { RecordedFileAction } from "../../contract/file.ts";
import type { Transaction } from "../platform/index.ts";
import type { Entry } from "./rules.ts";

/** SQL of what every act on one unit's file begins with, each a single question. */

type Tables = { "congtam.assessment_entry": unknown };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type Place = { readonly campaignId: string; readonly unitId: string };

/** How a file is held until the transaction ends: `together` with whoever writes in it, `alone` so that nobody does. */
export type Hold = "together" | "alone";

/** The name of the lock of a unit's file. */
export const fileLock = ({ campaignId, unitId }: Place): string => `file:${campaignId}/${unitId}`;

/** Holds the campaign in its stage, and then the file: in this order for everybody, so that nobody waits for each other. */
export const holdStageAndFile = (tx: Transaction, stage: string, place: Place, how: Hold): Promise<unknown> =>
  sql`select ${how === "alone" ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`}(hashtextextended(${fileLock(place)}, 0))
    from (select pg_advisory_xact_lock_shared(hashtextextended(${stage}, 0)) offset 0) held`.execute(tables(tx));

const ISO = sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What was done with the file, in order, and the newest entries of one criterion by step and author. */
export async function fileAndEntries(tx: Transaction, { campaignId, unitId }: Place, code: string): Promise<{ readonly recorded: readonly RecordedFileAction[]; readonly entries: readonly Entry[] }> {
  const { rows: [row] } = await sql<{ recorded: RecordedFileAction[]; entries: Entry[] }>`
    select
      (select coalesce(json_agg(json_build_object('number', number, 'at', ${ISO}, 'by', by, 'action', action) order by number), '[]')
        from congtam.assessment_action where campaign = ${campaignId} and unit = ${unitId}) as recorded,
      (select coalesce(json_agg(json_build_object('unitId', unit, 'code', criterion, 'step', step, 'author', author, 'version', version, 'input', input, 'note', note,
          'source', source, 'dated', dated, 'asChair', as_chair, 'by', by, 'at', ${ISO}) order by step, author), '[]')
        from (select distinct on (step, author) * from congtam.assessment_entry where campaign = ${campaignId} and unit = ${unitId} and criterion = ${code} order by step, author, version desc) newest) as entries`.execute(tables(tx));
  return row ?? { recorded: [], entries: [] };
}
