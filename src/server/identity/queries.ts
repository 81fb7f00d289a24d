import { type Insertable, type Selectable, sql } from "kysely";
import type { Role } from "../../contract/route.ts";
import type { Transaction } from "../platform/index.ts";
import type { GrantHeld, GrantWanted } from "./rules.ts";
import { type AccountRow, type ResetLinkRow, type RoleGrantRow, tablesOf } from "./tables.ts";

/** SQL of accounts, their roles and reset links. */

export type StoredAccount = Selectable<AccountRow>;
/** Who somebody is at a provider. */
export type OidcIdentity = { readonly issuer: string; readonly subject: string };
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

type SealedSecrets = Pick<StoredAccount, "id" | "otp_secret" | "otp_pending">;

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

export const accountOfIdentity = (tx: Transaction, { issuer, subject }: OidcIdentity): Promise<StoredAccount | undefined> =>
  tablesOf(tx).selectFrom("congtam.account").selectAll().where("oidc_issuer", "=", issuer).where("oidc_subject", "=", subject).forUpdate().executeTakeFirst();

/** Other open accounts of the same person. */
export const otherAccounts = (tx: Transaction, { id, person_id }: Pick<StoredAccount, "id" | "person_id">): Promise<{ accountId: string; username: string }[]> =>
  tablesOf(tx).selectFrom("congtam.account").select(["id as accountId", "username"]).where("person_id", "=", person_id).where("id", "<>", id).where("disabled_at", "is", null).orderBy("username").execute();

/** Whether anybody else could sign in as administrator and enable accounts: not disabled and active since. */
export const otherAdministrator = (tx: Transaction, id: string, since: Date, now: Date): Promise<{ id: string } | undefined> =>
  tablesOf(tx)
    .selectFrom("congtam.account as a")
    .innerJoin("congtam.role_grant as g", "g.account", "a.id")
    .select("a.id")
    .where("a.id", "<>", id)
    .where("a.disabled_at", "is", null)
    .where("a.active_at", ">", since)
    .where((eb) => eb.or([eb("a.password_hash", "is not", null), eb("a.oidc_subject", "is not", null)]))
    .where("g.role", "=", "administrator")
    .where("g.valid_from", "<=", now)
    .where((eb) => eb.or([eb("g.valid_to", "is", null), eb("g.valid_to", ">", now)]))
    .limit(1)
    .executeTakeFirst();

type AccountSearch = { readonly username: string | undefined; readonly text: string | undefined; readonly after: string; readonly limit: number };

/** In the order of user names, after one of them; `text` is already in small letters without marks. */
export const searchAccounts = (tx: Transaction, { username, text, after, limit }: AccountSearch): Promise<StoredAccount[]> =>
  tablesOf(tx)
    .selectFrom("congtam.account")
    .selectAll()
    .where("username", ">", after)
    .$if(username !== undefined, (query) => query.where("username", "=", username ?? ""))
    .$if(text !== undefined, (query) => query.where(sql`strpos(folded, ${text})`, ">", 0))
    .orderBy("username")
    .limit(limit)
    .execute();

/** False when the user name is taken. */
export async function insertAccount(tx: Transaction, row: Insertable<AccountRow>): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tablesOf(tx)
    .insertInto("congtam.account")
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

type AccountChange = Partial<Pick<StoredAccount, "password_hash" | "otp_secret" | "otp_pending" | "otp_last_step" | "disabled_at" | "active_at" | "oidc_issuer" | "oidc_subject">>;

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

/** A sign-in keeps an account from going idle. It is no change of the account. */
export async function markActive(tx: Transaction, id: string, now: Date): Promise<void> {
  await tablesOf(tx).updateTable("congtam.account").set({ active_at: now }).where("id", "=", id).execute();
}

/** The last passwords as hashes, newest first. */
export async function lastPasswords(tx: Transaction, account: string, limit: number): Promise<string[]> {
  const rows = await tablesOf(tx).selectFrom("congtam.used_password").select("password_hash").where("account", "=", account).orderBy("id", "desc").limit(limit).execute();
  return rows.map((row) => row.password_hash);
}

/** Keeps a password among the last ones and forgets those before: an old hash is only a risk. */
export async function keepPassword(tx: Transaction, account: string, { password_hash, since, limit }: { readonly password_hash: string; readonly since: Date; readonly limit: number }): Promise<void> {
  const db = tablesOf(tx);
  await db.insertInto("congtam.used_password").values({ account, password_hash, since }).execute();
  const kept = db.selectFrom("congtam.used_password").select("id").where("account", "=", account).orderBy("id", "desc").limit(limit);
  await db.deleteFrom("congtam.used_password").where("account", "=", account).where("id", "not in", kept).execute();
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

const lockName = async (tx: Transaction, name: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${`identity.${name}`}, 0))`.execute(tablesOf(tx));

/** Two changes to one person's roles wait for each other, even on different accounts. */
export const lockPerson = (tx: Transaction, personId: string): Promise<unknown> => lockName(tx, `person:${personId}`);

/** One identity at the provider is linked to one account, also when two administrators link it at the same moment. */
export const lockIdentity = (tx: Transaction, { issuer, subject }: OidcIdentity): Promise<unknown> => lockName(tx, `oidc:${issuer} ${subject}`);

/** Two who try at once to be the first administrator come one after the other, so that only one succeeds. */
export const lockFirstAdministrator = (tx: Transaction): Promise<unknown> => lockName(tx, "first-administrator");

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
