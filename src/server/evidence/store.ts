import type { Readable } from "node:stream";

/** Where bytes are kept, named by their SHA-256. Rooms know this interface; a folder or an S3 bucket is behind it. */

/** Bytes that are not there, or are others than their name says; or a store that does not answer at this moment. */
export class StoreFault extends Error {
  readonly why: "missing" | "altered" | "mismatch" | "full" | "away";
  constructor(why: StoreFault["why"]) {
    super(`evidence: ${why}`);
    this.name = "StoreFault";
    this.why = why;
  }
}

/** Bytes that were found to be what their name says; to be read once, or given back by `close`. */
export type Opened = { readonly size: number; readonly stream: (range?: Range) => Readable; readonly close: () => Promise<void> };
/** From the first to the last byte, both included. */
export type Range = { readonly first: number; readonly last: number };
export type StoredObject = { readonly sha256: string; readonly size: number; readonly keptAt: Date };

/** What the store does by itself against loss: it keeps what is overwritten or deleted; nobody may overwrite or delete for a time. */
export type Guard = { readonly keepsVersions: boolean; readonly isLocked: boolean };

export type Store = {
  /**
   * Takes a file into the store: when this is over, the bytes are on the disk, were read back and have this hash. The
   * file itself stays until its keeper has written down that it is kept.
   */
  readonly keep: (path: string, sha256: string) => Promise<void>;
  /** Throws StoreFault when the bytes are missing or altered, and nothing that was there before has this hash. */
  readonly open: (sha256: string) => Promise<Opened>;
  /** Everything that is there, for whoever checks the store. */
  readonly list: () => AsyncIterable<StoredObject>;
  /** The hash of what is there under a name, read anew; undefined when nothing is. */
  readonly hashAt: (sha256: string) => Promise<string | undefined>;
  readonly guard: () => Promise<Guard>;
};
