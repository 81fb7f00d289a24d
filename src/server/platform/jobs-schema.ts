import { runMigrations } from "graphile-worker";
import pg from "pg";
import { APP_ROLE, OWNER_ROLE } from "./database.ts";

/** The queue's own schema: made and kept by the owner, used by the application with the rights that running jobs takes. */

const SCHEMA = "graphile_worker";

/** The library would make its schema itself, which takes a right on the whole database that the owner of tables need not have. */
const BEGIN = `create table if not exists ${SCHEMA}.migrations (id int primary key, ts timestamptz default now() not null, breaking boolean not null default false)`;

/** What the application does with each table. The tables are closed to all but their owner by row security: the policy opens them. */
const RIGHTS: Readonly<Record<string, string>> = {
  _private_jobs: "select, insert, update, delete",
  _private_job_queues: "select, insert, update",
  _private_tasks: "select, insert",
  _private_known_crontabs: "select, insert, update",
};

const opened = (table: string, rights: string): string => `
  grant ${rights} on ${SCHEMA}.${table} to ${APP_ROLE};
  do $$ begin if not exists (select from pg_policies where schemaname = '${SCHEMA}' and tablename = '${table}' and policyname = '${APP_ROLE}') then
    create policy ${APP_ROLE} on ${SCHEMA}.${table} to ${APP_ROLE} using (true) with check (true);
  end if; end $$;`;

/** Brings the schema up to date; called while no other process migrates, after both roles were made. */
export async function migrateJobs(client: pg.Client, connection: pg.ClientConfig): Promise<void> {
  // Whoever connects may make schemas; the owner of the tables alone may not.
  await client.query("reset role");
  await client.query(`create schema if not exists ${SCHEMA} authorization ${OWNER_ROLE}`);
  await client.query(`set role ${OWNER_ROLE}`);
  await client.query(BEGIN);
  const pool = new pg.Pool({ ...connection, max: 1, options: `-c role=${OWNER_ROLE}` });
  pool.on("error", () => undefined);
  pool.on("connect", (one) => {
    one.on("error", () => undefined);
  });
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
  await client.query(`grant usage on schema ${SCHEMA} to ${APP_ROLE}; grant select on ${SCHEMA}.migrations to ${APP_ROLE}; ${Object.entries(RIGHTS).map(([table, rights]) => opened(table, rights)).join("")}`);
}
