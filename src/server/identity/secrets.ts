import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Problem } from "../platform/index.ts";
import { acceptedSteps, digitsOf } from "./rules.ts";

/** The edge to chance and cryptography: tokens, sealed secrets, one-time codes. */

type Purpose = "session" | "reset-link" | "attempt" | "api-key" | "oidc-state" | "oidc-browser";

/** What the database knows of a token. The purpose is part of it: a token of one kind is nothing elsewhere. */
export const digest = (purpose: Purpose, token: string): string => createHash("sha256").update(`${purpose}:${token}`).digest("hex");
export const newToken = (): string => randomBytes(32).toString("base64url");
/** Time first, so that ids sort as things were made. */
export const newTimedId = (now: Date): string => `${now.getTime().toString(36).padStart(9, "0")}-${randomBytes(9).toString("base64url")}`;
export const newId = (): string => randomBytes(15).toString("base64url");

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals one-time-code secrets with a key that the database does not have. */
export type Vault = { readonly seal: (accountId: string, secret: Buffer) => Buffer; readonly open: (accountId: string, sealed: Buffer) => Buffer };

function noKey(): never {
  throw new Problem("unavailable", { detail: { vi: "Máy chủ chưa có khóa cho mã xác thực thứ hai.", en: "The server has no key for second factors." } });
}

/** Without a key nothing is sealed and nothing opens. */
export function makeVault(key: Uint8Array | undefined): Vault {
  if (key === undefined) return { seal: noKey, open: noKey };
  if (key.length !== KEY_BYTES) throw new RangeError(`the key for second factors must have ${String(KEY_BYTES)} bytes`);
  return {
    seal: (accountId, secret) => {
      const iv = randomBytes(IV_BYTES);
      // Bound to the account: a sealed secret that is moved to another row does not open.
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(accountId));
      const body = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open: (accountId, sealed) => {
      const iv = sealed.subarray(0, IV_BYTES);
      const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(accountId)).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}

const OTP_SECRET_BYTES = 20;
export const newOtpSecret = (): Buffer => randomBytes(OTP_SECRET_BYTES);

/** The code of a 30-second step (RFC 6238, SHA-1, six digits: what every authenticator app can do). */
export function otpAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  return digitsOf(createHmac("sha1", secret).update(counter).digest());
}

/** The step whose code this is, if it may be used now; steps up to `lastUsed` are spent. */
export function otpStep(secret: Uint8Array, code: string, now: Date, lastUsed: number): number | undefined {
  const isCode = (step: number) => code.length === 6 && timingSafeEqual(Buffer.from(otpAt(secret, step)), Buffer.from(code));
  return acceptedSteps(now, lastUsed).find(isCode);
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 without padding, as authenticator apps read it. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

const ISSUER = "Công Tâm";

/** What an authenticator app scans. */
export function otpUri(username: string, secret: Uint8Array): string {
  const label = `${encodeURIComponent(ISSUER)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(ISSUER)}&algorithm=SHA1&digits=6&period=30`;
}
