import type { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { Relation, Route } from "../../contract/route.ts";
import { type Actor, actorOf, type AuditEntry, type Call, type Change, type Endpoint, type Errand, type FileBody, type FileReply, type LargeReply, type ReadEntry, type Reply, type Sent } from "./call.ts";
import { type Checked, textOf } from "./checked.ts";
import type { Database, Transaction } from "./database.ts";
import { mightBeAllowed, requireAllowed, rolesThatOpened } from "./gate.ts";
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
  /** Writes to the log of reads, in the transaction that reads. */
  readonly noteReads: (tx: Transaction, entries: readonly ReadEntry[]) => Promise<void>;
};

/** One that is large, and only read. */
export type Bytes = { readonly status: number; readonly bytes: Uint8Array; readonly version?: string | undefined; readonly file?: Pick<FileBody, "name" | "type"> };

export const SESSION_COOKIE = "congtam_session";

/** An answer ready to send; kept as text so that a repeated request gets the same bytes. */
export type Answer = { readonly status: number; readonly text: string; readonly version?: string | undefined } & Pick<Reply<Route>, "cookies" | "location">;

/** The key that was shown; one that cannot be a key is nobody's, and still no session counts beside it. */
function bearerOf(request: FastifyRequest): string | undefined {
  const shown = /^Bearer +(.*)$/i.exec(request.headers.authorization ?? "")?.[1];
  return shown === undefined || /^[\w.~+/-]{1,200}=*$/.test(shown) ? shown : "";
}

/** A page of another site must not act with the browser's cookie. A key is never sent by a browser of itself. */
function requireOwnOrigin(request: FastifyRequest): void {
  if (bearerOf(request) === undefined && isForeign(request)) throw new Problem("foreign-origin");
}

async function authenticated(house: Keeper, tx: Transaction, request: FastifyRequest): Promise<Actor | undefined> {
  return house.authenticate(tx, { cookie: request.cookies[SESSION_COOKIE], bearer: bearerOf(request) });
}

/** Lets nobody further whom no grant could fit, then reads the parts of the request. */
function readRequest(endpoint: Endpoint, request: FastifyRequest, actor: Actor | undefined, language: Language): Omit<Call<Route>, "tx"> {
  const { route } = endpoint;
  if (!mightBeAllowed(route, actor)) throw new Problem(actor === undefined ? "not-signed-in" : "not-allowed");
  if (route.body === undefined && request.body !== undefined && request.body !== null) throw new Problem("invalid-input", { detail: { vi: "Yêu cầu này không nhận nội dung.", en: "This request takes no body." } });
  const parts = {
    params: readPart(route.params, request.params, "params", language),
    query: readPart(route.query, request.query, "query", language),
    body: route.body === undefined ? undefined : readPart(route.body, request.body, "body", language),
  };
  return { ...parts, actor, seen: seenVersion(route, request), request: { address: request.ip, cookie: (name) => request.cookies[name] } };
}

/** The version that the client saw; a route that needs one refuses to go on without. */
function seenVersion(route: Route, request: FastifyRequest): string | undefined {
  if (route.version !== "requires") return undefined;
  const match = /^"([^"]{1,200})"$/.exec(request.headers["if-match"] ?? "");
  if (match?.[1] === undefined) throw new Problem("if-match-required", { detail: { vi: 'Hãy gửi If-Match với ETag đã nhận, ví dụ If-Match: "3".', en: 'Send If-Match with the ETag that was received, such as If-Match: "3".' } });
  return match[1];
}

async function letIn(endpoint: Endpoint, call: Call<Route>): Promise<readonly Relation[]> {
  const relations: readonly Relation[] = await endpoint.relations(call);
  requireAllowed(endpoint.route, call.actor, relations);
  return relations;
}

/** What is written of a reading. Nothing is shown by a route that says it tells whose data it shows, and does not. */
function readEntries({ operationId, reads, grants }: Route, actor: Actor | undefined, relations: readonly Relation[], { shown }: Pick<Reply<Route>, "shown">): ReadEntry[] {
  if ((reads === undefined) !== (shown === undefined)) throw new RangeError(`${operationId}: what the route declares to show is not what its answer says`);
  if (reads === undefined || shown === undefined || shown.length === 0) return [];
  if (actor === undefined) throw new RangeError(`${operationId}: nobody is shown what is kept in the log of reads`);
  const roles = rolesThatOpened({ grants }, actor, relations);
  return shown.map((one) => ({ ...one, actor, roles, operation: operationId, kind: reads }));
}

function checkedAnswer(route: Route, { operationId, bytes }: Checked): Bytes {
  if (operationId !== route.operationId) throw new RangeError(`an answer of ${operationId} cannot be given for ${route.operationId}`);
  return { status: route.status, bytes };
}

const isFile = (answered: Answer | Bytes | FileReply): answered is FileReply => "file" in answered && answered.file !== undefined && "make" in answered.file;

async function fileOf(route: Route, { file: { make, ...file }, version }: FileReply): Promise<Bytes> {
  if (route.produces !== "application/octet-stream") throw new RangeError(`${route.operationId} does not say that it gives a file`);
  return { status: route.status, bytes: await make(), file, version };
}

function answerOf(route: Route, reply: Reply<Route>): Answer {
  const { version, cookies = [], location = "" } = reply;
  const text = route.status === 204 || route.status === 303 ? "" : textOf(route, reply.body);
  return { status: route.status, text, version, cookies, ...(route.status === 303 ? { location } : {}) };
}

/** Writes a change to the ledger; its answer, or the refusal that was to be kept. */
async function recorded(house: Keeper, route: Route, { tx, actor }: Pick<Call<Route>, "tx" | "actor">, change: Change<Route>): Promise<Answer | Problem> {
  await house.record(tx, change.by ?? actor?.accountId ?? "public", change.audit);
  return change.refusal ?? answerOf(route, change.reply);
}

export async function answerQuery(house: Keeper, endpoint: Endpoint & { kind: "query" }, request: FastifyRequest, language: Language): Promise<Answer | Bytes> {
  // Knowing who asks may touch the session, so it has a transaction of its own; the reading then sees one moment.
  const actor = await house.database.transaction((tx) => authenticated(house, tx, request), "request");
  const { route } = endpoint;
  const answer = async (tx: Transaction): Promise<Answer | Bytes | FileReply> => {
    if (actor !== undefined) await tx.actAs(actor);
    const call = { ...readRequest(endpoint, request, actor, language), tx };
    const relations = await letIn(endpoint, call);
    const reply: Reply<Route> | LargeReply | FileReply = await endpoint.handle(call);
    const entries = readEntries(route, actor, relations, reply);
    if (entries.length > 0) await house.noteReads(tx, entries);
    if ("file" in reply) return reply;
    return "checked" in reply ? checkedAnswer(route, reply.checked) : answerOf(route, reply);
  };
  const answered = await (route.reads === undefined ? house.database.read(answer, "request") : house.database.readAndNote(answer, "request"));
  return isFile(answered) ? fileOf(route, answered) : answered;
}

export async function answerCommand(house: Keeper, endpoint: Endpoint & { kind: "command" }, request: FastifyRequest, language: Language): Promise<Answer> {
  requireOwnOrigin(request);
  const key = endpoint.route.method === "POST" && endpoint.route.repeatable ? checkedKey(request.headers["idempotency-key"]) : undefined;
  const outcome = await house.database.transaction(async (tx): Promise<Answer | Problem> => {
    const actor = await authenticated(house, tx, request);
    if (actor !== undefined) await tx.actAs(actor);
    const call = { ...readRequest(endpoint, request, actor, language), tx };
    await letIn(endpoint, call);
    const claim = key === undefined || actor === undefined ? undefined : { account: actor.accountId, key };
    const kept = claim === undefined ? undefined : await recall(tx, claim, endpoint.route.operationId, [call.params, call.query, call.body]);
    if (kept !== undefined) return { status: kept.status, text: kept.answer, version: kept.version };
    const answer = await recorded(house, endpoint.route, call, await endpoint.handle(call));
    if (claim === undefined) return answer;
    await (answer instanceof Problem ? release(tx, claim) : remember(tx, claim, { status: answer.status, answer: answer.text, version: answer.version }));
    return answer;
  }, "request");
  // A refusal that was recorded is committed first and told afterwards.
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

export async function answerErrand(house: Keeper, endpoint: Endpoint & { kind: "errand" }, request: FastifyRequest, language: Language): Promise<Answer> {
  if (endpoint.route.method !== "GET") requireOwnOrigin(request);
  const actor = await house.database.transaction((tx) => authenticated(house, tx, request), "request");
  const asked = readRequest(endpoint, request, actor, language);
  requireAllowed(endpoint.route, actor, []);
  const transaction: Errand<Route>["transaction"] = (work) =>
    house.database.transaction(async (tx) => {
      if (actor !== undefined) await tx.actAs(actor);
      return work(tx);
    }, "request");
  const next = await endpoint.handle({ ...asked, transaction });
  if (typeof next !== "function") return answerOf(endpoint.route, next);
  const outcome = await transaction(async (tx) => recorded(house, endpoint.route, { tx, actor }, await next(tx)));
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

/** Lets bytes pass, once who asks was let through; whatever they are kept in is not open meanwhile. */
export async function answerPassage(house: Keeper, endpoint: Endpoint & { kind: "passage" }, request: FastifyRequest, language: Language): Promise<() => Promise<Sent>> {
  const { route } = endpoint;
  if (route.method !== "GET" && route.method !== "HEAD") requireOwnOrigin(request);
  const actor = await house.database.transaction((tx) => authenticated(house, tx, request), "request");
  const within = async (tx: Transaction) => {
    if (actor !== undefined) await tx.actAs(actor);
    const call = { ...readRequest(endpoint, request, actor, language), tx };
    const relations = await letIn(endpoint, call);
    const through = await endpoint.handle(call);
    const entries = readEntries(route, actor, relations, through);
    if (entries.length > 0) await house.noteReads(tx, entries);
    return { through, relations };
  };
  const { through, relations } = await (route.reads === undefined ? house.database.read(within, "request") : house.database.readAndNote(within, "request"));
  return () =>
    through.pass({
      incoming: request.raw,
      commit: (work) =>
        house.database.transaction(async (tx) => {
          if (actor !== undefined) await tx.actAs(actor);
          const { audit, result, shown = [] } = await work(tx);
          if (audit.length > 0) await house.record(tx, actor?.accountId ?? "public", audit);
          const entries = shown.length === 0 ? [] : readEntries(route, actor, relations, { shown });
          if (entries.length > 0) await house.noteReads(tx, entries);
          return result;
        }, "request"),
    });
}

/** Where somebody left off, as browsers say it; one that we cannot have given is like none that is known. */
const LONGEST_EVENT_ID = 100;

/** A stream is for a session and ends with it. */
export async function answerStream(house: Keeper, endpoint: Endpoint & { kind: "stream" }, request: FastifyRequest, language: Language): Promise<Readable> {
  const actor = await house.database.transaction((tx) => authenticated(house, tx, request), "request");
  readRequest(endpoint, request, actor, language);
  requireAllowed(endpoint.route, actor, actor === undefined || actor.sessionId === "" ? [] : ["self"]);
  const last = request.headers["last-event-id"];
  return endpoint.handle({ actor: actorOf({ actor }), lastEventId: typeof last === "string" && last !== "" ? last.slice(0, LONGEST_EVENT_ID) : undefined });
}
