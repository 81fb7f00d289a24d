import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { BesideFile } from "../../contract/attached-file.ts";
import { requireGivenOut } from "../evidence/index.ts";
import { FILE_TYPES, type FileKind, type FileReply, type NewFile, Problem, type Transaction } from "../platform/index.ts";
import { type Owner, VERDICT } from "./scan-queries.ts";
import { scanning } from "./scanning.ts";

/** Files beside feedback and remediation: kept as they came, handed out to be kept. */

/** What comes from anybody in an hour is bounded as a whole: nobody fills the store by hand. */
const MOST_PUBLIC_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

type Tables = { "congtam.portal_file": { owner: string; number: number; name: string; kind: FileKind; sha256: string; bytes: Buffer; at: Date; by: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type Kept = Omit<BesideFile, "size" | "scan"> & { readonly kind: FileKind };

/** The next file of an owner; what the ledger says of it. */
export async function addFile(tx: Transaction, owner: Owner, { name, kind, bytes }: NewFile, by: string): Promise<Kept> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const newest = await tables(tx).selectFrom("congtam.portal_file").select(sql<number>`coalesce(max(number), 0)::integer`.as("number")).where("owner", "=", owner).executeTakeFirstOrThrow();
  const number = newest.number + 1;
  const at = await tx.now();
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.portal_file")
    .values({ owner, number, name, kind, sha256, bytes: Buffer.from(bytes), at, by })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new Problem("conflict", { detail: { vi: "Người khác vừa thêm tệp; hãy thử lại.", en: "Somebody else has just added a file; try again." } });
  await scanning.enqueue(tx, [{ owner, number }]);
  return { number, name, kind, sha256, at: at.toISOString() };
}

/** Whether the house has a scanner: with one, what it has not seen yet waits. */
export type Scanned = { readonly isScanned: boolean };

const scanOf = (verdict: "clean" | "infected" | null, isScanned: boolean): BesideFile["scan"] => verdict ?? (isScanned ? "waiting" : "unscanned");

/** The files of an owner, without their bytes. */
export async function filesOf(tx: Transaction, owner: Owner, { isScanned }: Scanned): Promise<BesideFile[]> {
  const rows = await tables(tx).selectFrom("congtam.portal_file as f").select(["f.number", "f.name", "f.sha256", "f.at", sql<number>`length(f.bytes)`.as("size"), VERDICT.as("verdict")]).where("f.owner", "=", owner).orderBy("f.number").execute();
  return rows.map(({ at, verdict, ...file }) => ({ ...file, at: at.toISOString(), scan: scanOf(verdict, isScanned) }));
}

/** One file as a browser keeps it. */
export async function fileReply(tx: Transaction, owner: Owner, number: number, { isScanned }: Scanned): Promise<FileReply> {
  const row = await tables(tx).selectFrom("congtam.portal_file as f").select(["f.name", "f.kind", "f.sha256", "f.bytes", VERDICT.as("verdict")]).where("f.owner", "=", owner).where("f.number", "=", number).executeTakeFirst();
  if (row === undefined) throw new Problem("not-found");
  requireGivenOut(scanOf(row.verdict, isScanned));
  return { file: { name: row.name, type: FILE_TYPES[row.kind], make: async () => new Uint8Array(row.bytes) }, version: row.sha256 };
}

/** Whether the public may still send files in this hour. */
export async function takesPublicFiles(tx: Transaction, now: Date): Promise<boolean> {
  const row = await tables(tx).selectFrom("congtam.portal_file").select(sql<number>`count(*)::integer`.as("count")).where("by", "=", "public").where("at", ">", new Date(now.getTime() - HOUR_MS)).executeTakeFirst();
  return (row?.count ?? 0) < MOST_PUBLIC_AN_HOUR;
}
