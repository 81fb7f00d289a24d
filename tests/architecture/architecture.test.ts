import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { check, type Rule, type Violation } from "./rules.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FIXTURES = fileURLToPath(new URL("fixtures", import.meta.url));
const FOLDERS = ["src", "bench", "tests"];

const isSource = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path) && !path.startsWith("tests/architecture/fixtures/");

/** The sources below a folder, by their path from it with forward slashes. */
function readTree(root: string): Map<string, string> {
  const paths = readdirSync(root, { withFileTypes: true })
    .filter((entry) => FOLDERS.includes(entry.name))
    .flatMap((folder) => readdirSync(join(root, folder.name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  return new Map(paths.filter(isSource).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

const placeOf = ({ file, line, rule }: Violation): string => `${file}:${String(line)} ${rule}`;
const shown = (violation: Violation): string => `${placeOf(violation)}: ${violation.detail}`;

test("the project keeps to its plan", () => {
  const sources = readTree(ROOT);
  expect(sources.has("src/scoring/exact.ts")).toBe(true);
  expect(check(sources).map(shown)).toEqual([]);
});

describe("each fixture breaks exactly its rule", () => {
  const BROKEN: Readonly<Record<string, string>> = {
    ambient: "src/scoring/settings.ts:1 ambient",
    arrow: "src/scoring/total.ts:1 arrow",
    "arrow-of-types": "src/web/page.ts:1 arrow",
    "arrow-of-values": "src/contract/points.ts:1 arrow",
    "arrow-to-nowhere": "src/helpers/text.ts:1 arrow",
    barrel: "src/scoring/method.ts:1 barrel",
    clock: "src/scoring/now.ts:1 clock",
    cycle: "src/scoring/bands.ts:1 cycle",
    "default-export": "src/web/page.ts:3 default-export",
    "dynamic-import": "src/scoring/late.ts:2 dynamic-import",
    "import-path": "src/cli/main.ts:1 import-path",
    locale: "src/scoring/sort.ts:1 locale",
    "node-import": "src/scoring/read.ts:1 node-import",
    "node-import-bare": "src/contract/read.ts:1 node-import",
    package: "src/scoring/read.ts:1 package",
    randomness: "src/contract/draw.ts:1 randomness",
    "room-floor": "src/server/evidence/index.ts:1 room-floor",
    "room-floor-main": "src/server/platform/index.ts:1 room-floor",
    "room-floor-same": "src/server/survey/index.ts:1 room-floor",
    "room-inside": "src/server/portal/index.ts:1 room-inside",
    "room-unknown": "src/server/cellar/index.ts:1 room-floor",
    sql: "src/server/campaign/open.ts:4 sql",
    syntax: "src/cli/main.ts:1 syntax",
    "web-room": "src/web/assessment/first.ts:1 web-room",
  };

  test.each(Object.entries(BROKEN))("%s", (name, place) => {
    expect(check(readTree(join(FIXTURES, name))).map(placeOf)).toEqual([place]);
  });

  test("the clean one breaks none", () => {
    expect(check(readTree(join(FIXTURES, "clean"))).map(shown)).toEqual([]);
  });

  test("none is forgotten", () => {
    expect(readdirSync(FIXTURES).toSorted()).toEqual([...Object.keys(BROKEN), "clean"].toSorted());
  });

  test.each<[string, number, Rule[]]>([
    ["src/server/main.ts", 300, []],
    ["src/server/main.ts", 301, ["too-long"]],
    ["src/scoring/total.test.ts", 301, []],
  ])("%s of %i lines", (file, lines, rules) => {
    const text = "export {};\n".padEnd("export {};\n".length + lines - 1, "\n");
    expect(check(new Map([[file, text]])).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe("there is no way around a rule", () => {
  test.each<[string, string, Rule]>([
    ["a type by its path", 'export type T = import("../server/main.ts").Port;', "arrow"],
    ["a re-export", 'export type { Port } from "../server/main.ts";\nexport const a = 1;', "arrow"],
    ["an import for its effect", 'import "../server/main.ts";', "arrow"],
    ["data outside every world", 'import data from "../../regulations/data.ts";\nexport const a = data;', "arrow"],
    ["a test", 'import { a } from "./file.test.ts";\nexport const b = a;', "arrow"],
    ["an alias", 'import { a } from "#server";\nexport const b = a;', "import-path"],
    ["an absolute path", 'import { a } from "/etc/a.ts";\nexport const b = a;', "import-path"],
    ["a package like a sibling", 'import { a } from "zodiac";\nexport const b = a;', "package"],
    ["a type of Node", 'import type { A } from "node:fs";\nexport type B = A;', "node-import"],
    ["a template as path", "export const a = import(`./b.ts`);", "dynamic-import"],
    ["Math under another name", "const M = Math;\nexport const a = M.random();", "randomness"],
    ["random taken apart", "export const { random } = Math;", "randomness"],
    ["random as text", 'export const a = Math["random"]();', "randomness"],
    ["a computed property of Math", "export const a = (b: 'random') => Math[b]();", "randomness"],
    ["crypto in shorthand", "export const a = { crypto };", "randomness"],
    ["the clock in a template", "export const a = `${Date.now()}`;", "clock"],
    ["the clock as a type", "export type A = { at: Date };", "clock"],
    ["the clock in brackets", "export const a = (performance).now();", "clock"],
    ["a timer", "setTimeout(() => {}, 1);", "clock"],
    ["the global object", "export const a = globalThis;", "ambient"],
    ["a locale as text", 'export const a = (1)["toLocaleString"]();', "locale"],
    ["a locale taken apart", 'export const { toLocaleUpperCase } = "a";', "locale"],
    ["a locale that may be missing", "export const a = (b?: string) => b?.localeCompare('c');", "locale"],
    ["a default among names", "const a = 1;\nexport { a as default };", "default-export"],
    ["a default passed on", 'export { default } from "./b.ts";\nexport const a = 1;', "default-export"],
    ["a namespace as default", 'export * as default from "./b.ts";\nexport const a = 1;', "default-export"],
    ["a barrel of types", 'export type { A } from "./b.ts";', "barrel"],
    ["a file that imports itself", 'import { a } from "./file.ts";\nexport const b = a;', "cycle"],
  ])("%s", (_name, text, rule) => {
    expect(check(new Map([["src/scoring/file.ts", text]])).map((violation) => violation.rule)).toEqual([rule]);
  });

  test("a computed import outside the pure worlds", () => {
    const sources = new Map([["src/server/main.ts", "export const load = (path: string) => import(path);"]]);
    expect(check(sources).map(placeOf)).toEqual(["src/server/main.ts:1 dynamic-import"]);
  });

  test("the inside of a room from outside the server", () => {
    const sources = new Map([["src/cli/main.ts", 'import { write } from "../server/audit/log.ts";\nwrite();']]);
    expect(check(sources).map(placeOf)).toEqual(["src/cli/main.ts:1 room-inside"]);
  });

  test.each<[string, string, string]>([
    ["the text of a statement", "src/server/audit/verify.ts", 'import { sql } from "kysely";\nexport const one = sql`select 1`;'],
    ["under another name", "src/server/audit/verify.ts", 'import { type Kysely, sql as text } from "kysely";\nexport const one = (db: Kysely<object>) => text`select 1`.execute(db);'],
    ["all of the library", "src/server/audit/verify.ts", 'import * as kysely from "kysely";\nexport const one = kysely.sql`select 1`;'],
    ["the library when it is wanted", "src/server/audit/verify.ts", 'export const load = () => import("kysely");'],
    ["handed on", "src/server/audit/verify.ts", 'export { sql } from "kysely";\nexport const one = 1;'],
    ["a statement in brackets", "src/server/audit/verify.ts", 'export const find = (db: Db) => db["selectFrom"]("t");'],
    ["a statement that may be missing", "src/server/audit/verify.ts", 'export const add = (db?: Db) => db?.insertInto("t");'],
    ["a statement taken apart", "src/server/audit/verify.ts", "export const change = ({ updateTable }: Db) => updateTable('t');"],
    ["rows by COPY", "src/server/audit/verify.ts", 'export const take = (tx: Tx) => tx.copyIn("copy t from stdin");'],
    ["what wires the rooms", "src/server/main.ts", 'export const drop = (db: Db) => db.deleteFrom("t");'],
    ["a drawer in name only", "src/server/audit/myqueries.ts", 'export const drop = (db: Db) => db.deleteFrom("t");'],
    ["a drawer's helper", "src/server/audit/queries/rows.ts", 'export const drop = (db: Db) => db.deleteFrom("t");'],
  ])("SQL outside the drawers: %s", (_name, file, text) => {
    expect(check(new Map([[file, text]])).map(placeOf)).toEqual([`${file}:1 sql`]);
  });

  test.each<[string, string, string]>([
    ["a drawer", "src/server/audit/queries.ts", 'import { sql } from "kysely";\nexport const find = (db: Db) => db.selectFrom("t").where(sql`true`);'],
    ["a drawer of one subject", "src/server/audit/kept-queries.ts", 'import { sql } from "kysely";\nexport const one = sql`select 1`;'],
    ["what hands SQL out", "src/server/platform/paging.ts", 'import { sql } from "kysely";\nexport const one = sql`select 1`;'],
    ["a test", "src/server/audit/audit.test.ts", 'import { sql } from "kysely";\nexport const one = sql`select 1`;'],
    ["types of tables", "src/server/audit/tables.ts", 'import type { Kysely } from "kysely";\nexport type Find = Kysely<object>["selectFrom"];'],
    ["words about statements", "src/server/audit/verify.ts", "/** sql`select 1`, db.selectFrom('t') */\nexport const why = 'selectFrom(';"],
  ])("SQL where it belongs: %s", (_name, file, text) => {
    expect(check(new Map([[file, text]]))).toEqual([]);
  });

  test("a file that stands beside the rooms", () => {
    expect(check(new Map([["src/server/helpers.ts", "export const a = 1;"]])).map(placeOf)).toEqual(["src/server/helpers.ts:1 room-floor"]);
  });

  test("two cycles are two violations", () => {
    const to = (name: string): string => `import type { A } from "./${name}.ts";\nexport type B = A;`;
    const sources = new Map(["ab", "ba", "cd", "dc"].map(([from, target]) => [`src/cli/${String(from)}.ts`, to(String(target))]));
    expect(check(sources).map(placeOf)).toEqual(["src/cli/a.ts:1 cycle", "src/cli/c.ts:1 cycle"]);
  });

  test("lines are counted after letters of several bytes", () => {
    const text = "// Công Tâm đo lường ủy ban 𝔸\n/* ổ\n*/\nexport const a = new Date();\n";
    expect(check(new Map([["src/scoring/file.ts", text]])).map(placeOf)).toEqual(["src/scoring/file.ts:4 clock"]);
  });
});
