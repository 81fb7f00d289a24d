import { type Kysely, sql } from "kysely";
import type { SheetMapping } from "../../contract/sheets.ts";
import type { Letterhead } from "../../contract/documents.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL. */

type Tables = {
  "congtam.document_setting": { number: number; at: Date; by: string; setting: Letterhead };
  "congtam.sheet_mapping": { kind: string; signature: string; number: number; at: Date; by: string; mapping: SheetMapping };
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

/** Every template that a kind had, newest first, without the files. */
export const versionsOfTemplate = (tx: Transaction, kind: string): Promise<KeptTemplate[]> => tables(tx).selectFrom("congtam.document_template").select(["kind", "number", "at", "by", "name", "sha256"]).where("kind", "=", kind).orderBy("number", "desc").execute();

const withFile = (tx: Transaction, kind: string) => tables(tx).selectFrom("congtam.document_template").select(["kind", "number", "at", "by", "name", "sha256", "bytes"]).where("kind", "=", kind);
type WithFile = KeptTemplate & { readonly bytes: Buffer | null };
/** The newest template of a kind with its file. */
export const newestTemplate = (tx: Transaction, kind: string): Promise<WithFile | undefined> => withFile(tx, kind).orderBy("number", "desc").limit(1).executeTakeFirst();
export const templateNumbered = (tx: Transaction, kind: string, number: number): Promise<WithFile | undefined> => withFile(tx, kind).where("number", "=", number).executeTakeFirst();

/** False when the number is taken. */
export async function addTemplate(tx: Transaction, { kind, number, at, by, name, sha256 }: KeptTemplate, bytes: Buffer | null): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.document_template")
    .values({ kind, number, at, by, name, sha256, bytes })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

type KeptMapping = { readonly kind: string; readonly signature: string; readonly mapping: SheetMapping; readonly at: Date; readonly by: string };

/** The newest layout of each head. */
export const mappingsOf = (tx: Transaction, kind: string): Promise<KeptMapping[]> => tables(tx).selectFrom("congtam.sheet_mapping").distinctOn("signature").select(["kind", "signature", "mapping", "at", "by"]).where("kind", "=", kind).orderBy("signature").orderBy("number", "desc").execute();

export async function newestMappingNumber(tx: Transaction, { kind, signature }: Pick<KeptMapping, "kind" | "signature">): Promise<number> {
  const row = await tables(tx).selectFrom("congtam.sheet_mapping").select(sql<number>`coalesce(max(number), 0)::integer`.as("number")).where("kind", "=", kind).where(sql<boolean>`md5(signature) = md5(${signature})`).executeTakeFirst();
  return row?.number ?? 0;
}

/** False when the number is taken. */
export async function addMapping(tx: Transaction, { mapping, ...rest }: KeptMapping & { readonly number: number }): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.sheet_mapping")
    .values({ ...rest, mapping: JSON.stringify(mapping) as unknown as SheetMapping })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
