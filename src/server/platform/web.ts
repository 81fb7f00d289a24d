import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import files from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { PAGES } from "../../contract/pages.ts";

/** Hands out the staff's application: its pages are all one document, its files never change under their names. */

const DOCUMENT = "index.html";
/** The library that draws the pages adds styles as it goes; they carry the nonce of the document that they are in. */
const NONCE_PLACE = "__NONCE__";
const NONCE_BYTES = 18;
const YEAR_MS = 365 * 24 * 3600 * 1000;

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A script that runs as a worker obeys the policy that it comes with: files are parsed by ones that may talk to nobody. */
const WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'";
const SCRIPT = /\.m?js(?:\.br|\.gz)?$/;

const named = (operationId: string) => ({ operationId });

/** The addresses that a browser may open, as the router of the server writes them. */
export const WEB_PATHS: readonly string[] = PAGES.flatMap((page) => (page === "" ? ["/"] : [`/${page}`, `/${page}/*`]));

/** Mounts the application that was built into `folder`. */
export function mountWeb(app: FastifyInstance, folder: string): void {
  void app.register(files, { root: join(folder, "assets"), prefix: "/assets/", immutable: true, maxAge: YEAR_MS, preCompressed: true, index: false, decorateReply: false, setHeaders: (reply, path) => {
    if (SCRIPT.test(path)) reply.header("content-security-policy", WORKER_POLICY);
  } });
  const document = readFile(join(folder, DOCUMENT), "utf8");
  const icon = readFile(join(folder, "favicon.svg"));
  app.get("/favicon.svg", { exposeHeadRoute: false, config: named("platform.icon") }, async (_request, reply) => reply.type("image/svg+xml").header("cache-control", "public, max-age=86400").send(await icon));
  const answer = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(NONCE_BYTES).toString("base64url");
    const text = await document;
    return reply.type("text/html; charset=utf-8").header("content-security-policy", policy(nonce)).header("cache-control", "no-cache").send(text.replace(NONCE_PLACE, nonce));
  };
  for (const path of WEB_PATHS) app.get(path, { exposeHeadRoute: false, config: named("platform.page") }, answer);
}
