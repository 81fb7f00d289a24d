import type { Insertable, Selectable } from "kysely";
import type { Role } from "../../contract/route.ts";
import type { Transaction } from "../platform/index.ts";
import { grantedTo } from "./session-queries.ts";
import { type ApiKeyRow, tablesOf } from "./tables.ts";

/** SQL of the keys of other systems. */

export type StoredKey = Selectable<ApiKeyRow>;

/** A key with what its account is at this moment. */
type KnownKey = {
  readonly id: string;
  readonly accountId: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly granted: readonly Role[];
};

export const findKey = (tx: Transaction, secretHash: string, now: Date): Promise<KnownKey | undefined> =>
  tablesOf(tx)
    .selectFrom("congtam.api_key as k")
    .innerJoin("congtam.account as a", "a.id", "k.account")
    .select(["k.id", "a.id as accountId", "a.person_id as personId", "a.name", "k.roles", "k.expires_at as expiresAt", "k.last_used_at as lastUsedAt", "k.revoked_at as revokedAt", "a.disabled_at as disabledAt"])
    .select(grantedTo(now).as("granted"))
    .where("k.secret_hash", "=", secretHash)
    .executeTakeFirst();

export async function touchKey(tx: Transaction, id: string, now: Date): Promise<void> {
  await tablesOf(tx).updateTable("congtam.api_key").set({ last_used_at: now }).where("id", "=", id).execute();
}

export const insertKey = (tx: Transaction, row: Insertable<ApiKeyRow>): Promise<StoredKey> => tablesOf(tx).insertInto("congtam.api_key").values(row).returningAll().executeTakeFirstOrThrow();

/** Locked until the end of the transaction. */
export const lockKey = (tx: Transaction, id: string): Promise<StoredKey | undefined> => tablesOf(tx).selectFrom("congtam.api_key").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

export const revokeKey = (tx: Transaction, id: string, change: { readonly revoked_at: Date; readonly revoked_by: string }): Promise<StoredKey> =>
  tablesOf(tx).updateTable("congtam.api_key").set(change).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

type KeySearch = { readonly account: string | undefined; readonly after: string; readonly limit: number };

/** By id, which begins with the moment of issue; after one of them. */
export const keysAfter = (tx: Transaction, { account, after, limit }: KeySearch): Promise<StoredKey[]> =>
  tablesOf(tx)
    .selectFrom("congtam.api_key")
    .selectAll()
    .where("id", ">", after)
    .$if(account !== undefined, (query) => query.where("account", "=", account ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
