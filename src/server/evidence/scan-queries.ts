import type { Transaction } from "../platform/index.ts";

/** The room's SQL about what a scanner said. */

type Verdict = "waiting" | "clean" | "infected";
type Tables = { "congtam.evidence_scan": { sha256: string; verdict: Verdict; detail: string; at: Date } };

export async function addScan(tx: Transaction, sha256: string, verdict: Verdict, detail: string): Promise<void> {
  await tx.tables<Tables>().insertInto("congtam.evidence_scan").values({ sha256, verdict, detail, at: await tx.now() }).execute();
}
