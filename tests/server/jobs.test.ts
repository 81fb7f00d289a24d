import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enqueue, type Jobs, migrate, openDatabase, startJobs, type Tasks } from "../../src/server/platform/index.ts";
import { countJobs } from "../../src/server/platform/jobs.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { until } from "./until.ts";

let test: TestDatabase;
let running: Jobs[] = [];
let failures: string[] = [];

beforeEach(async () => {
  test = await freshDatabase();
  failures = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  running = [];
  await test.close();
});

async function start(tasks: Tasks, graceSeconds = 30): Promise<Jobs> {
  const jobs = await startJobs({ connection: test.connection, tasks, recurring: [{ task: Object.keys(tasks)[0] ?? "", match: "0 0 * * *" }], onFailure: (message) => failures.push(message), pollMs: 50, graceSeconds });
  running.push(jobs);
  return jobs;
}

/** A task that keeps what it was given. */
const noted = (seen: unknown[]) => async (payload: unknown) => {
  seen.push(payload);
};
const add = (task: string, ...payloads: object[]) => test.database.transaction((tx) => enqueue(tx, task, payloads));
const stored = async (): Promise<{ task_identifier: string; attempts: number; last_error: string | null; locked_by: string | null; waits: boolean }[]> => (await test.superuser.query("select task_identifier, attempts, last_error, locked_by, run_at > now() as waits from graphile_worker.jobs order by id")).rows as never;
const noneLeft = () => until(async () => (await stored()).length === 0 || undefined);

describe("a job", () => {
  it("begins when its change is committed, and not at all when it is not", async () => {
    const seen: unknown[] = [];
    await start({ "test.note": noted(seen) });
    await expect(
      test.database.transaction(async (tx) => {
        await enqueue(tx, "test.note", [{ n: 0 }]);
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");
    await add("test.note", { n: 1, text: "Đắk Lắk" }, { n: 2 });
    await noneLeft();
    expect(seen.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([{ n: 1, text: "Đắk Lắk" }, { n: 2 }]);
  });

  it("that fails is told of, kept with its reason and tried again later, to the last attempt", async () => {
    const attempts: boolean[] = [];
    await start({
      "test.fail": async (_payload, { isLast }) => {
        attempts.push(isLast);
        throw new Error(`attempt ${String(attempts.length)}\nwith a second line`);
      },
    });
    await add("test.fail", {});
    const [first] = await until(async () => ((await stored())[0]?.last_error === null ? undefined : stored()));
    expect(first).toMatchObject({ attempts: 1, last_error: "attempt 1\nwith a second line", locked_by: null, waits: true });
    expect(failures).toEqual([expect.stringMatching(/^job test\.fail \d+ failed, attempt 1 of 25: attempt 1$/)]);
    expect(await countJobs(test.database)).toEqual({ waiting: 0, failing: 1, "given-up": 0 });
    await test.superuser.query("update graphile_worker._private_jobs set run_at = now(), max_attempts = 2");
    await until(() => attempts.length === 2 || undefined);
    await until(() => failures.length === 2 || undefined);
    expect(attempts).toEqual([false, true]);
    expect(failures[1]).toMatch(/attempt 2 of 2; it is not tried again: attempt 2$/);
    await until(async () => (await stored())[0]?.locked_by === null || undefined);
    expect(await countJobs(test.database)).toEqual({ waiting: 0, failing: 0, "given-up": 1 });
  });

  it("is taken by one of several runners", async () => {
    const seen: unknown[] = [];
    const tasks: Tasks = { "test.note": noted(seen) };
    await Promise.all([start(tasks), start(tasks), start(tasks)]);
    await add("test.note", ...Array.from({ length: 60 }, (_, n) => ({ n })));
    await noneLeft();
    expect(seen).toHaveLength(60);
  });

  it("under way is finished before the runner stops", async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    let isDone = false;
    const jobs = await start({
      "test.slow": async () => {
        begin(undefined);
        await released;
        isDone = true;
      },
    });
    await add("test.slow", {});
    await begun;
    const stopping = jobs.stop();
    release(undefined);
    await stopping;
    expect({ isDone, left: await stored() }).toEqual({ isDone: true, left: [] });
  });
});

describe("a runner that is gone", () => {
  it("killed in the middle: its job is run by another, and not before", async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("hanging-runner.ts", import.meta.url)), String(test.connection.host), String(test.connection.database)], { stdio: ["ignore", "pipe", "inherit"] });
    await add("test.hang", {});
    await once(child.stdout, "data");
    const seen: unknown[] = [];
    const tasks: Tasks = { "test.hang": noted(seen) };
    // While it lives, its job is its own, however long it takes.
    await until(async () => (await test.superuser.query("select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")).rowCount === 1 || undefined);
    const early = await start(tasks, 0);
    await early.stop();
    expect({ seen, kept: (await stored()).map((one) => [one.attempts, one.locked_by !== null]) }).toEqual({ seen: [], kept: [[1, true]] });
    child.kill("SIGKILL");
    await once(child, "exit");
    await start(tasks, 0);
    await noneLeft();
    expect(seen).toEqual([{}]);
  });

  it("a database that cuts every line in the middle of jobs ends neither the program nor a job", async () => {
    let runs = 0;
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const { promise: cut, resolve: release } = Promise.withResolvers<undefined>();
    await start(
      {
        "test.twice": async () => {
          runs++;
          begin(undefined);
          await cut;
        },
      },
      0,
    );
    await add("test.twice", {});
    await begun;
    // No new line either, until the job has ended and its end could not be written.
    const name = String(test.connection.database);
    const outside = new pg.Client({ ...test.connection, database: "postgres" });
    await outside.connect();
    await outside.query(`alter database ${name} with allow_connections false`);
    await outside.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> $2", [name, (await test.superuser.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid]);
    release(undefined);
    await until(() => failures.some((one) => one.startsWith("jobs wait")) || undefined);
    await outside.query(`alter database ${name} with allow_connections true`);
    await outside.end();
    await noneLeft();
    expect(runs).toBeGreaterThanOrEqual(2);
  });
});

describe("rights", () => {
  it("the application runs jobs and does nothing else to the queue", async () => {
    await start({ "test.note": async () => undefined });
    await test.superuser.query("set role congtam_app");
    for (const statement of ["truncate graphile_worker._private_jobs", "drop table graphile_worker._private_jobs", "delete from graphile_worker.migrations", "delete from graphile_worker._private_tasks", "create table graphile_worker.own ()"]) {
      await expect(test.superuser.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await test.superuser.query("reset role");
    const { rows } = await test.superuser.query("select distinct tableowner from pg_tables where schemaname = 'graphile_worker'");
    expect(rows).toEqual([{ tableowner: "congtam_owner" }]);
    const known = await until(async () => {
      const found = await test.superuser.query("select identifier from graphile_worker._private_known_crontabs");
      return found.rowCount === 0 ? undefined : found.rows;
    });
    expect(known).toEqual([{ identifier: "test.note" }]);
  });

  it("who may make roles and schemas, and nothing more, can bring an empty database up to date and run jobs in it", async () => {
    const name = `${String(test.connection.database)}_plain`;
    await test.superuser.query(`create role ${name} login createrole; grant congtam_owner, congtam_app to ${name} with admin option`);
    await test.superuser.query(`create database ${name}`);
    await test.superuser.query(`revoke all on database ${name} from public; grant connect, create on database ${name} to ${name}`);
    const connection = { ...test.connection, database: name, user: name };
    const database = openDatabase(connection);
    try {
      expect(await migrate(connection)).toBeGreaterThan(0);
      expect(await migrate(connection)).toBe(0);
      const seen: unknown[] = [];
      const jobs = await startJobs({ connection, tasks: { "test.note": noted(seen) }, recurring: [], onFailure: (message) => failures.push(message) });
      await database.transaction((tx) => enqueue(tx, "test.note", [{ n: 1 }]));
      await until(() => seen.length > 0 || undefined);
      expect(seen).toEqual([{ n: 1 }]);
      await jobs.stop();
      expect(failures).toEqual([]);
    } finally {
      await database.close();
      await test.superuser.query(`drop database ${name} with (force)`);
      await test.superuser.query(`drop role ${name}`);
    }
  });
});
