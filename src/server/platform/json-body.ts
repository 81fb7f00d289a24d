import type { FastifyInstance } from "fastify";
import { Problem } from "./problem.ts";
import { pointerTo } from "./reading.ts";

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

/** How half a character and the character without a name are written in JSON; what has neither is not walked. */
const UNKEEPABLE = /\\u(?:d[89a-f]|0000)/i;
const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** Where in a value a name or text stands that no database keeps; undefined: nowhere. */
function unkeepableIn(value: unknown, path: readonly PropertyKey[] = []): readonly PropertyKey[] | undefined {
  if (typeof value === "string") return isKeepable(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, one] of Object.entries(value)) {
    const found = isKeepable(name) ? unkeepableIn(one, [...path, name]) : [...path, name.toWellFormed()];
    if (found !== undefined) return found;
  }
  return undefined;
}

function unkeepable(value: unknown): Problem | null {
  const path = unkeepableIn(value);
  return path === undefined ? null : new Problem("invalid-input", { fields: [{ pointer: pointerTo(path), message: { vi: "Có ký tự không đọc được; hãy gõ lại.", en: "It holds a character that cannot be read; type it anew." } }] });
}

/** What a passage reads itself, as it comes: bytes of a file, rows of JSON. */
const STREAMED = ["application/offset+octet-stream", "application/x-ndjson"] as const;

/** Takes JSON and, where a route passes bytes on, those, and nothing else: UTF-8, not too deep, without names that reach into prototypes. */
export function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    const text = decoded(bytes);
    if (isTooDeep(text)) throw new Problem("malformed", { detail: { vi: `Nội dung lồng nhau quá ${String(DEEPEST)} tầng.`, en: `The content is nested deeper than ${String(DEEPEST)} levels.` } });
    return parse(request, text, (error, value) => {
      done(error ?? (UNKEEPABLE.test(text) ? unkeepable(value) : null), value);
    });
  });
  for (const type of STREAMED) {
    app.addContentTypeParser(type, (request, _payload, done) => {
      const { takes } = request.routeOptions.config as { readonly takes?: string };
      done(takes === type ? null : new Problem("unsupported-content"));
    });
  }
}
