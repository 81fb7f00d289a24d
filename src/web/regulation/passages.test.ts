import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isLoaded, loadRegulation } from "../../scoring/regulation/load.ts";
import { GENERAL, isWithin, partOf, passagesOf } from "./passages.ts";

const FOLDER = fileURLToPath(new URL("../../../regulations/dak-lak-2025", import.meta.url));
const files = Object.fromEntries(readdirSync(FOLDER).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(join(FOLDER, name), "utf8")]));
const loaded = loadRegulation(new Map(Object.entries(files)), "regulation.yaml");
if (!isLoaded(loaded)) throw new Error("the regulation is not sound");
const { regulation } = loaded;

test.each([
  ["II.5.a", "II.5.a", true],
  ["II.4.b(1)", "II.4.b", true],
  ["II.4.b", "II.4", true],
  ["II.40", "II.4", false],
  ["II.4", "II.4.b", false],
])("%s within %s: %s", (article, wanted, is) => {
  expect(isWithin(article, wanted)).toBe(is);
});

test("every passage can be led to: its place is its own", () => {
  const ids = passagesOf(regulation).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("criterion-01-1.1.1");
});

test("an article without a place opens where it first stands", () => {
  expect(partOf(regulation, { article: "II.5.a" })).toBe(GENERAL);
  expect(partOf(regulation, { article: "II.4.b(1)" })).toBe("01");
  expect(partOf(regulation, { article: "II.4.b(1)", part: "02" })).toBe("02");
  expect(partOf(regulation, { part: "99" })).toBe(GENERAL);
});
