import { createHash } from "node:crypto";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";

/** What an entry, the chain and a head are, and what can be wrong with them. No I/O. */

/** What an entry says, besides its place in the chain. `at` is UTC with microseconds. */
export type Content = { readonly at: string; readonly by: string; readonly action: string; readonly subject: string; readonly data: unknown };
/** Where the ledger ends: the number and hash of its last entry. */
export type Head = { readonly seq: number; readonly hash: string };
export type Entry = Content & Head & { readonly previous: string };
/** An entry as the database holds it, with `data` as text; after tampering anything may be missing. */
export type StoredRow = { readonly seq: number } & Readonly<Record<"at" | "by" | "action" | "subject" | "data" | "previous" | "hash", string | null>>;
/** What was true at a moment, to be signed and kept elsewhere. */
export type HeadStatement = Head & { readonly at: string };

/** Before the first entry. */
export const GENESIS: Head = { seq: 0, hash: "0".repeat(64) };

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** The text that is hashed; the first line says what it is, so that it can never pass for something else. */
const entryText = (seq: number, previous: string, content: string): string => `congtam.audit.entry.v1\n${String(seq)}\n${previous}\n${content}`;
const contentText = ({ at, by, action, subject, data }: Content): string => canonicalJson({ at, by, action, subject, data });

/** The hash of an entry in its place. */
export const entryHash = (seq: number, previous: string, content: Content): string => sha256(entryText(seq, previous, contentText(content)));

/** The text under a head's signature. */
export const signingText = ({ seq, hash, at }: HeadStatement): string => `congtam.audit.head.v1\n${canonicalJson({ seq, hash, at })}`;

/** The database holds neither NUL nor half a surrogate pair; a stranger's odd text must not stop the recording. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

/** A number that has one way of being written, here and in the database. */
const isPlainNumber = (source: string): boolean => /^-?\d+(\.\d+)?$/.test(source) && String(Number(source)) === source;

/**
 * Reads JSON as it is hashed. Undefined when a number in it is not written exactly: 1.0 for 1, or more digits than a
 * number has, would otherwise be a change that no hash sees.
 */
export function readData(text: string): { readonly data: unknown } | undefined {
  let plain = true;
  const revive = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value === "number" && !isPlainNumber(context?.source ?? "")) plain = false;
    return typeof value === "string" ? storableText(value) : value;
  };
  const data: unknown = JSON.parse(text, revive);
  return plain ? { data } : undefined;
}

/** What everybody can read, whatever the size of their stack. */
const DEEPEST = 100;
const isDeeperThan = (levels: number, value: unknown): boolean => typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((one) => isDeeperThan(levels - 1, one)));

/** What an entry's data becomes in the ledger. Exact decimals belong in it as text, as everywhere. */
export function ledgerData(given: Readonly<Record<string, unknown>>): unknown {
  const read = readData(JSON.stringify(given));
  if (read === undefined) throw new RangeError("a number in an audit entry cannot be kept exactly: hand it in as text");
  if (isDeeperThan(DEEPEST, read.data)) throw new RangeError(`an audit entry has more than ${String(DEEPEST)} levels`);
  return read.data;
}

/**
 * An entry as the database chains it: the canonical JSON of its content stands around the time, which the database
 * tells when the entry's turn has come. `entryHash` over the whole is what verification expects.
 */
export function appended({ by, action, subject, data }: Omit<Content, "at">): { readonly action: string; readonly subject: string; readonly data: string; readonly head: string; readonly tail: string } {
  return { action, subject, data: canonicalJson(data), head: `${canonicalJson({ action }).slice(0, -1)},"at":"`, tail: `",${canonicalJson({ by, data, subject }).slice(1)}` };
}

/**
 * What is wrong with the ledger, at the first row where it shows.
 * altered: the row says something else than when it was written; missing: the row is gone; swapped: the row stands
 * under another number than the one it was written with (`writtenAs`, when known); cut: the ledger ends before a
 * signed head; rewritten: the chain is consistent, but differs from a signed head, somewhere after `after`.
 */
export type LedgerFault = { readonly seq: number } & ({ readonly why: "altered" | "missing" } | { readonly why: "swapped"; readonly writtenAs?: number } | { readonly why: "cut"; readonly signed: number } | { readonly why: "rewritten"; readonly after: number });

/** The hashes that heads vouch for, by number. */
export type SignedHashes = ReadonlyMap<number, string>;

/** How far a walk along the ledger has come. */
export type Walk = { readonly last: Head; /** The last number that a signed head confirmed. */ readonly confirmed: number; readonly fault?: LedgerFault };

export const walkFrom = (head: Head): Walk => ({ last: head, confirmed: head.seq });

/** What is hashed of a row, besides its number and the hash before; undefined when it cannot have been written so. */
function storedContent({ at, by, action, subject, data }: StoredRow): string | undefined {
  if (at === null || by === null || action === null || subject === null || data === null) return undefined;
  try {
    const read = readData(data);
    return read === undefined ? undefined : contentText({ at, by, action, subject, data: read.data });
  } catch {
    // Nested deeper than this program reads, so not by this program.
    return undefined;
  }
}

/** Some seconds of searching; beyond that a swapped row is told as an altered one. */
const MOST_TRIED = 1_000_000;

/** The row does not fit its number: was it written, just so, under another one? Tries them, once per walk. */
function misplaced(row: StoredRow, content: string, most: number): LedgerFault {
  for (let seq = 1; seq <= Math.min(most, MOST_TRIED); seq++) {
    if (sha256(entryText(seq, row.previous ?? "", content)) === row.hash) return { seq: row.seq, why: "swapped", writtenAs: seq };
  }
  return { seq: row.seq, why: "altered" };
}

function rowFault(before: Head, row: StoredRow, most: number): LedgerFault | undefined {
  if (row.seq > before.seq + 1) return { seq: before.seq + 1, why: "missing" };
  if (row.seq <= before.seq) return { seq: row.seq, why: "swapped" };
  const content = storedContent(row);
  if (content === undefined || row.previous === null) return { seq: row.seq, why: "altered" };
  if (sha256(entryText(row.seq, row.previous, content)) !== row.hash) return misplaced(row, content, most);
  // The row is as it was written and knows another hash before it: then the row before was changed and hashed anew.
  return row.previous === before.hash ? undefined : { seq: Math.max(before.seq, 1), why: "altered" };
}

/** One step along the ledger. `most` is the highest number in it. */
export function step(walk: Walk, row: StoredRow, signed: SignedHashes, most: number): Walk {
  const fault = rowFault(walk.last, row, most);
  if (fault !== undefined) return { ...walk, fault };
  const expected = signed.get(row.seq);
  if (expected !== undefined && expected !== row.hash) return { ...walk, fault: { seq: row.seq, why: "rewritten", after: walk.confirmed } };
  return { last: { seq: row.seq, hash: row.hash ?? "" }, confirmed: expected === undefined ? walk.confirmed : row.seq };
}

/** Whether a row is as it was when it was written, whatever stands around it. */
export function isIntact(row: StoredRow): boolean {
  const content = storedContent(row);
  return content !== undefined && row.previous !== null && sha256(entryText(row.seq, row.previous, content)) === row.hash;
}

/** The first head, by number, of which the ledger says something else. `hashes` are the ledger's under those numbers. */
export function firstUnlike(signed: SignedHashes, hashes: SignedHashes): LedgerFault | undefined {
  let after = 0;
  const all = [...signed].filter(([seq]) => seq !== GENESIS.seq).toSorted(([one], [other]) => one - other);
  for (const [seq, hash] of all) {
    const found = hashes.get(seq);
    if (found === undefined) return { seq, why: "cut", signed: seq };
    if (found !== hash) return { seq, why: "rewritten", after };
    after = seq;
  }
  return undefined;
}

/** The end of the ledger: did it once reach further? */
export function finish(walk: Walk, signed: SignedHashes): Walk {
  if (walk.fault !== undefined) return walk;
  let furthest = 0;
  for (const seq of signed.keys()) furthest = Math.max(furthest, seq);
  return furthest > walk.last.seq ? { ...walk, fault: { seq: walk.last.seq + 1, why: "cut", signed: furthest } } : walk;
}

/** A row by the names of its columns; moments with all their digits, as PostgreSQL writes them in JSON. */
export type KeptRow = Readonly<Record<string, unknown>>;

const isPlain = (source: string): boolean => String(Number(source)) === source;

/** Reads a JSON object. A number that is not written as this program writes it stays as it was found, so that it equals no other; what is no object is empty. */
export function readExactly(text: string | null): KeptRow {
  const revive = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value === "string") return storableText(value);
    return typeof value === "number" && !isPlain(context?.source ?? "") ? { written: context?.source ?? "" } : value;
  };
  const read: unknown = JSON.parse(text ?? "null", revive);
  return typeof read === "object" && read !== null ? { ...read } : {};
}
