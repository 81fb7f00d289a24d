import { z } from "zod";
import { record } from "../audit/index.ts";
import { type Database, enqueue, type Recurring, type Task, type Tasks } from "../platform/index.ts";
import { contentsToRead, forgetOldTrust, isRead, saveContent } from "./content-queries.ts";
import { FILE_KINDS } from "../../contract/evidence.ts";
import { announceFiles } from "./live.ts";
import { addRefused, overdueFiles, settledFiles } from "./queries.ts";
import { readFileOf } from "./read-file.ts";
import { READ_QUEUE, READ_TASK, SCAN_QUEUE, SCAN_TASK, toldOf } from "./receive.ts";
import { REFUSALS } from "./rules.ts";
import type { Means } from "./settings.ts";
import { addScan, contentsToScan, filesOfContent } from "./scan-queries.ts";
import { scan } from "./scanner.ts";
import { sketchOf } from "./sketch.ts";
import { StoreFault } from "./store.ts";
import { wordsOf } from "./words.ts";

/** What is done with files besides requests: they are read, and what never came is cleared away. */

const SWEEP_TASK = "evidence.sweep";
const AT_ONCE = 500;
const PROGRAM = "system";

const wanted = z.object({ sha256: z.string(), kind: z.enum(FILE_KINDS) });

/** Reads a kept file once, in a process of its own. */
const reads = ({ store, roots }: Means, database: Database): Task => async (payload) => {
  const { sha256, kind } = wanted.parse(payload);
  if (await database.read((tx) => isRead(tx, sha256))) return;
  const opened = await store.open(sha256).catch((error: unknown) => {
    // What is missing or altered is for `congtam verify` to tell; there is nothing to read.
    if (error instanceof StoreFault) return undefined;
    throw error;
  });
  if (opened === undefined) return;
  const found = await readFileOf(kind, opened, undefined, roots.pem);
  const texts = found?.texts ?? [];
  const pages = texts.map((text, i) => ({ page: i + 1, text, words: wordsOf(text) })).filter((one) => one.text.trim() !== "");
  await database.transaction(async (tx) => {
    await saveContent(tx, { sha256, found, roots: roots.key, pages, words: wordsOf(texts.join(" ")), ...sketchOf(texts) });
    await announceFiles(tx, await filesOfContent(tx, sha256));
  });
};

const scanned = z.object({ sha256: z.string() });

/** Has a kept file scanned; what could not be looked at is tried again, and stays held back. */
const scans = ({ store, clamd }: Means, database: Database): Task => async (payload) => {
  const { sha256 } = scanned.parse(payload);
  if (clamd === undefined) return;
  const { verdict, detail } = await scan(clamd, await store.open(sha256));
  await database.transaction(async (tx) => {
    const said = await addScan(tx, sha256, verdict, detail);
    const files = await filesOfContent(tx, sha256);
    await announceFiles(tx, files);
    const infected = verdict === "infected" ? files.map(({ id: file, unitId: unit }) => ({ action: "evidence.infected", subject: `evidence-file:${file}`, data: { unit, file, sha256, detail } })) : [];
    await record(tx, PROGRAM, [said, ...infected]);
  });
};

/** Refuses what did not come in time, and clears away what is left of it. */
const sweeps = ({ staging, clamd, roots }: Means, database: Database): Task => async () => {
  await database.transaction(async (tx) => {
    const files = await overdueFiles(tx, AT_ONCE);
    const at = (await tx.now()).toISOString();
    const refused = files.map((file) => ({ file, refusal: { file: file.id, unitId: file.unitId, reason: REFUSALS.overdue.vi, at, by: PROGRAM } }));
    for (const { refusal } of refused) await addRefused(tx, refusal);
    await announceFiles(tx, files);
    await record(tx, PROGRAM, refused.map(({ file }) => toldOf("evidence.refused", file, { reason: REFUSALS.overdue.vi, at, by: PROGRAM })));
    await forgetOldTrust(tx, roots.key, AT_ONCE);
    await enqueue(tx, READ_TASK, await contentsToRead(tx, AT_ONCE), READ_QUEUE);
    if (clamd !== undefined) await enqueue(tx, SCAN_TASK, await contentsToScan(tx, AT_ONCE), SCAN_QUEUE);
  });
  // Also what was given up, and what a crash left between the last word on a file and its clearing away.
  const unfinished = await staging.list();
  for (const id of await database.read((tx) => settledFiles(tx, unfinished))) await staging.drop(id);
};

export const tasksOf = (means: Means) => (database: Database): Tasks => ({ [READ_TASK]: reads(means, database), [SCAN_TASK]: scans(means, database), [SWEEP_TASK]: sweeps(means, database) });
export const RECURRING: readonly Recurring[] = [{ task: SWEEP_TASK, match: "41 * * * *" }];
