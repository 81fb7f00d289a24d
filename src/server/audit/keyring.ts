import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from "node:crypto";
import { appendFileSync, chownSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { type Database, StartFailure } from "../platform/index.ts";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";
import { record } from "./ledger.ts";

/** The key that signs heads, and the public halves of all that ever did, each named by the one before it. */

/** In the order in which they were in use; the last one is. */
export type Keyring = readonly KeyObject[];

const ringLine = z.strictObject({ publicKey: z.string(), at: z.iso.datetime(), endorsement: z.base64().nullable() });
type RingLine = z.output<typeof ringLine>;

const ringOf = (keyFile: string): string => `${keyFile}.ring`;
const nextOf = (keyFile: string): string => `${keyFile}.next`;

const pem = (key: KeyObject): string => String(key.export({ type: "spki", format: "pem" }));
const privatePem = (key: KeyObject): string => String(key.export({ type: "pkcs8", format: "pem" }));
/** SHA-256 of the public key, by which people compare keys. */
const fingerprintOf = (key: KeyObject): string => createHash("sha256").update(key.export({ type: "spki", format: "der" })).digest("hex");
const endorsed = ({ publicKey, at }: Pick<RingLine, "publicKey" | "at">): Buffer => Buffer.from(`congtam.audit.key.v1\n${canonicalJson({ publicKey, at })}`);

/** A file's mode without its owner's bits. */
const othersRights = (mode: number): number => mode % 0o100;

/** Writes the whole key aside first: another process that starts at once sees none or all of it. */
function makeKey(file: string): void {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}`;
  writeFileSync(aside, privatePem(privateKey), { mode: 0o600, flush: true });
  try {
    linkSync(aside, file);
    writeFileSync(`${file}.pub`, pem(publicKey), { mode: 0o644, flush: true });
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(aside);
  }
}

function checkedEd25519(key: KeyObject, file: string): KeyObject {
  if (key.asymmetricKeyType !== "ed25519") throw new StartFailure(`Tệp khóa ${file} không phải khóa Ed25519. Hãy chọn tệp khác.`);
  return key;
}

const failureOf = (error: unknown, file: string): StartFailure => (error instanceof StartFailure ? error : new StartFailure(`Không dùng được tệp khóa ${file} (${String(error).slice(0, 160)}). Hãy kiểm tra tệp và quyền của tệp.`));

/** The key that signs, read anew each time: it may have been replaced. */
export function readSigningKey(file: string): KeyObject {
  try {
    // Windows has no such bits.
    if (process.platform !== "win32" && othersRights(statSync(file).mode) !== 0) throw new StartFailure(`Người khác đọc được tệp khóa ${file}. Hãy chạy: chmod 600 ${file}`);
    return checkedEd25519(createPrivateKey(readFileSync(file)), file);
  } catch (error) {
    throw failureOf(error, file);
  }
}

/** The same; made, readable by this account only, where there is none (its public half beside it as `.pub`). */
export function openSigningKey(file: string): KeyObject {
  try {
    if (!existsSync(file)) makeKey(file);
  } catch (error) {
    throw failureOf(error, file);
  }
  return readSigningKey(file);
}

function readRing(file: string): Keyring {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").map((line) => ringLine.parse(JSON.parse(line)));
  const keys = lines.map((line) => checkedEd25519(createPublicKey(line.publicKey), file));
  for (const [i, line] of lines.entries()) {
    const before = keys[i - 1];
    // The first one stands by itself: whoever verifies has to know it from elsewhere.
    const isNamed = before === undefined ? line.endorsement === null : line.endorsement !== null && verify(undefined, endorsed(line), before, Buffer.from(line.endorsement, "base64"));
    if (!isNamed) throw new StartFailure(`Khóa thứ ${String(i + 1)} trong ${file} không được khóa trước nó xác nhận.`);
  }
  return keys;
}

/** The public keys by which heads are checked: from a ring, or from a key (private or public) with the ring beside it, if there is one. */
export function readKeyring(file: string): Keyring {
  try {
    const text = readFileSync(file, "utf8");
    if (text.startsWith("{")) return readRing(file);
    const key = checkedEd25519(createPublicKey(text), file);
    if (!existsSync(ringOf(file))) return [key];
    const ring = readRing(ringOf(file));
    if (ring.at(-1)?.equals(key) !== true) throw new StartFailure(`Khóa ${file} không phải khóa cuối trong ${ringOf(file)}; việc đổi khóa chưa xong. Hãy chạy lại: congtam rotate-key ledger`);
    return ring;
  } catch (error) {
    throw failureOf(error, file);
  }
}

/** Puts the new key in the place of the old one, at once for everybody who reads it. */
function replace(keyFile: string, next: KeyObject): void {
  writeFileSync(`${keyFile}.pub`, pem(createPublicKey(next)), { mode: 0o644, flush: true });
  renameSync(nextOf(keyFile), keyFile);
}

/** A replacement that a crash interrupted after the old key had named the new one. */
function unfinished(keyFile: string): KeyObject | undefined {
  if (!existsSync(nextOf(keyFile)) || !existsSync(ringOf(keyFile))) return undefined;
  const next = createPrivateKey(readFileSync(nextOf(keyFile)));
  return readRing(ringOf(keyFile)).at(-1)?.equals(createPublicKey(next)) === true ? next : undefined;
}

/** Replaces the key that signs heads; the old one names the new one, so that what either signed stays verifiable. Returns the new key's fingerprint. */
export async function rotateSigningKey(database: Database, keyFile: string): Promise<string> {
  const old = readSigningKey(keyFile);
  const half = unfinished(keyFile);
  if (half !== undefined) {
    replace(keyFile, half);
    return fingerprintOf(createPublicKey(half));
  }
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const oldPublic = createPublicKey(old);
  writeFileSync(nextOf(keyFile), privatePem(privateKey), { mode: 0o600, flush: true });
  // Whoever runs this, the key stays with the account that signs.
  const { uid, gid } = statSync(keyFile);
  chownSync(nextOf(keyFile), uid, gid);
  const at = await database.transaction(async (tx) => {
    await record(tx, "system", [{ action: "audit.key-rotated", subject: `ledger-key:${fingerprintOf(publicKey)}`, data: { from: fingerprintOf(oldPublic), to: fingerprintOf(publicKey), publicKey: pem(publicKey) } }]);
    return (await tx.now()).toISOString();
  });
  const line = { publicKey: pem(publicKey), at };
  const first = existsSync(ringOf(keyFile)) ? "" : `${JSON.stringify({ publicKey: pem(oldPublic), at, endorsement: null })}\n`;
  appendFileSync(ringOf(keyFile), `${first}${JSON.stringify({ ...line, endorsement: sign(undefined, endorsed(line), old).toString("base64") })}\n`, { mode: 0o644, flush: true });
  replace(keyFile, privateKey);
  return fingerprintOf(publicKey);
}
