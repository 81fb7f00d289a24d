import { finishOidc, linkOidc, readDoor, startOidc } from "../../contract/identity-oidc.ts";
import { type Bilingual, type Call, type Change, command, type Endpoint, errand, type Errand, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { about, conflict, endSessionsOf, found, replyOf, requireSeen } from "./accounts.ts";
import { beginSession } from "./begin-session.ts";
import { countAddressFailure, refuseIdle, refusedEntry, requireQuietAddress } from "./credentials.ts";
import { deleteAttemptsEnded, insertAttempt, takeAttempt } from "./oidc-queries.ts";
import { newAttempt, type Provider } from "./provider.ts";
import { accountOfIdentity, changeAccount, lockAccount, lockIdentity, type OidcIdentity, type StoredAccount } from "./queries.ts";
import { longestSinceSignIn, oidcAttemptEnd, provedAt, secondsUntil } from "./rules.ts";
import { digest, newToken } from "./secrets.ts";

const OIDC_COOKIE = "congtam_oidc";
/** The first page is the same for everybody; the session's cookie, which no other site may send, goes with what it asks for. */
const FIRST_PAGE = "/";

const refused = (vi: string, en: string): Problem => new Problem("sign-in-refused", { detail: { vi, en } });

function required(provider: Provider | undefined): Provider {
  if (provider === undefined) throw new Problem("not-found", { detail: { vi: "Máy chủ này không dùng đăng nhập qua hệ thống của cơ quan.", en: "This server has no sign-in at a provider." } });
  return provider;
}

/** Nothing is kept in the ledger: nobody has done anything yet, and strangers must not fill it. */
async function handleStart(configured: Provider | undefined, { query: asked, transaction }: Errand<typeof startOidc>): Promise<Reply<typeof startOidc>> {
  const provider = required(configured);
  const [state, browser, attempt] = [newToken(), newToken(), newAttempt(longestSinceSignIn(asked.again === "true"))];
  const location = await provider.begin(state, attempt);
  const maxAgeSeconds = await transaction(async (tx) => {
    const now = await tx.now();
    const end = oidcAttemptEnd(now);
    await deleteAttemptsEnded(tx, now);
    await insertAttempt(tx, { state_hash: digest("oidc-state", state), browser_hash: digest("oidc-browser", browser), nonce: attempt.nonce, verifier: attempt.verifier, max_age: attempt.maxAge, expires_at: end });
    return secondsUntil(end, now);
  });
  // The person comes back from the provider's site, which a strict cookie would not survive.
  return { body: undefined, location, cookies: [{ name: OIDC_COOKIE, value: browser, maxAgeSeconds, isSentOnArrival: true }] };
}

type Finish = (tx: Transaction) => Promise<Change<typeof finishOidc>>;

/** Takes the attempt out first, so that whatever comes of it, the same answer never counts twice. */
async function handleFinish(configured: Provider | undefined, { query: given, request, transaction }: Errand<typeof finishOidc>): Promise<Finish> {
  const provider = required(configured);
  const { state = "", code, iss, error } = given;
  const attempt = await transaction(async (tx) => {
    await requireQuietAddress(tx, request.address);
    return takeAttempt(tx, { stateHash: digest("oidc-state", state), browserHash: digest("oidc-browser", request.cookie(OIDC_COOKIE) ?? ""), now: await tx.now() });
  });
  if (attempt === undefined) throw refused("Lượt đăng nhập này không bắt đầu từ trình duyệt này, đã dùng hoặc quá 10 phút; hãy bắt đầu lại.", "This sign-in was not begun in this browser, was used, or took more than ten minutes; begin again.");
  const outcome = await provider.finish({ state, code, iss, error }, attempt);
  return async (tx) => ("fault" in outcome ? refuseFault(tx, outcome.fault, request.address) : admit(tx, outcome, request));
}

/** Counted by address like a wrong password; what the provider called the fault is for the administrator. */
async function refuseFault(tx: Transaction, fault: string, address: string): Promise<Change<typeof finishOidc>> {
  const addressLockedSeconds = await countAddressFailure(tx, address);
  return { refusal: refused("Hệ thống đăng nhập của cơ quan không xác nhận lượt đăng nhập này; hãy bắt đầu lại.", "The authority's sign-in did not confirm this sign-in; begin again."), audit: refusedEntry(undefined, "provider", { address, fault, addressLockedSeconds }) };
}

type Proved = { readonly identity: OidcIdentity; readonly amr: unknown; readonly auth_time: unknown };

/** Who is known at the provider comes in only as the account that an administrator has linked, never by a likeness of names. */
async function admit(tx: Transaction, { identity, amr, auth_time }: Proved, request: Call<typeof finishOidc>["request"]): Promise<Change<typeof finishOidc>> {
  const { address } = request;
  const account = await accountOfIdentity(tx, identity);
  if (account === undefined) return { refusal: new Problem("sign-in-refused", { detail: notLinked(identity) }), audit: refusedEntry(undefined, "unlinked", { address, ...identity }) };
  if (account.disabled_at !== null) return { refusal: refused("Tài khoản đã bị khóa; hãy hỏi quản trị viên.", "The account is disabled; ask an administrator."), audit: refusedEntry(account, "disabled", { address }) };
  const idle = await refuseIdle(tx, account, address);
  if (idle !== undefined) return idle;
  const shownAt = provedAt({ amr, auth_time }, await tx.now());
  const { id, cookie } = await beginSession(tx, request, account, { via: "oidc", shownAt });
  const cookies = [cookie, { name: OIDC_COOKIE, value: undefined, maxAgeSeconds: 0, isSentOnArrival: true }];
  return { reply: { body: undefined, location: FIRST_PAGE, cookies }, audit: about("signed-in", account.id, { sessionId: id, address, showedSecondFactor: shownAt !== null, ...identity }), by: account.id };
}

const notLinked = ({ issuer, subject }: OidcIdentity): Bilingual => ({
  vi: `Danh tính "${subject}" (${issuer}) chưa được liên kết với tài khoản nào; hãy đề nghị quản trị viên liên kết.`,
  en: `The identity "${subject}" (${issuer}) is linked to no account; ask an administrator to link it.`,
});

/** Whoever was signed in as somebody else is signed out; the old identity opens nothing any more. */
async function handleLink(call: Call<typeof linkOidc>): Promise<Change<typeof linkOidc>> {
  const { tx, params, body, seen } = call;
  const { identity } = body;
  if (identity !== null) await lockIdentity(tx, identity);
  const account = found(await lockAccount(tx, params.accountId));
  await requireSeen(tx, account, seen);
  await requireLinkable(tx, account, identity);
  const sessions = await endSessionsOf(tx, account.id);
  const changed = await changeAccount(tx, account.id, { oidc_issuer: identity?.issuer ?? null, oidc_subject: identity?.subject ?? null });
  const before = account.oidc_issuer === null ? null : { issuer: account.oidc_issuer, subject: account.oidc_subject };
  return { reply: await replyOf(tx, changed), audit: about("oidc-linked", account.id, { identity, before, sessions }) };
}

async function requireLinkable(tx: Transaction, { id, is_service }: StoredAccount, identity: OidcIdentity | null): Promise<void> {
  if (is_service) throw conflict("Tài khoản của hệ thống khác không đăng nhập.", "The account of another system never signs in.");
  const holder = identity === null ? undefined : await accountOfIdentity(tx, identity);
  if (holder !== undefined && holder.id !== id) throw conflict(`Danh tính này đã liên kết với tài khoản ${holder.username}.`, `This identity is linked to the account ${holder.username}.`);
}

export const oidcEndpoints = (provider: Provider | undefined, issuer: string | null): Endpoint[] => [
  query(readDoor, async () => ({ body: { issuer } })),
  errand(startOidc, (asked) => handleStart(provider, asked)),
  errand(finishOidc, (asked) => handleFinish(provider, asked)),
  command(linkOidc, handleLink),
];
