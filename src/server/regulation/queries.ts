import { randomUUID } from "node:crypto";
import { type Generated, type Kysely, sql } from "kysely";
import type { VersionItem } from "../../contract/regulation.ts";
import type { LoadedRegulation } from "../../scoring/regulation/load.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Transaction } from "../platform/index.ts";
import type { ReadRegulation } from "./reading.ts";

/** The room's SQL. */

type Tables = {
  "congtam.regulation_version": {
    id: string;
    seq: Generated<number>;
    regulation_id: string;
    title: string;
    sha256: string;
    /** JSON as text on its way in, data on its way out. */
    document: unknown;
    files: unknown;
    imported_at: Generated<Date>;
    imported_by: string;
    frozen_at: Date | null;
    frozen_by: string | null;
  };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

const VERSION = ["id", "regulation_id as regulationId", "title", "sha256", "imported_at as importedAt", "imported_by as importedBy", "frozen_at as frozenAt", "frozen_by as frozenBy"] as const;
type Row = Omit<VersionItem, "importedAt" | "frozenAt"> & { readonly importedAt: Date; readonly frozenAt: Date | null };

const versionOf = <R extends Row>(row: R) => ({ ...row, importedAt: row.importedAt.toISOString(), frozenAt: row.frozenAt?.toISOString() ?? null });

/** Latest first; `before` is the place of the last one that was seen. */
export async function listVersions(tx: Transaction, { regulation, before, limit }: { readonly regulation: string | undefined; readonly before: number | undefined; readonly limit: number }): Promise<(VersionItem & { seq: number })[]> {
  const rows = await tables(tx)
    .selectFrom("congtam.regulation_version")
    .select([...VERSION, "seq"])
    .$if(regulation !== undefined, (query) => query.where("regulation_id", "=", regulation ?? ""))
    .$if(before !== undefined, (query) => query.where("seq", "<", before ?? 0))
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map(versionOf);
}

/** A version with the codes of its indexes, without its document. */
export type Version = VersionItem & { readonly indexCodes: readonly string[] };

/** The version with the id; undefined when there is none. Only one whose `frozenAt` is set may be used. */
export async function findVersion(tx: Transaction, id: string): Promise<Version | undefined> {
  const row = await tables(tx)
    .selectFrom("congtam.regulation_version")
    .select([...VERSION, sql<string[]>`jsonb_path_query_array(document, '$.indexes[*].code')`.as("indexCodes")])
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : versionOf(row);
}

/** The regulation of a version as the engine takes it; it was checked before it was kept, and cannot have changed since. */
export async function findRegulation(tx: Transaction, id: string): Promise<LoadedRegulation | undefined> {
  const row = await tables(tx).selectFrom("congtam.regulation_version").select(["document", "sha256"]).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : { regulation: row.document as Regulation, sha256: row.sha256 };
}

/** Its document as JSON text. */
export async function findDocument(tx: Transaction, id: string): Promise<string | undefined> {
  const row = await tables(tx).selectFrom("congtam.regulation_version").select(sql<string>`document::text`.as("text")).where("id", "=", id).executeTakeFirst();
  return row?.text;
}

/** Keeps content once: the version that has it, new or as it was. */
export async function insertVersion(tx: Transaction, by: string, { id: regulationId, title, sha256, document }: ReadRegulation, files: Readonly<Record<string, string>> | undefined): Promise<{ readonly version: VersionItem; readonly isNew: boolean }> {
  const id = randomUUID();
  await tables(tx)
    .insertInto("congtam.regulation_version")
    .values({ id, regulation_id: regulationId, title, sha256, document, files: files === undefined ? null : JSON.stringify(files), imported_by: by })
    .onConflict((on) => on.column("sha256").doNothing())
    .execute();
  const row = await tables(tx).selectFrom("congtam.regulation_version").select(VERSION).where("sha256", "=", sha256).executeTakeFirstOrThrow();
  return { version: versionOf(row), isNew: row.id === id };
}

/** Freezes what is not frozen yet; false when somebody else was faster. */
export async function markFrozen(tx: Transaction, id: string, by: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx).updateTable("congtam.regulation_version").set({ frozen_at: at, frozen_by: by }).where("id", "=", id).where("frozen_at", "is", null).executeTakeFirst();
  return numUpdatedRows > 0n;
}
