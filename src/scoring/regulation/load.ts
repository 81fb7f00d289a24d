import { type Fault, fault, faultsOf } from "../fault.ts";
import { isFields } from "../fields.ts";
import { sha256OfDocument } from "./canonical.ts";
import { lint } from "./lint.ts";
import { type Regulation, regulation as schema } from "./schema.ts";
import { readYaml, type Source } from "./source.ts";

/** The text of every file of a regulation's folder that may take part, by name. */
export type Files = ReadonlyMap<string, string>;

/** A regulation that holds, with the hash that every result names. */
export type LoadedRegulation = { readonly regulation: Regulation; readonly sha256: string };

type Path = readonly (string | number)[];

/** Says in which file and on which line a place of the whole document stands. */
type Locate = (path: Path) => { file: string; line: number };

const FILE_NAME = /^[a-z0-9][a-z0-9.-]*\.ya?ml$/;

type Assembled = { data: unknown; faults: Fault[]; locate: Locate };

/** Puts index sets that stand in files of their own (`- file: index-01.yaml`) where the main file names them. */
function assemble(files: Files, main: Source): Assembled {
  const faults: Fault[] = [...main.faults];
  const parts = new Map<number, Source>();
  const root = main.data;
  if (!isFields(root) || !Array.isArray(root["indexes"])) return { data: root, faults, locate: (path) => ({ file: main.file, line: main.lineOf(path) }) };
  const indexes = root["indexes"].map((entry: unknown, i) => {
    if (!isFields(entry) || typeof entry["file"] !== "string" || Object.keys(entry).length !== 1) return entry;
    const name = entry["file"];
    const text = FILE_NAME.test(name) ? files.get(name) : undefined;
    if (text === undefined) {
      faults.push(fault("file-missing", { file: main.file, line: main.lineOf(["indexes", i, "file"]), path: ["indexes", i] }, { name }));
      return entry;
    }
    const source = readYaml(text, name);
    parts.set(i, source);
    for (const one of source.faults) faults.push(one);
    return source.data;
  });
  const locate: Locate = (path) => {
    const part = path[0] === "indexes" && typeof path[1] === "number" ? parts.get(path[1]) : undefined;
    return part === undefined ? { file: main.file, line: main.lineOf(path) } : { file: part.file, line: part.lineOf(path.slice(2)) };
  };
  return { data: { ...root, indexes }, faults, locate };
}

/**
 * Reads, checks and lints a regulation from its files. Returns it with its hash, or every fault with file and
 * line. A regulation with faults never leaves this function.
 */
export function loadRegulation(files: Files, mainName: string): LoadedRegulation | readonly Fault[] {
  const text = files.get(mainName);
  if (text === undefined) return [fault("file-missing", { file: mainName }, { name: mainName })];
  const { data, faults, locate } = assemble(files, readYaml(text, mainName));
  if (faults.length > 0) return faults;
  return checkRegulation(data, locate);
}

/** Checks a regulation that is already data (canonical JSON, say); places are paths instead of lines. */
export function checkRegulation(data: unknown, locate?: Locate): LoadedRegulation | readonly Fault[] {
  const located = (one: Fault): Fault => ({ ...one, place: { ...one.place, ...locate?.(one.place.path ?? []) } });
  const read = schema.safeParse(data);
  if (!read.success) return faultsOf(read.error, data).map(located);
  const findings = lint(read.data).map(located);
  return findings.length > 0 ? findings : { regulation: read.data, sha256: sha256OfDocument(read.data) };
}

export const isLoaded = (result: LoadedRegulation | readonly Fault[]): result is LoadedRegulation => "sha256" in result;
