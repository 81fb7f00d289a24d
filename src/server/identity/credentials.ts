import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { isKeptOut } from "./accounts.ts";
import { isPassword } from "./passwords.ts";
import { lockAccountNamed, spendStep, type StoredAccount } from "./queries.ts";
import { afterFailure, type AttemptKind, lockedUntil, networkOf, noFailures, secondsUntil } from "./rules.ts";
import { digest, otpStep, type Vault } from "./secrets.ts";
import { lockAttempts, readAttempts, writeAttempts } from "./session-queries.ts";

/** Proving who one is: password, second factor, and the delays that make guessing slow. */

type Presented = { readonly username: string; readonly otp: string | undefined; readonly address: string };
type Given = Presented & { readonly password: string };

/** A refusal that is kept in the ledger. */
type Kept = { readonly refusal: Problem; readonly audit: readonly [AuditEntry] };

/** Either the account, or a refusal that is to be kept. A refusal that nobody needs to keep is thrown. */
type Proof = { readonly account: StoredAccount; readonly showedSecondFactor: boolean } | Kept;

type Reason = "password" | "disabled" | "second-factor" | "idle" | "provider" | "unlinked";

/** What the ledger keeps of a sign-in that did not succeed. */
export const refusedEntry = (account: Pick<StoredAccount, "id"> | undefined, reason: Reason, data: AuditEntry["data"]): readonly [AuditEntry] => [{ action: "identity.sign-in-refused", subject: `account:${account?.id ?? "unknown"}`, data: { reason, ...data } }];

const accountKey = (username: string): string => digest("attempt", `account:${username}`);
const addressKey = (address: string): string => digest("attempt", `address:${networkOf(address)}`);

const wrongCredentials = (): Problem => new Problem("wrong-credentials");
const otpRequired = (): Problem => new Problem("otp-required", { detail: { vi: "Hãy nhập mã 6 số từ ứng dụng xác thực.", en: "Enter the six-digit code of the authenticator app." } });
const otpWrong = (): Problem => new Problem("otp-required", { detail: { vi: "Mã không đúng hoặc đã dùng; hãy chờ mã tiếp theo.", en: "The code is wrong or was used; wait for the next one." } });

function tooMany(until: Date, now: Date): Problem {
  const seconds = secondsUntil(until, now);
  return new Problem("too-many-attempts", { detail: { vi: `Hãy thử lại sau ${String(seconds)} giây.`, en: `Try again in ${String(seconds)} seconds.` }, extra: { retryAfterSeconds: seconds } });
}

/** Whoever comes from an address that failed too often waits. */
export async function requireQuietAddress(tx: Transaction, address: string): Promise<void> {
  const now = await tx.now();
  const until = lockedUntil([await readAttempts(tx, "address", addressKey(address))], now);
  if (until !== undefined) throw tooMany(until, now);
}

/** Counts a failure that names no account; returns for how long the address now waits. */
export const countAddressFailure = async (tx: Transaction, address: string): Promise<number> => countFailure(tx, "address", addressKey(address), await tx.now());

/**
 * The account's count is held until the end of the transaction, the address's is only read: an office behind one
 * address must not queue. While locked nothing is tried, counted or kept, so that waiting is enough to get on.
 */
async function requireUnlocked(tx: Transaction, { username, address }: Presented, now: Date): Promise<void> {
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
async function fail(tx: Transaction, given: Presented, account: StoredAccount | undefined, reason: Reason): Promise<Proof> {
  const now = await tx.now();
  const lockedSeconds = await countFailure(tx, "account", accountKey(given.username), now);
  const addressLockedSeconds = await countAddressFailure(tx, given.address);
  return { refusal: reason === "second-factor" ? otpWrong() : wrongCredentials(), audit: refusedEntry(account, reason, { address: given.address, lockedSeconds, addressLockedSeconds }) };
}

/** Whether the code is right; "missing" when one is needed and none came. A right code is spent. */
async function checkCode(tx: Transaction, vault: Vault, { id, otp_secret, otp_last_step, second_factor_waived }: StoredAccount, otp: string | undefined): Promise<"right" | "wrong" | "missing" | "not-needed"> {
  if (otp_secret === null || second_factor_waived) return "not-needed";
  if (otp === undefined) return "missing";
  const step = otpStep(vault.open(id, otp_secret), otp, await tx.now(), otp_last_step);
  return step !== undefined && (await spendStep(tx, id, step)) ? "right" : "wrong";
}

/** Told only to those who have proved who they are: nobody else learns that the account exists. */
export async function refuseIdle(tx: Transaction, account: StoredAccount, address: string): Promise<Kept | undefined> {
  if (!(await isKeptOut(tx, account))) return undefined;
  const detail = { vi: "Tài khoản đã 45 ngày không đăng nhập nên tạm khóa; hãy đề nghị quản trị viên mở lại.", en: "The account was not signed in to for 45 days and is closed; ask an administrator to enable it again." };
  return { refusal: new Problem("sign-in-refused", { detail }), audit: refusedEntry(account, "idle", { address }) };
}

/** For who has shown the provider their password: our code alone, with the same delays. */
export async function proveCode(tx: Transaction, vault: Vault, given: Presented): Promise<Proof> {
  await requireUnlocked(tx, given, await tx.now());
  return checked(tx, vault, given, await lockAccountNamed(tx, given.username));
}

/** Checks password and second factor. Known and unknown names take the same way and the same time. */
export async function prove(tx: Transaction, vault: Vault, given: Given): Promise<Proof> {
  await requireUnlocked(tx, given, await tx.now());
  const account = await lockAccountNamed(tx, given.username);
  const isRight = await isPassword(account?.password_hash, given.password);
  return isRight ? checked(tx, vault, given, account) : fail(tx, given, account, "password");
}

/** What is asked of whoever showed the right password, here or at the provider. */
async function checked(tx: Transaction, vault: Vault, given: Presented, account: StoredAccount | undefined): Promise<Proof> {
  if (account === undefined) return fail(tx, given, account, "password");
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
