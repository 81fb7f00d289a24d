import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entriesOf, type Ledger, openLedger, ROWS, SIGNED } from "../../../tests/server/ledger.ts";
import { chain } from "../../../tests/server/chain.ts";
import { GENESIS } from "./rules.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(() => ledger.restore());
afterAll(() => ledger.close());

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
    await ledger.restore();
    originals = await ledger.database.read(entriesOf);
    await ledger.tamper(dropped);
  });
  const places = fc.sample(fc.tuple(fc.integer({ min: 1, max: ROWS }), fc.integer({ min: 1, max: ROWS - 1 })), { numRuns: Object.keys(ALTERATIONS).length * 5, seed: 3_352_025 });
  const all = Object.keys(ALTERATIONS).flatMap((kind, k) => places.slice(k * 5, k * 5 + 5).map(([i, j], run) => ({ kind, i, j: j < i ? j : j + 1, run })));

  it.each(all)("$kind at $i ($j, $run)", async ({ kind, i, j }) => {
    const alteration: Omit<Alteration, "kind"> = ALTERATIONS[kind]!(i, j);
    await ledger.tamper(...alteration.statements);
    const report = await ledger.verified();
    expect(report).toMatchObject({ ok: false, entries: expect.any(Number) as number });
    expect(report.faults[0]?.seq).toBe(alteration.seq);
    expect(report.faults[0]?.words.vi).toContain(String(alteration.seq));
  });

  it("counts at least 60, and a ledger left alone is found whole", async () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(await ledger.verified()).toMatchObject({ ok: true, entries: ROWS, heads: SIGNED.length + 2, lastHead: { seq: ROWS }, faults: [] });
  });

  it("says what it was", async () => {
    const why = async (kind: string) => {
      await ledger.restore();
      await ledger.tamper(...ALTERATIONS[kind]!(7, 12).statements);
      return (await ledger.verified()).faults[0];
    };
    expect(await why("one point")).toMatchObject({ why: "altered", seq: 7 });
    expect(await why("deleted")).toMatchObject({ why: "missing", seq: 7 });
    expect(await why("swapped")).toMatchObject({ why: "swapped", seq: 7, words: { vi: "bản ghi 7 bị đổi chỗ (vốn là bản ghi 12)" } });
    expect(await why("tail cut")).toMatchObject({ why: "cut", seq: 7 });
  });

  it("an older dump restored, at once and after the work went on", async () => {
    await ledger.tamper("delete from congtam.audit_entry where seq > 25");
    expect((await ledger.verified()).faults).toMatchObject([{ why: "cut", seq: 26 }]);
    await ledger.write(26, ROWS + 10);
    expect((await ledger.verified()).faults).toMatchObject([{ why: "rewritten", seq: 33, words: { vi: expect.stringContaining("sau bản ghi 17 đến bản ghi 33") as string } }]);
  });

  it("the whole chain written anew: consistent in itself, but not what was signed", async () => {
    const anew = chain(GENESIS, originals.map((row) => ({ at: row.at!, by: row.seq === 20 ? "forged" : row.by!, action: row.action!, subject: row.subject!, data: JSON.parse(row.data!) as unknown })));
    await ledger.tamper(...anew.map(({ seq, by, previous, hash }) => `update congtam.audit_entry set by = '${by}', previous = '\\x${previous}', hash = '\\x${hash}' where seq = ${String(seq)}`));
    expect((await ledger.verified()).faults).toMatchObject([{ why: "rewritten", seq: 33 }]);
    expect((await ledger.verified(join(ledger.folder, "none.jsonl"))).faults).toMatchObject([{ why: "no-heads" }]);
  });

  it.each([
    ["nested deeper than anybody reads", `update congtam.audit_entry set data = (repeat('{"a":', 6000) || '1' || repeat('}', 6000))::jsonb where seq = 9`],
    ["a number far away, which must not keep the verifier searching", "update congtam.audit_entry set by = 'x' where seq = 9; update congtam.audit_entry set seq = 9000000000000000000 where seq = 30"],
    ["emptied where nothing may be empty", "alter table congtam.audit_entry alter column data drop not null, alter column hash drop not null; update congtam.audit_entry set data = null, hash = null where seq = 9"],
  ])("%s", async (_name, statement) => {
    await ledger.tamper(statement);
    expect((await ledger.verified()).faults).toMatchObject([{ why: "altered", seq: 9 }]);
  });

  it("a row that occurs twice, across the border of two readings", async () => {
    await ledger.write(ROWS + 1, 2100);
    await ledger.tamper("alter table congtam.audit_entry drop constraint audit_entry_pkey", "insert into congtam.audit_entry select seq, at, 'hidden', action, subject, data, previous, hash from congtam.audit_entry where seq = 1000");
    expect((await ledger.verified()).faults[0]?.seq).toBe(1000);
    await ledger.tamper("delete from congtam.audit_entry where by = 'hidden'", "alter table congtam.audit_entry add primary key (seq)");
  });
});
