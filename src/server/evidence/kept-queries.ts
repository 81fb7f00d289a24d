import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. A row whose file or item is gone belongs to no year. */

const yearOf = (table: string, column: string) => sql`coalesce((select min(its.year) from congtam.${sql.raw(table)} its where its.id = kept.${sql.raw(column)}), 0)`;
const OF_FILE = yearOf("evidence_file", "file");
const OF_ITEM = yearOf("evidence_item", "item");

/** Every library (unit and year) that any row names. */
export async function librariesKept(tx: Transaction): Promise<{ unit: string; year: number }[]> {
  const { rows } = await sql<{ unit: string; year: number }>`
    select unit, year from congtam.evidence_item union select unit, year from congtam.evidence_file
    union select unit, ${OF_FILE} from congtam.evidence_kept kept union select unit, ${OF_FILE} from congtam.evidence_refused kept union select unit, ${OF_FILE} from congtam.evidence_withdrawn kept union select unit, ${OF_ITEM} from congtam.evidence_description kept`.execute(tx.tables());
  return rows;
}

/** All that the room keeps of a library, by table; words are made of what stands beside them. */
export async function keptOfLibrary(tx: Transaction, unit: string, year: number): Promise<Record<"evidence_item" | "evidence_file" | "evidence_kept" | "evidence_refused" | "evidence_withdrawn" | "evidence_description", KeptRow[]>> {
  return {
    evidence_item: await keptRows(tx, sql`congtam.evidence_item kept where unit = ${unit} and year = ${year}`),
    evidence_file: await keptRows(tx, sql`congtam.evidence_file kept where unit = ${unit} and year = ${year}`),
    evidence_kept: await keptRows(tx, sql`congtam.evidence_kept kept where unit = ${unit} and ${OF_FILE} = ${year}`),
    evidence_refused: await keptRows(tx, sql`congtam.evidence_refused kept where unit = ${unit} and ${OF_FILE} = ${year}`),
    evidence_withdrawn: await keptRows(tx, sql`congtam.evidence_withdrawn kept where unit = ${unit} and ${OF_FILE} = ${year}`),
    evidence_description: await keptRows(tx, sql`congtam.evidence_description kept where unit = ${unit} and ${OF_ITEM} = ${year}`, sql`- 'words'`),
  };
}

export const keptScans = (tx: Transaction): Promise<KeptRow[]> => keptRows(tx, sql`congtam.evidence_scan kept`);
