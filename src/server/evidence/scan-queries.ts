import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about what a scanner said. */

type Verdict = "waiting" | "clean" | "infected";
type Tables = { "congtam.evidence_scan": { sha256: string; verdict: Verdict; detail: string; at: Date } };

export async function addScan(tx: Transaction, sha256: string, verdict: Verdict, detail: string): Promise<void> {
  await tx.tables<Tables>().insertInto("congtam.evidence_scan").values({ sha256, verdict, detail, at: await tx.now() }).execute();
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

/** The files that have this content: for the ledger. */
export async function filesOfContent(tx: Transaction, sha256: string): Promise<{ file: string; unit: string }[]> {
  const { rows } = await sql<{ file: string; unit: string }>`select file, unit from congtam.evidence_kept where sha256 = ${sha256} order by file`.execute(tx.tables<Tables>());
  return rows;
}
