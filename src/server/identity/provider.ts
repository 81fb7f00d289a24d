import { allowInsecureRequests, authorizationCodeGrant, AuthorizationResponseError, buildAuthorizationUrl, calculatePKCECodeChallenge, ClientError, ClientSecretBasic as clientSecretBasic, type Configuration, discovery, enableNonRepudiationChecks, randomNonce, randomPKCECodeVerifier, ResponseBodyError } from "openid-client";
import { type OidcSettings, Problem } from "../platform/index.ts";
import type { OidcIdentity } from "./queries.ts";

/** The edge to the authority's OpenID Connect provider. */

/** What only we know of a sign-in under way. */
export type Attempt = { readonly nonce: string; readonly verifier: string; readonly maxAge: number };
export const newAttempt = (maxAge: number): Attempt => ({ nonce: randomNonce(), verifier: randomPKCECodeVerifier(), maxAge });

/** What the browser brings back. */
type Returned = { readonly state: string; readonly code: string | undefined; readonly iss: string | undefined; readonly error: string | undefined };

/** Who the provider says it is and how they proved it, or the code of what is wrong with the answer. */
type Outcome = { readonly identity: OidcIdentity; readonly amr: unknown; readonly auth_time: unknown } | { readonly fault: string };

export type Provider = {
  /** Where the browser goes to sign in. */
  readonly begin: (state: string, attempt: Attempt) => Promise<string>;
  readonly finish: (returned: Returned, attempt: Attempt) => Promise<Outcome>;
};

const TIMEOUT_SECONDS = 5;
/** A provider that moves its addresses is found again within the hour. */
const KNOWN_FOR_MS = 60 * 60 * 1000;

const away = (): Problem =>
  new Problem("unavailable", { detail: { vi: "Hệ thống đăng nhập của cơ quan không trả lời; hãy thử lại sau hoặc đăng nhập bằng mật khẩu.", en: "The authority's sign-in does not answer; try again later or sign in with a password." } });

const FAILED = ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"];
const SERVER_ERROR = 500;

/** The code of a fault in what came back; a provider that cannot answer right now is a refusal of another kind. */
function faultOf(error: unknown): string {
  if (error instanceof AuthorizationResponseError) return error.error;
  if (error instanceof ResponseBodyError && error.status < SERVER_ERROR) return error.error;
  // A request that never arrived is a TypeError of fetch.
  if (error instanceof TypeError || error instanceof ResponseBodyError) throw away();
  if (!(error instanceof ClientError)) throw error;
  const code = error.code ?? "unknown";
  if (FAILED.includes(code)) throw away();
  return code;
}

/** Asks the provider for its addresses when they are first needed, and keeps them; a failure is asked again. */
function lookup({ issuer, clientId, clientSecret }: OidcSettings, timeout: number): () => Promise<Configuration> {
  // Only a provider on this machine may have an http address (see the configuration). Signatures are always checked.
  const execute = [enableNonRepudiationChecks, ...(new URL(issuer).protocol === "http:" ? [allowInsecureRequests] : [])];
  let known: { readonly configuration: Promise<Configuration>; readonly at: number } | undefined;
  return async () => {
    if (known === undefined || performance.now() - known.at > KNOWN_FOR_MS) known = { configuration: discovery(new URL(issuer), clientId, undefined, clientSecretBasic(clientSecret), { execute, timeout }), at: performance.now() };
    const asked = known;
    try {
      return await asked.configuration;
    } catch {
      if (known === asked) known = undefined;
      throw away();
    }
  };
}

export function makeProvider(settings: OidcSettings, timeoutSeconds = TIMEOUT_SECONDS): Provider {
  const known = lookup(settings, timeoutSeconds);
  return {
    begin: async (state, { nonce, verifier, maxAge }) => {
      const configuration = await known();
      const challenge = await calculatePKCECodeChallenge(verifier);
      return buildAuthorizationUrl(configuration, { redirect_uri: settings.redirectUrl, scope: "openid", state, nonce, code_challenge: challenge, code_challenge_method: "S256", max_age: String(maxAge) }).href;
    },
    finish: async ({ state, ...returned }, { nonce, verifier, maxAge }) => {
      const configuration = await known();
      const url = new URL(settings.redirectUrl);
      for (const [name, value] of Object.entries({ ...returned, state })) if (value !== undefined) url.searchParams.set(name, value);
      try {
        const tokens = await authorizationCodeGrant(configuration, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, maxAge, idTokenExpected: true });
        const claims = tokens.claims();
        return claims === undefined ? { fault: "no-id-token" } : { identity: { issuer: claims.iss, subject: claims.sub }, amr: claims["amr"], auth_time: claims.auth_time };
      } catch (error) {
        return { fault: faultOf(error) };
      }
    },
  };
}
