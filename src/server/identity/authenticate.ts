import type { Session } from "../../contract/identity.ts";
import { membershipOf } from "../organisation/index.ts";
import { type Actor, Problem, type Transaction } from "../platform/index.ts";
import { isAlive, isFresh, rolesOfKey, rolesThatCount, secondFactorState, shouldTouch } from "./rules.ts";
import { findKey, touchKey } from "./key-queries.ts";
import { digest } from "./secrets.ts";
import { findSession, findSessions, type StoredSession, touchSession } from "./session-queries.ts";

/** The units in which a person has a post now; asked from the room that knows. */
export type UnitsOf = (tx: Transaction, personId: string) => Promise<readonly string[]>;

const LONGEST_TOKEN = 100;

/** Which other system is behind a key at this moment. It has no post, and no session in which to show a second factor. */
async function systemBehind(tx: Transaction, secret: string): Promise<Actor | undefined> {
  const now = await tx.now();
  const key = await findKey(tx, digest("api-key", secret), now);
  if (key === undefined || key.disabledAt !== null || key.revokedAt !== null || key.expiresAt <= now) return undefined;
  if (key.lastUsedAt === null || shouldTouch(key.lastUsedAt, now)) await touchKey(tx, key.id, now);
  const { accountId, personId, name } = key;
  return { accountId, personId, name, roles: rolesOfKey(key.roles, key.granted), unitIds: [], sessionId: "", keyId: key.id };
}

/** Who is behind a request at this moment: rights are read every time, so what was taken away is gone at once. */
export async function authenticateBy(unitsOf: UnitsOf, tx: Transaction, { cookie, bearer }: { readonly cookie: string | undefined; readonly bearer: string | undefined }): Promise<Actor | undefined> {
  if ((cookie ?? bearer ?? "").length > LONGEST_TOKEN) return undefined;
  // A session comes in its cookie only, a key only in its header; who shows both is nobody.
  if (cookie === undefined) return bearer === undefined ? undefined : systemBehind(tx, bearer);
  if (bearer !== undefined) return undefined;
  const now = await tx.now();
  const session = await findSession(tx, "token_hash", digest("session", cookie), now);
  if (session === undefined || session.disabledAt !== null || !isAlive(session, session.granted, now)) return undefined;
  if (shouldTouch(session.lastSeen, now)) await touchSession(tx, session.id, now);
  const { accountId, personId, name } = session;
  return { accountId, personId, name, roles: rolesThatCount(session.granted, session), unitIds: await unitsOf(tx, personId), sessionId: session.id };
}

/**
 * Who is behind each of these sessions at this moment; those that are over are left out. Looking at a session does not
 * keep it alive: who only listens is as idle as who does nothing.
 */
export async function actorsOf(tx: Transaction, sessionIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
  const now = await tx.now();
  const alive = (await findSessions(tx, sessionIds, now)).filter((one) => one.disabledAt === null && isAlive(one, one.granted, now));
  const { units } = await membershipOf(tx, [...new Set(alive.map((one) => one.personId))]);
  return new Map(alive.map((one) => [one.id, { accountId: one.accountId, personId: one.personId, name: one.name, roles: rolesThatCount(one.granted, one), unitIds: units(one.personId), sessionId: one.id }]));
}

/** A session as its owner sees it. */
export function sessionView(session: StoredSession, unitIds: readonly string[]): Session {
  const { accountId, personId, username, name, granted, expiresAt, via } = session;
  return { user: { accountId, personId, username, name, unitIds: [...unitIds] }, roles: [...rolesThatCount(granted, session)], expiresAt: expiresAt.toISOString(), secondFactor: secondFactorState(granted, session), via };
}

/** The session of the caller, which was alive when the request was let in. */
export async function sessionOf(tx: Transaction, sessionId: string): Promise<StoredSession> {
  const session = await findSession(tx, "id", sessionId, await tx.now());
  if (session === undefined) throw new Problem("not-signed-in");
  return session;
}

const AGAIN_HERE = { vi: "Việc này cần xác thực lại bằng mật khẩu và mã 6 số.", en: "This needs the password and the six-digit code again." };
export const AGAIN_AT_PROVIDER = { vi: "Việc này cần đăng nhập lại qua hệ thống của cơ quan (/api/v1/oidc/start?again=true).", en: "This needs signing in again at the authority's provider (/api/v1/oidc/start?again=true)." };

/** For weighty acts in any room: throws unless the second factor was shown in the last ten minutes, or is waived. */
export async function requireFreshSecondFactor(tx: Transaction, { sessionId }: Pick<Actor, "sessionId">): Promise<void> {
  // Another system cannot show one, however often it asks.
  if (sessionId === "") throw new Problem("not-allowed", { detail: { vi: "Việc này cần một người đăng nhập, không làm được bằng khóa truy cập.", en: "This needs a person who is signed in; a key cannot do it." } });
  const { waived, enrolled, shownAt, via } = await sessionOf(tx, sessionId);
  if (waived || isFresh(shownAt, await tx.now())) return;
  throw new Problem("otp-required", { detail: via === "oidc" && !enrolled ? AGAIN_AT_PROVIDER : AGAIN_HERE });
}
