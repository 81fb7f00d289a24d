import { type Account, addAccount, disableAccount, issueResetLink, listAccounts, readAccount, resetPassword, setRoles, username } from "../../contract/identity.ts";
import { actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, pageFrom, Problem, query, type Reply, type Transaction, unknownCursor } from "../platform/index.ts";
import { accountView, createAccount, endSessionsOf, refuseRoles, requireGoodPassword, viewOf } from "./accounts.ts";
import { forgetFailures } from "./credentials.ts";
import { hashPassword } from "./passwords.ts";
import { accountById, accountsAfter, beginGrants, changeAccount, endGrants, findLink, grantsOf, lockAccount, lockPerson, rolesElsewhere, spendLink, spendLinks, type StoredAccount } from "./queries.ts";
import { issueLink } from "./reset-links.ts";
import { roleChange, roleFault } from "./rules.ts";
import { digest } from "./secrets.ts";

const about = (action: string, accountId: string, data: AuditEntry["data"] = {}): readonly [AuditEntry] => [{ action: `identity.${action}`, subject: `account:${accountId}`, data }];

function found(account: StoredAccount | undefined): StoredAccount {
  if (account === undefined) throw new Problem("not-found");
  return account;
}

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

const replyOf = async (tx: Transaction, account: StoredAccount): Promise<{ readonly body: Account; readonly version: string }> => ({ body: await viewOf(tx, account), version: String(account.version) });

async function handleList({ tx, query: { limit, cursor = "" } }: Call<typeof listAccounts>): Promise<Reply<typeof listAccounts>> {
  if (cursor !== "" && !username.safeParse(cursor).success) throw unknownCursor();
  const { items, nextCursor } = pageFrom(await accountsAfter(tx, cursor, limit + 1), limit, (row) => row.username);
  const grants = await grantsOf(
    tx,
    items.map(({ id }) => id),
    await tx.now(),
  );
  return { body: { items: items.map((row) => accountView(row, grants)), nextCursor } };
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
  if (seen !== String(account.version)) throw new Problem("stale", { extra: { current: await viewOf(tx, account) } });
  const now = await tx.now();
  const wanted = body.roles.map(({ role, to }) => ({ role, to: to === null ? null : new Date(to) }));
  refuseRoles(roleFault(wanted, await rolesElsewhere(tx, account, now), account.id === by, now));
  const held = (await grantsOf(tx, [account.id], now)).map(({ id, role, valid_to }) => ({ id, role, to: valid_to }));
  const { ending, beginning } = roleChange(held, wanted);
  await endGrants(tx, ending, by, now);
  await beginGrants(tx, account.id, beginning, { by, now });
  const named = (some: readonly { role: string; to: Date | null }[]) => some.map(({ role, to }) => ({ role, to: to?.toISOString() ?? null }));
  return { reply: await replyOf(tx, await changeAccount(tx, account.id, {})), audit: about("roles-set", account.id, { ended: named(ending), begun: named(beginning) }) };
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
  return { reply: await replyOf(tx, await changeAccount(tx, account.id, { disabled_at: now })), audit: about("account-disabled", account.id, { sessions }) };
}

async function handleIssue(call: Call<typeof issueResetLink>): Promise<Change<typeof issueResetLink>> {
  const { tx, params, body } = call;
  const account = found(await lockAccount(tx, params.accountId));
  if (account.disabled_at !== null) throw conflict("Tài khoản đã bị khóa.", "The account is disabled.");
  const { token, expiresAt, audit } = await issueLink(tx, account.id, body.removesSecondFactor);
  return { reply: { body: { token, expiresAt } }, audit: [audit] };
}

const badLink = (): Problem =>
  new Problem("invalid-input", {
    detail: { vi: "Liên kết không đúng, đã dùng hoặc đã hết hạn; hãy xin quản trị viên liên kết mới.", en: "The link is wrong, used or expired; ask an administrator for a new one." },
    fields: [{ pointer: "/token", message: "Liên kết không đúng, đã dùng hoặc đã hết hạn." }],
  });

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
  const password_hash = await hashPassword(body.password);
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
  command(issueResetLink, handleIssue),
  command(resetPassword, handleReset),
];
