import type { FileView, ItemView } from "../../contract/evidence.ts";
import type { Database, Endpoint, Recurring, Tasks, Transaction } from "../platform/index.ts";
import { sql } from "kysely";
import { bundleEndpoints } from "./bundle.ts";
import { fileEndpoints } from "./file-routes.ts";
import { itemEndpoints } from "./library-routes.ts";
import { filesById, itemsById } from "./queries.ts";
import { receiveEndpoints } from "./receive.ts";
import { fileView, itemView } from "./rules.ts";
import { type EvidenceSettings, meansOf, passingSettings } from "./making.ts";
import type { Asked } from "./settings.ts";
import { searchEndpoints } from "./search-routes.ts";
import { type PlaceFiles, placeFilesIn } from "./placing.ts";
import { RECURRING, tasksOf } from "./tasks.ts";

export { keptOfLibrary, librariesKept } from "./kept-queries.ts";
export type { PlaceFiles } from "./placing.ts";
export { type StoreReport, verifyStoreAt } from "./verify.ts";
export { evidenceSettings, type EvidenceSettings } from "./making.ts";

type EvidenceRoom = { readonly endpoints: readonly Endpoint[]; readonly tasksOn: (database: Database) => Tasks; readonly recurring: readonly Recurring[]; readonly placeFiles: PlaceFiles };

/** The room with what it answers and what it does besides. */
export function makeEvidence(asked: Asked, settings: EvidenceSettings = passingSettings()): EvidenceRoom {
  const means = meansOf(settings, asked);
  return {
    endpoints: [...itemEndpoints(means), ...receiveEndpoints(means), ...fileEndpoints(means), ...bundleEndpoints(means), ...searchEndpoints(means)],
    tasksOn: tasksOf(means),
    recurring: RECURRING,
    placeFiles: placeFilesIn(means),
  };
}

/** Which of these files a unit may show as proof: its own of the year, also while their bytes are awaited. */
export async function linkable(tx: Transaction, place: { readonly unitId: string; readonly year: number }, ids: readonly string[]): Promise<ReadonlyMap<string, { readonly sha256: string }>> {
  const files = await filesById(tx, ids);
  return new Map(files.filter((one) => one.unitId === place.unitId && one.year === place.year && one.refusal === null).map((one) => [one.id, one]));
}

/** What links lead to; who may see it, their room has decided. */
export async function linkedViews(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, { readonly file: FileView; readonly item: ItemView }>> {
  const files = await filesById(tx, ids);
  const items = new Map((await itemsById(tx, files.map((one) => one.itemId), sql<boolean>`f.id = any(${ids}::text[])`)).map((one) => [one.id, one]));
  return new Map(files.flatMap((file) => {
    const item = items.get(file.itemId);
    return item === undefined ? [] : [[file.id, { file: fileView(file), item: itemView(item) }]];
  }));
}
