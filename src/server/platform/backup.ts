import type { Stats } from "node:fs";
import { chown, copyFile, lstat, mkdir, open, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { StartFailure } from "./config.ts";

/** A base backup of a PostgreSQL of our own while it runs: the package that brings the server has no pg_basebackup. */

/** What belongs to the running server and not to its data (as in pg_basebackup); such folders are copied empty. */
const EMPTY = new Set(["pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans", "pg_wal"]);
const isLeftOut = (name: string): boolean => name === "postmaster.pid" || name === "postmaster.opts" || name === "pg_internal.init" || name.startsWith("pgsql_tmp");

type Owner = Pick<Stats, "uid" | "gid">;

async function makeFolder(folder: string, { uid, gid }: Owner): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await chown(folder, uid, gid);
}

/** The file's end may be torn while it is read, and it may vanish: the log that is replayed over it makes that good. */
async function copyDurably(from: string, to: string, { uid, gid }: Owner): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  await chown(to, uid, gid);
  const handle = await open(to, "r+");
  await handle.sync();
  await handle.close();
}

async function copyTree(from: string, to: string, owner: Owner, depth = 0): Promise<void> {
  await makeFolder(to, owner);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (isLeftOut(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (!entry.isDirectory()) await copyDurably(source, target, owner);
    else if (depth === 0 && EMPTY.has(entry.name)) await makeFolder(target, owner);
    else await copyTree(source, target, owner, depth + 1);
  }
}

/** The parts of the log from the backup's beginning on, which a temporary slot keeps from being used again. */
async function copyLog(from: string, to: string, first: string, owner: Owner): Promise<void> {
  for (const name of await readdir(from)) {
    const isNeeded = /^[0-9A-F]{8}\.history$/.test(name) || (/^[0-9A-F]{24}$/.test(name) && name >= first);
    if (isNeeded) await copyDurably(join(from, name), join(to, name), owner);
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Copies a running cluster's data to a new folder, from which it can be started alone or brought on with the archive. */
export async function backUpCluster(folder: string, target: string): Promise<void> {
  if (await isThere(target)) throw new StartFailure(`Đã có ${target}. Hãy chọn một thư mục chưa có.`);
  const data = join(folder, "data");
  const client = new pg.Client({ host: folder, user: "postgres", database: "postgres" });
  try {
    await client.connect();
  } catch (error) {
    throw new StartFailure(`Cơ sở dữ liệu trong ${folder} không chạy (${String(error).slice(0, 120)}). Hãy khởi động chương trình rồi sao lưu.`);
  }
  try {
    await client.query("select pg_create_physical_replication_slot('congtam_backup', true, true)");
    const { rows: [started] } = await client.query<{ first: string }>("select pg_walfile_name(pg_backup_start('congtam', true)) as first");
    const owner = await stat(data);
    await copyTree(data, target, owner);
    const { rows: [stopped] } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop()");
    if (started === undefined || stopped === undefined) throw new RangeError("the server gave no label for the backup");
    await copyLog(join(data, "pg_wal"), join(target, "pg_wal"), started.first, owner);
    // Without the label the copy would be taken for whole: it comes last.
    await writeFile(join(target, "backup_label"), stopped.labelfile, { mode: 0o600, flush: true });
    await chown(join(target, "backup_label"), owner.uid, owner.gid);
  } finally {
    await client.end();
  }
}
