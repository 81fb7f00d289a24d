import { createHash } from "node:crypto";
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

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Small enough to come with the page; the policy names it by its hash and lets nothing else be. */
const STYLE = ":root{color-scheme:light dark}body{max-width:34rem;margin:12vh auto;padding:0 1.25rem;background:#f6f7f4;color:#16202a;font:1.05rem/1.5 \"Be Vietnam Pro\",system-ui,sans-serif}h1{font-size:1.45rem}a{display:inline-block;padding:.4rem 1rem;border-radius:6px;background:#0b6e69;color:#fff;text-decoration:none}small{color:#55606b}@media(prefers-color-scheme:dark){body{background:#12171c;color:#e8ecef}a{background:#4db6ac;color:#0b1a1a}small{color:#a3aeb8}}";
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** Somebody who came by a link, from another site or a kept address, reads words and finds a way on. */
function pageOf(problem: Problem, language: "vi" | "en"): string {
  const { status, title } = PROBLEMS[problem.key];
  const name = escaped(title[language]);
  const onward = { vi: "Về trang đầu", en: "To the first page" }[language];
  const told = problem.detail ?? (status === 404 ? NOT_FOUND : undefined);
  const detail = told === undefined ? "" : `<p>${escaped(told[language])}</p>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name} · Công Tâm</title><style>${STYLE}</style></head><body><main><h1>${name}</h1>${detail}<p><a href="/">${onward}</a></p><p><small>HTTP ${String(status)}</small></p></main></body></html>`;
}

const NOT_FOUND = { vi: "Địa chỉ này không có trang nào. Hãy xem lại liên kết, hoặc bắt đầu từ trang đầu.", en: "There is no page at this address. Look at the link again, or begin at the first page." };

export function sendProblem(onFailure: OnFailure, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.key === "internal") onFailure(error, { method: request.method, url: request.url });
  const { status } = PROBLEMS[problem.key];
  const { retryAfterSeconds } = problem.extra;
  if (status === 503 || status === 429) reply.header("retry-after", typeof retryAfterSeconds === "number" ? String(retryAfterSeconds) : RETRY_AFTER_SECONDS);
  const language = languageOf(request.headers["accept-language"]);
  // Browsers say when an address was opened as a page.
  if (request.headers["sec-fetch-mode"] === "navigate") return reply.code(status).type("text/html; charset=utf-8").header(POLICY, PAGE_POLICY).send(pageOf(problem, language));
  const body = problemBody(problem, language, request.url.split("?", 1)[0] ?? "");
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
