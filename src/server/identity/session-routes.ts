import { confirmSecondFactor, enrolSecondFactor, readSession, renewSession, type Session, signIn, signOut, signOutEverywhere } from "../../contract/identity.ts";
import type { Route } from "../../contract/route.ts";
import { actorOf, type Call, type Change, command, type Endpoint, Problem, query, type Reply, SESSION_COOKIE, type Transaction } from "../platform/index.ts";
import { about, conflict, endSessionsOf, misfit } from "./accounts.ts";
import { AGAIN_AT_PROVIDER, requireFreshSecondFactor, sessionOf, sessionView, type UnitsOf } from "./authenticate.ts";
import { beginSession } from "./begin-session.ts";
import { prove, proveCode, refuseIdle } from "./credentials.ts";
import { changeAccount, lockAccount, type StoredAccount } from "./queries.ts";
import { secondsUntil } from "./rules.ts";
import { base32, digest, newOtpSecret, newToken, otpStep, otpUri, type Vault } from "./secrets.ts";
import { deleteSession, renewToken } from "./session-queries.ts";

/** What the handlers of this room are given when the house is wired. */
type Tools = { readonly unitsOf: UnitsOf; readonly vault: Vault };

type Cookies = NonNullable<Reply<typeof signIn>["cookies"]>;
const NO_COOKIE: Cookies = [{ name: SESSION_COOKIE, value: undefined, maxAgeSeconds: 0 }];

async function viewOfSession(tx: Transaction, { unitsOf }: Tools, sessionId: string): Promise<Session> {
  const session = await sessionOf(tx, sessionId);
  return sessionView(session, await unitsOf(tx, session.personId));
}

async function handleSignIn(tools: Tools, call: Call<typeof signIn>): Promise<Change<typeof signIn>> {
  const { tx, body, request } = call;
  const proof = await prove(tx, tools.vault, { ...body, otp: body.otp, address: request.address });
  if ("refusal" in proof) return proof;
  const { account, showedSecondFactor } = proof;
  const idle = await refuseIdle(tx, account, request.address);
  if (idle !== undefined) return idle;
  const { id, cookie } = await beginSession(tx, request, account, { via: "password", shownAt: showedSecondFactor ? await tx.now() : null });
  return { reply: { body: await viewOfSession(tx, tools, id), cookies: [cookie] }, audit: about("signed-in", account.id, { sessionId: id, address: request.address, showedSecondFactor }), by: account.id };
}

/** Who proved more about themselves goes on under a new token, so that an old copy of the cookie gains nothing. */
async function renewedSession(tx: Transaction, tools: Tools, sessionId: string, shownAt: Date | null): Promise<{ readonly body: Session; readonly cookies: Cookies }> {
  const token = newToken();
  await renewToken(tx, sessionId, digest("session", token), shownAt);
  const { expiresAt } = await sessionOf(tx, sessionId);
  const maxAgeSeconds = secondsUntil(expiresAt, await tx.now());
  return { body: await viewOfSession(tx, tools, sessionId), cookies: [{ name: SESSION_COOKIE, value: token, maxAgeSeconds }] };
}

const SET_UP_FIRST = { vi: "Hãy thiết lập mã xác thực thứ hai trước.", en: "Set up the second factor first." };

async function handleRenewal(tools: Tools, call: Call<typeof renewSession>): Promise<Change<typeof renewSession>> {
  const { tx, body, request } = call;
  const actor = actorOf(call);
  const { username, waived, enrolled, shownAt, via } = await sessionOf(tx, actor.sessionId);
  if (!waived && !enrolled) throw new Problem("conflict", { detail: via === "oidc" ? AGAIN_AT_PROVIDER : SET_UP_FIRST });
  const shown = { username, otp: body.otp, address: request.address };
  // The password that opened a session at the provider is not ours to ask for.
  if (body.password === undefined && via === "password") throw misfit("/password", { vi: "Cần mật khẩu.", en: "The password is needed." });
  const proof = body.password === undefined ? await proveCode(tx, tools.vault, shown) : await prove(tx, tools.vault, { ...shown, password: body.password });
  if ("refusal" in proof) return proof;
  const reply = await renewedSession(tx, tools, actor.sessionId, proof.showedSecondFactor ? await tx.now() : shownAt);
  return { reply, audit: about("session-renewed", actor.accountId, { sessionId: actor.sessionId, showedSecondFactor: proof.showedSecondFactor }) };
}

async function handleSignOut(call: Call<typeof signOut>): Promise<Change<typeof signOut>> {
  const { accountId, sessionId } = actorOf(call);
  await deleteSession(call.tx, "id", sessionId);
  return { reply: { body: undefined, cookies: NO_COOKIE }, audit: about("signed-out", accountId, { sessionId }) };
}

async function handleSignOutEverywhere(call: Call<typeof signOutEverywhere>): Promise<Change<typeof signOutEverywhere>> {
  const { accountId } = actorOf(call);
  const sessions = await endSessionsOf(call.tx, accountId);
  return { reply: { body: undefined, cookies: NO_COOKIE }, audit: about("signed-out-everywhere", accountId, { sessions }) };
}

async function ownAccount(tx: Transaction, accountId: string): Promise<StoredAccount> {
  const account = await lockAccount(tx, accountId);
  if (account === undefined) throw new Problem("not-signed-in");
  return account;
}

/** Replacing a second factor needs the old one, shown lately: a session left open is not enough. */
async function handleEnrolment(tools: Tools, call: Call<typeof enrolSecondFactor>): Promise<Change<typeof enrolSecondFactor>> {
  const { tx } = call;
  const actor = actorOf(call);
  const account = await ownAccount(tx, actor.accountId);
  if (account.second_factor_waived) throw conflict("Tài khoản trình diễn không dùng mã xác thực thứ hai.", "A demonstration account has no second factor.");
  if (account.otp_secret !== null) await requireFreshSecondFactor(tx, actor);
  const secret = newOtpSecret();
  const { version } = await changeAccount(tx, account.id, { otp_pending: tools.vault.seal(account.id, secret) });
  return { reply: { body: { secret: base32(secret), uri: otpUri(account.username, secret) }, version: String(version) }, audit: about("second-factor-begun", account.id, { replaces: account.otp_secret !== null }) };
}

async function handleConfirmation(tools: Tools, call: Call<typeof confirmSecondFactor>): Promise<Change<typeof confirmSecondFactor>> {
  const { tx, body, seen } = call;
  const actor = actorOf(call);
  const account = await ownAccount(tx, actor.accountId);
  if (seen !== String(account.version)) throw new Problem("stale", { extra: { current: await viewOfSession(tx, tools, actor.sessionId) } });
  if (account.otp_pending === null) throw conflict("Chưa có mã nào đang chờ xác nhận.", "No second factor is waiting for confirmation.");
  const now = await tx.now();
  const step = otpStep(tools.vault.open(account.id, account.otp_pending), body.otp, now, account.otp_last_step);
  if (step === undefined) throw misfit("/otp", { vi: "Mã không đúng; hãy kiểm tra đồng hồ của thiết bị.", en: "The code is wrong; check the clock of the device." });
  const { version } = await changeAccount(tx, account.id, { otp_secret: account.otp_pending, otp_pending: null, otp_last_step: step });
  return { reply: { ...(await renewedSession(tx, tools, actor.sessionId, now)), version: String(version) }, audit: about("second-factor-confirmed", account.id, { replaces: account.otp_secret !== null }) };
}

/** One's own session; who comes with a key has none. */
const self = ({ actor }: Pick<Call<Route>, "actor">): readonly [] | readonly ["self"] => (actor === undefined || actor.sessionId === "" ? [] : ["self"]);

export const sessionEndpoints = (tools: Tools): Endpoint[] => [
  command(signIn, (call) => handleSignIn(tools, call)),
  query(readSession, async (call) => ({ body: await viewOfSession(call.tx, tools, actorOf(call).sessionId) }), self),
  command(signOut, handleSignOut, self),
  command(signOutEverywhere, handleSignOutEverywhere, self),
  command(renewSession, (call) => handleRenewal(tools, call), self),
  command(enrolSecondFactor, (call) => handleEnrolment(tools, call), self),
  command(confirmSecondFactor, (call) => handleConfirmation(tools, call), self),
];
