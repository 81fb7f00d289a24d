import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/server/platform/index.ts";
import type { Engine } from "./engines.ts";
import { TEMPLATE } from "./cluster.ts";

/** A database of its own for one test file, with the application's pool and a superuser's connection beside it. */
export type TestDatabase = { readonly database: Database; readonly connection: pg.ClientConfig; readonly superuser: pg.Client; readonly close: () => Promise<void> };

/** The engine of this run, for `describe.each(engines)`: suites that run on every engine are listed in `vitest.config.ts`. */
export const engines: readonly Engine[] = [inject("engine")];

/** A connection to any database of this run's server. */
export const connectionTo = (database: string): pg.ClientConfig => ({ host: inject("socket"), database, user: "postgres" });

async function once(database: string, sql: string): Promise<void> {
  const client = new pg.Client(connectionTo(database));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function freshDatabase(template: string = TEMPLATE): Promise<TestDatabase> {
  const name = `congtam_test_${randomBytes(6).toString("hex")}`;
  await once("postgres", `create database ${name} template ${template}`);
  const connection = connectionTo(name);
  const superuser = new pg.Client(connection);
  await superuser.connect();
  const database = openDatabase(connection);
  const close = async () => {
    await database.close();
    await superuser.end();
    await once("postgres", `drop database ${name} with (force)`);
  };
  return { database, connection, superuser, close };
}

/** Whether an answer comes to wait for an advisory lock in this database; false when it is there first. */
export async function waitsForLock({ superuser }: TestDatabase, answer: Promise<unknown>): Promise<boolean> {
  const answered = answer.then(() => true);
  for (;;) {
    const { rowCount } = await superuser.query("select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");
    if (rowCount !== 0) return true;
    if (await Promise.race([answered, Promise.resolve(false)])) return false;
  }
}
