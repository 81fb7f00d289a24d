import { type Insertable, type Selectable, sql } from "kysely";
import type { Role } from "../../contract/route.ts";
import type { Transaction } from "../platform/index.ts";
import type { GrantHeld, GrantWanted } from "./rules.ts";
import { type AccountRow, type ResetLinkRow, type RoleGrantRow, tablesOf } from "./tables.ts";

/** SQL of accounts, their roles and reset links. */

export type StoredAccount = Selectable<AccountRow>;
export type StoredGrant = Selectable<RoleGrantRow>;

export const accountById = (tx: Transaction, id: string): Promise<StoredAccount | undefined> => tablesOf(tx).selectFrom("congtam.account").selectAll().where("id", "=", id).executeTakeFirst();

/** Locked until the end of the transaction. */
export const lockAccount = (tx: Transaction, id: string): Promise<StoredAccount | undefined> => tablesOf(tx).selectFrom("congtam.account").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

export const lockAccountNamed = (tx: Transaction, username: string): Promise<StoredAccount | undefined> =>
  tablesOf(tx).selectFrom("congtam.account").selectAll().where("username", "=", username).forUpdate().executeTakeFirst();

export const anyAccount = (tx: Transaction): Promise<{ id: string } | undefined> => tablesOf(tx).selectFrom("congtam.account").select("id").limit(1).executeTakeFirst();

/** An account that gets in without a second factor whatever its roles ask for: only demonstrations have one. */
export const anyWaivedAccount = (tx: Transaction): Promise<{ id: string } | undefined> =>
  tablesOf(tx).selectFrom("congtam.account").select("id").where("second_factor_waived", "=", true).where("disabled_at", "is", null).limit(1).executeTakeFirst();

export type SealedSecrets = Pick<StoredAccount, "id" | "otp_secret" | "otp_pending">;

/** Every account with a sealed secret, locked until the end of the transaction. */
export const lockSealed = (tx: Transaction): Promise<SealedSecrets[]> =>
  tablesOf(tx)
    .selectFrom("congtam.account")
    .select(["id", "otp_secret", "otp_pending"])
    .where((eb) => eb.or([eb("otp_secret", "is not", null), eb("otp_pending", "is not", null)]))
    .orderBy("id")
    .forUpdate()
    .execute();

/** Replaces sealed secrets by the same ones under another seal: no change of the accounts. */
export async function writeSealed(tx: Transaction, all: readonly SealedSecrets[]): Promise<void> {
  const sealed = sql`unnest(${all.map((one) => one.id)}::text[], ${all.map((one) => one.otp_secret)}::bytea[], ${all.map((one) => one.otp_pending)}::bytea[])`;
  await sql`update congtam.account as a set otp_secret = s.secret, otp_pending = s.pending from ${sealed} as s (id, secret, pending) where a.id = s.id`.execute(tablesOf(tx));
}

/** In the order of user names, after one of them. */
export const accountsAfter = (tx: Transaction, username: string, limit: number): Promise<StoredAccount[]> =>
  tablesOf(tx).selectFrom("congtam.account").selectAll().where("username", ">", username).orderBy("username").limit(limit).execute();

/** False when the user name is taken. */
export async function insertAccount(tx: Transaction, row: Insertable<AccountRow>): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tablesOf(tx)
    .insertInto("congtam.account")
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

type AccountChange = Partial<Pick<StoredAccount, "password_hash" | "otp_secret" | "otp_pending" | "otp_last_step" | "disabled_at">>;

/** Changes an account, which then has a new version. */
export const changeAccount = (tx: Transaction, id: string, change: AccountChange): Promise<StoredAccount> =>
  tablesOf(tx)
    .updateTable("congtam.account")
    .set((eb) => ({ ...change, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Spends a one-time code; false when this step or a later one was spent already. It is no change of the account. */
export async function spendStep(tx: Transaction, id: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tablesOf(tx).updateTable("congtam.account").set({ otp_last_step: step }).where("id", "=", id).where("otp_last_step", "<", step).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Roles that hold now or are still to end, by account and role. */
export const grantsOf = async (tx: Transaction, accounts: readonly string[], now: Date): Promise<StoredGrant[]> =>
  accounts.length === 0
    ? []
    : tablesOf(tx)
        .selectFrom("congtam.role_grant")
        .selectAll()
        .where("account", "in", accounts)
        .where("valid_from", "<=", now)
        .where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", now)]))
        .orderBy("account")
        .orderBy("role")
        .execute();

/** Roles that a person holds on other accounts. */
export async function rolesElsewhere(tx: Transaction, { id, person_id }: Pick<StoredAccount, "id" | "person_id">, now: Date): Promise<Role[]> {
  const rows = await tablesOf(tx)
    .selectFrom("congtam.role_grant as g")
    .innerJoin("congtam.account as a", "a.id", "g.account")
    .select("g.role")
    .where("a.person_id", "=", person_id)
    .where("a.id", "<>", id)
    .where("a.disabled_at", "is", null)
    .where((eb) => eb.or([eb("g.valid_to", "is", null), eb("g.valid_to", ">", now)]))
    .execute();
  return rows.map(({ role }) => role);
}

/** Two changes to one person's roles wait for each other, even on different accounts. */
export async function lockPerson(tx: Transaction, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`identity.person:${personId}`}, 0))`.execute(tablesOf(tx));
}

export async function endGrants(tx: Transaction, ending: readonly GrantHeld[], by: string, now: Date): Promise<void> {
  if (ending.length === 0) return;
  const ids = ending.map(({ id }) => id);
  await tablesOf(tx).updateTable("congtam.role_grant").set({ valid_to: now, ended_by: by }).where("id", "in", ids).execute();
}

export async function beginGrants(tx: Transaction, account: string, beginning: readonly GrantWanted[], { by, now }: { readonly by: string; readonly now: Date }): Promise<void> {
  if (beginning.length === 0) return;
  const rows = beginning.map(({ role, to }) => ({ account, role, valid_from: now, valid_to: to, granted_by: by, ended_by: null }));
  await tablesOf(tx).insertInto("congtam.role_grant").values(rows).execute();
}

export async function insertLink(tx: Transaction, row: Insertable<ResetLinkRow>): Promise<void> {
  await tablesOf(tx).insertInto("congtam.reset_link").values(row).execute();
}

export const findLink = (tx: Transaction, tokenHash: string): Promise<Selectable<ResetLinkRow> | undefined> =>
  tablesOf(tx).selectFrom("congtam.reset_link").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();

/** Spends a link; false when it was spent before. */
export async function spendLink(tx: Transaction, tokenHash: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tablesOf(tx).updateTable("congtam.reset_link").set({ used_at: now }).where("token_hash", "=", tokenHash).where("used_at", "is", null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Spends every open link of an account. */
export async function spendLinks(tx: Transaction, account: string, now: Date): Promise<void> {
  await tablesOf(tx).updateTable("congtam.reset_link").set({ used_at: now }).where("account", "=", account).where("used_at", "is", null).execute();
}

export async function deleteLinksBefore(tx: Transaction, expired: Date): Promise<void> {
  await tablesOf(tx).deleteFrom("congtam.reset_link").where("expires_at", "<", expired).execute();
}
