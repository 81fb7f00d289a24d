import cookie from "@fastify/cookie";
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Relation, Route } from "../../contract/route.ts";
import type { Actor, AuditEntry, Call, Endpoint, Reply } from "./call.ts";
import type { Database, Transaction } from "./database.ts";
import { mightBeAllowed, requireAllowed } from "./gate.ts";
import { checkedKey, recall, remember } from "./idempotency.ts";
import { openApi } from "./openapi.ts";
import { Problem, PROBLEMS, problemBody, problemPage } from "./problem.ts";
import { isForeign, type Language, languageOf, readPart } from "./reading.ts";

/** What the house hands to the door: who somebody is, and where changes are recorded. */
export type House = {
  readonly database: Database;
  readonly endpoints: readonly Endpoint[];
  /** The account behind a request's cookie or key, with its present rights; undefined for nobody. */
  readonly authenticate: (tx: Transaction, request: { readonly cookie: string | undefined; readonly bearer: string | undefined }) => Promise<Actor | undefined>;
  /** Writes to the ledger, in the change's own transaction. */
  readonly record: (tx: Transaction, by: string, entries: readonly AuditEntry[]) => Promise<void>;
  readonly onFailure: (error: unknown, request: { method: string; url: string }) => void;
};

export const SESSION_COOKIE = "congtam_session";
const API = "/api/v1";
const BODY_LIMIT = 1024 * 1024;
const RETRY_AFTER_SECONDS = "5";

/** An answer ready to send; kept as text so that a repeated request gets the same bytes. */
type Answer = { readonly status: number; readonly text: string; readonly version?: string | undefined; readonly cookies?: Reply<Route>["cookies"] };

const bearerOf = (request: FastifyRequest): string | undefined => /^Bearer ([\w.~+/-]{1,200}=*)$/.exec(request.headers.authorization ?? "")?.[1];

async function authenticated(house: House, tx: Transaction, request: FastifyRequest): Promise<Actor | undefined> {
  return house.authenticate(tx, { cookie: request.cookies[SESSION_COOKIE], bearer: bearerOf(request) });
}

/** Lets nobody further whom no grant could fit, then reads the parts of the request. */
function readCall(endpoint: Endpoint, request: FastifyRequest, actor: Actor | undefined, tx: Transaction, language: Language): Call<Route> {
  const { route } = endpoint;
  if (!mightBeAllowed(route, actor)) throw new Problem(actor === undefined ? "not-signed-in" : "not-allowed");
  if (route.body === undefined && request.body !== undefined && request.body !== null) throw new Problem("invalid-input", { detail: { vi: "Yêu cầu này không nhận nội dung.", en: "This request takes no body." } });
  const parts = {
    params: readPart(route.params, request.params, "params", language),
    query: readPart(route.query, request.query, "query", language),
    body: route.body === undefined ? undefined : readPart(route.body, request.body, "body", language),
  };
  return { ...parts, actor, tx, seen: seenVersion(route, request), request: { address: request.ip, cookie: (name) => request.cookies[name] } };
}

/** The version that the client saw; a route that needs one refuses to go on without. */
function seenVersion(route: Route, request: FastifyRequest): string | undefined {
  if (route.version !== "requires") return undefined;
  const match = /^"([^"]{1,200})"$/.exec(request.headers["if-match"] ?? "");
  if (match?.[1] === undefined) throw new Problem("if-match-required", { detail: { vi: 'Hãy gửi If-Match với ETag đã nhận, ví dụ If-Match: "3".', en: 'Send If-Match with the ETag that was received, such as If-Match: "3".' } });
  return match[1];
}

async function letIn(endpoint: Endpoint, call: Call<Route>): Promise<void> {
  const relations: readonly Relation[] = await endpoint.relations(call);
  requireAllowed(endpoint.route, call.actor, relations);
}

/** Only what the contract promises leaves the house. */
function answerOf(route: Route, reply: Reply<Route>): Answer {
  const text = route.status === 204 ? "" : JSON.stringify(route.response.parse(reply.body));
  return { status: route.status, text, version: reply.version, cookies: reply.cookies };
}

async function answerQuery(house: House, endpoint: Endpoint & { kind: "query" }, request: FastifyRequest, language: Language): Promise<Answer> {
  // Knowing who asks may touch the session, so it has a transaction of its own; the reading then sees one moment.
  const actor = await house.database.transaction((tx) => authenticated(house, tx, request), "request");
  return house.database.read(async (tx) => {
    if (actor !== undefined) await tx.actAs(actor);
    const call = readCall(endpoint, request, actor, tx, language);
    await letIn(endpoint, call);
    return answerOf(endpoint.route, await endpoint.handle(call));
  }, "request");
}

async function answerCommand(house: House, endpoint: Endpoint & { kind: "command" }, request: FastifyRequest, language: Language): Promise<Answer> {
  if (isForeign(request)) throw new Problem("foreign-origin");
  const key = endpoint.route.method === "POST" && endpoint.route.repeatable ? checkedKey(request.headers["idempotency-key"]) : undefined;
  const outcome = await house.database.transaction(async (tx): Promise<Answer | Problem> => {
    const actor = await authenticated(house, tx, request);
    if (actor !== undefined) await tx.actAs(actor);
    const call = readCall(endpoint, request, actor, tx, language);
    await letIn(endpoint, call);
    const kept = key === undefined || actor === undefined ? undefined : await recall(tx, actor.accountId, key, endpoint.route.operationId, [call.params, call.query, call.body]);
    if (kept !== undefined) return { status: kept.status, text: kept.answer };
    const change = await endpoint.handle(call);
    await house.record(tx, change.by ?? actor?.accountId ?? "public", change.audit);
    if (change.refusal !== undefined) return change.refusal;
    const answer = answerOf(endpoint.route, change.reply);
    if (key !== undefined && actor !== undefined) await remember(tx, actor.accountId, key, { status: answer.status, answer: answer.text });
    return answer;
  }, "request");
  // A refusal that was recorded is committed first and told afterwards.
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  for (const { name, value, maxAgeSeconds } of answer.cookies ?? []) {
    const options = { path: "/", httpOnly: true, sameSite: "strict" as const, secure: "auto" as const };
    if (value === undefined) reply.clearCookie(name, options);
    else reply.setCookie(name, value, { ...options, maxAge: maxAgeSeconds });
  }
  if (answer.version !== undefined) reply.header("etag", `"${answer.version}"`);
  reply.code(answer.status);
  return answer.status === 204 ? reply.send() : reply.type("application/json; charset=utf-8").send(answer.text);
}

const BY_STATUS: Readonly<Record<number, keyof typeof PROBLEMS>> = { 400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 414: "malformed", 415: "unsupported-content", 431: "malformed" };

/** What any error means to a client. Unknown ones are the house's own and tell nothing about it. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return new Problem(BY_STATUS[status] ?? "internal");
}

function sendProblem(house: House, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.key === "internal") house.onFailure(error, { method: request.method, url: request.url });
  const { status } = PROBLEMS[problem.key];
  const { retryAfterSeconds } = problem.extra;
  if (status === 503 || status === 429) reply.header("retry-after", typeof retryAfterSeconds === "number" ? String(retryAfterSeconds) : RETRY_AFTER_SECONDS);
  const body = problemBody(problem, languageOf(request.headers["accept-language"]), request.url.split("?", 1)[0] ?? "");
  return reply.code(status).type("application/problem+json; charset=utf-8").send(JSON.stringify(body));
}

function mount(app: FastifyInstance, house: House): void {
  const methods = new Map<string, string[]>();
  for (const endpoint of house.endpoints) {
    const url = `${API}${endpoint.route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
    methods.set(url, [...(methods.get(url) ?? []), endpoint.route.method]);
    app.route({
      method: endpoint.route.method,
      url,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const language = languageOf(request.headers["accept-language"]);
        const answer = endpoint.kind === "query" ? await answerQuery(house, endpoint, request, language) : await answerCommand(house, endpoint, request, language);
        return send(reply, answer);
      },
    });
  }
  for (const [url, allowed] of methods) {
    const others = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].filter((method) => !allowed.includes(method));
    app.route({
      method: others,
      url,
      handler: (_request, reply) => {
        reply.header("allow", allowed.join(", "));
        throw new Problem("method-not-allowed");
      },
    });
  }
}

/** The HTTP server over a house; it listens when told to. */
export function buildHttp(house: House): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT, routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false }, return503OnClosing: true, forceCloseConnections: "idle", logger: false });
  void app.register(cookie);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("x-content-type-options", "nosniff").header("referrer-policy", "no-referrer").header("content-security-policy", "default-src 'none'; style-src 'self'; img-src 'self'");
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  app.setErrorHandler((error, request, reply) => sendProblem(house, error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(house, new Problem("not-found"), request, reply));
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const ready = await house.database.answers();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "unavailable" });
  });
  const document = JSON.stringify(openApi(house.endpoints.map((endpoint) => endpoint.route)));
  app.get("/api/openapi.json", (_request, reply) => reply.type("application/json; charset=utf-8").send(document));
  app.get<{ Params: { key: string } }>("/problems/:key", (request, reply) => {
    const page = problemPage(request.params.key);
    if (page === undefined) throw new Problem("not-found");
    return reply.type("text/html; charset=utf-8").send(page);
  });
  // Routes are mounted after the cookie plugin, whose hooks they need.
  app.after(() => {
    mount(app, house);
  });
  return app;
}
