import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { DataStore, ERRORS, Server, Upload } from "@tus/server";
import { readOffset, sendBytes } from "../../contract/evidence-files.ts";
import { actorOf, type AuditEntry, type Bilingual, type Call, type Endpoint, enqueue, passage, Problem, type Sent, type Wire } from "../platform/index.ts";
import { requireOwnFile } from "./access.ts";
import { lookAt } from "./kinds.ts";
import { announceFiles } from "./live.ts";
import { addScan } from "./scan-queries.ts";
import { addKept, addRefused, filesById, leaveWriter, takeWriter, unhurried } from "./queries.ts";
import { REFUSALS, requireWaiting, storeAway } from "./rules.ts";
import type { FileRow } from "./rows.ts";
import type { Means } from "./settings.ts";
import type { Staging } from "./staging.ts";
import { StoreFault } from "./store.ts";

/** Bytes as they come (tus 1.0.0): one writer for each file, and no answer that says more than the disk holds. */

/** The task that reads a file once it is kept. */
export const READ_TASK = "evidence.read";
/** The task that has it scanned, where there is a scanner. */
export const SCAN_TASK = "evidence.scan";
export const SCAN_QUEUE = "evidence-scan";
export const READ_QUEUE = "evidence";

/** For how long a writer of whom there is no sign keeps others away, and how often it gives one. */
const LEASE_SECONDS = 15;
const SIGN_MS = 5000;

/** The library's view of one file: its size is what was named, its bytes are those of the request. */
class OneFile extends DataStore {
  readonly #file: FileRow;
  readonly #staging: Staging;
  readonly #bytes: Readable;
  constructor(file: FileRow, staging: Staging, bytes: Readable) {
    super();
    this.#file = file;
    this.#staging = staging;
    this.#bytes = bytes;
  }
  override async getUpload(): Promise<Upload> {
    const { id, size } = this.#file;
    return new Upload({ id, size, offset: await this.#staging.offsetOf(id) });
  }
  /** The library would hand the bytes through three streams more; they come straight from the line, and never more than are missing. */
  override async write(_stream: Readable, id: string, offset: number): Promise<number> {
    return this.#staging.append(id, offset, this.#file.size - offset, this.#bytes);
  }
}

const BY_STATUS: Readonly<Record<number, "malformed" | "unsupported-content" | "not-found" | "conflict" | "too-large">> = { 400: "malformed", 403: "unsupported-content", 404: "not-found", 409: "conflict", 410: "not-found", 412: "malformed", 413: "too-large" };
const WORDS: Readonly<Record<number, Bilingual>> = {
  409: { vi: "Chỗ gửi tiếp không khớp với phần đã nhận; hãy hỏi lại bằng HEAD.", en: "The offset is not where the bytes ended; ask again with HEAD." },
  412: { vi: "Cần Tus-Resumable: 1.0.0.", en: "Tus-Resumable: 1.0.0 is needed." },
};

/** Lets the library speak the protocol; what it refuses is told as every refusal is. */
async function speak({ staging }: Means, file: FileRow, { incoming }: Wire): Promise<Sent> {
  const failed: { error?: Error } = {};
  const server = new Server({
    path: "/files",
    datastore: new OneFile(file, staging, incoming),
    locker: { newLock: () => ({ lock: async () => undefined, unlock: async () => undefined }) },
    getFileIdFromRequest: () => file.id,
    onResponseError: (_request, error) => {
      if (!("status_code" in error)) failed.error = error;
      return undefined;
    },
  });
  const headers = new Headers(Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] => (typeof value === "string" ? [[name, value]] : [])));
  const answer = await server.handleWeb(new Request(`http://files/files/${file.id}`, { method: incoming.method ?? "HEAD", headers }));
  if (failed.error !== undefined) throw failed.error;
  if (answer.status >= 400) {
    const detail = WORDS[answer.status];
    throw new Problem(BY_STATUS[answer.status] ?? "internal", detail === undefined ? {} : { detail });
  }
  const told = ["tus-resumable", "upload-offset", "upload-length"].flatMap((name): [string, string][] => [[name, answer.headers.get(name) ?? ""]]).filter(([, value]) => value !== "");
  return { status: answer.status, headers: Object.fromEntries(told) };
}

const subjectOf = ({ unitId, year }: FileRow): string => `evidence:${unitId}/${String(year)}`;

/** The ledger's entry of what became of a file: enough to know it again without the table. */
export const toldOf = (action: string, file: FileRow, more: Readonly<Record<string, unknown>>): AuditEntry => ({ action, subject: subjectOf(file), data: { unit: file.unitId, year: file.year, item: file.itemId, file: file.id, number: file.number, name: file.name, size: file.size, sha256: file.sha256, ...more } });

async function refuse(means: Means, file: FileRow, wire: Wire, { reason, by, problem }: { readonly reason: Bilingual; readonly by: string; readonly problem: Problem }): Promise<never> {
  await wire.commit(async (tx) => {
    const at = (await tx.now()).toISOString();
    const isNew = await addRefused(tx, { file: file.id, unitId: file.unitId, reason: reason.vi, at, by });
    await announceFiles(tx, [file]);
    return { audit: isNew ? [toldOf("evidence.refused", file, { reason: reason.vi, at, by })] : [], result: undefined };
  });
  await means.staging.drop(file.id);
  throw problem;
}

/** All bytes are there: they are looked at, stored, read back, and only then written down as kept. */
async function finish(means: Means, file: FileRow, wire: Wire, by: string): Promise<void> {
  const { staging, store, limits } = means;
  const path = staging.pathOf(file.id);
  const looked = await lookAt(path, limits.kinds);
  if (looked.refusal !== undefined) await refuse(means, file, wire, { reason: looked.refusal, by, problem: new Problem("unsupported-content", { detail: looked.refusal }) });
  try {
    await store.keep(path, file.sha256);
  } catch (error) {
    if (error instanceof StoreFault && error.why === "mismatch") await refuse(means, file, wire, { reason: REFUSALS.mismatch, by, problem: new Problem("invalid-input", { detail: REFUSALS.mismatch, fields: [{ pointer: "/sha256", message: REFUSALS.mismatch }] }) });
    throw error;
  }
  await wire.commit(async (tx) => {
    const at = (await tx.now()).toISOString();
    const { kind } = looked;
    if (kind === undefined) throw new RangeError("a file of no kind is not kept");
    const isNew = await addKept(tx, { file: file.id, unitId: file.unitId, sha256: file.sha256, kind, at });
    const waiting = isNew && means.clamd !== undefined ? [await addScan(tx, file.sha256, "waiting", "")] : [];
    if (waiting.length > 0) await enqueue(tx, SCAN_TASK, [{ sha256: file.sha256 }], SCAN_QUEUE);
    await announceFiles(tx, [file]);
    if (isNew) await enqueue(tx, READ_TASK, [{ sha256: file.sha256, kind }], READ_QUEUE);
    return { audit: isNew ? [toldOf("evidence.kept", file, { kind, at }), ...waiting] : [], result: undefined };
  });
  await staging.drop(file.id);
}

/** Keeps everybody else from a file while it is written, and says so again and again. */
async function asWriter<T>(file: FileRow, wire: Wire, work: (now: FileRow) => Promise<T>): Promise<T> {
  const holder = randomUUID();
  const take = () =>
    wire.commit(async (tx) => {
      await unhurried(tx);
      return { audit: [], result: (await takeWriter(tx, file.id, holder, LEASE_SECONDS)) ? ((await filesById(tx, [file.id]))[0] ?? file) : undefined };
    });
  // What was true when the request came may not be any more: somebody finished the file meanwhile.
  const now = await take();
  if (now === undefined) throw new Problem("locked", { detail: { vi: "Tệp này đang được gửi từ nơi khác; hãy thử lại sau ít giây.", en: "This file is being sent from somewhere else; try again in a few seconds." } });
  const signs = setInterval(() => {
    take().catch(() => undefined);
  }, SIGN_MS);
  try {
    return await work(now);
  } finally {
    clearInterval(signs);
    // Where that fails, the file is free again when no more signs are seen.
    await wire.commit(async (tx) => {
      await unhurried(tx);
      await leaveWriter(tx, file.id, holder);
      return { audit: [], result: undefined };
    }).catch(() => undefined);
  }
}

async function exchange(means: Means, file: FileRow, wire: Wire, by: string): Promise<Sent> {
  if (file.keptAt !== null || file.refusal !== null) return kept(file);
  const sent = await speak(means, file, wire);
  if ((await means.staging.offsetOf(file.id)) === file.size) await finish(means, file, wire, by);
  return sent;
}

/** To who asks after a file that is kept: all of it has come. */
function kept(file: FileRow): Sent {
  if (file.keptAt === null) throw new Problem("not-found");
  return { status: 200, headers: { "tus-resumable": "1.0.0", "upload-offset": String(file.size), "upload-length": String(file.size) } };
}

async function explained(error: unknown): Promise<never> {
  if (error instanceof StoreFault && error.why === "full") throw new Problem("insufficient-storage", { detail: { vi: "Kho tệp của hệ thống đã đầy; phần đã nhận được giữ lại.", en: "The system's store is full; what was received is kept." } });
  if (error instanceof StoreFault && error.why === "away") throw storeAway();
  throw error === ERRORS.ABORTED ? new Problem("timed-out") : error;
}

type Asked = Call<typeof sendBytes>;

const handle = (means: Means) => async (call: Asked) => {
  const { tx, params } = call;
  const actor = actorOf(call);
  const file = await requireOwnFile(tx, actor, params.fileId);
  const by = actor.personId;
  const now = (await tx.now()).toISOString();
  return {
    pass: async (wire: Wire): Promise<Sent> => {
      if (wire.incoming.method === "HEAD" && file.keptAt !== null) return kept(file);
      requireWaiting(file, now);
      const leave = means.writers.enter(file.unitId);
      return asWriter(file, wire, (current) => exchange(means, current, wire, by)).catch(explained).finally(leave);
    },
  };
};

/** The unit is one's own, or there is no such file. */
const relation = async ({ tx, actor, params }: Asked): Promise<readonly ["own-unit"]> => {
  await requireOwnFile(tx, actorOf({ actor }), params.fileId);
  return ["own-unit"];
};

export const receiveEndpoints = (means: Means): readonly Endpoint[] => [passage(readOffset, handle(means), relation), passage(sendBytes, handle(means), relation)];

