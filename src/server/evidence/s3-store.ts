import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { hashOfFile } from "./folder-store.ts";
import { guardOf, versionsOf } from "./s3-guard.ts";
import { objectsIn, type Which } from "./s3-objects.ts";
import type { S3Place } from "./s3-place.ts";
import { type Guard, type Opened, type Store, StoreFault } from "./store.ts";

/**
 * The store as a bucket that speaks S3. What was looked at is told by its ETag; other bytes under the same name are refused,
 * and where the bucket keeps versions, the one that has the hash is given out instead.
 */

const MOST_SEEN = 10_000;

/** It cannot be reached, or says that it cannot serve: something else than that the bytes are not there. */
const isAway = (error: unknown): boolean => error instanceof Error && ((error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 0) >= 500) || ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].includes("code" in error ? String(error.code) : "") || error.name === "TimeoutError");
const asFault = (error: unknown): unknown => (isAway(error) ? new StoreFault("away") : error);

/** The store as its callers know it: one that is away is told as that, whatever way it was found out. */
const told = (store: Store): Store => {
  const throughFault = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asFault(error);
    }
  };
  return { ...store, keep: (path, sha256) => throughFault(() => store.keep(path, sha256)), open: (sha256) => throughFault(() => store.open(sha256)), hashAt: (sha256) => throughFault(() => store.hashAt(sha256)), guard: () => throughFault(store.guard) };
};

/** Asked once, and again where there was no answer. */
function onceAnswered(ask: () => Promise<Guard>): () => Promise<Guard> {
  let asking: Promise<Guard> | undefined;
  return () =>
    (asking ??= ask().catch((error: unknown) => {
      asking = undefined;
      throw error;
    }));
}

export function s3Store({ bucket, endpoint, region }: S3Place): Store {
  // Servers besides Amazon's often know buckets by path only, and none of its newer checksums.
  const client = new S3Client({ region, ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }), requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" });
  const { at, hashNow, headOf, stream, list } = objectsIn(client, bucket);
  const guard = onceAnswered(() => guardOf(client, bucket));
  /** By name, the ETag of bytes that were read and hashed. */
  const seen = new Map<string, string>();

  const opened = (sha256: string, size: number, which: Which): Opened => ({ size, stream: (range) => stream(sha256, which, range), close: async () => undefined });

  /** Only bytes that were looked at, whatever lies there a moment later. */
  async function openCurrent(sha256: string): Promise<Opened> {
    const { etag, size } = await headOf(sha256);
    if (seen.get(sha256) !== etag) {
      if ((await hashNow(sha256, { IfMatch: etag })) !== sha256) throw new StoreFault("altered");
      const [oldest] = seen.keys();
      if (oldest !== undefined && seen.size >= MOST_SEEN) seen.delete(oldest);
      seen.set(sha256, etag);
    }
    return opened(sha256, size, { IfMatch: etag });
  }

  /** Of what lay under the name before, the newest that is what the name says. */
  async function openEarlier(sha256: string): Promise<Opened | undefined> {
    for (const { id, size } of await versionsOf(client, bucket, at(sha256).Key)) {
      if ((await hashNow(sha256, { VersionId: id })) === sha256) return opened(sha256, size, { VersionId: id });
    }
    return undefined;
  }

  return told({
    hashAt: (sha256) => hashNow(sha256),
    guard,
    list,
    keep: async (path, sha256) => {
      if ((await hashOfFile(path)) !== sha256) throw new StoreFault("mismatch");
      // What is there and whole need not become one version more.
      if ((await hashNow(sha256)) === sha256) return;
      const { size } = await stat(path);
      // A bucket that locks what it is given wants to be told its sum.
      const sum = (await guard()).isLocked ? { ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64") } : {};
      await client.send(new PutObjectCommand({ ...at(sha256), ...sum, Body: createReadStream(path), ContentLength: size }));
      if ((await hashNow(sha256)) !== sha256) throw new StoreFault("altered");
    },
    open: async (sha256) => {
      try {
        return await openCurrent(sha256);
      } catch (error) {
        const earlier = error instanceof StoreFault ? await openEarlier(sha256) : undefined;
        if (earlier === undefined) throw error;
        return earlier;
      }
    },
  });
}
