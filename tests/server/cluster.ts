import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import pg from "pg";
import type { Engine } from "./engines.ts";
import { clusterFolder, migrate, openCluster } from "../../src/server/platform/index.ts";

/** Runs once for all test files on one engine: a real PostgreSQL, and a migrated database that each test file copies. */
export const TEMPLATE = "congtam_template";

/** Runs in two checkouts must not disturb one another; and a socket's path must be short. */
const OWN_NAME = `test-${createHash("sha256").update(import.meta.dirname).digest("hex").slice(0, 8)}`;
const SHORT_PLACE = process.getuid?.() === 0 ? undefined : join(tmpdir(), `congtam-${String(process.getuid?.() ?? "")}`);

declare module "vitest" {
  interface ProvidedContext {
    socket: string;
    /** Where a data folder with the demonstration is made by the first test that wants a copy of it. */
    furnished: string;
    engine: Engine;
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
let furnished = "";

const removeFurnished = (): void => {
  for (const place of [furnished, `${furnished}.making`]) rmSync(place, { recursive: true, force: true });
};

export async function setup(project: TestProject): Promise<void> {
  // Programs that tests start do not compile the same sources again and again.
  process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "congtam-compiled");
  const { binaries, name } = project.getProvidedContext().engine;
  const folder = clusterFolder(binaries === undefined ? OWN_NAME : `${OWN_NAME}-${name.replace(/^\D+/, "").split(".", 1)[0] ?? ""}`, process.env["CONGTAM_DATA"] ?? SHORT_PLACE);
  const cluster = await openCluster(folder, { binaries, isDisposable: true });
  await asSuperuser(cluster.connection("postgres", "postgres"), async (client) => {
    // Leftovers of an interrupted run.
    const { rows } = await client.query<{ name: string }>(String.raw`select datname as name from pg_database where datname like 'congtam\_%'`);
    for (const row of rows) await client.query(`drop database "${row.name}" with (force)`);
    await client.query(`create database ${TEMPLATE}`);
  });
  await migrate(cluster.connection(TEMPLATE, "postgres"));
  furnished = `${folder}.furnished`;
  // Of the sources as they are now.
  removeFurnished();
  project.provide("furnished", furnished);
  project.provide("socket", folder);
  ({ stop } = cluster);
}

export async function teardown(): Promise<void> {
  await stop?.();
  removeFurnished();
}
