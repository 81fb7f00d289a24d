import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * Canonical JSON: keys in code-point order, no white space, absent fields left out, so that one document has
 * one text on every machine.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one: unknown) => canonicalJson(one ?? null)).join(",")}]`;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`)
    .join(",")}}`;
}

/** SHA-256 in hex over the canonical JSON of a document. */
export const sha256OfDocument = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
