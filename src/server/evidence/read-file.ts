import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { type Reading, reading } from "./reader/reading.ts";
import type { Opened } from "./store.ts";

/** Reading a file in a process of its own, within limits: whatever is in it, nothing else is touched. */

type ReaderLimits = { readonly seconds: number; readonly heapMegabytes: number; readonly residentMegabytes: number; readonly inputBytes: number };
const MEGABYTE = 1024 * 1024;
const LIMITS: ReaderLimits = { seconds: 60, heapMegabytes: 400, residentMegabytes: 900, inputBytes: 100 * MEGABYTE };

const PROCESS = fileURLToPath(new URL("reader/process.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const LOOK_MS = 100;
const LONGEST_ANSWER = 32 * MEGABYTE;
const PAGE = 4096;

/** How much memory a process takes, where the system tells. */
async function residentBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${String(pid)}/statm`, "utf8").catch(() => "");
  return Number(text.split(" ")[1] ?? "0") * PAGE;
}

/** It reads the program's own code and nothing else, writes nothing, starts nothing, and knows nothing of the house. */
const argumentsFor = (kind: string, { heapMegabytes }: ReaderLimits): string[] => ["--permission", `--allow-fs-read=${ROOT}*`, `--max-old-space-size=${String(heapMegabytes)}`, "--disable-warning=ExperimentalWarning", "--disable-warning=SecurityWarning", PROCESS, kind];

/** The line that stands before the file, and the file. */
async function* headed(roots: string, bytes: AsyncIterable<unknown>): AsyncGenerator {
  yield `${JSON.stringify(roots)}\n`;
  yield* bytes;
}

/** Runs until it answers or is ended; undefined when it did not answer as it should. */
function run(kind: string, opened: Opened, limits: ReaderLimits, roots: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, argumentsFor(kind, limits), { env: {}, cwd: "/", stdio: ["pipe", "pipe", "ignore"] });
    const pieces: Buffer[] = [];
    let length = 0;
    const end = () => child.kill("SIGKILL");
    const patience = setTimeout(end, limits.seconds * 1000);
    const looks = setInterval(() => {
      void residentBytes(child.pid ?? 0).then((bytes) => (bytes > limits.residentMegabytes * MEGABYTE ? end() : undefined));
    }, LOOK_MS);
    child.stdout.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length > LONGEST_ANSWER) end();
      else pieces.push(piece);
    });
    child.on("error", () => {
      resolve(undefined);
    });
    child.on("close", (code) => {
      clearTimeout(patience);
      clearInterval(looks);
      resolve(code === 0 ? Buffer.concat(pieces).toString("utf8") : undefined);
    });
    // It may be over before it has heard everything.
    pipeline(headed(roots, opened.stream()), child.stdin).catch(() => undefined);
  });
}

function parsed(text: string): Reading | undefined {
  try {
    return reading.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What is in a file; undefined when it could not be read within the limits. */
export async function readFileOf(kind: string, opened: Opened, limits: ReaderLimits = LIMITS, roots = ""): Promise<Reading | undefined> {
  if (opened.size > limits.inputBytes) {
    await opened.close();
    return undefined;
  }
  const text = await run(kind, opened, limits, roots);
  return text === undefined ? undefined : parsed(text);
}
