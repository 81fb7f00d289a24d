import { createHash, randomBytes, randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFurnishedProgram, type Program } from "./process.ts";

/** The server is killed at any moment while files are sent: none that was acknowledged is lost, and the others go on. */

const IS_LONG = process.env["CONGTAM_LONG"] !== undefined;
const FILES = IS_LONG ? 200 : 12;
const KILLS = IS_LONG ? 10 : 2;
const SIZE = 2 * 1024 * 1024;
const PIECE = 256 * 1024;
const SENDERS = 6;
const SLOW = 600_000;
const TUS = { "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream" };

let program: Program;
let cookie = "";
let library = "";

const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string | Uint8Array<ArrayBuffer>) => fetch(`${program.url}/api/v1${path}`, { method, headers: { cookie, ...headers }, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(20_000) });
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

beforeAll(async () => {
  program = await makeFurnishedProgram();
  await program.start();
  const answer = await ask("POST", "/session", { "content-type": "application/json" }, JSON.stringify({ username: "snv.cham", password: "congtam-demo" }));
  const { user } = (await answer.json()) as { user: { unitIds: string[] } };
  cookie = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  library = `/units/${user.unitIds[0] ?? ""}/evidence/2025`;
}, SLOW);
afterAll(() => program.dispose(), SLOW);

type Sent = { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer> };

async function nameAll(): Promise<Sent[]> {
  const files = Array.from({ length: FILES }, () => Uint8Array.from(Buffer.concat([Buffer.from("%PDF-1.4\n%"), randomBytes(SIZE)])));
  const answer = await ask("POST", `${library}/manifests`, { "content-type": "application/json" }, JSON.stringify({ files: files.map((bytes, i) => ({ name: `${String(i)}.pdf`, size: bytes.length, sha256: hashOf(bytes) })) }));
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return files.map((bytes, i) => ({ bytes, id: items[i]?.id ?? "" }));
}

/** Where the server says that it goes on; undefined while nobody answers, or somebody else is said to write. */
async function offsetOf(id: string): Promise<number | undefined> {
  const answer = await ask("HEAD", `/evidence/files/${id}/bytes`, { "tus-resumable": "1.0.0" }).catch(() => undefined);
  return answer?.status === 200 ? Number(answer.headers.get("upload-offset")) : undefined;
}

/** Sends a file to its end, however often the server dies; what was acknowledged is never asked for again. */
async function sendAll({ id, bytes }: Sent): Promise<void> {
  let acknowledged = 0;
  for (;;) {
    const from = await offsetOf(id);
    if (from === undefined) {
      await pause(200);
      continue;
    }
    // What was told as received before the crash is still there after it.
    expect(from).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = from;
    if (from === bytes.length) return;
    const answer = await ask("PATCH", `/evidence/files/${id}/bytes`, { ...TUS, "upload-offset": String(from) }, bytes.slice(from, from + PIECE)).catch(() => undefined);
    if (answer?.status === 204) acknowledged = Number(answer.headers.get("upload-offset"));
  }
}

it(`${String(KILLS)} kills during ${String(FILES)} uploads: everything that was said to be kept is there, byte for byte`, { timeout: SLOW }, async () => {
  const files = await nameAll();
  const kept: Sent[] = [];
  let next = 0;
  const senders = Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let file = files[next++]; file !== undefined; file = files[next++]) {
        await sendAll(file);
        kept.push(file);
      }
    }),
  );
  for (let i = 0; i < KILLS; i++) {
    await expect.poll(() => kept.length, { timeout: SLOW }).toBeGreaterThan(Math.floor((i * FILES) / (KILLS + 1)));
    await pause(randomInt(1500));
    await program.kill("SIGKILL");
    await program.start();
  }
  await senders;
  expect(kept).toHaveLength(FILES);
  for (const { id, bytes } of kept) {
    const answer = await ask("GET", `/evidence/files/${id}/download`);
    expect([answer.status, hashOf(new Uint8Array(await answer.arrayBuffer()))]).toEqual([200, hashOf(bytes)]);
  }
});
