import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Bilingual, FieldProblem } from "./problem.ts";
import { Problem } from "./problem.ts";

/** Reading what a client sent: languages, pointers, field by field messages. */

export type Language = "vi" | "en";

/** Vietnamese unless English is preferred. */
export function languageOf(header: string | undefined): Language {
  const ranked = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = Number(parameters.find((one) => one.trim().startsWith("q="))?.trim().slice(2) ?? "1");
    return { tag, quality: Number.isFinite(quality) ? quality : 0 };
  });
  const best = (prefix: string) => Math.max(0, ...ranked.filter((one) => one.tag === prefix || one.tag.startsWith(`${prefix}-`)).map((one) => one.quality));
  return best("en") > best("vi") ? "en" : "vi";
}

const KINDS: Readonly<Record<string, Bilingual>> = {
  string: { vi: "văn bản", en: "text" },
  number: { vi: "số", en: "a number" },
  int: { vi: "số nguyên", en: "a whole number" },
  boolean: { vi: "true hoặc false", en: "true or false" },
  array: { vi: "danh sách", en: "a list" },
  object: { vi: "đối tượng", en: "an object" },
  date: { vi: "ngày dạng YYYY-MM-DD", en: "a day as YYYY-MM-DD" },
  datetime: { vi: "thời điểm dạng RFC 3339", en: "a time as RFC 3339" },
  email: { vi: "địa chỉ thư điện tử", en: "an e-mail address" },
};

function expectation(issue: z.core.$ZodIssue): Bilingual {
  const named = (key: string): Bilingual => KINDS[key] ?? { vi: key, en: key };
  switch (issue.code) {
    case "invalid_type":
      return named(issue.expected);
    case "invalid_format":
      return issue.format === "regex" ? { vi: "đúng định dạng quy định", en: "the prescribed format" } : named(issue.format);
    case "too_small":
      return { vi: `ít nhất ${String(issue.minimum)}`, en: `at least ${String(issue.minimum)}` };
    case "too_big":
      return { vi: `nhiều nhất ${String(issue.maximum)}`, en: `at most ${String(issue.maximum)}` };
    case "invalid_value":
      return { vi: `một trong: ${issue.values.map(String).join(", ")}`, en: `one of: ${issue.values.map(String).join(", ")}` };
    case "unrecognized_keys":
      return { vi: "không có trường này", en: "no such field" };
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      return { vi: "giá trị hợp lệ", en: "a valid value" };
  }
}

const escaped = (step: PropertyKey): string => String(step).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");
const MOST_FIELDS = 100;

/** Every wrong field of a body with its JSON pointer. */
function fieldProblems(error: z.ZodError, language: Language): FieldProblem[] {
  return error.issues.slice(0, MOST_FIELDS).flatMap((issue) => {
    const expected = expectation(issue)[language];
    const message = language === "vi" ? `Không hợp lệ; cần ${expected}.` : `Not valid; expected ${expected}.`;
    const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ pointer: path.map((step) => `/${escaped(step)}`).join(""), message, expected }));
  });
}

/** Reads one part of a request by its schema; a path that does not fit is simply not there. */
export function readPart<T extends z.ZodType>(schema: T, value: unknown, part: "params" | "query" | "body", language: Language): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  if (part === "params") throw new Problem("not-found");
  throw new Problem("invalid-input", { fields: fieldProblems(read.error, language) });
}

/** Whether a state-changing request comes from a page of another site. */
export function isForeign(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (origin === "null") return true;
  return URL.parse(origin)?.host !== host;
}
