import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { BesideFile } from "../../contract/attached-file.ts";
import { MOST_WORK_FILES } from "../../contract/personnel-work-files.ts";
import { requireGivenOut } from "../evidence/index.ts";
import { FILE_TYPES, type FileKind, type FileReply, type NewFile, Problem, type Transaction } from "../platform/index.ts";
import { VERDICT } from "./work-scan-queries.ts";

/** The room's own table of what came of pieces of work. */

type Tables = { "congtam.work_file": { period: string; item: number; number: number; name: string; kind: FileKind; sha256: string; bytes: Buffer; at: Date; by: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type Piece = { readonly period: string; readonly id: number };

/** The files of any pieces, by piece, in one question. */
export async function filesOfItems(tx: Transaction, items: readonly Piece[]): Promise<ReadonlyMap<number, BesideFile[]>> {
  if (items.length === 0) return new Map();
  const periods = [...new Set(items.map((one) => one.period))];
  const rows = await tables(tx).selectFrom("congtam.work_file as f").select(["item", "number", "name", "sha256", "at", sql<number>`length(bytes)`.as("size"), VERDICT.as("scan")]).where(sql<boolean>`period = any(${periods}::text[]) and item = any(${items.map((one) => one.id)}::bigint[])`).orderBy("item").orderBy("number").execute();
  return new Map([...Map.groupBy(rows, (one) => one.item)].map(([item, own]) => [item, own.map(({ item: _item, at, ...file }) => ({ ...file, at: at.toISOString() }))]));
}

type KeptFile = { readonly item: number; readonly number: number; readonly name: string; readonly kind: FileKind; readonly sha256: string; readonly at: string; readonly by: string };

/** The next file of a piece; what the ledger says of it. */
export async function insertWorkFile(tx: Transaction, { period, id: item }: Piece, { name, kind, bytes }: NewFile, by: string): Promise<KeptFile> {
  const newest = await tables(tx).selectFrom("congtam.work_file").select(sql<number>`coalesce(max(number), 0)::integer`.as("number")).where("period", "=", period).where("item", "=", item).executeTakeFirstOrThrow();
  const number = newest.number + 1;
  if (number > MOST_WORK_FILES) throw new Problem("conflict", { detail: { vi: `Việc này đã có ${String(MOST_WORK_FILES)} tệp đính kèm; tệp khác thì ghi số, ký hiệu ở ô tham chiếu.`, en: `The work has ${String(MOST_WORK_FILES)} files already; name others in the reference.` } });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const at = await tx.now();
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.work_file").values({ period, item, number, name, kind, sha256, bytes: Buffer.from(bytes), at, by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new Problem("conflict", { detail: { vi: "Một tệp khác vừa được thêm; hãy thử lại.", en: "Another file has just been added; try again." } });
  return { item, number, name, kind, sha256, at: at.toISOString(), by };
}

/** One file as a browser keeps it. */
export async function workFileReply(tx: Transaction, { period, id: item }: Piece, number: number): Promise<FileReply> {
  const row = await tables(tx).selectFrom("congtam.work_file as f").select(["name", "kind", "sha256", "bytes", VERDICT.as("scan")]).where("period", "=", period).where("item", "=", item).where("number", "=", number).executeTakeFirst();
  if (row === undefined) throw new Problem("not-found");
  requireGivenOut(row.scan);
  return { file: { name: row.name, type: FILE_TYPES[row.kind], make: async () => new Uint8Array(row.bytes) }, version: row.sha256 };
}
