import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Role } from "../../contract/route.ts";
import { announce, SESSION, type Transaction } from "../platform/index.ts";
import type { AttemptKind, Attempts, Via } from "./rules.ts";
import { type FailedAttemptRow, type SessionRow, tablesOf } from "./tables.ts";

/** SQL of sessions and failed attempts. */

/** A session with what its account is at this moment. */
export type StoredSession = {
  readonly id: string;
  readonly accountId: string;
  readonly personId: string;
  readonly username: string;
  readonly name: string;
  readonly lastSeen: Date;
  readonly expiresAt: Date;
  readonly shownAt: Date | null;
  readonly disabledAt: Date | null;
  readonly waived: boolean;
  readonly enrolled: boolean;
  readonly via: Via;
  /** What was granted and holds now, counted or not. */
  readonly granted: readonly Role[];
};

/** The roles that the account called `a` in a query holds at this moment. */
export const grantedTo = (now: Date): RawBuilder<Role[]> =>
  sql<Role[]>`array(select distinct g.role from congtam.role_grant g where g.account = a.id and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now}) order by g.role)`;

const sessionsAt = (tx: Transaction, now: Date) =>
  tablesOf(tx)
    .selectFrom("congtam.session as s")
    .innerJoin("congtam.account as a", "a.id", "s.account")
    .select(["s.id", "a.id as accountId", "a.person_id as personId", "a.username", "a.name", "s.last_seen as lastSeen", "s.expires_at as expiresAt", "s.second_factor_at as shownAt", "s.via", "a.disabled_at as disabledAt", "a.second_factor_waived as waived"])
    .select((eb) => eb("a.otp_secret", "is not", null).$castTo<boolean>().as("enrolled"))
    .select(grantedTo(now).as("granted"));

export const findSession = (tx: Transaction, by: "id" | "token_hash", value: string, now: Date): Promise<StoredSession | undefined> => sessionsAt(tx, now).where(`s.${by}`, "=", value).executeTakeFirst();

/** Those of these sessions that there are; one parameter, however many. */
export const findSessions = (tx: Transaction, ids: readonly string[], now: Date): Promise<StoredSession[]> => sessionsAt(tx, now).where(sql<boolean>`s.id = any(${ids}::text[])`).execute();

type OpenSession = Pick<StoredSession, "id" | "lastSeen" | "expiresAt" | "shownAt"> & { readonly since: Date };

/** Of one account, last used first; ended are only those that have outlived their latest end. */
export const sessionsOf = (tx: Transaction, account: string, now: Date): Promise<OpenSession[]> =>
  tablesOf(tx)
    .selectFrom("congtam.session")
    .select(["id", "created_at as since", "last_seen as lastSeen", "expires_at as expiresAt", "second_factor_at as shownAt"])
    .where("account", "=", account)
    .where("expires_at", ">", now)
    .orderBy("last_seen", "desc")
    .orderBy("id")
    .execute();

export async function insertSession(tx: Transaction, row: SessionRow): Promise<void> {
  await tablesOf(tx).insertInto("congtam.session").values(row).execute();
}

export async function touchSession(tx: Transaction, id: string, now: Date): Promise<void> {
  await tablesOf(tx).updateTable("congtam.session").set({ last_seen: now }).where("id", "=", id).execute();
}

/** After the person proved again who they are, the session goes on under a new token. */
export async function renewToken(tx: Transaction, id: string, token_hash: string, second_factor_at: Date | null): Promise<void> {
  await tablesOf(tx).updateTable("congtam.session").set({ token_hash, second_factor_at }).where("id", "=", id).execute();
}

export async function deleteSession(tx: Transaction, by: "id" | "token_hash", value: string): Promise<void> {
  const ended = await tablesOf(tx).deleteFrom("congtam.session").where(by, "=", value).returning("id").execute();
  // Whatever stands open in the session ends with it.
  if (ended.length > 0) await announce(tx, [{ topic: SESSION, data: {}, facts: { sessions: ended.map(({ id }) => id) } }]);
}

/** What an account may do has changed: whatever stands open for it is looked at again. */
export const announceRights = (tx: Transaction, account: string): Promise<void> => announce(tx, [{ topic: SESSION, data: {}, facts: { accounts: [account] } }]);

/** Ends all sessions of an account; returns how many there were. */
export async function deleteSessionsOf(tx: Transaction, account: string): Promise<number> {
  const { numDeletedRows } = await tablesOf(tx).deleteFrom("congtam.session").where("account", "=", account).executeTakeFirst();
  await announceRights(tx, account);
  return Number(numDeletedRows);
}

export async function deleteSessionsBefore(tx: Transaction, ended: Date): Promise<void> {
  await tablesOf(tx).deleteFrom("congtam.session").where("expires_at", "<", ended).execute();
}

const attemptsOf = (row: Selectable<FailedAttemptRow> | undefined): Attempts | undefined => (row === undefined ? undefined : { failures: row.failures, firstAt: row.first_at, lastAt: row.last_at, lockedUntil: row.locked_until });

export const readAttempts = (tx: Transaction, kind: AttemptKind, key: string): Promise<Attempts | undefined> =>
  tablesOf(tx).selectFrom("congtam.failed_attempt").selectAll().where("kind", "=", kind).where("key_hash", "=", key).executeTakeFirst().then(attemptsOf);

/** The count of one key, which until the end of the transaction is nobody else's: guesses in parallel come one by one. */
export async function lockAttempts(tx: Transaction, kind: AttemptKind, key_hash: string, now: Date): Promise<Attempts | undefined> {
  const db = tablesOf(tx);
  const none = { kind, key_hash, failures: 0, first_at: now, last_at: now, locked_until: null };
  await db.insertInto("congtam.failed_attempt").values(none).onConflict((on) => on.doNothing()).execute();
  return attemptsOf(await db.selectFrom("congtam.failed_attempt").selectAll().where("kind", "=", kind).where("key_hash", "=", key_hash).forUpdate().executeTakeFirst());
}

export async function writeAttempts(tx: Transaction, kind: AttemptKind, key: string, { failures, firstAt, lastAt, lockedUntil }: Attempts): Promise<void> {
  await tablesOf(tx).updateTable("congtam.failed_attempt").set({ failures, first_at: firstAt, last_at: lastAt, locked_until: lockedUntil }).where("kind", "=", kind).where("key_hash", "=", key).execute();
}

export async function deleteAttemptsBefore(tx: Transaction, forgotten: Date): Promise<void> {
  await tablesOf(tx).deleteFrom("congtam.failed_attempt").where("last_at", "<", forgotten).execute();
}
