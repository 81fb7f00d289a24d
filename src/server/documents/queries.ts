import type { Kysely } from "kysely";
import type { Letterhead } from "../../contract/documents.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL. */

type Tables = {
  "congtam.document_setting": { number: number; at: Date; by: string; setting: Letterhead };
  "congtam.document_template": { kind: string; number: number; at: Date; by: string; name: string | null; bytes: Buffer | null; sha256: string | null };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export const newestSetting = (tx: Transaction): Promise<{ number: number; setting: Letterhead } | undefined> => tables(tx).selectFrom("congtam.document_setting").select(["number", "setting"]).orderBy("number", "desc").limit(1).executeTakeFirst();

/** False when the number is taken. */
export async function addSetting(tx: Transaction, number: number, at: Date, by: string, setting: Letterhead): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.document_setting")
    .values({ number, at, by, setting: JSON.stringify(setting) as unknown as Letterhead })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export type KeptTemplate = { readonly kind: string; readonly number: number; readonly at: Date; readonly by: string; readonly name: string | null; readonly sha256: string | null };

/** The newest of each kind, without the files. */
export const newestTemplates = (tx: Transaction): Promise<KeptTemplate[]> => tables(tx).selectFrom("congtam.document_template").distinctOn("kind").select(["kind", "number", "at", "by", "name", "sha256"]).orderBy("kind").orderBy("number", "desc").execute();

/** The newest template of a kind with its file. */
export const newestTemplate = (tx: Transaction, kind: string): Promise<(KeptTemplate & { readonly bytes: Buffer | null }) | undefined> =>
  tables(tx).selectFrom("congtam.document_template").select(["kind", "number", "at", "by", "name", "sha256", "bytes"]).where("kind", "=", kind).orderBy("number", "desc").limit(1).executeTakeFirst();

/** False when the number is taken. */
export async function addTemplate(tx: Transaction, { kind, number, at, by, name, sha256 }: KeptTemplate, bytes: Buffer | null): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.document_template")
    .values({ kind, number, at, by, name, sha256, bytes })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
