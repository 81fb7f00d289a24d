import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Provider } from "oidc-provider";
import type { OidcSettings } from "../../src/server/platform/index.ts";

/** A real OpenID Connect provider on loopback, and a browser that signs in there. */

const CLIENT = { clientId: "congtam", clientSecret: "a secret between the two of them" };
const REDIRECT_URL = "http://congtam.example/api/v1/oidc/callback";

/** Who signs in, and how they prove it (RFC 8176). */
type Person = { readonly login: string; readonly amr?: readonly string[] };

export type TestProvider = {
  readonly settings: OidcSettings;
  /** Goes through the provider's pages like a person; returns the address to which the browser is sent back. */
  readonly signIn: (address: string, person: Person) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** The pages of the provider's owner: who are you, and may the other one know it. */
async function showPages(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid, prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html").end(`<form method="post" action="/pages/${uid}"><input name="prompt" value="${prompt.name}"></form>`);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  if (prompt.name === "login") {
    await provider.interactionFinished(request, response, { login: { accountId: form.get("login") ?? "", amr: form.getAll("amr") } });
    return;
  }
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = known ?? new provider.Grant({ accountId: session?.accountId ?? "", clientId: String(params["client_id"]) });
  grant.addOIDCScope("openid");
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

/** Keeps cookies by name; the provider is one site. */
function openBrowser() {
  const jar = new Map<string, string>();
  return async (address: string, body?: URLSearchParams): Promise<Response> => {
    const answer = await fetch(address, { redirect: "manual", headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") }, ...(body === undefined ? {} : { method: "POST", body }) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
}

const MOST_STEPS = 20;

async function signInAt(issuer: string, address: string, { login, amr = [] }: Person): Promise<string> {
  const visit = openBrowser();
  let at = address;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < MOST_STEPS; step++) {
    const answer = await visit(at, body);
    const location = answer.headers.get("location");
    if (location?.startsWith(REDIRECT_URL) === true) return location;
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (location === null && action === undefined) throw new Error(`the provider is stuck: ${String(answer.status)} ${page.slice(0, 500)}`);
    body = location === null ? new URLSearchParams([["login", login], ...amr.map((one): [string, string] => ["amr", one])]) : undefined;
    at = new URL(location ?? action ?? "", issuer).href;
  }
  throw new Error("the provider never sent the browser back");
}

const LIVES = 600;

export async function openProvider(): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? String(address.port) : ""}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [REDIRECT_URL] }],
    claims: { openid: ["sub", "amr", "auth_time"] },
    jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
    ttl: { AccessToken: LIVES, AuthorizationCode: LIVES, Grant: LIVES, IdToken: LIVES, Interaction: LIVES, Session: LIVES },
    cookies: { keys: ["only for a test"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/pages/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  const answer = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const answered = request.url?.startsWith("/pages/") === true ? showPages(provider, request, response) : answer(request, response);
    answered.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    settings: { issuer, ...CLIENT, redirectUrl: REDIRECT_URL },
    signIn: (to, person) => signInAt(issuer, to, person),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
