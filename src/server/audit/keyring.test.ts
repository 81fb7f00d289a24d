import { copyFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, afterEach, describe, expect, it } from "vitest";
import { type Ledger, linesOf, openLedger, ROWS } from "../../../tests/server/ledger.ts";
import { signHead } from "./heads-file.ts";
import { readKeyring, rotateSigningKey, verifyLedger } from "./index.ts";
import { readSigningKey } from "./keyring.ts";

let ledger: Ledger;
const opened: Ledger[] = [];
beforeEach(async () => {
  ledger = await openLedger();
  opened.push(ledger);
});
afterEach(async () => {
  await opened.pop()?.close();
});

const rotate = () => rotateSigningKey(ledger.database, ledger.keyFile);
const aside = (name: string): string => {
  const file = join(ledger.folder, name);
  copyFileSync(ledger.keyFile, file);
  return file;
};
const append = (file: string, head: object) => {
  writeFileSync(file, `${JSON.stringify(head)}\n`, { flag: "a" });
};

describe("a key that signs heads is replaced", () => {
  it("while the program runs; heads of both keys stay verifiable, here and with a copy of the ring alone", async () => {
    const heads = await ledger.heads();
    const fingerprint = await rotate();
    await ledger.write(1, 2);
    await heads.now();
    await heads.stop();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(ledger.keyFile).mode % 0o1000).toBe(0o600);
    // The rotation itself stands in the ledger.
    expect(await ledger.verified()).toMatchObject({ ok: true, entries: ROWS + 3 });
    const ring = join(ledger.folder, "somewhere-else.ring");
    copyFileSync(`${ledger.keyFile}.ring`, ring);
    expect(await verifyLedger(ledger.database, ledger.headsFile, readKeyring(ring))).toMatchObject({ ok: true });
    // Neither key would do by itself.
    for (const key of readKeyring(ring)) expect(await verifyLedger(ledger.database, ledger.headsFile, [key])).toMatchObject({ ok: false });
  });

  it("any number of times", async () => {
    for (let i = 0; i < 3; i++) {
      await rotate();
      await (await ledger.heads()).stop();
    }
    expect(readKeyring(ledger.keyFile)).toHaveLength(4);
    expect(await ledger.verified()).toMatchObject({ ok: true });
  });

  it("after which the old one signs nothing any more", async () => {
    const stolen = aside("stolen.key");
    await rotate();
    await (await ledger.heads()).stop();
    const last = linesOf(ledger.headsFile).at(-1)!;
    append(ledger.headsFile, signHead({ seq: last.seq, hash: last.hash, at: last.at }, readSigningKey(stolen)));
    expect(await ledger.verified()).toMatchObject({ ok: false, faults: [{ why: "bad-head" }] });
  });

  it("by one that the key before has named, and by no other", async () => {
    const stranger = await openLedger();
    opened.push(stranger);
    await rotate();
    await rotateSigningKey(stranger.database, stranger.keyFile);
    const foreign = readFileSync(`${stranger.keyFile}.ring`, "utf8").trimEnd().split("\n").at(-1) ?? "";
    await opened.pop()?.close();
    const ring = join(ledger.folder, "forged.ring");
    writeFileSync(ring, `${readFileSync(`${ledger.keyFile}.ring`, "utf8")}${foreign}\n`);
    expect(() => readKeyring(ring)).toThrow("không được khóa trước nó xác nhận");
  });

  it("is told when it was broken off, and finishes when it is run again", async () => {
    const before = aside("before.key");
    const fingerprint = await rotate();
    // As if the program had died just before the new key took its place.
    renameSync(ledger.keyFile, `${ledger.keyFile}.next`);
    copyFileSync(before, ledger.keyFile);
    expect(() => readKeyring(ledger.keyFile)).toThrow("rotate-key ledger");
    expect(await rotate()).toBe(fingerprint);
    expect(existsSync(`${ledger.keyFile}.next`)).toBe(false);
    await (await ledger.heads()).stop();
    expect(await ledger.verified()).toMatchObject({ ok: true });
  });
});
