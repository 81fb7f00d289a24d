import { downloadFile, readText, viewFile } from "../../contract/evidence-files.ts";
import { actorOf, type Call, type Endpoint, pageFrom, passage, Problem, query, type Reply, type Sent, shownOf, unknownCursor, type Wire } from "../platform/index.ts";
import { requireSeenFile } from "./access.ts";
import { pageTexts } from "./content-queries.ts";
import { dispositionOf, typeOf, wantedRange } from "./delivery.ts";
import type { FileRow } from "./rows.ts";
import { conflict, isViewable, requireSafe, storeAway } from "./rules.ts";
import type { Means } from "./settings.ts";
import { type Opened, StoreFault } from "./store.ts";

/** Files as they leave: to who may see them at that moment, and never other bytes than were kept. */

type FileCall = Pick<Call<typeof downloadFile>, "tx" | "actor" | "params">;

/** Nothing in a file gets to do anything in a browser: no script, no form, no other address, an origin of its own. */
const LOCKED = "default-src 'none'; sandbox; frame-ancestors 'self'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'";
const ALWAYS = { "content-security-policy": LOCKED, "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin", "cache-control": "private, no-store", "accept-ranges": "bytes" };

export async function openKept({ store }: Pick<Means, "store">, sha256: string): Promise<Opened> {
  try {
    return await store.open(sha256);
  } catch (error) {
    if (error instanceof StoreFault && error.why === "missing") throw conflict("Nội dung tệp không còn trong kho; quản trị viên cần kiểm tra (congtam verify).", "The file's bytes are missing from the store; an administrator has to look (congtam verify).");
    if (error instanceof StoreFault && error.why === "away") throw storeAway();
    if (error instanceof StoreFault) throw conflict("Nội dung tệp trong kho đã bị sửa nên không được đưa ra; quản trị viên cần kiểm tra (congtam verify).", "The file's bytes in the store were altered and are not given out; an administrator has to look (congtam verify).");
    throw error;
  }
}

async function deliver(means: Means, file: FileRow, isInline: boolean, { incoming }: Wire): Promise<Sent> {
  const range = wantedRange(incoming.headers.range, file.size);
  if (range === "none") throw new Problem("range-not-satisfiable");
  const opened = await openKept(means, file.sha256);
  const headers = { ...ALWAYS, "content-type": isInline ? typeOf(file) : "application/octet-stream", "content-disposition": dispositionOf(file, isInline), etag: `"${file.sha256}"` };
  if (range === undefined) return { status: 200, headers: { ...headers, "content-length": String(file.size) }, body: opened.stream() };
  return { status: 206, headers: { ...headers, "content-length": String(range.last - range.first + 1), "content-range": `bytes ${String(range.first)}-${String(range.last)}/${String(file.size)}` }, body: opened.stream(range) };
}

const handle = (means: Means, isInline: boolean) => async ({ tx, actor, params }: FileCall) => {
  const who = actorOf({ actor });
  const { file, sight } = await requireSeenFile(means, tx, who, params.fileId);
  requireSafe(file);
  if (isInline && !isViewable(file)) throw new Problem("unsupported-content", { detail: { vi: "Loại tệp này chỉ tải về được.", en: "This kind of file only downloads." } });
  return { shown: shownOf(who, sight.campaignOf(file.unitId), [file.unitId]), pass: (wire: Wire) => deliver(means, file, isInline, wire) };
};

async function handleText(means: Means, call: Call<typeof readText>): Promise<Reply<typeof readText>> {
  const { tx, params, query: { limit, cursor } } = call;
  const actor = actorOf(call);
  const { file, sight } = await requireSeenFile(means, tx, actor, params.fileId);
  requireSafe(file);
  if (cursor !== undefined && !/^\d{1,6}$/.test(cursor)) throw unknownCursor();
  const rows = await pageTexts(tx, file.sha256, Number(cursor ?? 0), limit + 1);
  const { items, nextCursor } = pageFrom(rows, limit, (one) => String(one.page));
  return { body: { items, nextCursor }, shown: shownOf(actor, sight.campaignOf(file.unitId), [file.unitId]) };
}

export function fileEndpoints(means: Means): readonly Endpoint[] {
  const relation = async ({ tx, actor, params }: FileCall) => {
    const who = actorOf({ actor });
    const { file } = await requireSeenFile(means, tx, who, params.fileId);
    return who.unitIds.includes(file.unitId) ? (["own-unit"] as const) : ([] as const);
  };
  return [passage(downloadFile, handle(means, false), relation), passage(viewFile, handle(means, true), relation), query(readText, (call) => handleText(means, call), relation)];
}
