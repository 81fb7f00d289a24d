import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chain, storedRow } from "../../../tests/server/chain.ts";
import { appended, type Content, type Entry, entryHash, finish, GENESIS, ledgerData, readData, type SignedHashes, signingText, step, storableText, type StoredRow, type Walk, walkFrom } from "./rules.ts";

/** Walks a whole ledger in the order given; the fault is the first row that is broken, with why. */
function verifyChain(rows: readonly StoredRow[], signed: SignedHashes = new Map()): Walk {
  const most = rows.reduce((highest, row) => Math.max(highest, row.seq), 0);
  let walk = walkFrom(GENESIS);
  for (const row of rows) {
    walk = step(walk, row, signed, most);
    if (walk.fault !== undefined) return walk;
  }
  return finish(walk, signed);
}

const contents = fc.array(fc.record({ at: fc.constant("2026-03-01T08:00:00.000001Z"), by: fc.string({ minLength: 1 }), action: fc.constantFrom("note.added", "note.changed"), subject: fc.string(), data: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())) }), { minLength: 2, maxLength: 12 });
const pick = fc.nat();
const ledger = (all: readonly Content[]) => chain(GENESIS, all).map(storedRow);
const signedOver = (entries: readonly Entry[]) => new Map(entries.map(({ seq, hash }) => [seq, hash]));

describe("a chain", () => {
  it("holds as it was written, in one piece or in two", () => {
    fc.assert(
      fc.property(contents, pick, (all, where) => {
        const cut = where % all.length;
        const first = chain(GENESIS, all.slice(0, cut));
        const both = [...first, ...chain(first.at(-1) ?? GENESIS, all.slice(cut))];
        expect(both).toEqual(chain(GENESIS, all));
        expect(verifyChain(both.map(storedRow), signedOver(both))).toMatchObject({ last: { seq: all.length }, confirmed: all.length });
        expect(verifyChain(both.map(storedRow)).fault).toBeUndefined();
      }),
    );
  });

  it("names the row of which any field was altered", () => {
    fc.assert(
      fc.property(contents, pick, fc.constantFrom("at", "by", "action", "subject", "data", "previous", "hash"), fc.boolean(), (all, where, field, emptied) => {
        const rows = ledger(all);
        const i = where % rows.length;
        const changed = field === "data" ? '{"other":1}' : `${rows[i]![field]!.slice(0, -1)}${rows[i]![field]!.endsWith("0") ? "1" : "0"}`;
        rows[i] = { ...rows[i]!, [field]: emptied ? null : changed };
        expect(verifyChain(rows).fault).toEqual({ seq: i + 1, why: "altered" });
      }),
    );
  });

  it("names the row that was altered and hashed anew by the row behind it", () => {
    fc.assert(
      fc.property(contents, pick, (all, where) => {
        const entries = chain(GENESIS, all);
        const i = where % (entries.length - 1);
        const [forged] = chain(entries[i - 1] ?? GENESIS, [{ ...entries[i]!, by: "somebody else" }]);
        entries[i] = forged!;
        expect(verifyChain(entries.map(storedRow)).fault).toEqual({ seq: i + 1, why: "altered" });
      }),
    );
  });

  it("names the row that is missing, and the one from which the end was cut", () => {
    fc.assert(
      fc.property(contents, pick, (all, where) => {
        const entries = chain(GENESIS, all);
        const i = where % entries.length;
        const rows = entries.map(storedRow);
        const last = i === rows.length - 1;
        expect(verifyChain(rows.toSpliced(i, 1), signedOver(entries)).fault).toMatchObject({ seq: i + 1, why: last ? "cut" : "missing" });
        expect(verifyChain(rows.slice(0, i), signedOver(entries)).fault).toEqual({ seq: i + 1, why: "cut", signed: entries.length });
      }),
    );
  });

  it("knows which two rows were swapped", () => {
    fc.assert(
      fc.property(contents, pick, pick, (all, one, other) => {
        const rows = ledger(all);
        const [i = 0, j = 0] = [one % rows.length, other % rows.length].toSorted((a, b) => a - b);
        fc.pre(i < j);
        const swapped = rows.with(i, { ...rows[j]!, seq: i + 1 }).with(j, { ...rows[i]!, seq: j + 1 });
        expect(verifyChain(swapped).fault).toEqual({ seq: i + 1, why: "swapped", writtenAs: j + 1 });
      }),
    );
  });

  it("written anew as a whole is told by the first head that differs", () => {
    fc.assert(
      fc.property(contents, pick, (all, where) => {
        const entries = chain(GENESIS, all);
        const i = where % all.length;
        const anew = ledger(all.with(i, { ...all[i]!, by: "somebody else entirely, and longer than chance" }));
        expect(verifyChain(anew).fault).toBeUndefined();
        expect(verifyChain(anew, signedOver(entries)).fault).toEqual({ seq: i + 1, why: "rewritten", after: i });
      }),
    );
  });

  it("sees a row that occurs twice or stands before the first", () => {
    const rows = ledger([1, 2, 3].map((n) => ({ at: "2026-03-01T08:00:00.000001Z", by: "a", action: "b.c", subject: "d", data: { n } })));
    expect(verifyChain(rows.toSpliced(2, 0, rows[1]!)).fault).toEqual({ seq: 2, why: "swapped" });
    expect(verifyChain([{ ...rows[0]!, seq: 0 }, ...rows]).fault).toEqual({ seq: 0, why: "swapped" });
  });
});

describe("data", () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

  it("nested deeper than anybody reads is not written, and is an alteration where it stands", () => {
    expect(ledgerData(JSON.parse(nested(100)) as Record<string, unknown>)).toEqual(JSON.parse(nested(100)));
    expect(() => ledgerData(JSON.parse(nested(101)) as Record<string, unknown>)).toThrow("levels");
    const [row] = ledger([{ at: "2026-03-01T08:00:00.000001Z", by: "a", action: "b.c", subject: "d", data: {} }]);
    expect(verifyChain([{ ...row!, data: nested(200_000) }]).fault).toEqual({ seq: 1, why: "altered" });
  });

  it("is read only when each number is written exactly", () => {
    expect(readData('{"a":[1,-2.5,0.001],"__proto__":"x"}')?.data).toEqual(JSON.parse('{"a":[1,-2.5,0.001],"__proto__":"x"}'));
    const inexact = ["1.0", "1e3", "9007199254740993", "0.10000000000000000001", "-0"];
    expect(inexact.filter((text) => readData(`{"a":${text}}`) !== undefined)).toEqual([]);
    expect(() => ledgerData({ a: 1e21 })).toThrow("as text");
  });

  it("becomes what the database can hold", () => {
    expect(ledgerData({ at: new Date(0), none: undefined, name: "a\0b\uD800" })).toEqual({ at: "1970-01-01T00:00:00.000Z", name: "a\uFFFDb\uFFFD" });
    expect(storableText("Đắk Lắk 🏛")).toBe("Đắk Lắk 🏛");
  });
});

it("hands the database the text that is hashed, in two pieces around the time", () => {
  fc.assert(
    fc.property(contents, ([first]) => {
      const { at, ...content } = first!;
      const { head, tail } = appended(content);
      const hash = createHash("sha256").update(`congtam.audit.entry.v1\n1\n${GENESIS.hash}\n${head}${at}${tail}`, "utf8").digest("hex");
      expect(hash).toBe(entryHash(1, GENESIS.hash, { at, ...content }));
    }),
  );
});

it("hashes and signs texts that are fixed for good", () => {
  const [entry] = chain(GENESIS, [{ at: "2026-03-01T08:00:00.000001Z", by: "public", action: "note.added", subject: "note:1", data: { b: 1, a: "ắ" } }]);
  expect(entry?.hash).toBe("2166fbad9223d0209f68e453c7f6ea5ea9026540e7c9729fde33e35cf606d654");
  expect(signingText({ seq: 1, hash: "00", at: "2026-03-01T08:00:00.000Z" })).toBe('congtam.audit.head.v1\n{"at":"2026-03-01T08:00:00.000Z","hash":"00","seq":1}');
});
