import type { RawBuilder } from "kysely";
import type { FileView, ItemView, NOTICES } from "../../contract/evidence.ts";
import type { Database, Endpoint, Recurring, Tasks, Transaction } from "../platform/index.ts";
import { bundleEndpoints } from "./bundle.ts";
import { fileEndpoints } from "./file-routes.ts";
import { itemEndpoints } from "./library-routes.ts";
import { amongFiles, filesById, holdLibraryTogether, itemsById } from "./queries.ts";
import { receiveEndpoints } from "./receive.ts";
import { fileView, itemView } from "./rules.ts";
import { type EvidenceSettings, meansOf, passingSettings } from "./making.ts";
import type { Asked } from "./settings.ts";
import { filesWithContent } from "./search-queries.ts";
import { searchEndpoints } from "./search-routes.ts";
import { type PlaceFiles, placeFilesIn } from "./placing.ts";
import { withdrawalEndpoints } from "./withdrawal.ts";
import { RECURRING, tasksOf } from "./tasks.ts";

export { keptOfLibrary, keptScans, librariesKept } from "./kept-queries.ts";
export type { PlaceFiles } from "./placing.ts";
export { requireGivenOut, scanningOf } from "./beside.ts";
export { type StoreReport, verifyStoreAt } from "./verify.ts";
export { evidenceSettings, type EvidenceSettings } from "./making.ts";

type EvidenceRoom = { readonly endpoints: readonly Endpoint[]; readonly tasksOn: (database: Database) => Tasks; readonly recurring: readonly Recurring[]; readonly placeFiles: PlaceFiles };

/** The room with what it answers and what it does besides. */
export function makeEvidence(asked: Asked, settings: EvidenceSettings = passingSettings()): EvidenceRoom {
  const means = meansOf(settings, asked);
  return {
    endpoints: [...itemEndpoints(means), ...receiveEndpoints(means), ...fileEndpoints(means), ...bundleEndpoints(means), ...searchEndpoints(means), ...withdrawalEndpoints(means)],
    tasksOn: tasksOf(means),
    recurring: RECURRING,
    placeFiles: placeFilesIn(means),
  };
}

/** Which of these files a unit may show as proof: its own of the year, also while their bytes are awaited. */
export async function linkable(tx: Transaction, place: { readonly unitId: string; readonly year: number }, ids: readonly string[]): Promise<ReadonlyMap<string, { readonly sha256: string }>> {
  await holdLibraryTogether(tx, place.unitId);
  const files = await filesById(tx, ids);
  return new Map(files.filter((one) => one.unitId === place.unitId && one.year === place.year && one.refusal === null && one.withdrawal === null).map((one) => [one.id, one]));
}

/** The hash of each of these files, as they were named. */
export async function hashesOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return ids.length === 0 ? new Map() : new Map((await filesById(tx, ids)).map((one) => [one.id, one.sha256]));
}

/** What should make somebody look twice at each of these files; that its bytes are elsewhere too only where the reader sees them there. */
export async function noticedIn(tx: Transaction, ids: readonly string[], shows: RawBuilder<boolean>): Promise<ReadonlyMap<string, readonly (typeof NOTICES)[number][]>> {
  const views = await linkedViews(tx, ids);
  const same = Map.groupBy(await filesWithContent(tx, [...views.values()].map(({ file }) => file.sha256), shows), (one) => one.sha256);
  return new Map([...views].map(([id, { file, item }]) => [id, [...item.findings, ...((same.get(file.sha256) ?? []).some((one) => one.itemId !== file.itemId) ? (["used-elsewhere"] as const) : [])]]));
}

/** What links lead to; who may see it, their room has decided. */
export async function linkedViews(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, { readonly file: FileView; readonly item: ItemView }>> {
  const files = await filesById(tx, ids);
  const items = new Map((await itemsById(tx, files.map((one) => one.itemId), amongFiles(ids))).map((one) => [one.id, one]));
  return new Map(files.flatMap((file) => {
    const item = items.get(file.itemId);
    return item === undefined ? [] : [[file.id, { file: fileView(file), item: itemView(item) }]];
  }));
}
