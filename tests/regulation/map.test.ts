import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { builtIn } from "../support.ts";

const root = new URL("../../", import.meta.url);
const map = readFileSync(new URL("docs/regulation-map.md", root), "utf8");

type Row = { id: string; article: string; rule: string; file: string; title: string };

/** The rows of each regulation's table. */
const rows: Row[] = map.split(/^## /m).slice(1).flatMap((section) => {
  const id = section.split(" ", 1)[0] ?? "";
  return [...section.matchAll(/^\| ([^|]+) \| [^|]+ \| `([^`]+)` \| `([^`]+)`: (.+) \|$/gm)].map((found) => ({ id, article: found[1] ?? "", rule: found[2] ?? "", file: found[3] ?? "", title: found[4] ?? "" }));
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const NAMES = ["key", "code", "ratio", "content"];

/** Follows a path; members of lists are named by what names them. A code may contain points, so the longest name wins. */
function follow(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value;
  for (let taken = Math.min(path.length, 4); taken > 0; taken--) {
    const name = path.slice(0, taken).join(".");
    const next: unknown = Array.isArray(value) ? value.find((one) => isObject(one) && NAMES.some((field) => one[field] === name)) : isObject(value) ? value[name] : undefined;
    const found: unknown = next === undefined ? undefined : follow(next, path.slice(taken));
    if (found !== undefined) return found;
  }
  return undefined;
}

describe("docs/regulation-map.md", () => {
  it("has rows for every regulation", () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(3);
    expect(rows.length).toBe(map.split("\n").filter((line) => line.startsWith("| ") && line.includes("`")).length);
  });

  it.each(rows)("names rules that exist: $id $rule [$article]", ({ id, rule, article }) => {
    expect(follow(builtIn(id).regulation, rule.split("."))).toMatchObject({ article });
  });

  it.each(rows)("names tests that exist: $file $title", ({ file, title }) => {
    expect(existsSync(new URL(file, root))).toBe(true);
    expect(readFileSync(new URL(file, root), "utf8")).toContain(`"${title}`);
  });
});
