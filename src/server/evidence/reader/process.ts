import { z } from "zod";
import { certificatesIn } from "./chain.ts";
import { isContainer, readContainer } from "./office.ts";
import { proposalIn } from "./first-page.ts";
import { readPdf } from "./pdf.ts";
import { NOTHING_READ, type Reading } from "./reading.ts";

/**
 * A process of its own that reads one file from its standard input and says what is in it on its standard output. It has
 * no secrets, may not write, and is ended by its parent when it takes too much time or memory. Before the file stands a
 * line: the roots of signatures that the house trusts.
 */

const headline = z.string();

async function input(): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) if (piece instanceof Buffer) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function read(kind: string, bytes: Uint8Array, roots: string): Promise<Reading> {
  if (kind === "pdf") return readPdf(bytes, certificatesIn(roots));
  if (isContainer(kind)) return readContainer(kind, bytes);
  return NOTHING_READ;
}

const [kind = ""] = process.argv.slice(2);
const given = await input();
const head = given.indexOf("\n".codePointAt(0) ?? 0);
const found = await read(kind, given.subarray(head + 1), headline.parse(JSON.parse(Buffer.from(given.subarray(0, head)).toString("utf8"))));
// Of a container of files the first page is a list of names.
const proposal = kind === "zip" ? null : proposalIn(found.texts[0] ?? "");
process.stdout.write(JSON.stringify({ ...found, proposal } satisfies Reading));
