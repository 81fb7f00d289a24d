import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
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

/** Passes on so many bytes and no more. */
function limited(most: number): Transform {
  let left = most;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= part.length;
      done(null, part);
    },
  });
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
      try {
        if (from === 0) await make(file);
        await pipeline(bytes, limited(most), createWriteStream(pathOf(file), { flags: "r+", start: from }));
      } catch (error) {
        if (isFull(error)) throw new StoreFault("full");
        // The line broke: what was written counts.
        if (await offsetOf(file) < from) throw error;
      }
      const handle = await open(pathOf(file), "r");
      try {
        await handle.sync();
        return (await handle.stat()).size;
      } finally {
        await handle.close();
      }
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
