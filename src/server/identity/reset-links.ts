import type { AuditEntry, Transaction } from "../platform/index.ts";
import { insertLink, spendLinks } from "./queries.ts";
import { linkEnd } from "./rules.ts";
import { digest, newToken } from "./secrets.ts";

/** Links with which somebody chooses a password, once. */

type IssuedLink = { readonly token: string; readonly expiresAt: string; readonly audit: AuditEntry };

/** Makes the one link of an account that works; the token is shown to nobody again. */
export async function issueLink(tx: Transaction, accountId: string, removesSecondFactor: boolean): Promise<IssuedLink> {
  const now = await tx.now();
  await spendLinks(tx, accountId, now);
  const token = newToken();
  const end = linkEnd(now);
  await insertLink(tx, { token_hash: digest("reset-link", token), account: accountId, created_at: now, expires_at: end, removes_second_factor: removesSecondFactor, used_at: null });
  const expiresAt = end.toISOString();
  return { token, expiresAt, audit: { action: "identity.reset-link-issued", subject: `account:${accountId}`, data: { expiresAt, removesSecondFactor } } };
}
