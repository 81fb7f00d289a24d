import type { ComputationSummary } from "../../contract/personnel-computation.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { record } from "../audit/index.ts";
import { type Database, makeThread, type Task, type Tasks, type Transaction } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import { allSums, changeComputation, copyResults, findComputation, hasResults, isUnderWay, mergeResults, settledIn } from "./computation-queries.ts";
import type { Computed, ComputingJobs, ToCompute } from "./computing-work.ts";
import { formActionsOf } from "./form-queries.ts";
import { engineFor, failedLevel, groundOf, marksOfLeaders, remitsOn } from "./ground.ts";
import { type Period, requirePeriod } from "./period-queries.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { dayWithin, provinceOn, todayOf } from "./places.ts";
import type { Sums } from "./score.ts";
import { leavesOf } from "./score-leaves.ts";

/** A period computed for everybody: one pass over the work, then some hundred people at a time, so that one sees how far it is and can stop it. */

export const COMPUTE_TASK = "personnel.compute";
/** How many are read, computed and written at once. */
const AT_ONCE = 1000;
const thread = makeThread<ComputingJobs>(new URL("computing-thread.ts", import.meta.url));

type Base = Pick<Database, "transaction">;
type Begun = { readonly id: string; readonly period: Period; readonly engine: Engine };
/** Who is where, and what no sum of work tells: the marks of leaders, who is settled. */
type Around = { readonly places: readonly Place[]; readonly leaders: Awaited<ReturnType<typeof marksOfLeaders>>; readonly settled: ReadonlySet<string>; /** Nobody has a result yet. */ readonly isEmpty: boolean };
type Ready = Begun & Omit<Around, "places"> & { readonly people: readonly Place[]; readonly sums: ReadonlyMap<string, Sums>; readonly unclear: number };

async function begun(tx: Transaction, id: string): Promise<Begun | undefined> {
  const item = await findComputation(tx, id);
  if (item === undefined || !isUnderWay(item)) return undefined;
  const period = await requirePeriod(tx, item.periodId);
  return { id, period, engine: await engineFor(tx, period) };
}

async function lookAround(tx: Transaction, { period, engine }: Begun): Promise<Around> {
  const day = dayWithin(period, await todayOf(tx));
  const { places, peopleUnder } = await provinceOn(tx, day);
  const settled = await settledIn(tx, period.id);
  const clear = [...places.values()].filter((one) => one.fault === undefined && isLeader(one));
  const leaders = await marksOfLeaders(clear, { remits: await remitsOn(tx, clear, day), peopleUnder, settled: async () => settled }, failedLevel(engine));
  return { places: [...places.values()], leaders, settled: new Set(settled.keys()), isEmpty: !(await hasResults(tx, period.id)) };
}

/** Whom there is to compute, and what the work of each adds up to; while the database adds up, the rest is read. */
async function prepare(database: Base, id: string): Promise<Ready | undefined> {
  const start = await database.transaction((tx) => begun(tx, id));
  if (start === undefined) return undefined;
  const { failureTakes } = leavesOf(start.engine, start.period.index);
  // The thread makes itself ready meanwhile.
  const [sums, { places, ...around }] = await Promise.all([database.transaction((tx) => allSums(tx, start.period.id, hundredthsOf(failureTakes))), database.transaction((tx) => lookAround(tx, start)), computed(start, { at: "", people: [] })]);
  const clear = places.filter((one) => one.fault === undefined);
  // Whoever has neither work nor a form has nothing that could be computed.
  const people = clear.filter((one) => !around.settled.has(one.person) && sums.has(one.person));
  return { ...start, ...around, people, sums, unclear: places.length - clear.length };
}

async function finish(tx: Transaction, { id, period, people }: Ready, summary: ComputationSummary): Promise<void> {
  const done = await changeComputation(tx, id, { state: "done", done: people.length, summary, ended_at: await tx.now() });
  if (done === undefined) return;
  await record(tx, "system", [{ action: "personnel.period-computed", subject: `work-period:${period.id}`, data: { id, people: people.length, ...summary } }]);
}

/** A person confirmed meanwhile has a result that the copy would meet. */
const isMet = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "23505";

/** Writes some people's results; into an empty period they are copied, beside others they are merged. */
async function keepResults(database: Base, { period, isEmpty }: Ready, rows: Uint8Array): Promise<void> {
  const merge = () => database.transaction((tx) => mergeResults(tx, rows));
  if (!isEmpty) return merge();
  try {
    await database.transaction((tx) => copyResults(tx, period.id, rows));
  } catch (error) {
    if (!isMet(error)) throw error;
    await merge();
  }
}

type Part = { readonly at: string; readonly people: readonly ToCompute[] };

/** What the next people's results rest on; undefined when the computation was stopped meanwhile. */
async function read(database: Base, { id, period, people, sums, leaders }: Ready, from: number): Promise<Part | undefined> {
  const some = people.slice(from, from + AT_ONCE);
  return database.transaction(async (tx) => {
    if ((await changeComputation(tx, id, { state: "running", done: Math.max(0, from - AT_ONCE), total: people.length })) === undefined) return undefined;
    const forms = await formActionsOf(tx, period.id, some.map((one) => one.person));
    const grounds = some.map((place) => ({ person: place.person, unit: place.unit, ground: groundOf(place, { sums: sums.get(place.person), actions: forms.get(place.person) ?? [], led: leaders.get(place.person) }).ground }));
    return { at: (await tx.now()).toISOString(), people: grounds };
  });
}

/** Computed in the thread, to which the regulation is sent once. */
async function computed({ engine, period }: Begun, part: Part): Promise<Computed> {
  const order = { ...part, sha256: engine.sha256, index: period.index, period: period.id };
  const done = (await thread.ask("compute", { ...order, regulation: undefined })) ?? (await thread.ask("compute", { ...order, regulation: engine.regulation }));
  if (done === undefined) throw new Error("the computing thread does not know the regulation that it was sent");
  return done;
}

function add(all: Record<string, number>, some: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(some)) all[key] = (all[key] ?? 0) + count;
}

/** Begun before it is awaited; what fails is thrown there. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/**
 * Does all of it; a second runner of the same job writes the same. What was confirmed stays as it was confirmed. While some
 * people are computed, what the next rest on is read and the results of the last are written.
 */
export async function runComputation(database: Base, id: string): Promise<void> {
  const ready = await prepare(database, id);
  if (ready === undefined) return;
  const { people, unclear, settled } = ready;
  const readFrom = async (at: number): Promise<Part | undefined> => (at < people.length ? read(database, ready, at) : undefined);
  const counts = { levels: {}, missing: {} };
  let computing: Promise<Computed> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    if (computing === undefined) return;
    const { rows, levels, missing } = await computing;
    add(counts.levels, levels);
    add(counts.missing, missing);
    await writing;
    writing = ahead(keepResults(database, ready, rows));
  };
  for (let at = 0, reading = ahead(readFrom(at)); at < people.length; ) {
    const part = await reading;
    if (part === undefined) break;
    at += AT_ONCE;
    reading = ahead(readFrom(at));
    const next = ahead(computed(ready, part));
    await write();
    computing = next;
  }
  await write();
  await writing;
  await database.transaction((tx) => finish(tx, ready, { ...counts, unclear, settled: settled.size }));
}

const computing = (database: Database): Task => async (payload) => {
  if (typeof payload === "object" && payload !== null && "id" in payload && typeof payload.id === "string") await runComputation(database, payload.id);
};

export const computingTasksOn = (database: Database): Tasks => ({ [COMPUTE_TASK]: computing(database) });
