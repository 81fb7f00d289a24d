import { type AuditEntry, StartFailure, type Transaction } from "../platform/index.ts";
import { lockSealed, writeSealed } from "./queries.ts";
import { makeVault } from "./secrets.ts";

/** The secret under whichever key opens it. */
function opened(keys: readonly Uint8Array[], accountId: string, sealed: Buffer): Buffer {
  for (const key of keys) {
    try {
      return makeVault(key).open(accountId, sealed);
    } catch {
      // Sealed with another key, or altered: the next one is tried.
    }
  }
  throw new StartFailure(`Không mở được bí mật xác thực thứ hai của tài khoản ${accountId}; khóa không khớp với cơ sở dữ liệu. Không có gì bị thay đổi.`);
}

/** Seals the secrets of all second factors anew; the caller records the entry in the same transaction. */
export async function resealSecondFactors(tx: Transaction, present: readonly Uint8Array[], next: Uint8Array): Promise<{ readonly accounts: number; readonly audit: AuditEntry }> {
  const vault = makeVault(next);
  const reseal = (id: string, sealed: Buffer | null): Buffer | null => (sealed === null ? null : vault.seal(id, opened(present, id, sealed)));
  const all = await lockSealed(tx);
  await writeSealed(tx, all.map(({ id, otp_secret, otp_pending }) => ({ id, otp_secret: reseal(id, otp_secret), otp_pending: reseal(id, otp_pending) })));
  return { accounts: all.length, audit: { action: "identity.second-factor-key-rotated", subject: "second-factor-key", data: { accounts: all.length } } };
}
