import { join } from "node:path";
import { z } from "zod";
import { type Database, enqueue, type Figure, StartFailure, type Task } from "../platform/index.ts";
import { appendHead, collectHeads, type HeadsRead, type SignedHead, signedHead, wholeLines } from "./heads-file.ts";
import type { Keyring } from "./keyring.ts";

/**
 * Witnesses: places out of reach of whoever holds the database and the signing key, each of which is sent every signed
 * head. What they hold cannot be rewritten with the ledger. A head is sent by a job: a witness that is away holds up
 * nothing, and gets it later.
 */

const HEADS_FILE = "ledger-heads.jsonl";
const SEND_MS = 10_000;
const READ_MS = 120_000;

type Place = { readonly url: URL; readonly headers: Readonly<Record<string, string>> } | { readonly folder: string };
/** The name goes into jobs and figures: it never holds a password. */
export type Witness = { readonly name: string; readonly place: Place };

/** One witness by its address or folder. */
export function witnessAt(text: string): Witness {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) return { name: text, place: { folder: text } };
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) throw new StartFailure("Nhân chứng (CONGTAM_WITNESS, --witness) phải là địa chỉ https://… hoặc một thư mục.");
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  return { name: `${url.host}${url.pathname}`, place: { url, headers: username === "" ? {} : { authorization: `Basic ${credentials}` } } };
}

/** All of them, as the setting names them between commas. */
export const witnessesIn = (setting: string | undefined): Witness[] => (setting ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "").map(witnessAt);

async function hand({ place }: Witness, head: SignedHead): Promise<void> {
  // A folder that is not there is not made: it may be another machine's that is not mounted.
  if ("folder" in place) return appendHead(join(place.folder, HEADS_FILE), head);
  const answer = await fetch(place.url, { method: "POST", headers: { ...place.headers, "content-type": "application/json" }, body: JSON.stringify(head), redirect: "error", signal: AbortSignal.timeout(SEND_MS) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the witness answered ${String(answer.status)}`);
}

export const WITNESS_TASK = "audit.witness";
/** What the library takes. */
const LONGEST_QUEUE = 100;
const payloadSchema = z.strictObject({ witness: z.string(), head: signedHead });

type Witnessing = {
  /** Sends a head to every witness, as jobs of one transaction. */
  readonly sendOn: (database: Database) => (head: SignedHead) => Promise<void>;
  readonly task: Task;
  readonly figures: readonly Figure[];
};

export function makeWitnessing(witnesses: readonly Witness[]): Witnessing {
  const byName = new Map(witnesses.map((one) => [one.name, one]));
  const newest = new Map(witnesses.map(({ name }) => [name, 0]));
  const failures = new Map(witnesses.map(({ name }) => [name, 0]));
  const task: Task = async (payload) => {
    const { witness: name, head } = payloadSchema.parse(payload);
    const witness = byName.get(name);
    // It is no witness any more.
    if (witness === undefined) return;
    try {
      await hand(witness, head);
    } catch (error) {
      failures.set(name, (failures.get(name) ?? 0) + 1);
      throw new Error(`witness ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    newest.set(name, Math.max(newest.get(name) ?? 0, head.seq));
  };
  return {
    sendOn: (database) => async (head) => {
      if (witnesses.length === 0) return;
      await database.transaction(async (tx) => {
        for (const { name } of witnesses) await enqueue(tx, WITNESS_TASK, [{ witness: name, head }], `witness ${name}`.slice(0, LONGEST_QUEUE));
      });
    },
    task,
    figures: [
      { name: "congtam_witness_entry", help: "The number of the newest ledger entry whose signed head the witness took from this process", label: "witness", read: () => newest },
      { name: "congtam_witness_failures", help: "Heads that the witness did not take at the first go or a later one, since the start", label: "witness", read: () => failures },
    ],
  };
}

async function* linesOf(text: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of text.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${piece}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

async function* keptAt({ name, place }: Witness): AsyncGenerator<string> {
  const cannot = (why: string) => new StartFailure(`Không đọc được đầu chuỗi mà nhân chứng ${name} giữ (${why.slice(0, 160)}).`);
  try {
    if ("folder" in place) {
      yield* wholeLines(place.folder.endsWith(".jsonl") ? place.folder : join(place.folder, HEADS_FILE));
      return;
    }
    const answer = await fetch(place.url, { headers: place.headers, redirect: "error", signal: AbortSignal.timeout(READ_MS) });
    if (!answer.ok || answer.body === null) throw cannot(`HTTP ${String(answer.status)}`);
    yield* linesOf(answer.body);
  } catch (error) {
    throw error instanceof StartFailure ? error : cannot(error instanceof Error ? error.message : String(error));
  }
}

/** The heads that a witness holds: a folder's or file's lines, or what its address answers to GET. */
export const readWitness = (witness: Witness, ring: Keyring): Promise<HeadsRead> => collectHeads(keptAt(witness), ring, false);
