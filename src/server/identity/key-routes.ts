import { addServiceAccount, type ApiKey, issueApiKey, listApiKeys, revokeApiKey } from "../../contract/identity-keys.ts";
import { actorOf, type Bilingual, type Call, type Change, command, type Endpoint, pageFrom, query } from "../platform/index.ts";
import { conflict, createAccount, found, misfit, replyOf } from "./accounts.ts";
import { insertKey, keysAfter, lockKey, revokeKey, type StoredKey } from "./key-queries.ts";
import { accountById, grantsOf, lockAccount } from "./queries.ts";
import { type KeyFault, keyFault } from "./rules.ts";
import { digest, newId, newTimedId, newToken } from "./secrets.ts";

const keyView = ({ id, account, name, roles, created_at, expires_at, last_used_at, revoked_at }: StoredKey): ApiKey => ({
  id,
  accountId: account,
  name,
  roles,
  createdAt: created_at.toISOString(),
  expiresAt: expires_at.toISOString(),
  lastUsedAt: last_used_at?.toISOString() ?? null,
  revokedAt: revoked_at?.toISOString() ?? null,
});

/** It stands for no person: the ledger and every room know it by an id of its own. */
async function handleService(call: Call<typeof addServiceAccount>): Promise<Change<typeof addServiceAccount>> {
  const { accountId, audit } = await createAccount(call.tx, { ...call.body, personId: newId(), isService: true, by: actorOf(call).accountId });
  return { reply: await replyOf(call.tx, found(await accountById(call.tx, accountId))), audit: [audit] };
}

const KEY_FAULTS: Readonly<Record<KeyFault, { readonly pointer: string; readonly words: Bilingual }>> = {
  guarded: { pointer: "/roles", words: { vi: "Khóa không mở được vai trò cần mã xác thực thứ hai.", en: "A key opens no role that needs a second factor." } },
  "not-held": { pointer: "/roles", words: { vi: "Tài khoản của hệ thống không giữ vai trò này.", en: "The system's account does not have this role." } },
  twice: { pointer: "/roles", words: { vi: "Một vai trò được ghi hai lần.", en: "A role is named twice." } },
  expired: { pointer: "/expiresAt", words: { vi: "Thời điểm hết hạn đã qua.", en: "The end lies in the past." } },
  "too-long": { pointer: "/expiresAt", words: { vi: "Khóa có hạn nhiều nhất một năm.", en: "A key lasts a year at most." } },
};

/** The hash tells nothing of the secret, and shows a secret that was put in its place. */
const entry = (action: string, { id, account, secret_hash, name, roles, created_at, created_by, expires_at, revoked_at, revoked_by }: StoredKey) => ({
  action: `identity.${action}`,
  subject: `api-key:${id}`,
  data: { accountId: account, secretHash: secret_hash, name, roles, createdAt: created_at.toISOString(), createdBy: created_by, expiresAt: expires_at.toISOString(), revokedAt: revoked_at?.toISOString() ?? null, revokedBy: revoked_by },
});

async function handleIssue(call: Call<typeof issueApiKey>): Promise<Change<typeof issueApiKey>> {
  const { tx, body } = call;
  const account = await lockAccount(tx, body.accountId);
  if (account === undefined) throw misfit("/accountId", { vi: "Không có tài khoản này.", en: "There is no such account." });
  // People sign in; a key that stands for a person would go round their second factor.
  if (!account.is_service) throw misfit("/accountId", { vi: "Cần tài khoản của một hệ thống, không phải của người.", en: "An account of a system is needed, not of a person." });
  if (account.disabled_at !== null) throw conflict("Tài khoản đã bị khóa.", "The account is disabled.");
  const now = await tx.now();
  const granted = (await grantsOf(tx, [account.id], now)).map(({ role }) => role);
  const expires_at = new Date(body.expiresAt);
  const fault = keyFault({ roles: body.roles, expiresAt: expires_at }, granted, now);
  if (fault !== undefined) throw misfit(KEY_FAULTS[fault].pointer, KEY_FAULTS[fault].words);
  const secret = newToken();
  const key = await insertKey(tx, { id: newTimedId(now), account: account.id, secret_hash: digest("api-key", secret), name: body.name, roles: body.roles, created_at: now, created_by: actorOf(call).accountId, expires_at, last_used_at: null, revoked_at: null, revoked_by: null });
  return { reply: { body: { key: keyView(key), secret } }, audit: [entry("api-key-issued", key)] };
}

async function handleRevocation(call: Call<typeof revokeApiKey>): Promise<Change<typeof revokeApiKey>> {
  const { tx, params } = call;
  const key = found(await lockKey(tx, params.keyId));
  if (key.revoked_at !== null) throw conflict("Khóa đã bị thu hồi.", "The key is revoked already.");
  const revoked = await revokeKey(tx, key.id, { revoked_at: await tx.now(), revoked_by: actorOf(call).accountId });
  return { reply: { body: keyView(revoked) }, audit: [entry("api-key-revoked", revoked)] };
}

export const keyEndpoints: readonly Endpoint[] = [
  command(addServiceAccount, handleService),
  query(listApiKeys, async ({ tx, query: { accountId, cursor = "", limit } }) => {
    const { items, nextCursor } = pageFrom(await keysAfter(tx, { account: accountId, after: cursor, limit: limit + 1 }), limit, (key) => key.id);
    return { body: { items: items.map(keyView), nextCursor } };
  }),
  command(issueApiKey, handleIssue),
  command(revokeApiKey, handleRevocation),
];
