import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { BesideFile } from "../../contract/attached-file.ts";
import { requireGivenOut } from "../evidence/index.ts";
import { FILE_TYPES, type FileKind, type FileReply, type NewFile, Problem, type Transaction } from "../platform/index.ts";
import { VERDICT } from "./inspection-scan-queries.ts";

/** The room's own table of what inspections have photographed and gathered. */

type Tables = { "congtam.inspection_file": { inspection: string; number: number; name: string; kind: FileKind; sha256: string; bytes: Buffer; at: Date; by: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** A file without its bytes, with who brought it. */
export type InspectionFile = BesideFile & { readonly by: string };

/** The files of these inspections, by inspection. */
export async function filesOfInspections(tx: Transaction, inspections: readonly string[]): Promise<ReadonlyMap<string, InspectionFile[]>> {
  if (inspections.length === 0) return new Map();
  const rows = await tables(tx).selectFrom("congtam.inspection_file as f").select(["inspection", "number", "name", "sha256", "at", "by", sql<number>`length(bytes)`.as("size"), VERDICT.as("scan")]).where(sql<boolean>`inspection = any(${inspections}::text[])`).orderBy("inspection").orderBy("number").execute();
  return new Map([...Map.groupBy(rows, (one) => one.inspection)].map(([inspection, own]) => [inspection, own.map(({ inspection: _inspection, at, ...file }) => ({ ...file, at: at.toISOString() }))]));
}

const MOST_FILES = 200;

/** The next file of an inspection; what the ledger says of it. */
export async function insertInspectionFile(tx: Transaction, inspection: string, { name, kind, bytes }: NewFile, by: string): Promise<{ readonly number: number; readonly name: string; readonly kind: FileKind; readonly sha256: string; readonly at: string; readonly by: string }> {
  const newest = await tables(tx).selectFrom("congtam.inspection_file").select(sql<number>`coalesce(max(number), 0)::integer`.as("number")).where("inspection", "=", inspection).executeTakeFirstOrThrow();
  const number = newest.number + 1;
  if (number > MOST_FILES) throw new Problem("conflict", { detail: { vi: `Cuộc kiểm tra đã có ${String(MOST_FILES)} tệp.`, en: `The inspection has ${String(MOST_FILES)} files already.` } });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const at = await tx.now();
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.inspection_file").values({ inspection, number, name, kind, sha256, bytes: Buffer.from(bytes), at, by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new Problem("conflict", { detail: { vi: "Người khác vừa thêm tệp; hãy thử lại.", en: "Somebody else has just added a file; try again." } });
  return { number, name, kind, sha256, at: at.toISOString(), by };
}

/** One file as a browser keeps it. */
export async function inspectionFileReply(tx: Transaction, inspection: string, number: number): Promise<FileReply> {
  const row = await tables(tx).selectFrom("congtam.inspection_file as f").select(["name", "kind", "sha256", "bytes", VERDICT.as("scan")]).where("inspection", "=", inspection).where("number", "=", number).executeTakeFirst();
  if (row === undefined) throw new Problem("not-found");
  requireGivenOut(row.scan);
  return { file: { name: row.name, type: FILE_TYPES[row.kind], make: async () => new Uint8Array(row.bytes) }, version: row.sha256 };
}
