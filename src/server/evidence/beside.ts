import type { z } from "zod";
import type { BesideFile } from "../../contract/attached-file.ts";
import { record } from "../audit/index.ts";
import { type AuditEntry, type Database, enqueue, Problem, type Recurring, type Task, type Tasks, type Transaction } from "../platform/index.ts";
import { scanBytes } from "./scanner.ts";

/** Files that other rooms keep beside something, looked at by the scanner of evidence: until it found them clean, nobody gets them. */

/** The number of the verdict's row, which file it is about and what was said of it: all of the row, for the ledger. */
type Said = Readonly<Record<string, unknown>> & { readonly verdict: "waiting" | "clean" | "infected" };

const heldBack = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** What was found to be malicious, or waits for the scanner, goes to nobody. */
export function requireGivenOut(scan: BesideFile["scan"]): void {
  if (scan === "infected") throw heldBack("Tệp có mã độc nên không tải được.", "The file holds malicious code and is given to nobody.");
  if (scan === "waiting") throw heldBack("Tệp đang được quét mã độc; hãy thử lại sau ít phút.", "The file is being scanned; try again in a few minutes.");
}

/** A room that keeps such files, and how it knows them. */
type Shelf<File extends object> = {
  readonly room: string;
  readonly minute: number;
  readonly shape: z.ZodType<File>;
  readonly subjectOf: (file: File) => string;
  readonly bytesOf: (tx: Transaction, file: File) => Promise<Uint8Array | undefined>;
  readonly addVerdict: (tx: Transaction, file: File, verdict: "clean" | "infected", detail: string) => Promise<Said>;
  /** Files of which nothing has been said for an hour; those of a time without a scanner among them. */
  readonly filesToScan: (tx: Transaction, limit: number) => Promise<readonly File[]>;
};

type Scanning<File extends object> = {
  /** Has files looked at, where there is a scanner. */
  readonly enqueue: (tx: Transaction, files: readonly File[]) => Promise<void>;
  readonly told: (file: File, said: Said) => AuditEntry;
  readonly tasksOn: (database: Database, clamd: string | undefined) => Tasks;
  readonly recurring: readonly Recurring[];
};

const AT_ONCE = 200;
const PROGRAM = "system";

export function scanningOf<File extends object>({ room, minute, shape, subjectOf, bytesOf, addVerdict, filesToScan }: Shelf<File>): Scanning<File> {
  const [scan, sweep] = [`${room}.scan`, `${room}.scan-sweep`];
  const told: Scanning<File>["told"] = (file, said) => ({ action: `${room}.file-${said.verdict}`, subject: subjectOf(file), data: said });
  const add: Scanning<File>["enqueue"] = (tx, files) => enqueue(tx, scan, files, `${room}-scan`);
  /** What the scanner could not look at is tried again, and stays held back. */
  const scans = (database: Database, clamd: string | undefined): Task => async (payload) => {
    const file = shape.parse(payload);
    if (clamd === undefined) return;
    const bytes = await database.read((tx) => bytesOf(tx, file));
    if (bytes === undefined) return;
    const { verdict, detail } = await scanBytes(clamd, bytes);
    await database.transaction(async (tx) => record(tx, PROGRAM, [told(file, await addVerdict(tx, file, verdict, detail))]));
  };
  /** What came while there was no scanner, or was given up. */
  const sweeps = (database: Database, clamd: string | undefined): Task => async () => {
    if (clamd !== undefined) await database.transaction(async (tx) => add(tx, await filesToScan(tx, AT_ONCE)));
  };
  return {
    enqueue: add,
    told,
    tasksOn: (database, clamd) => ({ [scan]: scans(database, clamd), [sweep]: sweeps(database, clamd) }),
    recurring: [{ task: sweep, match: `${String(minute)} * * * *` }],
  };
}
