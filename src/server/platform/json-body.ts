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

/** Takes JSON and nothing else: UTF-8, not too deep, without names that reach into prototypes. */
export function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    const text = decoded(bytes);
    if (isTooDeep(text)) throw new Problem("malformed", { detail: { vi: `Nội dung lồng nhau quá ${String(DEEPEST)} tầng.`, en: `The content is nested deeper than ${String(DEEPEST)} levels.` } });
    return parse(request, text, done);
  });
}
