import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Admission } from "./admission.ts";
import type { Health } from "./health.ts";
import { stopping } from "./health.ts";
import { PROBLEMS, Problem } from "./problem.ts";

/** Where pages for everybody stand, whoever makes them: forms in, whole pages out, and failures are pages too. */

export type Around = { readonly admission: Admission; readonly health: Health; readonly onFailure: (error: unknown, request: { method: string; url: string }) => void };

type Place = {
  /** The longest form, in letters. */
  readonly formLimit: number;
  /** A page that says that something went wrong. */
  readonly failure: (reply: FastifyReply, status: number, error: unknown, request: FastifyRequest) => FastifyReply;
  readonly mount: (place: FastifyInstance) => void;
};

const FORM = "application/x-www-form-urlencoded";
const MOST_FIELDS = 5000;
const RETRY_AFTER_SECONDS = "5";

export const pathOfUrl = (url: string): string => url.split("?", 1)[0] ?? "";
export const searchOfUrl = (url: string): string => url.slice(pathOfUrl(url).length + 1);

const statusOf = (error: unknown): number => (error instanceof Problem ? PROBLEMS[error.key].status : error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500);

function formIn(text: string, limit: number): URLSearchParams | Problem {
  if (text.length > limit) return new Problem("too-large");
  const form = new URLSearchParams(text);
  return form.size > MOST_FIELDS ? new Problem("too-large") : form;
}

/** A scope of their own for pages, with their forms and their failures. */
export function openPlace(app: FastifyInstance, { onFailure }: Pick<Around, "onFailure">, { formLimit, failure, mount }: Place): void {
  void app.register(async (place) => {
    place.removeAllContentTypeParsers();
    place.addContentTypeParser<string>(FORM, { parseAs: "string" }, (_request, text, done) => {
      const form = formIn(text, formLimit);
      if (form instanceof Problem) done(form);
      else done(null, { form });
    });
    place.setErrorHandler((error: unknown, request, reply) => {
      const status = statusOf(error);
      // Where somebody stands in a survey is nobody's to know, not even from a failure: the address goes without its question.
      if (status >= 500 && !(error instanceof Problem)) onFailure(error, { method: request.method, url: pathOfUrl(request.url) });
      if (status === 503 || status === 429) reply.header("retry-after", RETRY_AFTER_SECONDS);
      return failure(reply, status, error, request);
    });
    mount(place);
  });
}

/** Makes a page when there is room for it; what changes something is not taken while the house stops or its clock is wrong. */
export async function inTurn<T>({ admission, health }: Omit<Around, "onFailure">, kind: Parameters<Admission["enter"]>[0], make: () => Promise<T>): Promise<T> {
  if (health.isStopping()) throw stopping();
  const refusal = kind.method === "GET" ? undefined : health.againstChanges();
  if (refusal !== undefined) throw refusal;
  const { leave } = admission.enter(kind);
  return make().finally(leave);
}
