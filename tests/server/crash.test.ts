import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeProgram, type Program } from "./process.ts";

const BIN = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));
/** How often each of the two is killed; ten times in the long run. */
const KILLS = process.env["CONGTAM_LONG"] === undefined ? 2 : 10;
const WRITERS = 4;
const READY_AFTER_SERVER_MS = 5000;
const READY_AFTER_DATABASE_MS = 15_000;

let program: Program;
let cookie = "";
let count = 0;
/** Names whose saving was acknowledged with 201. */
const acknowledged: string[] = [];
/** How often each status was answered, for the report of a failure. */
const statuses = new Map<number, number>();

beforeAll(async () => {
  program = await makeProgram();
  await program.start();
  const answer = await fetch(`${program.url}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username: "quantri", password: "congtam-demo" }) });
  if (answer.status !== 201) throw new Error(`nobody can sign in: ${String(answer.status)}`);
  cookie = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
}, 90_000);
afterAll(() => program.dispose(), 60_000);

/** One save; only a 201 counts as acknowledged. */
async function save(): Promise<void> {
  const name = `Người số ${String(++count)}`;
  try {
    const answer = await fetch(`${program.url}/api/v1/people`, { method: "POST", headers: { cookie, "content-type": "application/json", "idempotency-key": `save-${String(count)}` }, body: JSON.stringify({ name }), signal: AbortSignal.timeout(10_000) });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 201) acknowledged.push(name);
  } catch {
    // The line was cut: whether it was saved is unknown, so it counts as neither.
  }
}

/** Writers work until the kill has happened. */
async function writeWhile(kill: () => Promise<void>): Promise<void> {
  const ending = new AbortController();
  const writers = Array.from({ length: WRITERS }, async () => {
    while (!ending.signal.aborted) await save();
  });
  const before = acknowledged.length;
  const until = performance.now() + READY_AFTER_DATABASE_MS;
  while (acknowledged.length < before + 20 && performance.now() < until) await pause(5);
  await kill();
  ending.abort();
  await Promise.all(writers);
}

async function allNames(): Promise<Set<string>> {
  const names = new Set<string>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const answer: Response = await fetch(`${program.url}/api/v1/people?limit=200${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, { headers: { cookie } });
    const page = (await answer.json()) as { items: { name: string }[]; nextCursor: string | null };
    for (const { name } of page.items) names.add(name);
    cursor = page.nextCursor;
  }
  return names;
}

async function untilReady(): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 2 * READY_AFTER_DATABASE_MS) {
    const answer = await fetch(`${program.url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return performance.now() - began;
    await pause(25);
  }
  throw new Error(`not ready again: ${program.output().slice(-2000)}`);
}

const killServer = () => program.kill("SIGKILL");
const killDatabase = async () => {
  program.killDatabase();
};

it(`every acknowledged save is there after the server and then PostgreSQL were killed ${String(KILLS)} times each`, { timeout: 30_000 + KILLS * 60_000 }, async () => {
  const ready: { server: number[]; database: number[] } = { server: [], database: [] };
  for (let i = 0; i < KILLS; i++) {
    await writeWhile(killServer);
    ready.server.push(await program.start());
    await writeWhile(killDatabase);
    ready.database.push(await untilReady());
  }
  const names = await allNames();
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
  expect({ statuses: Object.fromEntries(statuses), isEnough: acknowledged.length >= KILLS * 40 }).toMatchObject({ isEnough: true });
  expect(Math.max(...ready.server)).toBeLessThan(READY_AFTER_SERVER_MS);
  expect(Math.max(...ready.database)).toBeLessThan(READY_AFTER_DATABASE_MS);
  const verified = spawnSync(process.execPath, [BIN, "verify", "--lang", "en"], { encoding: "utf8", env: { ...process.env, CONGTAM_DATA: program.data, DATABASE_URL: "" } });
  expect({ status: verified.status, ok: verified.stdout.startsWith("OK") }).toEqual({ status: 0, ok: true });
});

it("the program stops cleanly when it is told to, and its PostgreSQL with it", async () => {
  await program.kill("SIGTERM");
  expect(program.output()).not.toMatch(/\n\s+at /);
});
