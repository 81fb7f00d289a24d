import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** What the benches of evidence share: documents, doors of the program, and bytes sent as a browser sends them. */

export const MEGABYTE = 1024 * 1024;
export const PIECE = 8 * MEGABYTE;

export function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}
export const quantile = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A document of a size, like no other. */
export const documentOf = (size: number): Buffer => Buffer.concat([Buffer.from("%PDF-1.4\n%"), randomBytes(size - 10)]);

const BODY = randomBytes(MEGABYTE);
/** One of many documents of a megabyte, made anew each time it is asked for, so that thousands need no memory. */
export function numbered(at: number): Buffer {
  const bytes = Buffer.from(BODY);
  bytes.write(`%PDF-1.4\n% ${String(at).padStart(12, "0")}\n`);
  return bytes;
}

/** Works through all items with so many hands; says how many seconds it took. */
export async function through<T>(items: readonly T[], hands: number, work: (item: T) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    }),
  );
  return (performance.now() - began) / 1000;
}

const listed = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

export type Door = { readonly base: string; readonly headers: Readonly<Record<string, string>>; readonly shelf: string };

export async function asked(door: Door, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${door.base}/api/v1${path}`, { method, headers: { ...door.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
  return answer.json();
}

type Named = { readonly size: number; readonly sha256: string };

/** Names files; their ids in the same order. */
export async function named(door: Door, files: readonly Named[]): Promise<string[]> {
  const { items } = listed.parse(await asked(door, "POST", `${door.shelf}/manifests`, { files: files.map((one, i) => ({ name: `${String(i)}.pdf`, ...one })) }));
  return items.map((one) => one.id);
}
export const nameOf = (bytes: Uint8Array): Named => ({ size: bytes.length, sha256: sha256(bytes) });

/** Sends a file in pieces, as a browser does. */
export async function send(door: Door, id: string, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; from += PIECE) {
    const body = Uint8Array.from(bytes.subarray(from, from + PIECE));
    const answer = await fetch(`${door.base}/api/v1/evidence/files/${id}/bytes`, { method: "PATCH", headers: { ...door.headers, "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream", "upload-offset": String(from) }, body });
    if (answer.status !== 204) throw new Error(`sending: ${String(answer.status)} ${await answer.text()}`);
  }
}

export async function hashAt(door: Door, id: string): Promise<string> {
  const answer = await fetch(`${door.base}/api/v1/evidence/files/${id}/download`, { headers: door.headers });
  const hash = createHash("sha256");
  for await (const piece of answer.body ?? []) hash.update(piece as Uint8Array);
  return answer.ok ? hash.digest("hex") : `${String(answer.status)} instead of the file`;
}
