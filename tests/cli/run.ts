import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));

/** How one run of the program ended; `lines` are the lines of stderr. */
export type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string; readonly lines: readonly string[]; readonly milliseconds: number };

const SLOWEST_RUN = 30_000;

/** Runs the command line program as a user would; `nodeOptions` go before the program. */
export function congtam(args: readonly string[], nodeOptions: readonly string[] = []): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, PROGRAM, ...args], { encoding: "utf8", timeout: SLOWEST_RUN, maxBuffer: 256 * 1024 * 1024 });
  return { status, stdout, stderr, lines: stderr.split("\n").slice(0, -1), milliseconds: performance.now() - start };
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
