import { type FileHandle, mkdir, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { discard, isFull, isMissing, syncFolder } from "./folder-store.ts";
import { StoreFault } from "./store.ts";

/** Where unfinished files grow, one for each that was named. What is told of their length is on the disk. */

export type Staging = {
  readonly pathOf: (file: string) => string;
  /** How many bytes of it there are. */
  readonly offsetOf: (file: string) => Promise<number>;
  /** Adds bytes from here on, at most so many, and returns how many there are then; what came before a line broke is kept. */
  readonly append: (file: string, from: number, most: number, bytes: Readable) => Promise<number>;
  readonly drop: (file: string) => Promise<void>;
  /** The files that are there. */
  readonly list: () => Promise<readonly string[]>;
};

/** So much may wait in memory while the disk writes, and so much be written before it is asked to make it last. */
const WAITING = 256 * 1024;
const UNSYNCED = 2 * 1024 * 1024;

type Pen = { readonly add: (piece: Buffer) => Promise<unknown> | undefined; readonly finish: () => Promise<void> };

/** Writes what it is given from a place on; what comes while it writes goes in one go afterwards. The disk works meanwhile, so that little is left to wait for at the end. */
function penAt(handle: FileHandle, from: number): Pen {
  let [at, unsynced, length] = [from, 0, 0];
  let waiting: Buffer[] = [];
  let writing: Promise<void> | undefined;
  let syncing: Promise<unknown> | undefined;
  let failure: { readonly error: unknown } | undefined;
  const sync = (): void => {
    if (unsynced < UNSYNCED || syncing !== undefined) return;
    unsynced = 0;
    // Should it fail, so does the last one, for which everybody waits.
    syncing = handle.datasync().catch(() => undefined).finally(() => {
      syncing = undefined;
    });
  };
  const writeWaiting = async (): Promise<void> => {
    while (length > 0) {
      const [pieces, size] = [waiting, length];
      [waiting, length] = [[], 0];
      await writeAll(handle, pieces, at, size);
      at += size;
      unsynced += size;
      sync();
    }
  };
  const begin = (): void => {
    writing ??= writeWaiting().catch((error: unknown) => {
      failure = { error };
    }).finally(() => {
      writing = undefined;
    });
  };
  const check = (): void => {
    if (failure !== undefined) throw failure.error;
  };
  return {
    add: (piece) => {
      check();
      waiting.push(piece);
      length += piece.length;
      begin();
      return length < WAITING ? undefined : writing;
    },
    finish: async () => {
      await writing;
      check();
      await syncing;
      await handle.datasync();
    },
  };
}

/** Writes what comes, from a place on and at most so much; whatever ends the bytes, what was written is on the disk when this returns or throws. */
async function write(handle: FileHandle, from: number, most: number, bytes: Readable): Promise<void> {
  const pen = penAt(handle, from);
  let left = most;
  try {
    for await (const given of bytes) {
      if (!(given instanceof Uint8Array)) throw new RangeError("a file comes as bytes");
      const piece = Buffer.from(given.buffer, given.byteOffset, Math.min(given.length, left));
      left -= piece.length;
      if (piece.length > 0) await pen.add(piece);
    }
  } finally {
    await pen.finish();
  }
}

/** The disk may take less at once than it is given. */
async function writeAll(handle: FileHandle, pieces: readonly Buffer[], at: number, size: number): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces, at);
  if (bytesWritten === size) return;
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) done += (await handle.write(rest, done, rest.length - done, at + bytesWritten + done)).bytesWritten;
}

const FILE = /^[0-9A-Za-z_-]{1,64}$/;

export function openStaging(folder: string): Staging {
  const pathOf = (file: string): string => {
    if (!FILE.test(file)) throw new RangeError("a file in the making is named by its id");
    return join(folder, file);
  };
  const offsetOf = async (file: string): Promise<number> => {
    try {
      return (await stat(pathOf(file))).size;
    } catch (error) {
      if (isMissing(error)) return 0;
      throw error;
    }
  };
  const make = async (file: string): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    const handle = await open(pathOf(file), "a", 0o640);
    await handle.close();
    await syncFolder(folder);
  };
  return {
    pathOf,
    offsetOf,
    append: async (file, from, most, bytes) => {
      if (from === 0) await make(file);
      const handle = await open(pathOf(file), "r+");
      try {
        await write(handle, from, most, bytes);
      } catch (error) {
        if (isFull(error)) throw new StoreFault("full");
        // The line broke: what was written counts.
        if ((await handle.stat()).size < from) throw error;
      } finally {
        await handle.close();
      }
      return offsetOf(file);
    },
    drop: (file) => discard(pathOf(file)),
    list: async () => {
      try {
        return (await readdir(folder)).filter((name) => FILE.test(name));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
  };
}
