import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backUpCluster, type Cluster, openCluster } from "../../src/server/platform/index.ts";
import { dataFolder } from "./process.ts";

let place = "";
const clusters: Cluster[] = [];

beforeAll(() => {
  place = dataFolder();
});
afterAll(async () => {
  for (const one of clusters) await one.stop();
  rmSync(place, { recursive: true, force: true });
});

async function opened(name: string, archive?: string): Promise<Cluster> {
  const cluster = await openCluster(join(place, name), { archive });
  clusters.push(cluster);
  return cluster;
}

async function ask<R extends pg.QueryResultRow>(cluster: Cluster, sql: string): Promise<R[]> {
  const client = new pg.Client(cluster.connection("postgres", "postgres"));
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
const notes = async (cluster: Cluster) => (await ask<{ n: number }>(cluster, "select n from note order by n")).map((one) => one.n);

/** Puts a copy of a backup in the place of a cluster that never was. */
function restore(backup: string, name: string, settings?: string): void {
  mkdirSync(join(place, name), { mode: 0o700 });
  // As the operating notes say; modes and owners stay as they are.
  spawnSync("cp", ["-a", backup, join(place, name, "data")]);
  if (settings === undefined) return;
  appendFileSync(join(place, name, "data", "postgresql.auto.conf"), settings);
  writeFileSync(join(place, name, "data", "recovery.signal"), "");
}

it("a PostgreSQL of our own is backed up while people write, and restored by itself or to a moment with the archive", { timeout: 120_000 }, async () => {
  const archive = join(place, "archive");
  const backup = join(place, "backup");
  const first = await opened("first", archive);
  await ask(first, "create table note (n integer primary key)");
  await ask(first, "insert into note values (1)");
  const ending = new AbortController();
  const writing = (async () => {
    for (let n = 1000; !ending.signal.aborted; n++) await ask(first, `insert into note values (${String(n)})`);
  })();
  await backUpCluster(join(place, "first"), backup);
  ending.abort();
  await writing;
  const beforeMistake = await notes(first);
  const [moment] = await ask<{ now: string }>(first, "select now()::text");
  await ask(first, "delete from note");
  // The last part of the log is handed to the archive when it is full, or told to.
  await ask(first, "select pg_switch_wal()");
  await first.stop();
  await expect(backUpCluster(join(place, "first"), join(place, "other"))).rejects.toThrow("không chạy");
  await expect(backUpCluster(join(place, "first"), backup)).rejects.toThrow("Hãy chọn một thư mục chưa có");

  restore(backup, "alone");
  expect(await notes(await opened("alone"))).toContain(1);

  restore(backup, "moment", `restore_command = 'cp ${archive}/%f %p'\nrecovery_target_time = '${moment?.now ?? ""}'\nrecovery_target_action = 'promote'\n`);
  expect(await notes(await opened("moment"))).toEqual(beforeMistake);
});
