import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { clusterFolder, type Database, migrate, openCluster, openDatabase } from "../src/server/platform/index.ts";

export type Place = { readonly folder: string; readonly connection: pg.ClientConfig; readonly superuser: pg.Client; readonly database: Database };

const DATABASE = "bench";

/** A PostgreSQL of its own for what is measured, migrated and empty; afterwards it is gone, unless what was made is to be measured again. */
export async function inPlaceOfItsOwn(name: string, measure: (place: Place) => Promise<void>, { isKept = false } = {}): Promise<void> {
  const folder = clusterFolder(name, process.getuid?.() === 0 || isKept ? undefined : mkdtempSync(join(tmpdir(), "congtam-bench-")));
  const cluster = await openCluster(folder);
  const connection = cluster.connection(DATABASE, "postgres");
  const superuser = new pg.Client(connection);
  try {
    await cluster.ensureDatabase(DATABASE);
    await migrate(connection);
    await superuser.connect();
    const database = openDatabase(connection);
    await measure({ folder, connection, superuser, database });
    await database.close();
  } finally {
    await superuser.end();
    await cluster.stop();
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}
