import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { Readable } from "node:stream";
import type { Opened } from "./store.ts";

/** A scanner for malicious code: clamd, by its INSTREAM command, over its socket or an address. */

export type Verdict = { readonly verdict: "clean" | "infected"; readonly detail: string };

/** `/run/clamav/clamd.ctl`, `host:3310` or `tcp://host:3310`. */
function lineTo(place: string): Socket {
  const [, host, port] = /^(?:tcp:\/\/)?([\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(place) ?? [];
  return host === undefined ? connect(place.replace(/^unix:(?:\/\/)?/, "")) : connect(Number(port), host.replaceAll(/[[\]]/g, ""));
}

const PATIENCE_MS = 120_000;
const LENGTH_BYTES = 4;

function lengthOf(count: number): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(count);
  return length;
}

async function write(line: Socket, bytes: Buffer): Promise<void> {
  if (!line.write(bytes)) await once(line, "drain");
}

async function speak(line: Socket, opened: Opened): Promise<void> {
  await write(line, Buffer.from("zINSTREAM\0"));
  for await (const piece of opened.stream()) {
    if (!(piece instanceof Buffer)) throw new RangeError("a file is bytes");
    await write(line, lengthOf(piece.length));
    await write(line, piece);
  }
  await write(line, lengthOf(0));
}

async function heard(line: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of line) if (piece instanceof Buffer) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8").replaceAll("\0", "").trim();
}

/** Throws when the scanner is away or says anything else than one of the two: then nothing is known. */
export async function scan(place: string, opened: Opened): Promise<Verdict> {
  const line = lineTo(place);
  line.setTimeout(PATIENCE_MS, () => line.destroy(new Error("the scanner says nothing")));
  try {
    // It may answer before it has heard everything, and then hears no more.
    const [answer] = await Promise.all([heard(line), speak(line, opened).catch(() => undefined)]);
    const found = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
    if (found !== undefined) return { verdict: "infected", detail: found };
    if (answer === "stream: OK") return { verdict: "clean", detail: "" };
    throw new Error(`the scanner could not look: ${answer.slice(0, 200)}`);
  } finally {
    line.destroy();
  }
}

/** The same for bytes that another room keeps. */
export const scanBytes = (place: string, bytes: Uint8Array): Promise<Verdict> => scan(place, { size: bytes.length, stream: () => Readable.from([Buffer.from(bytes)]), close: () => Promise.resolve() });
