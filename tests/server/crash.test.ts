import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import { loadDakLak } from "../cycle/plan.ts";
import { makeFurnishedProgram, type Program } from "./process.ts";

const BIN = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));
/** How often each of the two is killed; ten times in the long run. */
const KILLS = process.env["CONGTAM_LONG"] === undefined ? 2 : 10;
const SCORERS = ["stc.cham", "bmt.cham", "snv.cham"] as const;
/** Each on criteria of their own. */
const WRITERS_EACH = 2;
const READY_AFTER_SERVER_MS = 5000;
const READY_AFTER_DATABASE_MS = 15_000;
const DAY_MS = 86_400_000;

type Desk = { readonly cookie: string; readonly unitId: string };
type Writer = Desk & { readonly code: string; readonly input: unknown; seen: string };
type Json = Record<string, unknown>;

let program: Program;
let campaign = "";
let desks: Desk[] = [];
let writers: Writer[] = [];
let count = 0;
/** What was answered with 200: unit, criterion, version and note. */
const acknowledged: string[] = [];
/** Notes of saves of which nobody knows: the line was cut, or the house said that it could not tell. */
const unknown = new Set<string>();
/** How often each status was answered, for the report of a failure. */
const statuses = new Map<number, number>();

async function ask(cookie: string, method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly json: Json; readonly cookie: string; readonly etag: string }> {
  const answer = await fetch(`${program.url}/api/v1${path}`, { method, headers: { cookie, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers }, signal: AbortSignal.timeout(10_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, json: (await answer.json()) as Json, cookie: answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "", etag: answer.headers.get("etag") ?? "" };
}

async function must(answer: ReturnType<typeof ask>): Promise<Awaited<ReturnType<typeof ask>>> {
  const given = await answer;
  if (given.status >= 300) throw new Error(JSON.stringify(given.json));
  return given;
}

const signIn = (username: string) => must(ask("", "POST", "/session", { username, password: "congtam-demo" }));

/** A campaign of the scorers' units in self-scoring, made by the programme officer; whatever the demonstration's own has come to. */
async function openCampaign(): Promise<void> {
  const officer = (await signIn("sonoivu")).cookie;
  const codes: string[] = [];
  const places: (Desk & { index: string })[] = [];
  for (const name of SCORERS) {
    const { json, cookie } = await signIn(name);
    const [unitId = ""] = (json["user"] as { unitIds: string[] }).unitIds;
    const unit = (await must(ask(cookie, "GET", `/units/${unitId}`))).json;
    codes.push(String(unit["code"]));
    places.push({ cookie, unitId, index: String(unit["index"]) });
  }
  const regulations = (await must(ask(officer, "GET", "/regulations"))).json["items"] as { id: string; frozenAt: string | null }[];
  const made = await must(ask(officer, "POST", "/campaigns", { title: "Đợt thử nghiệm", year: 2026, regulationVersionId: regulations.find((one) => one.frozenAt !== null)?.id, unitCodes: codes }));
  campaign = String(made.json["id"]);
  const end = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
  const calendar = { "self-scoring": end(1), "appraisal-1": end(2), explanation: end(3), "appraisal-2": end(4) };
  const planned = await must(ask(officer, "POST", `/campaigns/${campaign}/actions`, { kind: "set-calendar", calendar }, { "if-match": made.etag }));
  await must(ask(officer, "POST", `/campaigns/${campaign}/actions`, { kind: "advance", to: "self-scoring" }, { "if-match": planned.etag }));
  const engine = compileRegulation(loadDakLak().loaded);
  desks = places;
  writers = places.flatMap(({ index, ...desk }) => {
    const compiled = engine.indexes.get(index);
    const own = (compiled?.leaves ?? []).filter((leaf) => (leaf.leaf.scoredBy ?? compiled?.contents.find((one) => one.leaves.includes(leaf))?.content.scoredBy) === "unit");
    return own.slice(0, WRITERS_EACH).map((leaf) => ({ ...desk, code: leaf.code, input: leaf.bound.example(80, randomFrom(leaf.at + 1)), seen: "0" }));
  });
}

beforeAll(async () => {
  program = await makeFurnishedProgram();
  await program.start();
  await openCampaign();
}, 90_000);
afterAll(() => program.dispose(), 60_000);

const keyOf = (unitId: string, code: string, version: string, note: string): string => `${unitId} ${code} ${version} ${note}`;

/** One save; only a 200 counts as acknowledged. */
async function save(writer: Writer): Promise<void> {
  const note = `lần ${String(++count)}`;
  try {
    const { status, json } = await ask(writer.cookie, "PUT", `/campaigns/${campaign}/units/${writer.unitId}/scores/${writer.code}`, { input: writer.input, note }, { "if-match": `"${writer.seen}"` });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 200) {
      writer.seen = String(json["version"]);
      acknowledged.push(keyOf(writer.unitId, writer.code, writer.seen, note));
    } else if (status === 412) writer.seen = (json["current"] as { version: string } | null)?.version ?? "0";
    else unknown.add(note);
  } catch {
    // The line was cut: whether it was saved is unknown, so it counts as neither.
    unknown.add(note);
  }
}

/** Writers work until the kill has happened. */
async function writeWhile(kill: () => Promise<void>): Promise<void> {
  const ending = new AbortController();
  const working = writers.map(async (writer) => {
    while (!ending.signal.aborted) await save(writer);
  });
  const before = acknowledged.length;
  const until = performance.now() + READY_AFTER_DATABASE_MS;
  while (acknowledged.length < before + 20 && performance.now() < until) await pause(5);
  await kill();
  ending.abort();
  await Promise.all(working);
}

/** Every version that the history of the units tells. */
async function history(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { cookie, unitId } of desks) {
    let cursor: string | null = "";
    while (cursor !== null) {
      const { json }: { json: Json } = await must(ask(cookie, "GET", `/campaigns/${campaign}/units/${unitId}/history?limit=200${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`));
      for (const { code, version, note } of json["items"] as { code: string; version: string; note: string }[]) found.set(keyOf(unitId, code, version, note), note);
      cursor = json["nextCursor"] as string | null;
    }
  }
  return found;
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

it(`every acknowledged score is in the history after the server and then PostgreSQL were killed ${String(KILLS)} times each`, { timeout: 30_000 + KILLS * 60_000 }, async () => {
  const ready: { server: number[]; database: number[] } = { server: [], database: [] };
  for (let i = 0; i < KILLS; i++) {
    await writeWhile(killServer);
    ready.server.push(await program.start());
    await writeWhile(killDatabase);
    ready.database.push(await untilReady());
  }
  const stored = await history();
  expect(acknowledged.filter((key) => !stored.has(key))).toEqual([]);
  // What nobody acknowledged may be there only where nobody could tell.
  const told = new Set(acknowledged);
  expect([...stored].filter(([key, note]) => !told.has(key) && !unknown.has(note))).toEqual([]);
  expect({ statuses: Object.fromEntries(statuses), isEnough: acknowledged.length >= KILLS * 40 }).toMatchObject({ isEnough: true });
  const slowest = { server: Math.round(Math.max(...ready.server)), database: Math.round(Math.max(...ready.database)) };
  process.stderr.write(`Killed ${String(KILLS)} times each: ${String(acknowledged.length)} scores acknowledged, none lost; ready again after ${String(slowest.server)} ms (server), ${String(slowest.database)} ms (database) at most.\n`);
  expect(slowest.server).toBeLessThan(READY_AFTER_SERVER_MS);
  expect(slowest.database).toBeLessThan(READY_AFTER_DATABASE_MS);
  const verified = spawnSync(process.execPath, [BIN, "verify", "--lang", "en"], { encoding: "utf8", env: { ...process.env, CONGTAM_DATA: program.data, DATABASE_URL: "" } });
  expect({ status: verified.status, ok: verified.stdout.startsWith("OK") }).toEqual({ status: 0, ok: true });
});

it("the program stops cleanly when it is told to, and its PostgreSQL with it", async () => {
  await program.kill("SIGTERM");
  expect(program.output()).not.toMatch(/\n\s+at /);
});
