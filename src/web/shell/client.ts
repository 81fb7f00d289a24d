import type { z } from "zod";
import type { Route } from "../../contract/route.ts";
import { languageNow } from "../ui/language.ts";
import { asFields, Refused } from "../ui/refusal.ts";
import { Unreachable } from "../ui/unreachable.ts";

/** Asks the server along the contract: what a route takes and gives is known from its declaration. */

const API = "/api/v1";
/** A slow line is no broken one, but somebody who waits wants to hear something. */
const PATIENCE_MS = 30_000;

/** An empty strict object has no key of its own: its type says "any key, never a value". */
type IsEmpty<T> = keyof T extends never ? true : string extends keyof T ? true : false;
type Part<K extends string, T> = IsEmpty<T> extends true ? { readonly [P in K]?: undefined } : { readonly [P in K]: T };
type Optional<K extends string, T> = { readonly [P in K]?: T };
type BodyOf<R extends Route> = NonNullable<R["body"]> extends infer B extends z.ZodType ? z.input<B> : never;
type BodyPart<R extends Route> = [BodyOf<R>] extends [never] ? { readonly body?: undefined } : { readonly body: BodyOf<R> };

/** What a call brings: the path's parameters, the query, the body, the version on which a change rests. */
export type Given<R extends Route> = Part<"params", z.input<R["params"]>> &
  Optional<"query", z.input<R["query"]>> &
  BodyPart<R> & { readonly version?: string; readonly key?: string; readonly signal?: AbortSignal | undefined };

/** The body as the route declares it, and its version where it has one. */
export type Answer<R extends Route> = { readonly body: z.output<R["response"]>; readonly version: string | undefined };

type Loose = { readonly params?: Readonly<Record<string, unknown>> | undefined; readonly query?: Readonly<Record<string, unknown>> | undefined; readonly body?: unknown; readonly version?: string; readonly key?: string; readonly signal?: AbortSignal | undefined };

/** What is asked of the person in place. */
export type Asking = "sign-in" | "factor";

/** Lets the person show again who it is, in place; false when they give up. */
type Guard = { readonly signInAgain: () => Promise<boolean>; readonly showFactor: () => Promise<boolean> };

let guard: Guard | undefined;
export const setGuard = (one: Guard | undefined): void => {
  guard = one;
};

/** Queries are made of words, numbers and yes or no. */
const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Where a route answers, for links that a browser follows. */
export function addressOf(route: Route, { params = {}, query = {} }: Loose): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(plain(params[name])));
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, plain(value)]])));
  return `${API}${path}${search.size === 0 ? "" : `?${search.toString()}`}`;
}

function headersOf(route: Route, { body, version, key }: Loose): Record<string, string> {
  return {
    "accept-language": languageNow(),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(version === undefined ? {} : { "if-match": `"${version}"` }),
    ...(route.method === "POST" && route.repeatable ? { "idempotency-key": key ?? crypto.randomUUID() } : {}),
  };
}

async function send(route: Route, given: Loose, patienceMs: number = PATIENCE_MS): Promise<Response> {
  const patience = AbortSignal.timeout(patienceMs);
  const signal = given.signal === undefined ? patience : AbortSignal.any([given.signal, patience]);
  try {
    return await fetch(addressOf(route, given), { method: route.method, headers: headersOf(route, given), signal, ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }) });
  } catch (error) {
    if (given.signal?.aborted === true) throw error;
    throw new Unreachable(error);
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  const text = await response.text();
  try {
    return new Refused(response.status, asFields(JSON.parse(text)));
  } catch {
    // Something between us and the server answered in its own words.
    return new Refused(response.status, { title: response.statusText });
  }
}

/** Whether the person has shown again who it is, so that the same request may be sent once more. */
async function mayRetry(route: Route, refused: Refused): Promise<boolean> {
  if (guard === undefined || route.path.startsWith("/session")) return false;
  if (refused.is("not-signed-in")) return guard.signInAgain();
  return refused.is("otp-required") ? guard.showFactor() : false;
}

async function ask(route: Route, given: Loose): Promise<{ body: unknown; version: string | undefined }> {
  const response = await send(route, given);
  if (!response.ok) {
    const refused = await refusalOf(response);
    if (await mayRetry(route, refused)) return ask(route, given);
    throw refused;
  }
  const body: unknown = response.status === 204 ? undefined : await response.json();
  return { body, version: response.headers.get("etag")?.replaceAll('"', "") };
}

/**
 * Calls a route. Throws `Refused` with the server's own words, `Unreachable` when no answer came. A session that is
 * over, or a second factor that is wanted, is asked for in place, and the call goes on.
 */
export async function call<R extends Route>(route: R, given: Given<R>): Promise<Answer<R>> {
  // A repeat after a lost answer must be known as the same request.
  const key = given.key ?? crypto.randomUUID();
  return (await ask(route, { ...given, key })) as Answer<R>;
}

/** A file may be made first, by another program even. */
const FILE_PATIENCE_MS = 120_000;

/** What the server calls the file (RFC 5987). */
function nameOf(response: Response): string {
  const said = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return said === undefined ? "" : decodeURIComponent(said);
}

/** How far a file has come, from 0 to 1; nothing is told of one whose length nobody knows. */
type OnProgress = (part: number) => void;

/** The bytes as they come, kept by the browser where it keeps such things. */
async function bytesOf(response: Response, onProgress: OnProgress): Promise<Blob> {
  const expected = Number(response.headers.get("content-length") ?? response.headers.get("x-expected-bytes") ?? 0);
  if (response.body === null || !(expected > 0)) return response.blob();
  let come = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        come += bytes.length;
        // The length may be an estimate: only the end is the end.
        onProgress(Math.min(0.99, come / expected));
        controller.enqueue(bytes);
      },
    }),
  );
  return new Response(counted, { headers: { "content-type": response.headers.get("content-type") ?? "" } }).blob();
}

/** A file that a route gives; it refuses as `call` does. */
export async function callFile<R extends Route>(route: R, given: Given<R>, onProgress: OnProgress = () => undefined): Promise<{ readonly name: string; readonly blob: Blob }> {
  const response = await send(route, given, FILE_PATIENCE_MS);
  if (response.ok) return { name: nameOf(response), blob: await bytesOf(response, onProgress) };
  const refused = await refusalOf(response);
  if (await mayRetry(route, refused)) return callFile(route, given, onProgress);
  throw refused;
}
