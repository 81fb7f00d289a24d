import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { webFolder } from "../../src/cli/web-build.ts";

/** What a slow line must carry before the first page stands. */
const BUDGET = 250 * 1000;
const ENTRY = "index.html";

type Chunk = { readonly file: string; readonly imports?: readonly string[]; readonly dynamicImports?: readonly string[]; readonly name?: string };

let folder = "";
let chunks: Readonly<Record<string, Chunk>> = {};

beforeAll(async () => {
  folder = await webFolder(() => undefined);
  chunks = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Readonly<Record<string, Chunk>>;
}, 120_000);

/** A chunk with all that it cannot start without. */
function needs(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const one of chunks[name]?.imports ?? []) needs(one, found);
  return found;
}

const bytes = (names: Iterable<string>): number => [...names].map((name) => gzipSync(readFileSync(join(folder, chunks[name]?.file ?? ""))).length).reduce((sum, one) => sum + one, 0);

test.each(["home/index.ts", "shell/sign-in.tsx"])("the first screen with %s needs at most 250 kB of compressed code", (page) => {
  const all = needs(page, needs(ENTRY));
  expect(chunks[page]).toBeDefined();
  expect(bytes(all)).toBeLessThanOrEqual(BUDGET);
});

test("each room is one chunk, which comes when its first page is opened", () => {
  const entry = needs(ENTRY);
  const rooms = Object.keys(chunks).filter((name) => /^[a-z-]+\/index\.ts$/.test(name));
  expect(rooms.length).toBeGreaterThan(0);
  expect(rooms.filter((room) => entry.has(room))).toEqual([]);
});
