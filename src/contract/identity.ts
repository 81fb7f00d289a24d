import { z } from "zod";
import { dated } from "./organisation.ts";
import { LEAST_REASON } from "./prose.ts";
import { grant, id, pageOf, pageQuery, ROLES, route, time } from "./route.ts";

/** Signing in and out, accounts and their roles, the second factor. Providers and keys have files of their own. */

/** Names fold to lower case; letters with marks are folded by whoever chooses the name. */
export const username = z.string().toLowerCase().regex(/^[a-z0-9._-]{1,64}$/);
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;
const password = z.string().min(1).max(LONGEST_PASSWORD);
const newPassword = z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD);
const otp = z.string().regex(/^\d{6}$/);
const role = z.enum(ROLES);
/** One line of text: no control characters, no halves of characters. */
export const personName = z.string().trim().max(200).regex(/^[^\p{Cc}\p{Cs}]+$/u);
const reason = z.string().trim().min(LEAST_REASON).max(2000).regex(/^[^\0\p{Cs}]*$/u);
/** What people type to find somebody; nothing that a text in the database cannot hold. */
const searched = z.string().max(200).regex(/^\P{C}*$/u);
const nothing = z.undefined();

/**
 * `not-needed`: no role asks for it; `waived`: a demonstration account; `enrolment-needed`: the roles that ask for
 * it are held back until it is set up; `renewal-needed`: set up, but this session has not shown it; `shown`.
 */
export const secondFactorState = z.enum(["not-needed", "waived", "enrolment-needed", "renewal-needed", "shown"]);

export const session = z.strictObject({
  user: z.strictObject({ accountId: id, personId: id, username: z.string(), name: z.string(), unitIds: z.array(id) }),
  /** The roles that count at this moment. */
  roles: z.array(role),
  /** The latest end of the session, however busy. */
  expiresAt: time,
  secondFactor: secondFactorState,
  /** How it was opened: with our own password, or at the authority's provider. */
  via: z.enum(["password", "oidc"]),
});
export type Session = z.output<typeof session>;

export const account = z.strictObject({
  id,
  username: z.string(),
  personId: id,
  name: z.string(),
  roles: z.array(z.strictObject({ role, from: time, to: time.nullable() })),
  secondFactor: z.enum(["none", "enrolled", "waived"]),
  hasPassword: z.boolean(),
  /** Another system that works with keys; it never signs in. */
  isService: z.boolean(),
  /** Who this is at the authority's provider. */
  oidc: z.strictObject({ issuer: z.string(), subject: z.string() }).nullable(),
  disabledAt: time.nullable(),
  /** Not used for 45 days: an administrator must enable it again. */
  isIdle: z.boolean(),
  createdAt: time,
});
export type Account = z.output<typeof account>;

export const accountPath = z.strictObject({ accountId: id });

export const signIn = route({
  operationId: "identity.signIn",
  repeatable: false,
  method: "POST",
  path: "/session",
  summary: { vi: "Đăng nhập", en: "Sign in" },
  grants: grant("any", "public"),
  body: z.strictObject({ username, password, otp: otp.optional() }),
  status: 201,
  response: session,
  problems: ["wrong-credentials", "otp-required", "sign-in-refused", "too-many-attempts"],
  example: { username: "snv.cham", password: "congtam-demo" },
});

export const readSession = route({ operationId: "identity.readSession", method: "GET", path: "/session", summary: { vi: "Tôi là ai", en: "Who am I" }, grants: grant("self", "signed-in"), response: session });

export const signOut = route({ operationId: "identity.signOut", method: "DELETE", path: "/session", summary: { vi: "Đăng xuất", en: "Sign out" }, grants: grant("self", "signed-in"), status: 204, response: nothing });

export const signOutEverywhere = route({
  operationId: "identity.signOutEverywhere",
  method: "DELETE",
  path: "/sessions",
  summary: { vi: "Đăng xuất khỏi mọi thiết bị", en: "Sign out everywhere" },
  grants: grant("self", "signed-in"),
  status: 204,
  response: nothing,
});

export const renewSession = route({
  operationId: "identity.renewSession",
  repeatable: false,
  method: "POST",
  path: "/session/renewal",
  summary: { vi: "Xác thực lại trước việc quan trọng", en: "Show password and second factor again before a weighty act" },
  grants: grant("self", "signed-in"),
  // Who signed in at the provider has shown it the password, and here only the code.
  body: z.strictObject({ password: password.optional(), otp: otp.optional() }),
  response: session,
  problems: ["wrong-credentials", "otp-required", "too-many-attempts", "conflict"],
  example: { password: "congtam-demo", otp: "123456" },
});

export const enrolSecondFactor = route({
  operationId: "identity.enrolSecondFactor",
  repeatable: false,
  method: "POST",
  path: "/second-factor",
  summary: { vi: "Thiết lập mã xác thực thứ hai", en: "Set up the second factor; the secret is shown once" },
  grants: grant("self", "signed-in"),
  status: 201,
  response: z.strictObject({ secret: z.string(), uri: z.string() }),
  version: "carries",
  problems: ["conflict", "otp-required"],
});

export const confirmSecondFactor = route({
  operationId: "identity.confirmSecondFactor",
  method: "PUT",
  path: "/second-factor",
  summary: { vi: "Xác nhận mã xác thực thứ hai", en: "Confirm the second factor with its first code" },
  grants: grant("self", "signed-in"),
  body: z.strictObject({ otp }),
  response: session,
  version: "requires",
  problems: ["conflict"],
  example: { otp: "123456" },
});

export const listAccounts = route({
  operationId: "identity.listAccounts",
  method: "GET",
  path: "/accounts",
  summary: { vi: "Danh sách tài khoản", en: "List accounts by user name; `text` is looked for in user names and names, with or without marks" },
  grants: grant("any", "administrator", "auditor"),
  query: pageQuery.extend({ username: username.optional(), text: searched.optional() }),
  response: pageOf(account),
});

export const addAccount = route({
  operationId: "identity.addAccount",
  repeatable: false,
  method: "POST",
  path: "/accounts",
  summary: { vi: "Tạo tài khoản", en: "Add an account, without a password and without roles" },
  grants: grant("any", "administrator"),
  body: z.strictObject({ username, personId: id, name: personName }),
  status: 201,
  response: account,
  version: "carries",
  problems: ["conflict"],
  example: { username: "snv.cham", personId: "p-1", name: "Nguyễn Văn An" },
});

export const readAccount = route({
  operationId: "identity.readAccount",
  method: "GET",
  path: "/accounts/{accountId}",
  summary: { vi: "Xem tài khoản", en: "Read an account" },
  grants: grant("any", "administrator", "auditor"),
  params: accountPath,
  response: account,
  version: "carries",
});

export const setRoles = route({
  operationId: "identity.setRoles",
  method: "PUT",
  path: "/accounts/{accountId}/roles",
  summary: { vi: "Giao vai trò", en: "Set the roles from now on; what is left out ends" },
  grants: grant("any", "administrator"),
  params: accountPath,
  body: z.strictObject({ roles: z.array(z.strictObject({ role, to: time.nullable().default(null) })).max(ROLES.length) }),
  response: account,
  version: "requires",
  problems: ["conflict"],
  example: { roles: [{ role: "unit-scorer", to: null }] },
});

export const disableAccount = route({
  operationId: "identity.disableAccount",
  method: "POST",
  path: "/accounts/{accountId}/disabling",
  summary: { vi: "Khóa tài khoản", en: "Disable an account and end its sessions" },
  grants: grant("any", "administrator"),
  params: accountPath,
  response: account,
  version: "carries",
  problems: ["conflict"],
});

export const listSessions = route({
  operationId: "identity.listSessions",
  method: "GET",
  path: "/accounts/{accountId}/sessions",
  summary: { vi: "Các phiên đang mở của một tài khoản, mới dùng trước", en: "The open sessions of an account, last used first" },
  grants: grant("any", "administrator", "auditor"),
  params: accountPath,
  response: z.strictObject({ items: z.array(z.strictObject({ since: time, lastSeenAt: time, until: time, showedSecondFactor: z.boolean(), /** The one that asks. */ isThis: z.boolean() })) }),
});

export const endSessions = route({
  operationId: "identity.endSessions",
  method: "DELETE",
  path: "/accounts/{accountId}/sessions",
  summary: { vi: "Kết thúc mọi phiên của một tài khoản", en: "End all sessions of an account" },
  grants: grant("any", "administrator"),
  params: accountPath,
  status: 204,
  response: nothing,
});

export const enableAccount = route({
  operationId: "identity.enableAccount",
  method: "POST",
  path: "/accounts/{accountId}/enabling",
  summary: { vi: "Mở lại tài khoản đã bị khóa hoặc lâu không dùng", en: "Enable an account again that was disabled or not used for long" },
  grants: grant("any", "administrator"),
  params: accountPath,
  body: z.strictObject({ reason }),
  response: account,
  version: "requires",
  problems: ["conflict"],
  example: { reason: "Đã trở lại làm việc theo Quyết định số 12/QĐ-SNV" },
});

const handover = z.strictObject({
  account,
  endedPosts: z.array(z.strictObject({ postId: id, unitId: id })),
  /** What the leaver could do until now; it has ended, and was given to nobody. */
  rolesHeld: z.array(role),
  /** Those of them that the successor does not have: an administrator decides on each. */
  rolesLacking: z.array(role),
  /** Further accounts of the same person that are still open. */
  otherAccounts: z.array(z.strictObject({ accountId: id, username: z.string() })),
});

export const handOverAccount = route({
  operationId: "identity.handOverAccount",
  method: "POST",
  path: "/accounts/{accountId}/handover",
  summary: { vi: "Bàn giao việc của người thôi giữ vị trí và khóa tài khoản", en: "Hand over a leaver's open work, end posts and roles, disable the account" },
  grants: grant("any", "administrator"),
  params: accountPath,
  // The first day on which the leaver has the posts no longer.
  body: z.strictObject({ successorAccountId: id, on: dated }),
  response: handover,
  version: "requires",
  problems: ["conflict"],
  example: { successorAccountId: "0b9f2c4e", on: "2026-07-01" },
});

export const issueResetLink = route({
  operationId: "identity.issueResetLink",
  repeatable: false,
  method: "POST",
  path: "/accounts/{accountId}/reset-link",
  summary: { vi: "Cấp liên kết đặt mật khẩu", en: "Issue a one-time link to choose a password; it is shown once" },
  grants: grant("any", "administrator"),
  params: accountPath,
  // For somebody who lost the device: the old second factor ends when the link is used.
  body: z.strictObject({ removesSecondFactor: z.boolean().default(false) }),
  status: 201,
  response: z.strictObject({ token: z.string(), expiresAt: time }),
  problems: ["conflict"],
  example: { removesSecondFactor: false },
});

export const resetPassword = route({
  operationId: "identity.resetPassword",
  repeatable: false,
  method: "POST",
  path: "/password-reset",
  summary: { vi: "Đặt mật khẩu bằng liên kết", en: "Choose a password with a one-time link" },
  grants: grant("any", "public"),
  body: z.strictObject({ token: z.string().min(1).max(200), password: newPassword }),
  status: 204,
  response: nothing,
  example: { token: "…", password: "một câu dài dễ nhớ" },
});
