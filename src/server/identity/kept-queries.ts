import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** Accounts, roles and keys as they are, for whoever compares them with the ledger. What signs somebody in stays here. */

export async function keptAccounts(tx: Transaction): Promise<Record<"account" | "role_grant" | "api_key", KeptRow[]>> {
  return {
    // Entries of old tell that an account was disabled, and not when.
    account: await keptRows(tx, sql`congtam.account kept`, sql`- 'password_hash' - 'otp_secret' - 'otp_pending' || jsonb_build_object('is_disabled', disabled_at is not null)`),
    role_grant: await keptRows(tx, sql`congtam.role_grant kept`),
    api_key: await keptRows(tx, sql`congtam.api_key kept`),
  };
}
