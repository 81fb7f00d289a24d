import { announce, type Transaction } from "../platform/index.ts";

/** Telling that something of a file has changed: named, kept, refused, withdrawn, read, scanned, described. Who hears it is decided by those who know campaigns. */

type Changed = { readonly id: string; readonly unitId: string; readonly year: number };

export const announceFiles = (tx: Transaction, files: readonly Changed[]): Promise<void> => announce(tx, files.map(({ id, unitId, year }) => ({ topic: "evidence", data: { unitId, year }, facts: { fileId: id } })));
