import { fromBER } from "asn1js";
import { type Certificate, ContentInfo, SignedData } from "pkijs";
import { chainOf, nameIn, trustIn } from "./chain.ts";
import type { Reading } from "./reading.ts";

/**
 * Signatures inside a PDF: who signed, whether the signed bytes are still as they were, who vouches for the signer, and,
 * where the house was given roots that it trusts, whether that ends at one of them.
 */

type Signature = Reading["signatures"][number];

const RANGE = /\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g;
const MOST = 50;
const SIGNING_TIME = "1.2.840.113549.1.9.5";
const UNREADABLE = { signer: "", issuer: "", signedAt: null, intact: null, chain: [], trust: "unchecked" as const };

function timeIn(signed: SignedData): string | null {
  const value: unknown = signed.signerInfos[0]?.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME)?.values[0];
  if (typeof value !== "object" || value === null || !("toDate" in value)) return null;
  // Of the two ways to write a time either has it.
  const date: unknown = typeof value.toDate === "function" ? Reflect.apply(value.toDate, value, []) : undefined;
  return !(date instanceof Date) || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const enclosedIn = (signed: SignedData): Certificate[] => (signed.certificates ?? []).filter((one): one is Certificate => "serialNumber" in one);

/** The signer's certificate among those that were enclosed. */
function certificateOf(signed: SignedData, certificates: readonly Certificate[]): Certificate | undefined {
  const sid: unknown = signed.signerInfos[0]?.sid;
  const serial = typeof sid === "object" && sid !== null && "serialNumber" in sid ? sid.serialNumber : undefined;
  return certificates.find((one) => typeof serial === "object" && one.serialNumber.isEqual(serial)) ?? certificates[0];
}

async function vouchedFor(certificate: Certificate | undefined, enclosed: readonly Certificate[], roots: readonly Certificate[], signedAt: string | null): Promise<Pick<Signature, "signer" | "issuer" | "chain" | "trust">> {
  if (certificate === undefined) return UNREADABLE;
  const at = signedAt === null ? new Date() : new Date(signedAt);
  return { signer: nameIn(certificate.subject), issuer: nameIn(certificate.issuer), chain: await chainOf(certificate, [...roots, ...enclosed]), trust: await trustIn(certificate, enclosed, roots, at) };
}

async function read(der: Uint8Array, content: Uint8Array, roots: readonly Certificate[]): Promise<Omit<Signature, "coversWhole">> {
  try {
    const { result, offset } = fromBER(Uint8Array.from(der).buffer);
    if (offset === -1) return UNREADABLE;
    const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
    const enclosed = enclosedIn(signed);
    const signedAt = timeIn(signed);
    const intact = await signed.verify({ signer: 0, data: Uint8Array.from(content).buffer, checkChain: false }).catch((error: unknown) => (error instanceof Error && "signatureVerified" in error ? false : null));
    return { ...(await vouchedFor(certificateOf(signed, enclosed), enclosed, roots, signedAt)), signedAt, intact };
  } catch {
    return UNREADABLE;
  }
}

/** Every signature, in the order in which they stand in the file. */
export async function signaturesIn(bytes: Uint8Array, roots: readonly Certificate[] = []): Promise<Signature[]> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Signature[] = [];
  for (const match of file.toString("latin1").matchAll(RANGE)) {
    const [from = -1, length = 0, then = 0, rest = 0] = match.slice(1).map(Number);
    if (found.length >= MOST) break;
    if (from !== 0 || then < length || then + rest > file.length) {
      found.push({ ...UNREADABLE, intact: false, coversWhole: false });
      continue;
    }
    const hex = file.subarray(length, then).toString("latin1").replaceAll(/[^0-9a-f]/gi, "");
    const content = Buffer.concat([file.subarray(from, length), file.subarray(then, then + rest)]);
    found.push({ ...(await read(Buffer.from(hex, "hex"), content, roots)), coversWhole: then + rest === file.length });
  }
  return found;
}
