import type { Kysely } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about what was read out of files. */

type Tables = { "congtam.evidence_page": { sha256: string; page: number; text: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type PageText = { readonly page: number; readonly text: string };

export const pageTexts = (tx: Transaction, sha256: string, after: number, limit: number): Promise<PageText[]> => tables(tx).selectFrom("congtam.evidence_page").select(["page", "text"]).where("sha256", "=", sha256).where("page", ">", after).orderBy("page").limit(limit).execute();

