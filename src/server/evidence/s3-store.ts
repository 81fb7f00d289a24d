import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, type ListObjectsV2CommandOutput, NoSuchKey, NotFound, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { hashOfFile } from "./folder-store.ts";
import type { S3Place } from "./s3-place.ts";
import { type Opened, type Range, type Store, type StoredObject, StoreFault } from "./store.ts";

/** The store as a bucket that speaks S3. What was looked at is told by its ETag; other bytes under the same name are refused. */

const PREFIX = "objects/";
const NAME = /^[0-9a-f]{64}$/;
const MOST_SEEN = 10_000;

const isGone = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound || (error instanceof Error && error.name === "NoSuchKey");
const isOther = (error: unknown): boolean => error instanceof Error && error.name === "PreconditionFailed";

function bytesIn(body: unknown): Readable {
  if (!(body instanceof Readable)) throw new RangeError("an object has a body");
  return body;
}

export function s3Store({ bucket, endpoint, region }: S3Place): Store {
  // Servers besides Amazon's often know buckets by path only, and none of its newer checksums.
  const client = new S3Client({ region, ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }), requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" });
  const at = (sha256: string): { readonly Bucket: string; readonly Key: string } => {
    if (!NAME.test(sha256)) throw new RangeError("a name in the store is a hash");
    return { Bucket: bucket, Key: `${PREFIX}${sha256.slice(0, 2)}/${sha256}` };
  };
  /** By name, the ETag of bytes that were read and hashed. */
  const seen = new Map<string, string>();

  async function hashNow(sha256: string, etag?: string): Promise<string | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ ...at(sha256), ...(etag === undefined ? {} : { IfMatch: etag }) }));
      const hash = createHash("sha256");
      for await (const piece of bytesIn(Body)) if (piece instanceof Uint8Array) hash.update(piece);
      return hash.digest("hex");
    } catch (error) {
      if (isGone(error)) return undefined;
      throw isOther(error) ? new StoreFault("altered") : error;
    }
  }

  async function headOf(sha256: string): Promise<{ readonly etag: string; readonly size: number }> {
    try {
      const { ETag = "", ContentLength = 0 } = await client.send(new HeadObjectCommand(at(sha256)));
      return { etag: ETag, size: ContentLength };
    } catch (error) {
      throw isGone(error) ? new StoreFault("missing") : error;
    }
  }

  /** Only bytes of the ETag that was looked at; a piece begins when it is asked for. */
  function stream(sha256: string, etag: string, range: Range | undefined): Readable {
    const out = new PassThrough();
    const fetched = client.send(new GetObjectCommand({ ...at(sha256), IfMatch: etag, ...(range === undefined ? {} : { Range: `bytes=${String(range.first)}-${String(range.last)}` }) }));
    fetched.then(({ Body }) => pipeline(bytesIn(Body), out)).catch((error: unknown) => out.destroy(error instanceof Error ? error : new StoreFault("altered")));
    return out;
  }

  return {
    hashAt: (sha256) => hashNow(sha256),
    keep: async (path, sha256) => {
      if ((await hashOfFile(path)) !== sha256) throw new StoreFault("mismatch");
      const { size } = await stat(path);
      await client.send(new PutObjectCommand({ ...at(sha256), Body: createReadStream(path), ContentLength: size }));
      if ((await hashNow(sha256)) !== sha256) throw new StoreFault("altered");
    },
    open: async (sha256): Promise<Opened> => {
      const { etag, size } = await headOf(sha256);
      if (seen.get(sha256) !== etag) {
        if ((await hashNow(sha256, etag)) !== sha256) throw new StoreFault("altered");
        const [oldest] = seen.keys();
        if (oldest !== undefined && seen.size >= MOST_SEEN) seen.delete(oldest);
        seen.set(sha256, etag);
      }
      return { size, stream: (range) => stream(sha256, etag, range), close: async () => undefined };
    },
    list: async function* list(): AsyncGenerator<StoredObject> {
      let next: string | undefined;
      do {
        const { Contents = [], NextContinuationToken }: ListObjectsV2CommandOutput = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: PREFIX, ...(next === undefined ? {} : { ContinuationToken: next }) }));
        for (const { Key = "", Size = 0, LastModified = new Date(0) } of Contents) {
          const sha256 = Key.split("/").at(-1) ?? "";
          if (NAME.test(sha256)) yield { sha256, size: Size, keptAt: LastModified };
        }
        next = NextContinuationToken;
      } while (next !== undefined);
    },
  };
}
