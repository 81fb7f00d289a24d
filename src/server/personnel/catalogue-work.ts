import { createHash } from "node:crypto";
import type { ReadSheet } from "../documents/index.ts";
import { type Reading, readCatalogue } from "./catalogue-reading.ts";
import { type Cluster, clustersOf, type Described } from "./catalogue-similar.ts";

/** What takes its time and is done beside the requests: reading a large workbook, finding like work among thousands of lines. */

/** How many answers are kept: the merge desk asks for the same lines page after page. */
const KEPT = 8;
const kept = new Map<string, Cluster[]>();

function clusters(all: readonly Described[]): Cluster[] {
  const key = createHash("sha256").update(JSON.stringify(all)).digest("hex");
  const known = kept.get(key);
  if (known !== undefined) return known;
  const found = clustersOf(all);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, found);
  return found;
}

export const CATALOGUE_JOBS = {
  clusters,
  read: ({ sheets, listed }: { readonly sheets: readonly ReadSheet[]; readonly listed: string }): Reading => readCatalogue(sheets, listed),
} as const;
export type CatalogueJobs = typeof CATALOGUE_JOBS;
