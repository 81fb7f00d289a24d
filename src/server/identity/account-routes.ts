import { addAccount, disableAccount, enableAccount, endSessions, issueResetLink, listAccounts, listSessions, readAccount, resetPassword, setRoles, username } from "../../contract/identity.ts";
import { fold } from "../organisation/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, pageFrom, Problem, query, type Reply, unknownCursor } from "../platform/index.ts";
import { about, accountView, conflict, createAccount, endSessionsOf, found, refuseRoles, rememberPassword, replyOf, requireGoodPassword, requireNewPassword, requireSeen } from "./accounts.ts";
import { forgetFailures } from "./credentials.ts";
import { hashPassword } from "./passwords.ts";
import { accountById, beginGrants, changeAccount, endGrants, findLink, grantsOf, lockAccount, lockPerson, rolesElsewhere, searchAccounts, spendLink, spendLinks } from "./queries.ts";
import { issueLink } from "./reset-links.ts";
import { isAlive, isIdleAccount, roleChange, roleFault } from "./rules.ts";
import { digest } from "./secrets.ts";
import { announceRights, sessionsOf } from "./session-queries.ts";

async function handleList({ tx, query: { limit, cursor = "", username: name, text } }: Call<typeof listAccounts>): Promise<Reply<typeof listAccounts>> {
  if (cursor !== "" && !username.safeParse(cursor).success) throw unknownCursor();
  const rows = await searchAccounts(tx, { username: name, text: text === undefined ? undefined : fold(text), after: cursor, limit: limit + 1 });
  const { items, nextCursor } = pageFrom(rows, limit, (row) => row.username);
  const now = await tx.now();
  const grants = await grantsOf(
    tx,
    items.map(({ id }) => id),
    now,
  );
  return { body: { items: items.map((row) => accountView(row, grants, now)), nextCursor } };
}

async function handleAdd(call: Call<typeof addAccount>): Promise<Change<typeof addAccount>> {
  const { accountId, audit } = await createAccount(call.tx, { ...call.body, by: actorOf(call).accountId });
  return { reply: await replyOf(call.tx, found(await accountById(call.tx, accountId))), audit: [audit] };
}

async function handleRoles(call: Call<typeof setRoles>): Promise<Change<typeof setRoles>> {
  const { tx, params, body, seen } = call;
  const by = actorOf(call).accountId;
  const { person_id } = found(await accountById(tx, params.accountId));
  await lockPerson(tx, person_id);
  const account = found(await lockAccount(tx, params.accountId));
  await requireSeen(tx, account, seen);
  const now = await tx.now();
  const wanted = body.roles.map(({ role, to }) => ({ role, to: to === null ? null : new Date(to) }));
  refuseRoles(roleFault(wanted, await rolesElsewhere(tx, account, now), { isOwn: account.id === by, isService: account.is_service }, now));
  const grants = await grantsOf(tx, [account.id], now);
  const held = grants.map(({ id, role, valid_to }) => ({ id, role, to: valid_to }));
  const { ending, beginning } = roleChange(held, wanted);
  await endGrants(tx, ending, by, now);
  await beginGrants(tx, account.id, beginning, { by, now });
  await announceRights(tx, account.id);
  const ended = ending.map(({ id, role, to }) => ({ role, to: to?.toISOString() ?? null, from: grants.find((one) => one.id === id)?.valid_from.toISOString() }));
  const begun = beginning.map(({ role, to }) => ({ role, to: to?.toISOString() ?? null }));
  return { reply: await replyOf(tx, await changeAccount(tx, account.id, {})), audit: about("roles-set", account.id, { ended, begun, by, at: now.toISOString() }) };
}

async function handleDisabling(call: Call<typeof disableAccount>): Promise<Change<typeof disableAccount>> {
  const { tx, params } = call;
  const account = found(await lockAccount(tx, params.accountId));
  // Together with the rule on own roles this keeps at least one administrator.
  if (account.id === actorOf(call).accountId) throw conflict("Không ai tự khóa tài khoản của mình.", "Nobody disables their own account.");
  if (account.disabled_at !== null) throw conflict("Tài khoản đã bị khóa.", "The account is disabled already.");
  const now = await tx.now();
  const sessions = await endSessionsOf(tx, account.id);
  await spendLinks(tx, account.id, now);
  return { reply: await replyOf(tx, await changeAccount(tx, account.id, { disabled_at: now })), audit: about("account-disabled", account.id, { sessions, at: now.toISOString() }) };
}

async function handleSessions(call: Call<typeof listSessions>): Promise<Reply<typeof listSessions>> {
  const { tx, params } = call;
  const account = found(await accountById(tx, params.accountId));
  const now = await tx.now();
  const roles = (await grantsOf(tx, [account.id], now)).map(({ role }) => role);
  const { sessionId } = actorOf(call);
  const open = (await sessionsOf(tx, account.id, now)).filter((one) => isAlive(one, roles, now));
  return { body: { items: open.map(({ id, since, lastSeen, expiresAt, shownAt }) => ({ since: since.toISOString(), lastSeenAt: lastSeen.toISOString(), until: expiresAt.toISOString(), showedSecondFactor: shownAt !== null, isThis: id === sessionId })) } };
}

/** A device was lost, a room left open: the account stays, nobody is signed in with it any more. */
async function handleEndSessions({ tx, params }: Call<typeof endSessions>): Promise<Change<typeof endSessions>> {
  const account = found(await lockAccount(tx, params.accountId));
  const sessions = await endSessionsOf(tx, account.id);
  return { reply: { body: undefined }, audit: about("sessions-ended", account.id, { sessions }) };
}

/** Undoes a disabling, and lets in again who was not seen for long; both with a reason. */
async function handleEnabling(call: Call<typeof enableAccount>): Promise<Change<typeof enableAccount>> {
  const { tx, params, body, seen } = call;
  const { person_id } = found(await accountById(tx, params.accountId));
  await lockPerson(tx, person_id);
  const account = found(await lockAccount(tx, params.accountId));
  await requireSeen(tx, account, seen);
  const now = await tx.now();
  if (account.disabled_at === null && !isIdleAccount(account.active_at, now)) throw conflict("Tài khoản không bị khóa.", "The account is not disabled.");
  // While it was disabled, its person may have become something else on another account.
  const held = (await grantsOf(tx, [account.id], now)).map(({ role, valid_to }) => ({ role, to: valid_to }));
  refuseRoles(roleFault(held, await rolesElsewhere(tx, account, now), {}, now));
  const enabled = await changeAccount(tx, account.id, { disabled_at: null, active_at: now });
  return { reply: await replyOf(tx, enabled), audit: about("account-enabled", account.id, { reason: body.reason, disabledAt: account.disabled_at?.toISOString() ?? null, activeAt: account.active_at.toISOString() }) };
}

async function handleIssue(call: Call<typeof issueResetLink>): Promise<Change<typeof issueResetLink>> {
  const { tx, params, body } = call;
  const account = found(await lockAccount(tx, params.accountId));
  if (account.disabled_at !== null) throw conflict("Tài khoản đã bị khóa.", "The account is disabled.");
  if (account.is_service) throw conflict("Tài khoản của hệ thống khác không có mật khẩu; hãy cấp khóa truy cập.", "The account of another system has no password; issue a key.");
  const { token, expiresAt, audit } = await issueLink(tx, account.id, body.removesSecondFactor);
  return { reply: { body: { token, expiresAt } }, audit: [audit] };
}

const BAD_LINK = { vi: "Liên kết không đúng, đã dùng hoặc đã hết hạn; hãy xin quản trị viên liên kết mới.", en: "The link is wrong, used or expired; ask an administrator for a new one." };
const badLink = (): Problem => new Problem("invalid-input", { detail: BAD_LINK, fields: [{ pointer: "/token", message: BAD_LINK }] });

/** A link chooses one password once; whoever was signed in before is signed out. */
async function handleReset(call: Call<typeof resetPassword>): Promise<Change<typeof resetPassword>> {
  const { tx, body, request } = call;
  const token_hash = digest("reset-link", body.token);
  const link = await findLink(tx, token_hash);
  // A link that never was cannot be guessed and is not kept: strangers must not fill the ledger.
  if (link === undefined) throw badLink();
  const account = found(await lockAccount(tx, link.account));
  const now = await tx.now();
  requireGoodPassword(body.password, account.username);
  if (account.disabled_at !== null || link.expires_at <= now || !(await spendLink(tx, token_hash, now))) return { refusal: badLink(), audit: about("reset-link-refused", account.id, { address: request.address }) };
  await requireNewPassword(tx, account.id, body.password);
  const password_hash = await hashPassword(body.password);
  await rememberPassword(tx, account.id, password_hash);
  await changeAccount(tx, account.id, { password_hash, ...(link.removes_second_factor ? { otp_secret: null, otp_pending: null } : {}) });
  const sessions = await endSessionsOf(tx, account.id);
  await forgetFailures(tx, account.username);
  return { reply: { body: undefined }, audit: about("password-reset", account.id, { sessions, removedSecondFactor: link.removes_second_factor, address: request.address }), by: account.id };
}

export const accountEndpoints: readonly Endpoint[] = [
  query(listAccounts, handleList),
  command(addAccount, handleAdd),
  query(readAccount, async ({ tx, params }) => replyOf(tx, found(await accountById(tx, params.accountId)))),
  command(setRoles, handleRoles),
  command(disableAccount, handleDisabling),
  query(listSessions, handleSessions),
  command(endSessions, handleEndSessions),
  command(enableAccount, handleEnabling),
  command(issueResetLink, handleIssue),
  command(resetPassword, handleReset),
];
