import type { Generated, Kysely } from "kysely";
import type { Role } from "../../contract/route.ts";
import type { Transaction } from "../platform/index.ts";
import type { AttemptKind } from "./rules.ts";

/** The rows of this room. */

export type AccountRow = {
  id: string;
  username: string;
  person_id: string;
  name: string;
  password_hash: string | null;
  otp_secret: Buffer | null;
  otp_pending: Buffer | null;
  otp_last_step: Generated<number>;
  second_factor_waived: boolean;
  disabled_at: Date | null;
  created_at: Date;
  version: Generated<number>;
};
export type RoleGrantRow = { id: Generated<number>; account: string; role: Role; valid_from: Date; valid_to: Date | null; granted_by: string; ended_by: string | null };
export type SessionRow = { id: string; token_hash: string; account: string; created_at: Date; last_seen: Date; expires_at: Date; second_factor_at: Date | null };
export type FailedAttemptRow = { kind: AttemptKind; key_hash: string; failures: number; first_at: Date; last_at: Date; locked_until: Date | null };
export type ResetLinkRow = { token_hash: string; account: string; created_at: Date; expires_at: Date; removes_second_factor: boolean; used_at: Date | null };

export type Tables = {
  "congtam.account": AccountRow;
  "congtam.role_grant": RoleGrantRow;
  "congtam.session": SessionRow;
  "congtam.failed_attempt": FailedAttemptRow;
  "congtam.reset_link": ResetLinkRow;
};

export const tablesOf = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();
