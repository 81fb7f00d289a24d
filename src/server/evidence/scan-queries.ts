import { type Generated, sql } from "kysely";
import type { AuditEntry, Transaction } from "../platform/index.ts";

/** The room's SQL about what a scanner said. */

type Verdict = "waiting" | "clean" | "infected";
type Tables = { "congtam.evidence_scan": { id: Generated<string>; sha256: string; verdict: Verdict; detail: string; at: Date } };

/** Writes down what was said of a content; what the ledger is told of it. */
export async function addScan(tx: Transaction, sha256: string, verdict: Verdict, detail: string): Promise<AuditEntry> {
  const at = await tx.now();
  const { id } = await tx.tables<Tables>().insertInto("congtam.evidence_scan").values({ sha256, verdict, detail, at }).returning("id").executeTakeFirstOrThrow();
  return { action: `evidence.file-${verdict}`, subject: `evidence-content:${sha256}`, data: { id: Number(id), sha256, verdict, detail, at: at.toISOString() } };
}

/** Kept contents of which the scanner has said nothing for an hour; those of a time without a scanner among them. */
export async function contentsToScan(tx: Transaction, limit: number): Promise<{ sha256: string }[]> {
  const { rows } = await sql<{ sha256: string }>`
    select distinct k.sha256 from congtam.evidence_kept k
    where k.at < clock_timestamp() - interval '1 hour'
      and coalesce((select s.verdict from congtam.evidence_scan s where s.sha256 = k.sha256 order by s.id desc limit 1), 'waiting') = 'waiting'
    order by k.sha256 limit ${limit}`.execute(tx.tables<Tables>());
  return rows;
}

type FileOf = { readonly id: string; readonly unitId: string; readonly year: number };

/** The files that have this content: for the ledger, and for those who look at them. */
export async function filesOfContent(tx: Transaction, sha256: string): Promise<FileOf[]> {
  const { rows } = await sql<FileOf>`select f.id, f.unit as "unitId", f.year from congtam.evidence_kept k join congtam.evidence_file f on f.id = k.file where k.sha256 = ${sha256} order by f.id`.execute(tx.tables<Tables>());
  return rows;
}
