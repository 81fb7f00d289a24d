import cookie from "@fastify/cookie";
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { attachment } from "./attachment.ts";
import { type Admission, LIMITS, type Limits, makeAdmission } from "./admission.ts";
import { type Answer, answerCommand, answerErrand, answerPassage, answerQuery, answerStream, type Bytes, type Keeper } from "./answer.ts";
import type { Endpoint } from "./call.ts";
import { type Health, stopping, watchHealth } from "./health.ts";
import { takeJsonOnly } from "./json-body.ts";
import type { Live } from "./live.ts";
import { type Figure, makeMetrics, type Metrics } from "./metrics.ts";
import { newestMigration } from "./migrate.ts";
import { openApi } from "./openapi.ts";
import { mountOperational, OPERATIONAL_PATHS } from "./operational.ts";
import { mountPages, type PublicPages } from "./pages.ts";
import { Problem } from "./problem.ts";
import { languageOf } from "./reading.ts";
import { mountSite, type Site } from "./site.ts";
import { mountWeb, WEB_PATHS } from "./web.ts";
import { refuseSocket, SAFE_HEADERS, sendProblem, unreadableKey } from "./refusal.ts";

/** What stands behind the door, and how wide it opens. */
export type House = Keeper & {
  readonly endpoints: readonly Endpoint[];
  readonly onFailure: (error: unknown, request: { method: string; url: string }) => void;
  /** The process's clock in milliseconds; it is compared with the database's and decides nothing. */
  readonly now?: () => number;
  readonly limits?: Limits;
  /** The folder of the staff's application as it was built; without it there are no pages. */
  readonly web?: string | undefined;
  /** Pages for everybody that ask and take forms: surveys. */
  readonly publicPages?: PublicPages | undefined;
  /** Pages for everybody that are read again and again: results. */
  readonly site?: Site | undefined;
  /** Live updates: its streams are counted, and ended when the house stops. */
  readonly live?: Pick<Live, "counts" | "endStreams"> | undefined;
  /** Addresses and networks of proxies in front, whose word on who asks is taken; nobody else's is. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Lets somebody read `/metrics` from elsewhere. */
  readonly metricsToken?: string | undefined;
  /** What rooms tell `/metrics` of themselves. */
  readonly figures?: readonly Figure[];
};

const API = "/api/v1";
const BODY_LIMIT = 1024 * 1024;
/** A head that takes longer than this to arrive, or a body: somebody holds the line on purpose. */
const HEAD_MS = 20_000;
const REQUEST_MS = 120_000;
const LOOK_EVERY_MS = 60_000;
/** How long requests in work may take to end when the house stops. */
const DRAIN_MS = 15_000;

const JSON_TYPE = "application/json; charset=utf-8";

function sendBytes(reply: FastifyReply, { status, bytes, version, file }: Bytes): FastifyReply {
  if (version !== undefined) reply.header("etag", `"${version}"`);
  if (file !== undefined) reply.header("content-disposition", attachment(file.name));
  return reply.code(status).type(file?.type ?? JSON_TYPE).send(bytes);
}

function send(reply: FastifyReply, answer: Answer | Bytes): FastifyReply {
  if ("bytes" in answer) return sendBytes(reply, answer);
  for (const { name, value, maxAgeSeconds, isSentOnArrival = false } of answer.cookies ?? []) {
    const options = { path: "/", httpOnly: true, sameSite: isSentOnArrival ? ("lax" as const) : ("strict" as const), secure: "auto" as const };
    if (value === undefined) reply.clearCookie(name, options);
    else reply.setCookie(name, value, { ...options, maxAge: maxAgeSeconds });
  }
  if (answer.version !== undefined) reply.header("etag", `"${answer.version}"`);
  if (answer.location !== undefined) reply.header("location", answer.location);
  reply.code(answer.status);
  return answer.text === "" ? reply.send() : reply.type(JSON_TYPE).send(answer.text);
}

/** Which methods a path takes, for who comes with another one. */
function makeSigns({ endpoints, web, publicPages, site }: House): (path: string) => string | undefined {
  const methods = new Map<string, string[]>([...OPERATIONAL_PATHS, ...(web === undefined ? [] : WEB_PATHS), ...(site?.paths ?? [])].map((path) => [path.replace("*", "{rest}"), ["GET"]]));
  for (const path of site?.forms ?? []) methods.get(path)?.push("POST");
  for (const { method, path } of publicPages?.pages ?? []) methods.set(path, [...(methods.get(path) ?? []), method]);
  for (const { route } of endpoints) methods.set(`${API}${route.path}`, [...(methods.get(`${API}${route.path}`) ?? []), route.method]);
  const signs = Array.from(methods, ([path, allowed]) => ({ pattern: new RegExp(`^${path.replaceAll(".", String.raw`\.`).replaceAll(/\{\w+\}/g, "[^/]+")}$`), allowed: allowed.join(", ") }));
  return (path) => signs.find(({ pattern }) => pattern.test(path))?.allowed;
}

const pathOf = (request: FastifyRequest): string => request.url.split("?", 1)[0] ?? "";

/** Nothing between here and the browser may keep a stream back, pack it or give it to somebody else. */
const STREAM_HEADERS = { "cache-control": "no-store, no-transform", "x-accel-buffering": "no" };

async function answerTo(house: House, endpoint: Exclude<Endpoint, { kind: "stream" | "passage" }>, request: FastifyRequest): Promise<Answer | Bytes> {
  const language = languageOf(request.headers["accept-language"]);
  switch (endpoint.kind) {
    case "query":
      return answerQuery(house, endpoint, request, language);
    case "command":
      return answerCommand(house, endpoint, request, language);
    case "errand":
      return answerErrand(house, endpoint, request, language);
  }
}

function mount(app: FastifyInstance, house: House, admission: Admission, health: Health): void {
  for (const endpoint of house.endpoints) {
    const { route } = endpoint;
    const admit = () => {
      if (health.isStopping()) throw stopping();
      const refusal = route.method === "GET" ? undefined : health.againstChanges();
      if (refusal !== undefined) throw refusal;
      admission.check(route);
    };
    app.route({
      method: route.method,
      url: `${API}${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
      exposeHeadRoute: false,
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      config: { operationId: route.operationId, takes: route.takes },
      // Before the body is read: a refusal costs next to nothing.
      onRequest: async () => {
        admit();
      },
      handler: async (request, reply) => {
        const { leave } = admission.enter(route);
        if (endpoint.kind === "stream") {
          // Opening it is work, holding it open is not.
          const body = await answerStream(house, endpoint, request, languageOf(request.headers["accept-language"])).finally(leave);
          return reply.headers(STREAM_HEADERS).type("text/event-stream; charset=utf-8").send(body);
        }
        if (endpoint.kind === "passage") {
          const pass = await answerPassage(house, endpoint, request, languageOf(request.headers["accept-language"])).finally(leave);
          const { status, headers, body } = await pass();
          return reply.code(status).headers(headers).send(body);
        }
        const answer = await answerTo(house, endpoint, request).finally(leave);
        return send(reply, answer);
      },
    });
  }
}

/** What goes with every answer, and is counted of it. */
function addHooks(app: FastifyInstance, house: House, metrics: Metrics, health: Health): void {
  const allowedAt = makeSigns(house);
  app.addHook("onRequest", async (request, reply) => {
    if (request.headers.host === undefined && request.raw.httpVersion === "1.1") throw new Problem("malformed");
    if (!request.is404) return;
    // Said before the body is read, which nobody wants.
    const allowed = allowedAt(pathOf(request));
    if (allowed === undefined) throw new Problem("not-found");
    reply.header("allow", allowed);
    throw new Problem("method-not-allowed");
  });
  app.addHook("onSend", async (_request, reply) => {
    harden(reply);
    // Who is answered while the house stops looks for another one.
    if (health.isStopping()) reply.header("connection", "close");
  });
  app.addHook("onResponse", async (request, reply) => {
    const { operationId } = request.routeOptions.config as { readonly operationId?: string };
    // How long somebody stayed on a stream says nothing of how fast the house answers.
    if (reply.getHeader("content-type") !== "text/event-stream; charset=utf-8") metrics.observe(operationId ?? "none", reply.statusCode, reply.elapsedTime);
  });
}

function harden(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
}

/** Looks at the health before the first request and from then on every minute; ends what hangs when the house stops. */
function addLife(app: FastifyInstance, health: Health, live: House["live"]): void {
  let looks: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;
  app.addHook("onReady", async () => {
    await health.look();
  });
  app.addHook("onListen", async () => {
    looks = setInterval(() => {
      void health.look();
    }, LOOK_EVERY_MS).unref();
  });
  app.addHook("preClose", async () => {
    health.stop();
    live?.endStreams();
    clearInterval(looks);
    patience = setTimeout(() => {
      app.server.closeAllConnections();
    }, DRAIN_MS).unref();
  });
  app.addHook("onClose", async () => {
    clearTimeout(patience);
  });
}

/** The HTTP server over a house; it listens when told to. */
export function buildHttp(house: House): FastifyInstance {
  const { database, onFailure } = house;
  const health = watchHealth(database, house.now ?? Date.now, newestMigration());
  const admission = makeAdmission(house.limits ?? LIMITS);
  const metrics = makeMetrics({ database, admission, health, live: house.live, figures: house.figures ?? [] });
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MS,
    // A request without Host is refused by the hook below, in words.
    http: { headersTimeout: HEAD_MS, requireHostHeader: false },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    ...(house.trustedProxies === undefined ? {} : { trustProxy: [...house.trustedProxies] }),
    return503OnClosing: false,
    forceCloseConnections: "idle",
    logger: false,
    frameworkErrors: (error, request, reply) => {
      harden(reply);
      void sendProblem(onFailure, error, request, reply);
    },
    clientErrorHandler: (error, socket) => {
      metrics.unreadable();
      refuseSocket(socket, unreadableKey(error));
    },
  });
  app.server.on("connect", (_request, socket) => {
    refuseSocket(socket, "method-not-allowed");
  });
  // What a client expects besides 100-continue is no reason to refuse it without a word.
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  takeJsonOnly(app);
  void app.register(cookie);
  addHooks(app, house, metrics, health);
  addLife(app, health, house.live);
  app.setErrorHandler((error, request, reply) => sendProblem(onFailure, error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(onFailure, new Problem("not-found"), request, reply));
  mountOperational(app, { health, metrics, metricsToken: house.metricsToken, document: openApi(house.endpoints.map((endpoint) => endpoint.route)) });
  if (house.web !== undefined) mountWeb(app, house.web);
  if (house.publicPages !== undefined) mountPages(app, house.publicPages, { admission, health, onFailure });
  if (house.site !== undefined) mountSite(app, house.site, { admission, health, onFailure });
  // Routes are mounted after the cookie plugin, whose hooks they need.
  app.after(() => {
    mount(app, house, admission, health);
  });
  return app;
}
