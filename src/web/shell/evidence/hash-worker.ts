import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Hashes a file away from the page, piece by piece: however large it is, one piece of it is in memory. */

const PIECE_BYTES = 4 * 1024 * 1024;

async function hash(file: Blob): Promise<void> {
  const sum = sha256.create();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const end = Math.min(file.size, at + PIECE_BYTES);
    // One after the other is the point: the next piece is read when this one is done with.
    sum.update(new Uint8Array(await file.slice(at, end).arrayBuffer()));
    postMessage({ done: end });
  }
  postMessage({ sha256: bytesToHex(sum.digest()) });
}

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (!(data instanceof Blob)) return;
  hash(data).catch((error: unknown) => {
    postMessage({ failed: error instanceof Error ? error.message : String(error) });
  });
});
