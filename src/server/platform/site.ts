import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Admission } from "./admission.ts";
import type { Health } from "./health.ts";
import { stopping } from "./health.ts";
import { PROBLEMS, Problem } from "./problem.ts";
import { isForeign } from "./reading.ts";

/**
 * Pages for everybody, which a room makes as HTML and files: no session, no cookie, no script. What was made is kept
 * packed in memory and handed out as it is; what changes something is a form.
 */

export type SiteRequest = {
  readonly path: string;
  readonly search: URLSearchParams;
  /** What a form sent; undefined when the page is only asked for. */
  readonly form: URLSearchParams | undefined;
  readonly address: string;
  /** How the browser called this server, for addresses that must be whole. */
  readonly origin: string;
};

export type SiteAnswer = {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
  readonly packed?: { readonly br: Uint8Array; readonly gzip: Uint8Array };
  /** Of the bytes; without one nobody keeps the answer. */
  readonly tag?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Site = {
  /** As the router writes them. */
  readonly paths: readonly string[];
  /** Those of them that take a form. */
  readonly forms: readonly string[];
  /** Undefined: it has to be made. */
  readonly kept: (request: Pick<SiteRequest, "path" | "origin"> & { readonly search: string }) => Promise<SiteAnswer | undefined>;
  readonly answer: (request: SiteRequest) => Promise<SiteAnswer>;
  /** A page that says that something went wrong; the same for all that is not there. */
  readonly failure: (status: number, path: string) => SiteAnswer;
};

/** Nothing but our own style and pictures; forms lead back here. A form's page tells its origin to us and to nobody else. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
  "cross-origin-opener-policy": "same-origin",
};

const FORM_LIMIT = 64 * 1024;
/** For so long a reader, or a cache on the way, may show a page without asking; then it asks with the page's tag. */
const KEEP = "public, max-age=60, must-revalidate";

type Encoding = "br" | "gzip" | undefined;
const SUFFIX = { br: "-br", gzip: "-gz" } as const;

/** The packing that the reader takes; one that is refused (`;q=0`) is not taken. */
function encodingFor(header: string | undefined): Encoding {
  if (header === undefined) return undefined;
  const taken = header.split(",").map((one) => one.trim().toLowerCase()).filter((one) => !/;\s*q=0(?:\.0*)?$/.test(one));
  const isTaken = (name: string) => taken.some((one) => one === name || one.startsWith(`${name};`));
  return isTaken("br") ? "br" : isTaken("gzip") ? "gzip" : undefined;
}

/** Whether the reader has these very bytes. */
const isKnown = (header: string | undefined, tag: string): boolean => header !== undefined && (header.trim() === "*" || header.split(",").some((one) => one.trim().replace(/^W\//, "") === tag));

function send(request: FastifyRequest, reply: FastifyReply, { status, type, body, packed, tag, headers = {} }: SiteAnswer): FastifyReply {
  reply.headers({ ...HEADERS, ...headers });
  const encoding = packed === undefined ? undefined : encodingFor(request.headers["accept-encoding"]);
  if (packed !== undefined) reply.header("vary", "accept-encoding");
  if (tag !== undefined) {
    const own = `"${tag}${encoding === undefined ? "" : SUFFIX[encoding]}"`;
    reply.header("etag", own);
    if (!("cache-control" in headers)) reply.header("cache-control", KEEP);
    if (status === 200 && isKnown(request.headers["if-none-match"], own)) return reply.code(304).send();
  }
  reply.code(status).type(type);
  if (encoding === undefined || packed === undefined) return reply.send(body);
  return reply.header("content-encoding", encoding).send(packed[encoding]);
}

const partsOf = (url: string): { readonly path: string; readonly search: string } => {
  const at = url.indexOf("?");
  return at === -1 ? { path: url, search: "" } : { path: url.slice(0, at), search: url.slice(at + 1) };
};

const named = { operationId: "portal.page" };

function mountPages(scope: FastifyInstance, site: Site, admission: Admission): void {
  for (const path of site.paths) {
    scope.get(path, { config: named }, async (request, reply) => {
      const asked = { ...partsOf(request.url), origin: `${request.protocol}://${request.host}` };
      const kept = await site.kept(asked);
      if (kept !== undefined) return send(request, reply, kept);
      const { leave } = admission.enter({ method: "GET", shedLast: false });
      const made = await site.answer({ ...asked, search: new URLSearchParams(asked.search), form: undefined, address: request.ip }).finally(leave);
      return send(request, reply, made);
    });
  }
}

function mountForms(scope: FastifyInstance, site: Site, admission: Admission, health: Health): void {
  for (const path of site.forms) {
    scope.post<{ Body: URLSearchParams | undefined }>(path, { config: { operationId: "portal.form" }, bodyLimit: FORM_LIMIT }, async (request, reply) => {
      if (health.isStopping()) throw stopping();
      const refusal = health.againstChanges();
      if (refusal !== undefined) throw refusal;
      if (isForeign(request)) throw new Problem("foreign-origin");
      if (!(request.body instanceof URLSearchParams)) throw new Problem("unsupported-content");
      const { leave } = admission.enter({ method: "POST", shedLast: false });
      const asked = { ...partsOf(request.url), origin: `${request.protocol}://${request.host}` };
      const answered = await site.answer({ ...asked, search: new URLSearchParams(asked.search), form: request.body, address: request.ip }).finally(leave);
      return send(request, reply, answered);
    });
  }
}

const RETRY_AFTER_SECONDS = "5";

/** Mounts the pages under a scope of their own, in which failures are pages too. */
export function mountSite(app: FastifyInstance, site: Site, { admission, health, onFailure }: { readonly admission: Admission; readonly health: Health; readonly onFailure: (error: unknown, request: { method: string; url: string }) => void }): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser<string>("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: FORM_LIMIT }, (_request, text, done) => {
      done(null, new URLSearchParams(text));
    });
    scope.setErrorHandler(async (error, request, reply) => {
      const status = error instanceof Problem ? PROBLEMS[error.key].status : error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
      if (status >= 500 && !(error instanceof Problem)) onFailure(error, { method: request.method, url: request.url });
      if (status === 503 || status === 429) reply.header("retry-after", RETRY_AFTER_SECONDS);
      return send(request, reply, site.failure(status, partsOf(request.url).path));
    });
    mountPages(scope, site, admission);
    mountForms(scope, site, admission, health);
  });
}
