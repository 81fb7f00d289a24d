import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import { isAdded, work } from "./work-tables.ts";

/** SQL of the fields that deputies are in charge of. */

export type Remit = { readonly person: string; readonly number: number; readonly units: readonly string[]; readonly people: readonly string[]; readonly from_day: string };

/** Of each of these deputies everything that was ever decided, in order. */
export const remitsOf = (tx: Transaction, people: readonly string[]): Promise<Remit[]> =>
  work(tx).selectFrom("congtam.work_remit").select(["person", "number", "units", "people", "from_day"]).where(sql<boolean>`person = any(${people}::text[])`).orderBy("person").orderBy("number").execute();

export const insertRemit = async (tx: Transaction, { units, people, ...row }: Omit<Remit, "units" | "people"> & { units: string[]; people: string[]; by: string; at: Date }): Promise<boolean> => isAdded(await work(tx).insertInto("congtam.work_remit").values({ ...row, units, people }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());
