import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));

/** How one run of the program ended; `lines` are the lines of stderr. */
export type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string; readonly lines: readonly string[] };

const linesOf = (text: string): string[] => text.split("\n").slice(0, -1);

const SLOWEST_RUN = 30_000;

/** Runs the command line program as a user would; `nodeOptions` go before the program. */
export function congtam(args: readonly string[], nodeOptions: readonly string[] = []): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, PROGRAM, ...args], { encoding: "utf8", timeout: SLOWEST_RUN, maxBuffer: 256 * 1024 * 1024 });
  return { status, stdout, stderr, lines: linesOf(stderr) };
}

/**
 * At its end the process adds a line: how much memory it held at most and how long it computed. The kernel's
 * maxRSS also counts the process that it was forked from; the high-water mark of its own memory does not.
 */
const METER =
  'import { readFileSync } from "node:fs"; process.on("exit", () => { const { userCPUTime, systemCPUTime } = process.resourceUsage(); const [, own] = /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8")) ?? []; process.stderr.write(`${own} ${userCPUTime + systemCPUTime}\\n`); })';

/** The same with the memory it held at most and the time it computed; how busy the machine is does not count. */
export function measured(args: readonly string[]): { run: Run; kilobytes: number; milliseconds: number } {
  const { lines, ...run } = congtam(args, ["--import", `data:text/javascript,${encodeURIComponent(METER)}`]);
  const [kilobytes = Number.NaN, microseconds = Number.NaN] = (lines.at(-1) ?? "").split(" ").map(Number);
  const own = lines.slice(0, -1);
  return { run: { ...run, lines: own, stderr: own.map((line) => `${line}\n`).join("") }, kilobytes, milliseconds: microseconds / 1000 };
}

/** A folder that is gone when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "congtam-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The path of a new file of these contents in a folder of its own. */
export function temporaryFile(name: string, contents: string | Uint8Array): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, contents);
  return file;
}
