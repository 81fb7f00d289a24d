import type { AuditEntry, Transaction } from "../platform/index.ts";
import { appendEntries, readBounds, readRows } from "./queries.ts";
import { appended, finish, GENESIS, type Head, ledgerData, type SignedHashes, step, storableText, type Walk, walkFrom } from "./rules.ts";

const ROWS_PER_BATCH = 1000;

/**
 * Writes entries behind the ledger's head, in the transaction of the change that they tell of. Others who record
 * wait until that transaction ends, so this should be among the last things that it does.
 */
export async function record(tx: Transaction, by: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await appendEntries(
    tx,
    storableText(by),
    entries.map(({ action, subject, data }) => appended({ by: storableText(by), action, subject: storableText(subject), data: ledgerData(data) })),
  );
}

/** Walks the ledger from a head to its end, or to the first fault. */
export async function walkLedger(tx: Transaction, from: Head, signed: SignedHashes): Promise<Walk> {
  const { lowest, highest } = await readBounds(tx);
  let walk = walkFrom(from);
  // Rows before the first number would be as wrong as any other: they are looked at too.
  let start = from.seq === GENESIS.seq ? Math.min(lowest, 1) : from.seq + 1;
  while (start <= highest) {
    const end = Math.min(start + ROWS_PER_BATCH - 1, highest);
    for (const row of await readRows(tx, start, end)) {
      walk = step(walk, row, signed, highest);
      if (walk.fault !== undefined) return walk;
    }
    if (walk.last.seq < end) return { ...walk, fault: { seq: walk.last.seq + 1, why: "missing" } };
    start = end + 1;
  }
  return finish(walk, signed);
}
