import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";

/** Files of Word and Excel are archives: whether one is sound and small enough is found out before anything reads it whole. */

const MOST_UNPACKED = 100 * 1024 * 1024;
const MOST_PARTS = 2000;

type ArchiveState = "sound" | "broken" | "too-large";

const open = async (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });

/** Unpacks a part and lets it go; what it says of its size is held against what comes out. */
const drain = async (zip: ZipFile, entry: Entry): Promise<void> => {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  await pipeline(stream, new Writable({ write: (_chunk, _encoding, done) => { done(); } }));
};

const nextEntry = async (zip: ZipFile): Promise<Entry | undefined> =>
  new Promise((resolve, reject) => {
    const settle = (entry?: Entry): void => {
      zip.removeAllListeners();
      resolve(entry);
    };
    zip.once("entry", settle);
    zip.once("end", () => {
      settle();
    });
    zip.once("error", reject);
    zip.readEntry();
  });

export async function archiveState(bytes: Uint8Array): Promise<ArchiveState> {
  try {
    const zip = await open(bytes);
    if (zip.entryCount > MOST_PARTS) return "too-large";
    let unpacked = 0;
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED) return "too-large";
      if (!entry.fileName.endsWith("/")) await drain(zip, entry);
    }
    return "sound";
  } catch {
    return "broken";
  }
}
