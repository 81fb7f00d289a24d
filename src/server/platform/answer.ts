import type { FastifyRequest } from "fastify";
import type { Relation, Route } from "../../contract/route.ts";
import type { Actor, AuditEntry, Call, Endpoint, Reply } from "./call.ts";
import type { Database, Transaction } from "./database.ts";
import { mightBeAllowed, requireAllowed } from "./gate.ts";
import { checkedKey, recall, release, remember } from "./idempotency.ts";
import { Problem } from "./problem.ts";
import { isForeign, type Language, readPart } from "./reading.ts";

/** What the house hands to the door: who somebody is, and where changes are recorded. */
export type Keeper = {
  readonly database: Database;
  /** The account behind a request's cookie or key, with its present rights; undefined for nobody. */
  readonly authenticate: (tx: Transaction, request: { readonly cookie: string | undefined; readonly bearer: string | undefined }) => Promise<Actor | undefined>;
  /** Writes to the ledger, in the change's own transaction. */
  readonly record: (tx: Transaction, by: string, entries: readonly AuditEntry[]) => Promise<void>;
};

export const SESSION_COOKIE = "congtam_session";

/** An answer ready to send; kept as text so that a repeated request gets the same bytes. */
export type Answer = { readonly status: number; readonly text: string; readonly version?: string | undefined; readonly cookies?: Reply<Route>["cookies"] };

const bearerOf = (request: FastifyRequest): string | undefined => /^Bearer ([\w.~+/-]{1,200}=*)$/.exec(request.headers.authorization ?? "")?.[1];

async function authenticated(house: Keeper, tx: Transaction, request: FastifyRequest): Promise<Actor | undefined> {
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

export async function answerQuery(house: Keeper, endpoint: Endpoint & { kind: "query" }, request: FastifyRequest, language: Language): Promise<Answer> {
  // Knowing who asks may touch the session, so it has a transaction of its own; the reading then sees one moment.
  const actor = await house.database.transaction((tx) => authenticated(house, tx, request), "request");
  return house.database.read(async (tx) => {
    if (actor !== undefined) await tx.actAs(actor);
    const call = readCall(endpoint, request, actor, tx, language);
    await letIn(endpoint, call);
    return answerOf(endpoint.route, await endpoint.handle(call));
  }, "request");
}

export async function answerCommand(house: Keeper, endpoint: Endpoint & { kind: "command" }, request: FastifyRequest, language: Language): Promise<Answer> {
  if (isForeign(request)) throw new Problem("foreign-origin");
  const key = endpoint.route.method === "POST" && endpoint.route.repeatable ? checkedKey(request.headers["idempotency-key"]) : undefined;
  const outcome = await house.database.transaction(async (tx): Promise<Answer | Problem> => {
    const actor = await authenticated(house, tx, request);
    if (actor !== undefined) await tx.actAs(actor);
    const call = readCall(endpoint, request, actor, tx, language);
    await letIn(endpoint, call);
    const claim = key === undefined || actor === undefined ? undefined : { account: actor.accountId, key };
    const kept = claim === undefined ? undefined : await recall(tx, claim, endpoint.route.operationId, [call.params, call.query, call.body]);
    if (kept !== undefined) return { status: kept.status, text: kept.answer, version: kept.version };
    const change = await endpoint.handle(call);
    await house.record(tx, change.by ?? actor?.accountId ?? "public", change.audit);
    if (change.refusal !== undefined) {
      if (claim !== undefined) await release(tx, claim);
      return change.refusal;
    }
    const answer = answerOf(endpoint.route, change.reply);
    if (claim !== undefined) await remember(tx, claim, { status: answer.status, answer: answer.text, version: answer.version });
    return answer;
  }, "request");
  // A refusal that was recorded is committed first and told afterwards.
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}
