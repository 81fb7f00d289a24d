import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openSecretKey, replaceSecretKey } from "../platform/index.ts";
import { createAccount, resealSecondFactors } from "./index.ts";
import { makeVault } from "./secrets.ts";

const SECRET = Buffer.from("a secret of twenty b");
const PENDING = Buffer.from("another of twenty by");

let test: TestDatabase;
let folder = "";
let file = "";
const ids: string[] = [];

beforeAll(async () => {
  test = await freshDatabase();
  await test.database.transaction(async (tx) => {
    for (const username of ["one", "two", "none"]) ids.push((await createAccount(tx, { username, personId: username, name: username, by: "test" })).accountId);
  });
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "congtam-keys-"));
  file = join(folder, "second-factor.key");
  const vault = makeVault(openSecretKey(file));
  for (const id of ids.slice(0, 2)) await test.superuser.query("update congtam.account set otp_secret = $2, otp_pending = $3 where id = $1", [id, vault.seal(id, SECRET), id === ids[0] ? vault.seal(id, PENDING) : null]);
  return () => {
    rmSync(folder, { recursive: true });
  };
});
afterAll(() => test.close());

const reseal = (present: readonly Uint8Array[], next: Uint8Array) => test.database.transaction(async (tx) => (await resealSecondFactors(tx, present, next)).accounts);
const rotate = (after: () => void = () => undefined) =>
  replaceSecretKey(file, async (present, next) => {
    expect(await reseal(present, next)).toBe(2);
    after();
  });

async function openedBy(key: Uint8Array) {
  const { rows } = await test.superuser.query<{ id: string; otp_secret: Buffer | null; otp_pending: Buffer | null }>("select id, otp_secret, otp_pending from congtam.account");
  const open = (id: string, sealed: Buffer | null) => (sealed === null ? null : makeVault(key).open(id, sealed).toString());
  return Object.fromEntries(rows.map(({ id, otp_secret, otp_pending }) => [id, [open(id, otp_secret), open(id, otp_pending)]]));
}
const whole = () => ({ [ids[0] ?? ""]: [SECRET.toString(), PENDING.toString()], [ids[1] ?? ""]: [SECRET.toString(), null], [ids[2] ?? ""]: [null, null] });

describe("the key of second factors is replaced", () => {
  it("and every secret opens with the new one only", async () => {
    const old = openSecretKey(file);
    await rotate();
    expect(await openedBy(openSecretKey(file))).toEqual(whole());
    await expect(openedBy(old)).rejects.toThrow();
  });

  it("is told when it was broken off after the re-sealing, and finishes when it is run again", async () => {
    const died = new RangeError("the program died");
    await expect(
      rotate(() => {
        throw died;
      }),
    ).rejects.toBe(died);
    expect(() => openSecretKey(file)).toThrow("rotate-key second-factor");
    await rotate();
    expect(existsSync(`${file}.next`)).toBe(false);
    expect(await openedBy(openSecretKey(file))).toEqual(whole());
  });

  it("takes no key that a crash left half written", async () => {
    writeFileSync(`${file}.next`, "half");
    await rotate();
    expect(readFileSync(file)).toHaveLength(32);
    expect(await openedBy(openSecretKey(file))).toEqual(whole());
  });

  it("changes nothing when a secret opens with no key that is there", async () => {
    const old = openSecretKey(file);
    const { rows: before } = await test.superuser.query("select * from congtam.account order by id");
    await expect(reseal([randomBytes(32)], randomBytes(32))).rejects.toThrow("Không có gì bị thay đổi");
    expect((await test.superuser.query("select * from congtam.account order by id")).rows).toEqual(before);
    expect(await openedBy(old)).toEqual(whole());
  });
});
