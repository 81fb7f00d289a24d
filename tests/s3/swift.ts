import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** OpenStack Swift with its S3 interface: one disk, one copy, servers of its own in a folder that is gone afterwards. */

export const KEY = "congtam:kho";
export const SECRET = "mat-khau-thu-nghiem";
const PROXY = "/usr/bin/swift-proxy-server";
const PATIENCE_MS = 60_000;

export const isInstalled = (): boolean => existsSync(PROXY);

export type Swift = {
  readonly endpoint: string;
  /** Kills the door to it, as a failing network does; `open` starts it again. */
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** What the servers wrote, for whoever looks for a cause. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });

type Place = { readonly folder: string; readonly ports: Readonly<Record<"account" | "container" | "object" | "proxy" | "memcached", number>> };

const common = ({ folder }: Place, port: number): string => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${String(port)}
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${folder}/devices
mount_check = false
disable_fallocate = true
workers = 0
fallocate_reserve = 0
`;

const storage = (place: Place, kind: "account" | "container" | "object"): string => `${common(place, place.ports[kind])}
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`;

const proxy = (place: Place): string => `${common(place, place.ports.proxy)}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${String(place.ports.memcached)}
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_congtam_kho = ${SECRET} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
`;

function lay(place: Place): void {
  const { folder, ports } = place;
  mkdirSync(join(folder, "devices", "d1"), { recursive: true });
  for (const kind of ["account", "container", "object"] as const) {
    writeFileSync(join(folder, `${kind}-server.conf`), storage(place, kind));
    const ring = (...words: string[]): unknown => execFileSync("swift-ring-builder", [join(folder, `${kind}.builder`), ...words], { stdio: ["ignore", "ignore", "inherit"] });
    ring("create", "4", "1", "1");
    ring("add", "--region", "1", "--zone", "1", "--ip", "127.0.0.1", "--port", String(ports[kind]), "--device", "d1", "--weight", "1");
    ring("rebalance");
  }
  writeFileSync(join(folder, "proxy-server.conf"), proxy(place));
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", () => {
      resolve();
    });
  });

async function answers(url: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    // Whoever does not sign is refused: somebody is there.
    if (answer !== undefined && answer.status < 500) return;
    if (performance.now() > until) throw new Error(`no answer from ${url}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

export async function startSwift(): Promise<Swift> {
  const folder = mkdtempSync(join(tmpdir(), "congtam-swift-"));
  const ports = { account: await freePort(), container: await freePort(), object: await freePort(), proxy: await freePort(), memcached: await freePort() };
  const place: Place = { folder, ports };
  lay(place);
  const logFile = join(folder, "log");
  const start = (command: string, words: readonly string[]): ChildProcess => spawn("sh", ["-c", `exec "$0" "$@" >>"${logFile}" 2>&1`, command, ...words], { stdio: "ignore" });
  const server = (kind: string): ChildProcess => start(`/usr/bin/swift-${kind}-server`, [join(folder, `${kind}-server.conf`), "--verbose"]);
  const others = [start("memcached", ["-l", "127.0.0.1", "-p", String(ports.memcached), "-U", "0", ...(userInfo().uid === 0 ? ["-u", "root"] : [])]), server("account"), server("container"), server("object")];
  let door = server("proxy");
  const endpoint = `http://127.0.0.1:${String(ports.proxy)}`;
  const log = (): string => (existsSync(logFile) ? readFileSync(logFile, "utf8") : "");
  const stop = async (): Promise<void> => {
    for (const child of [door, ...others]) child.kill("SIGTERM");
    await Promise.all([door, ...others].map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(endpoint);
  } catch (error) {
    process.stderr.write(log());
    await stop();
    throw error;
  }
  return {
    endpoint,
    log,
    stop,
    shut: async () => {
      door.kill("SIGKILL");
      await ended(door);
    },
    open: async () => {
      door = server("proxy");
      await answers(endpoint);
    },
  };
}
