import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

const BIN = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));

/** The whole program in a process of its own, with a data folder of its own; it can be killed and started again. */
export type Program = {
  readonly url: string;
  readonly data: string;
  readonly pid: () => number | undefined;
  readonly databasePid: () => number;
  readonly start: () => Promise<number>;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  readonly killDatabase: () => void;
  readonly output: () => string;
  readonly dispose: () => Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

const PATIENCE_MS = 120_000;

/** Beside the tests' own cluster, where there is one; short, since a socket's path must be; and where an unprivileged PostgreSQL may enter. */
export function dataFolder(): string {
  const data = mkdtempSync(join(process.env["TESTS_DATA"] ?? (process.getuid?.() === 0 ? "/var/lib" : tmpdir()), "ct-"));
  chmodSync(data, 0o755);
  return data;
}

/** A start that should not succeed: how it ended and what it said. One that does succeed is stopped and has no status. */
export async function tryStart(variables: Readonly<Record<string, string>>): Promise<{ readonly status: number | null; readonly said: string }> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [BIN, "serve"], { env: { ...process.env, DATABASE_URL: "", PORT: port, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  // It runs: told to stop, once (a second time would end it at once), and heard to the end.
  child.stdout.once("data", () => {
    child.kill("SIGTERM");
    child.stdout.resume();
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return { status: code, said };
}

export async function makeProgram(variables: Readonly<Record<string, string>> = {}): Promise<Program> {
  const data = dataFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  let child: ChildProcess | undefined;
  let output = "";
  const note = (chunk: Buffer) => {
    output += chunk.toString();
  };
  const start = async () => {
    const began = performance.now();
    child = spawn(process.execPath, [BIN, "serve"], { env: { ...process.env, PORT: String(port), CONGTAM_DATA: data, DATABASE_URL: "", ...variables }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", note);
    while (!(await isReady(url))) {
      if (child.exitCode !== null || performance.now() - began > PATIENCE_MS) throw new Error(`the program did not start: ${output.slice(-2000)}`);
      await pause(25);
    }
    return performance.now() - began;
  };
  const kill = async (signal: NodeJS.Signals) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => {
      child?.once("exit", () => {
        resolve();
      });
    });
    child.kill(signal);
    await gone;
  };
  const databasePid = () => Number(readFileSync(join(data, "demonstration", "data", "postmaster.pid"), "utf8").split("\n", 1)[0]);
  const killDatabase = () => {
    // The whole group: every backend dies with the postmaster, as when a machine loses power.
    process.kill(-databasePid(), "SIGKILL");
  };
  const dispose = async () => {
    await kill("SIGTERM");
    rmSync(data, { recursive: true, force: true });
  };
  return { url, data, pid: () => child?.pid, databasePid, start, kill, killDatabase, output: () => output, dispose };
}

/** Who makes the data folder of the run's first start. */
const isFirst = (): boolean => mkdirSync(`${inject("furnished")}.making`, { recursive: true }) !== undefined;

/** A first start that a test does anyway spares the run another one: its folder becomes everybody's, unless there is one already. */
export async function offerFurnished(data: string, makeFirstStart: () => Promise<void>): Promise<void> {
  const isWanted = isFirst();
  await makeFirstStart();
  if (isWanted) renameSync(data, inject("furnished"));
}

/** Makes a data folder as a first start leaves it, once a run: whoever comes second waits for the first. */
async function furnishOnce(place: string): Promise<void> {
  if (!isFirst()) {
    const began = performance.now();
    while (!existsSync(place)) {
      if (performance.now() - began > PATIENCE_MS) throw new Error("the furnished data folder was not made");
      await pause(100);
    }
    return;
  }
  const first = await makeProgram();
  await first.start();
  await first.kill("SIGTERM");
  renameSync(first.data, place);
}

/** The program with the demonstration already in its data folder, for tests of something else than the first start. */
export async function makeFurnishedProgram(variables: Readonly<Record<string, string>> = {}): Promise<Program> {
  const place = inject("furnished");
  if (!existsSync(place)) await furnishOnce(place);
  const program = await makeProgram(variables);
  // With owners and rights, which PostgreSQL looks at.
  execFileSync("cp", ["-a", `${place}/.`, program.data]);
  return program;
}
