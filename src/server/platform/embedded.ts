import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { checkVersion, identity, initialise, makeFolder, type Places, placesFor, SUPERUSER } from "./cluster-files.ts";
import { StartFailure } from "./config.ts";
import { holdFolder } from "./folder-lock.ts";

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

const MOST_SOCKET_PATH = 100;

type ClusterOptions = {
  /** Folder with the programs of another PostgreSQL than the packaged one. */
  readonly binaries?: string | undefined;
  /** Folder to which the write-ahead log is copied, so that any moment can be restored. */
  readonly archive?: string | undefined;
  /** Nothing in it is worth waiting for the disk: it need not survive a loss of power. For tests. */
  readonly isDisposable?: boolean;
};

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

const UNSYNCED = ["-c", "fsync=off", "-c", "full_page_writes=off"];

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
  const { binaries, data, socket, owner, archive, isDisposable = false } = places;
  const output = openSync(log, "a");
  // Durable settings are the server's defaults; only what a small office never needs is turned down.
  const flags = ["-D", data, "-k", socket, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "max_connections=100", "-c", "shared_buffers=128MB", "-c", "log_min_messages=warning", "-c", "timezone=UTC", ...(archive === undefined ? [] : archiveFlags(archive)), ...(isDisposable ? UNSYNCED : [])];
  const child = spawn(join(binaries, "postgres"), flags, { detached: true, stdio: ["ignore", output, output], ...identity(owner) });
  child.unref();
  closeSync(output);
  if (await untilReady({ host: socket, user: SUPERUSER, database: "postgres" }, () => child.exitCode !== null)) return;
  const last = readFileSync(log, "utf8").trimEnd().split("\n").at(-1) ?? "";
  throw new StartFailure(`PostgreSQL không khởi động được (${last.slice(0, 200)}). Hãy xem ${log} rồi chạy lại.`);
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
export async function openCluster(folder: string, { binaries, archive, isDisposable = false }: ClusterOptions = {}): Promise<Cluster> {
  const places = { ...placesFor(folder, binaries), archive, isDisposable };
  if (Buffer.byteLength(join(places.socket, ".s.PGSQL.5432")) > MOST_SOCKET_PATH) throw new StartFailure(`Đường dẫn ${folder} quá dài cho PostgreSQL. Hãy đặt CONGTAM_DATA tới một thư mục có đường dẫn ngắn hơn.`);
  makeFolder(folder, places.owner);
  if (archive !== undefined) makeFolder(archive, places.owner);
  const lock = await holdFolder(folder);
  try {
    const cluster = await serve(places, folder);
    const stop = async () => {
      await cluster.stop();
      await lock.release();
    };
    return { ...cluster, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function serve(places: Places, folder: string): Promise<Cluster> {
  initialise(places);
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
