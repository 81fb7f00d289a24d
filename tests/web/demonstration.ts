import { randomBytes } from "node:crypto";
import pg from "pg";
import { furnish } from "../../src/cli/demonstration.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { openDatabase } from "../../src/server/platform/index.ts";
import { connectionTo } from "../server/harness.ts";
import { TEMPLATE } from "../server/cluster.ts";

/** A database with the demonstration's data, loaded once for all test files of a run; each copies it. */
const NAME = "congtam_demonstration";
/** Of the lock under which it is loaded. */
const LOCK = 7_314_001;
const KEY_BYTES = 32;

async function load(): Promise<void> {
  const database = openDatabase(connectionTo(NAME));
  try {
    await furnish(database, furnishRooms(randomBytes(KEY_BYTES)));
  } finally {
    await database.close();
  }
}

/** The name of the database, which is there afterwards. */
export async function demonstrationTemplate(): Promise<string> {
  const client = new pg.Client(connectionTo("postgres"));
  await client.connect();
  try {
    // Who comes second waits for the first.
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [NAME]);
    if (rowCount === 0) {
      await client.query(`create database ${NAME} template ${TEMPLATE}`);
      await load();
    }
    return NAME;
  } finally {
    await client.end();
  }
}
