import { createHash } from "node:crypto";
import { rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import pg from "pg";
import type { Engine } from "./engines.ts";
import { clusterFolder, migrate, openCluster } from "../../src/server/platform/index.ts";

/** Runs once for all test files on one engine: a real PostgreSQL, and a migrated database that each test file copies. */
export const TEMPLATE = "congtam_template";

/** Runs in two checkouts must not disturb one another; and a socket's path must be short. */
const OWN_NAME = `test-${createHash("sha256").update(import.meta.dirname).digest("hex").slice(0, 8)}`;
const OWN_PLACE = `congtam-${String(process.getuid?.() ?? "")}`;
const SHORT_PLACE = process.getuid?.() === 0 ? undefined : join(tmpdir(), OWN_PLACE);

const MEMORY = "/dev/shm";
const ROOM_BYTES = 4 * 1024 ** 3;

/** In memory where there is room: a database is a thousand files, whose making costs ten times as much on a disk. */
function memoryPlace(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize < ROOM_BYTES ? undefined : join(MEMORY, OWN_PLACE);
  } catch {
    return undefined;
  }
}

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
let inMemory: string | undefined;

const removeFurnished = (): void => {
  for (const place of [furnished, `${furnished}.making`]) rmSync(place, { recursive: true, force: true });
};

export async function setup(project: TestProject): Promise<void> {
  // Programs that tests start do not compile the same sources again and again.
  process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "congtam-compiled");
  const { binaries, name } = project.getProvidedContext().engine;
  const memory = memoryPlace();
  const folder = clusterFolder(binaries === undefined ? OWN_NAME : `${OWN_NAME}-${name.replace(/^\D+/, "").split(".", 1)[0] ?? ""}`, process.env["CONGTAM_DATA"] ?? memory ?? SHORT_PLACE);
  if (memory !== undefined && folder.startsWith(memory)) inMemory = folder;
  const cluster = await openCluster(folder, { binaries, isDisposable: true });
  await asSuperuser(cluster.connection("postgres", "postgres"), async (client) => {
    // Leftovers of an interrupted run.
    const { rows } = await client.query<{ name: string }>(String.raw`select datname as name from pg_database where datname like 'congtam\_%'`);
    for (const row of rows) await client.query(`drop database "${row.name}" with (force)`);
    await client.query(`create database ${TEMPLATE}`);
  });
  await migrate(cluster.connection(TEMPLATE, "postgres"));
  furnished = `${folder}.furnished`;
  // Programs that tests start keep theirs beside it.
  process.env["TESTS_DATA"] = dirname(folder);
  // Of the sources as they are now.
  removeFurnished();
  project.provide("furnished", furnished);
  project.provide("socket", folder);
  ({ stop } = cluster);
}

export async function teardown(): Promise<void> {
  await stop?.();
  removeFurnished();
  if (inMemory !== undefined) rmSync(inMemory, { recursive: true, force: true });
}
