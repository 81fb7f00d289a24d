import { createHash, randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { CreateBucketCommand, DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyStoreAt } from "../../src/server/evidence/index.ts";
import type { S3Place } from "../../src/server/evidence/s3-place.ts";
import { s3Store } from "../../src/server/evidence/s3-store.ts";
import { type EvidenceHouse, LIMITS, openEvidenceHouse, sha256, smallPdf, TUS } from "../server/evidence-house.ts";
import { isInstalled, KEY, SECRET, startSwift, type Swift } from "./swift.ts";

/**
 * The store as a bucket, on a real server that checks signatures: OpenStack Swift with its S3 interface. It is installed by
 * `tests/s3/install-swift.sh` and run by `npm run test:s3`.
 */

const isAsked = process.env["CONGTAM_S3"] !== undefined;
if (!isAsked || !isInstalled()) process.stderr.write(isAsked ? "tests/s3: swift is not installed; run tests/s3/install-swift.sh as root.\n" : "tests/s3 is left out; `npm run test:s3` runs it.\n");

const BUCKET = "tai-lieu";
const MEGABYTE = 1024 * 1024;
const SLOW = 300_000;

describe.skipIf(!isAsked || !isInstalled())("a bucket on a real server", { timeout: SLOW }, () => {
  let swift: Swift;
  let folder = "";
  let place: S3Place;
  let other: S3Client;
  beforeAll(async () => {
    swift = await startSwift();
    folder = await mkdtemp(join(tmpdir(), "congtam-s3-"));
    place = { bucket: BUCKET, endpoint: swift.endpoint, region: "us-east-1" };
    process.env["AWS_ACCESS_KEY_ID"] = KEY;
    process.env["AWS_SECRET_ACCESS_KEY"] = SECRET;
    // Somebody else with the right to the bucket, besides the program.
    other = new S3Client({ region: place.region, endpoint: swift.endpoint, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" });
    await other.send(new CreateBucketCommand({ Bucket: BUCKET }));
  }, SLOW);
  afterAll(async () => {
    await swift.stop();
    rmSync(folder, { recursive: true, force: true });
  }, SLOW);

  const keyOf = (sha: string): { readonly Bucket: string; readonly Key: string } => ({ Bucket: BUCKET, Key: `objects/${sha.slice(0, 2)}/${sha}` });
  const fileOf = (bytes: Buffer): string => {
    const path = join(folder, sha256(bytes));
    writeFileSync(path, bytes);
    return path;
  };
  const all = async (stream: Readable): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
    return Buffer.concat(pieces);
  };

  it("keeps what it is given, gives it back whole and in part, lists it, and keeps it twice without harm", async () => {
    const store = s3Store(place);
    const bytes = randomBytes(3 * MEGABYTE + 7);
    const sha = sha256(bytes);
    await store.keep(fileOf(bytes), sha);
    await store.keep(fileOf(bytes), sha);
    expect(await store.hashAt(sha)).toBe(sha);
    expect((await all((await store.open(sha)).stream())).equals(bytes)).toBe(true);
    expect((await all((await store.open(sha)).stream({ first: 5, last: 104 }))).equals(bytes.subarray(5, 105))).toBe(true);
    const listed: string[] = [];
    for await (const one of store.list()) listed.push(`${one.sha256} ${String(one.size)}`);
    expect(listed).toEqual([`${sha} ${String(bytes.length)}`]);
  });

  it("refuses bytes that are not what they are named, and stores nothing of them", async () => {
    const store = s3Store(place);
    const bytes = randomBytes(1000);
    const wrong = "0".repeat(64);
    await expect(store.keep(fileOf(bytes), wrong)).rejects.toMatchObject({ why: "mismatch" });
    expect(await store.hashAt(wrong)).toBeUndefined();
    await expect(store.open(wrong)).rejects.toMatchObject({ why: "missing" });
  });

  it("finds bytes that somebody put in place of others, also after it had looked at the true ones", async () => {
    const store = s3Store(place);
    const bytes = randomBytes(5000);
    const sha = sha256(bytes);
    await store.keep(fileOf(bytes), sha);
    expect((await all((await store.open(sha)).stream())).equals(bytes)).toBe(true);
    await other.send(new PutObjectCommand({ ...keyOf(sha), Body: randomBytes(5000) }));
    await expect(store.open(sha)).rejects.toMatchObject({ why: "altered" });
    await other.send(new DeleteObjectCommand(keyOf(sha)));
    await expect(store.open(sha)).rejects.toMatchObject({ why: "missing" });
  });

  it("gives out what a bucket that keeps versions still has of bytes that were swapped or deleted, and says what it keeps", async () => {
    expect(await s3Store(place).guard()).toEqual({ keepsVersions: false, isLocked: false });
    const kept: S3Place = { ...place, bucket: "kho-phien-ban" };
    await other.send(new CreateBucketCommand({ Bucket: kept.bucket }));
    await other.send(new PutBucketVersioningCommand({ Bucket: kept.bucket, VersioningConfiguration: { Status: "Enabled" } }));
    const store = s3Store(kept);
    expect(await store.guard()).toEqual({ keepsVersions: true, isLocked: false });
    const bytes = randomBytes(5000);
    const sha = sha256(bytes);
    const key = { ...keyOf(sha), Bucket: kept.bucket };
    await store.keep(fileOf(bytes), sha);
    const isWhole = async (): Promise<boolean> => {
      const opened = await store.open(sha);
      return opened.size === bytes.length && (await all(opened.stream())).equals(bytes) && (await all(opened.stream({ first: 5, last: 104 }))).equals(bytes.subarray(5, 105));
    };
    expect(await isWhole()).toBe(true);
    await other.send(new PutObjectCommand({ ...key, Body: randomBytes(4000) }));
    expect([await isWhole(), await store.hashAt(sha)]).toEqual([true, expect.not.stringMatching(sha)]);
    await other.send(new DeleteObjectCommand(key));
    expect([await isWhole(), await store.hashAt(sha)]).toEqual([true, undefined]);
    // Handed in again it lies there as before.
    await store.keep(fileOf(bytes), sha);
    expect(await store.hashAt(sha)).toBe(sha);
  });

  it("lets nobody with a wrong secret in: nothing is kept, opened or listed", async () => {
    const bytes = randomBytes(2000);
    const sha = sha256(bytes);
    await s3Store(place).keep(fileOf(bytes), sha);
    process.env["AWS_SECRET_ACCESS_KEY"] = "sai-mat-khau";
    try {
      const stranger = s3Store(place);
      const mine = randomBytes(2000);
      await expect(stranger.keep(fileOf(mine), sha256(mine))).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
      await expect(stranger.open(sha)).rejects.toThrow();
      await expect(stranger.hashAt(sha)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
      await expect(stranger.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
      process.env["AWS_SECRET_ACCESS_KEY"] = SECRET;
      expect(await s3Store(place).hashAt(sha256(mine))).toBeUndefined();
    } finally {
      process.env["AWS_SECRET_ACCESS_KEY"] = SECRET;
      await other.send(new DeleteObjectCommand(keyOf(sha)));
    }
  });

  it("takes the largest file that is let in, in a memory that stays", async () => {
    const path = join(folder, "large");
    const hash = createHash("sha256");
    const piece = randomBytes(10 * MEGABYTE);
    for (let i = 0; i < 50; i++) {
      hash.update(piece);
      writeFileSync(path, piece, { flag: "a" });
    }
    const sha = hash.digest("hex");
    const before = process.memoryUsage().rss;
    await s3Store(place).keep(path, sha);
    expect((process.memoryUsage().rss - before) / MEGABYTE).toBeLessThan(150);
    expect(await s3Store(place).hashAt(sha)).toBe(sha);
    await other.send(new DeleteObjectCommand(keyOf(sha)));
  });

  describe("behind the whole house", () => {
    let house: EvidenceHouse;
    beforeAll(async () => {
      house = await openEvidenceHouse({}, { s3: place });
    }, SLOW);
    afterAll(() => house.end());
    const download = (id: string, headers = {}) => house.ask("scorer.a", "GET", `/evidence/files/${id}/download`, headers);
    const faults = async () => (await verifyStoreAt(house.test.connection, { folder: house.folder, limits: LIMITS, clamd: undefined, s3: place })).faults;

    it("a file that is sent downloads to the same bytes; one that is swapped downloads to nobody and is told", async () => {
      const bytes = smallPdf("trong kho S3");
      const file = await house.upload("A", "Trong kho.pdf", bytes);
      expect((await download(file.id)).body.equals(bytes)).toBe(true);
      expect((await download(file.id, { range: "bytes=0-7" })).body.toString()).toBe("%PDF-1.4");
      expect(await faults()).toEqual([]);
      await other.send(new PutObjectCommand({ ...keyOf(file.sha256), Body: smallPdf("kẻ gian") }));
      for (const headers of [{}, { range: "bytes=0-7" }]) expect((await download(file.id, headers)).status).toBe(409);
      expect((await faults()).filter((one) => one.vi.includes(file.sha256))).toHaveLength(1);
      await other.send(new DeleteObjectCommand(keyOf(file.sha256)));
      expect((await faults()).filter((one) => one.vi.includes("không còn trong kho"))).toHaveLength(1);
      await house.upload("A", "Lần hai.pdf", bytes);
      expect((await download(file.id)).body.equals(bytes)).toBe(true);
    });

    it("while the store is away nothing is said to be kept; when it is back, asking again keeps it", async () => {
      const bytes = smallPdf("kho đang tắt");
      const [file] = await house.named("A", [{ name: "Kho tắt.pdf", bytes }]);
      const id = file?.id ?? "";
      await swift.shut();
      expect((await house.patch(id, bytes)).status).toBe(503);
      expect((await download(id)).status).toBe(409);
      await swift.open();
      expect(await house.ask("scorer.a", "HEAD", `/evidence/files/${id}/bytes`, TUS)).toMatchObject({ status: 200, headers: { "upload-offset": String(bytes.length) } });
      expect((await download(id)).body.equals(bytes)).toBe(true);
    });
  });
});
