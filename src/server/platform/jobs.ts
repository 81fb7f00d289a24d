import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { sql } from "kysely";
import type pg from "pg";
import { applicationPool, type Database, type Transaction } from "./database.ts";

/**
 * Work that is done after a change, outside its request: rows beside the data, so that a job exists exactly if its
 * change was committed. A job may run twice, even at the same time (a process that lost its line to the database is
 * taken for dead while it still works), so a task makes its effects once by what it finds in the database.
 */
export type Task = (payload: unknown, attempt: { readonly isLast: boolean }) => Promise<void>;
export type Tasks = Readonly<Record<string, Task>>;

/** A task that is run again and again: five fields of a crontab, in UTC. What is due, the task asks the database's clock. */
export type Recurring = { readonly task: string; readonly match: string };

type JobsOptions = {
  readonly connection: pg.ClientConfig;
  readonly tasks: Tasks;
  readonly recurring: readonly Recurring[];
  /** Told of every attempt that failed, and of trouble with the database; the job itself is kept and tried again. */
  readonly onFailure: (message: string) => void;
  /** How often a runner looks for jobs that nobody announced, such as those that are to be tried again. */
  readonly pollMs?: number;
  /** For how long a job is left to a runner of which there is no sign of life. */
  readonly graceSeconds?: number;
};

export type Jobs = {
  /** Takes no new job, lets those under way finish, and leaves. */
  readonly stop: () => Promise<void>;
};

/**
 * Adds one job for each payload, in the change's own transaction: they begin when it is committed. Jobs of one `queue`
 * come one after the other, so that what is slow takes one runner's place and not all.
 */
export async function enqueue(tx: Transaction, task: string, payloads: readonly object[], queue: string | null = null): Promise<void> {
  if (payloads.length === 0) return;
  const specs = sql`select row(${task}::text, payload, ${queue}::text, null, null, null, null, null)::graphile_worker.job_spec from json_array_elements(${JSON.stringify(payloads)}::json) as payload`;
  await sql`select count(*) from graphile_worker.add_jobs(array(${specs}))`.execute(tx.tables());
}

/** `waiting`: not tried yet; `failing`: tried in vain and to be tried again; `given-up`: not tried any more. */
type JobCounts = Readonly<Record<"waiting" | "failing" | "given-up", number>>;

const COUNTS = `
  select count(*) filter (where last_error is null) as waiting,
    count(*) filter (where last_error is not null and attempts < max_attempts) as failing,
    count(*) filter (where last_error is not null and attempts >= max_attempts) as "given-up"
  from graphile_worker._private_jobs`;

/** Undefined when the database is away. */
export const countJobs = (database: Database): Promise<JobCounts | undefined> => database.glance<JobCounts>(COUNTS);

const AT_ONCE = 4;
/** Each job's result, the runner's listening and its sign of life. */
const CONNECTIONS = AT_ONCE + 2;
const EVERY_MS = 30_000;
const AGAIN_AFTER_MS = 1000;

/** The number under which a runner shows that it lives; the lock ends with its connection, however the process ends. */
const LIFE = "hashtextextended('jobs ' || $1::text, 0)";

/** Gives back the jobs of runners that live no more, which would otherwise be theirs for hours. */
const RELEASE = `
  with holders as (select distinct locked_by from graphile_worker._private_jobs where locked_at < now() - make_interval(secs => $1)),
    dead as materialized (select locked_by from holders where pg_try_advisory_xact_lock(${LIFE.replace("$1::text", "locked_by")}))
  select graphile_worker.force_unlock_workers(array(select locked_by from dead))`;

/** Tasks as the library calls them. */
const asTaskList = (tasks: Tasks): TaskList =>
  Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, async (payload: unknown, { job }: { readonly job: { readonly attempts: number; readonly max_attempts: number } }) => task(payload, { isLast: job.attempts >= job.max_attempts })]));

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";

/** Tells of failed attempts, and calls `onTrouble` when the runner cannot get at its jobs. */
function eventsOf(onFailure: JobsOptions["onFailure"], onTrouble: () => void, onNamed: (id: string) => void): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => {
    onNamed(workerPool.id);
  });
  events.on("job:error", ({ job, error }) => {
    const isOver = job.attempts >= job.max_attempts;
    onFailure(`job ${job.task_identifier} ${job.id} failed, attempt ${String(job.attempts)} of ${String(job.max_attempts)}${isOver ? "; it is not tried again" : ""}: ${said(error)}`);
  });
  events.on("worker:getJob:error", onTrouble);
  return events;
}

/** Shows that the runner of this name lives for as long as the connection lasts. */
async function showLife(pool: pg.Pool, name: string, onTrouble: () => void): Promise<pg.PoolClient> {
  const client = await pool.connect();
  client.once("error", onTrouble);
  client.once("end", onTrouble);
  await client.query(`select pg_advisory_lock(${LIFE})`, [name]).catch(onTrouble);
  return client;
}

/** One runner with connections of its own; over when it stopped or lost the database. */
type Shift = { readonly over: Promise<void>; readonly close: () => Promise<void> };

async function openShift({ connection, tasks, recurring, onFailure, pollMs = 2000, graceSeconds = 30 }: JobsOptions): Promise<Shift> {
  const pool = applicationPool(connection, CONNECTIONS);
  const { promise: over, resolve: end } = Promise.withResolvers<undefined>();
  const onTrouble = (): void => {
    end(undefined);
  };
  const logger = new Logger(() => (level, message, meta) => {
    // A failed attempt is told by its own event, in one line.
    if (level === "error" && meta["failure"] !== true) onFailure(message);
  });
  const release = (): void => {
    pool.query(RELEASE, [graceSeconds]).catch(onTrouble);
  };
  let name = "";
  const events = eventsOf(onFailure, onTrouble, (id) => {
    name = id;
  });
  try {
    const runner = await run({
      pgPool: pool,
      taskList: asTaskList(tasks),
      parsedCronItems: parseCronItems(recurring.map(({ task, match }) => ({ task, match }))),
      concurrency: AT_ONCE,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger,
      events,
      // Results are then written where a failure to write them is caught; the library's direct way leaves it to nobody.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    runner.promise.finally(onTrouble).catch(() => undefined);
    const life = await showLife(pool, name, onTrouble).catch(onTrouble);
    release();
    const releasing = setInterval(release, EVERY_MS);
    const close = async (): Promise<void> => {
      clearInterval(releasing);
      // It may have stopped by itself.
      await runner.stop().catch(() => undefined);
      await runner.promise.catch(() => undefined);
      life?.release(true);
      await pool.end();
    };
    return { over, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Opens the next shift as soon as the database lets it; undefined when the end comes first. */
async function reopen(options: JobsOptions, ending: AbortSignal): Promise<Shift | undefined> {
  while (!ending.aborted) {
    try {
      return await openShift(options);
    } catch (error) {
      options.onFailure(`jobs wait for the database: ${said(error)}`);
      await pause(AGAIN_AFTER_MS, undefined, { signal: ending }).catch(() => undefined);
    }
  }
  return undefined;
}

/** Runs jobs in this process until it is stopped; a database that goes away and comes back is survived. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => {
    ending.signal.addEventListener("abort", () => {
      resolve();
    });
  });
  const first = await openShift(options);
  const supervising = (async () => {
    let shift: Shift | undefined = first;
    while (shift !== undefined) {
      await Promise.race([shift.over, ended]);
      await shift.close();
      await pause(AGAIN_AFTER_MS, undefined, { signal: ending.signal }).catch(() => undefined);
      shift = await reopen(options, ending.signal);
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await supervising;
    },
  };
}
