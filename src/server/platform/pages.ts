import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem, PROBLEMS } from "./problem.ts";
import { type Around, inTurn, openPlace, searchOfUrl } from "./public-place.ts";
import { type Language, languageOf } from "./reading.ts";
import { encodingFor } from "./site.ts";

/** Pages for everybody, whole from the server: without sign-in or cookies, and whatever a script adds works without it. A room says what is on them. */

type Asked = {
  /** Of the address or of the form: each name with all its values. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly language: Language;
  readonly address: string;
};
type Shown = { readonly status: number; readonly html: string } | { readonly type: string; readonly text: string };

export type PublicPage = { readonly operationId: string; readonly method: "GET" | "POST"; readonly path: `/${string}`; readonly handle: (asked: Asked) => Promise<Shown> };

/** Pages with the words for when one cannot be shown. */
export type PublicPages = { readonly pages: readonly PublicPage[]; readonly failure: (status: number, message: string, language: Language) => string };

/** Nothing runs but the house's own script, nothing is loaded from or sent to elsewhere. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** What never changes under its address. */
const KEPT = "public, max-age=31536000, immutable";

/** A form as large as a questionnaire may be. */
const FORM_LIMIT = 1024 * 1024;

function fieldsOf(form: URLSearchParams): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const name of form.keys()) fields.set(name, form.getAll(name));
  return fields;
}

const pack = promisify(gzip);
/** Below this a packed answer needs as many packets as a plain one. */
const LEAST_PACKED = 1000;
/** A third quicker than usual, for a tenth more bytes. */
const QUICKLY = { level: 3 };

/**
 * Packed where the browser takes it: a phone pays for each kilobyte. A page tells its code only to who sent it, so nobody
 * else can have the same page made with guesses of theirs beside the code, and learn from its length.
 */
async function sendPacked(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.header("vary", "accept-encoding");
  if (text.length < LEAST_PACKED || encodingFor(request.headers["accept-encoding"]) === undefined) return reply.send(text);
  const packed = await pack(text, QUICKLY);
  return reply.header("content-encoding", "gzip").send(packed);
}

const formOf = (body: unknown): URLSearchParams => (typeof body === "object" && body !== null && "form" in body && body.form instanceof URLSearchParams ? body.form : new URLSearchParams());

/** Mounts pages in a place of their own, which takes forms and answers failures with a page. */
export function mountPages(app: FastifyInstance, { pages, failure }: PublicPages, around: Around): void {
  const asPage = (reply: FastifyReply, status: number) => reply.code(status).type("text/html; charset=utf-8").header("content-security-policy", POLICY).header("cache-control", "no-store");
  const mount = (place: FastifyInstance): void => {
    for (const { operationId, method, path, handle } of pages) {
      const kind = { method, shedLast: method === "POST" } as const;
      place.route({
        method,
        url: path,
        exposeHeadRoute: false,
        config: { operationId },
        // Who would be turned away need not send a form first.
        onRequest: async () => {
          around.admission.check(kind);
        },
        handler: async (request, reply) => {
          const fields = fieldsOf(method === "GET" ? new URLSearchParams(searchOfUrl(request.url)) : formOf(request.body));
          const answer = await inTurn(around, kind, () => handle({ fields, language: languageOf(request.headers["accept-language"]), address: request.ip }));
          return "html" in answer ? sendPacked(request, asPage(reply, answer.status), answer.html) : sendPacked(request, reply.type(answer.type).header("content-security-policy", POLICY).header("cache-control", KEPT), answer.text);
        },
      });
    }
  };
  openPlace(app, around, {
    formLimit: FORM_LIMIT,
    mount,
    failure: (reply, status, error, request) => {
      const language = languageOf(request.headers["accept-language"]);
      return asPage(reply, status).send(failure(status, error instanceof Problem ? (error.detail?.[language] ?? PROBLEMS[error.key].title[language]) : "", language));
    },
  });
}
