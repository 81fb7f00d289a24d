import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, openSync, fsyncSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { z } from "zod";
import { clusterFolder, migrate, openCluster, openDatabase } from "../src/server/platform/index.ts";
import { wordsOf } from "../src/server/evidence/words.ts";
import { headOf } from "../tests/cycle/people.ts";
import { reach } from "../tests/server/cycle-house.ts";
import { openFullProvince } from "../tests/server/full-province.ts";
import type { TestDatabase } from "../tests/server/harness.ts";

// Evidence: bytes through the whole program against a plain copy, memory while many send at once, the last evening, search.

const MEGABYTE = 1024 * 1024;
const LARGE = 200 * MEGABYTE;
const PIECE = 8 * MEGABYTE;
const AT_ONCE = 20;
const EACH = 16 * MEGABYTE;
const DOCUMENTS = 20_000;
const EVENING_FILES = 8;

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}
const quantile = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
/** A document of a size, like no other. */
const documentOf = (size: number): Buffer => Buffer.concat([Buffer.from("%PDF-1.4\n%"), randomBytes(size - 10)]);

/** Works through all items with so many hands. */
async function through<T>(items: readonly T[], hands: number, work: (item: T) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    }),
  );
  return (performance.now() - began) / 1000;
}

const listed = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
const session = z.looseObject({ user: z.looseObject({ unitIds: z.array(z.string()) }) });

type Door = { readonly base: string; readonly headers: Readonly<Record<string, string>>; readonly shelf: string };

async function asked(door: Door, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${door.base}/api/v1${path}`, { method, headers: { ...door.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
  return answer.json();
}

async function named(door: Door, files: readonly Buffer[]): Promise<string[]> {
  const { items } = listed.parse(await asked(door, "POST", `${door.shelf}/manifests`, { files: files.map((bytes, i) => ({ name: `${String(i)}.pdf`, size: bytes.length, sha256: sha256(bytes) })) }));
  return items.map((one) => one.id);
}

/** Sends a file in pieces, as a browser does. */
async function send(door: Door, id: string, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; from += PIECE) {
    const answer = await fetch(`${door.base}/api/v1/evidence/files/${id}/bytes`, { method: "PATCH", headers: { ...door.headers, "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream", "upload-offset": String(from) }, body: Uint8Array.from(bytes.subarray(from, from + PIECE)) });
    if (answer.status !== 204) throw new Error(`sending: ${String(answer.status)} ${await answer.text()}`);
  }
}

async function hashAt(door: Door, id: string): Promise<string> {
  const answer = await fetch(`${door.base}/api/v1/evidence/files/${id}/download`, { headers: door.headers });
  return sha256(Buffer.from(await answer.arrayBuffer()));
}

// The whole program

const BIN = fileURLToPath(new URL("../bin/congtam.js", import.meta.url));
const PORT = "18099";
const BASE = `http://127.0.0.1:${PORT}`;

async function started(data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [BIN, "serve"], { env: { ...process.env, PORT, CONGTAM_DATA: data }, stdio: ["ignore", "ignore", "inherit"] });
  for (let i = 0; i < 600; i++) {
    if ((await fetch(`${BASE}/readyz`).catch(() => undefined))?.ok === true) return child;
    await pause(200);
  }
  child.kill("SIGKILL");
  throw new Error("the program did not start");
}

async function signedIn(username: string): Promise<Door> {
  const answer = await fetch(`${BASE}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username, password: "congtam-demo" }) });
  const { user } = session.parse(await answer.json());
  return { base: BASE, headers: { cookie: answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "" }, shelf: `/units/${user.unitIds[0] ?? ""}/evidence/2025` };
}

/** What any program must at least do: the bytes into a file, on the disk, and a hash of them. */
async function plainCopy(folder: string, bytes: Buffer): Promise<number> {
  const [from, to] = [join(folder, "from"), join(folder, "to")];
  writeFileSync(from, bytes);
  const began = performance.now();
  const hash = createHash("sha256");
  await pipeline(createReadStream(from, { highWaterMark: MEGABYTE }), async function* passing(source) {
    for await (const piece of source as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  }, createWriteStream(to));
  fsyncSync(openSync(to, "r"));
  hash.digest();
  return bytes.length / ((performance.now() - began) / 1000);
}

const residentOf = (pid: number | undefined): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? "0") / 1024;

async function measureProgram(): Promise<void> {
  const data = mkdtempSync(join(process.getuid?.() === 0 ? "/var/lib" : tmpdir(), "ct-"));
  // Where an unprivileged PostgreSQL may enter.
  chmodSync(data, 0o755);
  const child = await started(data);
  try {
    const door = await signedIn("snv.cham");
    const large = documentOf(LARGE);
    const plain = await plainCopy(data, large);
    const [id = ""] = await named(door, [large]);
    const began = performance.now();
    await send(door, id, large);
    const speed = large.length / ((performance.now() - began) / 1000);
    line("one file of 200 MB through the program", `${(speed / MEGABYTE).toFixed(0)} MB/s`, `${(speed / plain).toFixed(2)} × plain`, "kept, read back, hashed");
    line("  a streamed copy with its hash", `${(plain / MEGABYTE).toFixed(0)} MB/s`, "1 × plain", "");
    await pause(5000);
    const idle = residentOf(child.pid);
    const files = Array.from({ length: AT_ONCE }, () => documentOf(EACH));
    const ids = await named(door, files);
    let most = 0;
    const looks = setInterval(() => {
      most = Math.max(most, residentOf(child.pid));
    }, 50);
    await through(files.map((bytes, i) => ({ bytes, id: ids[i] ?? "" })), AT_ONCE, async (one) => send(door, one.id, one.bytes));
    clearInterval(looks);
    line(`memory above idle, ${String(AT_ONCE)} sending at once`, `${(most - idle).toFixed(0)} MB`, "", "budget 50 MB");
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => {
      child.once("exit", resolve);
    });
    rmSync(data, { recursive: true, force: true });
  }
}

// The last evening and search, in a house with 128 units

async function measureEvening(base: string, { house, units }: Awaited<ReturnType<typeof openFullProvince>>): Promise<void> {
  const doors = units.map(({ code }): Door => ({ base, headers: { authorization: `Bearer ${headOf(code)}` }, shelf: `/units/${house.unitId(code)}/evidence/2025` }));
  const wanted = doors.flatMap((door) => Array.from({ length: EVENING_FILES }, () => ({ door, bytes: documentOf(MEGABYTE / 4), id: "" })));
  const naming = await through(doors, 16, async (door) => {
    const own = wanted.filter((one) => one.door === door);
    for (const [i, id] of (await named(door, own.map((one) => one.bytes))).entries()) Object.assign(own[i] ?? {}, { id });
  });
  // The deadline passes; what was named may still come.
  await house.setClock("2025-12-14T17:05:00Z");
  const seconds = await through(wanted, 16, async ({ door, id, bytes }) => send(door, id, bytes));
  let lost = 0;
  await through(wanted, 16, async ({ door, id, bytes }) => {
    if ((await hashAt(door, id)) !== sha256(bytes)) lost++;
  });
  line(`last evening: ${String(wanted.length)} files named`, `${naming.toFixed(1)} s`, "", "all before the deadline");
  line(`  their ${String(wanted.length / 4)} MB after it`, `${seconds.toFixed(1)} s`, `${(wanted.length / seconds).toFixed(0)} files/s`, `${String(lost)} lost (budget 0)`);
  if (lost > 0) throw new Error("files were lost");
}

const VOCABULARY = Array.from({ length: 4000 }, (_, i) => `${["báo", "cáo", "kế", "hoạch", "thủ", "tục", "hành", "chính", "cải", "cách"][i % 10] ?? ""}${i < 10 ? "" : String(i)}`);

const lexemes = (text: string): string => wordsOf(text).join(" ");

/** As if many documents had been read: each of three pages. */
async function fillLibrary(superuser: pg.Client, unitIds: readonly string[]): Promise<void> {
  const wordOf = (i: number, at: number): string => VOCABULARY[(i * 31 + at * 17 + at * at * (i % 7)) % VOCABULARY.length] ?? "";
  for (let from = 0; from < DOCUMENTS; from += 500) {
    const rows = Array.from({ length: 500 }, (_, k) => {
      const i = from + k;
      const pages = [0, 1, 2].map((page) => `${page === 0 ? "báo cáo thủ tục " : ""}${Array.from({ length: 120 }, (_word, at) => wordOf(i, at + page * 120)).join(" ")}`);
      return { id: `bench-${String(i).padStart(6, "0")}`, unit: unitIds[i % unitIds.length], sha256: i.toString(16).padStart(64, "0"), words: lexemes(pages.join(" ")), pages: pages.map((text, at) => ({ page: at + 1, text, words: lexemes(text) })) };
    });
    await superuser.query(`with given as (select * from jsonb_to_recordset($1::jsonb) as g (id text, unit text, sha256 text, words text, pages jsonb)),
      items as (insert into congtam.evidence_item (id, unit, year, at, by) select id, unit, 2025, now(), 'bench' from given),
      files as (insert into congtam.evidence_file (id, item, unit, year, number, name, size, sha256, reserved_at, by, bytes_until) select id, id, unit, 2025, 1, id || '.pdf', 1, sha256, now(), 'bench', now() from given),
      kept as (insert into congtam.evidence_kept (file, unit, sha256, kind, at) select id, unit, sha256, 'pdf', now() from given),
      contents as (insert into congtam.evidence_content (sha256, state, pages, has_text, words, at) select sha256, 'read', 3, true, words::tsvector, now() from given)
      insert into congtam.evidence_page (sha256, page, text, words) select sha256, p.page, p.text, p.words::tsvector from given, jsonb_to_recordset(given.pages) as p (page integer, text text, words text)`, [JSON.stringify(rows)]);
  }
  await superuser.query("analyze congtam.evidence_item, congtam.evidence_file, congtam.evidence_kept, congtam.evidence_content, congtam.evidence_page");
}

async function measureSearch(base: string, superuser: pg.Client, { house, units }: Awaited<ReturnType<typeof openFullProvince>>): Promise<void> {
  await fillLibrary(superuser, units.map(({ code }) => house.unitId(code)));
  for (const [who, as] of [["auditor", "auditor"], ["council member", "hd.mot"], ["a unit's head", headOf(units[0]?.code ?? "")]] as const) {
    const times: number[] = [];
    for (const q of ["bao cao thu tuc", "báo cáo", "cach3999", "hoạch23 tục14", "bao", "không-có-gì"].flatMap((one) => [one, one, one])) {
      const began = performance.now();
      await asked({ base, headers: { authorization: `Bearer ${as}` }, shelf: "" }, "GET", `/evidence/search?q=${encodeURIComponent(q)}&limit=20`);
      times.push(performance.now() - began);
    }
    line(`search in ${String(DOCUMENTS)} documents, ${who}`, `${quantile(times, 0.5).toFixed(0)} ms`, `worst ${Math.max(...times).toFixed(0)} ms`, "budget 300 ms");
  }
}

async function measureHouse(): Promise<void> {
  const folder = clusterFolder("bench-evidence", process.getuid?.() === 0 ? undefined : mkdtempSync(join(tmpdir(), "congtam-bench-")));
  const cluster = await openCluster(folder);
  await cluster.ensureDatabase("congtam_bench");
  const connection = cluster.connection("congtam_bench", "postgres");
  const superuser = new pg.Client(connection);
  try {
    await migrate(connection);
    await superuser.connect();
    const test: TestDatabase = { database: openDatabase(connection), connection, superuser, close: async () => undefined };
    const province = await openFullProvince(test);
    await reach(province.house, "self-scoring");
    await province.house.setClock("2025-12-14T16:50:00Z");
    const base = await province.house.app.listen({ host: "127.0.0.1", port: 0 });
    await measureEvening(base, province);
    await measureSearch(base, superuser, province);
    await province.house.close();
    await test.database.close();
    if (province.house.failures.length > 0) throw new Error(String(province.house.failures[0]));
  } finally {
    await superuser.end();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both parts, or the one that is named. */
export async function measureEvidence(only?: string): Promise<void> {
  if (only !== "house") await measureProgram();
  if (only !== "program") await measureHouse();
}

if (import.meta.main) await measureEvidence(process.argv[2]);
