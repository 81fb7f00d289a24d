import type { Actor, Endpoint, Transaction } from "../platform/index.ts";
import { accountEndpoints } from "./account-routes.ts";
import { authenticateBy, type UnitsOf } from "./authenticate.ts";
import { deleteLinksBefore } from "./queries.ts";
import { attemptsForgottenBefore } from "./rules.ts";
import { makeVault } from "./secrets.ts";
import { sessionEndpoints } from "./session-routes.ts";
import { deleteAttemptsBefore, deleteSessionsBefore } from "./session-queries.ts";

export { createAccount, endSessionsOf, hasAccounts, isDemonstration, type NewAccount } from "./accounts.ts";
export { addFirstAdministrator } from "./first-administrator.ts";
export { resealSecondFactors } from "./reseal.ts";
export { requireFreshSecondFactor, type UnitsOf } from "./authenticate.ts";
export { type Holder, holdersAmong, holdersWith } from "./holders.ts";

type Identity = {
  /** The account behind a request with its present rights; undefined for nobody. */
  readonly authenticate: (tx: Transaction, request: { readonly cookie: string | undefined; readonly bearer: string | undefined }) => Promise<Actor | undefined>;
  readonly endpoints: readonly Endpoint[];
};

/**
 * Wires the room: where units come from, and the 32 bytes that seal the secrets of second factors. A house without
 * the key (a demonstration, whose accounts need no second factor) cannot set one up.
 */
export function makeIdentity({ unitsOf, secondFactorKey }: { readonly unitsOf: UnitsOf; readonly secondFactorKey?: Uint8Array | undefined }): Identity {
  const tools = { unitsOf, vault: makeVault(secondFactorKey) };
  return { authenticate: (tx, request) => authenticateBy(unitsOf, tx, request), endpoints: [...sessionEndpoints(tools), ...accountEndpoints] };
}

/** Removes what decides nothing any more: for a job that runs now and then. */
export async function sweepIdentity(tx: Transaction): Promise<void> {
  const now = await tx.now();
  await deleteSessionsBefore(tx, now);
  await deleteLinksBefore(tx, now);
  await deleteAttemptsBefore(tx, attemptsForgottenBefore(now));
}
