import type { Session } from "../../contract/identity.ts";
import { type Actor, Problem, type Transaction } from "../platform/index.ts";
import { isAlive, isFresh, rolesThatCount, secondFactorState, shouldTouch } from "./rules.ts";
import { digest } from "./secrets.ts";
import { findSession, type StoredSession, touchSession } from "./session-queries.ts";

/** The units in which a person has a post now; asked from the room that knows. */
export type UnitsOf = (tx: Transaction, personId: string) => Promise<readonly string[]>;

const LONGEST_TOKEN = 100;

/** Who is behind a session at this moment: rights are read every time, so what was taken away is gone at once. */
export async function authenticateBy(unitsOf: UnitsOf, tx: Transaction, { cookie, bearer }: { readonly cookie: string | undefined; readonly bearer: string | undefined }): Promise<Actor | undefined> {
  // A session comes in its cookie only; a request that shows a key as well means somebody else.
  if (bearer !== undefined || cookie === undefined || cookie.length > LONGEST_TOKEN) return undefined;
  const now = await tx.now();
  const session = await findSession(tx, "token_hash", digest("session", cookie), now);
  if (session === undefined || session.disabledAt !== null || !isAlive(session, session.granted, now)) return undefined;
  if (shouldTouch(session.lastSeen, now)) await touchSession(tx, session.id, now);
  const { accountId, personId, name } = session;
  return { accountId, personId, name, roles: rolesThatCount(session.granted, session), unitIds: await unitsOf(tx, personId), sessionId: session.id };
}

/** A session as its owner sees it. */
export function sessionView(session: StoredSession, unitIds: readonly string[]): Session {
  const { accountId, personId, username, name, granted, expiresAt } = session;
  return { user: { accountId, personId, username, name, unitIds: [...unitIds] }, roles: [...rolesThatCount(granted, session)], expiresAt: expiresAt.toISOString(), secondFactor: secondFactorState(granted, session) };
}

/** The session of the caller, which was alive when the request was let in. */
export async function sessionOf(tx: Transaction, sessionId: string): Promise<StoredSession> {
  const session = await findSession(tx, "id", sessionId, await tx.now());
  if (session === undefined) throw new Problem("not-signed-in");
  return session;
}

/** For weighty acts in any room: throws unless the second factor was shown in the last ten minutes, or is waived. */
export async function requireFreshSecondFactor(tx: Transaction, { sessionId }: Pick<Actor, "sessionId">): Promise<void> {
  const { waived, shownAt } = await sessionOf(tx, sessionId);
  if (waived || isFresh(shownAt, await tx.now())) return;
  throw new Problem("otp-required", { detail: { vi: "Việc này cần xác thực lại bằng mật khẩu và mã 6 số.", en: "This needs the password and the six-digit code again." } });
}
