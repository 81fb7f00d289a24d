import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, createReadStream, createWriteStream, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Door, documentOf, hashAt, line, MEGABYTE, named, nameOf, quantile, send, sha256, through } from "./evidence-parts.ts";

// Bytes through the whole program, against a plain copy and against the barest server that takes them; memory meanwhile.

const LARGE = 200 * MEGABYTE;
const LARGEST = 500 * MEGABYTE;
const ROUNDS = 5;
const AT_ONCE = 20;
const EACH = 16 * MEGABYTE;
const GATHERED = 256 * 1024;

const session = z.looseObject({ user: z.looseObject({ unitIds: z.array(z.string()) }) });
const BIN = fileURLToPath(new URL("../bin/congtam.js", import.meta.url));
const PORT = "18099";
const BASE = `http://127.0.0.1:${PORT}`;

async function started(data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [BIN, "serve"], { env: { ...process.env, PORT, CONGTAM_DATA: data }, stdio: ["ignore", "ignore", "inherit"] });
  for (let i = 0; i < 600; i++) {
    if ((await fetch(`${BASE}/readyz`).catch(() => undefined))?.ok === true) return child;
    await pause(200);
  }
  child.kill("SIGKILL");
  throw new Error("the program did not start");
}

async function signedIn(username: string): Promise<Door> {
  const answer = await fetch(`${BASE}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username, password: "congtam-demo" }) });
  const { user } = session.parse(await answer.json());
  return { base: BASE, headers: { cookie: answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "" }, shelf: `/units/${user.unitIds[0] ?? ""}/evidence/2025` };
}

/** What any program must at least do: the bytes into a file, on the disk, and a hash of them. */
async function plainCopy(folder: string, bytes: Buffer): Promise<number> {
  const [from, to] = [join(folder, "from"), join(folder, "to")];
  writeFileSync(from, bytes);
  fsyncSync(openSync(from, "r"));
  const began = performance.now();
  const hash = createHash("sha256");
  await pipeline(createReadStream(from, { highWaterMark: MEGABYTE }), async function* passing(source) {
    for await (const piece of source as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  }, createWriteStream(to));
  fsyncSync(openSync(to, "r"));
  hash.digest();
  return bytes.length / ((performance.now() - began) / 1000);
}

/** The barest server that takes the same pieces over HTTP and has them on the disk before it answers; it looks at nothing. */
async function bareServer(folder: string): Promise<{ readonly door: Door; readonly close: () => void }> {
  const write = async (handle: FileHandle, source: AsyncIterable<Buffer>, from: number): Promise<void> => {
    let [gathered, length, at]: [Buffer[], number, number] = [[], 0, from];
    for await (const piece of source) {
      gathered.push(piece);
      length += piece.length;
      if (length < GATHERED) continue;
      await handle.writev(gathered, at);
      [gathered, length, at] = [[], 0, at + length];
    }
    if (length > 0) await handle.writev(gathered, at);
    await handle.datasync();
  };
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const handle = await open(join(folder, "bare"), "a+").then(async (one) => {
        await one.close();
        return open(join(folder, "bare"), "r+");
      });
      await write(handle, request, Number(request.headers["upload-offset"]));
      await handle.close();
      response.writeHead(204).end();
    };
    void take();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the bare server listens on no port");
  return { door: { base: `http://127.0.0.1:${String(address.port)}`, headers: {}, shelf: "" }, close: () => server.close() };
}

const residentOf = (pid: number | undefined): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? "0") / 1024;

/** The most that a process takes while something is done. */
async function mostResident(pid: number | undefined, work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  const looks = setInterval(() => {
    most = Math.max(most, residentOf(pid));
  }, 50);
  await work();
  clearInterval(looks);
  return most;
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
const median = (speeds: readonly number[]): number => quantile(speeds, 0.5);
const speedText = (speed: number): string => `${(speed / MEGABYTE).toFixed(0)} MB/s`;

/** Each in turn, several times, so that a moment's load weighs on all alike; the medians are told. */
async function measureSpeed(door: Door, data: string): Promise<void> {
  const bare = await bareServer(data);
  const speeds: Record<"plain" | "bare" | "own", number[]> = { plain: [], bare: [], own: [] };
  for (let i = 0; i < ROUNDS; i++) {
    const large = documentOf(LARGE);
    speeds.plain.push(await plainCopy(data, large));
    speeds.bare.push(LARGE / (await seconds(async () => send(bare.door, "x", large))));
    const [id = ""] = await named(door, [nameOf(large)]);
    speeds.own.push(LARGE / (await seconds(async () => send(door, id, large))));
  }
  bare.close();
  const [plain, floor, own] = [median(speeds.plain), median(speeds.bare), median(speeds.own)];
  line("one file of 200 MB through the program", speedText(own), `${(own / plain).toFixed(2)} × plain`, "kept, read back, hashed");
  line("  a streamed copy with its hash, no network", speedText(plain), "1 × plain", "");
  line("  the barest HTTP server that writes the pieces", speedText(floor), `${(floor / plain).toFixed(2)} × plain`, `the program: ${(own / floor).toFixed(2)} × this`);
}

async function measureLargest(door: Door, pid: number | undefined): Promise<void> {
  const idle = residentOf(pid);
  const largest = documentOf(LARGEST);
  const [id = ""] = await named(door, [nameOf(largest)]);
  let took = 0;
  const most = await mostResident(pid, async () => {
    took = await seconds(async () => send(door, id, largest));
  });
  const isSame = (await hashAt(door, id)) === sha256(largest);
  line("one file of 500 MB", speedText(LARGEST / took), `${(most - idle).toFixed(0)} MB memory`, isSame ? "downloads to the same hash" : "LOST");
  if (!isSame) throw new Error("the file of 500 MB is not what was sent");
}

async function measureMemory(door: Door, pid: number | undefined): Promise<void> {
  const files = Array.from({ length: AT_ONCE }, () => documentOf(EACH));
  const ids = await named(door, files.map(nameOf));
  const idle = residentOf(pid);
  const most = await mostResident(pid, async () => through(files.map((bytes, i) => ({ bytes, id: ids[i] ?? "" })), AT_ONCE, async (one) => send(door, one.id, one.bytes)));
  line(`memory above idle, ${String(AT_ONCE)} sending at once`, `${(most - idle).toFixed(0)} MB`, `idle ${idle.toFixed(0)} MB`, "budget 50 MB");
}

export async function measureProgram(): Promise<void> {
  const data = mkdtempSync(join(process.getuid?.() === 0 ? "/var/lib" : tmpdir(), "ct-"));
  // Where an unprivileged PostgreSQL may enter.
  chmodSync(data, 0o755);
  const child = await started(data);
  try {
    const door = await signedIn("snv.cham");
    await pause(5000);
    await measureMemory(door, child.pid);
    await measureSpeed(door, data);
    await measureLargest(door, child.pid);
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => {
      child.once("exit", resolve);
    });
    rmSync(data, { recursive: true, force: true });
  }
}
