import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { ComputationSummary } from "../../contract/personnel-computation.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { record } from "../audit/index.ts";
import { countStaff, leadersOn, parentsOn } from "../organisation/index.ts";
import { type Database, makeThread, type Task, type Tasks, type Transaction } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import { letGo, wholeLines } from "./bytes.ts";
import { changeComputation, copyPeople, copyResults, countSettled, findComputation, hasResults, isUnderWay, mergeResults } from "./computation-queries.ts";
import { addTally, type Tally } from "./computing-leaders.ts";
import type { Computed, ComputingJobs, Setting } from "./computing-work.ts";
import { engineFor, remitsOn, settledAmong } from "./ground.ts";
import { type Period, requirePeriod } from "./period-queries.ts";
import { dayWithin, todayOf } from "./places.ts";
import { leavesOf } from "./score-leaves.ts";

/**
 * A period computed for everybody. The database adds up the work by one pass; then people stream by, some hundred at a time: while
 * some are computed in a thread, the next are read and the results of the last written. However many there are, only these are in memory.
 */

export const COMPUTE_TASK = "personnel.compute";
/** How much is computed and written at once: some hundred people. So one sees how far it is and can stop it. */
const AT_ONCE_BYTES = 256 * 1024;
const thread = makeThread<ComputingJobs>(new URL("computing-thread.ts", import.meta.url), { youngMb: 24, oldMb: 192 });

type Base = Pick<Database, "transaction">;
type Begun = { readonly id: string; readonly period: Period; readonly engine: Engine; readonly day: string };
type Ready = { readonly id: string; readonly period: string; readonly setting: Setting; readonly settled: number; /** Nobody has a result yet. */ readonly isEmpty: boolean };

async function begun(tx: Transaction, id: string): Promise<Begun | undefined> {
  const item = await findComputation(tx, id);
  if (item === undefined || !isUnderWay(item)) return undefined;
  const period = await requirePeriod(tx, item.periodId);
  return { id, period, engine: await engineFor(tx, period), day: dayWithin(period, await todayOf(tx)) };
}

/** What holds for everybody: units, leaders with their fields, the regulation. */
async function lookAround(tx: Transaction, { id, period, engine, day }: Begun): Promise<Ready> {
  const posts = await leadersOn(tx, day);
  const remits = await remitsOn(tx, posts, day);
  const named = await settledAmong(tx, period.id, [...new Set(remits.flatMap((one) => one.people))]);
  const setting = { id, sha256: engine.sha256, regulation: engine.regulation, index: period.index, period: period.id, at: (await tx.now()).toISOString(), parents: await parentsOn(tx, day), posts, remits, named };
  await changeComputation(tx, id, { state: "running", done: 0, total: await countStaff(tx, day) });
  return { id, period: period.id, setting, settled: await countSettled(tx, period.id), isEmpty: !(await hasResults(tx, period.id)) };
}

/** Asked of the thread, which is told the setting first where it does not know it. */
async function asked<T>({ setting }: Ready, rows: Uint8Array, ask: () => Promise<T | undefined>): Promise<T> {
  let done = await ask();
  if (done === undefined) {
    await thread.ask("prepare", setting);
    done = await ask();
  }
  letGo(rows);
  if (done === undefined) throw new Error("the computing thread does not know the setting that it was sent");
  return done;
}

/** A person confirmed meanwhile has a result that the copy would meet. */
const isMet = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "23505";

/** Writes some people's results and how far it is; into an empty period they are copied, beside others they are merged. False when the computation was stopped meanwhile. */
async function keep(database: Base, { id, period, isEmpty }: Ready, done: number, rows: Uint8Array): Promise<boolean> {
  const write = (into: (tx: Transaction) => Promise<void>): Promise<boolean> =>
    database.transaction(async (tx) => {
      if ((await changeComputation(tx, id, { done })) === undefined) return false;
      if (rows.length > 0) await into(tx);
      return true;
    });
  const merge = () => write((tx) => mergeResults(tx, rows));
  if (!isEmpty) return merge();
  try {
    return await write((tx) => copyResults(tx, period, rows));
  } catch (error) {
    if (!isMet(error)) throw error;
    return merge();
  }
}

/** Begun before it is awaited; what fails is thrown there. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Does both for each piece; the next is computed while the last is written. False once it was stopped. */
async function inStep<T>(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, compute: (piece: Uint8Array) => Promise<T>, write: (done: T) => Promise<boolean>): Promise<boolean> {
  let computing: Promise<T> | undefined;
  let writing = Promise.resolve(true);
  const handOn = async (): Promise<boolean> => {
    if (computing === undefined) return true;
    const done = await computing;
    if (!(await writing)) return false;
    writing = ahead(write(done));
    return true;
  };
  for await (const piece of pieces) {
    const next = ahead(compute(piece));
    if (!(await handOn())) return false;
    computing = next;
  }
  return (await handOn()) && writing;
}

function add(all: Record<string, number>, some: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(some)) all[key] = (all[key] ?? 0) + count;
}

/** Everybody is computed, those who lead somebody at the end; what came of it, or undefined when it was stopped. */
async function computeAll(database: Base, ready: Ready, people: Readable): Promise<(ComputationSummary & { readonly computed: number }) | undefined> {
  const { id } = ready;
  const counts = { levels: {}, missing: {} };
  let [passed, computed, unclear] = [0, 0, 0];
  let tally: Tally | undefined;
  const leaders: Uint8Array[] = [];
  const write = async ({ rows, counts: some }: Computed): Promise<boolean> => {
    add(counts.levels, some.levels);
    add(counts.missing, some.missing);
    computed += some.computed;
    const isGoingOn = await keep(database, ready, passed, rows);
    letGo(rows);
    return isGoingOn;
  };
  const isPassed = await inStep(
    wholeLines(people.iterator({ destroyOnReturn: false }), AT_ONCE_BYTES),
    (rows) => asked(ready, rows, () => thread.ask("pass", { setting: id, rows })),
    async (part) => {
      [passed, unclear, tally] = [passed + part.people, unclear + part.unclear, addTally(tally, part.tally)];
      leaders.push(part.leaders);
      return write(part);
    },
  );
  const all = tally;
  const isDone = isPassed && (all === undefined || (await inStep(wholeLines(leaders, AT_ONCE_BYTES), (rows) => asked(ready, rows, () => thread.ask("computeLeaders", { setting: id, rows, tally: all })), write)));
  return isDone ? { ...counts, unclear, settled: ready.settled, computed } : undefined;
}

async function finish(tx: Transaction, { id, period }: Ready, { computed, ...summary }: ComputationSummary & { readonly computed: number }): Promise<void> {
  const done = await changeComputation(tx, id, { state: "done", done: computed, total: computed, summary, ended_at: await tx.now() });
  if (done === undefined) return;
  await record(tx, "system", [{ action: "personnel.period-computed", subject: `work-period:${period}`, data: { id, people: computed, ...summary } }]);
}

/** Does all of it; a second runner of the same job writes the same. What was confirmed stays as it was confirmed. */
export async function runComputation(database: Base, id: string): Promise<void> {
  const start = await database.transaction((tx) => begun(tx, id));
  if (start === undefined) return;
  const { period, day, engine } = start;
  const takes = hundredthsOf(leavesOf(engine, period.index).failureTakes);
  await database.transaction(async (tx) => {
    const people = await copyPeople(tx, { period: period.id, day, takes });
    const isOver = ahead(finished(people));
    try {
      // The database adds up while the rest is read and the thread makes itself ready.
      const ready = await database.transaction((other) => lookAround(other, start));
      await thread.ask("prepare", ready.setting);
      const summary = await computeAll(database, ready, people);
      if (summary !== undefined) await database.transaction((other) => finish(other, ready, summary));
    } finally {
      // Nothing else can be said on the connection before everything has come.
      people.resume();
      await isOver.catch(() => undefined);
      await thread.ask("forget", id);
    }
  });
}

const computing = (database: Database): Task => async (payload) => {
  if (typeof payload === "object" && payload !== null && "id" in payload && typeof payload.id === "string") await runComputation(database, payload.id);
};

export const computingTasksOn = (database: Database): Tasks => ({ [COMPUTE_TASK]: computing(database) });
