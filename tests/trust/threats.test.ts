import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** The table of threats names tests that exist, and every test here stands in it. */

const ROOT = new URL("../../", import.meta.url);
const ROWS = readFileSync(new URL("docs/threats.md", ROOT), "utf8").split("\n").filter((line) => line.startsWith("| ")).slice(1).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
const testsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? "");

it("every threat has a control, a test that exists, and a word on how it was seen to fail", () => {
  expect(ROWS.length).toBeGreaterThan(15);
  const faults = ROWS.filter((row) => row.length !== 4 || row.includes("") || testsIn(row[2] ?? "").length === 0 || testsIn(row[2] ?? "").some((path) => !existsSync(new URL(path, ROOT))));
  expect(faults).toEqual([]);
});

it("no test of a threat is left out of the table", () => {
  const named = new Set(ROWS.flatMap((row) => testsIn(row[2] ?? "")));
  const own = globSync("tests/trust/*.test.ts", { cwd: ROOT.pathname }).filter((path) => !path.endsWith("threats.test.ts"));
  expect(own.filter((path) => !named.has(path))).toEqual([]);
});
