import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { appendFileSync, chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyCommand } from "../../cli/verify.ts";
import { type Actor, buildHttp, type Transaction } from "../platform/index.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { signHead } from "./heads-file.ts";
import { auditEndpoints, type Heads, type HeadsOptions, readPublicKey, record, type SignedHead, startHeads, verifyLedger } from "./index.ts";
import { readRows } from "./queries.ts";
import { chain, GENESIS } from "./rules.ts";

const ROWS = 40;
/** Where heads were signed while the ledger grew. */
const SIGNED = [17, 33, ROWS];
const NEVER = 3_600_000;

let test: TestDatabase;
let folder: string;
let keyFile: string;
let headsFile: string;

const note = (n: number) => ({ action: n % 2 === 0 ? "note.added" : "note.changed", subject: `note:${String(n % 5)}`, data: { n, share: 0.25, text: `ghi chú ${String(n)}` } });
const write = (from: number, to: number) => test.database.transaction((tx) => record(tx, `account-${String(from % 3)}`, Array.from({ length: to - from + 1 }, (_, i) => note(from + i))));
const verified = (file = headsFile) => verifyLedger(test.database, file, readPublicKey(keyFile));
const heads = (more: Partial<HeadsOptions> = {}): Promise<Heads> => startHeads({ database: test.database, keyFile, headsFile, intervalMs: NEVER, ...more });
const linesOf = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as SignedHead);
const entriesOf = (tx: Transaction) => readRows(tx, 1, 1_000_000);

/** What a superuser does once the triggers are out of the way. */
async function tamper(...statements: readonly string[]): Promise<void> {
  await test.superuser.query("set session_replication_role = replica");
  try {
    for (const statement of statements) await test.superuser.query(statement);
  } finally {
    await test.superuser.query("set session_replication_role = origin");
  }
}
const restore = () => tamper("truncate congtam.audit_entry", "insert into congtam.audit_entry select * from whole");

beforeAll(async () => {
  test = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), "congtam-audit-"));
  keyFile = join(folder, "keys", "ledger.key");
  headsFile = join(folder, "heads.jsonl");
  const signer = await heads();
  let from = 1;
  for (const to of SIGNED) {
    await write(from, to);
    await signer.now();
    from = to + 1;
  }
  await signer.stop();
  await test.superuser.query("create table whole as table congtam.audit_entry");
});
beforeEach(restore);
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

describe("recording", () => {
  it("grows the chain without a gap under 20 parallel transactions", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => test.database.transaction((tx) => record(tx, `p${String(i)}`, [note(i), note(i + 1)]))));
    expect(await verified()).toMatchObject({ ok: true, entries: ROWS + 40 });
    const rows = await test.database.read(entriesOf);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: ROWS + 40 }, (_, i) => i + 1));
    // Numbers, times and the entries of one transaction stand in one order.
    expect(rows.every(({ at }, i) => i === 0 || rows[i - 1]!.at! <= at!)).toBe(true);
    expect(rows.slice(ROWS).every(({ by }, i, all) => by === all[i - (i % 2)]?.by)).toBe(true);
  });

  it("leaves no entry of a change that was rolled back, and no gap", async () => {
    const failed = test.database.transaction(async (tx) => {
      await record(tx, "a", [note(1)]);
      throw new RangeError("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    await write(1, 1);
    expect(await verified()).toMatchObject({ ok: true, entries: ROWS + 1 });
  });

  it("keeps more entries than one statement takes, and whatever JSON they carry", async () => {
    const texts = fc.dictionary(fc.string({ unit: "binary" }).filter((key) => !key.includes("\0")), fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom("a\0", "\uDC00", new Date(0), undefined, -0, 12.5, 0.001)));
    const data = fc.sample(texts, { numRuns: 2500, seed: 335 });
    await test.database.transaction((tx) => record(tx, "a", data.map((one) => ({ ...note(1), data: one }))));
    expect(await verified()).toMatchObject({ ok: true, entries: ROWS + 2500 });
  });
});

describe("the database refuses", () => {
  const asApplication = (statement: string) => test.database.transaction((tx) => sql.raw(statement).execute(tx.tables()));

  it.each(["update congtam.audit_entry set by = 'x'", "delete from congtam.audit_entry", "truncate congtam.audit_entry"])("the application: %s", async (statement) => {
    await expect(asApplication(statement)).rejects.toMatchObject({ code: "42501", message: expect.stringContaining("permission denied") as string });
  });

  it.each(["update congtam.audit_entry set by = 'x' where false", "delete from congtam.audit_entry", "truncate congtam.audit_entry"])("even the superuser: %s", async (statement) => {
    await expect(test.superuser.query(statement)).rejects.toThrow("only added to");
  });

  it("an entry that does not continue the chain", async () => {
    const insert = (seq: number, previous: string) => asApplication(`insert into congtam.audit_entry values (${String(seq)}, now(), 'a', 'b.c', 'd', '{}', ${previous}, sha256('x'))`);
    await expect(insert(ROWS + 2, "(select hash from congtam.audit_entry order by seq desc limit 1)")).rejects.toThrow("does not continue");
    await expect(insert(ROWS + 1, "sha256('y')")).rejects.toThrow("does not continue");
  });
});

/** What one alteration does to the table, with the row that must be named. */
type Alteration = { readonly kind: string; readonly statements: readonly string[]; readonly seq: number };
const set = (change: string) => (i: number) => ({ statements: [`update congtam.audit_entry set ${change} where seq = ${String(i)}`], seq: i });
const swap = (columns: string) => (i: number, j: number) => ({
  statements: [`update congtam.audit_entry as one set (${columns}) = (select ${columns} from whole where seq = ${String(i + j)} - one.seq) where seq in (${String(i)}, ${String(j)})`],
  seq: Math.min(i, j),
});
const dropped = "alter table congtam.audit_entry drop constraint if exists audit_entry_hash_key, drop constraint if exists audit_entry_previous_key";
const ALTERATIONS: Readonly<Record<string, (i: number, j: number) => { readonly statements: readonly string[]; readonly seq: number }>> = {
  by: set("by = 'account-9'"),
  action: set("action = action || 'x'"),
  subject: set("subject = 'note:9'"),
  "one point": set("data = jsonb_set(data, '{n}', '99')"),
  "a number's digits": set("data = jsonb_set(data, '{share}', '0.250')"),
  "a number beyond precision": set("data = jsonb_set(data, '{share}', '0.25000000000000000000001')"),
  "a field more": set("data = data || '{\"more\": null}'"),
  "a field less": set("data = data - 'text'"),
  "a microsecond": set("at = at + interval '1 microsecond'"),
  "an age": set("at = (to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') || '+00 BC')::timestamptz"),
  "an endless time": set("at = 'infinity'"),
  previous: set("previous = sha256(previous)"),
  hash: set("hash = sha256(hash)"),
  seq: set("seq = seq + 1000"),
  "seq to the far end": set("seq = 9000000000000000000"),
  "row hashed anew": (i) => ({ statements: [`update congtam.audit_entry set by = 'forged', hash = '\\x${forgedHash(i)}' where seq = ${String(i)}`], seq: i }),
  deleted: (i) => ({ statements: [`delete from congtam.audit_entry where seq = ${String(i)}`], seq: i }),
  "deleted and closed up": (i) => ({ statements: [`delete from congtam.audit_entry where seq = ${String(i)}`, `update congtam.audit_entry set seq = seq + 999 where seq > ${String(i)}`, `update congtam.audit_entry set seq = seq - 1000 where seq > 1000`], seq: i }),
  "tail cut": (i) => ({ statements: [`delete from congtam.audit_entry where seq >= ${String(i)}`], seq: i }),
  swapped: swap("at, by, action, subject, data, previous, hash"),
  "contents swapped": swap("at, by, action, subject, data"),
};
let originals: Awaited<ReturnType<typeof entriesOf>> = [];
function forgedHash(i: number): string {
  const { previous, data, ...row } = originals[i - 1]!;
  return chain({ seq: i - 1, hash: previous! }, [{ at: row.at!, action: row.action!, subject: row.subject!, by: "forged", data: JSON.parse(data!) as unknown }])[0]!.hash;
}

describe("a superuser's alteration is found and the row named:", () => {
  beforeAll(async () => {
    await restore();
    originals = await test.database.read(entriesOf);
    await tamper(dropped);
  });
  const places = fc.sample(fc.tuple(fc.integer({ min: 1, max: ROWS }), fc.integer({ min: 1, max: ROWS - 1 })), { numRuns: Object.keys(ALTERATIONS).length * 5, seed: 3_352_025 });
  const all = Object.keys(ALTERATIONS).flatMap((kind, k) => places.slice(k * 5, k * 5 + 5).map(([i, j], run) => ({ kind, i, j: j < i ? j : j + 1, run })));

  it.each(all)("$kind at $i ($j, $run)", async ({ kind, i, j }) => {
    const alteration: Omit<Alteration, "kind"> = ALTERATIONS[kind]!(i, j);
    await tamper(...alteration.statements);
    const report = await verified();
    expect(report).toMatchObject({ ok: false, entries: expect.any(Number) as number });
    expect(report.faults[0]?.seq).toBe(alteration.seq);
    expect(report.faults[0]?.words.vi).toContain(String(alteration.seq));
  });

  it("counts at least 60, and a ledger left alone is found whole", async () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(await verified()).toMatchObject({ ok: true, entries: ROWS, heads: SIGNED.length + 2, lastHead: { seq: ROWS }, faults: [] });
  });

  it("says what it was", async () => {
    const why = async (kind: string) => {
      await restore();
      await tamper(...ALTERATIONS[kind]!(7, 12).statements);
      return (await verified()).faults[0];
    };
    expect(await why("one point")).toMatchObject({ why: "altered", seq: 7 });
    expect(await why("deleted")).toMatchObject({ why: "missing", seq: 7 });
    expect(await why("swapped")).toMatchObject({ why: "swapped", seq: 7, words: { vi: "bản ghi 7 bị đổi chỗ (vốn là bản ghi 12)" } });
    expect(await why("tail cut")).toMatchObject({ why: "cut", seq: 7 });
  });

  it("an older dump restored, at once and after the work went on", async () => {
    await tamper("delete from congtam.audit_entry where seq > 25");
    expect((await verified()).faults).toMatchObject([{ why: "cut", seq: 26 }]);
    await write(26, ROWS + 10);
    expect((await verified()).faults).toMatchObject([{ why: "rewritten", seq: 33, words: { vi: expect.stringContaining("sau bản ghi 17 đến bản ghi 33") as string } }]);
  });

  it("the whole chain written anew: consistent in itself, but not what was signed", async () => {
    const anew = chain(GENESIS, originals.map((row) => ({ at: row.at!, by: row.seq === 20 ? "forged" : row.by!, action: row.action!, subject: row.subject!, data: JSON.parse(row.data!) as unknown })));
    await tamper(...anew.map(({ seq, by, previous, hash }) => `update congtam.audit_entry set by = '${by}', previous = '\\x${previous}', hash = '\\x${hash}' where seq = ${String(seq)}`));
    expect((await verified()).faults).toMatchObject([{ why: "rewritten", seq: 33 }]);
    expect((await verified(join(folder, "none.jsonl"))).faults).toMatchObject([{ why: "no-heads" }]);
  });

  it.each([
    ["nested deeper than anybody reads", `update congtam.audit_entry set data = (repeat('{"a":', 6000) || '1' || repeat('}', 6000))::jsonb where seq = 9`],
    ["a number far away, which must not keep the verifier searching", "update congtam.audit_entry set by = 'x' where seq = 9; update congtam.audit_entry set seq = 9000000000000000000 where seq = 30"],
    ["emptied where nothing may be empty", "alter table congtam.audit_entry alter column data drop not null, alter column hash drop not null; update congtam.audit_entry set data = null, hash = null where seq = 9"],
  ])("%s", async (_name, statement) => {
    await tamper(statement);
    expect((await verified()).faults).toMatchObject([{ why: "altered", seq: 9 }]);
  });

  it("a row that occurs twice, across the border of two readings", async () => {
    await write(ROWS + 1, 2100);
    await tamper("alter table congtam.audit_entry drop constraint audit_entry_pkey", "insert into congtam.audit_entry select seq, at, 'hidden', action, subject, data, previous, hash from congtam.audit_entry where seq = 1000");
    expect((await verified()).faults[0]?.seq).toBe(1000);
    await tamper("delete from congtam.audit_entry where by = 'hidden'", "alter table congtam.audit_entry add primary key (seq)");
  });
});

describe("signed heads", () => {
  /** A heads file of its own. */
  const apart = (name: string): string => {
    const file = join(folder, name);
    copyFileSync(headsFile, file);
    return file;
  };

  it("come with a key that only its owner reads, and its public half for everybody", async () => {
    expect(statSync(keyFile).mode % 0o1000).toBe(0o600);
    expect(await verifyLedger(test.database, headsFile, createPublicKey(readFileSync(`${keyFile}.pub`)))).toMatchObject({ ok: true });
    const open = join(folder, "open.key");
    copyFileSync(keyFile, open);
    chmodSync(open, 0o640);
    await expect(heads({ keyFile: open })).rejects.toThrow("chmod 600");
    writeFileSync(join(folder, "rsa.key"), generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    await expect(heads({ keyFile: join(folder, "rsa.key") })).rejects.toThrow("Ed25519");
  });

  it("are written at the start, at each interval, on demand and at the stop", async () => {
    const file = apart("interval.jsonl");
    const before = linesOf(file).length;
    const signer = await heads({ headsFile: file, intervalMs: 40 });
    expect(linesOf(file)).toHaveLength(before + 1);
    await vi.waitFor(() => {
      expect(linesOf(file).length).toBeGreaterThan(before + 2);
    });
    await write(1, 3);
    const [one, same] = await Promise.all([signer.now(), signer.now()]);
    expect(one).toMatchObject({ seq: ROWS + 3 });
    expect(same).toBe(one);
    await signer.stop();
    const after = linesOf(file).length;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(linesOf(file)).toHaveLength(after);
    expect(await verified(file)).toMatchObject({ ok: true, heads: after, lastHead: { seq: ROWS + 3 } });
  });

  it("that were forged, altered or made with another key are found", async () => {
    const lines = readFileSync(headsFile, "utf8").split("\n");
    const forged = signHead({ ...linesOf(headsFile).at(-1)!, seq: 39 }, generateKeyPairSync("ed25519").privateKey);
    for (const line of [lines[2]!.replace(`"seq":${String(SIGNED[1])}`, '"seq":34'), lines[2]!.replace("2026", "2025").replace(/"at":"20\d\d/, '"at":"2001'), JSON.stringify(forged), "{", ""]) {
      const file = join(folder, "forged.jsonl");
      writeFileSync(file, lines.with(2, line).join("\n"));
      expect((await verified(file)).faults).toMatchObject([{ why: "bad-head", line: 3 }]);
    }
  });

  it("over two different hashes of one entry are found, whichever the ledger has", async () => {
    const file = apart("two.jsonl");
    const key = (await import("./heads-file.ts")).openSigningKey(keyFile);
    appendFileSync(file, `${JSON.stringify(signHead({ seq: 33, hash: "0".repeat(64), at: "2026-03-01T08:00:00.000Z" }, key))}\n`);
    expect((await verified(file)).faults).toMatchObject([{ why: "rewritten", seq: 33 }]);
  });

  it("are no longer made over a ledger that does not continue the last one", async () => {
    const file = apart("broken.jsonl");
    const failures: unknown[] = [];
    const signer = await heads({ headsFile: file, onFailure: (error) => failures.push(error) });
    const count = linesOf(file).length;
    await tamper("delete from congtam.audit_entry where seq > 30");
    await expect(signer.now()).rejects.toMatchObject({ name: "BrokenLedger", fault: { why: "cut" } });
    await write(31, ROWS + 5);
    await expect(signer.now()).rejects.toMatchObject({ fault: { seq: ROWS, why: "rewritten" } });
    await signer.stop();
    expect(failures).toHaveLength(1);
    expect(linesOf(file)).toHaveLength(count);
  });

  it("go on after a crash in the middle of a line, and not under another key", async () => {
    const file = apart("torn.jsonl");
    appendFileSync(file, '{"seq":41,"ha');
    expect(await verified(file)).toMatchObject({ ok: true });
    await (await heads({ headsFile: file })).stop();
    expect(await verified(file)).toMatchObject({ ok: true, heads: linesOf(file).length });
    await expect(heads({ headsFile: file, keyFile: join(folder, "other.key") })).rejects.toThrow("không được ký bằng khóa đang dùng");
  });
});

describe("congtam verify", () => {
  const run = async (more: Parameters<typeof verifyCommand>[0] = {}) => {
    const said: string[] = [];
    const spies = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    for (const spy of spies) spy.mockImplementation((text) => said.push(String(text)) > 0);
    const { host, database } = test.connection;
    const status = await verifyCommand({ database: `postgresql://postgres@${encodeURIComponent(host ?? "")}/${database ?? ""}`, heads: headsFile, key: keyFile, ...more });
    for (const spy of spies) spy.mockRestore();
    return { status, said: said.join("") };
  };

  it("says OK in one line, or names the fault and ends with 1, or says why it cannot look", async () => {
    expect(await run()).toEqual({ status: 0, said: expect.stringMatching(/^OK: 40 bản ghi, \d+ đầu chuỗi đã ký, bản ghi cuối được ký là 40 lúc [^\n]+\n$/) as string });
    await tamper("update congtam.audit_entry set by = 'x' where seq = 8");
    expect(await run({ lang: "en" })).toEqual({ status: 1, said: "FAULT: entry 8 was altered\n" });
    expect(await run({ key: join(folder, "no.key") })).toMatchObject({ status: 2, said: expect.stringContaining("no.key") as string });
    expect(await run({ database: "postgresql://postgres@%2Fnowhere/congtam" })).toMatchObject({ status: 2, said: expect.stringContaining("Không kết nối được") as string });
  });
});

describe("over HTTP", () => {
  const actor = (...roles: Actor["roles"]): Actor => ({ accountId: "a", personId: "p", name: "A", roles, unitIds: [], sessionId: "s" });
  const get = async (url: string, as?: string) => {
    const app = buildHttp({ database: test.database, endpoints: auditEndpoints, authenticate: async (_tx, { bearer }) => (bearer === "auditor" ? actor("auditor") : bearer === "head" ? actor("unit-head") : undefined), record, onFailure: () => undefined });
    const answer = await app.inject({ method: "GET", url: `/api/v1${url}`, headers: as === undefined ? {} : { authorization: `Bearer ${as}` } });
    await app.close();
    const body: { items: { seq: number; subject: string; data: { n: number } }[]; nextCursor: string | null } = answer.json();
    return { status: answer.statusCode, body };
  };

  it("the auditor reads page after page, newest first, each entry once", async () => {
    const seen: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await get(`/audit/entries?limit=15${cursor === "" ? "" : `&cursor=${cursor}`}`, "auditor");
      seen.push(...body.items.map(({ seq }) => seq));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: ROWS }, (_, i) => ROWS - i));
  });

  it("filters narrow it, together", async () => {
    const { body } = await get("/audit/entries?subject=note:3&action=note.added&by=account-0", "auditor");
    expect(body.items.map(({ data }) => data.n)).toEqual([28, 18]);
    expect((await get("/audit/entries?subject=note:77", "auditor")).body).toEqual({ items: [], nextCursor: null });
    expect((await get("/audit/entries?cursor=abc", "auditor")).status).toBe(422);
  });

  it("only the auditor reads entries; everybody signed in may keep the head", async () => {
    expect((await get("/audit/entries")).status).toBe(401);
    expect((await get("/audit/entries", "head")).status).toBe(403);
    expect((await get("/audit/head")).status).toBe(401);
    const { hash } = (await test.database.read(entriesOf)).at(-1)!;
    expect(await get("/audit/head", "head")).toMatchObject({ status: 200, body: { seq: ROWS, hash, at: expect.stringMatching(/Z$/) as string } });
  });
});
