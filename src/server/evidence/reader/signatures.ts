import { fromBER } from "asn1js";
import { type Certificate, ContentInfo, SignedData } from "pkijs";
import type { Reading } from "./reading.ts";

/**
 * Signatures inside a PDF: who signed, and whether the signed bytes are still as they were. Whether the signer's
 * certificate is to be trusted is not said: that takes the state's own lists, and a person.
 */

type Signature = Reading["signatures"][number];

const RANGE = /\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g;
const MOST = 50;
const COMMON_NAME = "2.5.4.3";
const SIGNING_TIME = "1.2.840.113549.1.9.5";
const UNREADABLE = { signer: "", issuer: "", signedAt: null, intact: null };

type Names = Certificate["subject"];

function nameIn(names: Names): string {
  const found = names.typesAndValues.find(({ type }) => type === COMMON_NAME) ?? names.typesAndValues[0];
  const value: unknown = found?.value.valueBlock.value;
  return typeof value === "string" ? value.slice(0, 500) : "";
}

function timeIn(signed: SignedData): string | null {
  const value: unknown = signed.signerInfos[0]?.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME)?.values[0];
  if (typeof value !== "object" || value === null || !("toDate" in value)) return null;
  // Of the two ways to write a time either has it.
  const date: unknown = typeof value.toDate === "function" ? Reflect.apply(value.toDate, value, []) : undefined;
  return !(date instanceof Date) || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The signer's certificate among those that were enclosed. */
function certificateOf(signed: SignedData): Certificate | undefined {
  const sid: unknown = signed.signerInfos[0]?.sid;
  const certificates = (signed.certificates ?? []).filter((one): one is Certificate => "serialNumber" in one);
  const serial = typeof sid === "object" && sid !== null && "serialNumber" in sid ? sid.serialNumber : undefined;
  return certificates.find((one) => typeof serial === "object" && one.serialNumber.isEqual(serial)) ?? certificates[0];
}

async function read(der: Uint8Array, content: Uint8Array): Promise<Omit<Signature, "coversWhole">> {
  try {
    const { result, offset } = fromBER(Uint8Array.from(der).buffer);
    if (offset === -1) return UNREADABLE;
    const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
    const certificate = certificateOf(signed);
    const intact = await signed.verify({ signer: 0, data: Uint8Array.from(content).buffer, checkChain: false }).catch((error: unknown) => (error instanceof Error && "signatureVerified" in error ? false : null));
    return { signer: certificate === undefined ? "" : nameIn(certificate.subject), issuer: certificate === undefined ? "" : nameIn(certificate.issuer), signedAt: timeIn(signed), intact };
  } catch {
    return UNREADABLE;
  }
}

/** Every signature, in the order in which they stand in the file. */
export async function signaturesIn(bytes: Uint8Array): Promise<Signature[]> {
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
    found.push({ ...(await read(Buffer.from(hex, "hex"), content)), coversWhole: then + rest === file.length });
  }
  return found;
}
