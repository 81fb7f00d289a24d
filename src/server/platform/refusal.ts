import type { Duplex } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem, PROBLEMS, problemBody } from "./problem.ts";
import { languageOf } from "./reading.ts";

/** How a refusal is told: RFC 9457 in the reader's language, whatever went wrong and wherever. */

const RETRY_AFTER_SECONDS = "5";
const TYPE = "application/problem+json; charset=utf-8";

const BY_STATUS: Readonly<Record<number, keyof typeof PROBLEMS>> = { 400: "malformed", 404: "not-found", 405: "method-not-allowed", 408: "timed-out", 413: "too-large", 414: "not-found", 415: "unsupported-content", 431: "headers-too-large" };

/** What any error means to a client. Unknown ones are the house's own and tell nothing about it. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return new Problem(BY_STATUS[status] ?? "internal");
}

type OnFailure = (error: unknown, request: { method: string; url: string }) => void;

export function sendProblem(onFailure: OnFailure, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.key === "internal") onFailure(error, { method: request.method, url: request.url });
  const { status } = PROBLEMS[problem.key];
  const { retryAfterSeconds } = problem.extra;
  if (status === 503 || status === 429) reply.header("retry-after", typeof retryAfterSeconds === "number" ? String(retryAfterSeconds) : RETRY_AFTER_SECONDS);
  const body = problemBody(problem, languageOf(request.headers["accept-language"]), request.url.split("?", 1)[0] ?? "");
  return reply.code(status).type(TYPE).send(JSON.stringify(body));
}

const POLICY = "content-security-policy";

/** Go with every answer; a page of the application brings a policy of its own. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", [POLICY]: "default-src 'none'; style-src 'self'; img-src 'self'" };

const REASONS = { malformed: "Bad Request", "timed-out": "Request Timeout", "headers-too-large": "Request Header Fields Too Large", "method-not-allowed": "Method Not Allowed" } as const;

/** The same on a bare connection, where what came was not understood well enough to know the reader's language. */
export function refuseSocket(socket: Duplex, key: keyof typeof REASONS): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status } = PROBLEMS[key];
  const body = JSON.stringify(problemBody(new Problem(key), "vi", ""));
  const headers = { "content-type": TYPE, "content-length": String(Buffer.byteLength(body)), "cache-control": "no-store", connection: "close", ...SAFE_HEADERS };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${String(status)} ${REASONS[key]}\r\n${head}\r\n${body}`);
}

/** What the parser says of bytes that are no request. */
export function unreadableKey(error: Error & { readonly code?: string }): keyof typeof REASONS {
  if (error.code === "HPE_HEADER_OVERFLOW") return "headers-too-large";
  return error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "timed-out" : "malformed";
}
