import { type KeyObject, sign, verify } from "node:crypto";
import { closeSync, createReadStream, existsSync, fstatSync, mkdirSync, openSync, readSync, truncateSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { StartFailure } from "../platform/index.ts";
import type { Keyring } from "./keyring.ts";
import { type HeadStatement, signingText } from "./rules.ts";

/** The file outside the database that keeps them, one JSON object per line. */

export type SignedHead = HeadStatement & { readonly signature: string };

export const signedHead = z.strictObject({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.iso.datetime(), signature: z.base64() });

export const signHead = (statement: HeadStatement, key: KeyObject): SignedHead => ({ ...statement, signature: sign(undefined, Buffer.from(signingText(statement)), key).toString("base64") });
const isSigned = (head: SignedHead, key: KeyObject): boolean => verify(undefined, Buffer.from(signingText(head)), key, Buffer.from(head.signature, "base64"));
/** Which key of the ring signed a head, not before the one at `from`; -1 when none did. */
const signerOf = (head: SignedHead, ring: Keyring, from: number): number => ring.findIndex((key, i) => i >= from && isSigned(head, key));

const failureOf = (error: unknown, file: string): StartFailure => (error instanceof StartFailure ? error : new StartFailure(`Không dùng được tệp đầu chuỗi ${file} (${String(error).slice(0, 160)}). Hãy kiểm tra tệp và quyền của tệp.`));

/** A file's lines that were wholly written; one without its end was never acknowledged. */
export async function* wholeLines(file: string): AsyncGenerator<string> {
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

/** What heads say, line by line; where they came one by one over a line, they may stand in another order than they were signed in. */
export async function collectHeads(lines: AsyncIterable<string>, ring: Keyring, isInOrder: boolean): Promise<HeadsRead> {
  const signed = new Map<number, string>();
  const badLines: number[] = [];
  const contradicted: number[] = [];
  let [count, number, inUse] = [0, 0, 0];
  let last: SignedHead | undefined;
  for await (const line of lines) {
    number++;
    const head = readLine(line);
    // A key that was replaced signs nothing any more, should somebody have kept it.
    const signer = head === undefined ? -1 : signerOf(head, ring, inUse);
    if (head === undefined || signer === -1) {
      badLines.push(number);
      continue;
    }
    if (isInOrder) inUse = signer;
    count++;
    if (isInOrder || last === undefined || head.seq >= last.seq) last = head;
    if ((signed.get(head.seq) ?? head.hash) !== head.hash) contradicted.push(head.seq);
    else signed.set(head.seq, head.hash);
  }
  return { signed, count, last, badLines, contradicted };
}

/** Before the first head there is no file. */
async function* linesIfAny(file: string): AsyncGenerator<string> {
  if (existsSync(file)) yield* wholeLines(file);
}

export const readHeads = (file: string, ring: Keyring): Promise<HeadsRead> => collectHeads(linesIfAny(file), ring, true);

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
export function openHeadsFile(file: string, ring: Keyring): SignedHead | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const { lines, length, whole } = tailOf(file);
    if (whole < length) truncateSync(file, whole);
    const line = lines.at(-1);
    if (line === undefined) return undefined;
    const head = readLine(line);
    if (head === undefined || signerOf(head, ring, 0) === -1) throw new StartFailure(`Dòng cuối của ${file} không được ký bằng khóa đang dùng. Hãy dùng lại khóa cũ, hoặc cất tệp này đi và bắt đầu tệp mới.`);
    return head;
  } catch (error) {
    throw failureOf(error, file);
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
