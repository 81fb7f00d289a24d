import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, type ListObjectsV2CommandOutput, NoSuchKey, NotFound, type S3Client } from "@aws-sdk/client-s3";
import { type Range, type StoredObject, StoreFault } from "./store.ts";

/** Objects of a bucket as they are read: under which name, with which hash, from which byte on. */

const PREFIX = "objects/";
const NAME = /^[0-9a-f]{64}$/;

const isGone = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound || (error instanceof Error && ["NoSuchKey", "NoSuchVersion"].includes(error.name));
const isOther = (error: unknown): boolean => error instanceof Error && error.name === "PreconditionFailed";

function bytesIn(body: unknown): Readable {
  if (!(body instanceof Readable)) throw new RangeError("an object has a body");
  return body;
}

/** Which bytes under a name: those that lie there now, only if they are still those that were looked at, or those of a version. */
export type Which = { readonly IfMatch?: string; readonly VersionId?: string };

type Objects = {
  readonly at: (sha256: string) => { readonly Bucket: string; readonly Key: string };
  readonly hashNow: (sha256: string, which?: Which) => Promise<string | undefined>;
  readonly headOf: (sha256: string) => Promise<{ readonly etag: string; readonly size: number }>;
  readonly stream: (sha256: string, which: Which, range: Range | undefined) => Readable;
  readonly list: () => AsyncIterable<StoredObject>;
};

export function objectsIn(client: S3Client, bucket: string): Objects {
  const at: Objects["at"] = (sha256) => {
    if (!NAME.test(sha256)) throw new RangeError("a name in the store is a hash");
    return { Bucket: bucket, Key: `${PREFIX}${sha256.slice(0, 2)}/${sha256}` };
  };
  return {
    at,
    hashNow: async (sha256, which = {}) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ ...at(sha256), ...which }));
        const hash = createHash("sha256");
        for await (const piece of bytesIn(Body)) if (piece instanceof Uint8Array) hash.update(piece);
        return hash.digest("hex");
      } catch (error) {
        if (isGone(error)) return undefined;
        throw isOther(error) ? new StoreFault("altered") : error;
      }
    },
    headOf: async (sha256) => {
      try {
        const { ETag = "", ContentLength = 0 } = await client.send(new HeadObjectCommand(at(sha256)));
        return { etag: ETag, size: ContentLength };
      } catch (error) {
        throw isGone(error) ? new StoreFault("missing") : error;
      }
    },
    // A piece begins when it is asked for.
    stream: (sha256, which, range) => {
      const out = new PassThrough();
      const fetched = client.send(new GetObjectCommand({ ...at(sha256), ...which, ...(range === undefined ? {} : { Range: `bytes=${String(range.first)}-${String(range.last)}` }) }));
      fetched.then(({ Body }) => pipeline(bytesIn(Body), out)).catch((error: unknown) => out.destroy(error instanceof Error ? error : new StoreFault("altered")));
      return out;
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
