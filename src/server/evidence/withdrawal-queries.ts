import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about files that their unit took back. */

type Withdrawn = { file: string; unit: string; reason: string; at: Date; by: string };
type Tables = { "congtam.evidence_withdrawn": Withdrawn };

/** About a row `f` of files: nobody has taken it back. */
export const IN_USE: RawBuilder<boolean> = sql<boolean>`not exists (select from congtam.evidence_withdrawn w where w.file = f.id)`;

export async function addWithdrawn(tx: Transaction, { file, unitId, reason, at, by }: { readonly file: string; readonly unitId: string; readonly reason: string; readonly at: string; readonly by: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx.tables<Tables>().insertInto("congtam.evidence_withdrawn").values({ file, unit: unitId, reason, at: new Date(at), by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
