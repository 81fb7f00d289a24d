import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { isPassword } from "./passwords.ts";
import { lockAccountNamed, spendStep, type StoredAccount } from "./queries.ts";
import { afterFailure, type AttemptKind, lockedUntil, networkOf, noFailures, secondsUntil } from "./rules.ts";
import { digest, otpStep, type Vault } from "./secrets.ts";
import { lockAttempts, readAttempts, writeAttempts } from "./session-queries.ts";

/** Proving who one is: password, second factor, and the delays that make guessing slow. */

export type Given = { readonly username: string; readonly password: string; readonly otp: string | undefined; readonly address: string };

/** Either the account, or a refusal that is to be kept. A refusal that nobody needs to keep is thrown. */
type Proof = { readonly account: StoredAccount; readonly showedSecondFactor: boolean } | { readonly refusal: Problem; readonly audit: readonly [AuditEntry] };

type Reason = "password" | "disabled" | "second-factor";

const accountKey = (username: string): string => digest("attempt", `account:${username}`);
const addressKey = (address: string): string => digest("attempt", `address:${networkOf(address)}`);

const wrongCredentials = (): Problem => new Problem("wrong-credentials");
const otpRequired = (): Problem => new Problem("otp-required", { detail: { vi: "Hãy nhập mã 6 số từ ứng dụng xác thực.", en: "Enter the six-digit code of the authenticator app." } });
const otpWrong = (): Problem => new Problem("otp-required", { detail: { vi: "Mã không đúng hoặc đã dùng; hãy chờ mã tiếp theo.", en: "The code is wrong or was used; wait for the next one." } });

function tooMany(until: Date, now: Date): Problem {
  const seconds = secondsUntil(until, now);
  return new Problem("too-many-attempts", { detail: { vi: `Hãy thử lại sau ${String(seconds)} giây.`, en: `Try again in ${String(seconds)} seconds.` }, extra: { retryAfterSeconds: seconds } });
}

/**
 * The account's count is held until the end of the transaction, the address's is only read: an office behind one
 * address must not queue. While locked nothing is tried, counted or kept, so that waiting is enough to get on.
 */
async function requireUnlocked(tx: Transaction, { username, address }: Given, now: Date): Promise<void> {
  const counts = [await lockAttempts(tx, "account", accountKey(username), now), await readAttempts(tx, "address", addressKey(address))];
  const until = lockedUntil(counts, now);
  if (until !== undefined) throw tooMany(until, now);
}

async function countFailure(tx: Transaction, kind: AttemptKind, key: string, now: Date): Promise<number> {
  const after = afterFailure(kind, await lockAttempts(tx, kind, key, now), now);
  await writeAttempts(tx, kind, key, after);
  return secondsUntil(after.lockedUntil ?? now, now);
}

/** Counts a failure; what is kept of it does not tell the name that was typed, which may have been a password. */
async function fail(tx: Transaction, given: Given, account: StoredAccount | undefined, reason: Reason): Promise<Proof> {
  const now = await tx.now();
  const lockedSeconds = await countFailure(tx, "account", accountKey(given.username), now);
  const addressLockedSeconds = await countFailure(tx, "address", addressKey(given.address), now);
  const data = { reason, address: given.address, lockedSeconds, addressLockedSeconds };
  return { refusal: reason === "second-factor" ? otpWrong() : wrongCredentials(), audit: [{ action: "identity.sign-in-refused", subject: `account:${account?.id ?? "unknown"}`, data }] };
}

/** Whether the code is right; "missing" when one is needed and none came. A right code is spent. */
async function checkCode(tx: Transaction, vault: Vault, { id, otp_secret, otp_last_step, second_factor_waived }: StoredAccount, otp: string | undefined): Promise<"right" | "wrong" | "missing" | "not-needed"> {
  if (otp_secret === null || second_factor_waived) return "not-needed";
  if (otp === undefined) return "missing";
  const step = otpStep(vault.open(id, otp_secret), otp, await tx.now(), otp_last_step);
  return step !== undefined && (await spendStep(tx, id, step)) ? "right" : "wrong";
}

/** Checks password and second factor. Known and unknown names take the same way and the same time. */
export async function prove(tx: Transaction, vault: Vault, given: Given): Promise<Proof> {
  const now = await tx.now();
  await requireUnlocked(tx, given, now);
  const account = await lockAccountNamed(tx, given.username);
  const isRight = await isPassword(account?.password_hash, given.password);
  if (account === undefined || !isRight) return fail(tx, given, account, "password");
  if (account.disabled_at !== null) return fail(tx, given, account, "disabled");
  const code = await checkCode(tx, vault, account, given.otp);
  // Neither a failure nor a success: the count stays, or asking without a code would set it back.
  if (code === "missing") throw otpRequired();
  if (code === "wrong") return fail(tx, given, account, "second-factor");
  await forgetFailures(tx, account.username);
  return { account, showedSecondFactor: code === "right" };
}

export async function forgetFailures(tx: Transaction, username: string): Promise<void> {
  await writeAttempts(tx, "account", accountKey(username), noFailures(await tx.now()));
}
