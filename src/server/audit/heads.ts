import type { Database } from "../platform/index.ts";
import { appendHead, openHeadsFile, signHead, type SignedHead } from "./heads-file.ts";
import { openSigningKey, readKeyring, readSigningKey } from "./keyring.ts";
import { walkLedger } from "./ledger.ts";
import { readRows } from "./queries.ts";
import { GENESIS, type Head, type HeadStatement, type LedgerFault } from "./rules.ts";

export type HeadsOptions = {
  readonly database: Database;
  /** Ed25519 in PEM; made when missing. It belongs on a machine that the database's administrators cannot enter. */
  readonly keyFile: string;
  readonly headsFile: string;
  readonly intervalMs?: number;
  /** Sends a signed head to those who keep it elsewhere; whoever waits for the head does not wait for this. */
  readonly send?: ((head: SignedHead) => Promise<void>) | undefined;
  /** Told of what went wrong between two calls of `now`: a database that is away, a ledger that is broken. */
  readonly onFailure?: (error: unknown) => void;
};

export type Heads = {
  /** A signed head that covers everything committed before the call; for receipts and decisions. */
  readonly now: () => Promise<SignedHead>;
  /** Signs the last head and stops. */
  readonly stop: () => Promise<void>;
};

/** The ledger no longer continues what was signed before: nothing further is signed over it. */
export class BrokenLedger extends Error {
  readonly fault: LedgerFault;
  constructor(fault: LedgerFault) {
    super(`the audit ledger does not continue the last signed head: row ${String(fault.seq)} ${fault.why}`);
    this.name = "BrokenLedger";
    this.fault = fault;
  }
}

const EVERY_MS = 60_000;

/** A head that could not be signed must not pass unnoticed. */
const complain = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
};

/** The head at this moment, after checking that the rows since the last signed one continue it. */
async function statementAfter(database: Database, signed: Head): Promise<HeadStatement> {
  return database.read(async (tx) => {
    const [kept] = signed.seq === GENESIS.seq ? [GENESIS] : await readRows(tx, signed.seq, signed.seq);
    const { last, fault } = await walkLedger(tx, signed, new Map([[signed.seq, signed.hash]]));
    if (kept === undefined) throw new BrokenLedger({ seq: signed.seq, why: "cut", signed: signed.seq });
    if (kept.hash !== signed.hash) throw new BrokenLedger({ seq: signed.seq, why: "rewritten", after: 0 });
    if (fault !== undefined) throw new BrokenLedger(fault);
    return { seq: last.seq, hash: last.hash, at: (await tx.now()).toISOString() };
  });
}

/** At most one runs and one waits; who asks while one waits gets that one, which begins after the question. */
function oneAfterAnother<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Promise<T> | undefined;
  const runAfter = async (before: Promise<unknown>): Promise<T> => {
    await before;
    waiting = undefined;
    return work();
  };
  return () => {
    if (waiting === undefined) {
      waiting = runAfter(running);
      // The next one begins when this one ends, however it ends.
      running = waiting.catch(() => undefined);
    }
    return waiting;
  };
}

/** Signs the ledger's head now, every `intervalMs` and at the end, into a file outside the database. */
export async function startHeads({ database, keyFile, headsFile, intervalMs = EVERY_MS, send, onFailure = complain }: HeadsOptions): Promise<Heads> {
  openSigningKey(keyFile);
  let last: Head = openHeadsFile(headsFile, readKeyring(keyFile)) ?? GENESIS;
  let sending: Promise<unknown> = Promise.resolve();
  const now = oneAfterAnother(async () => {
    const statement = await statementAfter(database, last);
    // The key in use is the one in the file at this moment.
    const head = signHead(statement, readSigningKey(keyFile));
    await appendHead(headsFile, head);
    sending = Promise.all([sending, send?.(head).catch(onFailure)]);
    last = head;
    return head;
  });
  const quietly = () => now().then(() => undefined, onFailure);
  await quietly();
  const timer = setInterval(() => {
    void quietly();
  }, intervalMs);
  timer.unref();
  const stop = async () => {
    clearInterval(timer);
    await quietly();
    await sending;
  };
  return { now, stop };
}
