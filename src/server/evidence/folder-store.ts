import { createHash, randomUUID } from "node:crypto";
import { copyFile, type FileHandle, link, mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Opened, type Range, type Store, type StoredObject, StoreFault } from "./store.ts";

/** The store as a folder: `objects/ab/abcd…`. A file appears under its name by a rename, whole and on the disk, or not at all. */

/** Between two pieces other requests have their turn. */
const PIECE = 256 * 1024;
const NAME = /^[0-9a-f]{64}$/;

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
export const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error));
export const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT";

/** Makes the names in a folder last through a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The hash of an open file from its beginning. */
async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(PIECE);
  let at = 0;
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE, at);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}

async function within<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, "r");
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** The hash of a file as it is on the disk. */
export const hashOfFile = (path: string): Promise<string> => within(path, hashOf);

/** By these a file is known not to have been touched since it was read: the last is set by the system alone. */
const stamp = ({ ino, size, mtimeNs, ctimeNs }: { readonly ino: bigint; readonly size: bigint; readonly mtimeNs: bigint; readonly ctimeNs: bigint }): string => [ino, size, mtimeNs, ctimeNs].join(" ");
const MOST_SEEN = 10_000;

function remember(seen: Map<string, string>, sha256: string, as: string): void {
  const [oldest] = seen.keys();
  if (oldest !== undefined && seen.size >= MOST_SEEN) seen.delete(oldest);
  seen.set(sha256, as);
}

/** An open file: whatever is put in its place later, these are the bytes that were looked at. */
function opened(handle: FileHandle, size: number): Opened {
  return {
    size,
    stream: (range?: Range) => handle.createReadStream({ start: range?.first ?? 0, end: range?.last ?? Math.max(0, size - 1), highWaterMark: PIECE, autoClose: true }),
    close: () => handle.close(),
  };
}

/** Gives the same bytes a second name, under which they appear at once; where a disk knows no second names, a copy. */
async function place(path: string, target: string): Promise<void> {
  const aside = `${target}.${randomUUID()}`;
  try {
    await link(path, aside).catch(async () => {
      await copyFile(path, aside);
      await within(aside, (handle) => handle.sync());
    });
    await rename(aside, target);
    // Two names of one file are not renamed onto each other but left as they are.
    await rm(aside, { force: true });
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

export function folderStore(folder: string): Store {
  const objects = join(folder, "objects");
  const placeOf = (sha256: string): { readonly shelf: string; readonly path: string } => {
    if (!NAME.test(sha256)) throw new RangeError("a name in the store is a hash");
    const shelf = join(objects, sha256.slice(0, 2));
    return { shelf, path: join(shelf, sha256) };
  };
  const seen = new Map<string, string>();

  const hashAt: Store["hashAt"] = async (sha256) => {
    try {
      return await hashOfFile(placeOf(sha256).path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };

  return {
    hashAt,
    // What a folder's disk or its backups keep is their keeper's to know.
    guard: async () => ({ keepsVersions: false, isLocked: false }),
    keep: async (path, sha256) => {
      const { shelf, path: target } = placeOf(sha256);
      await within(path, (handle) => handle.sync());
      if ((await hashOfFile(path)) !== sha256) throw new StoreFault("mismatch");
      try {
        if ((await mkdir(shelf, { recursive: true, mode: 0o750 })) !== undefined) await syncFolder(objects);
        // What is there under this name is the same, or was altered and is mended.
        if ((await hashAt(sha256)) !== sha256) await place(path, target);
      } catch (error) {
        throw isFull(error) ? new StoreFault("full") : error;
      }
      await syncFolder(shelf);
    },
    open: async (sha256) => {
      let handle: FileHandle;
      try {
        handle = await open(placeOf(sha256).path, "r");
      } catch (error) {
        throw isMissing(error) ? new StoreFault("missing") : error;
      }
      try {
        const now = await handle.stat({ bigint: true });
        if (seen.get(sha256) !== stamp(now)) {
          if ((await hashOf(handle)) !== sha256) throw new StoreFault("altered");
          remember(seen, sha256, stamp(now));
        }
        return opened(handle, Number(now.size));
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    list: async function* list(): AsyncGenerator<StoredObject> {
      for await (const shelf of await opendir(objects).catch(() => [])) {
        for await (const { name } of await opendir(join(objects, shelf.name))) {
          if (!NAME.test(name)) continue;
          const { size, mtime } = await stat(join(objects, shelf.name, name));
          yield { sha256: name, size, keptAt: mtime };
        }
      }
    },
  };
}

/** Removes a file whether or not it is there. */
export const discard = (path: string): Promise<void> => rm(path, { force: true });
