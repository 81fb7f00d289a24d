import type { TestProject } from "vitest/node";
import pg from "pg";
import { clusterFolder, migrate, openCluster } from "../../src/server/platform/index.ts";

/** Runs once for all test files: a real PostgreSQL, and a migrated database that each test file copies. */
export const TEMPLATE = "congtam_template";

declare module "vitest" {
  interface ProvidedContext {
    socket: string;
  }
}

async function asSuperuser(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

let stop: (() => Promise<void>) | undefined;

export async function setup(project: TestProject): Promise<void> {
  const folder = clusterFolder("test", process.env["CONGTAM_DATA"]);
  const cluster = await openCluster(folder);
  await asSuperuser(cluster.connection("postgres", "postgres"), async (client) => {
    // Leftovers of an interrupted run.
    const { rows } = await client.query<{ name: string }>(String.raw`select datname as name from pg_database where datname like 'congtam\_%'`);
    for (const { name } of rows) await client.query(`drop database "${name}" with (force)`);
    await client.query(`create database ${TEMPLATE}`);
  });
  await migrate(cluster.connection(TEMPLATE, "postgres"));
  project.provide("socket", folder);
  ({ stop } = cluster);
}

export async function teardown(): Promise<void> {
  await stop?.();
}
