import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { AuditEntryView } from "../../../contract/audit.ts";
import { canonicalJson } from "../../../scoring/regulation/canonical.ts";

/** The chain of hashes, computed in the reader's own browser: nobody's word has to be taken for it. */

/** What an entry must have as its hash. The browser's own hashing is there only behind HTTPS. */
export const hashOf = ({ seq, at, by, action, subject, data, previous }: AuditEntryView): string =>
  bytesToHex(sha256(utf8ToBytes(`congtam.audit.entry.v1\n${String(seq)}\n${previous}\n${canonicalJson({ at, by, action, subject, data })}`)));

/** The first entry of a stretch, newest first, that is not as it was written or does not join the one below it. */
export function firstBroken(entries: readonly AuditEntryView[]): number | undefined {
  for (const [at, entry] of entries.entries()) {
    const below = entries[at + 1];
    if (hashOf(entry) !== entry.hash) return entry.seq;
    if (below !== undefined && (below.seq !== entry.seq - 1 || below.hash !== entry.previous)) return entry.seq;
  }
  return undefined;
}

/**
 * The number of the newest entry that is not after a moment, by halving: the ledger is in the order of time.
 * `timeOf` tells the time of the newest entry that is not above a number; undefined where there is none.
 */
export async function lastNotAfter(moment: string, head: number, timeOf: (seq: number) => Promise<string | undefined>): Promise<number> {
  let [low, high] = [0, head];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const at = await timeOf(middle);
    if (at === undefined || Date.parse(at) <= Date.parse(moment)) low = middle;
    else high = middle - 1;
  }
  return low;
}
