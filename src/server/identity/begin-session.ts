import { type Call, type Reply, SESSION_COOKIE, type Transaction } from "../platform/index.ts";
import type { Route } from "../../contract/route.ts";
import { markActive, type StoredAccount } from "./queries.ts";
import { SESSION_SECONDS, sessionEnd, type Via } from "./rules.ts";
import { digest, newId, newToken } from "./secrets.ts";
import { deleteSession, insertSession } from "./session-queries.ts";

type Cookie = NonNullable<Reply<Route>["cookies"]>[number];

/** How somebody signed in: where, and when they showed a second factor. */
type SignedIn = { readonly via: Via; readonly shownAt: Date | null };

/** A new session for somebody who proved who they are; the one that the browser had before ends. */
export async function beginSession(tx: Transaction, request: Call<Route>["request"], { id: account }: StoredAccount, { via, shownAt }: SignedIn): Promise<{ readonly id: string; readonly cookie: Cookie }> {
  const before = request.cookie(SESSION_COOKIE);
  if (before !== undefined) await deleteSession(tx, "token_hash", digest("session", before));
  const [now, id, token] = [await tx.now(), newId(), newToken()];
  await insertSession(tx, { id, token_hash: digest("session", token), account, created_at: now, last_seen: now, expires_at: sessionEnd(now), second_factor_at: shownAt, via });
  await markActive(tx, account, now);
  return { id, cookie: { name: SESSION_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS } };
}
