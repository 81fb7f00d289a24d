import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Files, type LoadedRegulation, loadRegulation } from "../scoring/regulation/load.ts";
import type { Fault } from "../scoring/fault.ts";
import { MAX_REGULATION_BYTES, readText, systemCode, Unreadable, yamlNames } from "./files.ts";

const BUILT_IN = fileURLToPath(new URL("../../regulations", import.meta.url));
const MAIN_FILE = "regulation.yaml";

/** The ids of the built-in regulations, sorted. */
export const builtInIds = (): string[] =>
  readdirSync(BUILT_IN, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(BUILT_IN, entry.name, MAIN_FILE)))
    .map((entry) => entry.name)
    .toSorted();

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    // Whatever keeps the path from being looked at is told when it is read as a file.
    if (systemCode(error) === undefined) throw error;
    return false;
  }
}

/** The main file that an id, a folder or a file name stands for. */
function mainFileOf(idOrFile: string): string {
  if (builtInIds().includes(idOrFile)) return join(BUILT_IN, idOrFile, MAIN_FILE);
  if (isFolder(idOrFile)) return join(idOrFile, MAIN_FILE);
  if (!existsSync(idOrFile) && !/[./\\]/.test(idOrFile)) {
    const known = builtInIds().join(", ");
    throw new Unreadable(`không có quy định “${idOrFile}”; đã có: ${known}; hoặc ghi đường dẫn tới tệp YAML`, `there is no regulation "${idOrFile}"; built in: ${known}; or give the path of a YAML file`);
  }
  return idOrFile;
}

/** The main file and its neighbours, which it may name; neighbours are read only when named. */
function filesBeside(main: string): Files {
  const folder = dirname(main);
  const files = new Map([[basename(main), readText(main, MAX_REGULATION_BYTES)]]);
  for (const name of yamlNames(folder)) {
    // A neighbour that cannot be read matters only if it is named; the loader then says that it is missing.
    if (!files.has(name) && files.get(basename(main))?.includes(name) === true) files.set(name, readText(join(folder, name), MAX_REGULATION_BYTES));
  }
  return files;
}

/** Loads and lints a regulation; throws Unreadable when its file cannot be read at all. */
export function openRegulation(idOrFile: string): LoadedRegulation | readonly Fault[] {
  const main = mainFileOf(idOrFile);
  return loadRegulation(filesBeside(main), basename(main));
}

/** The YAML files of a regulation, as the server imports them. */
export const regulationFiles = (idOrFile: string): Record<string, string> => Object.fromEntries(filesBeside(mainFileOf(idOrFile)));

/** The text of the file of units beside a regulation, or undefined when it has none. */
export function unitsText(idOrFile: string): string | undefined {
  const file = join(dirname(mainFileOf(idOrFile)), "units.yaml");
  return existsSync(file) ? readText(file, MAX_REGULATION_BYTES) : undefined;
}
