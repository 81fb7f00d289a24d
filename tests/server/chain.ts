import { canonicalJson } from "../../src/scoring/regulation/canonical.ts";
import { type Content, type Entry, entryHash, type Head, type StoredRow } from "../../src/server/audit/rules.ts";

/** The chaining that the database does, done once more here, for rules that need a ledger and no database. */

/** Puts contents behind a head. */
export function chain(after: Head, contents: readonly Content[]): Entry[] {
  let { seq, hash: previous } = after;
  return contents.map((content) => {
    seq++;
    const entry = { ...content, seq, previous, hash: entryHash(seq, previous, content) };
    previous = entry.hash;
    return entry;
  });
}

/** A row as the database would hold an entry. */
export const storedRow = (entry: Entry): StoredRow => ({ ...entry, data: canonicalJson(entry.data) });
