import type { Actor, Endpoint, OidcSettings, Transaction } from "../platform/index.ts";
import { accountEndpoints } from "./account-routes.ts";
import { authenticateBy, type UnitsOf } from "./authenticate.ts";
import { type HandOver, handoverEndpoints } from "./handover-routes.ts";
import { keyEndpoints } from "./key-routes.ts";
import { deleteAttemptsEnded } from "./oidc-queries.ts";
import { oidcEndpoints } from "./oidc-routes.ts";
import { makeProvider } from "./provider.ts";
import { deleteLinksBefore } from "./queries.ts";
import { attemptsForgottenBefore } from "./rules.ts";
import { makeVault } from "./secrets.ts";
import { sessionEndpoints } from "./session-routes.ts";
import { deleteAttemptsBefore, deleteSessionsBefore } from "./session-queries.ts";

export { createAccount, endSessionsOf, hasAccounts, isDemonstration, type NewAccount } from "./accounts.ts";
export { addFirstAdministrator } from "./first-administrator.ts";
export type { HandOver } from "./handover-routes.ts";
export { keptAccounts } from "./kept-queries.ts";
export { resealSecondFactors } from "./reseal.ts";
export { actorsOf, requireFreshSecondFactor, type UnitsOf } from "./authenticate.ts";
export { type Holder, holdersAmong, holdersWith } from "./holder-queries.ts";

type Identity = {
  /** The account behind a request with its present rights; undefined for nobody. */
  readonly authenticate: (tx: Transaction, request: { readonly cookie: string | undefined; readonly bearer: string | undefined }) => Promise<Actor | undefined>;
  readonly endpoints: readonly Endpoint[];
};

type Wiring = {
  /** Where units come from. */
  readonly unitsOf: UnitsOf;
  /**
   * The 32 bytes that seal the secrets of second factors. A house without them (a demonstration, whose accounts need
   * no second factor) cannot set one up.
   */
  readonly secondFactorKey?: Uint8Array | undefined;
  /** The authority's own sign-in; without it there is only ours. */
  readonly oidc?: OidcSettings | undefined;
  /** The rooms above, each passing on what a leaver has open there. */
  readonly handOver?: readonly HandOver[];
};

export function makeIdentity({ unitsOf, secondFactorKey, oidc, handOver = [] }: Wiring): Identity {
  const provider = oidc === undefined ? undefined : makeProvider(oidc);
  const tools = { unitsOf, vault: makeVault(secondFactorKey) };
  return { authenticate: (tx, request) => authenticateBy(unitsOf, tx, request), endpoints: [...sessionEndpoints(tools), ...accountEndpoints, ...handoverEndpoints(handOver), ...keyEndpoints, ...oidcEndpoints(provider, oidc?.issuer ?? null)] };
}

/** Removes what decides nothing any more: for a job that runs now and then. */
export async function sweepIdentity(tx: Transaction): Promise<void> {
  const now = await tx.now();
  await deleteSessionsBefore(tx, now);
  await deleteLinksBefore(tx, now);
  await deleteAttemptsEnded(tx, now);
  await deleteAttemptsBefore(tx, attemptsForgottenBefore(now));
}
