import type { Account } from "../../contract/identity.ts";
import type { Role } from "../../contract/route.ts";
import { type AuditEntry, type Bilingual, Problem, type Transaction } from "../platform/index.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { anyAccount, anyWaivedAccount, beginGrants, grantsOf, insertAccount, keepPassword, lastPasswords, lockPerson, otherAdministrator, rolesElsewhere, type StoredAccount, type StoredGrant } from "./queries.ts";
import { idleSince, isIdleAccount, PASSWORDS_REMEMBERED, type PasswordFault, passwordFault, type RoleFault, roleFault } from "./rules.ts";
import { newId } from "./secrets.ts";
import { deleteSessionsOf } from "./session-queries.ts";

/** Accounts as others see them, making one, and what its passwords must not be. */

/** What the ledger keeps about an account. */
export const about = (action: string, accountId: string, data: AuditEntry["data"] = {}): readonly [AuditEntry] => [{ action: `identity.${action}`, subject: `account:${accountId}`, data }];

export const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** A field that is well formed but cannot be. */
export const misfit = (pointer: string, words: Bilingual): Problem => new Problem("invalid-input", { detail: words, fields: [{ pointer, message: words }] });

/** What was asked for, or the answer that there is none. */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Problem("not-found");
  return row;
}

const secondFactorOf = (row: StoredAccount): Account["secondFactor"] => (row.second_factor_waived ? "waived" : row.otp_secret === null ? "none" : "enrolled");

/** Services never sign in, and a demonstration may be looked at after any time. */
const mayIdle = ({ is_service, second_factor_waived }: StoredAccount): boolean => !is_service && !second_factor_waived;

/** Whether nobody has signed in to the account for so long that it counts as disabled. */
const isIdle = (account: StoredAccount, now: Date): boolean => mayIdle(account) && isIdleAccount(account.active_at, now);

/**
 * Whether an idle account is kept out. The last administrator who could let others in again is not: a house that is
 * quiet between two campaigns would lock itself.
 */
export async function isKeptOut(tx: Transaction, account: StoredAccount): Promise<boolean> {
  const now = await tx.now();
  if (!isIdle(account, now)) return false;
  const grants = await grantsOf(tx, [account.id], now);
  const isAdministrator = grants.some(({ role }) => role === "administrator");
  return !isAdministrator || (await otherAdministrator(tx, account.id, idleSince(now), now)) !== undefined;
}

export function accountView(row: StoredAccount, grants: readonly StoredGrant[], now: Date): Account {
  const roles = grants.filter(({ account }) => account === row.id).map(({ role, valid_from, valid_to }) => ({ role, from: valid_from.toISOString(), to: valid_to?.toISOString() ?? null }));
  return {
    id: row.id,
    username: row.username,
    personId: row.person_id,
    name: row.name,
    roles,
    secondFactor: secondFactorOf(row),
    hasPassword: row.password_hash !== null,
    isService: row.is_service,
    oidc: row.oidc_issuer === null || row.oidc_subject === null ? null : { issuer: row.oidc_issuer, subject: row.oidc_subject },
    disabledAt: row.disabled_at?.toISOString() ?? null,
    isIdle: isIdle(row, now),
    createdAt: row.created_at.toISOString(),
  };
}

export async function viewOf(tx: Transaction, row: StoredAccount): Promise<Account> {
  const now = await tx.now();
  return accountView(row, await grantsOf(tx, [row.id], now), now);
}

/** The account for whoever is to change it, who has seen how it is now. */
export async function requireSeen(tx: Transaction, account: StoredAccount, seen: string | undefined): Promise<void> {
  if (seen !== String(account.version)) throw new Problem("stale", { extra: { current: await viewOf(tx, account) } });
}

/** An account as the answer to its change, with its version. */
export const replyOf = async (tx: Transaction, account: StoredAccount): Promise<{ readonly body: Account; readonly version: string }> => ({ body: await viewOf(tx, account), version: String(account.version) });

const PASSWORD_FAULTS: Readonly<Record<PasswordFault, Bilingual>> = {
  "too-short": { vi: "Mật khẩu cần ít nhất 12 ký tự.", en: "The password needs at least 12 characters." },
  "holds-username": { vi: "Mật khẩu không được là tên đăng nhập.", en: "The password must not be the user name." },
};

export function requireGoodPassword(password: string, username: string): void {
  const fault = passwordFault(password, username);
  if (fault === undefined) return;
  throw misfit("/password", PASSWORD_FAULTS[fault]);
}

/** Whoever runs the system may not go back to a password of before; each is tried, since only hashes are kept. */
export async function requireNewPassword(tx: Transaction, account: string, password: string): Promise<void> {
  const grants = await grantsOf(tx, [account], await tx.now());
  if (!grants.some(({ role }) => role === "administrator")) return;
  const used = await Promise.all((await lastPasswords(tx, account, PASSWORDS_REMEMBERED)).map((hash) => isPassword(hash, password)));
  if (used.includes(true)) throw misfit("/password", { vi: `Quản trị viên không dùng lại ${String(PASSWORDS_REMEMBERED)} mật khẩu gần nhất.`, en: `An administrator does not use one of the last ${String(PASSWORDS_REMEMBERED)} passwords again.` });
}

/** The hash of a password that from now on is among the account's last ones. */
export async function rememberPassword(tx: Transaction, account: string, password_hash: string): Promise<void> {
  await keepPassword(tx, account, { password_hash, since: await tx.now(), limit: PASSWORDS_REMEMBERED });
}

const ROLE_FAULTS: Readonly<Record<RoleFault, Bilingual>> = {
  "own-account": { vi: "Không ai được đổi vai trò của chính mình.", en: "Nobody changes their own roles." },
  "administrator-alone": { vi: "Quản trị viên không được giữ vai trò khác, kể cả ở tài khoản khác của cùng một người.", en: "An administrator has no other role, on no account of the same person." },
  twice: { vi: "Một vai trò được ghi hai lần.", en: "A role is named twice." },
  past: { vi: "Thời điểm kết thúc đã qua.", en: "The end lies in the past." },
  "service-guarded": { vi: "Hệ thống khác không giữ được vai trò cần mã xác thực thứ hai.", en: "Another system has no role that needs a second factor." },
};

export function refuseRoles(fault: RoleFault | undefined): void {
  if (fault === undefined) return;
  const detail = ROLE_FAULTS[fault];
  if (fault === "own-account" || fault === "administrator-alone" || fault === "service-guarded") throw new Problem("conflict", { detail });
  throw misfit("/roles", detail);
}

const NAME_TAKEN: Bilingual = { vi: "Tên đăng nhập đã có người dùng.", en: "The user name is taken." };

export type NewAccount = {
  readonly username: string;
  readonly personId: string;
  readonly name: string;
  /** Without one, the first reset link sets it. */
  readonly password?: string;
  readonly roles?: readonly Role[];
  /** Only for demonstrations. */
  readonly secondFactorWaived?: boolean;
  /** Another system, which works with keys. */
  readonly isService?: boolean;
  /** Who makes it: an account's id, or the program's own name. */
  readonly by: string;
};

/** Makes an account; the caller records the entry. Throws when the name is taken or a rule is broken. */
export async function createAccount(tx: Transaction, given: NewAccount): Promise<{ readonly accountId: string; readonly audit: AuditEntry }> {
  const { username, personId, name, password, roles = [], secondFactorWaived = false, isService = false, by } = given;
  if (password !== undefined) requireGoodPassword(password, username);
  const now = await tx.now();
  const id = newId();
  await lockPerson(tx, personId);
  const wanted = roles.map((role) => ({ role, to: null }));
  refuseRoles(roleFault(wanted, await rolesElsewhere(tx, { id, person_id: personId }, now), { isService }, now));
  const password_hash = password === undefined ? null : await hashPassword(password);
  const isNew = await insertAccount(tx, { id, username, person_id: personId, name, password_hash, otp_secret: null, otp_pending: null, second_factor_waived: secondFactorWaived, is_service: isService, oidc_issuer: null, oidc_subject: null, disabled_at: null, active_at: now, created_at: now });
  if (!isNew) throw new Problem("conflict", { detail: NAME_TAKEN, fields: [{ pointer: "/username", message: NAME_TAKEN }] });
  if (password_hash !== null) await rememberPassword(tx, id, password_hash);
  await beginGrants(tx, id, wanted, { by, now });
  return { accountId: id, audit: { action: "identity.account-added", subject: `account:${id}`, data: { username, personId, name, roles, secondFactorWaived, isService, grantedBy: by, at: now.toISOString() } } };
}

/** Whether anybody could ever sign in: an empty house is furnished first. */
export const hasAccounts = async (tx: Transaction): Promise<boolean> => (await anyAccount(tx)) !== undefined;

/** Whether people of a demonstration, whose passwords everybody knows, can sign in. */
export const isDemonstration = async (tx: Transaction): Promise<boolean> => (await anyWaivedAccount(tx)) !== undefined;

/** Signs an account out everywhere; returns how many sessions ended. */
export const endSessionsOf = (tx: Transaction, accountId: string): Promise<number> => deleteSessionsOf(tx, accountId);
