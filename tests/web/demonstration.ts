import { randomBytes } from "node:crypto";
import pg from "pg";
import { type Demonstration, furnish } from "../../src/cli/demonstration.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { openDatabase } from "../../src/server/platform/index.ts";
import { connectionTo } from "../server/harness.ts";
import { TEMPLATE } from "../server/cluster.ts";

/** A database with a demonstration's data, loaded once for all test files of a run; each copies it. */
const nameOf = (which: Demonstration): string => (which === "dak-lak" ? "congtam_demonstration" : `congtam_demonstration_${which.replace("-", "_")}`);
/** Of the lock under which it is loaded. */
const LOCK = 7_314_001;
const KEY_BYTES = 32;

async function load(which: Demonstration): Promise<void> {
  const database = openDatabase(connectionTo(nameOf(which)));
  try {
    await furnish(database, furnishRooms(randomBytes(KEY_BYTES)), which);
  } finally {
    await database.close();
  }
}

/** The name of the database, which is there afterwards. */
export async function demonstrationTemplate(which: Demonstration = "dak-lak"): Promise<string> {
  const name = nameOf(which);
  const client = new pg.Client(connectionTo("postgres"));
  await client.connect();
  try {
    // Who comes second waits for the first.
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) {
      await client.query(`create database ${name} template ${TEMPLATE}`);
      await load(which);
    }
    return name;
  } finally {
    await client.end();
  }
}
