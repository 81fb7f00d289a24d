import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { findCycles } from "./cycles.ts";
import { type Import, readSyntax, type Syntax } from "./syntax.ts";
import { ARROWS, carriesTypesOnly, COMPUTED_IMPORTS, floorOf, isPure, isRoomIndex, isSqlDrawer, isTest, isWebPassage, PACKAGES, roomOf, SERVER_MAIN, webRoomOf, worldOf } from "./worlds.ts";

export type Rule =
  | "ambient"
  | "arrow"
  | "barrel"
  | "clock"
  | "cycle"
  | "default-export"
  | "dynamic-import"
  | "import-path"
  | "locale"
  | "node-import"
  | "package"
  | "randomness"
  | "room-floor"
  | "room-inside"
  | "sql"
  | "syntax"
  | "too-long"
  | "web-room";

export type Violation = { readonly file: string; readonly line: number; readonly rule: Rule; readonly detail: string };

/** What one rule found; the file is added outside. */
type Finding = Omit<Violation, "file">;

const MAX_LINES = 300;

const isRelative = (specifier: string): boolean => specifier.startsWith("./") || specifier.startsWith("../");
const resolve = (from: string, specifier: string): string => posix.join(posix.dirname(from), specifier);

/** "@noble/hashes/sha2.js" is of the package "@noble/hashes". */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function arrowFinding(file: string, target: string, { kind, line }: Import): Finding | undefined {
  const from = worldOf(file);
  const to = worldOf(target);
  if (from === undefined || from === "bench" || isTest(file)) return undefined;
  // A test may import anything; through one, everything would be within reach.
  if (isTest(target)) return { line, rule: "arrow", detail: "nothing imports a test" };
  if (from === to) return undefined;
  if (to === undefined) return { line, rule: "arrow", detail: `${target} belongs to no world` };
  if (!ARROWS[from].includes(to)) return { line, rule: "arrow", detail: `${from} does not import ${to}` };
  return kind !== "type" && carriesTypesOnly(from, to) ? { line, rule: "arrow", detail: `${from} imports ${to} only with "import type"` } : undefined;
}

function roomFindings(file: string, target: string, { line }: Import): Finding[] {
  if (worldOf(target) !== "server" || isTest(file) || worldOf(file) === "bench") return [];
  const from = roomOf(file);
  const to = roomOf(target);
  if (to !== undefined && from === to) return [];
  const findings: Finding[] = [];
  // What stands above all floors (main.ts) is out of reach of every room.
  if (from !== undefined && (to === undefined || floorOf(to) >= floorOf(from))) findings.push({ line, rule: "room-floor", detail: `${from} imports only lower floors, not ${to ?? target}` });
  if (to !== undefined && !isRoomIndex(target)) findings.push({ line, rule: "room-inside", detail: `${target} is inside ${to}; import its index.ts` });
  return findings;
}

/** Pages of one room know neither another room nor how they are reached; what they share stands in shell/ and ui/. */
function webFinding(file: string, target: string, { line }: Import): Finding | undefined {
  if (worldOf(file) !== "web" || worldOf(target) !== "web" || isTest(file)) return undefined;
  const [from, to] = [webRoomOf(file), webRoomOf(target)];
  return from === to || isWebPassage(from, target) ? undefined : { line, rule: "web-room", detail: `${from} does not import ${target}` };
}

/** Where the file itself stands: in a world, and in the server in a known room. */
function placeFindings(file: string): Finding[] {
  const world = worldOf(file);
  if (world === undefined) return [{ line: 1, rule: "arrow", detail: "the file belongs to no world" }];
  if (world !== "server" || isTest(file) || file === SERVER_MAIN) return [];
  const room = roomOf(file);
  if (room === undefined) return [{ line: 1, rule: "room-floor", detail: "the file stands in no room" }];
  return floorOf(room) === 0 ? [{ line: 1, rule: "room-floor", detail: `${room} has no floor` }] : [];
}

/** What a statement begins with, however it is reached. */
const STATEMENTS = new Set(["selectFrom", "insertInto", "updateTable", "deleteFrom", "mergeInto", "replaceInto", "copyIn", "copyOut"]);

/** One looks for what a room asks of its tables in its drawers of queries, and nowhere else. Types of tables may stand anywhere. */
function sqlFindings(file: string, { imports, properties }: Syntax): Finding[] {
  if (worldOf(file) !== "server" || isTest(file) || isSqlDrawer(file)) return [];
  const finding = (line: number, what: string): Finding => ({ line, rule: "sql", detail: `${what} belongs in a file named queries.ts or …-queries.ts` });
  const loaded = imports.filter(({ kind, specifier }) => kind !== "type" && specifier !== undefined && packageOf(specifier) === "kysely");
  return [...loaded.map(({ line }) => finding(line, "kysely")), ...properties.filter(({ name }) => STATEMENTS.has(name)).map(({ name, line }) => finding(line, name))];
}

function packageFinding(file: string, specifier: string, line: number): Finding | undefined {
  const world = worldOf(file);
  if (world === undefined || isTest(file)) return undefined;
  if (isBuiltin(specifier)) return isPure(world) ? { line, rule: "node-import", detail: `${world} does not know Node: ${specifier}` } : undefined;
  const allowed = PACKAGES[world];
  return allowed === undefined || allowed.includes(packageOf(specifier)) ? undefined : { line, rule: "package", detail: `${world} does not use ${packageOf(specifier)}` };
}

function dynamicFinding(file: string, { kind, specifier, line }: Import): Finding | undefined {
  if (kind !== "dynamic" || isTest(file)) return undefined;
  if (isPure(worldOf(file))) return { line, rule: "dynamic-import", detail: "everything is imported at the top" };
  return specifier === undefined && worldOf(file) !== "bench" && !COMPUTED_IMPORTS.includes(file) ? { line, rule: "dynamic-import", detail: "a computed path escapes every rule" } : undefined;
}

function importFindings(file: string, one: Import): (Finding | undefined)[] {
  const { specifier, line } = one;
  const dynamic = dynamicFinding(file, one);
  if (specifier === undefined) return [dynamic];
  if (isRelative(specifier)) {
    const target = resolve(file, specifier);
    const endings = worldOf(file) === "web" ? [".ts", ".tsx", ".css"] : [".ts"];
    const path: Finding | undefined = endings.some((ending) => target.endsWith(ending)) ? undefined : { line, rule: "import-path", detail: `${specifier} does not end in ${endings.join(" or ")}` };
    const arrow = arrowFinding(file, target, one);
    return [dynamic, path, ...(arrow === undefined ? [...roomFindings(file, target, one), webFinding(file, target, one)] : [arrow])];
  }
  // "/…", "#…", "." and addresses would reach files around the rules above.
  const isPackage = isBuiltin(specifier) || /^(?:@[\w.-]+\/)?\w[\w.-]*(?:\/|$)/.test(specifier);
  return [dynamic, isPackage ? packageFinding(file, specifier, line) : { line, rule: "import-path", detail: `${specifier} is neither a relative path nor a package` }];
}

/** Globals that make a result depend on when, where or by chance. A name that hides one is refused as well. */
const IMPURE: ReadonlyMap<string, Rule> = new Map([
  ...["Date", "Temporal", "performance", "setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask"].map((name) => [name, "clock"] as const),
  ["crypto", "randomness"],
  ["Intl", "locale"],
  ...["process", "globalThis", "fetch"].map((name) => [name, "ambient"] as const),
]);

const IS_LOCALE = /^(?:toLocale\w*|localeCompare)$/;

function purityFindings({ names, properties }: Syntax): Finding[] {
  const findings: Finding[] = [];
  for (const { name, property, line } of names) {
    const rule = IMPURE.get(name);
    if (rule !== undefined) findings.push({ line, rule, detail: name });
    // Math without a plain property could hand its random on under another name.
    if (name === "Math" && (property === undefined || property === "random")) findings.push({ line, rule: "randomness", detail: property === undefined ? name : "Math.random" });
  }
  for (const { name, line } of properties) if (IS_LOCALE.test(name)) findings.push({ line, rule: "locale", detail: name });
  return findings;
}

function shapeFindings(file: string, syntax: Syntax): Finding[] {
  const findings: Finding[] = syntax.defaultExports.map((line) => ({ line, rule: "default-export", detail: "exports have names" }));
  if (syntax.onlyReExports && !isRoomIndex(file)) findings.push({ line: 1, rule: "barrel", detail: "only a room's index.ts passes exports on" });
  if (syntax.lines > MAX_LINES && !isTest(file)) findings.push({ line: MAX_LINES + 1, rule: "too-long", detail: `${String(syntax.lines)} lines, at most ${String(MAX_LINES)}` });
  return findings;
}

function fileFindings(file: string, syntax: Syntax): Finding[] {
  const isPureFile = isPure(worldOf(file)) && !isTest(file);
  return [
    ...syntax.errors.map((detail): Finding => ({ line: 1, rule: "syntax", detail })),
    ...placeFindings(file),
    ...shapeFindings(file, syntax),
    ...sqlFindings(file, syntax),
    ...(isPureFile ? purityFindings(syntax) : []),
    ...syntax.imports.flatMap((one) => importFindings(file, one)).filter((finding) => finding !== undefined),
  ];
}

/** The files that a file imports, each with the line of its last import. */
const linesOfTargets = (file: string, { imports }: Syntax): ReadonlyMap<string, number> =>
  new Map(imports.flatMap(({ specifier, line }) => (specifier !== undefined && isRelative(specifier) ? [[resolve(file, specifier), line] as const] : [])));

/** One violation for each knot of files, at the import of its first file that leads into it. */
function cycleViolations(syntaxes: ReadonlyMap<string, Syntax>): Violation[] {
  const graph = new Map([...syntaxes].map(([file, syntax]) => [file, linesOfTargets(file, syntax)]));
  return findCycles([...graph.keys()], (file) => [...(graph.get(file)?.keys() ?? [])]).map((cycle) => {
    const [file, next = file] = cycle;
    const line = graph.get(file)?.get(next) ?? 1;
    return { file, line, rule: "cycle", detail: [...cycle, file].join(" → ") };
  });
}

const byPlace = (a: Violation, b: Violation): number => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1);

/** Checks a tree of sources, given as path from the project's root → text, and returns everything that breaks its plan. */
export function check(sources: ReadonlyMap<string, string>): Violation[] {
  const syntaxes = new Map([...sources].map(([file, text]) => [file, readSyntax(file, text)]));
  const found = [...syntaxes].flatMap(([file, syntax]) => fileFindings(file, syntax).map((finding) => ({ file, ...finding })));
  return [...found, ...cycleViolations(syntaxes)].toSorted(byPlace);
}
