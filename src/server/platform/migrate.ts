import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { StartFailure } from "./config.ts";
import { APP_ROLE, OWNER_ROLE, PUBLIC_ROLE } from "./database.ts";
import { migrateJobs } from "./jobs-schema.ts";
import { connectionFailure, startFailureOf } from "./start-failures.ts";

const FOLDER = new URL("../../../db/migrations/", import.meta.url);
const OLDEST = 15;
/** Any number that all processes agree on; it keeps two starting servers from migrating at once. */
const LOCK = 3_352_025;
const CONNECT_MS = 10_000;

type Migration = { readonly number: number; readonly name: string; readonly sql: string };

/** The migrations in order; numbers must be 1, 2, 3 … without a gap. */
function readMigrations(folder: URL = FOLDER): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql")).toSorted();
  return names.map((name, i) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
    if (number !== i + 1) throw new RangeError(`migration ${name} should have number ${String(i + 1)}`);
    return { number, name, sql: readFileSync(new URL(name, folder), "utf8") };
  });
}

/** The number of the last migration that this program knows. */
export const newestMigration = (): number => readMigrations().length;

/** Public pages are read with less than the application's rights; whoever may be the application may be reduced to it. */
async function preparePublicRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin if not exists (select from pg_roles where rolname = '${PUBLIC_ROLE}') then create role ${PUBLIC_ROLE} nologin; end if; end $$`);
  await client.query(`do $$ begin if not pg_has_role('${APP_ROLE}', '${PUBLIC_ROLE}', 'member') then grant ${PUBLIC_ROLE} to ${APP_ROLE}; end if; end $$`);
}

async function prepare(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: string }>("show server_version_num");
  const major = Math.floor(Number(rows[0]?.version ?? (rows[0] as Record<string, string> | undefined)?.["server_version_num"] ?? 0) / 10_000);
  if (major < OLDEST) throw new StartFailure(`Máy chủ là PostgreSQL ${String(major)}; cần PostgreSQL ${String(OLDEST)} trở lên. Hãy nâng cấp máy chủ hoặc đặt DATABASE_URL tới máy chủ khác.`);
  for (const role of [OWNER_ROLE, APP_ROLE]) {
    await client.query(`do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if; end $$`);
    // From PostgreSQL 16 on not every member may grant a role, not even to itself.
    await client.query(`do $$ begin if not pg_has_role(current_user, '${role}', 'member') then grant ${role} to current_user; end if; end $$`);
  }
  await preparePublicRole(client);
  for (const schema of ["congtam", "portal"]) await client.query(`create schema if not exists ${schema} authorization ${OWNER_ROLE}`);
  await client.query(`set role ${OWNER_ROLE}`);
  await client.query("create table if not exists congtam.migration (number integer primary key, name text not null, at timestamptz not null default now())");
  await client.query(`grant usage on schema congtam, portal to ${APP_ROLE}`);
  await client.query(`grant usage on schema portal to ${PUBLIC_ROLE}`);
  // A running program looks whether the database is still the one it was written for.
  await client.query(`grant select on congtam.migration to ${APP_ROLE}`);
  const done = await client.query<{ last: number }>("select coalesce(max(number), 0)::integer as last from congtam.migration");
  return done.rows[0]?.last ?? 0;
}

async function connected(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks fails the query that was under way; the event itself tells nothing more.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    void client.end().catch(() => undefined);
    throw connectionFailure(error, connection);
  }
}

/** Takes a step; one that fails has changed nothing and is told by its name. */
async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const known = startFailureOf(error);
    throw known instanceof StartFailure ? known : new StartFailure(`Nâng cấp cơ sở dữ liệu dừng ở bước ${name} (${error instanceof Error ? error.message : String(error)}). Bước này chưa thay đổi gì; hãy gửi dòng này cho người phát triển.`);
  }
}

async function apply(client: pg.Client, { number, name, sql }: Migration): Promise<void> {
  await client.query("begin");
  await client.query("insert into congtam.migration (number, name) values ($1, $2)", [number, name]);
  await client.query(sql);
  await client.query("commit");
}

/** Makes sure that the running program will be let in, with its own account and the application's rights. */
export async function requireApplicationAccess(connection: pg.ClientConfig): Promise<void> {
  const client = await connected({ ...connection, options: `-c role=${APP_ROLE}` });
  await client.end();
}

/** Applies what is missing, each migration in its own transaction with its number first. Returns how many. */
export async function migrate(connection: pg.ClientConfig): Promise<number> {
  const client = await connected(connection);
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const last = await prepare(client);
    const all = readMigrations();
    if (last > all.length) throw new StartFailure(`Cơ sở dữ liệu ở phiên bản ${String(last)}, mới hơn chương trình này (${String(all.length)}). Hãy dùng bản chương trình mới hơn.`);
    const missing = all.slice(last);
    for (const one of missing) await step(one.name, () => apply(client, one));
    await step("jobs", () => migrateJobs(client, connection));
    return missing.length;
  } finally {
    await client.end();
  }
}
