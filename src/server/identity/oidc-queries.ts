import type { Transaction } from "../platform/index.ts";
import type { Attempt } from "./provider.ts";
import { type OidcAttemptRow, tablesOf } from "./tables.ts";

/** SQL of sign-ins that are under way at the provider. */

export async function insertAttempt(tx: Transaction, row: OidcAttemptRow): Promise<void> {
  await tablesOf(tx).insertInto("congtam.oidc_attempt").values(row).execute();
}

type Key = { readonly stateHash: string; readonly browserHash: string; readonly now: Date };

/** Takes an attempt out, for the browser that began it and for nobody else; a second time it is not there. */
export const takeAttempt = (tx: Transaction, { stateHash, browserHash, now }: Key): Promise<Attempt | undefined> =>
  tablesOf(tx)
    .deleteFrom("congtam.oidc_attempt")
    .where("state_hash", "=", stateHash)
    .where("browser_hash", "=", browserHash)
    .where("expires_at", ">", now)
    .returning(["nonce", "verifier", "max_age as maxAge"])
    .executeTakeFirst();

/** Those that were never finished; anybody may begin one, so that they must not pile up. */
export async function deleteAttemptsEnded(tx: Transaction, now: Date): Promise<void> {
  await tablesOf(tx).deleteFrom("congtam.oidc_attempt").where("expires_at", "<=", now).execute();
}
