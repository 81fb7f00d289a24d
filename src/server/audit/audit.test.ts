import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { appendFileSync, chmodSync, copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { entriesOf, type Ledger, linesOf, note, openLedger, ROWS, SIGNED } from "../../../tests/server/ledger.ts";
import { verifyCommand } from "../../cli/verify.ts";
import { type Actor, buildHttp } from "../platform/index.ts";
import { signHead } from "./heads-file.ts";
import { auditEndpoints, noteReads, record, verifyLedger } from "./index.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(() => ledger.restore());
afterAll(() => ledger.close());

describe("recording", () => {
  it("grows the chain without a gap under 20 parallel transactions", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => ledger.database.transaction((tx) => record(tx, `p${String(i)}`, [note(i), note(i + 1)]))));
    expect(await ledger.verified()).toMatchObject({ ok: true, entries: ROWS + 40 });
    const rows = await ledger.database.read(entriesOf);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: ROWS + 40 }, (_, i) => i + 1));
    // Numbers, times and the entries of one transaction stand in one order.
    expect(rows.every(({ at }, i) => i === 0 || rows[i - 1]!.at! <= at!)).toBe(true);
    expect(rows.slice(ROWS).every(({ by }, i, all) => by === all[i - (i % 2)]?.by)).toBe(true);
  });

  it("leaves no entry of a change that was rolled back, and no gap", async () => {
    const failed = ledger.database.transaction(async (tx) => {
      await record(tx, "a", [note(1)]);
      throw new RangeError("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    await ledger.write(1, 1);
    expect(await ledger.verified()).toMatchObject({ ok: true, entries: ROWS + 1 });
  });

  it("keeps more entries than one statement takes, and whatever JSON they carry", async () => {
    const texts = fc.dictionary(fc.string({ unit: "binary" }).filter((key) => !key.includes("\0")), fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom("a\0", "\uDC00", new Date(0), undefined, -0, 12.5, 0.001)));
    const data = fc.sample(texts, { numRuns: 2500, seed: 335 });
    await ledger.database.transaction((tx) => record(tx, "a", data.map((one) => ({ ...note(1), data: one }))));
    expect(await ledger.verified()).toMatchObject({ ok: true, entries: ROWS + 2500 });
  });
});

describe("the database refuses", () => {
  const asApplication = (statement: string) => ledger.database.transaction((tx) => sql.raw(statement).execute(tx.tables()));

  it.each(["update congtam.audit_entry set by = 'x'", "delete from congtam.audit_entry", "truncate congtam.audit_entry"])("the application: %s", async (statement) => {
    await expect(asApplication(statement)).rejects.toMatchObject({ code: "42501", message: expect.stringContaining("permission denied") as string });
  });

  it.each(["update congtam.audit_entry set by = 'x' where false", "delete from congtam.audit_entry", "truncate congtam.audit_entry"])("even the superuser: %s", async (statement) => {
    await expect(ledger.superuser.query(statement)).rejects.toThrow("only added to");
  });

  it("an entry that does not continue the chain", async () => {
    const insert = (seq: number, previous: string) => asApplication(`insert into congtam.audit_entry values (${String(seq)}, now(), 'a', 'b.c', 'd', '{}', ${previous}, sha256('x'))`);
    await expect(insert(ROWS + 2, "(select hash from congtam.audit_entry order by seq desc limit 1)")).rejects.toThrow("does not continue");
    await expect(insert(ROWS + 1, "sha256('y')")).rejects.toThrow("does not continue");
  });
});

describe("signed heads", () => {
  /** A heads file of its own. */
  const apart = (name: string): string => {
    const file = join(ledger.folder, name);
    copyFileSync(ledger.headsFile, file);
    return file;
  };

  it("come with a key that only its owner reads, and its public half for everybody", async () => {
    expect(statSync(ledger.keyFile).mode % 0o1000).toBe(0o600);
    expect(await verifyLedger(ledger.database, ledger.headsFile, [createPublicKey(readFileSync(`${ledger.keyFile}.pub`))])).toMatchObject({ ok: true });
    const open = join(ledger.folder, "open.key");
    copyFileSync(ledger.keyFile, open);
    chmodSync(open, 0o640);
    await expect(ledger.heads({ keyFile: open })).rejects.toThrow("chmod 600");
    writeFileSync(join(ledger.folder, "rsa.key"), generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    await expect(ledger.heads({ keyFile: join(ledger.folder, "rsa.key") })).rejects.toThrow("Ed25519");
  });

  it("are written at the start, at each interval, on demand and at the stop", async () => {
    const file = apart("interval.jsonl");
    const before = linesOf(file).length;
    const signer = await ledger.heads({ headsFile: file, intervalMs: 40 });
    expect(linesOf(file)).toHaveLength(before + 1);
    await vi.waitFor(() => {
      expect(linesOf(file).length).toBeGreaterThan(before + 2);
    });
    await ledger.write(1, 3);
    const [one, same] = await Promise.all([signer.now(), signer.now()]);
    expect(one).toMatchObject({ seq: ROWS + 3 });
    expect(same).toBe(one);
    await signer.stop();
    const after = linesOf(file).length;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(linesOf(file)).toHaveLength(after);
    expect(await ledger.verified(file)).toMatchObject({ ok: true, heads: after, lastHead: { seq: ROWS + 3 } });
  });

  it("that were forged, altered or made with another key are found", async () => {
    const lines = readFileSync(ledger.headsFile, "utf8").split("\n");
    const forged = signHead({ ...linesOf(ledger.headsFile).at(-1)!, seq: 39 }, generateKeyPairSync("ed25519").privateKey);
    for (const line of [lines[2]!.replace(`"seq":${String(SIGNED[1])}`, '"seq":34'), lines[2]!.replace("2026", "2025").replace(/"at":"20\d\d/, '"at":"2001'), JSON.stringify(forged), "{", ""]) {
      const file = join(ledger.folder, "forged.jsonl");
      writeFileSync(file, lines.with(2, line).join("\n"));
      expect((await ledger.verified(file)).faults).toMatchObject([{ why: "bad-head", line: 3 }]);
    }
  });

  it("over two different hashes of one entry are found, whichever the ledger has", async () => {
    const file = apart("two.jsonl");
    const key = (await import("./keyring.ts")).openSigningKey(ledger.keyFile);
    appendFileSync(file, `${JSON.stringify(signHead({ seq: 33, hash: "0".repeat(64), at: "2026-03-01T08:00:00.000Z" }, key))}\n`);
    expect((await ledger.verified(file)).faults).toMatchObject([{ why: "rewritten", seq: 33 }]);
  });

  it("are no longer made over a ledger that does not continue the last one", async () => {
    const file = apart("broken.jsonl");
    const failures: unknown[] = [];
    const signer = await ledger.heads({ headsFile: file, onFailure: (error) => failures.push(error) });
    const count = linesOf(file).length;
    await ledger.tamper("delete from congtam.audit_entry where seq > 30");
    await expect(signer.now()).rejects.toMatchObject({ name: "BrokenLedger", fault: { why: "cut" } });
    await ledger.write(31, ROWS + 5);
    await expect(signer.now()).rejects.toMatchObject({ fault: { seq: ROWS, why: "rewritten" } });
    await signer.stop();
    expect(failures).toHaveLength(1);
    expect(linesOf(file)).toHaveLength(count);
  });

  it("go on after a crash in the middle of a line, and not under another key", async () => {
    const file = apart("torn.jsonl");
    appendFileSync(file, '{"seq":41,"ha');
    expect(await ledger.verified(file)).toMatchObject({ ok: true });
    await (await ledger.heads({ headsFile: file })).stop();
    expect(await ledger.verified(file)).toMatchObject({ ok: true, heads: linesOf(file).length });
    await expect(ledger.heads({ headsFile: file, keyFile: join(ledger.folder, "other.key") })).rejects.toThrow("không được ký bằng khóa đang dùng");
  });
});

describe("congtam verify", () => {
  const run = async (more: Parameters<typeof verifyCommand>[0] = {}) => {
    const said: string[] = [];
    const spies = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    for (const spy of spies) spy.mockImplementation((text) => said.push(String(text)) > 0);
    const { host, database } = ledger.connection;
    // Not what a server on this machine keeps.
    vi.stubEnv("CONGTAM_DATA", ledger.folder);
    const status = await verifyCommand({ database: `postgresql://postgres@${encodeURIComponent(host ?? "")}/${database ?? ""}`, heads: ledger.headsFile, key: ledger.keyFile, ...more });
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
    return { status, said: said.join("") };
  };

  it("says OK in one line, or names the fault and ends with 1, or says why it cannot look", async () => {
    expect(await run()).toEqual({ status: 0, said: expect.stringMatching(/^OK: 40 bản ghi, \d+ đầu chuỗi đã ký, bản ghi cuối được ký là 40 lúc [^\n]+\n$/) as string });
    expect((await run({ lang: "en" })).said).toContain("; 0 rows agree with it; 0 published results replayed; 0 ballots of 0 surveys counted again; 0 files of evidence are whole\n");
    await ledger.tamper("insert into congtam.leader_remit values ('c', 'p', 1, '{}', now(), 'x')");
    expect(await run()).toEqual({ status: 1, said: "LỖI: bảng leader_remit, dòng campaign=c person=p number=1: không có bản ghi nào trong sổ kiểm toán\n" });
    await ledger.tamper("update congtam.audit_entry set by = 'x' where seq = 8");
    expect(await run({ lang: "en" })).toEqual({ status: 1, said: "FAULT: entry 8 was altered\nFAULT: table leader_remit, row campaign=c person=p number=1: no entry of the ledger tells of it\n" });
    await ledger.tamper("delete from congtam.leader_remit");
    expect(await run({ lang: "en" })).toEqual({ status: 1, said: "FAULT: entry 8 was altered\n" });
    expect(await run({ key: join(ledger.folder, "no.key") })).toMatchObject({ status: 2, said: expect.stringContaining("no.key") as string });
    expect(await run({ database: "postgresql://postgres@%2Fnowhere/congtam" })).toMatchObject({ status: 2, said: expect.stringContaining("Không kết nối được") as string });
  });
});

describe("over HTTP", () => {
  const actor = (...roles: Actor["roles"]): Actor => ({ accountId: "a", personId: "p", name: "A", roles, unitIds: [], sessionId: "s" });
  const get = async (url: string, as?: string) => {
    const app = buildHttp({ database: ledger.database, endpoints: auditEndpoints, authenticate: async (_tx, { bearer }) => (bearer === "auditor" ? actor("auditor") : bearer === "head" ? actor("unit-head") : undefined), record, noteReads, onFailure: () => undefined });
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
    const { hash } = (await ledger.database.read(entriesOf)).at(-1)!;
    expect(await get("/audit/head", "head")).toMatchObject({ status: 200, body: { seq: ROWS, hash, at: expect.stringMatching(/Z$/) as string } });
  });
});
