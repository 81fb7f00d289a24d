import type { FastifyInstance } from "fastify";
import { Problem } from "./problem.ts";

/** Reading JSON that anybody may have sent. */

/** No body of the contract is nested deeper than ten; beyond this, functions that walk it would run out of stack. */
const DEEPEST = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5C;
const OPENING = new Set([0x5B, 0x7B]);
const CLOSING = new Set([0x5D, 0x7D]);

/** Whether brackets are nested deeper than that, without reading the text as JSON. */
export function isTooDeep(text: string, deepest = DEEPEST): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) inString = !inString;
    else if (inString && code === BACKSLASH) i++;
    else if (!inString && OPENING.has(code) && ++depth > deepest) return true;
    else if (!inString && CLOSING.has(code)) depth--;
  }
  return false;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem("malformed", { detail: { vi: "Nội dung không phải văn bản UTF-8.", en: "The content is not UTF-8 text." } });
  }
}

/** Bytes that a passage reads itself, as they come. */
const OFFSET_BYTES = "application/offset+octet-stream";

/** Takes JSON and, where a route passes bytes on, those, and nothing else: UTF-8, not too deep, without names that reach into prototypes. */
export function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    const text = decoded(bytes);
    if (isTooDeep(text)) throw new Problem("malformed", { detail: { vi: `Nội dung lồng nhau quá ${String(DEEPEST)} tầng.`, en: `The content is nested deeper than ${String(DEEPEST)} levels.` } });
    return parse(request, text, done);
  });
  app.addContentTypeParser(OFFSET_BYTES, (request, _payload, done) => {
    const { takes } = request.routeOptions.config as { readonly takes?: string };
    done(takes === OFFSET_BYTES ? null : new Problem("unsupported-content"));
  });
}
