import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry, Transaction } from "../../src/server/platform/index.ts";
import { type Heads, type HeadsOptions, readKeyring, record, type SignedHead, startHeads, verifyLedger } from "../../src/server/audit/index.ts";
import { readRows } from "../../src/server/audit/queries.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";

export const ROWS = 40;
/** Where heads were signed while the ledger grew. */
export const SIGNED = [17, 33, ROWS];
const NEVER = 3_600_000;

/** A ledger of 40 entries with heads signed at three of them, a superuser to alter it and the way back. */
export type Ledger = TestDatabase & {
  readonly folder: string;
  readonly keyFile: string;
  readonly headsFile: string;
  /** Entries of these numbers, by one person in one transaction. */
  readonly write: (from: number, to: number) => Promise<void>;
  readonly verified: (file?: string) => ReturnType<typeof verifyLedger>;
  readonly heads: (more?: Partial<HeadsOptions>) => Promise<Heads>;
  /** What a superuser does once the triggers are out of the way. */
  readonly tamper: (...statements: readonly string[]) => Promise<void>;
  /** The ledger as it was at first. */
  readonly restore: () => Promise<void>;
};

export const note = (n: number): AuditEntry => ({ action: n % 2 === 0 ? "note.added" : "note.changed", subject: `note:${String(n % 5)}`, data: { n, share: 0.25, text: `ghi chú ${String(n)}` } });
export const linesOf = (file: string): SignedHead[] => readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as SignedHead);
export const entriesOf = (tx: Transaction): ReturnType<typeof readRows> => readRows(tx, 1, 1_000_000);

export async function openLedger(): Promise<Ledger> {
  const test = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "congtam-audit-"));
  const keyFile = join(folder, "keys", "ledger.key");
  const headsFile = join(folder, "heads.jsonl");
  const write = (from: number, to: number) => test.database.transaction((tx) => record(tx, `account-${String(from % 3)}`, Array.from({ length: to - from + 1 }, (_, i) => note(from + i))));
  const heads = (more: Partial<HeadsOptions> = {}) => startHeads({ database: test.database, keyFile, headsFile, intervalMs: NEVER, ...more });
  async function tamper(...statements: readonly string[]): Promise<void> {
    await test.superuser.query("set session_replication_role = replica");
    try {
      for (const statement of statements) await test.superuser.query(statement);
    } finally {
      await test.superuser.query("set session_replication_role = origin");
    }
  }
  const signer = await heads();
  let from = 1;
  for (const to of SIGNED) {
    await write(from, to);
    await signer.now();
    from = to + 1;
  }
  await signer.stop();
  await test.superuser.query("create table whole as table congtam.audit_entry");
  return {
    ...test,
    folder,
    keyFile,
    headsFile,
    write,
    verified: (file = headsFile) => verifyLedger(test.database, file, readKeyring(keyFile)),
    heads,
    tamper,
    restore: () => tamper("truncate congtam.audit_entry", "insert into congtam.audit_entry select * from whole"),
    close: async () => {
      await test.close();
      rmSync(folder, { recursive: true });
    },
  };
}
