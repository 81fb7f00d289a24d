import type { FileView } from "../../../contract/evidence.ts";
import { listFiles, reserveFiles } from "../../../contract/evidence.ts";
import { Refused } from "../../ui/refusal.ts";
import { call } from "../client.ts";
import { hashOf } from "./hash.ts";
import { filesInLibrary } from "./known-files.ts";
import { isOver, type Library, patch, type Sending, tell, uploadsNow } from "./sendings.ts";
import { makeTransfer, type Transfer } from "./transfer.ts";

/**
 * Files on their way to the server. They outlive the page that they were chosen on: each is hashed, named (from then
 * on it counts as handed in), and sent. What was named and not sent in full is known to the server: whoever chooses
 * the same file again, after a closed browser or on another computer, goes on where it ended.
 */

type Wish = Library & { readonly spot: string; readonly pieceBytes: number; readonly itemId?: string; /** Called once the server knows them; the bytes follow. */ readonly onNamed: (files: readonly FileView[]) => Promise<void>; /** Called when the server has taken a look and will not have it. */ readonly onRefused: () => void; readonly onChange: () => void };
type Held = { readonly wish: Wish; readonly file: File; sha256?: string; fileId?: string; transfer?: Transfer; since: number; from: number };

const AT_ONCE = 3;
const AGAIN_MS = 10_000;
/** So many bytes are hashed before what was hashed is named. */
const GROUP_BYTES = 64 * 1024 * 1024;
const GROUP_FILES = 50;

const held = new Map<string, Held>();

/** Whoever closes the page while files are on their way is asked. */
addEventListener("beforeunload", (event) => {
  if (uploadsNow().some((one) => !isOver(one))) event.preventDefault();
});

/** What is queued begins, a few at once. */
function pump(): void {
  const room = AT_ONCE - uploadsNow().filter(({ phase }) => phase.kind === "sending").length;
  for (const { key } of uploadsNow().filter(({ phase }) => phase.kind === "queued").slice(0, Math.max(0, room))) send(key);
}

function send(key: string): void {
  const one = held.get(key);
  if (one?.fileId === undefined) return;
  one.since = 0;
  one.transfer ??= makeTransfer(one.file, one.fileId, one.wish.pieceBytes, {
    onProgress: (sent) => {
      const now = performance.now();
      if (one.since === 0) {
        one.since = now;
        one.from = sent;
      }
      const seconds = (now - one.since) / 1000;
      patch(key, { done: sent, rate: seconds < 0.5 ? 0 : (sent - one.from) / seconds });
    },
    onKept: () => {
      patch(key, { phase: { kind: "kept" }, done: one.file.size });
      held.delete(key);
      one.wish.onChange();
      pump();
      // By then it stands among the documents.
      setTimeout(() => {
        dismiss(key);
      }, SEEN_MS);
    },
    onFailed: (error) => {
      fail(key, error);
      pump();
    },
  });
  patch(key, { phase: { kind: "sending" } });
  one.transfer.start();
}

/** What says "not now" rather than "not this file". */
const LATER = new Set([401, 408, 423, 429]);
const FULL = 507;
const SEEN_MS = 4000;

/** A refusal is final; anything else is the line, and the file goes on when it is back. */
function fail(key: string, error: unknown): void {
  const isFinal = error instanceof Refused && (error.status < 500 || error.status === FULL) && !LATER.has(error.status);
  const one = held.get(key);
  patch(key, { phase: { kind: isFinal ? "refused" : "broken", error }, rate: 0 });
  if (isFinal && one?.fileId !== undefined) one.wish.onRefused();
  one?.wish.onChange();
}

export function goOn(key: string): void {
  const one = held.get(key);
  if (one === undefined) return;
  if (one.fileId !== undefined) {
    patch(key, { phase: { kind: "queued" } });
    pump();
  } else if (one.sha256 !== undefined) void name([key]);
}

const goOnAll = (): void => {
  for (const { key, phase } of uploadsNow()) if (phase.kind === "broken") goOn(key);
};
addEventListener("online", goOnAll);
setInterval(goOnAll, AGAIN_MS);

export function hold(key: string): void {
  held.get(key)?.transfer?.stop();
  patch(key, { phase: { kind: "held" }, rate: 0 });
  pump();
}

/** Takes a file that is over, or that one gives up, off the list. */
export function dismiss(key: string): void {
  held.get(key)?.transfer?.stop();
  held.delete(key);
  tell(uploadsNow().filter((one) => one.key !== key));
  pump();
}

type Named = { readonly key: string; readonly file: FileView };

/** Those of them that the server awaits already: chosen again, they go on. */
async function awaited({ unitId, year }: Library, keys: readonly string[]): Promise<Named[]> {
  const { body } = await call(listFiles, { params: { unitId, year }, query: { limit: 200 } });
  const taken = new Set([...held.values()].map((one) => one.fileId));
  return keys.flatMap((key) => {
    const found = body.items.find((file) => file.state === "waiting" && file.sha256 === held.get(key)?.sha256 && !taken.has(file.id));
    if (found === undefined) return [];
    taken.add(found.id);
    return [{ key, file: found }];
  });
}

/** Those of them that the library has already: they are used again and not sent. */
async function there(library: Library, keys: readonly string[]): Promise<Named[]> {
  if (keys.length === 0) return [];
  const found = await filesInLibrary(library, new Set(keys.flatMap((key) => held.get(key)?.sha256 ?? [])));
  return keys.flatMap((key) => {
    const file = found.get(held.get(key)?.sha256 ?? "");
    return file === undefined ? [] : [{ key, file }];
  });
}

/** Which of the files that were named a refusal is about; without such a hint, all. */
const blamed = (error: unknown, keys: readonly string[]): readonly string[] => {
  if (!(error instanceof Refused)) return keys;
  const some = error.fields.flatMap(({ pointer }) => keys[Number(/^\/files\/(\d+)/.exec(pointer)?.[1])] ?? []);
  return some.length === 0 ? keys : some;
};

async function reserve(wish: Wish, keys: readonly string[]): Promise<Named[]> {
  if (keys.length === 0) return [];
  const files = keys.map((key) => {
    const one = held.get(key);
    return { name: one?.file.name.normalize("NFC") ?? "", size: one?.file.size ?? 0, sha256: one?.sha256 ?? "", ...(wish.itemId === undefined ? {} : { itemId: wish.itemId }) };
  });
  try {
    const { body } = await call(reserveFiles, { params: { unitId: wish.unitId, year: wish.year }, body: { files } });
    return body.items.flatMap((file, i) => (keys[i] === undefined ? [] : [{ key: keys[i], file }]));
  } catch (error) {
    // Together they are too much: some of them may still fit.
    if (error instanceof Refused && error.status === FULL && keys.length > 1) {
      const half = Math.ceil(keys.length / 2);
      return [...(await reserve(wish, keys.slice(0, half))), ...(await reserve(wish, keys.slice(half)))];
    }
    const bad = new Set(blamed(error, keys));
    for (const key of bad) fail(key, error);
    // What was not to blame for the refusal is named without the rest.
    return bad.size === keys.length ? [] : reserve(wish, keys.filter((key) => !bad.has(key)));
  }
}

/** Tells the server of files before it gets them. */
async function name(keys: readonly string[]): Promise<void> {
  const wish = held.get(keys[0] ?? "")?.wish;
  if (wish === undefined) return;
  for (const key of keys) patch(key, { phase: { kind: "naming" }, done: 0 });
  try {
    // A new version is one, whatever its bytes are.
    const known = wish.itemId === undefined ? await awaited(wish, keys) : [];
    const others = keys.filter((key) => known.every((one) => one.key !== key));
    const again = wish.itemId === undefined ? await there(wish, others) : [];
    for (const { key, file } of again) {
      patch(key, { fileId: file.id, phase: { kind: "known" }, done: file.size });
      held.delete(key);
      setTimeout(() => {
        dismiss(key);
      }, 2 * SEEN_MS);
    }
    const named = [...known, ...(await reserve(wish, others.filter((key) => again.every((one) => one.key !== key))))];
    for (const { key, file } of named) {
      const one = held.get(key);
      if (one === undefined) continue;
      one.fileId = file.id;
      patch(key, { fileId: file.id, phase: { kind: "queued" }, done: file.offset });
    }
    pump();
    wish.onChange();
    if (named.length + again.length > 0) await wish.onNamed([...again, ...named].map(({ file }) => file));
  } catch (error) {
    for (const key of keys) if (held.get(key)?.fileId === undefined) fail(key, error);
  }
}

/** One after another is hashed; what is hashed is named as soon as it is enough. */
async function hashAll(keys: readonly string[]): Promise<void> {
  let group: string[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const some = group;
    group = [];
    bytes = 0;
    if (some.length > 0) await name(some);
  };
  for (const key of keys) {
    const one = held.get(key);
    if (one === undefined) continue;
    // A large one does not keep those before it from being named.
    if (bytes + one.file.size > GROUP_BYTES) await flush();
    try {
      one.sha256 = await hashOf(one.file, (done) => {
        patch(key, { done });
      });
      group.push(key);
      bytes += one.file.size;
    } catch (error) {
      patch(key, { phase: { kind: "refused", error } });
    }
    if (bytes >= GROUP_BYTES || group.length >= GROUP_FILES) await flush();
  }
  await flush();
}

/** Puts files on their way. */
export function addFiles(files: readonly File[], wish: Wish): void {
  const fresh = files.map((file) => ({ key: crypto.randomUUID(), file }));
  for (const { key, file } of fresh) held.set(key, { wish, file, since: 0, from: 0 });
  tell([...uploadsNow(), ...fresh.map(({ key, file }): Sending => ({ key, unitId: wish.unitId, year: wish.year, spot: wish.spot, name: file.name, size: file.size, phase: { kind: "hashing" }, done: 0, rate: 0 }))]);
  void hashAll(fresh.map(({ key }) => key));
}
