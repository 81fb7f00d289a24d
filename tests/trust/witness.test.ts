import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyCommand } from "../../src/cli/verify.ts";
import { readRows } from "../../src/server/audit/queries.ts";
import { GENESIS, entryHash, readData } from "../../src/server/audit/rules.ts";
import { makeWitnessing, record, type SignedHead, WITNESS_TASK, witnessesIn } from "../../src/server/audit/index.ts";
import { buildHttp, type Jobs, startJobs } from "../../src/server/platform/index.ts";
import { type Ledger, linesOf, openLedger, ROWS } from "../server/ledger.ts";
import { until } from "../server/until.ts";

/** Threats 7 and 30: who has the database and the signing key writes the whole ledger anew, or removes it; what others hold shows it. */

/** A real witness: keeps what it is sent, gives it back, and is away when told so. */
type WitnessServer = { readonly url: string; readonly kept: string[]; isAway: boolean; asked: number; authorization: string | undefined; readonly server: Server };

async function openWitness(): Promise<WitnessServer> {
  const server = createServer((request, response) => {
    void (async () => {
      witness.asked++;
      witness.authorization = request.headers.authorization;
      let body = "";
      for await (const piece of request) body += String(piece);
      if (witness.isAway) response.writeHead(503).end();
      else if (request.method === "POST") {
        witness.kept.push(body);
        response.writeHead(201).end();
      } else response.end(witness.kept.map((line) => `${line}\n`).join(""));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const witness: WitnessServer = { url: `http://127.0.0.1:${String(port)}/heads`, kept: [], isAway: false, asked: 0, authorization: undefined, server };
  return witness;
}

let ledger: Ledger;
let http: WitnessServer;
let folder: string;
let heads: string;
let jobs: Jobs;
const failures: string[] = [];
let witnessing: ReturnType<typeof makeWitnessing>;

beforeAll(async () => {
  ledger = await openLedger();
  http = await openWitness();
  folder = join(ledger.folder, "witness");
  mkdirSync(folder);
  heads = readFileSync(ledger.headsFile, "utf8");
  witnessing = makeWitnessing(witnessesIn(`${http.url.replace("//", "//so:bi%20mat@")}, ${folder}`));
  jobs = await startJobs({ connection: ledger.connection, tasks: { [WITNESS_TASK]: witnessing.task }, recurring: [], onFailure: (line) => failures.push(line), pollMs: 50 });
  for (const head of linesOf(ledger.headsFile)) await witnessing.sendOn(ledger.database)(head);
  await until(() => http.kept.length >= linesOf(ledger.headsFile).length && linesOf(join(folder, "ledger-heads.jsonl")).length >= http.kept.length);
}, 60_000);
beforeEach(async () => {
  await ledger.restore();
  writeFileSync(ledger.headsFile, heads);
});
afterAll(async () => {
  await jobs.stop();
  http.server.close();
  await ledger.close();
});

const BIN = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));

/** The command line itself, as somebody on another machine would run it. */
const congtam = (...args: readonly string[]): Promise<{ readonly status: number; readonly said: string }> =>
  new Promise((resolve) => {
    const { host, database } = ledger.connection;
    const url = `postgresql://postgres@${encodeURIComponent(host ?? "")}/${database ?? ""}`;
    execFile(process.execPath, [BIN, ...args, "--database", url, "--lang", "en"], { env: { ...process.env, DATABASE_URL: "", CONGTAM_DATA: ledger.folder } }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === "number" ? error.code : 0, said: stdout + stderr });
    });
  });
/** The same command within the test: a program of its own takes seconds to start. */
async function verify(more: { readonly witness?: string; readonly copy?: string } = {}): Promise<{ readonly status: number; readonly said: string }> {
  const { host, database } = ledger.connection;
  const said: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation((text) => said.push(String(text)) > 0));
  // Not what a server on this machine keeps.
  vi.stubEnv("CONGTAM_DATA", ledger.folder);
  try {
    const status = await verifyCommand({ database: `postgresql://postgres@${encodeURIComponent(host ?? "")}/${database ?? ""}`, heads: ledger.headsFile, key: ledger.keyFile, lang: "en", ...more });
    return { status, said: said.join("") };
  } finally {
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

/** The whole chain written anew around a changed entry, and heads signed over it with the stolen key. */
async function rebuild(changed: number): Promise<void> {
  let previous = GENESIS.hash;
  const rows = await ledger.database.read((tx) => readRows(tx, 1, ROWS));
  const statements = rows.map(({ seq, at, by, action, subject, data }) => {
    const read = readData(data ?? "{}")?.data as Record<string, unknown>;
    const told = seq === changed ? { ...read, text: "điểm khác" } : read;
    const hash = entryHash(seq, previous, { at: at ?? "", by: by ?? "", action: action ?? "", subject: subject ?? "", data: told });
    const statement = `update congtam.audit_entry set data = '${JSON.stringify(told).replaceAll("'", "''")}', previous = '\\x${previous}', hash = '\\x${hash}' where seq = ${String(seq)}`;
    previous = hash;
    return statement;
  });
  await ledger.tamper("alter table congtam.audit_entry drop constraint if exists audit_entry_previous_key, drop constraint if exists audit_entry_hash_key", ...statements);
  writeFileSync(ledger.headsFile, "");
  const signer = await ledger.heads();
  await signer.stop();
}

describe("somebody with the database and the signing key", () => {
  it("writes ledger and heads anew, and nothing in the house shows it", async () => {
    await rebuild(20);
    expect(await verify()).toMatchObject({ status: 0, said: expect.stringContaining("OK") as string });
  });

  it.each([["a server", () => http.url], ["a folder", () => folder], ["a file", () => join(folder, "ledger-heads.jsonl")]])("is found out by the witness that is %s, the entry named", async (_what, place) => {
    expect(await verify({ witness: place() })).toMatchObject({ status: 0 });
    await rebuild(20);
    const { status, said } = await verify({ witness: place() });
    expect(status).toBe(1);
    // Entry 20 was changed; heads were signed at 17 and at 33.
    expect(said).toMatch(/witness .*: the ledger was rewritten after entry 17, up to entry 33/);
  });

  it("who cuts the ledger and signs what is left is found out as well", async () => {
    await ledger.tamper("delete from congtam.audit_entry where seq > 20");
    writeFileSync(ledger.headsFile, "");
    await (await ledger.heads()).stop();
    expect(await verify()).toMatchObject({ status: 0 });
    expect(await verify({ witness: http.url })).toMatchObject({ status: 1, said: expect.stringMatching(/witness .*: the ledger is cut from entry 33 on/) as string });
  });

  it("who puts another key in the place of the old one makes the witness's heads strangers'", async () => {
    const keyFile = join(ledger.folder, "other", "ledger.key");
    await (await ledger.heads({ keyFile, headsFile: join(ledger.folder, "other", "heads.jsonl") })).stop();
    const { status, said } = await congtam("verify", "--heads", join(ledger.folder, "other", "heads.jsonl"), "--key", keyFile, "--witness", http.url);
    expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(/witness .*: line 1 of the heads file is not rightly signed/) as string });
  });

  it("is no reason for an export that nobody reads to the end to fail", async () => {
    const { host, database } = ledger.connection;
    const url = `postgresql://postgres@${encodeURIComponent(host ?? "")}/${database ?? ""}`;
    await ledger.database.transaction((tx) => record(tx, "a", Array.from({ length: 3000 }, (_, n) => ({ action: "note.added", subject: "note:1", data: { text: "x".repeat(500), n } }))));
    const said = await new Promise<string>((resolve) => {
      execFile("/bin/sh", ["-c", `"${process.execPath}" "${BIN}" ledger export --database "${url}" | head -1 | wc -l`], { env: { ...process.env, DATABASE_URL: "", CONGTAM_DATA: ledger.folder } }, (_error, stdout, stderr) => {
        resolve(`${stdout.trim()}${stderr}`);
      });
    });
    expect(said).toBe("1");
  });

  it("who wipes the ledger leaves the copy that is kept elsewhere, whole and by itself provable", async () => {
    const copy = join(ledger.folder, "copy.jsonl");
    const exported = await congtam("ledger", "export");
    expect(exported.said.trimEnd().split("\n")).toHaveLength(ROWS);
    const later = await congtam("ledger", "export", "--since", "38");
    expect(later.said.trimEnd().split("\n").map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([39, 40]);
    writeFileSync(copy, exported.said + later.said);
    expect(await verify({ copy })).toMatchObject({ status: 0 });
    await rebuild(20);
    expect(await verify({ copy })).toMatchObject({ status: 1, said: expect.stringContaining("entry 20 of the ledger differs from the copy") as string });
    await ledger.tamper("truncate congtam.audit_entry");
    expect(await verify({ copy })).toMatchObject({ status: 1, said: expect.stringContaining("entry 1 is in the copy and no longer in the ledger") as string });
    writeFileSync(copy, exported.said.replace("ghi chú 7", "ghi chú 8"));
    expect(await verify({ copy })).toMatchObject({ status: 1, said: expect.stringContaining("line 7 of the copy was altered") as string });
    writeFileSync(copy, "");
    expect(await verify({ copy })).toMatchObject({ status: 1 });
  });
}, 120_000);

describe("a witness that is away", () => {
  it("holds up nothing, is told of in /metrics, leaves /readyz alone, and gets the head later", async () => {
    const app = buildHttp({ database: ledger.database, endpoints: [], authenticate: async () => undefined, record: async () => undefined, noteReads: async () => undefined, onFailure: () => undefined, figures: witnessing.figures });
    http.isAway = true;
    const [before, asked] = [http.kept.length, http.asked];
    const signer = await ledger.heads({ send: witnessing.sendOn(ledger.database) });
    await ledger.write(ROWS + 1, ROWS + 2);
    const head = await signer.now();
    await until(() => http.asked > asked && failures.length > 0);
    const { body } = await app.inject({ url: "/metrics", remoteAddress: "127.0.0.1" });
    expect(body).toMatch(/congtam_witness_failures\{witness="127\.0\.0\.1:\d+\/heads"\} [1-9]/);
    expect(body).toMatch(/congtam_jobs\{state="failing"\} [1-9]/);
    expect(body).not.toContain("bi mat");
    expect((await app.inject("/readyz")).statusCode).toBe(200);
    expect(failures.join("\n")).toMatch(/witness 127\.0\.0\.1:\d+\/heads: the witness answered 503/);
    http.isAway = false;
    await until(() => http.kept.map((line) => JSON.parse(line) as SignedHead).some((one) => one.seq === head.seq && one.signature === head.signature));
    await until(async () => (await app.inject({ url: "/metrics", remoteAddress: "127.0.0.1" })).body.includes(`congtam_witness_entry{witness="${new URL(http.url).host}/heads"} ${String(head.seq)}`));
    expect(http.kept.length).toBeGreaterThan(before);
    expect(http.authorization).toBe(`Basic ${Buffer.from("so:bi mat").toString("base64")}`);
    await signer.stop();
    await app.close();
  });

  it("and a folder that is not there are told of, too; nothing is made in their place", async () => {
    const gone = makeWitnessing(witnessesIn(join(ledger.folder, "not-mounted")));
    const [line] = linesOf(ledger.headsFile);
    await expect(gone.task({ witness: join(ledger.folder, "not-mounted"), head: line }, { isLast: false })).rejects.toThrow(/witness .*not-mounted: ENOENT/);
    await gone.task({ witness: "somebody of before", head: line }, { isLast: false });
  });

  it.each(["ftp://x/", "http://"])("%s is no witness", (place) => {
    expect(() => witnessesIn(place)).toThrow("CONGTAM_WITNESS");
  });
});

it("a witness that cannot be asked is no proof: the command ends with 2", async () => {
  http.isAway = true;
  expect(await congtam("verify", "--heads", ledger.headsFile, "--key", ledger.keyFile, "--witness", http.url)).toMatchObject({ status: 2, said: expect.stringContaining("HTTP 503") as string });
  http.isAway = false;
  expect(await verify({ witness: join(ledger.folder, "nowhere") })).toMatchObject({ status: 2 });
});
