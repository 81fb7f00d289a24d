import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from "node:crypto";
import { closeSync, createReadStream, existsSync, fstatSync, linkSync, mkdirSync, openSync, readFileSync, readSync, statSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { StartFailure } from "../platform/index.ts";
import { type HeadStatement, signingText } from "./rules.ts";

/** The key that signs heads, and the file outside the database that keeps them, one JSON object per line. */

export type SignedHead = HeadStatement & { readonly signature: string };

const signedHead = z.strictObject({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.iso.datetime(), signature: z.base64() });

export const signHead = (statement: HeadStatement, key: KeyObject): SignedHead => ({ ...statement, signature: sign(undefined, Buffer.from(signingText(statement)), key).toString("base64") });
const isSigned = (head: SignedHead, key: KeyObject): boolean => verify(undefined, Buffer.from(signingText(head)), key, Buffer.from(head.signature, "base64"));

/** A file's mode without its owner's bits. */
const othersRights = (mode: number): number => mode % 0o100;

/** Writes the whole key aside first: another process that starts at once sees none or all of it. */
function makeKey(file: string): void {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}`;
  writeFileSync(aside, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flush: true });
  try {
    linkSync(aside, file);
    writeFileSync(`${file}.pub`, publicKey.export({ type: "spki", format: "pem" }), { mode: 0o644, flush: true });
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

function failureOf(error: unknown, what: string, file: string): StartFailure {
  return error instanceof StartFailure ? error : new StartFailure(`Không dùng được ${what} ${file} (${String(error).slice(0, 160)}).`);
}

/** The key that signs; made, readable by this account only, where there is none (its public half beside it as `.pub`). */
export function openSigningKey(file: string): KeyObject {
  try {
    if (!existsSync(file)) makeKey(file);
    // Windows has no such bits.
    if (process.platform !== "win32" && othersRights(statSync(file).mode) !== 0) throw new StartFailure(`Người khác đọc được tệp khóa ${file}. Hãy chạy: chmod 600 ${file}`);
    return checkedEd25519(createPrivateKey(readFileSync(file)), file);
  } catch (error) {
    throw failureOf(error, "tệp khóa", file);
  }
}

/** The public key from its own file or from the private one. */
export function readPublicKey(file: string): KeyObject {
  try {
    return checkedEd25519(createPublicKey(readFileSync(file)), file);
  } catch (error) {
    throw failureOf(error, "tệp khóa", file);
  }
}

/** The file's lines that were wholly written; one without its end was never acknowledged. */
async function* wholeLines(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of createReadStream(file, { encoding: "utf8" })) {
    const lines = `${rest}${String(piece)}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

function readLine(line: string): SignedHead | undefined {
  try {
    return signedHead.safeParse(JSON.parse(line)).data;
  } catch {
    // Not JSON: no head.
    return undefined;
  }
}

/** What the heads file says: the hashes that it vouches for, and what is wrong with the file itself. */
export type HeadsRead = { readonly signed: ReadonlyMap<number, string>; readonly count: number; readonly last: SignedHead | undefined; readonly badLines: readonly number[]; /** Numbers for which two different hashes were signed. */ readonly contradicted: readonly number[] };

export async function readHeads(file: string, key: KeyObject): Promise<HeadsRead> {
  const signed = new Map<number, string>();
  const badLines: number[] = [];
  const contradicted: number[] = [];
  let [count, number] = [0, 0];
  let last: SignedHead | undefined;
  if (!existsSync(file)) return { signed, count, last, badLines, contradicted };
  for await (const line of wholeLines(file)) {
    number++;
    const head = readLine(line);
    if (head === undefined || !isSigned(head, key)) {
      badLines.push(number);
      continue;
    }
    count++;
    last = head;
    if ((signed.get(head.seq) ?? head.hash) !== head.hash) contradicted.push(head.seq);
    else signed.set(head.seq, head.hash);
  }
  return { signed, count, last, badLines, contradicted };
}

/** Longer than any line. */
const TAIL_BYTES = 4096;

/** The end of the file, and how long its wholly written part is. */
function tailOf(file: string): { readonly lines: readonly string[]; readonly length: number; readonly whole: number } {
  const handle = openSync(file, "a+", 0o644);
  try {
    const length = fstatSync(handle).size;
    const bytes = Buffer.alloc(Math.min(length, TAIL_BYTES));
    readSync(handle, bytes, 0, bytes.length, length - bytes.length);
    const end = bytes.lastIndexOf("\n") + 1;
    return { lines: bytes.toString("utf8", 0, end).split("\n").slice(0, -1), length, whole: length - bytes.length + end };
  } finally {
    closeSync(handle);
  }
}

/** Makes the file ready to be added to (a line that a crash left unfinished goes) and tells its last head. */
export function openHeadsFile(file: string, key: KeyObject): SignedHead | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const { lines, length, whole } = tailOf(file);
    if (whole < length) truncateSync(file, whole);
    const line = lines.at(-1);
    if (line === undefined) return undefined;
    const head = readLine(line);
    if (head === undefined || !isSigned(head, key)) throw new StartFailure(`Dòng cuối của ${file} không được ký bằng khóa đang dùng. Hãy dùng lại khóa cũ, hoặc cất tệp này đi và bắt đầu tệp mới.`);
    return head;
  } catch (error) {
    throw failureOf(error, "tệp đầu chuỗi", file);
  }
}

/** Adds one line and waits until it is on the disk. */
export async function appendHead(file: string, head: SignedHead): Promise<void> {
  const handle = await open(file, "a");
  try {
    await handle.appendFile(`${JSON.stringify(head)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
