import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "./database.ts";
import { Problem } from "./problem.ts";

type Tables = { "congtam.idempotency": { account: string; key: string; operation: string; request_hash: string; status: number | null; answer: string | null; version: string | null; at?: Date } };

/** An answer that was given before, to be given again. */
type Kept = { readonly status: number; readonly answer: string; readonly version: string | undefined };

/** What the client asked, as one hash: the same key with another request is a mistake. */
const hashOf = (request: unknown): string => createHash("sha256").update(JSON.stringify(request)).digest("hex");

/** Whose key it is: the same key of two accounts is two keys. */
type Claim = { readonly account: string; readonly key: string };

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
export async function recall(tx: Transaction, { account, key }: Claim, operation: string, request: unknown): Promise<Kept | undefined> {
  const db = tx.tables<Tables>();
  const request_hash = hashOf(request);
  const claimed = await db.insertInto("congtam.idempotency").values({ account, key, operation, request_hash, status: null, answer: null, version: null }).onConflict((on) => on.doNothing()).executeTakeFirst();
  if ((claimed.numInsertedOrUpdatedRows ?? 0n) > 0n) return undefined;
  const before = await db.selectFrom("congtam.idempotency").selectAll().where("account", "=", account).where("key", "=", key).executeTakeFirst();
  // Removed between the two questions, for its age: asked again, it is a new request.
  if (before === undefined) throw new Problem("unavailable");
  if (before.operation !== operation || before.request_hash !== request_hash || before.status === null) {
    throw new Problem("invalid-input", { detail: { vi: "Idempotency-Key này đã dùng cho một yêu cầu khác.", en: "This Idempotency-Key was used for another request." } });
  }
  return { status: before.status, answer: before.answer ?? "", version: before.version ?? undefined };
}

/** Keeps the answer under its key, in the same transaction as the change. */
export async function remember(tx: Transaction, { account, key }: Claim, kept: Kept): Promise<void> {
  await tx.tables<Tables>().updateTable("congtam.idempotency").set({ status: kept.status, answer: kept.answer, version: kept.version ?? null }).where("account", "=", account).where("key", "=", key).execute();
}

/** Gives the key back after a refusal that is recorded all the same: nothing was done that must not be done twice. */
export async function release(tx: Transaction, { account, key }: Claim): Promise<void> {
  await tx.tables<Tables>().deleteFrom("congtam.idempotency").where("account", "=", account).where("key", "=", key).execute();
}

/** Forgets answers older than a day, which nobody asks for again. Returns how many. */
export async function sweepIdempotency(tx: Transaction): Promise<number> {
  const { numDeletedRows } = await tx.tables<Tables>().deleteFrom("congtam.idempotency").where("at", "<", sql<Date>`clock_timestamp() - interval '1 day'`).executeTakeFirst();
  return Number(numDeletedRows);
}
