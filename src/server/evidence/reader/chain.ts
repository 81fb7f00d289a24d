import { fromBER } from "asn1js";
import { BasicConstraints, Certificate, CertificateChainValidationEngine } from "pkijs";

/**
 * Who vouches for a signer, certificate by certificate, as far as the file brings them along; and whether that ends at a
 * root which the house trusts. Whether a certificate was revoked is not asked: the reader's process talks to nobody.
 */

export type Link = { readonly name: string; readonly until: string; /** Whether the one before it was really signed by it. */ readonly isVerified: boolean };
type Trust = "unchecked" | "trusted" | "untrusted";

const COMMON_NAME = "2.5.4.3";
const BASIC_CONSTRAINTS = "2.5.29.19";
const LONGEST = 8;

export function nameIn(names: Certificate["subject"]): string {
  const found = names.typesAndValues.find(({ type }) => type === COMMON_NAME) ?? names.typesAndValues[0];
  const value: unknown = found?.value.valueBlock.value;
  return typeof value === "string" ? value.slice(0, 500) : "";
}

const isSame = (one: Certificate, other: Certificate): boolean => Buffer.from(one.toSchema().toBER(false)).equals(Buffer.from(other.toSchema().toBER(false)));
const isOwnIssuer = (one: Certificate): boolean => one.subject.isEqual(one.issuer);

function mayIssue(one: Certificate): boolean {
  const found: unknown = one.extensions?.find(({ extnID }) => extnID === BASIC_CONSTRAINTS)?.parsedValue;
  return found instanceof BasicConstraints && found.cA;
}

async function isSignedBy(one: Certificate, issuer: Certificate): Promise<boolean> {
  return mayIssue(issuer) && (await one.verify(issuer).catch(() => false));
}

/** From the signer's issuer upwards. */
export async function chainOf(signer: Certificate, known: readonly Certificate[]): Promise<Link[]> {
  const chain: Link[] = [];
  const seen: Certificate[] = [signer];
  for (let at = signer; chain.length < LONGEST && !isOwnIssuer(at); ) {
    const candidates = known.filter((one) => one.subject.isEqual(at.issuer) && !seen.some((other) => isSame(one, other)));
    const checked = await Promise.all(candidates.map(async (one) => ({ one, isVerified: await isSignedBy(at, one) })));
    const next = checked.find(({ isVerified }) => isVerified) ?? checked[0];
    if (next === undefined) break;
    chain.push({ name: nameIn(next.one.subject), until: next.one.notAfter.value.toISOString(), isVerified: next.isVerified });
    seen.push(next.one);
    at = next.one;
  }
  return chain;
}

export async function trustIn(signer: Certificate, enclosed: readonly Certificate[], roots: readonly Certificate[], at: Date): Promise<Trust> {
  if (roots.length === 0) return "unchecked";
  const others = enclosed.filter((one) => !isSame(one, signer) && !roots.some((root) => isSame(one, root)));
  // The library takes the last one for the signer's.
  const engine = new CertificateChainValidationEngine({ trustedCerts: [...roots], certs: [...others, signer], checkDate: at });
  const { result } = await engine.verify().catch(() => ({ result: false }));
  return result ? "trusted" : "untrusted";
}

const PEM = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+?)-----END CERTIFICATE-----/g;

/** The certificates in a bundle as they are given out: PEM, one after the other. */
export function certificatesIn(pem: string): Certificate[] {
  return Array.from(pem.matchAll(PEM), ([, body = ""]) => {
    const { result, offset } = fromBER(Uint8Array.from(Buffer.from(body, "base64")).buffer);
    if (offset === -1) throw new RangeError("a certificate cannot be read");
    return new Certificate({ schema: result });
  });
}
