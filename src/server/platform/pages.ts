import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Admission } from "./admission.ts";
import type { Health } from "./health.ts";
import { stopping } from "./health.ts";
import { Problem, PROBLEMS } from "./problem.ts";
import { type Language, languageOf } from "./reading.ts";

/** Pages for everybody, whole from the server: without sign-in, cookies or script. A room says what is on them. */

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

/** Nothing runs, nothing is loaded from elsewhere, a form goes nowhere else. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const FORM = "application/x-www-form-urlencoded";
const MOST_FIELDS = 5000;
/** What never changes under its address. */
const KEPT = "public, max-age=31536000, immutable";

function fieldsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MOST_FIELDS) throw new Problem("too-large");
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [value]);
    else known.push(value);
  }
  return fields;
}

const noFields: ReadonlyMap<string, readonly string[]> = new Map();
const queryOf = (request: FastifyRequest): string => request.url.split("?").slice(1).join("?");
const isFields = (body: unknown): body is ReadonlyMap<string, readonly string[]> => body instanceof Map;

type Around = { readonly admission: Admission; readonly health: Health; readonly onFailure: (error: unknown, request: { method: string; url: string }) => void };

/** Mounts pages in a place of their own, which takes forms and answers failures with a page. */
export function mountPages(app: FastifyInstance, { pages, failure }: PublicPages, { admission, health, onFailure }: Around): void {
  void app.register(async (place) => {
    place.removeAllContentTypeParsers();
    place.addContentTypeParser<string>(FORM, { parseAs: "string" }, (_request, body, done) => {
      try {
        done(null, fieldsOf(body));
      } catch (error) {
        done(error instanceof Error ? error : new Problem("malformed"));
      }
    });
    const shown = (reply: FastifyReply, status: number, html: string) => reply.code(status).type("text/html; charset=utf-8").header("content-security-policy", POLICY).header("cache-control", "no-store").send(html);
    place.setErrorHandler((error: unknown, request, reply) => {
      const status = error instanceof Problem ? PROBLEMS[error.key].status : error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
      const language = languageOf(request.headers["accept-language"]);
      // Where somebody stands in a survey is nobody's to know, not even from a failure: the address goes without its question.
      if (status >= 500 && !(error instanceof Problem)) onFailure(error, { method: request.method, url: request.url.split("?", 1)[0] ?? "" });
      if (status === 503) reply.header("retry-after", "5");
      return shown(reply, status, failure(status, error instanceof Problem ? (error.detail?.[language] ?? PROBLEMS[error.key].title[language]) : "", language));
    });
    for (const { operationId, method, path, handle } of pages) {
      const kind = { method, shedLast: method === "POST" } as const;
      place.route({
        method,
        url: path,
        exposeHeadRoute: false,
        config: { operationId },
        onRequest: async () => {
          if (health.isStopping()) throw stopping();
          const refusal = method === "GET" ? undefined : health.againstChanges();
          if (refusal !== undefined) throw refusal;
          admission.check(kind);
        },
        handler: async (request, reply) => {
          const fields = method === "GET" ? fieldsOf(queryOf(request)) : isFields(request.body) ? request.body : noFields;
          const { leave } = admission.enter(kind);
          const answer = await handle({ fields, language: languageOf(request.headers["accept-language"]), address: request.ip }).finally(leave);
          return "html" in answer ? shown(reply, answer.status, answer.html) : reply.type(answer.type).header("cache-control", KEPT).send(answer.text);
        },
      });
    }
  });
}
