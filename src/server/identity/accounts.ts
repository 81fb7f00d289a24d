import type { Account } from "../../contract/identity.ts";
import type { Role } from "../../contract/route.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { hashPassword } from "./passwords.ts";
import { anyAccount, anyWaivedAccount, beginGrants, grantsOf, insertAccount, lockPerson, rolesElsewhere, type StoredAccount, type StoredGrant } from "./queries.ts";
import { type PasswordFault, passwordFault, type RoleFault, roleFault } from "./rules.ts";
import { newId } from "./secrets.ts";
import { deleteSessionsOf } from "./session-queries.ts";

/** Accounts as others see them, and making one. */

const secondFactorOf = (row: StoredAccount): Account["secondFactor"] => (row.second_factor_waived ? "waived" : row.otp_secret === null ? "none" : "enrolled");

export function accountView(row: StoredAccount, grants: readonly StoredGrant[]): Account {
  const roles = grants.filter(({ account }) => account === row.id).map(({ role, valid_from, valid_to }) => ({ role, from: valid_from.toISOString(), to: valid_to?.toISOString() ?? null }));
  return {
    id: row.id,
    username: row.username,
    personId: row.person_id,
    name: row.name,
    roles,
    secondFactor: secondFactorOf(row),
    hasPassword: row.password_hash !== null,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

export const viewOf = async (tx: Transaction, row: StoredAccount): Promise<Account> => accountView(row, await grantsOf(tx, [row.id], await tx.now()));

const PASSWORD_FAULTS: Readonly<Record<PasswordFault, { vi: string; en: string }>> = {
  "too-short": { vi: "Mật khẩu cần ít nhất 12 ký tự.", en: "The password needs at least 12 characters." },
  "holds-username": { vi: "Mật khẩu không được là tên đăng nhập.", en: "The password must not be the user name." },
};

export function requireGoodPassword(password: string, username: string): void {
  const fault = passwordFault(password, username);
  if (fault === undefined) return;
  const detail = PASSWORD_FAULTS[fault];
  throw new Problem("invalid-input", { detail, fields: [{ pointer: "/password", message: detail.vi }] });
}

const ROLE_FAULTS: Readonly<Record<RoleFault, { vi: string; en: string }>> = {
  "own-account": { vi: "Không ai được đổi vai trò của chính mình.", en: "Nobody changes their own roles." },
  "administrator-alone": { vi: "Quản trị viên không được giữ vai trò khác, kể cả ở tài khoản khác của cùng một người.", en: "An administrator has no other role, on no account of the same person." },
  twice: { vi: "Một vai trò được ghi hai lần.", en: "A role is named twice." },
  past: { vi: "Thời điểm kết thúc đã qua.", en: "The end lies in the past." },
};

export function refuseRoles(fault: RoleFault | undefined): void {
  if (fault === undefined) return;
  const detail = ROLE_FAULTS[fault];
  if (fault === "own-account" || fault === "administrator-alone") throw new Problem("conflict", { detail });
  throw new Problem("invalid-input", { detail, fields: [{ pointer: "/roles", message: detail.vi }] });
}

export type NewAccount = {
  readonly username: string;
  readonly personId: string;
  readonly name: string;
  /** Without one, the first reset link sets it. */
  readonly password?: string;
  readonly roles?: readonly Role[];
  /** Only for demonstrations. */
  readonly secondFactorWaived?: boolean;
  /** Who makes it: an account's id, or the program's own name. */
  readonly by: string;
};

/** Makes an account; the caller records the entry. Throws when the name is taken or a rule is broken. */
export async function createAccount(tx: Transaction, given: NewAccount): Promise<{ readonly accountId: string; readonly audit: AuditEntry }> {
  const { username, personId, name, password, roles = [], secondFactorWaived = false, by } = given;
  if (password !== undefined) requireGoodPassword(password, username);
  const now = await tx.now();
  const id = newId();
  await lockPerson(tx, personId);
  const wanted = roles.map((role) => ({ role, to: null }));
  refuseRoles(roleFault(wanted, await rolesElsewhere(tx, { id, person_id: personId }, now), false, now));
  const password_hash = password === undefined ? null : await hashPassword(password);
  const isNew = await insertAccount(tx, { id, username, person_id: personId, name, password_hash, otp_secret: null, otp_pending: null, second_factor_waived: secondFactorWaived, disabled_at: null, created_at: now });
  if (!isNew) throw new Problem("conflict", { detail: { vi: "Tên đăng nhập đã có người dùng.", en: "The user name is taken." }, fields: [{ pointer: "/username", message: "Tên đăng nhập đã có người dùng." }] });
  await beginGrants(tx, id, wanted, { by, now });
  return { accountId: id, audit: { action: "identity.account-added", subject: `account:${id}`, data: { username, personId, name, roles, secondFactorWaived } } };
}

/** Whether anybody could ever sign in: an empty house is furnished first. */
export const hasAccounts = async (tx: Transaction): Promise<boolean> => (await anyAccount(tx)) !== undefined;

/** Whether people of a demonstration, whose passwords everybody knows, can sign in. */
export const isDemonstration = async (tx: Transaction): Promise<boolean> => (await anyWaivedAccount(tx)) !== undefined;

/** Signs an account out everywhere; returns how many sessions ended. */
export const endSessionsOf = (tx: Transaction, accountId: string): Promise<number> => deleteSessionsOf(tx, accountId);
