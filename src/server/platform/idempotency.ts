import { createHash } from "node:crypto";
import type { Transaction } from "./database.ts";
import { Problem } from "./problem.ts";

type Tables = { "congtam.idempotency": { account: string; key: string; operation: string; request_hash: string; status: number | null; answer: string | null } };

/** An answer that was given before, to be given again. */
type Kept = { readonly status: number; readonly answer: string };

/** What the client asked, as one hash: the same key with another request is a mistake. */
const hashOf = (request: unknown): string => createHash("sha256").update(JSON.stringify(request)).digest("hex");

const LONGEST_KEY = 255;

export function checkedKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== "string" || header === "" || header.length > LONGEST_KEY) throw new Problem("malformed", { detail: { vi: "Idempotency-Key cần từ 1 đến 255 ký tự.", en: "Idempotency-Key must have 1 to 255 characters." } });
  return header;
}

/**
 * Claims a key within the change's own transaction. A second request with the key waits for the first; it then
 * gets the first answer, or the claim if the first was rolled back. Throws when the key stood for another request.
 */
export async function recall(tx: Transaction, account: string, key: string, operation: string, request: unknown): Promise<Kept | undefined> {
  const db = tx.tables<Tables>();
  const request_hash = hashOf(request);
  const claimed = await db.insertInto("congtam.idempotency").values({ account, key, operation, request_hash, status: null, answer: null }).onConflict((on) => on.doNothing()).executeTakeFirst();
  if ((claimed.numInsertedOrUpdatedRows ?? 0n) > 0n) return undefined;
  const before = await db.selectFrom("congtam.idempotency").selectAll().where("account", "=", account).where("key", "=", key).executeTakeFirstOrThrow();
  if (before.operation !== operation || before.request_hash !== request_hash || before.status === null) {
    throw new Problem("invalid-input", { detail: { vi: "Idempotency-Key này đã dùng cho một yêu cầu khác.", en: "This Idempotency-Key was used for another request." } });
  }
  return { status: before.status, answer: before.answer ?? "" };
}

/** Keeps the answer under its key, in the same transaction as the change. */
export async function remember(tx: Transaction, account: string, key: string, kept: Kept): Promise<void> {
  await tx.tables<Tables>().updateTable("congtam.idempotency").set({ status: kept.status, answer: kept.answer }).where("account", "=", account).where("key", "=", key).execute();
}
