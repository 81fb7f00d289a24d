import type { Mapping } from "../../contract/personnel-import.ts";
import type { Transaction } from "../platform/index.ts";
import { work } from "./work-tables.ts";

/** SQL of the mappings of exports: each is kept once, the newest counts. */

type Kept = { readonly number: number; readonly mapping: Mapping };

export const newestMapping = (tx: Transaction, unit: string, source: string): Promise<Kept | undefined> =>
  work(tx).selectFrom("congtam.work_mapping").select(["number", "mapping"]).where("unit", "=", unit).where("source", "=", source).orderBy("number", "desc").limit(1).executeTakeFirst();

export async function insertMapping(tx: Transaction, { mapping, ...row }: { readonly unit: string; readonly source: string; readonly number: number; readonly mapping: Mapping; readonly by: string }): Promise<void> {
  await work(tx).insertInto("congtam.work_mapping").values({ ...row, mapping: JSON.stringify(mapping), at: await tx.now() }).execute();
}
