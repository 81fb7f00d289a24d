import { type Generated, type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about what the scanner said of files beside feedback and remediation. */

type Tables = { "congtam.portal_file": { owner: string; number: number; bytes: Buffer; at: Date }; "congtam.portal_scan": { id: Generated<string>; owner: string; number: number; verdict: "clean" | "infected"; detail: string; at: Date } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** "feedback:…", "remediation:…" */
export const ownerShape = z.templateLiteral([z.enum(["feedback", "remediation"]), ":", z.string()]);
export type Owner = z.output<typeof ownerShape>;
type FileOf = { readonly owner: Owner; readonly number: number };

/** What the scanner said last of a row `f`. */
export const VERDICT = sql<"clean" | "infected" | null>`(select s.verdict from congtam.portal_scan s where (s.owner, s.number) = (f.owner, f.number) order by s.id desc limit 1)`;

export async function bytesOf(tx: Transaction, { owner, number }: FileOf): Promise<Uint8Array | undefined> {
  const row = await tables(tx).selectFrom("congtam.portal_file").select("bytes").where("owner", "=", owner).where("number", "=", number).executeTakeFirst();
  return row === undefined ? undefined : new Uint8Array(row.bytes);
}

type Said = FileOf & { readonly id: number; readonly verdict: "clean" | "infected"; readonly detail: string; readonly at: string };

export async function addVerdict(tx: Transaction, { owner, number }: FileOf, verdict: "clean" | "infected", detail: string): Promise<Said> {
  const at = await tx.now();
  const { id } = await tables(tx).insertInto("congtam.portal_scan").values({ owner, number, verdict, detail, at }).returning("id").executeTakeFirstOrThrow();
  return { id: Number(id), owner, number, verdict, detail, at: at.toISOString() };
}

const HOUR_MS = 3_600_000;

export async function filesToScan(tx: Transaction, limit: number): Promise<FileOf[]> {
  const rows = await tables(tx).selectFrom("congtam.portal_file as f").select(["f.owner", "f.number"]).where("f.at", "<", new Date((await tx.now()).getTime() - HOUR_MS)).where(sql<boolean>`not exists (select from congtam.portal_scan s where (s.owner, s.number) = (f.owner, f.number))`).orderBy("f.owner").orderBy("f.number").limit(limit).execute();
  return rows.map(({ owner, number }) => ({ owner: ownerShape.parse(owner), number }));
}
