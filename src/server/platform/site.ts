import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "./problem.ts";
import { type Around, inTurn, openPlace, pathOfUrl, searchOfUrl } from "./public-place.ts";
import { readMultipart, type SentForm } from "./multipart.ts";
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
  /** A file that a form sent. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
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

/** Nothing but our own style and pictures; forms lead back here. No script runs that could connect, but who rates pages reads robots.txt from within one. A form's page tells its origin to us and to nobody else. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
  "cross-origin-opener-policy": "same-origin",
};

const FORM_LIMIT = 64 * 1024;
/** A form with a file. */
const FILE_FORM_LIMIT = 6 * 1024 * 1024;
/** For so long a reader, or a cache on the way, may show a page without asking; then it asks with the page's tag. */
const KEEP = "public, max-age=60, must-revalidate";

type Encoding = "br" | "gzip" | undefined;
const SUFFIX = { br: "-br", gzip: "-gz" } as const;

/** The packing that the reader takes; one that is refused (`;q=0`) is not taken. */
export function encodingFor(header: string | undefined): Encoding {
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

const named = { operationId: "portal.page" };
const askedOf = (request: FastifyRequest) => ({ path: pathOfUrl(request.url), search: searchOfUrl(request.url), origin: `${request.protocol}://${request.host}` });

function mountPages(scope: FastifyInstance, site: Site, around: Around): void {
  for (const path of site.paths) {
    scope.get(path, { config: named }, async (request, reply) => {
      const asked = askedOf(request);
      const kept = await site.kept(asked);
      if (kept !== undefined) return send(request, reply, kept);
      return send(request, reply, await inTurn(around, { method: "GET", shedLast: false }, () => site.answer({ ...asked, search: new URLSearchParams(asked.search), form: undefined, address: request.ip })));
    });
  }
}

function mountForms(scope: FastifyInstance, site: Site, around: Around): void {
  for (const path of site.forms) {
    scope.post<{ Body: SentForm | undefined }>(path, { config: { operationId: "portal.form" }, bodyLimit: FILE_FORM_LIMIT }, async (request, reply) => {
      const { body } = request;
      if (isForeign(request)) throw new Problem("foreign-origin");
      if (body === undefined || body === null || !("form" in body)) throw new Problem("unsupported-content");
      const asked = askedOf(request);
      return send(request, reply, await inTurn(around, { method: "POST", shedLast: false }, () => site.answer({ ...asked, search: new URLSearchParams(asked.search), ...body, address: request.ip })));
    });
  }
}

/** Mounts the pages in a place of their own. */
export function mountSite(app: FastifyInstance, site: Site, around: Around): void {
  openPlace(app, around, {
    formLimit: FORM_LIMIT,
    failure: (reply, status, _error, request) => send(request, reply, site.failure(status, pathOfUrl(request.url))),
    mount: (scope) => {
      scope.addContentTypeParser<Buffer>("multipart/form-data", { parseAs: "buffer" }, (request, bytes, done) => {
        const sent = readMultipart(request.headers["content-type"], bytes);
        if (sent === undefined) done(new Problem("malformed"));
        else done(null, sent);
      });
      mountPages(scope, site, around);
      mountForms(scope, site, around);
    },
  });
}
