import type { Generated, GeneratedAlways, Kysely } from "kysely";
import type { Role } from "../../contract/route.ts";
import type { Transaction } from "../platform/index.ts";
import type { AttemptKind, Via } from "./rules.ts";

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
  is_service: boolean;
  oidc_issuer: string | null;
  oidc_subject: string | null;
  disabled_at: Date | null;
  active_at: Date;
  created_at: Date;
  folded: GeneratedAlways<string>;
  version: Generated<number>;
};
export type RoleGrantRow = { id: Generated<number>; account: string; role: Role; valid_from: Date; valid_to: Date | null; granted_by: string; ended_by: string | null };
export type SessionRow = { id: string; token_hash: string; account: string; created_at: Date; last_seen: Date; expires_at: Date; second_factor_at: Date | null; via: Via };
export type FailedAttemptRow = { kind: AttemptKind; key_hash: string; failures: number; first_at: Date; last_at: Date; locked_until: Date | null };
export type ResetLinkRow = { token_hash: string; account: string; created_at: Date; expires_at: Date; removes_second_factor: boolean; used_at: Date | null };
export type OidcAttemptRow = { state_hash: string; browser_hash: string; nonce: string; verifier: string; max_age: number; expires_at: Date };
export type ApiKeyRow = {
  id: string;
  account: string;
  secret_hash: string;
  name: string;
  roles: Role[];
  created_at: Date;
  created_by: string;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};
type UsedPasswordRow = { id: Generated<number>; account: string; password_hash: string; since: Date };

export type Tables = {
  "congtam.account": AccountRow;
  "congtam.role_grant": RoleGrantRow;
  "congtam.session": SessionRow;
  "congtam.failed_attempt": FailedAttemptRow;
  "congtam.reset_link": ResetLinkRow;
  "congtam.oidc_attempt": OidcAttemptRow;
  "congtam.api_key": ApiKeyRow;
  "congtam.used_password": UsedPasswordRow;
};

export const tablesOf = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();
