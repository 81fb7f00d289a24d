import { handOverAccount } from "../../contract/identity.ts";
import { dayAfter, dayOf, endPostsOf } from "../organisation/index.ts";
import { actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, type Transaction } from "../platform/index.ts";
import { about, conflict, endSessionsOf, found, misfit, requireSeen, viewOf } from "./accounts.ts";
import { accountById, changeAccount, endGrants, grantsOf, lockAccount, lockPerson, otherAccounts, spendLinks, type StoredAccount } from "./queries.ts";

type Passing = { readonly fromPerson: string; readonly toPerson: string; readonly by: string };

/** How a room that stands higher passes somebody's open work on; the rooms are handed in when the house is wired. */
export type HandOver = (tx: Transaction, passing: Passing) => Promise<AuditEntry[]>;

type Both = { readonly leaver: StoredAccount; readonly successor: StoredAccount };

/** Both accounts, held until the end; always in the same order, so that two handovers never wait for one another. */
async function lockBoth(tx: Transaction, leaverId: string, successorId: string): Promise<Both> {
  const leaver = found(await accountById(tx, leaverId));
  const successor = await accountById(tx, successorId);
  if (successor === undefined) throw misfit("/successorAccountId", { vi: "Không có tài khoản này.", en: "There is no such account." });
  for (const person of [leaver.person_id, successor.person_id].toSorted()) await lockPerson(tx, person);
  const locked = new Map<string, StoredAccount>();
  for (const id of [leaver.id, successor.id].toSorted()) locked.set(id, found(await lockAccount(tx, id)));
  return { leaver: found(locked.get(leaver.id)), successor: found(locked.get(successor.id)) };
}

/** The account is closed at once, so the posts cannot last much longer: at most to the end of today. */
async function requireHandover(tx: Transaction, { leaver, successor }: Both, by: string, on: string): Promise<void> {
  if (leaver.id === by) throw conflict("Không ai tự khóa tài khoản của mình.", "Nobody disables their own account.");
  if (leaver.is_service || successor.is_service) throw conflict("Chỉ bàn giao giữa hai người.", "Work is handed over between people.");
  if (leaver.person_id === successor.person_id) throw conflict("Người nhận phải là người khác.", "The successor must be another person.");
  if (successor.disabled_at !== null) throw conflict("Tài khoản của người nhận đã bị khóa.", "The successor's account is disabled.");
  const tomorrow = dayAfter(dayOf(await tx.now()));
  if (on > tomorrow) throw misfit("/on", { vi: `Tài khoản bị khóa ngay, nên ngày bàn giao muộn nhất là ${tomorrow}.`, en: `The account is disabled at once, so the day is ${tomorrow} at the latest.` });
}

/** Ends what the leaver could do; returns the roles that they had. */
async function closeAccount(tx: Transaction, account: StoredAccount, by: string) {
  const now = await tx.now();
  const grants = await grantsOf(tx, [account.id], now);
  await endGrants(tx, grants.map(({ id, role, valid_to }) => ({ id, role, to: valid_to })), by, now);
  const sessions = await endSessionsOf(tx, account.id);
  await spendLinks(tx, account.id, now);
  const closed = await changeAccount(tx, account.id, { disabled_at: account.disabled_at ?? now });
  return { closed, sessions, roles: grants.map(({ role }) => role), ended: grants.map(({ role, valid_from }) => ({ role, from: valid_from.toISOString() })), at: now.toISOString() };
}

async function handleHandover(handOver: readonly HandOver[], call: Call<typeof handOverAccount>): Promise<Change<typeof handOverAccount>> {
  const { tx, params, body, seen } = call;
  const by = actorOf(call).accountId;
  const both = await lockBoth(tx, params.accountId, body.successorAccountId);
  const { leaver, successor } = both;
  await requireSeen(tx, leaver, seen);
  await requireHandover(tx, both, by, body.on);
  const posts = await endPostsOf(tx, leaver.person_id, body.on);
  const { closed, sessions, roles, ended, at } = await closeAccount(tx, leaver, by);
  const passed: AuditEntry[] = [];
  for (const pass of handOver) passed.push(...(await pass(tx, { fromPerson: leaver.person_id, toPerson: successor.person_id, by })));
  const held = new Set((await grantsOf(tx, [successor.id], await tx.now())).map(({ role }) => role));
  const endedPosts = posts.ended.map(({ id, unit }) => ({ postId: id, unitId: unit }));
  return {
    reply: { body: { account: await viewOf(tx, closed), endedPosts, rolesHeld: roles, rolesLacking: roles.filter((role) => !held.has(role)), otherAccounts: await otherAccounts(tx, leaver) }, version: String(closed.version) },
    audit: [...about("account-handed-over", leaver.id, { successor: successor.id, fromPerson: leaver.person_id, toPerson: successor.person_id, on: body.on, roles, ended, by, at, disabledAt: closed.disabled_at?.toISOString(), sessions }), ...posts.audit, ...passed],
  };
}

export const handoverEndpoints = (handOver: readonly HandOver[]): Endpoint[] => [command(handOverAccount, (call) => handleHandover(handOver, call))];
