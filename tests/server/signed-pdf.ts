import type { webcrypto } from "node:crypto";
import { Integer, OctetString, PrintableString, UTCTime, Utf8String } from "asn1js";
import { Attribute, AttributeTypeAndValue, BasicConstraints, Certificate, ContentInfo, EncapsulatedContentInfo, Extension, IssuerAndSerialNumber, SignedAndUnsignedAttributes, SignedData, SignerInfo } from "pkijs";
import { smallPdf } from "./evidence-house.ts";

/** A PDF that is signed as programs sign: a detached CMS in a gap that the signature leaves out. */

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
const COMMON_NAME = "2.5.4.3";
const GAP = 8192;

const named = (name: string): AttributeTypeAndValue => new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value: name }) });

/** Who gives out certificates; `pem` as it would be given to the house. */
export type Authority = { readonly name: string; readonly certificate: Certificate; readonly keys: webcrypto.CryptoKeyPair; readonly pem: string };

function blank(subject: AttributeTypeAndValue, issuer: AttributeTypeAndValue, serial: number): Certificate {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: serial });
  certificate.subject.typesAndValues.push(subject);
  certificate.issuer.typesAndValues.push(issuer);
  certificate.notBefore.value = new Date("2025-01-01T00:00:00Z");
  certificate.notAfter.value = new Date("2030-01-01T00:00:00Z");
  return certificate;
}

const makeKeys = (): Promise<webcrypto.CryptoKeyPair> => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

/** An authority of its own, or one that another one vouches for. */
export async function makeAuthority(name: string, above?: Authority): Promise<Authority> {
  const keys = await makeKeys();
  const certificate = blank(named(name), named(above?.name ?? name), above === undefined ? 1 : 2);
  certificate.extensions = [new Extension({ extnID: "2.5.29.19", critical: true, extnValue: new BasicConstraints({ cA: true }).toSchema().toBER(false) })];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(above?.keys.privateKey ?? keys.privateKey, "SHA-256");
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.toSchema().toBER(false)).toString("base64")}\n-----END CERTIFICATE-----\n`;
  return { name, certificate, keys, pem };
}

async function certificateOf(signer: string, keys: webcrypto.CryptoKeyPair, issuer: Authority | undefined): Promise<Certificate> {
  const certificate = blank(named(signer), issuer === undefined ? new AttributeTypeAndValue({ type: COMMON_NAME, value: new PrintableString({ value: "Test CA" }) }) : named(issuer.name), 7);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(issuer?.keys.privateKey ?? keys.privateKey, "SHA-256");
  return certificate;
}

async function attributesOf(content: Uint8Array<ArrayBuffer>, signedAt: Date): Promise<SignedAndUnsignedAttributes> {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return new SignedAndUnsignedAttributes({ type: 0, attributes: [
    new Attribute({ type: "1.2.840.113549.1.9.3", values: [new EncapsulatedContentInfo({ eContentType: "1.2.840.113549.1.7.1" }).toSchema().valueBlock.value[0]] }),
    new Attribute({ type: "1.2.840.113549.1.9.5", values: [new UTCTime({ valueDate: signedAt })] }),
    new Attribute({ type: "1.2.840.113549.1.9.4", values: [new OctetString({ valueHex: digest })] }),
  ] });
}

async function cmsOf(signer: string, content: Uint8Array<ArrayBuffer>, signedAt: Date, [issuer, ...above]: readonly Authority[]): Promise<Buffer> {
  const keys = await makeKeys();
  const certificate = await certificateOf(signer, keys, issuer);
  const info = new SignerInfo({ version: 1, sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }), signedAttrs: await attributesOf(content, signedAt) });
  const signed = new SignedData({ version: 1, encapContentInfo: new EncapsulatedContentInfo({ eContentType: "1.2.840.113549.1.7.1" }), signerInfos: [info], certificates: [certificate, ...[issuer, ...above].flatMap((one) => one?.certificate ?? [])] });
  await signed.sign(keys.privateKey, 0, "SHA-256", content);
  return Buffer.from(new ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: signed.toSchema(true) }).toSchema().toBER(false));
}

/** `issuers`: who vouches for the signer, from the nearest upwards; their certificates come along. */
export async function signedPdf(signer: string, signedAt: Date, issuers: readonly Authority[] = []): Promise<Buffer> {
  const [head = "", tail = ""] = smallPdf("ký số").toString("latin1").split("trailer");
  const range = (numbers: readonly number[]): string => `[${numbers.map((one) => String(one).padStart(10, "0")).join(" ")}]`;
  const before = (numbers: readonly number[]): string => `${head}5 0 obj<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange ${range(numbers)}/Contents `;
  const after = Buffer.from(`>>endobj\ntrailer${tail}`, "latin1");
  const length = Buffer.byteLength(before([0, 0, 0, 0]), "latin1");
  const first = Buffer.from(before([0, length, length + GAP + 2, after.length]), "latin1");
  const cms = await cmsOf(signer, Uint8Array.from(Buffer.concat([first, after])), signedAt, issuers);
  return Buffer.concat([first, Buffer.from(`<${cms.toString("hex").padEnd(GAP, "0")}>`), after]);
}
